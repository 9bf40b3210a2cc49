"""Nodes and a model class → the model, or every problem of the file with line, column and remedy."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from handout_builder.errors import ContentError, Problem, did_you_mean
from handout_builder.source import Node, place_of, plain

M = TypeVar("M", bound=BaseModel)
Loc = tuple[str | int, ...]


def read(model: type[M], node: Node) -> M:
    """The model that `node` describes. Raises ContentError with one Problem for each thing wrong in it."""
    try:
        return model.model_validate(plain(node))
    except ValidationError as error:
        raise ContentError(_problem(model, node, dict(found)) for found in error.errors(include_url=False)) from None


def _problem(model: type[BaseModel], node: Node, found: dict[str, Any]) -> Problem:
    loc: Loc = found["loc"]
    message, remedy = _words(model, loc, found)
    return Problem(place_of(node, loc), message, remedy)


def _words(model: type[BaseModel], loc: Loc, found: dict[str, Any]) -> tuple[str, str]:
    name = next((str(step) for step in reversed(loc) if isinstance(step, str)), "file")
    context: Mapping[str, Any] = found.get("ctx", {})
    value = found.get("input")
    kind = found["type"]
    if kind == "missing":
        return f'"{name}" is missing', f'write "{name}: …" here'
    if kind == "extra_forbidden":
        return f'unknown key "{name}"', did_you_mean(name, _known_keys(model, loc[:-1]))
    if kind in ("literal_error", "enum"):
        allowed = [word.strip("'") for word in str(context.get("expected", "")).replace(" or ", ", ").split(", ")]
        return f'"{name}: {value}" is not one of the choices', f"write {', '.join(allowed)}. {did_you_mean(str(value), allowed)}".strip()
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        return _wrong_type_key(context, value)
    if kind in ("int_parsing", "int_from_float", "float_parsing", "decimal_parsing"):
        return f'"{name}: {value}" is not a number', "write a number, such as 3"
    if kind in ("string_type", "int_type", "float_type", "bool_type", "bool_parsing", "date_from_datetime_parsing", "date_parsing"):
        return _wrong_shape(name, value, kind)
    if kind in ("tuple_type", "list_type", "sequence_type"):
        return f'"{name}" is not a list', 'write its parts one under the other, each after "- "'
    if kind in ("model_type", "dict_type", "model_attributes_type"):
        return f'"{name}" needs named parts', f"write {', '.join(_known_keys(model, loc)) or 'them'}, one a line below it"
    if kind == "too_short":
        return f'"{name}" is empty', "write at least one"
    if kind == "value_error":
        said, _, remedy = str(context.get("error", found["msg"])).partition("; ")
        return said, remedy
    return f'"{name}": {found["msg"]}', ""


def _wrong_type_key(context: Mapping[str, Any], value: Any) -> tuple[str, str]:
    key = str(context.get("discriminator", "type")).strip("'")
    allowed = [word.strip(" '") for word in str(context.get("expected_tags", "")).split(",") if word.strip()]
    if "tag" in context:
        return f'"{key}: {context["tag"]}" is not one of the choices', f"write {', '.join(allowed)}. {did_you_mean(str(context['tag']), allowed)}".strip()
    return f'"{key}" is missing', f'write "{key}: …" with one of {", ".join(allowed)}' if allowed else f'write "{key}: …"'


def _wrong_shape(name: str, value: Any, kind: str) -> tuple[str, str]:
    if value is None:
        return f'nothing stands after "{name}:"', "write its text, or delete the line"
    if isinstance(value, dict):
        return f'"{name}" has named parts where one text is wanted', "write one text; if it holds a colon, put it in quotes"
    if isinstance(value, list):
        return f'"{name}" is a list where one text is wanted', "write one text"
    wanted = {"bool_parsing": "true or false", "date_from_datetime_parsing": "a date such as 2025-11-03", "date_parsing": "a date such as 2025-11-03"}
    return f'"{name}: {value}" is not {wanted.get(kind, "what is wanted here")}', f"write {wanted.get(kind, 'a text')}"


def _known_keys(model: type[BaseModel], loc: Loc) -> list[str]:
    """The keys that the model at `loc` has; none when `loc` leads elsewhere."""
    here: Any = model
    for step in loc:
        here = _inside(here, step)
    found = _model_in(here)
    return [info.alias or name for name, info in found.model_fields.items()] if found else []


def _inside(annotation: Any, step: str | int) -> Any:
    if isinstance(step, int):
        return annotation
    for candidate in _models_in(annotation):
        if step in candidate.model_fields:
            return candidate.model_fields[step].annotation
        if any(step in get_args(info.annotation) for info in candidate.model_fields.values()):
            return candidate  # the tag of a union, which pydantic puts into the location
    return annotation


def _model_in(annotation: Any) -> type[BaseModel] | None:
    found = list(_models_in(annotation))
    return found[0] if found else None


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    origin = get_origin(annotation)
    if origin in (Annotated, Union, types.UnionType, tuple, list, dict) or origin is not None:
        return [model for part in get_args(annotation) for model in _models_in(part)]
    if isinstance(annotation, typing.TypeAliasType if hasattr(typing, "TypeAliasType") else ()):
        return _models_in(annotation.__value__)
    return []
