"""Shipped content laid out in every brand, paper and side, once for all tests."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import cast

from handout_builder.compose.blocks import Chapter, OverviewBlock, Sheet
from handout_builder.compose.exercise import exercise_block
from handout_builder.compose.exercise_blocks import ExerciseBlock
from handout_builder.compose.handout import handout_sheet
from handout_builder.compose.wording import Wording
from handout_builder.model.side import Side
from handout_builder.pipeline.handout import Job, lay_out
from handout_builder.pipeline.sheet import LaidOutSheet, SheetLayout, printed, typography_of
from handout_builder.practice.library import Library
from tests import REPOSITORY

SHIPPED = Library(REPOSITORY)
BRANDS = SHIPPED.brand_names
PAPERS = ("letter", "a4")
SIDES = (None, Side.LEFT, Side.RIGHT)
HANDOUTS = SHIPPED.handout_names


@cache
def laid(handout: str, brand: str, paper: str, side: Side | None = None) -> LaidOutSheet:
    """A shipped handout; with a side, its one-sided exercises are worded and drawn for that side."""
    if side is None:
        return lay_out(SHIPPED, Job(handout, brand=brand, paper=paper))
    return for_side(SHIPPED, handout, brand, paper, side)


@cache
def file_of(handout: str, brand: str, paper: str, side: Side | None = None) -> bytes:
    """The finished file of that sheet."""
    return printed(laid(handout, brand, paper, side))


def for_side(
    library: Library, handout: str, brand: str, paper: str, side: Side, edition: str = "standard"
) -> LaidOutSheet:
    """Any handout with its one-sided exercises for that side."""
    entry, look, language = library.handout(handout), library.brand(brand), library.language("en")
    sheet = handout_sheet(entry, look, language, library)
    wording = Wording(language.model, look.model, side)
    typography = typography_of(library, look, library.edition(edition), paper, sheet.language)
    return SheetLayout(library, look, typography).lay_out(_turned(sheet, wording, library))


def _turned(sheet: Sheet, wording: Wording, library: Library) -> Sheet:
    def turn(block: object) -> object:
        if isinstance(block, OverviewBlock):
            return replace(block, items=tuple(replace(item, anchor=anchors[item.anchor]) for item in block.items))
        if not isinstance(block, ExerciseBlock):
            return block
        entry = library.exercise(block.key)
        return exercise_block(entry, block.letter, wording, library) if entry.model.sides == "one" else block

    exercises = [b for each in sheet.chapters for b in each.blocks if isinstance(b, ExerciseBlock)]
    anchors = {each.anchor: cast("ExerciseBlock", turn(each)).anchor for each in exercises}
    chapters = tuple(Chapter(tuple(turn(b) for b in each.blocks), each.foot) for each in sheet.chapters)  # type: ignore[misc]
    return replace(sheet, chapters=chapters)
