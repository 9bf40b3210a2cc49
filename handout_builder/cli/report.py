"""Results of a run → lines for people: files and notes on standard output, problems on standard error."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import typer

from handout_builder.errors import Problem, joined
from handout_builder.pipeline.handout import Built


class Progress(Protocol):
    """Prints the lines of a run and counts its jobs."""

    def line(self, text: str) -> None: ...

    def step(self) -> None: ...


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
    to.line(f"{shown(built.path)}  {count(built.pages, 'page')}, {built.size / 1000:.0f} kB")
    if built.html:
        to.line(shown(built.html))
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


def grouped(problems: Iterable[Problem]) -> list[Problem]:
    """Problems of rows, where one that many rows have in one column is one problem, at its first row.

    Quoted values may differ: a column of dates that may mean two days is to be formatted once, not once a row.
    """
    groups: dict[tuple[object, ...], list[Problem]] = {}
    for each in sorted(set(problems)):
        said = tuple(re.sub(r'"[^"]*"|\d{4}-\d{2}-\d{2}', "…", text) for text in (each.message, each.remedy))
        groups.setdefault((each.place.path, each.place.column, *said), []).append(each)
    return [replace(same[0], message=same[0].message + _other_lines(same[1:])) for same in groups.values()]


def _other_lines(others: list[Problem]) -> str:
    if not others:
        return ""
    lines = ", ".join(str(each.place.line) for each in others[:MOST_LINES_NAMED])
    more = f" and {len(others) - MOST_LINES_NAMED} more" if len(others) > MOST_LINES_NAMED else ""
    return f" (likewise in line{'s' if len(others) > 1 else ''} {lines}{more})"


def unwritable(path: Path | str, error: OSError, option: str = "-o DIR") -> str:
    """The message about a file or folder that cannot be written; `option` chooses another one."""
    reason = error.strerror or str(error)
    return f"cannot write {path}: {reason}; check its rights and its free space, or choose another with {option}"


def shown(path: Path) -> str:
    """`path` relative to the working folder if it is inside."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def count(number: int, thing: str) -> str:
    """`1 page`, `3 pages`."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _coloured(text: str, colour: str) -> str:
    return text if os.environ.get("NO_COLOR") else typer.style(text, fg=colour)
