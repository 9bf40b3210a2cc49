"""Shapes on paper (u right, v up) collected in painting order → a Drawing with its origin at the top left."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from handout_builder.figures.paint.curve import smooth_path, straight_path
from handout_builder.figures.paint.stroke import stroke_path
from handout_builder.geometry.drawing import Clipped, Drawing, Item, Label, Shape
from handout_builder.geometry.matrix import Matrix
from handout_builder.geometry.path import Bounds, hull_bounds, mapped, overlap, united, widened

_UNDER = 0.04
"""How far the edge of a fill may run from an outline that covers it, in units."""
LABEL_SIZE = 11.0
"""Size of words in units: at least 9 pt at the usual 0.82 pt to the unit."""
_WIDTH_PER_LETTER = 0.52
_CHOICE = re.compile(r"\{([^|{}]*)\|([^|{}]*)\}")
_DIGITS = 2
"""Decimals of a coordinate in a finished drawing."""


@dataclass
class Canvas:
    """What has been painted so far, in units on paper; shapes are shapely geometries."""

    items: list[Item] = field(default_factory=list)
    weight: float = 1.0
    """Factor on the width of every stroke (a close-up that will be enlarged uses a finer pen)."""

    def area(self, shape: Any, fill: str, opacity: float = 1.0, smooth: bool = True, seam: float = 0.0) -> None:
        """A filled area; `seam` units of its own colour around it keep a hairline from showing next to it."""
        if not shape.is_empty:
            # a fill under an outline needs no fine edge
            path = (
                straight_path(shape.simplify(_UNDER))
                if seam
                else smooth_path(shape)
                if smooth
                else straight_path(shape)
            )
            if path:
                stroke = fill if seam else None
                self.items.append(
                    Shape(path, fill=fill, stroke=stroke, stroke_width=seam, even_odd=True, opacity=opacity)
                )

    def line(
        self, shape: Any, stroke: str, width: float, dash: tuple[float, ...] = (), smooth: bool = True,
        cap: Literal["butt", "round"] = "round", fill: str | None = None,
    ) -> None:  # fmt: skip
        """A stroked line or boundary, `width` units wide, dashed by units on and off."""
        if not shape.is_empty:
            path = smooth_path(shape) if smooth else straight_path(shape)
            if path:
                self.items.append(
                    Shape(
                        path,
                        fill=fill,
                        stroke=stroke,
                        stroke_width=width * self.weight,
                        dash=dash,
                        cap=cap,
                        even_odd=True,
                    )
                )

    def stroke(self, line: Any, ink: str, width: float, taper: float, both_ends: bool = True) -> None:
        """A pen stroke `width` units wide, pointed over `taper` units at both ends, or only where the line ends."""
        self.items.append(Shape(stroke_path(line, width * self.weight, taper, both_ends), fill=ink))

    def label(self, u: float, v: float, text: str, anchor: Literal["start", "middle", "end"], bold: bool) -> None:
        """Words with their anchor at (u, v); `v` is the baseline."""
        weight: Literal["bold", "medium"] = "bold" if bold else "medium"
        self.items.append(Label(u, v, text, LABEL_SIZE, anchor, weight))

    def clipped(self, shape: Any, inner: Canvas) -> None:
        """Another canvas, seen through `shape`; its labels are not cut."""
        shapes = tuple(item for item in inner.items if not isinstance(item, Label))
        self.items.append(Clipped(smooth_path(shape), shapes, even_odd=True))
        self.items += [item for item in inner.items if isinstance(item, Label)]

    def moved(self, du: float, dv: float, scale: float = 1.0) -> Canvas:
        """A copy, scaled about the origin and then moved by (du, dv) units."""
        return Canvas([_moved(item, du, dv, scale) for item in self.items])

    def box(self) -> Bounds:
        """Left, bottom, right, top of everything painted, strokes and words included."""
        boxes = [box for item in self.items for box in _boxes(item)]
        return united(*boxes) if boxes else (0.0, 0.0, 0.0, 0.0)

    def drawing(self, margin: float, frame: Bounds | None = None) -> Drawing:
        """The finished picture with `margin` units of air around it, or around `frame`."""
        left, bottom, right, top = frame or self.box()
        width, height = right - left + 2 * margin, top - bottom + 2 * margin
        items = tuple(_turned_over(item, left - margin, top + margin) for item in self.items)
        return Drawing(round(width, 2), round(height, 2), items)


def _boxes(item: Item) -> Iterable[Bounds]:
    if isinstance(item, Label):
        shown = _CHOICE.sub(lambda choice: max(choice[1], choice[2], key=len), item.text)
        width = _WIDTH_PER_LETTER * item.size * len(shown)
        left = item.x - {"start": 0.0, "middle": width / 2, "end": width}[item.anchor]
        yield (left, item.y - 0.25 * item.size, left + width, item.y + 0.78 * item.size)
    elif isinstance(item, Clipped):
        inner = [box for entry in item.items for box in _boxes(entry)]
        seen = overlap(hull_bounds(item.clip), united(*inner)) if inner else None
        if seen:
            yield seen
    elif hull := hull_bounds(item.path):
        yield widened(hull, item.stroke_width / 2 if item.stroke else 0.0)


def _moved(item: Item, du: float, dv: float, scale: float) -> Item:
    matrix = Matrix(a=scale, d=scale, e=du, f=dv)
    if isinstance(item, Label):
        return replace(item, x=item.x * scale + du, y=item.y * scale + dv)
    if isinstance(item, Clipped):
        inner = tuple(_moved(i, du, dv, scale) for i in item.items)
        return replace(item, clip=mapped(item.clip, matrix, _DIGITS), items=inner)
    width, dash = item.stroke_width * scale, tuple(d * scale for d in item.dash)
    return replace(item, path=mapped(item.path, matrix, _DIGITS), stroke_width=width, dash=dash)


def _turned_over(item: Item, left: float, top: float) -> Item:
    matrix = Matrix(d=-1.0, e=-left, f=top)
    if isinstance(item, Label):
        return replace(item, x=round(item.x - left, 2), y=round(top - item.y, 2))
    if isinstance(item, Clipped):
        inner = tuple(_turned_over(i, left, top) for i in item.items)
        return replace(item, clip=mapped(item.clip, matrix, _DIGITS), items=inner)
    return replace(item, path=mapped(item.path, matrix, _DIGITS), stroke_width=round(item.stroke_width, 3))
