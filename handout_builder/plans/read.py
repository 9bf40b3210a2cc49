"""A plan file, a row of CSV or JSON Lines, or options of the command line → the same `Plan`, problems with places.

No problem repeats a patient's name, record number or note.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from handout_builder.errors import ContentError, Place, Problem, did_you_mean
from handout_builder.model.plan import Plan
from handout_builder.model.validate import read
from handout_builder.plans.redact import redacted, without_words
from handout_builder.practice.library import Entry
from handout_builder.source.parse import Mapping as MappingNode
from handout_builder.source.parse import Node, Scalar, Sequence, load

ROW_ENDINGS = (".csv", ".jsonl")
MOST_CHARACTERS = 100_000
"""Longest row that is read."""
MOST_LEVELS = 20
"""Deepest nesting that is read; a plan has four levels."""
_LISTS = ("exercises", "overrides")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file of plans: its number in the file, and its plan or what is wrong with it."""

    number: int
    plan: Entry[Plan] | None
    problems: tuple[Problem, ...] = ()


def plan_file(path: Path, shown: Path | None = None) -> Entry[Plan]:
    """The plan of one YAML file. Raises ContentError with every problem."""
    try:
        node = load(path, shown)
    except ContentError as error:
        raise ContentError(without_words(error.problems)) from None
    return _entry(path, node)


def plan_of_words(words: Mapping[str, Any]) -> Entry[Plan]:
    """The plan that options of the command line describe; problems name the option.

    `words` maps fields of Plan to texts or lists of texts; None is left out. Raises ContentError with every problem.
    """
    entries: dict[str, tuple[Place, Node]] = {}
    for name, value in words.items():
        place = Place(Path("--" + _option(name)))
        if value is not None and value != () and value != []:
            entries[name] = (place, _node(value, place))
    return _entry(Path("command line"), MappingNode(Place(Path("command line")), entries))


def plan_rows(path: Path, usual: Mapping[str, str] | None = None) -> Iterator[Row]:
    """Every row of a CSV or JSON Lines file, read as it is asked for: a long file takes no more room than a row.

    `usual` fills fields that a row leaves out, such as the date. A row that is wrong carries its problems and stops no
    other. Raises ContentError for a file that cannot be read.
    """
    if path.suffix.lower() not in ROW_ENDINGS:
        raise ContentError([Problem(Place(path), "a file of plans ends in .csv or .jsonl", "save it as one of them")])
    try:
        read_rows = _csv_rows if path.suffix.lower() == ".csv" else _json_rows
        yield from read_rows(path, usual or {})
    except FileNotFoundError:
        raise ContentError([Problem(Place(path), "there is no such file")]) from None
    except OSError as error:
        raise ContentError([Problem(Place(path), f"the file cannot be read ({error.strerror})")]) from None
    except UnicodeDecodeError:
        raise ContentError(
            [Problem(Place(path), "the file is not UTF-8", "save it as UTF-8 (Excel: CSV UTF-8)")]
        ) from None


# ---- rows


def _json_rows(path: Path, usual: Mapping[str, str]) -> Iterator[Row]:
    with path.open(encoding="utf-8-sig", newline="\n") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield _row(path, number, partial(_json_node, line, Place(path, number, 1)), usual)


def _json_node(line: str, place: Place) -> MappingNode:
    if len(line) > MOST_CHARACTERS:
        raise ContentError([Problem(place, f"the row is longer than {MOST_CHARACTERS} characters", "shorten it")])
    try:
        found = json.loads(line, object_pairs_hook=_pairs, parse_float=str, parse_int=str, parse_constant=str)
    except ValueError as error:
        said = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        raise ContentError([Problem(place, f"the row is not JSON ({said})", "write one JSON object a line")]) from None
    except RecursionError:
        raise ContentError([Problem(place, "the row is nested too deeply", "check its brackets")]) from None
    if not isinstance(found, dict):
        raise ContentError([Problem(place, "the row is not a JSON object", 'write {"exercises": […], …}')])
    entries: dict[str, tuple[Place, Node]] = {}
    for column, (name, value) in enumerate(found.items(), 1):
        if value is not None:
            here = Place(place.path, place.line, column)
            entries[name] = (here, _node(value, here))
    return MappingNode(place, entries)


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        doubled = next(name for name, _ in pairs if [each for each, _ in pairs].count(name) > 1)
        raise ValueError(f'the key "{doubled}" stands twice')
    return found


