"""From any colour follow roles with enough contrast; the hue stays; safety colours are out of reach."""

from __future__ import annotations

import colorsys
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from handout_builder.geometry.colour import (
    BLACK_ONLY,
    SAFETY_COLOURS,
    WHITE,
    colours,
    contrast,
    darken_to,
    luminance,
    near_safety,
    oklch,
)
from handout_builder.model.brand import Brand

HEX = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06X}")
CALM = settings(max_examples=120)


@CALM
@given(HEX, st.one_of(st.none(), HEX))
@example("#FFFFFF", "#FFFFFF")
@example("#000000", "#000000")
@example("#FFFF00", "#00FFFF")
@example("#0000FF", None)
def test_every_role_of_every_brand_colour_has_its_contrast(brand: str, accent: str | None) -> None:
    found = colours(brand, accent)
    assert contrast(WHITE, found.solid) >= 4.5
    assert contrast(found.on_solid, found.solid) >= 4.5
    assert contrast(found.ink, WHITE) >= 7 and contrast(found.ink, found.tint) >= 4.5
    assert contrast(found.accent, WHITE) >= 4.5 and contrast(found.accent, found.tint) >= 4.49
    assert contrast(found.text, found.tint) >= 7 and contrast(found.text, found.tint2) >= 7
    assert contrast(found.muted, found.tint) >= 4.5
    assert contrast(found.negative, WHITE) >= 4.5


@CALM
@given(HEX, st.floats(1.2, 12))
def test_darkening_reaches_its_ratio_and_never_lightens(colour: str, ratio: float) -> None:
    found = darken_to(colour, ratio)
    assert contrast(found, WHITE) >= ratio
    assert luminance(found) <= luminance(colour) + 1e-6
    if contrast(colour, WHITE) >= ratio:
        assert found == colour


@CALM
@given(HEX)
def test_darkening_keeps_the_hue(colour: str) -> None:
    before, after = oklch(colour), oklch(darken_to(colour, 7))
    if before.chroma > 0.04 and after.chroma > 0.04:
        turned = abs(before.hue - after.hue) % 360
        assert min(turned, 360 - turned) < 8


@CALM
@given(HEX)
def test_a_colour_and_its_oklch_form_are_the_same(colour: str) -> None:
    back = oklch(colour).hex()
    assert all(abs(int(colour[i : i + 2], 16) - int(back[i : i + 2], 16)) <= 1 for i in (1, 3, 5))


@CALM
@given(HEX)
def test_lightness_falls_with_grey(colour: str) -> None:
    assert 0 <= oklch(colour).lightness <= 1.0001
    assert 1 <= contrast(colour, WHITE) <= 21.001


def test_safety_colours_are_readable_and_no_brand_has_a_word_about_them() -> None:
    for panel, ink in SAFETY_COLOURS.values():
        assert contrast(panel, ink) >= 4.5
    assert set(SAFETY_COLOURS) == {"danger", "warning", "caution", "notice"}
    assert not [name for name in Brand.model_fields if "safety" in name or name in SAFETY_COLOURS]
    greys = sorted(luminance(panel) for panel, _ in SAFETY_COLOURS.values())
    assert all(later - earlier > 0.03 for earlier, later in pairwise(greys)), "they differ in grey"


@pytest.mark.parametrize("level", SAFETY_COLOURS)
def test_a_brand_colour_near_a_safety_colour_is_noticed(level: str) -> None:
    panel = SAFETY_COLOURS[level][0]
    assert level in near_safety(panel)
    hue, light, full = colorsys.rgb_to_hls(*(int(panel[i : i + 2], 16) / 255 for i in (1, 3, 5)))
    far = colorsys.hls_to_rgb((hue + 0.5) % 1, light, full)
    assert level not in near_safety("#" + "".join(f"{round(part * 255):02X}" for part in far))


def test_the_low_ink_form_is_black_on_white() -> None:
    assert BLACK_ONLY.text == "#000000" and BLACK_ONLY.paper == WHITE
    assert contrast(BLACK_ONLY.muted, WHITE) > 7 and contrast(BLACK_ONLY.line, WHITE) > 4.5
