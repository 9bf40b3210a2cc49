"""Lengths → the paths of rectangles, ellipses and circles."""

from __future__ import annotations

import math

from handout_builder.geometry.path import Path, Segment

_HANDLE = 4 / 3 * (math.sqrt(2) - 1)
"""Length of the handles that make a cubic curve a quarter of a circle of radius 1, to 0.03 %."""


def rectangle_path(
    x: float,
    y: float,
    width: float,
    height: float,
    radii: float | tuple[float, float, float, float] = 0.0,
    stretch: float = 1.0,
) -> Path:
    """A rectangle whose top left corner is (x, y), clockwise where y runs down; begins after that corner's curve.

    `radii` are those of its corners, clockwise from the top left, made smaller where they would pass the middle of a
    side. An elliptic corner is `stretch` times as far down as across.
    """
    most = min(width / 2, height / 2 / stretch)
    four = (radii, radii, radii, radii) if isinstance(radii, int | float) else radii
    tl, tr, br, bl = (min(radius, most) for radius in four)
    right, bottom = x + width, y + height
    if not any((tl, tr, br, bl)):
        return (("M", x, y), ("L", right, y), ("L", right, bottom), ("L", x, bottom), ("Z",))
    across = 1 - _HANDLE
    down = across * stretch
    path: list[Segment] = [("M", x + tl, y), ("L", right - tr, y)]
    if tr:
        path.append(("C", right - tr * across, y, right, y + tr * down, right, y + tr * stretch))
    path.append(("L", right, bottom - br * stretch))
    if br:
        path.append(("C", right, bottom - br * down, right - br * across, bottom, right - br, bottom))
    path.append(("L", x + bl, bottom))
    if bl:
        path.append(("C", x + bl * across, bottom, x, bottom - bl * down, x, bottom - bl * stretch))
    path.append(("L", x, y + tl * stretch))
    if tl:
        path.append(("C", x, y + tl * down, x + tl * across, y, x + tl, y))
    path.append(("Z",))
    return tuple(path)


def ellipse_path(cx: float, cy: float, rx: float, ry: float) -> Path:
    """A whole ellipse around (cx, cy); begins at its right and is clockwise where y runs down, as SVG defines it."""
    kx, ky = rx * _HANDLE, ry * _HANDLE
    return (
        ("M", cx + rx, cy),
        ("C", cx + rx, cy + ky, cx + kx, cy + ry, cx, cy + ry),
        ("C", cx - kx, cy + ry, cx - rx, cy + ky, cx - rx, cy),
        ("C", cx - rx, cy - ky, cx - kx, cy - ry, cx, cy - ry),
        ("C", cx + kx, cy - ry, cx + rx, cy - ky, cx + rx, cy),
        ("Z",),
    )


def circle_path(cx: float, cy: float, radius: float) -> Path:
    """A circle as four curves, begun at its right."""
    return ellipse_path(cx, cy, radius, radius)
