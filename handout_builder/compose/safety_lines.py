"""An exercise's warnings → safety lines: which warnings are printed again in one line, and where.

- The plan page has a line for every warning of its exercises, with the page of its box. A warning that reads the same
  on the pages of both sides (level, head and body) has one line.
- A page that continues an exercise has a line for each DANGER and each WARNING of the exercise as a whole and of the
  steps on earlier pages; where these lines take too much of the page, one line for all of a level, with their pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from handout_builder.compose.block_parts import SafetyBlock, SafetyLineBlock
from handout_builder.compose.exercise_blocks import EarlierWarnings, ExerciseBlock
from handout_builder.model.rich_text import Rich, Span, rich
from handout_builder.model.safety import Level

GRAVE = frozenset({Level.DANGER, Level.WARNING})
"""The levels that a page which continues an exercise repeats."""


def lines_for_plan(pages: Iterable[ExerciseBlock], page_word: str) -> tuple[SafetyLineBlock, ...]:
    """The lines of one exercise's row on the plan page, in reading order.

    `pages` has a block for each side of the exercise; `page_word` holds {page}.
    """
    found: dict[tuple[Level, Rich, Rich], SafetyLineBlock] = {}
    for page in pages:
        for anchor, message in page.placed_safety:
            found.setdefault((message.level, message.head, message.body), _line(message, anchor, page_word))
    return tuple(found.values())


def lines_for_continued_page(
    exercise: ExerciseBlock, first_step: int, whole: int | None = None
) -> tuple[SafetyLineBlock, ...]:
    """The lines at the top of a page that continues `exercise` with the step of that index (from 0).

    `whole` is how many warnings of the whole exercise are on earlier pages; None for all of them.
    """
    return tuple(_line(message, None, "") for _, message in _grave(exercise, first_step, whole))


def summaries_for_continued_page(
    exercise: ExerciseBlock, first_step: int, whole: int | None, pages: Mapping[str, int], said: EarlierWarnings
) -> tuple[SafetyLineBlock, ...]:
    """One line for each grave level: on which pages its warnings are, then their heads, each once.

    `pages` says on which page each anchor is.
    """
    found: dict[Level, list[tuple[int, SafetyBlock]]] = {}
    for anchor, message in _grave(exercise, first_step, whole):
        found.setdefault(message.level, []).append((pages[anchor], message))
    return tuple(_summary(found[level], said) for level in Level if level in found)


def shortest_for_continued_page(
    exercise: ExerciseBlock, first_step: int, whole: int | None, pages: Mapping[str, int], said: EarlierWarnings
) -> tuple[SafetyLineBlock, ...]:
    """One line for all grave warnings, with the word of the gravest: on which pages they are."""
    grave = [(pages[anchor], message) for anchor, message in _grave(exercise, first_step, whole)]
    if not grave:
        return ()
    gravest = min((message for _, message in grave), key=lambda message: list(Level).index(message.level))
    text = said.on(min(page for page, _ in grave), max(page for page, _ in grave))
    return (SafetyLineBlock(gravest.level, gravest.word, rich(f"{text}."), None, "", place=gravest.place),)


def _grave(exercise: ExerciseBlock, first_step: int, whole: int | None) -> list[tuple[str, SafetyBlock]]:
    """Each grave warning of earlier pages in reading order, with its anchor."""
    earlier = replace(exercise, safety=exercise.safety[:whole], steps=exercise.steps[:first_step])
    return [(anchor, message) for anchor, message in earlier.placed_safety if message.level in GRAVE]


def _summary(found: list[tuple[int, SafetyBlock]], said: EarlierWarnings) -> SafetyLineBlock:
    first = found[0][1]
    text = rich(f"{said.on(min(page for page, _ in found), max(page for page, _ in found))}:")
    heads: Rich = ()
    for number, head in enumerate(dict.fromkeys(message.head for _, message in found)):
        heads = (*heads, Span("\u00a0· " if number else " "), *head)
    return SafetyLineBlock(first.level, first.word, text, None, "", heads, first.place)


def _line(message: SafetyBlock, anchor: str | None, page_word: str) -> SafetyLineBlock:
    return SafetyLineBlock(message.level, message.word, message.head, anchor, page_word, place=message.place)
