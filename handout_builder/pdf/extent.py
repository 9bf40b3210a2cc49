"""Painted items in → the rectangles they cover: where a link can be clicked, where a figure stands."""

from __future__ import annotations

from collections.abc import Sequence

from handout_builder.boxes import Group, PlacedDrawing, PlacedImage, Run, walk
from handout_builder.geometry.drawing import Segment, Shape

Rectangle = tuple[float, float, float, float]
"""Left, lower, right and upper edge in points; while a page is painted, y runs down and top comes before bottom."""


class Extent:
    """Rectangles of a link or a figure with the y axis down: one for each line of text, one for all ink."""

    def __init__(self) -> None:
        self.lines: dict[float, Rectangle] = {}
        self.ink: Rectangle | None = None

    def all(self) -> list[Rectangle]:
        """Each line from the first to the last, then all ink."""
        return [*self.lines.values(), *([self.ink] if self.ink else [])]

    def add_line(self, baseline: float, area: Rectangle) -> None:
        """Text on a baseline."""
        key = round(baseline, 1)
        self.lines[key] = _union(self.lines[key], area) if key in self.lines else area

    def add_ink(self, area: Rectangle) -> None:
        """Anything else that is painted."""
        self.ink = _union(self.ink, area) if self.ink else area


def path_extent(path: Sequence[Segment], line: float, x: float, y: float) -> Rectangle | None:
    """The box around the points and control points of a path moved by x, y, and half its `line` all round."""
    values = [value for _, *numbers in path for value in numbers]
    if not values:
        return None
    half, across, down = line / 2, values[::2], values[1::2]
    return (x + min(across) - half, y + min(down) - half, x + max(across) + half, y + max(down) + half)


def first_height(group: Group, y: float) -> float:
    """How far down the page the first painted item of `group` stands, whose parent stands at y."""
    for item, _, down in walk(group, 0.0, y):
        area = path_extent(item.path, 0.0, 0.0, down) if isinstance(item, Shape) else None
        if area:
            return area[1]
        if isinstance(item, (Run, PlacedDrawing, PlacedImage)):
            return down + item.y
    return y + group.y


def _union(one: Rectangle, other: Rectangle) -> Rectangle:
    return (min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3]))
