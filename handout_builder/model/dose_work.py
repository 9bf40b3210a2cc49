"""The work of a dose, such as "2 x 8 x 5 s hold" → sets, repetitions, hold and duration, or a problem."""

from __future__ import annotations

import re

from handout_builder.model.amount import COUNT
from handout_builder.model.load import LOAD

_EXAMPLE = '"3 x 30 s hold" or "2 x 8"'
_TIME = rf"{COUNT}\s*[a-z]+"
_BETWEEN = re.compile(r"\s+(x|of)\s+|(?<=\d)(x)(?=\d)")
_KINDS = (
    ("bare", re.compile(COUNT)),
    ("sets", re.compile(rf"({COUNT}) sets?")),
    ("repetitions", re.compile(rf"({COUNT}) (?:times?|reps?|repetitions?)")),
    ("hold", re.compile(rf"(?:hold )?({_TIME}) holds?|hold ({_TIME})")),
    ("duration", re.compile(rf"(?:for )?({_TIME})")),
)
_TIMED = ("hold", "duration")


def work_fields(part: str) -> list[tuple[str, str]]:
    """Sets, repetitions, hold and duration that `part` says, each still a text.

    A bare number is the repetitions of a time ("3 x 30 s hold") or of sets that are named ("3 sets x 8"), and two are
    sets and repetitions ("3 x 10") where the first is not the larger. Any other bare number may mean two things.
    Raises ValueError with the spellings to choose from.
    """
    pieces = _BETWEEN.split(part)
    bits = [bit.strip() for bit in pieces[::3]]
    joins = [one or other for one, other in zip(pieces[1::3], pieces[2::3], strict=True)]
    found = [_read(bit) for bit in bits]
    kinds = [kind for kind, _ in found]
    for kind in ("sets", "repetitions", "hold", "duration"):
        if kinds.count(kind) > 1:
            raise ValueError(f'"{part}" says {kind} twice; keep one of the two')
    if kinds.count("bare") > 2 or (kinds.count("bare") == 2 and {"sets", "repetitions"} & {*kinds}):
        raise ValueError(f'"{part}" has more numbers than sets and repetitions; write it like {_EXAMPLE}')
    _check_order(part, found, joins)
    return _named(part, found)


def _read(bit: str) -> tuple[str, str]:
    if LOAD.match(bit):
        raise ValueError(f'"{bit}" is a load; write it behind the work and a comma, such as "3 x 10, 2 kg"')
    for kind, pattern in _KINDS:
        if match := pattern.fullmatch(bit):
            return kind, next((group for group in match.groups() if group), match[0])
    raise ValueError(f'"{bit}" is no part of a dose; write it like {_EXAMPLE}')


def _check_order(part: str, found: list[tuple[str, str]], joins: list[str]) -> None:
    """Refuse an order of bare numbers that leaves their meaning open."""
    kinds = [kind for kind, _ in found]
    numbers = [text for kind, text in found if kind == "bare"]
    if "of" in joins and not (kinds[0] == "sets" and joins.index("of") == 0 and joins.count("of") == 1):
        _refuse(part, found)
    if kinds == ["bare"]:
        number = numbers[0]
        raise ValueError(
            f'"{part}" may be times or seconds; write "{number} times", "{number} s hold", or sets as in "3 x {number}"'
        )
    timed = [index for index, kind in enumerate(kinds) if kind in _TIMED]
    bare = [index for index, kind in enumerate(kinds) if kind == "bare"]
    if len(bare) == 2 and timed and timed[0] < bare[1]:
        _refuse(part, found)
    if "repetitions" in kinds and bare and bare[0] > kinds.index("repetitions"):
        _refuse(part, found)
    if len(bare) == 2 and turned(*numbers):
        _refuse(part, found)


def turned(first: str, second: str) -> bool:
    """Whether the first of two bare counts is the larger, so that it is hardly the number of sets."""
    (low, high), (other_low, other_high) = _ends(first), _ends(second)
    return low > other_low or high > other_high


def _ends(count: str) -> tuple[int, int]:
    numbers = [int(number) for number in re.findall(r"\d+", count)]
    return numbers[0], numbers[-1]


def _refuse(part: str, found: list[tuple[str, str]]) -> None:
    counts = [text for kind, text in found if kind not in _TIMED]
    if len(counts) < 2:
        raise ValueError(f'"{part}" is no part of a dose; write it like {_EXAMPLE}')
    one, other = counts[:2]
    time = "".join(f" x {text} hold" if kind == "hold" else f" x {text}" for kind, text in found if kind in _TIMED)
    ways = [f'"{sets} sets of {repetitions}{time}"' for sets, repetitions in ((one, other), (other, one))]
    raise ValueError(f'"{part}" may mean two things; write {ways[0]} or {ways[1]}')


def _named(part: str, found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The bare numbers as what they are, in the order sets, repetitions."""
    named = {kind: text for kind, text in found if kind != "bare"}
    bare = [text for kind, text in found if kind == "bare"]
    free = [kind for kind in ("sets", "repetitions") if kind not in named]
    if len(bare) > len(free):
        raise ValueError(f'"{part}" has more numbers than sets and repetitions; write it like {_EXAMPLE}')
    named |= zip(free[len(free) - len(bare) :], bare, strict=True)
    return [(kind, named[kind]) for kind in ("sets", "repetitions", "hold", "duration") if kind in named]
