"""A line on paper → the outline of a pen stroke as Béziers: even in width, pointed where the pen lifts off.

The line is fitted once; both edges are its curves moved aside, which costs half of fitting the edges themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely

from handout_builder.figures.paint.curve import bernstein, fitted_cubics
from handout_builder.figures.paint.outline import smoothed
from handout_builder.geometry.arithmetic import hypot, power
from handout_builder.geometry.path import Segment
from handout_builder.geometry.vectors import Array, interpolated, product, row_norms

_SPACING = 0.5
_POINTED = 0.15
"""The width at a point, as a share of the whole."""
_SHARES = np.linspace(0, 1, 9)
_SAMPLES = bernstein(_SHARES).T
Pair = tuple[float, float]


def stroke_path(line: Any, width: float, taper: float, both_ends: bool = True) -> tuple[Segment, ...]:
    """A closed path around `line`, `width` units wide.

    It is pointed over `taper` units at both ends, or only where the line ends.
    """
    count = max(8, int(line.length / _SPACING))
    points = smoothed(shapely.get_coordinates(line.interpolate(np.linspace(0, 1, count), normalized=True)))
    curves = fitted_cubics(points)
    runs = _runs(curves)
    length = float(np.cumsum(runs[:, -1])[-1])
    taper = min(taper, length / (2 if both_ends else 1))
    curves = _with_knots(curves, runs, (*((taper,) if both_ends else ()), length - taper))
    knots = [0.0, *np.cumsum(_runs(curves)[:, -1]).tolist()]
    half = [_half(at, length, width, taper, both_ends) for at in knots]
    left, right = _edge(curves, half, 1.0), _edge(curves, half, -1.0)
    out: list[Segment] = [("M", *left[0][0])]
    out += [("C", *a, *b, *c) for _, a, b, c in left]
    out.append(("L", *right[-1][3]))
    out += [("C", *b, *a, *start) for start, a, b, _ in reversed(right)]
    return (*out, ("Z",))


def _half(at: float, length: float, width: float, taper: float, both_ends: bool) -> float:
    rest = min(at, length - at) if both_ends else length - at
    share = min(max(1.05 * rest / max(taper, 1e-9), _POINTED), 1.0)
    return width / 2 * power(share, 0.7)


def _runs(curves: Sequence[Array]) -> Array:
    """How far along each of m curves its sampled points are, in units (m, 9)."""
    across = product(_SAMPLES, np.concatenate(curves, axis=1))  # (9, 2 m)
    steps = row_norms((across[1:] - across[:-1]).reshape(-1, 2)).reshape(-1, len(curves))
    return np.cumsum(np.vstack([np.zeros(len(curves)), steps]), axis=0).T


def _with_knots(curves: Sequence[Array], runs: Array, cuts: Sequence[float]) -> list[Array]:
    """The curves, cut in two at these distances from the start (unless an end is near)."""
    out, at = [], 0.0
    for curve, run in zip(curves, runs, strict=True):
        length = float(run[-1])
        least = min(0.3, 0.2 * length)
        inside = [
            float(interpolated(cut - at, run, _SHARES)) for cut in sorted({*cuts}) if least < cut - at < length - least
        ]
        done = 0.0
        for share in inside:
            first, curve = _split(curve, (share - done) / (1 - done))
            out.append(first)
            done = share
        out.append(curve)
        at += length
    return out


def _split(curve: Array, t: float) -> tuple[Array, Array]:
    a = curve[:-1] + t * np.diff(curve, axis=0)
    b = a[:-1] + t * np.diff(a, axis=0)
    c = b[0] + t * (b[1] - b[0])
    return np.array([curve[0], a[0], b[0], c]), np.array([c, b[1], a[2], curve[3]])


def _edge(curves: Sequence[Array], half: Sequence[float], side: float) -> list[tuple[Pair, Pair, Pair, Pair]]:
    """The curves moved aside by the half width at their knots; handles shrink and grow with their chord."""
    starts = [_direction(curve[0], curve[1], curve[3]) for curve in curves]
    ends = [_direction(curve[2], curve[3], curve[0], back=True) for curve in curves]
    normals = [_normal(starts[0], starts[0])]
    normals += [_normal(end, start) for end, start in zip(ends, starts[1:], strict=False)]
    normals.append(_normal(ends[-1], ends[-1]))
    out = []
    for n, curve in enumerate(curves):
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = curve.tolist()
        (mx, my), (nx, ny) = normals[n], normals[n + 1]
        h, k = side * half[n], side * half[n + 1]
        sx, sy, ex, ey = ax + mx * h, ay + my * h, dx + nx * k, dy + ny * k
        share = hypot(ex - sx, ey - sy) / max(hypot(dx - ax, dy - ay), 1e-9)
        share = min(share, 3.0)
        one, two = (0.47, 0.2) if abs(k) > abs(h) else (0.2, 0.47)  # a point is rounded, like the tip of a brush
        one, two = one * (k - h), two * (h - k)
        first = (sx + (bx - ax) * share + mx * one, sy + (by - ay) * share + my * one)
        second = (ex + (cx - dx) * share + nx * two, ey + (cy - dy) * share + ny * two)
        out.append(((sx, sy), first, second, (ex, ey)))
    return out


def _direction(a: Array, b: Array, other: Array, back: bool = False) -> Pair:
    x, y = (b - a).tolist()
    if hypot(x, y) < 1e-6:
        x, y = ((b - other) if back else (other - a)).tolist()
    size = max(hypot(x, y), 1e-9)
    return x / size, y / size


def _normal(before: Pair, after: Pair) -> Pair:
    x, y = before[0] + after[0], before[1] + after[1]
    size = hypot(x, y)
    if size < 1e-6:
        x, y, size = after[0], after[1], 1.0
    return -y / size, x / size
