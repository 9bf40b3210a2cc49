"""A sheet → its blocks as readable text, one fact a line, for tests and people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from handout_builder.compose.blocks import Sheet
from handout_builder.model.rich_text import Span

_UNSAID = frozenset({"place", "brand"})


def outline(sheet: Sheet) -> str:
    """The whole sheet as text. Bold words are between double asterisks; empty fields are left out."""
    said = [f"{name}: {value}" for name, value in _facts(sheet, skip={"chapters", "footer"})]
    said += _block(sheet.footer, 0)
    for number, chapter in enumerate(sheet.chapters, 1):
        said += ["", f"chapter {number}"]
        for block in (*chapter.blocks, *((chapter.foot,) if chapter.foot else ())):
            said += _block(block, 1)
    return "\n".join(said) + "\n"


def _block(block: Any, depth: int) -> Iterator[str]:
    pad = "  " * depth
    yield pad + type(block).__name__.removesuffix("Block")
    for name, value in _facts(block):
        if isinstance(value, list):
            yield f"{pad}  {name}"
            for inner in value:
                yield from _block(inner, depth + 2) if is_dataclass(inner) else iter([f"{pad}    {inner}"])
        else:
            yield f"{pad}  {name}: {value}"


def _facts(item: Any, skip: frozenset[str] | set[str] = frozenset()) -> Iterator[tuple[str, Any]]:
    for each in fields(item):
        value = getattr(item, each.name)
        if each.name not in _UNSAID | skip and value not in (None, "", (), False):
            yield each.name, _said(value)


def _said(value: Any) -> Any:
    if isinstance(value, tuple) and value and all(isinstance(inner, Span) for inner in value):
        return "".join(_span(span) for span in value)
    if isinstance(value, tuple):
        simple = all(isinstance(inner, str | int) for inner in value)
        return (
            ", ".join(map(str, value))
            if simple
            else [inner if is_dataclass(inner) else _said(inner) for inner in value]
        )
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Path):
        return value.name
    return [value] if is_dataclass(value) else value


def _span(span: Span) -> str:
    words = f"{{{span.lang}: {span.text}}}" if span.lang else span.text
    words = f"**{words}**" if span.bold else words
    return f"[{words}]({span.target})" if span.target else words
