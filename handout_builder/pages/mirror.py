"""Groups placed from the start edge of their page → the same placed from its left edge, as painters need them.

Where lines run from right to left, each box is at the mirrored place, and its rules and panels are mirrored. Texts and
pictures are moved and never flipped: a right knee stays a right knee.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from handout_builder.boxes import (
    BoxItem,
    ClippedShapes,
    Direction,
    FieldArea,
    Group,
    PlacedDrawing,
    PlacedImage,
    Run,
)
from handout_builder.geometry.drawing import Shape
from handout_builder.geometry.path import mirrored_path


def from_left(groups: Iterable[Group], width: float, direction: Direction) -> tuple[Group, ...]:
    """The groups of a page `width` points wide. From left to right, they are as they were."""
    if direction == "ltr":
        return tuple(groups)
    return tuple(_mirrored_group(group, width) for group in groups)


def _mirrored_group(group: Group, edge: float) -> Group:
    """A group whose parent has its start edge `edge` points right of the left edge of the page.

    Offsets are moved into the items, so that a link that leads to the group shows the page from its left edge.
    """
    edge -= group.x
    if group.picture is not None:
        start, width = group.picture
        return replace(group, x=edge - width - 2 * start)
    return replace(group, x=0.0, items=tuple(_mirrored(item, edge) for item in group.items))


def _mirrored(item: BoxItem, edge: float) -> BoxItem:
    match item:
        case Group():
            return _mirrored_group(item, edge)
        case Run() | PlacedImage() | FieldArea():
            return replace(item, x=edge - item.x - item.width)
        case PlacedDrawing():
            return replace(item, x=edge - item.x - item.drawing.width * item.scale)
        case ClippedShapes():
            shapes = tuple(_mirrored_shape(shape, edge) for shape in item.shapes)
            return ClippedShapes(mirrored_path(item.clip, edge), shapes)
        case Shape():
            return _mirrored_shape(item, edge)


def _mirrored_shape(shape: Shape, edge: float) -> Shape:
    return replace(shape, path=mirrored_path(shape.path, edge))
