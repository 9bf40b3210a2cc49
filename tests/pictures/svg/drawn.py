"""SVG source text → what the reader makes of it, for the tests of this folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from handout_builder.errors import ContentError
from handout_builder.geometry.drawing import Clipped, Drawing, Item, Shape
from handout_builder.pictures.svg.read import read_svg

HERE = Path("drawing.svg")


def svg(body: str, head: str = 'width="100" height="100"') -> bytes:
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"<svg {names} {head}>\n{body}\n</svg>".encode()


def drawn(body: str, head: str = 'width="100" height="100"') -> Drawing:
    return read_svg(svg(body, head), HERE)


def shapes(items: Sequence[Item]) -> list[Shape]:
    found: list[Shape] = []
    for item in items:
        found += shapes(item.items) if isinstance(item, Clipped) else [item] if isinstance(item, Shape) else []
    return found


def only(body: str, head: str = 'width="100" height="100"') -> Shape:
    (shape,) = shapes(drawn(body, head).items)
    return shape


def problems(body: str, head: str = 'width="100" height="100"') -> str:
    with pytest.raises(ContentError) as caught:
        drawn(body, head)
    assert all(problem.place.path == HERE for problem in caught.value.problems)
    return str(caught.value)
