"""Lengths in points → the plain shapes of a page: rules, rectangles, rounded panels, circles."""

from __future__ import annotations

from handout_builder.geometry.basic_paths import rectangle_path
from handout_builder.geometry.drawing import Shape
from handout_builder.geometry.path import Path


def filled(path: Path, colour: str) -> Shape:
    """A path filled with one colour."""
    return Shape(path, fill=colour)


def stroked(path: Path, colour: str, width: float, fill: str | None = None) -> Shape:
    """A path drawn with a pen `width` wide, with sharp corners."""
    return Shape(path, fill=fill, stroke=colour, stroke_width=width, cap="butt", join="miter")


def horizontal(x: float, y: float, length: float, width: float, colour: str) -> Shape:
    """A rule whose top edge is at y."""
    return stroked((("M", x, y + width / 2), ("L", x + length, y + width / 2)), colour, width)


def vertical(x: float, y: float, length: float, width: float, colour: str) -> Shape:
    """A rule whose start edge is at x."""
    return stroked((("M", x + width / 2, y), ("L", x + width / 2, y + length)), colour, width)


def panel(x: float, y: float, w: float, h: float, radius: float, colour: str) -> Shape:
    """A filled rounded rectangle."""
    return filled(rectangle_path(x, y, w, h, radius), colour)


def frame(
    x: float, y: float, w: float, h: float, radius: float, colour: str, width: float, fill: str | None = None
) -> Shape:
    """A rounded rectangle drawn inside x, y, w, h: the pen never leaves it."""
    inset = width / 2
    path = rectangle_path(x + inset, y + inset, w - width, h - width, max(0.0, radius - inset))
    return stroked(path, colour, width, fill)
