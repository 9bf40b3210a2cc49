"""README.md says what the code does: every field and option, the two commands, and pictures and links that exist."""

from __future__ import annotations

import re
import runpy
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
import typer
from pydantic import BaseModel

from handout_builder.cli.app import app, main
from handout_builder.model.brand import Brand
from handout_builder.model.edition import Edition
from handout_builder.model.exercise import Exercise
from handout_builder.model.handout import Handout
from handout_builder.model.language import Language
from handout_builder.model.plan import Plan
from handout_builder.model.safety import PrecautionList

REPOSITORY = Path(__file__).resolve().parents[1]
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
EVERYWHERE = {"--root", "--quiet", "-q", "--help"}


def tables(kind: str) -> dict[str, list[list[str]]]:
    """The tables marked `<!-- kind of name -->`: name → rows → cells."""
    found = {}
    for name, body in re.findall(rf"<!-- {kind} of ([\w ]+) -->\n\n((?:\|.*\n)+)", README):
        assert name not in found, f"two tables of {name}"
        rows = [re.split(r"(?<!\\)\|", line)[1:-1] for line in body.splitlines()]
        found[name] = [[cell.strip() for cell in row] for row in rows[2:]]
    return found


def models(annotation: Any) -> Iterator[type[BaseModel]]:
    """Every model in an annotation."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from models(part)


def reachable(*start: type[BaseModel]) -> dict[str, type[BaseModel]]:
    found: dict[str, type[BaseModel]] = {}
    waiting = list(start)
    while waiting:
        model = waiting.pop()
        if model.__name__ not in found:
            found[model.__name__] = model
            waiting += [inner for field in model.model_fields.values() for inner in models(field.annotation)]
    return found


MODELS = reachable(Handout, Exercise, Brand, Edition, Language, PrecautionList, Plan)
FIELDS = tables("fields")
IN_A_CELL = {
    inner.__name__: (name, field_name)
    for name in FIELDS
    for field_name, field in MODELS[name].model_fields.items()
    for inner in models(field.annotation)
    if inner.__name__ not in FIELDS
}
"""Small models that have no table: their names stand in the cell of the field that holds them."""
TOLD_IN_WORDS = {"SideText", "TypeSize", "PluralForms", "BandWords", "DayTimeWords"}
"""Written in a short form that the text explains: *sided*, `[size, leading]`, forms of a plural."""


def test_every_model_is_told() -> None:
    assert set(FIELDS) <= set(MODELS)
    assert set(MODELS) - set(FIELDS) - set(IN_A_CELL) == TOLD_IN_WORDS - set(IN_A_CELL)


@pytest.mark.parametrize("name", FIELDS)
def test_a_table_has_the_fields_of_its_model(name: str) -> None:
    wanted = [
        (f"`{field.alias or key}`", "yes" * field.is_required()) for key, field in MODELS[name].model_fields.items()
    ]
    assert [(row[0], row[1]) for row in FIELDS[name]] == wanted
    assert all(row[2] for row in FIELDS[name])


@pytest.mark.parametrize("inner", sorted(set(IN_A_CELL) - TOLD_IN_WORDS))
def test_a_cell_names_the_fields_of_a_small_model(inner: str) -> None:
    name, field = IN_A_CELL[inner]
    cell = next(row[2] for row in FIELDS[name] if row[0] == f"`{field}`")
    said = re.findall(r"`(\w+)`", cell)
    assert set(MODELS[inner].model_fields) <= set(said), ", ".join(f"`{key}`" for key in MODELS[inner].model_fields)


def options(command: Any) -> set[str]:
    return {name for parameter in command.params for name in parameter.opts if name.startswith("-")} | {"--help"}


def told(name: str) -> set[str]:
    rows = tables("options").get(name, [])
    return {option for row in rows for option in re.findall(r"`(--?[\w-]+)", row[0])}


def test_every_option_of_every_command_is_told() -> None:
    whole: Any = typer.main.get_command(app)
    assert told("every command") == EVERYWHERE
    assert told("no command") == options(whole) - EVERYWHERE
    assert {"build", "check", "list"} <= set(whole.commands)
    for name, command in whole.commands.items():
        assert f"`make_pdf.py {name}" in README
        assert options(command) >= EVERYWHERE
        assert told(name) == options(command) - EVERYWHERE, name


def test_the_two_commands_are_found_by_ci() -> None:
    commands = runpy.run_path(str(REPOSITORY / ".ci" / "readme_command.py"))["commands"]
    first, second = commands(README)
    assert first == "python3 -m venv .venv && .venv/bin/pip install -e . && .venv/bin/python make_pdf.py"
    assert second.endswith("pytest")
    with pytest.raises(ValueError, match="it needs two"):
        commands(README.replace("```sh\n", "```\n", 1))


def test_the_quoted_problems_are_what_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = re.search(r"^```\n(handouts/.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert said
    for folder in ("handouts", "layouts/brands"):
        shutil.copytree(REPOSITORY / folder, tmp_path / folder)
    handout = tmp_path / "handouts" / "iliopsoas.yaml"
    handout.write_text(handout.read_text(encoding="utf-8").replace("\nbrand:", "\nbrnad:"), encoding="utf-8")
    assert main(["build", "--root", str(tmp_path)]) == 1
    printed = [line for line in capsys.readouterr().err.splitlines() if "brand" in line]
    assert printed == said[1].splitlines()[:2]


def test_a_copied_brand_is_ones_own(tmp_path: Path) -> None:
    for folder in ("handouts", "layouts/brands/fernhollow", "images"):
        shutil.copytree(REPOSITORY / folder, tmp_path / folder)
    mine = tmp_path / "layouts" / "brands" / "mine"
    shutil.copytree(tmp_path / "layouts" / "brands" / "fernhollow", mine)
    brand = (
        (mine / "brand.yaml").read_text(encoding="utf-8").replace("Fernhollow Physical Therapy", "Alder Street Clinic")
    )
    (mine / "brand.yaml").write_text(brand.replace("#0B6E78", "#5A3E8E"), encoding="utf-8")
    if (REPOSITORY / ".cache").is_dir():
        shutil.copytree(REPOSITORY / ".cache", tmp_path / ".cache")  # figures need not be drawn twice
    assert main(["build", "--brand", "mine", "--root", str(tmp_path), "--quiet"]) == 0
    assert (tmp_path / "build" / "mine" / "iliopsoas.pdf").read_bytes()[:5] == b"%PDF-"


def test_pictures_and_links_exist_and_pictures_are_small() -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", README)
    local = [target for target in targets if "://" not in target and target != "https://…"]
    assert README.index("](docs/") < 200, "the README opens with a picture of a page"
    assert {"LICENSE", "CHANGELOG.md", "images/CREDITS.md"} <= set(local)
    for target in local:
        assert (REPOSITORY / target).is_file(), target
    for target in local:
        if target.endswith(".png"):
            assert (REPOSITORY / target).stat().st_size < 200_000, target


def test_every_picture_file_is_credited() -> None:
    credits = (REPOSITORY / "images" / "CREDITS.md").read_text(encoding="utf-8")
    patterns = [
        word for row in re.findall(r"^\| (.*?) \|", credits, re.MULTILINE) for word in re.findall(r"`(.+?)`", row)
    ]
    credited = {
        path.resolve() for pattern in patterns if ".." not in pattern for path in (REPOSITORY / "images").glob(pattern)
    }
    pictures = {
        path
        for path in (REPOSITORY / "images").rglob("*")
        if path.is_file() and path.name != "CREDITS.md" and path.name[0] != "."
    }
    assert pictures
    assert pictures <= credited
