"""The models → JSON Schemas of what people write, for completion and checks in editors.

    python -m handout_builder.plans.json_schemas        writes handout_builder/schemas/*.json anew

Draft 7, which most editors support. Every scalar of a YAML file is read as text, so a text may look like a number to an
editor (`repetitions: 3`); a name without a value is a problem, so null is never allowed.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from handout_builder.model.brand import Brand
from handout_builder.model.edition import Edition
from handout_builder.model.exercise import Exercise
from handout_builder.model.figures.figure import FigureFile
from handout_builder.model.figures.plate import PlateFile
from handout_builder.model.frozen import Frozen
from handout_builder.model.handout import Handout
from handout_builder.model.safety import PrecautionList
from handout_builder.plans.plan import Plan
from handout_builder.practice.language import Language

FOLDER = Path(__file__).resolve().parents[1] / "schemas"
MODELS: dict[str, type[BaseModel]] = {
    "handout": Handout,
    "exercise": Exercise,
    "brand": Brand,
    "edition": Edition,
    "language": Language,
    "figure": FigureFile,
    "plate": PlateFile,
    "plan": Plan,
    "precautions": PrecautionList,
}
"""Schema name → model; the schema of `handouts/*.yaml` is handout.json, and so on."""

_NUMBER = {"type": "number"}
_ANGLES = {"type": "array", "items": _NUMBER, "minItems": 1, "maxItems": 3}
_POINT = {"type": "array", "items": _NUMBER, "minItems": 3, "maxItems": 3}
_SHORT_NOTATIONS: dict[str, list[dict[str, Any]]] = {
    "Hip": [_NUMBER, _ANGLES],
    "Shoulder": [_NUMBER, _ANGLES, {"const": "down"}],
    "AnkleAngle": [_NUMBER, {"const": "flat"}],
    "PlanItem": [{"type": "string", "examples": ["lunge_stretch:left:2 x 30 s hold"]}],
    "PlacedPoint": [
        {"type": "array", "items": {"anyOf": [_NUMBER, {"const": "corner"}]}, "minItems": 2, "maxItems": 3}
    ],
    "PlaceAt": [{"type": "string"}, _POINT],
}
"""Short forms that may be written instead of the named parts of a model; its `BeforeValidator` reads them."""
_ONE_OR_MORE = (("Pose", "rest"),)
"""Model and field of each list whose only item may be written without the list."""


def schema(name: str) -> dict[str, Any]:
    """The schema of one kind of file. Raises KeyError for a name that is not in MODELS."""
    _build(Frozen)
    found = _written(MODELS[name].model_json_schema(by_alias=True, ref_template="#/definitions/{model}"))
    definitions = found.pop("$defs", {})
    for kind, notations in _SHORT_NOTATIONS.items():
        if kind in definitions:
            definitions[kind] = {"anyOf": [definitions[kind], *notations]}
    for kind, field in _ONE_OR_MORE:
        if kind in definitions:
            parts = definitions[kind]["properties"]
            parts[field] = {"anyOf": [parts[field], parts[field]["items"]]}
    whole = {"$schema": "http://json-schema.org/draft-07/schema#", "title": name, **found}
    return {**whole, "definitions": definitions} if definitions else whole


def _build(parent: type[BaseModel]) -> None:
    """Build every model below `parent`: pydantic before 2.14 cannot write a default whose model is not built."""
    for model in parent.__subclasses__():
        model.model_rebuild(raise_errors=False)
        _build(model)


def texts() -> dict[str, str]:
    """File name → JSON text, for every schema."""
    return {f"{name}.json": json.dumps(schema(name), indent=1, ensure_ascii=False) + "\n" for name in MODELS}


def write(folder: Path = FOLDER) -> None:
    """Write every schema into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _written(node: Any, named: bool = False) -> Any:
    """A part of pydantic's schema as people write it; `named` when the keys are names of fields, not keywords."""
    if isinstance(node, list):
        return [_written(item) for item in node]
    if not isinstance(node, dict):
        return node
    if named:
        return {name: _written(part) for name, part in node.items()}
    kept = {
        key: part if key in ("default", "examples", "enum", "const") else _written(part, key in ("properties", "$defs"))
        for key, part in node.items()
        if key not in ("title", "discriminator") and not (key == "default" and part is None)
    }
    return _text_like_number(_uniform_tuple(_never_null(kept)))


def _never_null(node: dict[str, Any]) -> dict[str, Any]:
    if {"type": "null"} not in node.get("anyOf", []):
        return node
    choices = [part for part in node["anyOf"] if part != {"type": "null"}]
    rest = {key: part for key, part in node.items() if key != "anyOf"}
    return {**choices[0], **rest} if len(choices) == 1 else {"anyOf": choices, **rest}


def _uniform_tuple(node: dict[str, Any]) -> dict[str, Any]:
    items = node.get("prefixItems")
    if not items:
        return node
    if any(item != items[0] for item in items):
        raise TypeError("a tuple of mixed parts cannot be written in draft 7 as editors know it")
    return {**{key: part for key, part in node.items() if key != "prefixItems"}, "items": items[0]}


def _text_like_number(node: dict[str, Any]) -> dict[str, Any]:
    if node.get("type") != "string" or "pattern" in node or "format" in node:
        return node
    if "enum" in node:
        numbers = [int(word) for word in node["enum"] if word.isdecimal()]
        rest = {key: part for key, part in node.items() if key != "type"}
        return {**rest, "enum": [*node["enum"], *numbers]} if numbers else node
    return node if "const" in node else {**node, "type": ["string", "number"]}


if __name__ == "__main__":
    write()
