"""A plan file, a row of CSV or JSON Lines, or options of the command line → the same `Plan`, problems with places.

No problem repeats a patient's name, record number or note.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Sequence as Sequence_
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from handout_builder.errors import ContentError, Place, Problem
from handout_builder.model.validate import read
from handout_builder.plans.decisions import PARTS_OF, read_decision
from handout_builder.plans.plan import Plan
from handout_builder.plans.progression import PHASE_HEAD
from handout_builder.plans.redact import redacted, without_words
from handout_builder.plans.table import MOST_CHARACTERS, not_utf8, open_table
from handout_builder.practice.library import Entry
from handout_builder.source.parse import Mapping as MappingNode
from handout_builder.source.parse import Node, Scalar, Sequence, load, read_file

ROW_ENDINGS = (".csv", ".tsv", ".xlsx", ".jsonl")
MOST_LEVELS = 20
"""Deepest nesting that is read; a plan has four levels."""
_LISTS = ("exercises", "overrides", "precautions")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file of plans: its number in the file, and its plan or what is wrong with it."""

    number: int
    plan: Entry[Plan] | None
    problems: tuple[Problem, ...] = ()


def plan_file(path: Path, shown: Path | None = None, over: Mapping[str, str] | None = None) -> Entry[Plan]:
    """The plan of one YAML file, `over` in place of its own fields. Raises ContentError with every problem."""
    try:
        node = load(path, shown)
        if over and isinstance(node, MappingNode):
            options = {name: Place(Path("--" + _option(name))) for name in over}
            said = {name: (place, Scalar(place, over[name])) for name, place in options.items()}
            node = MappingNode(node.place, {**node.entries, **said})
    except ContentError as error:
        raise ContentError(without_words(error.problems)) from None
    return _entry(path, node)


def plan_id(path: Path) -> str | None:
    """The id that a plan file names, also one with problems; None when there is none to read."""
    node, _ = read_file(path)
    found = node.entries["id"][1] if isinstance(node, MappingNode) and "id" in node.entries else None
    return found.text if isinstance(found, Scalar) and found.text and re.fullmatch(r"[\w-]{1,40}", found.text) else None


def plan_of_words(words: Mapping[str, Any]) -> Entry[Plan]:
    """The plan that options of the command line describe; problems name the option.

    `words` maps fields of Plan to texts or lists of texts; None is left out. Raises ContentError with every problem.
    """
    entries: dict[str, tuple[Place, Node]] = {}
    for name, value in words.items():
        place = Place(Path("--" + _option(name)))
        if value is not None and value != () and value != []:
            entries[name] = (place, _node(value, place))
    try:
        return _entry(Path("command line"), MappingNode(Place(Path("command line")), entries))
    except ContentError as error:
        raise ContentError(_without_field(each) for each in error.problems) from None


def _without_field(problem: Problem) -> Problem:
    """A problem whose place is an option says the name of its field once."""
    return replace(problem, message=problem.message.removeprefix(problem.place.path.name[2:].replace("-", "_") + ": "))


def plan_rows(path: Path, usual: Mapping[str, str] | None = None) -> Iterator[Row]:
    """The rows of a CSV or JSON Lines file, read one at a time, so that memory does not grow with the file.

    `usual` fills fields that a row leaves out, such as the date. A wrong row has its problems and does not stop the
    others. Raises ContentError for a file that cannot be read.
    """
    if path.suffix.lower() not in ROW_ENDINGS:
        problem = "a file of plans ends in .csv, .xlsx or .jsonl"
        raise ContentError([Problem(Place(path), problem, "save it as one of them")])
    try:
        read_rows = _json_rows if path.suffix.lower() == ".jsonl" else _table_rows
        yield from read_rows(path, usual or {})
    except FileNotFoundError:
        raise ContentError([Problem(Place(path), "there is no such file")]) from None
    except OSError as error:
        raise ContentError([Problem(Place(path), f"the file cannot be read ({error.strerror})")]) from None
    except UnicodeDecodeError:
        raise ContentError([not_utf8(path)]) from None


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
        quoted = f' "{doubled}"' if doubled in Plan.model_fields else ""  # another word may be a patient's
        raise ValueError(f"the key{quoted} is there twice")
    return found


def _table_rows(path: Path, usual: Mapping[str, str]) -> Iterator[Row]:
    table = open_table(path, tuple(Plan.model_fields))
    for each in table.rows:
        if isinstance(each, Problem):
            yield Row(each.place.line, None, (each,))
        else:
            line, cells = each
            yield _row(path, line, partial(_table_node, table.head, cells, path, line), usual)


def _table_node(head: Sequence_[str], cells: list[str], path: Path, line: int) -> MappingNode:
    entries: dict[str, tuple[Place, Node]] = {}
    for column, (name, cell) in enumerate(zip(head, cells, strict=True), 1):
        here = Place(path, line, column)
        if cell.strip():
            entries[name] = (here, _listed(name, cell, here) if name in _LISTS else Scalar(here, cell.strip()))
    return MappingNode(Place(path, line, 1), entries)


def _listed(name: str, cell: str, place: Place) -> Node:
    parts: list[str] = []
    for part in (each.strip() for each in re.split(r"[;\n]", cell)):
        later_dose, in_words = PHASE_HEAD.match(part), name in PARTS_OF and ":" not in part
        if parts and (later_dose or in_words):  # it belongs to the exercise, or to the words, before it
            parts[-1] += f"; {part}"
        elif part:
            parts.append(part)
    if name == "exercises":
        return _node(parts, place)
    return _node([read_decision(part, PARTS_OF[name]) for part in parts], place)


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
    return {name: name[:-1] for name in ("exercises", "flags", "overrides", "precautions")}.get(name, name).replace(
        "_", "-"
    )


def _entry(path: Path, node: Node, name: str | None = None) -> Entry[Plan]:
    try:
        return Entry(name or path.stem, path, read(Plan, node), node)
    except ContentError as error:
        raise ContentError(redacted(error.problems, node)) from None
