"""The tables of docs/ have every field, choice, option, prop, shape and limit of the code, and no other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

import pytest
import typer
from pydantic import BaseModel

from handout_builder.cli.app import app
from handout_builder.errors import EXIT_BUG, EXIT_COMMAND, EXIT_CONTENT, EXIT_FINE
from handout_builder.model.dose_text import parse_dose, print_dose
from handout_builder.model.figures.figure import FigureFile
from handout_builder.model.figures.joint_limits import LIMITS
from handout_builder.model.figures.plate import PlateFile, PlateShape
from handout_builder.model.figures.props import Prop
from handout_builder.plans.json_schemas import MODELS as FILES
from handout_builder.plans.progression import is_progression, phases_of
from tests.docs.pages import PAGES, table, tables

EVERYWHERE = {"--root", "--quiet", "-q", "--help"}
FIELDS = tables("fields")
KINDS = {"Prop": Prop, "PlateShape": PlateShape}
"""Unions of models that share one table: a row for each, with the fields it has."""


def models(annotation: Any) -> Iterator[type[BaseModel]]:
    """Every model in an annotation."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from models(part)


def reachable(start: list[type[BaseModel]]) -> dict[str, type[BaseModel]]:
    found: dict[str, type[BaseModel]] = {}
    waiting = list(start)
    while waiting:
        model = waiting.pop()
        if model.__name__ not in found:
            found[model.__name__] = model
            waiting += [inner for field in model.model_fields.values() for inner in models(field.annotation)]
        assert found[model.__name__] is model, f"two models are named {model.__name__}"
    return found


def names(model: type[BaseModel]) -> list[str]:
    """The fields of a model as people write them."""
    return [field.alias or key for key, field in model.model_fields.items()]


def choices(annotation: Any) -> Iterator[str]:
    """The words that a field of choices may be."""
    if get_origin(annotation) is Literal:
        yield from (word for word in get_args(annotation) if isinstance(word, str))
    elif isinstance(annotation, type) and issubclass(annotation, Enum):
        yield from (str(member.value) for member in annotation)
    elif get_origin(annotation) in (Union, UnionType, tuple):
        for part in get_args(annotation):
            yield from choices(part)
    elif hasattr(annotation, "__metadata__"):
        yield from choices(get_args(annotation)[0])


IN_KINDS = {model for union in KINDS.values() for model in models(union)}
MODELS = reachable([model for name, model in FILES.items() if name not in ("figure", "plate")])
for figure_model in (FigureFile, PlateFile):
    MODELS |= {
        name: model for name, model in reachable([figure_model]).items() if model not in IN_KINDS and name not in MODELS
    }
IN_A_CELL = {
    inner.__name__: (name, field.alias or key)
    for name in FIELDS
    for key, field in MODELS[name].model_fields.items()
    for inner in models(field.annotation)
    if inner.__name__ not in FIELDS and inner not in IN_KINDS
}
"""Small models without a table: their fields are named in the cell of the field that holds them."""
IN_WORDS = {"SideText", "TypeSize", "PluralForms", "PlacedPoint", "BandWords", "DayTimeWords"}
"""Written in a short way that the text explains: *sided*, `[size, leading]`, forms of a plural, `[x, y, corner]`."""


def test_every_model_is_described() -> None:
    assert set(FIELDS) <= set(MODELS)
    assert set(MODELS) - set(FIELDS) - set(IN_A_CELL) == IN_WORDS - set(IN_A_CELL)


@pytest.mark.parametrize("name", FIELDS)
def test_a_table_has_the_fields_of_its_model(name: str) -> None:
    wanted = [
        (f"`{field.alias or key}`", "yes" * field.is_required()) for key, field in MODELS[name].model_fields.items()
    ]
    assert [(row[0], row[1]) for row in FIELDS[name]] == wanted
    assert all(row[2] for row in FIELDS[name])


