"""An exercise's warnings → safety lines: which warnings are printed again in one line, and where.

- The plan page has a line for every warning of its exercises, with the page of its box. A warning that reads the same
  on the pages of both sides (level, head and body) has one line.
- A page that continues an exercise has a line for each DANGER and each WARNING of the exercise as a whole and of the
  steps on earlier pages.
"""

from __future__ import annotations

from collections.abc import Iterable

from handout_builder.compose.block_parts import SafetyBlock, SafetyLineBlock
from handout_builder.compose.exercise_blocks import ExerciseBlock
from handout_builder.model.rich_text import Rich
from handout_builder.model.safety import Level

GRAVE = frozenset({Level.DANGER, Level.WARNING})
"""The levels that a page which continues an exercise repeats."""


def lines_for_plan(pages: Iterable[ExerciseBlock], page_word: str) -> tuple[SafetyLineBlock, ...]:
    """The lines of one exercise's row on the plan page, in reading order.

    `pages` has a block for each side of the exercise; `page_word` holds {page}.
    """
    found: dict[tuple[Level, Rich, Rich], SafetyLineBlock] = {}
    for page in pages:
        boxes = [(page.anchor, page.safety), *((page.step_anchor(step), step.safety) for step in page.steps)]
        for anchor, messages in boxes:
            for message in messages:
                key = (message.level, message.head, message.body)
                found.setdefault(key, _line(message, anchor, page_word))
    return tuple(found.values())


def lines_for_continued_page(exercise: ExerciseBlock, first_step: int) -> tuple[SafetyLineBlock, ...]:
    """The lines at the top of a page that continues `exercise` with the step of that index (from 0)."""
    earlier = [*exercise.safety, *(message for step in exercise.steps[:first_step] for message in step.safety)]
    return tuple(_line(message, None, "") for message in earlier if message.level in GRAVE)


def _line(message: SafetyBlock, anchor: str | None, page_word: str) -> SafetyLineBlock:
    return SafetyLineBlock(message.level, message.word, message.head, anchor, page_word, message.place)
