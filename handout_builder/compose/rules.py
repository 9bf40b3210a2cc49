"""An exercise or handout of the library → what is wrong with its content although every field is well formed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handout_builder.errors import Place, Problem
from handout_builder.library import Entry
from handout_builder.model.exercise import Exercise
from handout_builder.model.language import Language
from handout_builder.model.rich_text import SIDE_NAMES, placeholders
from handout_builder.source import Mapping, Node, Scalar, Sequence

_NOT_WORDS = frozenset({"file", "video", "side", "sides", "mirror", "level", "source", "review", "dosage", "credit"})


def exercise_problems(entry: Entry[Exercise], language: Language) -> list[Problem]:
    """Bare sides, sides in an exercise that has none, and alt texts that repeat each other."""
    problems = list(_alt_problems(entry))
    for place, text in _texts(entry.node):
        if entry.model.sides == "none":
            problems += _side_in_sideless(place, text)
        else:
            problems += _bare_sides(place, text, language)
    return problems


def _texts(node: Node) -> Iterator[tuple[Place, str]]:
    if isinstance(node, Scalar):
        if node.text is not None:
            yield node.place, node.text
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _texts(item)
    elif isinstance(node, Mapping):
        for name, (_, value) in node.entries.items():
            if name not in _NOT_WORDS:
                yield from _texts(value)


def _bare_sides(place: Place, text: str, language: Language) -> Iterator[Problem]:
    for word in language.bare_sides:
        if re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE):
            yield Problem(
                place,
                f'the bare word "{word}" stands in a sided exercise and would be wrong on the other side\'s sheet',
                'write {side} or {other_side} in a "sided:" text, or say it without the word',
            )


def _side_in_sideless(place: Place, text: str) -> Iterator[Problem]:
    if SIDE_NAMES & set(placeholders(text)):
        yield Problem(
            place, 'the text names a side, but the exercise says "sides: none"', 'write "sides: one", or drop the side'
        )


def _alt_problems(entry: Entry[Exercise]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for index, step in enumerate(entry.model.steps):
        if step.figure is None:
            continue
        alt = step.figure.alt.neutral
        if alt in seen:
            yield Problem(
                entry.place("steps", index, "figure", "alt"),
                f"the alt text is the same as in step {seen[alt] + 1}",
                "say what is different in this picture",
            )
        seen.setdefault(alt, index)
