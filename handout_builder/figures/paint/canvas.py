"""Shapes on paper (u right, v up) collected in painting order → a Drawing with its origin at the top left."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from handout_builder.figures.paint.curve import smooth_path, straight_path
from handout_builder.figures.paint.stroke import stroke_path
from handout_builder.geometry.drawing import Clipped, Drawing, Item, Label, Segment, Shape

_UNDER = 0.04
"""How far the edge of a fill may run from an outline that covers it, in units."""
LABEL_SIZE = 11.0
"""Size of words in units: at least 9 pt at the usual 0.82 pt to the unit."""
_WIDTH_PER_LETTER = 0.52
_CHOICE = re.compile(r"\{([^|{}]*)\|([^|{}]*)\}")
Box = tuple[float, float, float, float]


@dataclass
class Canvas:
    """What has been painted so far."""

    items: list[Item] = field(default_factory=list)
    weight: float = 1.0
    """Factor on the width of every stroke (a close-up that will be enlarged uses a finer pen)."""

    def area(self, shape: Any, fill: str, opacity: float = 1.0, smooth: bool = True, seam: float = 0.0) -> None:
        """A filled area; `seam` spreads it under its neighbours so that no hairline shows between them."""
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
        """A stroked line or boundary."""
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
        """A pen stroke that is pointed over `taper` at both ends, or only where the line ends."""
        self.items.append(Shape(stroke_path(line, width * self.weight, taper, both_ends), fill=ink))

    def label(self, u: float, v: float, text: str, anchor: Literal["start", "middle", "end"], bold: bool) -> None:
        """Words with their baseline at `v`."""
        weight: Literal["bold", "medium"] = "bold" if bold else "medium"
        self.items.append(Label(u, v, text, LABEL_SIZE, anchor, weight))

    def clipped(self, shape: Any, inner: Canvas) -> None:
        """Another canvas, seen through `shape`; its labels are not cut."""
        shapes = tuple(item for item in inner.items if not isinstance(item, Label))
        self.items.append(Clipped(smooth_path(shape), shapes, even_odd=True))
        self.items += [item for item in inner.items if isinstance(item, Label)]

    def moved(self, du: float, dv: float, scale: float = 1.0) -> Canvas:
        """A copy, scaled about the origin and then moved."""
        return Canvas([_moved(item, du, dv, scale) for item in self.items])

    def box(self) -> Box:
        """Left, bottom, right, top of everything painted, strokes and words included."""
        boxes = [box for item in self.items for box in _boxes(item)]
        if not boxes:
            return (0.0, 0.0, 0.0, 0.0)
        return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))

    def drawing(self, margin: float, frame: Box | None = None) -> Drawing:
        """The finished picture with `margin` units of air around it, or around `frame`."""
        left, bottom, right, top = frame or self.box()
        width, height = right - left + 2 * margin, top - bottom + 2 * margin
        items = tuple(_turned_over(item, left - margin, top + margin) for item in self.items)
        return Drawing(round(width, 2), round(height, 2), items)


def _boxes(item: Item) -> Iterable[Box]:
    if isinstance(item, Label):
        shown = _CHOICE.sub(lambda choice: max(choice[1], choice[2], key=len), item.text)
        width = _WIDTH_PER_LETTER * item.size * len(shown)
        left = item.x - {"start": 0.0, "middle": width / 2, "end": width}[item.anchor]
        yield (left, item.y - 0.25 * item.size, left + width, item.y + 0.78 * item.size)
    elif isinstance(item, Clipped):
        inner = [box for entry in item.items for box in _boxes(entry)]
        if inner:
            window = _path_box(item.clip, 0.0)
            low = [max(window[i], min(b[i] for b in inner)) for i in (0, 1)]
            high = [min(window[i], max(b[i] for b in inner)) for i in (2, 3)]
            yield (low[0], low[1], high[0], high[1])
    elif item.path:
        yield _path_box(item.path, item.stroke_width / 2 if item.stroke else 0.0)


def _path_box(path: Iterable[Segment], spread: float) -> Box:
    us: list[float] = []
    vs: list[float] = []
    for _, *numbers in path:
        us += numbers[0::2]
        vs += numbers[1::2]
    return (min(us) - spread, min(vs) - spread, max(us) + spread, max(vs) + spread)


def _mapped(path: Iterable[Segment], sx: float, du: float, sy: float, dv: float) -> tuple[Segment, ...]:
    out: list[Segment] = []
    for kind, *n in path:
        out.append((kind, *(round(sx * v + du, 2) if i % 2 == 0 else round(sy * v + dv, 2) for i, v in enumerate(n))))
    return tuple(out)


def _moved(item: Item, du: float, dv: float, scale: float) -> Item:
    if isinstance(item, Label):
        return replace(item, x=item.x * scale + du, y=item.y * scale + dv)
    if isinstance(item, Clipped):
        inner = tuple(_moved(i, du, dv, scale) for i in item.items)
        return replace(item, clip=_mapped(item.clip, scale, du, scale, dv), items=inner)
    width, dash = item.stroke_width * scale, tuple(d * scale for d in item.dash)
    return replace(item, path=_mapped(item.path, scale, du, scale, dv), stroke_width=width, dash=dash)


def _turned_over(item: Item, left: float, top: float) -> Item:
    if isinstance(item, Label):
        return replace(item, x=round(item.x - left, 2), y=round(top - item.y, 2))
    if isinstance(item, Clipped):
        inner = tuple(_turned_over(i, left, top) for i in item.items)
        return replace(item, clip=_mapped(item.clip, 1, -left, -1, top), items=inner)
    return replace(item, path=_mapped(item.path, 1, -left, -1, top), stroke_width=round(item.stroke_width, 3))
