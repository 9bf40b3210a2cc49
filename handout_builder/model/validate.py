"""Nodes and a model class → the model, or every problem of the file with line, column and remedy."""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from handout_builder.errors import ContentError, Place, Problem, did_you_mean, nearest
from handout_builder.source.parse import Mapping as Named
from handout_builder.source.parse import Node, place_of, plain
from handout_builder.source.parse import Sequence as Listed

M = TypeVar("M", bound=BaseModel)
Loc = tuple[str | int, ...]


def read(model: type[M], node: Node) -> M:
    """The model that `node` describes. Raises ContentError with one Problem for each thing wrong in it."""
    found, problems = validate(model, node)
    if found is None:
        raise ContentError(problems)
    return found


def validate(model: type[M], node: Node) -> tuple[M | None, list[Problem]]:
    """Like `read`: the model, or None and its problems."""
    empty = list(_empty_values(node))
    try:
        found = model.model_validate(plain(node))
    except ValidationError as error:
        known = {problem.place for problem in empty}
        wrong = [dict(each) for each in error.errors(include_url=False) if not _only_seems_short(dict(each))]
        problems = [_problem(model, node, each) for each in wrong]
        return None, [*empty, *(problem for problem in problems if problem.place not in known)]
    return (None, empty) if empty else (found, [])


def _empty_values(node: Node, name: str = "", place: Place | None = None) -> Iterator[Problem]:
    """Names without a value: an author may have forgotten a text, and the sheet must not be printed without it."""
    if isinstance(node, Named):
        for key, (where, value) in node.entries.items():
            yield from _empty_values(value, f"{key}:", where)
    elif isinstance(node, Listed):
        for item in node.items:
            yield from _empty_values(item, "-", item.place)
    elif node.text is None and place:
        yield Problem(place, f'nothing is written after "{name}"', "write its value, or delete the line")


def _only_seems_short(found: dict[str, Any]) -> bool:
    """Whether a list is too short only because pydantic left out its wrong parts, which have problems of their own."""
    value = found.get("input")
    return bool(found["type"] == "too_short" and isinstance(value, list) and len(value) >= found["ctx"]["min_length"])


def _problem(model: type[BaseModel], node: Node, found: dict[str, Any]) -> Problem:
    loc: Loc = found["loc"]
    message, remedy = _words(model, loc, _name(node, loc, found["type"]), found)
    about = _about(node, loc, message) if found["type"] == "value_error" else loc
    return Problem(place_of(node, about), message, remedy)


def _about(node: Node, loc: Loc, message: str) -> Loc:
    """Where the field is that a message about several fields begins with, in quotes; else `loc`."""
    for step in loc:
        if isinstance(node, Named) and step in node.entries:
            node = node.entries[str(step)][1]
        elif isinstance(node, Listed) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
    named = re.match(r'"(\w+)', message)
    return (*loc, named[1]) if named and isinstance(node, Named) and named[1] in node.entries else loc


def _name(node: Node, loc: Loc, kind: str) -> str:
    """What the author calls the place at `loc`: the last name that the file really holds, or the missing one."""
    if kind == "missing":
        return str(loc[-1])
    name = "file"
    for step in loc:
        if isinstance(node, Named) and step in node.entries:
            name, node = str(step), node.entries[str(step)][1]
        elif isinstance(node, Listed) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
    return name


def _words(model: type[BaseModel], loc: Loc, name: str, found: dict[str, Any]) -> tuple[str, str]:
    """What is wrong and what to write instead, for one of pydantic's errors."""
    context: Mapping[str, Any] = found.get("ctx", {})
    value, kind = found.get("input"), found["type"]
    if kind == "value_error":
        message = str(context.get("error", found["msg"]))
        said, _, remedy = message.rpartition("; ")
        return (said, remedy) if said else (message, "")
    if kind == "missing":
        return f'"{name}" is missing', f'write "{name}: …" here'
    if kind == "extra_forbidden":
        return f'unknown key "{_short(name)}"', did_you_mean(name, _known_keys(model, loc[:-1]))
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        return _wrong_type_key(model, loc, context)
    if value is None:
        return f'nothing is written after "{name}:"', "write its value, or delete the line"
    if kind in ("literal_error", "enum") and isinstance(value, str):
        allowed = [word.strip("'") for word in str(context.get("expected", "")).replace(" or ", ", ").split(", ")]
        return _not_a_choice(name, value, allowed)
    if kind in _WANTED and (kind not in _SHAPES or isinstance(value, dict | list)):
        return _wrong_shape(name, value, _WANTED[kind])
    if kind in _SHAPES:
        return _wanted_parts(model, loc, name, value, kind)
    if kind in _LIMITS:
        said, remedy = _LIMITS["string_too_long" if kind == "too_long" and isinstance(value, str) else kind]
        limit = next(
            (context[key] for key in ("ge", "gt", "le", "lt", "max_length", "min_length") if key in context), ""
        )
        limit = f"{limit:g}" if isinstance(limit, float) else limit
        return said.format(name=name, value=value, count=len(str(value))), remedy.format(limit=limit)
    return f'"{name}": {found["msg"]}', ""