def _csv_rows(path: Path, usual: Mapping[str, str]) -> Iterator[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, delimiter=_delimiter(file.readline(MOST_CHARACTERS)), strict=True)
        file.seek(0)
        head = _csv_head(next(_cells(reader, path), (1, []))[1], path)
        try:
            for number, cells in _cells(reader, path):
                if any(cell.strip() for cell in cells):
                    yield _row(path, number, partial(_csv_node, head, cells, path, number), usual)
        except ContentError as error:  # rows above the broken one are whole
            yield Row(error.problems[0].place.line, None, error.problems)


def _delimiter(head: str) -> str:
    """Spreadsheets of countries that write 1,5 for one and a half part cells with semicolons."""
    return next((mark for mark in (",", ";", "\t") if mark in head), ",")


def _cells(reader: Any, path: Path) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line it begins in."""
    while True:
        line = reader.line_num + 1
        try:
            yield line, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            remedy = "check the quotes of this row; rows below it were not read"
            raise ContentError([Problem(Place(path, line, 1), f"the row is not CSV ({error})", remedy)]) from None


def _csv_head(cells: list[str], path: Path) -> list[str]:
    known = tuple(Plan.model_fields)
    head = [cell.strip().lower().replace(" ", "_") for cell in cells]
    if head and not set(head) & set(known):  # perhaps a patient's row: its words must not be told
        problem = "the first row names no column that plans have"
        raise ContentError([Problem(Place(path, 1), problem, "begin with names such as patient,date,exercises")])
    problems = [
        Problem(Place(path, 1, column), f'unknown column "{name}"', did_you_mean(name, known))
        for column, name in enumerate(head, 1)
        if name not in known
    ]
    problems += [
        Problem(Place(path, 1), f'the column "{name}" stands twice', "keep one of the two")
        for name in dict.fromkeys(head)
        if head.count(name) > 1 and name in known
    ]
    if not head:
        problems.append(Problem(Place(path), "the file is empty", "begin it with the names of its columns"))
    if problems:
        raise ContentError(problems)
    return head


def _csv_node(head: list[str], cells: list[str], path: Path, line: int) -> MappingNode:
    place = Place(path, line, 1)
    if len(cells) > len(head):
        wrong = f"the row has {len(cells)} cells for {len(head)} columns"
        raise ContentError([Problem(place, wrong, "put a cell that holds what parts cells in quotes")])
    entries: dict[str, tuple[Place, Node]] = {}
    for column, (name, cell) in enumerate(zip(head, cells, strict=False), 1):
        here = Place(path, line, column)
        if cell.strip():
            parts = [part.strip() for part in re.split(r"[;\n]", cell) if part.strip()]
            entries[name] = (here, _csv_list(name, parts, here) if name in _LISTS else Scalar(here, cell.strip()))
    return MappingNode(place, entries)


def _csv_list(name: str, parts: list[str], place: Place) -> Node:
    if name == "exercises":
        return _node(parts, place)
    fields = ("exercise", "flag", "who", "reason")
    split = [dict(zip(fields, (bit.strip() for bit in part.split(":", 3)), strict=False)) for part in parts]
    return _node(split, place)


def _row(path: Path, number: int, make: Callable[[], MappingNode], usual: Mapping[str, str]) -> Row:
    try:
        node = make()
        filled = {name: (node.place, Scalar(node.place, value)) for name, value in usual.items()}
        return Row(number, _entry(path, MappingNode(node.place, {**filled, **node.entries}), f"row-{number}"))
    except ContentError as error:
        return Row(number, None, error.problems)


# ---- nodes


def _node(value: Any, place: Place, levels: int = MOST_LEVELS) -> Node:
    """Plain values as nodes: numbers and truth values as the text they were written as."""
    if not levels:
        raise ContentError([Problem(place, "the row is nested too deeply", "check its brackets")])
    if isinstance(value, dict):
        inside = {str(name): inner for name, inner in value.items() if inner is not None}
        return MappingNode(place, {name: (place, _node(inner, place, levels - 1)) for name, inner in inside.items()})
    if isinstance(value, list | tuple):
        return Sequence(place, tuple(_node(inner, place, levels - 1) for inner in value))
    if isinstance(value, bool):
        return Scalar(place, "true" if value else "false")
    return Scalar(place, None if value is None else str(value))


def _option(name: str) -> str:
    return {"exercises": "exercise", "flags": "flag", "overrides": "override"}.get(name, name).replace("_", "-")


def _entry(path: Path, node: Node, name: str | None = None) -> Entry[Plan]:
    try:
        return Entry(name or path.stem, path, read(Plan, node), node)
    except ContentError as error:
        raise ContentError(redacted(error.problems, node)) from None
