"""Setting a sheet again for its page numbers: only what shows them changes, and nothing is held for the next sheet."""

from __future__ import annotations

import gc
from collections import defaultdict
from dataclasses import replace

import pytest

from handout_builder.boxes import text_of
from handout_builder.compose.block_parts import SafetyLineBlock
from handout_builder.compose.blocks import Chapter, OverviewBlock, Sheet
from handout_builder.compose.exercise_blocks import ExerciseBlock
from handout_builder.compose.handout import handout_sheet
from handout_builder.pages import typesetter
from handout_builder.pages.exercise_flow import ExerciseFlow
from handout_builder.pipeline.sheet import SheetLayout, typography_of
from handout_builder.practice.library import Library
from tests import REPOSITORY


@pytest.fixture(scope="module")
def sheet_and_layout(tmp_path_factory: pytest.TempPathFactory) -> tuple[Sheet, SheetLayout]:
    library = Library(REPOSITORY)
    brand = library.brand("fernhollow")
    sheet = handout_sheet(library.handout("iliopsoas"), brand, library.language("en"), library)
    return sheet, SheetLayout(library, brand, typography_of(library, brand, library.edition("standard"), None, "en"))


def test_what_shows_no_page_numbers_is_set_once(sheet_and_layout: tuple[Sheet, SheetLayout]) -> None:
    sheet, layout = sheet_and_layout
    pages = {item.anchor: 77 for chapter in sheet.chapters for block in chapter.blocks
             if isinstance(block, OverviewBlock) for item in block.items}  # fmt: skip
    first, again = (layout.typesetter.chapters(sheet, numbers) for numbers in (defaultdict(int), pages))
    changed = [
        (before.box, after.box)
        for chapter, other in zip(first, again, strict=True)
        for before, after in zip(chapter.boxes, other.boxes, strict=True)
        if before.box is not after.box
    ]
    showing = (OverviewBlock, SafetyLineBlock)
    assert len(changed) == sum(isinstance(block, showing) for chapter in sheet.chapters for block in chapter.blocks)
    before, after = (
        "".join(text_of(old.content) for old, _ in changed),
        "".join(text_of(new.content) for _, new in changed),
    )
    assert "77" not in before
    assert after.count("77") == len(pages)


def test_another_sheet_is_set_anew(sheet_and_layout: tuple[Sheet, SheetLayout]) -> None:
    sheet, layout = sheet_and_layout
    opening = sheet.chapters[0]
    pages: dict[str, int] = defaultdict(int)
    layout.typesetter.chapters(sheet, pages)
    other = replace(sheet, chapters=(replace(opening, blocks=opening.blocks[1:]), *sheet.chapters[1:]))
    assert (
        len(layout.typesetter.chapters(other, pages)[0].boxes)
        == len(layout.typesetter.chapters(sheet, pages)[0].boxes) - 1
    )


def test_exercises_of_earlier_patients_are_let_go(
    sheet_and_layout: tuple[Sheet, SheetLayout], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a batch every patient's own words make an exercise of their own; memory must not grow with the patients."""
    sheet, layout = sheet_and_layout
    monkeypatch.setattr(typesetter, "MOST_EXERCISES", 2)
    exercise = next(block for chapter in sheet.chapters for block in chapter.blocks if isinstance(block, ExerciseBlock))
    of_patients = [replace(exercise, key=f"patient-{number}") for number in range(6)]
    setter = typesetter.Typesetter(layout.typography, layout.pictures)
    for block in of_patients:
        (flow,) = setter.chapters(replace(sheet, chapters=(Chapter((block,)),)), defaultdict(int))
        assert flow.exercise
        last = flow.exercise.options[-1]
        flow.exercise.repeat(len(flow.exercise.make(last)) - 2, False)
    del flow
    gc.collect()
    alive = [
        each.block.key for each in gc.get_objects() if isinstance(each, ExerciseFlow) and each.block in of_patients
    ]
    assert sorted(alive) == ["patient-4", "patient-5"]
