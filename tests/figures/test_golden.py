"""The drawing of every shipped figure is the one that was looked at: no changed outline gets onto a sheet unnoticed.

`golden.txt` has the size of each figure and a line for each of its shapes, in painting order: the paint, then the
middle of the outline (x, y), its width and its height, in units. A number may differ by `TOLERANCE`: the file holds on
any processor, and other versions of the libraries may round otherwise. After a wanted change, look at the contact sheet
(`make_pdf.py figure --all`), then run pytest with `--update-golden`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest
from pathlib import Path

import pytest

from handout_builder.geometry.drawing import Clipped, Drawing, Item, Label, Shape
from handout_builder.geometry.matrix import Matrix
from handout_builder.geometry.path import Path as Outline
from handout_builder.geometry.path import flattened, mapped, path_bounds
from tests import REPOSITORY

GOLDEN = Path(__file__).parent / "golden.txt"
SHIPPED = sorted((REPOSITORY / "images" / "figures").glob("*.yaml"))
TOLERANCE = 0.02
"""Units: an adult is 100 units tall, and a unit is 0.82 pt in most pictures."""
_ROUNDING = 0.005
"""The numbers of the file have two decimals."""
_STEPS = 8


@dataclass(frozen=True)
class Row:
    """What the file says of one item: words, which must be equal, and numbers, which may differ a little."""

    words: str
    numbers: tuple[float, ...]

    def __str__(self) -> str:
        return " ".join([self.words, "|", *(f"{number:.2f}" for number in self.numbers)])

    @classmethod
    def read(cls, line: str) -> Row:
        words, _, numbers = line.rpartition(" | ")
        return cls(words, tuple(map(float, numbers.split())))


def rows(drawing: Drawing) -> list[Row]:
    """A row for the whole drawing, and one for each item."""
    return [Row("size", (drawing.width, drawing.height)), *(row for item in drawing.items for row in item_rows(item))]


def item_rows(item: Item) -> Iterator[Row]:
    if isinstance(item, Label):
        yield Row(f"{item.text!r} {item.anchor} {item.weight} {item.fill}", (item.x, item.y, item.size))
    elif isinstance(item, Clipped):
        yield Row("clip", extent(item.clip))
        for inner in item.items:
            yield from item_rows(inner)
    else:
        yield Row(paint(item), extent(item.path))


def paint(shape: Shape) -> str:
    """Fill, pen with its width, dashes and opacity."""
    words = [shape.fill] if shape.fill else []
    words += [f"{shape.stroke}:{shape.stroke_width:g}"] if shape.stroke else []
    words += [f"dashed {'/'.join(f'{dash:g}' for dash in shape.dash)}"] if shape.dash else []
    words += [f"{shape.opacity:.0%}"] if shape.opacity < 1 else []
    return " ".join(words)


def extent(path: Outline) -> tuple[float, float, float, float]:
    """The middle of an outline, its width and its height, wherever on it the path begins."""
    bounds = path_bounds(path)
    assert bounds is not None
    length = x = y = 0.0
    for line in flattened(path, _STEPS):
        for (ax, ay), (bx, by) in pairwise(line):
            step = math.dist((ax, ay), (bx, by))
            length, x, y = length + step, x + step * (ax + bx) / 2, y + step * (ay + by) / 2
    return x / length, y / length, bounds[2] - bounds[0], bounds[3] - bounds[1]


def text_of(figures: Mapping[str, Sequence[Row]]) -> str:
    return "".join(f"# {name}\n" + "".join(f"{row}\n" for row in found) for name, found in figures.items())


def figures_of(text: str) -> dict[str, list[Row]]:
    parts = [part.splitlines() for part in text.split("# ")[1:]]
    return {name: [Row.read(line) for line in lines] for name, *lines in parts}


def difference(name: str, golden: Sequence[Row], now: Sequence[Row]) -> str | None:
    """What is different about a figure, with the largest shift; None where nothing is."""
    worst, where = 0.0, ""
    for number, (old, new) in enumerate(zip_longest(golden, now), 1):
        if old is None or new is None or old.words != new.words:
            return f"{name}: line {number} was {old or 'not there'} and is {new or 'not there'}"
        shift = max(abs(one - other) for one, other in zip(old.numbers, new.numbers, strict=True))
        if shift > worst:
            worst, where = shift, f"in line {number}, which was {old} and is {new}"
    return f"{name}: the largest shift is {worst:.2f} units, {where}" if worst > TOLERANCE + _ROUNDING else None


def differences(golden: Mapping[str, Sequence[Row]], now: Mapping[str, Sequence[Row]]) -> list[str]:
    names = sorted({*golden, *now})
    return [found for name in names if (found := difference(name, golden.get(name, ()), now.get(name, ())))]


def test_every_shipped_figure_is_the_golden_one(
    shipped: Callable[[Path], Drawing], request: pytest.FixtureRequest
) -> None:
    now = {path.stem: rows(shipped(path)) for path in SHIPPED}
    if request.config.getoption("--update-golden"):
        GOLDEN.write_text(text_of(now), encoding="utf-8", newline="\n")
        pytest.fail("golden.txt is written anew: look at the contact sheet, then run again without --update-golden")
    found = differences(figures_of(GOLDEN.read_text(encoding="utf-8")), now)
    assert not found, "\n".join(["look at these figures, then run pytest --update-golden", *found])


def moved(item: Item, matrix: Matrix) -> Item:
    assert isinstance(item, Shape)
    return replace(item, path=mapped(item.path, matrix))


def changed(drawing: Drawing, at: int, matrix: Matrix) -> list[str]:
    """What the test says when one shape of a drawing is mapped by `matrix`."""
    items = [*drawing.items]
    items[at] = moved(items[at], matrix)
    golden = figures_of(text_of({"squat": rows(drawing)}))
    return differences(golden, {"squat": rows(replace(drawing, items=tuple(items)))})


def test_each_shape_that_moves_turns_or_is_dropped_is_named(shipped: Callable[[Path], Drawing]) -> None:
    drawing = shipped(SHIPPED[0].with_name("squat.yaml"))
    arrow = next(n for n, item in enumerate(drawing.items) if isinstance(item, Shape) and item.fill == "accent")
    shape = drawing.items[arrow]
    assert isinstance(shape, Shape)
    bounds = path_bounds(shape.path)
    assert bounds is not None
    assert changed(drawing, arrow, Matrix()) == changed(drawing, arrow, Matrix(e=0.01, f=-0.01)) == []
    assert changed(drawing, arrow, Matrix(f=0.3))[0].startswith("squat: the largest shift is 0.30 units, in line ")
    upside_down = Matrix(d=-1, f=bounds[1] + bounds[3])
    assert "squat: the largest shift is" in changed(drawing, arrow, upside_down)[0]
    fewer = {"squat": rows(replace(drawing, items=(*drawing.items[:arrow], *drawing.items[arrow + 1 :])))}
    assert "squat: line" in differences({"squat": rows(drawing)}, fewer)[0]
    assert differences({"squat": rows(drawing)}, {}) == [f"squat: line 1 was {rows(drawing)[0]} and is not there"]
