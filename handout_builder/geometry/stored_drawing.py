"""A Drawing → compact JSON, and back without loss; shapes are parsed when they are first needed.

The first line has the size, the labels, the kinds of marks and the finished picture, the second all items. A path is
its letters ("MCCZ") and one flat list of numbers.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import replace
from functools import cache, partial
from typing import Any

from handout_builder.cache import code_state, name_of
from handout_builder.geometry.drawing import Clipped, Drawing, Finished, Item, Label, LazyItems, PdfPart, Shape
from handout_builder.geometry.path import NUMBERS, Path, Segment


def packed(drawing: Drawing) -> bytes:
    """The drawing as two lines of JSON."""
    head = {
        "width": drawing.width,
        "height": drawing.height,
        "labels": [_written(each) for each in drawing.labels()],
        "marks": sorted(drawing.marks),
        "finished": _finished_written(drawing.finished) if drawing.finished else None,
    }
    return b"\n".join(_json(part) for part in (head, [_written(item) for item in drawing.items]))


def unpacked(data: bytes) -> Drawing:
    """The drawing that `packed` wrote. `data` must be complete: its second line is parsed late, without a check.

    Raises ValueError or KeyError for a first line of another kind.
    """
    head, _, body = data.partition(b"\n")
    first = json.loads(head)
    labels = tuple(Label(**label) for label in first["labels"])
    items = LazyItems(partial(_items, body), labels, name_of(data, _reader()), frozenset(first["marks"]))
    finished = _finished_read(first["finished"]) if first["finished"] else None
    return Drawing(first["width"], first["height"], items, finished)


def as_unpacked(drawing: Drawing, data: bytes) -> Drawing:
    """What `unpacked` makes of `data`, which `packed` made of this drawing; its shapes are not read again."""
    items = tuple(drawing.items)
    digest = name_of(data, _reader())
    return replace(drawing, items=LazyItems(lambda: items, tuple(drawing.labels()), digest, drawing.marks))


@cache
def _reader() -> str:
    """What the items depend on apart from the bytes: the code that reads them."""
    return code_state(__name__)


def _items(body: bytes) -> tuple[Item, ...]:
    return tuple(_read(item) for item in json.loads(body))


def _json(content: object) -> bytes:
    return json.dumps(content, separators=(",", ":"), ensure_ascii=False).encode()


def _path_written(path: Path) -> list[Any]:
    return ["".join(segment[0] for segment in path), [number for segment in path for number in segment[1:]]]


def _path_read(stored: list[Any]) -> Path:
    letters, numbers = stored
    path: list[Segment] = []
    at = 0
    for letter in letters:
        end = at + NUMBERS[letter]
        path.append((letter, *numbers[at:end]))
        at = end
    return tuple(path)


def _written(item: Item) -> dict[str, Any]:
    if isinstance(item, Shape):
        out: dict[str, Any] = {"path": _path_written(item.path)}
        plain = Shape(())
        for name in ("fill", "stroke", "stroke_width", "cap", "join", "dash", "even_odd", "opacity"):
            if getattr(item, name) != getattr(plain, name):
                out[name] = getattr(item, name)
        return out
    if isinstance(item, Label):
        return {name: getattr(item, name) for name in ("x", "y", "text", "size", "anchor", "weight", "fill")}
    return {"clip": _path_written(item.clip), "items": [_written(i) for i in item.items], "even_odd": item.even_odd}


def _read(stored: dict[str, Any]) -> Item:
    if "path" in stored:
        more = {name: value for name, value in stored.items() if name != "path"}
        if "dash" in more:
            more["dash"] = tuple(more["dash"])
        return Shape(_path_read(stored["path"]), **more)
    if "text" in stored:
        return Label(**stored)
    return Clipped(_path_read(stored["clip"]), tuple(_read(i) for i in stored["items"]), stored["even_odd"])


def _finished_written(finished: Finished) -> dict[str, Any]:
    parts = [[part.syntax, None if part.data is None else b64encode(part.data).decode()] for part in finished.parts]
    return {"svg": finished.svg, "parts": parts, "mirrored": finished.mirrored}


def _finished_read(stored: dict[str, Any]) -> Finished:
    parts = [PdfPart(tuple(syntax), None if data is None else b64decode(data)) for syntax, data in stored["parts"]]
    return Finished(stored["svg"], tuple(parts), stored["mirrored"])
