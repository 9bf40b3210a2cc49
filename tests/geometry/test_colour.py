"""From any colour follow roles with enough contrast; the hue stays; safety colours are out of reach."""

from __future__ import annotations

import colorsys
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from handout_builder.geometry.colour import (
    APART,
    BLACK_ONLY,
    SAFETY_COLOURS,
    WHITE,
    colours,
    contrast,
    dark_screen,
    darken_to,
    luminance,
    luminance_grey,
    near_safety,
    oklch,
    tell_apart,
)
from handout_builder.model.brand import Brand
from handout_builder.model.people import SKIN_TONES

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


LIGHT = ("#FFD400", "#F9C6D0", "#FF8200", "#FFFFFF", "#B8FF3C", "#9AD8FF")
GREYS = ("#000000", "#808080", "#101A40")


@CALM
@given(HEX, st.one_of(st.none(), HEX))
@example("#FFD400", None)
@example("#FFD400", "#685603")
@example("#808080", "#808080")
@example("#0B6E78", "#B3206B")
@example("#6E2445", "#9C6405")
def test_f82_a_marked_area_is_told_from_clothes_paper_and_skin(brand: str, accent: str | None) -> None:
    found = colours(brand, accent)
    assert tell_apart(found.accent, found.solid), "arrows and edges over shorts"
    around = (found.paper, found.tint2, found.tint2_dark, found.solid, found.solid_dark)
    assert [other for other in around if not tell_apart(found.zone, other)] == []
    assert contrast(found.text, found.zone) >= 4.5


@CALM
@given(HEX, st.one_of(st.none(), HEX))
@example("#FFD400", None)
def test_f82_in_grey_its_hatch_and_its_edge_are_told_from_it_and_from_light_clothes(
    brand: str, accent: str | None
) -> None:
    found = colours(brand, accent)
    dark = luminance_grey(found.accent)
    for light in (found.zone, found.paper, found.tint2, found.tint2_dark):
        assert oklch(dark).distance(oklch(luminance_grey(light))) >= 1.5 * APART, light
    for clothes in (found.solid, found.solid_dark):
        assert tell_apart(luminance_grey(found.zone), luminance_grey(clothes))


@pytest.mark.parametrize("brand", (*LIGHT, *GREYS))
def test_f82_without_an_accent_arrows_have_another_hue(brand: str) -> None:
    found = colours(brand)
    turned = abs(oklch(found.accent).hue - oklch(found.solid).hue) % 360
    assert min(turned, 360 - turned) > 60 or oklch(found.solid).chroma < 0.03
    assert oklch(found.accent).chroma > 0.05
    assert near_safety(found.accent) == []
    assert colours(brand, "#7748A7").accent == "#7748A7", "one that can be told is kept"


def test_f82_a_marked_area_is_told_from_the_skin_of_the_practice_as_far_as_its_hue_allows() -> None:
    skins = SKIN_TONES["tan"]
    gold = colours("#6E2445", "#9C6405")
    made = colours("#6E2445", "#9C6405", skins)
    nearest = [min(oklch(each.zone).distance(oklch(skin)) for skin in skins) for each in (gold, made)]
    assert nearest[1] > nearest[0]
    violet = colours("#FFD400", None, skins)
    assert all(tell_apart(violet.zone, skin) for skin in skins)


@settings(max_examples=40)
@given(HEX)
@example("#FFFFFF")
@example("#000100")
@example("#FFFF00")
def test_f96_words_on_a_dark_screen_have_their_contrast(brand: str) -> None:
    made = dark_screen(brand, colours(brand))
    for ground in (made.paper, made.tint, made.tint2):
        assert luminance(ground) < 0.1
        for words in (made.text, made.muted, made.ink, made.line, made.negative):
            assert contrast(words, ground) >= 4.5
    assert made.solid == colours(brand).solid and contrast(made.on_solid, made.solid) >= 4.5
