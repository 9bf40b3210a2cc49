"""A CSV or Excel file as programs save them → the names of its columns and its rows, each with its line.

Rows above the row of names are passed over, as are empty rows, and columns without a name and content.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Any

from handout_builder.errors import ContentError, Place, Problem, did_you_mean
from handout_builder.plans.workbook import workbook_rows

MOST_CHARACTERS = 100_000
"""Longest row that is read."""
_ABOVE = 20
"""Rows in which the names of the columns are looked for."""
_DELIMITERS = (",", ";", "\t", "|")
_ERRORS = ("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!")
"""What a spreadsheet shows in place of a value it cannot compute."""
Cells = tuple[int, list[str]]
"""The number of the line a row begins in, from 1, and its cells."""


@dataclass(frozen=True)
class Table:
    """Names of columns ("" for one without a name), the line they are in, and the rows below as they are read.

    A row that is wrong is its problem instead of its cells.
    """

    path: Path
    head: tuple[str, ...]
    line: int
    rows: Iterator[Cells | Problem] = field(repr=False)


def open_table(path: Path, known: Sequence[str]) -> Table:
    """The table in `path`; `known` are the names that its columns may have.

    Raises ContentError when no row of names is found or the names have problems, OSError when there is no such file.
    """
    cells = _sheet(path) if path.suffix.lower() == ".xlsx" else _csv(path, known)
    above: list[Cells] = []
    broken: list[Problem] = []
    try:
        above.extend(islice(cells, _ABOVE))
    except ContentError as error:  # the rows above the broken one are whole
        broken = [*error.problems]
    named = [_names(row) for _, row in above]
    counts = [sum(name in known for name in names) for names in named]
    if broken and not any(counts):
        raise ContentError(broken)
    if not any(any(names) for names in named):
        raise ContentError([Problem(Place(path), "the file is empty", "begin it with the names of its columns")])
    if not any(counts):
        problem = "no row names a column that plans have"
        remedy = "begin with names such as patient,date,exercises"
        raise ContentError([Problem(Place(path, 1, 1), problem, remedy)])
    at = counts.index(max(counts))
    line, head = above[at][0], _without_empty_end(named[at])
    problems = list(_head_problems(path, line, head, known))
    if problems:
        raise ContentError(problems)
    return Table(
        path, tuple(head), line, chain(_rows(path, head, chain(above[at + 1 :], () if broken else cells)), broken)
    )


def _names(cells: list[str]) -> list[str]:
    return [cell.strip().lower().replace(" ", "_").replace("-", "_") for cell in cells]


def _without_empty_end(cells: list[str]) -> list[str]:
    return cells[: len(cells) - next((index for index, cell in enumerate(reversed(cells)) if cell), len(cells))]


def _head_problems(path: Path, line: int, head: list[str], known: Sequence[str]) -> Iterator[Problem]:
    for column, name in enumerate(head, 1):
        if name and name not in known:
            remedy = did_you_mean(name, known)
            quoted = f' "{name}"' if remedy.startswith("Did") else ""  # another word may be a patient's
            yield Problem(Place(path, line, column), f"unknown column{quoted}", remedy)
    for name in dict.fromkeys(name for name in head if name in known):
        if head.count(name) > 1:
            yield Problem(Place(path, line, 1), f'two columns are named "{name}"', "keep one of the two")


def _rows(path: Path, head: list[str], rows: Iterator[Cells]) -> Iterator[Cells | Problem]:
    try:
        for line, cells in rows:
            if any(cell.strip() for cell in cells):
                yield _row_problem(Place(path, line, 1), head, cells) or (line, cells[: len(head)])
    except ContentError as error:
        yield from error.problems


def _row_problem(place: Place, head: list[str], cells: list[str]) -> Problem | None:
    """What is wrong with the cells of a row: a lost or slipped cell must not change what a patient gets."""
    if len(cells) < len(head):
        wrong = f"the row has {len(cells)} cells for {len(head)} columns"
        return Problem(place, wrong, "write every cell, also an empty one; a file that was cut off ends like this")
    if any(cell.strip() for cell in cells[len(head) :]):
        wrong = f"the row has {len(_without_empty_end(cells))} cells for {len(head)} columns"
        return Problem(place, wrong, "put a cell that holds the separator in quotes")
    for column, (name, cell) in enumerate(zip(head, cells, strict=False), 1):
        here = Place(place.path, place.line, column)
        if cell.strip() and not name:
            return Problem(here, "a cell is in a column without a name", "name the column, or empty the cell")
        if cell.strip() in _ERRORS:
            return Problem(here, f'the cell in "{name}" has an error of the spreadsheet', "mend its formula")
    return None


# ---- CSV


def _csv(path: Path, known: Sequence[str]) -> Iterator[Cells]:
    encoding = _encoding(path)
    with path.open(encoding=encoding, newline="") as file:
        try:
            begin = list(islice(file, _ABOVE))
            hint = begin[0].strip().lower() if begin else ""
            skipped = int(hint.startswith("sep=") and len(hint) == 5)
            delimiter = begin[0].strip()[4] if skipped else _delimiter(begin, known)
            reader = csv.reader(chain(begin[skipped:], file), delimiter=delimiter, strict=True)
            yield from _csv_cells(reader, path, skipped)
        except UnicodeDecodeError:
            raise ContentError([not_utf8(path)]) from None


def _encoding(path: Path) -> str:
    """UTF-8, or UTF-16 where the file begins with its byte order mark: Excel's "Unicode text"."""
    with path.open("rb") as file:
        return "utf-16" if file.read(2) in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"


def _delimiter(lines: list[str], known: Sequence[str]) -> str:
    """The character that gives the most known names in one line; a comma when no line has one."""
    return max(_DELIMITERS, key=lambda mark: max((_count(line, mark, known) for line in lines), default=0))


def _count(line: str, mark: str, known: Sequence[str]) -> int:
    return sum(name.strip('" ') in known for name in _names(line.strip().split(mark)))


def _csv_cells(reader: Any, path: Path, skipped: int) -> Iterator[Cells]:
    while True:
        line = reader.line_num + 1 + skipped
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            remedy = "check the quotes of this row; rows below it were not read"
            raise ContentError([Problem(Place(path, line, 1), f"the row is not CSV ({error})", remedy)]) from None
        if sum(map(len, cells)) > MOST_CHARACTERS:
            long = f"the row is longer than {MOST_CHARACTERS} characters"
            raise ContentError([Problem(Place(path, line, 1), long, "shorten it, or close the quote that is open")])
        yield line, cells


def not_utf8(path: Path) -> Problem:
    """The problem of a file that is not UTF-8, at the first line that is not."""
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                remedy = "save the file as UTF-8 (Excel: CSV UTF-8)"
                return Problem(Place(path, number, 1), "the line is not UTF-8", remedy)
    return Problem(Place(path), "the file is not UTF-8", "save it as UTF-8 (Excel: CSV UTF-8)")


# ---- Excel


def _sheet(path: Path) -> Iterator[Cells]:
    yield from enumerate(workbook_rows(path), 1)
