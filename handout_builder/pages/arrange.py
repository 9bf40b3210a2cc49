"""The chapters of a sheet → chapters in which the exercises share pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handout_builder.compose.blocks import Block, Chapter, StopBlock
from handout_builder.compose.exercise_blocks import ExerciseBlock
from handout_builder.compose.plan_blocks import NoteBlock, PainBlock, PlanListBlock, PlanRowBlock


@dataclass(frozen=True)
class SharedChapter:
    """Exercises in order with what is around them.

    above    what is above the first of them on its page
    instead  the chapter before them where not even the first of them has room below what is above it
    loose    what goes below the exercises of the first page, or below the last one
    after    what follows the last exercise
    foot     the box at the foot of the first page
    """

    exercises: tuple[ExerciseBlock, ...]
    above: tuple[Block, ...] = ()
    instead: Chapter | None = None
    loose: tuple[Block, ...] = ()
    after: tuple[Block, ...] = ()
    foot: StopBlock | None = None


def arranged(chapters: Sequence[Chapter]) -> tuple[Chapter | SharedChapter, ...]:
    """The exercises of a plan begin on its first page, in place of its rows; those of a handout on a page of their own.

    Chapters before the first exercise and after the last stay as they are.
    """
    numbers = [index for index, chapter in enumerate(chapters) if isinstance(chapter.blocks[0], ExerciseBlock)]
    if not numbers:
        return tuple(chapters)
    exercises = tuple(
        block for index in numbers for block in chapters[index].blocks if isinstance(block, ExerciseBlock)
    )
    after = tuple(block for index in numbers for block in chapters[index].blocks if block not in exercises)
    front, behind = chapters[: numbers[0]], chapters[numbers[-1] + 1 :]
    *before, last = front
    if any(isinstance(block, PlanListBlock) for block in last.blocks):
        loose = tuple(block for block in last.blocks if isinstance(block, NoteBlock | PainBlock))
        rows = tuple(block for block in last.blocks if isinstance(block, PlanRowBlock))
        above = tuple(block for block in last.blocks if block not in loose and block not in rows)
        return (*before, SharedChapter(exercises, above, last, loose, after, last.foot), *behind)
    return (*front, SharedChapter(exercises, after=after), *behind)
