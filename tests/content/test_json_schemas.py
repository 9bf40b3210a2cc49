"""The editors' schemas: equal to the models, and true of every file that ships."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from pydantic import BaseModel

from handout_builder.plans.json_schemas import FOLDER, MODELS, schema, texts, write
from tests import REPOSITORY

KINDS = {
    "handouts/*.yaml": "handout",
    "handouts/plans/*.yaml": "plan",
    "handouts/exercises/*.yaml": "exercise",
    "layouts/brands/*/brand.yaml": "brand",
    "layouts/editions/*.yaml": "edition",
    "layouts/languages/*.yaml": "language",
    "images/figures/*.yaml": "figure",
    "images/poses/*.yaml": "figure",
}


def kind_of(path: Path, kind: str) -> str:
    """Plates lie among the figures and say so; the list of precautions lies among the handouts."""
    if path.name == "precautions.yaml":
        return "precautions"
    return "plate" if kind == "figure" and "\nkind: plate\n" in path.read_text(encoding="utf-8") else kind


FOLDERS = (REPOSITORY, REPOSITORY / "examples" / "practice")
SHIPPED = [
    (path, kind_of(path, kind))
    for folder in FOLDERS
    for pattern, kind in KINDS.items()
    for path in sorted(folder.glob(pattern))
]
COMMENT = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")


class EditorLoader(yaml.SafeLoader):
    """Reads as editors do, by the core schema of YAML 1.2: numbers and true/false, but no dates and no `yes`."""


EditorLoader.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("tag:yaml.org,2002:bool", r"(true|false)$", "tf"),
    ("tag:yaml.org,2002:int", r"[-+]?[0-9]+$", "-+0123456789"),
    ("tag:yaml.org,2002:float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)$", "-+.0123456789"),
):
    EditorLoader.add_implicit_resolver(tag, re.compile(pattern), list(first))


def named(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


def faults(data: Any, kind: str) -> list[str]:
    checker = jsonschema.Draft7Validator(schema(kind))
    return [f"{list(error.path)}: {error.message}" for error in checker.iter_errors(data)]


def test_schemas_on_disk_are_those_of_the_models() -> None:
    on_disk = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.json")}
    assert on_disk == texts(), "run: python -m handout_builder.plans.json_schemas"


def test_every_kind_of_file_ships_and_has_a_schema() -> None:
    shipped = {kind for _, kind in SHIPPED}
    assert shipped <= set(MODELS)
    assert shipped >= {*KINDS.values()} - {"plan"}


@pytest.mark.parametrize("kind", MODELS)
def test_schemas_are_valid_themselves(kind: str) -> None:
    jsonschema.Draft7Validator.check_schema(schema(kind))


@pytest.mark.parametrize(("path", "kind"), SHIPPED, ids=[named(path) for path, _ in SHIPPED])
def test_every_shipped_file_begins_with_its_schema(path: Path, kind: str) -> None:
    comment = COMMENT.match(path.read_text(encoding="utf-8"))
    assert comment, f"begin {named(path)} with: # yaml-language-server: $schema=…/{kind}.json"
    assert (path.parent / comment[1]).resolve() == (FOLDER / f"{kind}.json").resolve()


@pytest.mark.parametrize(("path", "kind"), SHIPPED, ids=[named(path) for path, _ in SHIPPED])
def test_every_shipped_file_follows_its_schema(path: Path, kind: str) -> None:
    assert faults(yaml.load(path.read_text(encoding="utf-8"), EditorLoader), kind) == []


def test_no_shipped_yaml_is_left_out() -> None:
    known = {path for path, _ in SHIPPED}
    shipped = {
        path for top in ("handouts", "layouts", "images", "examples") for path in (REPOSITORY / top).rglob("*.yaml")
    }
    assert shipped == known


@pytest.mark.parametrize(
    ("wrong", "kind"),
    [
        ({"hip": 30}, "figure"),
        ({"pose": {"left_leg": {"hip": "sideways"}}}, "figure"),
        ({"pose": {"left_arm": {"reach": [1, 2]}}}, "figure"),
        ({"name": "Oak", "phone": 1, "web": "w", "emergency": 112, "colour": "#000000", "paper": "a5"}, "brand"),
        ({"name": "Oak", "phone": None, "web": "w", "emergency": 112, "colour": "#000000"}, "brand"),
        ({"name": "Oak", "phone": 1, "web": "w", "emergency": 112}, "brand"),
    ],
)
def test_wrong_files_are_seen(wrong: dict[str, Any], kind: str) -> None:
    assert len(faults(wrong, kind)) == 1


def test_what_is_read_as_text_may_look_like_a_number() -> None:
    brand = {"name": "Oak", "phone": 112, "web": "w", "emergency": 112, "colour": "#000000"}
    assert faults({**brand, "fonts": {"display": {"weight": 800}}}, "brand") == []
    assert faults({**brand, "fonts": {"display": {"weight": 850}}}, "brand") != []


def test_schemas_are_written_as_they_ship(tmp_path: Path) -> None:
    write(tmp_path / "schemas")
    written = {path.name: path.read_bytes() for path in (tmp_path / "schemas").iterdir()}
    assert written == {path.name: path.read_bytes() for path in FOLDER.iterdir()}


def test_a_tuple_of_mixed_parts_has_no_schema(monkeypatch: pytest.MonkeyPatch) -> None:
    class Mixed(BaseModel):
        pair: tuple[str, int]

    monkeypatch.setitem(MODELS, "mixed", Mixed)
    with pytest.raises(TypeError, match="mixed parts"):
        schema("mixed")
