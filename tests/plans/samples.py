"""Plans for tests, made in memory from the practice folder that ships."""

from __future__ import annotations

from functools import cache
from typing import Any

from handout_builder.compose.blocks import Block, Sheet
from handout_builder.compose.exercise_blocks import ExerciseBlock
from handout_builder.compose.plan import plan_sheet
from handout_builder.plans.plan import Plan
from handout_builder.plans.prescription import ResolvedPlan
from handout_builder.plans.read import plan_of_words
from handout_builder.plans.resolve import resolved_plan
from handout_builder.practice.library import Entry, Library
from tests import REPOSITORY

EXAMPLES = REPOSITORY / "handouts" / "plans"


@cache
def library() -> Library:
    return Library(REPOSITORY)


def plan(*exercises: Any, **fields: Any) -> Entry[Plan]:
    """A plan of these exercises, each in its short notation or as fields."""
    return plan_of_words({"date": "2025-11-03", "clinician": "Dana Okafor, PT", "exercises": list(exercises), **fields})


def sheet_of(entry: Entry[Plan], previous: Entry[Plan] | None = None) -> Sheet:
    resolved = resolved_plan(entry, library())
    before = resolved_plan(previous, library()) if previous else None
    return composed(resolved, before)


def composed(resolved: ResolvedPlan, before: ResolvedPlan | None = None) -> Sheet:
    brand, language = library().brand(resolved.brand), library().language(resolved.language)
    return plan_sheet(resolved, brand, language, library(), "key", before)


def blocks(sheet: Sheet) -> list[Block]:
    return [block for chapter in sheet.chapters for block in chapter.blocks]


def pages_of(sheet: Sheet) -> list[ExerciseBlock]:
    return [block for block in blocks(sheet) if isinstance(block, ExerciseBlock)]