@pytest.mark.parametrize("inner", sorted(set(IN_A_CELL) - IN_WORDS))
def test_a_cell_names_the_fields_of_a_small_model(inner: str) -> None:
    name, field = IN_A_CELL[inner]
    cell = next(row[2] for row in FIELDS[name] if row[0] == f"`{field}`")
    said = re.findall(r"`(\w+)`", cell)
    assert set(names(MODELS[inner])) <= set(said), ", ".join(f"`{key}`" for key in names(MODELS[inner]))


def test_every_choice_of_a_field_is_named_on_its_page() -> None:
    missing = []
    for name, rows in FIELDS.items():
        page = next(text for text in PAGES.values() if f"<!-- fields of {name} -->" in text)
        prose = re.sub(r"^```.*?^```$", "", page, flags=re.MULTILINE | re.DOTALL)
        named = {word.casefold() for code in re.findall(r"`([^`\n]+)`", prose) for word in (code, *code.split())}
        for row, field in zip(rows, MODELS[name].model_fields.values(), strict=True):
            if not row[2].startswith("as in"):
                words = {word.casefold() for word in choices(field.annotation) if word != "true"}
                missing += [f"{name}, {row[0]}: {word}" for word in words - named - set(re.findall(r"[\w-]+", row[2]))]
    assert missing == []


@pytest.mark.parametrize("union", KINDS)
def test_a_table_of_kinds_has_each_with_its_fields(union: str) -> None:
    rows = {row[0]: set(re.findall(r"`(\w+)`", row[1])) for row in tables("kinds")[union]}
    wanted = {
        f"`{get_args(model.model_fields['type'].annotation)[0]}`": set(names(model)) - {"type"}
        for model in models(KINDS[union])
    }
    assert rows == wanted


def test_the_limits_of_joints_are_those_of_the_code() -> None:
    rows = {row[0].strip("`"): (float(row[1]), float(row[2])) for row in table("limits")}
    assert rows == {name: (low, high) for name, (low, high, _) in LIMITS.items()}


def options(command: Any) -> set[str]:
    return {name for parameter in command.params for name in parameter.opts if name.startswith("-")} | {"--help"}


def described(name: str) -> set[str]:
    rows = tables("options").get(name, [])
    return {option for row in rows for option in re.findall(r"`(--?[\w-]+)", row[0])}


def test_every_option_of_every_command_is_described() -> None:
    whole: Any = typer.main.get_command(app)
    assert described("every command") == EVERYWHERE
    assert described("no command") == options(whole) - EVERYWHERE
    assert {"build", "check", "list"} <= set(whole.commands)
    for name, command in whole.commands.items():
        assert f"`make_pdf.py {name}" in PAGES["command"]
        assert options(command) >= EVERYWHERE
        assert described(name) == options(command) - EVERYWHERE, name
    assert set(tables("options")) <= {"every command", "no command", *whole.commands}


def test_exit_codes_are_those_of_the_code() -> None:
    rows = re.findall(r"^\| (\d+) \| ", PAGES["command"], re.MULTILINE)
    assert {int(code) for code in rows} == {EXIT_FINE, EXIT_CONTENT, EXIT_COMMAND, EXIT_BUG, 130}


def test_every_dose_of_the_table_can_be_read() -> None:
    _, _, section = PAGES["plans"].partition("## The dose\n")
    cells = re.findall(r"^\| (`.+?`) \| ", section.partition("\n## ")[0], re.MULTILINE)
    doses = [dose for cell in cells for dose in re.findall(r"`(.+?)`", cell)]
    assert len(doses) > 12
    for dose in doses:
        assert phases_of(dose) if is_progression(dose) else print_dose(parse_dose(dose)), dose


def test_no_table_has_a_bar_inside_a_cell() -> None:
    """Readers of Markdown disagree about one, escaped or not."""
    for name, text in PAGES.items():
        for body in re.findall(r"((?:^\|.*\n)+)", text, re.MULTILINE):
            assert len({line.count("|") for line in body.splitlines()}) == 1, f"{name}: {body[:200]}"