_WANTED = {
    "string_type": "a text", "literal_error": "a text", "enum": "a text", "dataclass_type": "a text",
    "int_parsing": "a whole number, such as 3", "int_from_float": "a whole number, such as 3",
    "int_type": "a whole number, such as 3", "int_parsing_size": "a whole number, such as 3",
    "float_parsing": "a number, such as 1.5", "float_type": "a number, such as 1.5",
    "finite_number": "a number, such as 1.5", "bool_parsing": "true or false", "bool_type": "true or false",
    "date_parsing": "a date, such as 2025-11-03", "date_type": "a date, such as 2025-11-03",
    "date_from_datetime_parsing": "a date, such as 2025-11-03",
}  # fmt: skip
_SHAPES = frozenset({"tuple_type", "list_type", "sequence_type", "model_type", "dict_type", "model_attributes_type"})
_LIMITS = {
    "too_short": ('"{name}" has too few parts', "write at least {limit}"),
    "too_long": ('"{name}" has too many parts', "write at most {limit}"),
    "string_too_short": ('nothing is written after "{name}:"', "write its value, or delete the line"),
    "string_too_long": ('"{name}" has {count} characters', "write at most {limit}"),
    "string_pattern_mismatch": (
        '"{name}: {value}" is not written as it should be',
        "write 1 to 40 of A-Z, a-z, 0-9, - and _, the first a letter or a digit",
    ),
    "greater_than_equal": ('"{name}: {value}" is too small', "write {limit} or more"),
    "greater_than": ('"{name}: {value}" is too small', "write more than {limit}"),
    "less_than_equal": ('"{name}: {value}" is too large', "write {limit} or less"),
    "less_than": ('"{name}: {value}" is too large', "write less than {limit}"),
}


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


def _wrong_type_key(model: type[BaseModel], loc: Loc, context: Mapping[str, Any]) -> tuple[str, str]:
    key = str(context.get("discriminator", "type")).strip("'")
    here: Any = model
    for step in loc:
        here = _inside(here, step)
    allowed = [tag for found in _models_in(here) for tag in get_args(found.model_fields[key].annotation)]
    if context.get("tag") == "None":
        return f'nothing is written after "{key}:"', f"write {_choices(allowed)}"
    if "tag" in context:
        return _not_a_choice(key, str(context["tag"]), allowed)
    return (
        f'"{key}" is missing',
        f'write "{key}: …" with one of {", ".join(allowed)}' if allowed else f'write "{key}: …"',
    )


def _not_a_choice(name: str, value: str, allowed: list[str]) -> tuple[str, str]:
    remedy = ". ".join(part for part in (f"write {_choices(allowed)}", nearest(value, allowed)) if part)
    return f'"{name}: {_short(value)}" is not one of the choices', remedy


def _choices(allowed: list[str]) -> str:
    return f"{', '.join(allowed[:-1])} or {allowed[-1]}" if len(allowed) > 1 else "".join(allowed)


def _wanted_parts(model: type[BaseModel], loc: Loc, name: str, value: Any, kind: str) -> tuple[str, str]:
    if kind in ("tuple_type", "list_type", "sequence_type"):
        return f'"{name}" is not a list', 'write its parts one under the other, each after "- "'
    keys = _known_keys(model, loc)
    if "neutral" in keys:
        return _wrong_shape(name, value, "a text")
    if name == "file" and not loc:
        return "the file does not hold named parts", f'begin it with "{keys[0]}: …"'
    return f'"{name}" needs named parts', f"write {', '.join(keys) or 'them'}, one a line below it"


def _wrong_shape(name: str, value: Any, wanted: str) -> tuple[str, str]:
    if isinstance(value, dict):
        return (
            f'"{name}" has named parts, but {wanted} is wanted',
            "write it in one line; if it holds a colon, in quotes",
        )
    if isinstance(value, list):
        return f'"{name}" is a list, but {wanted} is wanted', "write it after the colon, without brackets and hyphens"
    return f'"{name}: {_short(str(value))}" is not what is wanted here', f"write {wanted}"


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
