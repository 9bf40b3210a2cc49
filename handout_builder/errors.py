"""What is wrong with content → problems that a person can correct: place, what is wrong, what to write instead.

HandoutError                 everything this package raises on purpose
├── ContentError             the YAML, the pictures or the plan have problems       exit code 1
├── CommandError             the command line names what is not there               exit code 2
└── (anything else)          our bug                                                exit code 70
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

EXIT_FINE, EXIT_CONTENT, EXIT_COMMAND, EXIT_BUG = 0, 1, 2, 70


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in the practice folder; line and column count from 1, line 0 means the whole file."""

    path: Path
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        shown = self.path.as_posix()
        return f"{shown}:{self.line}:{self.column}" if self.line else shown


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to correct. `message` says what is wrong, `remedy` what to write instead."""

    place: Place
    message: str
    remedy: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {joined(self.message, self.remedy)}"


def joined(message: str, remedy: str) -> str:
    """What is wrong and what to write instead as one line."""
    if not remedy:
        return message
    return f"{message}. {remedy}" if remedy[0].isupper() else f"{message}; {remedy}"


class HandoutError(Exception):
    """Everything this package raises on purpose."""


class ContentError(HandoutError):
    """Content that cannot be printed as it is; `problems` are all problems found, sorted, each once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class CommandError(HandoutError):
    """A command line that asks for what is not there."""


def nearest(word: str, known: Iterable[str]) -> str:
    """`Did you mean "…"?` for the nearest of `known`; empty when none is near."""
    lower = {name.lower(): name for name in sorted(set(known))}
    near = get_close_matches(word.lower()[:100], lower, n=1, cutoff=0.6)
    return f'Did you mean "{lower[near[0]]}"?' if near else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`Did you mean "…"?` for the nearest of `known`, or their list when none is near; empty when nothing is known."""
    names: Sequence[str] = sorted(set(known))
    more = ", …" if len(names) > 12 else ""
    return nearest(word, names) or (f"known are: {', '.join(names[:12])}{more}" if names else "")
