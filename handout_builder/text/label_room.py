"""A drawing, the faces of its labels and the room for it → its scale and place, with every label inside the room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from handout_builder.geometry.drawing import Drawing, Label, Weight
from handout_builder.text.fonts import Face

_LEAST_SCALE = 0.6
"""Share of its scale to which a drawing shrinks for labels that reach out of it."""
_ROUNDS = 30
_NEARLY = 0.01
Faces = Mapping[Weight, Face]
Sides = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Fitted:
    """A drawing at `scale` points to its unit, `x` and `y` points inside a box of `width` by `height` points.

    All ink of its labels is in the box.
    """

    drawing: Drawing
    scale: float
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Room:
    """Points: the size of the drawing without its labels, the width that it may take with them, the smallest label."""

    width: float
    height: float
    max_width: float
    smallest: float


def fitted(drawing: Drawing, faces: Faces, room: Room) -> Fitted | None:
    """The drawing as large as its labels let it be; None when there is no room for a label of the smallest size.

    First a label that reaches out becomes smaller, then the box wider, then the drawing smaller.
    """
    scale = full = room.width / drawing.width
    for _ in range(_ROUNDS):
        shown = _sized(drawing, faces, scale, room.smallest)
        left, top, right, bottom = _overhang(shown, faces, scale)
        width, height = shown.width * scale + left + right, shown.height * scale + top + bottom
        if width <= room.max_width + _NEARLY and height <= room.height + _NEARLY:
            return Fitted(shown, scale, left, top, width, height)
        wide, tall = (room.max_width - left - right) / shown.width, (room.height - top - bottom) / shown.height
        scale = min(scale, wide, tall)
        if scale < _LEAST_SCALE * full:
            return None
    return None


def label_ink(label: Label, face: Face) -> Sides:
    """Left, top, right and bottom of a label in the drawing's units, with the advance of its last letter."""
    em = label.size / 1000
    left, bottom, right, top = face.ink(label.text)
    width = face.width(label.text, label.size)
    start = label.x - {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
    return start + left * em, label.y - top * em, start + right * em, label.y - bottom * em


def _sized(drawing: Drawing, faces: Faces, scale: float, smallest: float) -> Drawing:
    """The drawing with no label under the smallest size, and none larger than that which reaches out of it."""
    least = smallest / scale

    def sized(label: Label) -> Label:
        label = replace(label, size=max(label.size, least))
        if label.size == least or not any(_outside(drawing, label_ink(label, faces[label.weight]))):
            return label
        small = replace(label, size=least)
        for part in (0.75, 0.5, 0.25):
            between = replace(label, size=least + (label.size - least) * part)
            if not any(_outside(drawing, label_ink(between, faces[label.weight]))):
                return between
        return small

    return drawing.relabelled(sized)


def _outside(drawing: Drawing, ink: Sides) -> Sides:
    left, top, right, bottom = ink
    return max(0.0, -left), max(0.0, -top), max(0.0, right - drawing.width), max(0.0, bottom - drawing.height)


def _overhang(drawing: Drawing, faces: Faces, scale: float) -> Sides:
    """Points by which labels reach out at the left, the top, the right and the bottom."""
    found = [_outside(drawing, label_ink(label, faces[label.weight])) for label in drawing.labels()]
    sides = [max(side, default=0.0) * scale for side in zip(*found, strict=True)] or [0.0] * 4
    return sides[0], sides[1], sides[2], sides[3]
