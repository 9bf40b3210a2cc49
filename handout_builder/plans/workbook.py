"""An Excel file (.xlsx) → the rows of its first sheet that is not empty, every cell as text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import zip_longest
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from handout_builder.errors import CommandError, ContentError, Place, Problem

MOST_BYTES = 400_000_000
"""Largest size of a workbook unpacked: a small file can unpack to any size."""


def workbook_rows(path: Path) -> Iterator[list[str]]:
    """The cells of each row, dates as year-month-day.

    Raises ContentError for a file that is no workbook or has a formula without a value, CommandError when the package
    that reads it is not installed.
    """
    _check_size(path)
    try:
        from openpyxl import load_workbook
        from openpyxl.utils.exceptions import InvalidFileException
    except ImportError:
        raise CommandError(
            'Excel files need one more package; install "handout-builder[excel]", or save as CSV'
        ) from None
    with path.open("rb") as one, path.open("rb") as other:  # openpyxl 3.1.0 does not close what it opened
        try:
            values = load_workbook(one, read_only=True, data_only=True)
            formulas = load_workbook(other, read_only=True)
        except (InvalidFileException, BadZipFile, KeyError, ValueError, TypeError, OSError):
            raise ContentError([_unreadable(path)]) from None
        name = next((name for name in values.sheetnames if _has_cells(values[name])), None)
        if name is None:
            return
        for number, (row, said) in enumerate(
            zip_longest(values[name].iter_rows(values_only=True), formulas[name].iter_rows(values_only=True)), 1
        ):
            yield [_text(path, number, *cells) for cells in enumerate(zip_longest(row or (), said or ()), 1)]


def _check_size(path: Path) -> None:
    try:
        with ZipFile(path) as packed:
            size = sum(each.file_size for each in packed.infolist())
    except BadZipFile:
        raise ContentError([_unreadable(path)]) from None
    if size > MOST_BYTES:
        raise ContentError([Problem(Place(path), "the workbook is too large", "save the sheet as CSV UTF-8")])


def _unreadable(path: Path) -> Problem:
    return Problem(Place(path), "the file is no Excel workbook", "save it as .xlsx, or as CSV UTF-8")


def _has_cells(sheet: Any) -> bool:
    return any(cell is not None for row in sheet.iter_rows(values_only=True) for cell in row)


def _text(path: Path, row: int, column: int, cell: tuple[Any, Any]) -> str:
    value, written = cell
    if value is None and isinstance(written, str) and written.startswith("="):
        problem = "the cell has a formula without a value"
        raise ContentError([Problem(Place(path, row, column), problem, "open the file in Excel and save it again")])
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
