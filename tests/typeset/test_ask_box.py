"""Who must ask first: a frame as heavy as that of a warning, the same in every brand, without a signal word."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from handout_builder.boxes import Run, text_of, walk
from handout_builder.compose.block_parts import AskBlock
from handout_builder.geometry.drawing import Shape
from handout_builder.model.rich_text import rich
from handout_builder.model.safety import Level
from handout_builder.pipeline.handout import Job, lay_out
from handout_builder.pipeline.sheet import typography_of
from handout_builder.text.safety_style import safety_style
from handout_builder.typeset.exercise_head import ask_box
from tests.covering import covering
from tests.pages.test_section_breaks import BRANDS, LOOKS, MOVE, PAPERS, handout
from tests.plans.samples import library
from tests.safety.checks import faults
from tests.safety.generated import written
from tests.safety.page_checks import page_faults
from tests.safety.said import logical_text

BLOCK = AskBlock("Ask us first", rich("Ask us before you use a ball if you"), rich("are pregnant."))


def made(brand: str, *, black: bool = False) -> tuple[set[tuple[str, float]], set[tuple[str, str]], float]:
    """Strokes with their widths, inks with the colours behind them, and the height of the box."""
    folder, edition = library(), library().edition("standard")
    if black:
        edition = replace(edition, model=edition.model.model_copy(update={"colours": "black"}))
    box = ask_box(BLOCK, typography_of(folder, folder.brand(brand), edition, "letter", "en"), 522)
    items = [item for item, _, _ in walk(box.content)]
    strokes = {(each.stroke, each.stroke_width) for each in items if isinstance(each, Shape) and each.stroke}
    return strokes, {(each.colour, each.background) for each in items if isinstance(each, Run)}, box.height


def test_f29_the_frame_is_heavier_than_that_of_a_caution_and_alike_in_every_brand() -> None:
    one, other = made("fernhollow"), made("quince")
    assert one[0] == other[0] and ("#16191D", 2.25) in one[0]
    assert max(width for _, width in one[0]) >= safety_style(Level.CAUTION, black=False).border
    assert ("#FFFFFF", "#16191D") in one[1], "white words on a dark panel"


def test_f29_without_ink_to_spare_the_panel_is_white_and_the_frame_heavier() -> None:
    strokes, inks, _ = made("fernhollow", black=True)
    assert ("#000000", 3.0) in strokes
    assert all(background == "#FFFFFF" for _, background in inks)


@pytest.mark.parametrize("look", LOOKS)
def test_f29_the_words_are_printed_and_fit(look: tuple[str, str], tmp_path: Path) -> None:
    ask = {"head": "Ask us before you use a ball if you", "text": "are pregnant, " * 20 + "or take blood thinners."}
    folder = written(tmp_path, handout(), {"move_0": {**MOVE, "precautions": ask}})
    sheet = lay_out(folder, Job("sheet", brand=look[0], paper=look[1]))
    assert faults(sheet) == [] and page_faults(sheet) == []
    assert "Askusfirst" in logical_text(sheet) and "ortakebloodthinners." in logical_text(sheet)
    assert "WARNING" not in "".join(text_of(group) for page in sheet.pages for group in page.groups)


@pytest.mark.parametrize(("steps", "brand", "paper"), covering([13, 20], BRANDS, PAPERS))
def test_f27_twenty_steps_and_a_name_of_eighty_letters_print(
    steps: int, brand: str, paper: str, tmp_path: Path
) -> None:
    name = "Standing shoulder rotation against the elastic band with a towel under the elbow"
    assert len(name) == 80
    caution = {"level": "warning", "avoid": "Go slowly.", "hazard": "You could fall."}
    made = [{"do": f"Do part {number}.", "safety": [caution]} for number in range(1, steps + 1)]
    folder = written(tmp_path, handout({"type": "overview"}), {"move_0": {**MOVE, "name": name, "steps": made}})
    sheet = lay_out(folder, Job("sheet", brand=brand, paper=paper))
    assert faults(sheet) == [] and page_faults(sheet) == []
    said = logical_text(sheet)
    assert said.count("".join(name.split())) >= 2
    places = [said.index(f"Dopart{number}.") for number in range(1, steps + 1)]
    assert places == sorted(places)
