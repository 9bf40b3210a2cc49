"""Lengths in points → the plain shapes of a page: rules, rectangles, rounded panels, circles."""

from __future__ import annotations

from handout_builder.geometry.drawing import Segment, Shape

_ARC = 0.5522847498
"""Control distance that makes a cubic curve a quarter circle to 0.03 %."""


def rectangle_path(
    x: float, y: float, w: float, h: float, radii: float | tuple[float, float, float, float] = 0.0
) -> tuple[Segment, ...]:
    """A rectangle; `radii` are those of its corners, clockwise from the top left."""
    r = (radii, radii, radii, radii) if isinstance(radii, int | float) else radii
    most = min(w, h) / 2
    tl, tr, br, bl = (min(value, most) for value in r)
    if not any((tl, tr, br, bl)):
        return (("M", x, y), ("L", x + w, y), ("L", x + w, y + h), ("L", x, y + h), ("Z",))
    k = 1 - _ARC
    path: list[Segment] = [("M", x + tl, y), ("L", x + w - tr, y)]
    if tr:
        path.append(("C", x + w - tr * k, y, x + w, y + tr * k, x + w, y + tr))
    path.append(("L", x + w, y + h - br))
    if br:
        path.append(("C", x + w, y + h - br * k, x + w - br * k, y + h, x + w - br, y + h))
    path.append(("L", x + bl, y + h))
    if bl:
        path.append(("C", x + bl * k, y + h, x, y + h - bl * k, x, y + h - bl))
    path.append(("L", x, y + tl))
    if tl:
        path.append(("C", x, y + tl * k, x + tl * k, y, x + tl, y))
    path.append(("Z",))
    return tuple(path)


def circle_path(cx: float, cy: float, r: float) -> tuple[Segment, ...]:
    """A circle as four curves."""
    return rectangle_path(cx - r, cy - r, 2 * r, 2 * r, r)


def filled(path: tuple[Segment, ...], colour: str) -> Shape:
    """A path filled with one colour."""
    return Shape(path, fill=colour)


def stroked(path: tuple[Segment, ...], colour: str, width: float, fill: str | None = None) -> Shape:
    """A path drawn with a pen `width` wide, with sharp corners."""
    return Shape(path, fill=fill, stroke=colour, stroke_width=width, cap="butt", join="miter")


def horizontal(x: float, y: float, length: float, width: float, colour: str) -> Shape:
    """A rule whose top edge is at y."""
    return stroked((("M", x, y + width / 2), ("L", x + length, y + width / 2)), colour, width)


def vertical(x: float, y: float, length: float, width: float, colour: str) -> Shape:
    """A rule whose left edge is at x."""
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
