"""Results of a run → lines for people: files and notes on standard output, problems on standard error."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import typer

from handout_builder.errors import Place, Problem, joined

if TYPE_CHECKING:
    from handout_builder.pipeline.handout import Built


class Progress(Protocol):
    """Prints the lines of a run and counts its jobs."""

    def line(self, text: str) -> None:
        """Print one line."""

    def step(self) -> None:
        """Count one job as done."""


class _Silent:
    def line(self, text: str) -> None:
        pass

    def step(self) -> None:
        pass


class _Plain(_Silent):
    def line(self, text: str) -> None:
        typer.echo(text)


@contextmanager
def progress(total: int, quiet: bool, doing: str) -> Iterator[Progress]:
    """A progress bar on a terminal if there are several jobs, else plain lines; nothing if `quiet`."""
    if quiet:
        yield _Silent()
    elif total < 2 or not sys.stdout.isatty():
        yield _Plain()
    else:
        from handout_builder.cli.bar import bar

        with bar(total, doing) as found:
            yield found


def print_built(built: Built, to: Progress) -> None:
    """Print `path  pages, size`, then the notes."""
    to.line(f"{relative(built.path)}  {count(built.pages, 'page')}, {built.size / 1000:.0f} kB")
    if built.html:
        to.line(relative(built.html))
    for note in built.notes:
        to.line(f"  note: {note}")


def print_problems(problems: Iterable[Problem]) -> None:
    """Print every problem once, sorted, and then their number."""
    found = sorted(set(problems))
    for problem in found:
        place = _coloured(str(problem.place), typer.colors.CYAN)
        typer.echo(f"{place}: {joined(problem.message, problem.remedy)}", err=True)
    typer.echo(_coloured(count(len(found), "problem"), typer.colors.RED), err=True)


MOST_LINES_NAMED = 5
"""Lines that are named of a problem that many rows have."""
MOST_PROBLEMS = 1000
"""Different problems that are kept of a run."""


class GroupedProblems:
    """Problems of rows, where one that many rows have in one column is one problem, at its first row.

    Quoted values may differ: a column of dates that may mean two days is to be formatted once, not once a row.
    """

    def __init__(self) -> None:
        self._groups: dict[tuple[object, ...], tuple[Problem, list[int], int]] = {}
        self._left_out = 0

    def add(self, problems: Iterable[Problem]) -> None:
        """Take the problems of one row. Rows come in their order."""
        for each in sorted(set(problems)):
            said = (re.sub(r'"[^"]*"|\d{4}-\d{2}-\d{2}', "…", text) for text in (each.message, each.remedy))
            key = (each.place.path, each.place.column, *said)
            if key in self._groups:
                first, lines, count = self._groups[key]
                self._groups[key] = (first, lines, count + 1)
                if len(lines) < MOST_LINES_NAMED:
                    lines.append(each.place.line)
            elif len(self._groups) < MOST_PROBLEMS:
                self._groups[key] = (each, [], 0)
            else:
                self._left_out += 1

    def found(self) -> list[Problem]:
        """Each problem once, with the lines of the other rows that have it."""
        found = [
            replace(each, message=each.message + _likewise(lines, count))
            for each, lines, count in self._groups.values()
        ]
        if self._left_out:
            found.append(Problem(Place(Path("…")), f"{self._left_out} more problems", "mend these first"))
        return found


def _likewise(lines: list[int], count: int) -> str:
    if not count:
        return ""
    more = f" and {count - len(lines)} more" if count > len(lines) else ""
    return f" (likewise in line{'s' if count > 1 else ''} {', '.join(map(str, lines))}{more})"


def unwritable(path: Path | str, error: OSError, option: str = "-o DIR") -> str:
    """The message about a file or folder that cannot be written; `option` chooses another one."""
    reason = error.strerror or str(error)
    return f"cannot write {path}: {reason}; check its rights and its free space, or choose another with {option}"


def print_still_there(old: Iterable[Path]) -> None:
    """Say of each file of an earlier run that a failed one left it as it was, so that it is not taken for a new one."""
    for path in dict.fromkeys(old):
        typer.echo(f"the old file is still there, unchanged: {relative(path)}", err=True)


def relative(path: Path) -> str:
    """`path` relative to the working folder if it is inside."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def count(number: int, thing: str) -> str:
    """`1 page`, `3 pages`."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _coloured(text: str, colour: str) -> str:
    return text if os.environ.get("NO_COLOR") else typer.style(text, fg=colour)
