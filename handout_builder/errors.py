"""Something went wrong, somewhere → a problem a person can mend: place, what is wrong, what to write instead.

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
    """Where in the practice folder something stands; line and column count from 1, 0 means the whole file."""

    path: Path
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        shown = self.path.as_posix()
        return f"{shown}:{self.line}:{self.column}" if self.line else shown


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend. `message` says what is wrong, `remedy` what to write instead."""

    place: Place
    message: str
    remedy: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.message}; {self.remedy}" if self.remedy else f"{self.place}: {self.message}"


class HandoutError(Exception):
    """Everything this package raises on purpose."""


class ContentError(HandoutError):
    """Content that cannot be printed as it stands; carries every problem found, sorted, each once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class CommandError(HandoutError):
    """A command line that asks for what is not there."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`Did you mean "…"?` for the nearest of `known`, or their list when none is near; empty when nothing is known."""
    names: Sequence[str] = sorted(set(known))
    lower = {name.lower(): name for name in names}
    near = get_close_matches(word.lower(), lower, n=1, cutoff=0.6)
    if near:
        return f'Did you mean "{lower[near[0]]}"?'
    if not names:
        return ""
    more = ", …" if len(names) > 12 else ""
    return f"known are: {', '.join(names[:12])}{more}"
