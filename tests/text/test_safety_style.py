"""Signs, colours and frames of safety messages: four cues a level, readable also when Python leaves asserts out."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise, product

import pytest

from handout_builder.geometry import colour
from handout_builder.geometry.colour import ContrastError, colours, contrast, luminance, require_contrast
from handout_builder.model.safety import Level
from handout_builder.pictures.signs import SIGNS
from handout_builder.text.safety_style import SafetyStyle, safety_style, stop_style
from tests import REPOSITORY

BOTH = (False, True)


def every() -> list[SafetyStyle]:
    return [safety_style(level, black=black) for level, black in product(Level, BOTH)] + [
        stop_style(black=black) for black in BOTH
    ]


def test_every_style_can_be_read_and_drawn() -> None:
    for style in every():
        assert contrast(style.ink, style.panel) >= 4.5
        assert contrast(style.frame, "#FFFFFF") >= 4.5
        assert style.sign in SIGNS


def test_levels_differ_in_colour_frame_or_sign_and_the_graver_frame_is_never_thinner() -> None:
    for black in BOTH:
        styles = [safety_style(level, black=black) for level in Level]
        assert len(set(styles)) == len(Level)
        assert all(graver.border >= milder.border for graver, milder in pairwise(styles))
        assert styles[-1].sign == "info" and "info" not in {style.sign for style in styles[:-1]}


def test_without_colour_frames_and_signs_alone_tell_the_levels_apart() -> None:
    styles = [safety_style(level, black=True) for level in Level]
    assert len({(style.sign, style.border) for style in styles}) == len(Level)
    assert {(style.panel, style.ink) for style in styles} == {("#FFFFFF", "#000000")}
    assert [style.sign for style in styles] == ["tri", "tri", "triline", "info"]


@pytest.mark.parametrize("level", Level)
def test_a_pale_signal_word_is_refused(level: Level, monkeypatch: pytest.MonkeyPatch) -> None:
    _, ink = colour.SAFETY_COLOURS[level.value]
    pale = "#FFF4E0" if luminance(ink) > 0.5 else "#303030"
    monkeypatch.setitem(colour.SAFETY_COLOURS, level.value, (pale, ink))
    with pytest.raises(ContrastError, match=rf"{ink} on {pale} has a contrast of \d\.\d\d:1, less than 4\.5:1"):
        safety_style(level, black=False)
    if level is Level.DANGER:
        with pytest.raises(ContrastError):
            stop_style(black=False)


def test_a_colour_just_below_its_ratio_is_refused_and_one_just_above_is_not() -> None:
    require_contrast("#767676", "#FFFFFF", 4.5)
    with pytest.raises(ContrastError):
        require_contrast("#777777", "#FFFFFF", 4.5)


def test_roles_of_a_brand_that_come_out_pale_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(colour, "darken_to", lambda colour, ratio, background="": "#A0A0A0")
    with pytest.raises(ContrastError):
        colours("#0B6E78")


WITHOUT_ASSERTS = """
from handout_builder.geometry import colour
from handout_builder.model.safety import Level
from handout_builder.text.safety_style import safety_style, stop_style
assert False, "-O leaves this out"
colour.SAFETY_COLOURS["danger"] = ("#FFC0C0", "#FFFFFF")
colour.darken_to = lambda colour, ratio, background="": "#A0A0A0"
for name, made in (
    ("warning box", lambda: safety_style(Level.DANGER, black=False)),
    ("stop box", lambda: stop_style(black=False)),
    ("brand", lambda: colour.colours("#0B6E78")),
):
    try:
        made()
    except colour.ContrastError:
        print("refused:", name)
"""


def test_contrast_is_checked_when_python_leaves_asserts_out() -> None:
    command = [sys.executable, "-O", "-c", WITHOUT_ASSERTS]
    run = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert run.stdout.splitlines() == ["refused: warning box", "refused: stop box", "refused: brand"], run.stderr
