"""Painted items in → the rectangles they cover: where a link can be clicked, where a figure is."""

from __future__ import annotations

from handout_builder.boxes import Group, PlacedDrawing, PlacedImage, Run, walk
from handout_builder.geometry.drawing import Shape
from handout_builder.geometry.path import Bounds, Path, path_bounds, united, widened


class Extent:
    """Rectangles of a link or a figure with the y axis down: one for each line of text, one for all ink."""

    def __init__(self) -> None:
        self.lines: dict[float, Bounds] = {}
        self.ink: Bounds | None = None

    def all(self) -> list[Bounds]:
        """Each line from the first to the last, then all ink."""
        return [*self.lines.values(), *([self.ink] if self.ink else [])]

    def add_line(self, baseline: float, area: Bounds) -> None:
        """Text on a baseline."""
        key = round(baseline, 1)
        self.lines[key] = united(self.lines[key], area) if key in self.lines else area

    def add_ink(self, area: Bounds) -> None:
        """Anything else that is painted."""
        self.ink = united(self.ink, area) if self.ink else area


def path_extent(path: Path, line: float, x: float, y: float) -> Bounds | None:
    """The rectangle around a path moved by x, y and stroked with a pen `line` wide; None for a path without points."""
    area = path_bounds(path)
    if area is None:
        return None
    left, top, right, bottom = widened(area, line / 2)
    return (x + left, y + top, x + right, y + bottom)


def first_height(group: Group, y: float) -> float:
    """How far down the page the first painted item of `group` is, whose parent is at y."""
    for item, _, down in walk(group, 0.0, y):
        area = path_extent(item.path, 0.0, 0.0, down) if isinstance(item, Shape) else None
        if area:
            return area[1]
        if isinstance(item, (Run, PlacedDrawing, PlacedImage)):
            return down + item.y
    return y + group.y
