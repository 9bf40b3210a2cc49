"""Outlines as points → smooth cubic Béziers: fitted to dense outlines, in few bytes, or through hand-placed points.

The fit is Schneider's ("An Algorithm for Automatically Fitting Digitized Curves", Graphics Gems, 1990): least squares
between corners, split where the error is largest.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from handout_builder.figures.paint.outline import lines, polygons, smoothed
from handout_builder.geometry.arithmetic import cos, sin
from handout_builder.geometry.path import Segment, curve_points
from handout_builder.geometry.space import unit
from handout_builder.geometry.vectors import Array, dot, interpolated, norm, product, row_dots, row_norms, run_lengths

TOLERANCE = 0.09
"""How far a fitted curve may run from the outline, in units (0.03 mm in print)."""
CORNER = 42.0
"""Degrees of turn at one point that stay a corner."""
_CORNER_OF_PLACED = 70.0
"""The same for points placed by hand, which are farther apart."""
_SPACING = 0.6
_STEPS = 6
"""Dense points to one stretch between two placed points."""


def smooth_path(shape: Any, tolerance: float = TOLERANCE) -> tuple[Segment, ...]:
    """The Béziers of every polygon in a geometry, or else of every line, at most `tolerance` units from its points."""
    found: list[Segment] = []
    rings = [ring for polygon in polygons(shape) for ring in (polygon.exterior, *polygon.interiors)]
    for ring in rings:
        if ring.length > 0.6:
            found += _fitted(shapely.get_coordinates(ring.simplify(0.012)), True, tolerance)
    for line in [] if rings else lines(shape):
        found += _fitted(shapely.get_coordinates(line.simplify(0.012)), line.is_ring, tolerance)
    return tuple(found)


def straight_path(shape: Any) -> tuple[Segment, ...]:
    """The path of every polygon in a geometry, or else of every line, with straight edges."""
    found: list[Segment] = []
    parts = [(r, True) for p in polygons(shape) for r in (p.exterior, *p.interiors)]
    for part, closed in parts or [(line, line.is_ring) for line in lines(shape)]:
        points = shapely.get_coordinates(part)[: -1 if closed else None]
        found += [("M" if n == 0 else "L", float(x), float(y)) for n, (x, y) in enumerate(points)]
        found += [("Z",)] if closed else []
    return tuple(found)


def _fitted(points: Array, closed: bool, tolerance: float) -> list[Segment]:
    if closed:
        points = points[:-1]
    if len(points) < 3:
        return [("M", *map(float, points[0])), *(("L", float(x), float(y)) for x, y in points[1:])]
    corners = _corners(points, closed)
    if closed:
        shift = int(corners[0]) if len(corners) else 0
        points = np.roll(points, -shift, axis=0)
        points = np.vstack([points, points[:1]])
        breaks = [*(int(c) - shift for c in corners), len(points) - 1] if len(corners) else [0, len(points) - 1]
    else:
        breaks = [0, *(int(c) for c in corners), len(points) - 1]
    out: list[Segment] = [("M", float(points[breaks[0]][0]), float(points[breaks[0]][1]))]
    whole = closed and not len(corners)
    for first, last in pairwise(breaks):
        if last == first + 1:
            out.append(("L", float(points[last][0]), float(points[last][1])))
        elif last > first:
            out += [
                ("C", *(float(v) for v in c[1:].ravel())) for c in _span(points[first : last + 1], whole, tolerance)
            ]
    return [*out, ("Z",)] if closed else out


def fitted_cubics(points: Array, tolerance: float = TOLERANCE) -> list[Array]:
    """The Béziers (4, 2) of an open line through `points` (n, 2), at most `tolerance` units from them."""
    breaks = [0, *_corners(points, False), len(points) - 1]
    return [curve for first, last in pairwise(breaks) for curve in _span(points[first : last + 1], False, tolerance)]


def _corners(points: Array, closed: bool) -> list[int]:
    sharp = _turns_by(points - np.roll(points, 1, 0), np.roll(points, -1, 0) - points, CORNER)
    if not closed:
        sharp[[0, -1]] = False
    return [int(n) for n in np.nonzero(sharp)[0]]


def _turns_by(before: Array, after: Array, degrees: float) -> NDArray[np.bool_]:
    """Whether the direction changes by more than so many degrees from each vector of `before` (n, 2) to `after`."""
    cross = np.abs(before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0])
    limit = math.radians(degrees)
    return np.asarray(cross * cos(limit) > row_dots(before, after) * sin(limit))  # the sine of their difference


def _span(points: Array, whole: bool, tolerance: float) -> Iterator[Array]:
    """Béziers of one stretch between two corners (or of a whole ring without corners)."""
    along = run_lengths(points)
    length = float(along[-1])
    if length < 1e-6:
        return
    count = max(5, int(length / _SPACING) + 1)
    even = interpolated(np.linspace(0, length, count), along, points)
    even = smoothed(smoothed(even, whole), whole)
    if whole:
        tangent = unit(even[1] - even[-2])
        start, end = tangent, -tangent
    else:
        start, end = _end_tangent(even), _end_tangent(even[::-1])
    yield from _fit(even, start, end, tolerance)


def _end_tangent(points: Array) -> Array:
    """The direction at the first of the points, from a parabola through the first three."""
    if len(points) < 3:
        return unit(points[1] - points[0])
    return unit(-1.5 * points[0] + 2 * points[1] - 0.5 * points[2])


def _fit(points: Array, start: Array, end: Array, tolerance: float) -> Iterator[Array]:
    waiting = [(points, start, end)]
    while waiting:
        part, t1, t2 = waiting.pop()
        if len(part) <= 2:
            third = norm(part[-1] - part[0]) / 3
            yield np.array([part[0], part[0] + t1 * third, part[-1] + t2 * third, part[-1]])
            continue
        curve, error, worst = _best(part, t1, t2, tolerance)
        if error <= tolerance or len(part) <= 3:
            yield curve
            continue
        middle = unit(part[worst - 1] - part[worst + 1])
        waiting.append((part[worst:], -middle, t2))
        waiting.append((part[: worst + 1], t1, middle))


def _best(points: Array, t1: Array, t2: Array, tolerance: float) -> tuple[Array, float, int]:
    """The least-squares cubic with the given end directions, its largest error and where that is."""
    u = run_lengths(points)
    span = float(u[-1])
    u /= span
    rows = np.ascontiguousarray(points.T)
    chord = norm(points[-1] - points[0])
    curve, error, worst = points[[0, 0, -1, -1]], np.inf, len(points) // 2
    for attempt in range(3):
        weights = bernstein(u)
        curve = _least_squares(rows, weights, t1, t2, chord, span)
        gap = product(curve.T, weights) - rows
        square = row_dots(gap.T, gap.T)
        worst = min(max(int(square.argmax()), 1), len(points) - 2)
        error = math.sqrt(square[worst])
        if error <= tolerance or error > 6 * tolerance or attempt == 2:
            break
        first = product(3 * (curve[1:] - curve[:-1]).T, _quadratic(u))
        slope = row_dots(first.T, first.T)
        u = (u - row_dots(gap.T, first.T) / np.maximum(slope, 1e-9)).clip(0, 1)
    return curve, error, worst


def _least_squares(rows: Array, weights: Array, t1: Array, t2: Array, chord: float, span: float) -> Array:
    """The cubic (4, 2) through both ends of the points in `rows` (2, n), its handles along `t1` and `t2` (2,)."""
    start, end = rows[:, 0], rows[:, -1]
    w0, w1, w2, w3 = weights
    rest = rows - start[:, None] * (w0 + w1) - end[:, None] * (w2 + w3)
    terms = np.array([w1 * w1, w2 * w2, w1 * w2, w1 * product(t1, rest), w2 * product(t2, rest)])
    c11, c22, c12, x1, x2 = np.cumsum(terms, axis=1)[:, -1].tolist()
    c12 *= dot(t1, t2)
    det = c11 * c22 - c12 * c12
    k1, k2 = ((x1 * c22 - x2 * c12) / det, (c11 * x2 - c12 * x1) / det) if abs(det) > 1e-12 else (0.0, 0.0)
    if not (1e-3 * chord < k1 < span and 1e-3 * chord < k2 < span):
        k1 = k2 = span / 3
    return np.array([start, start + t1 * k1, end + t2 * k2, end])


def bernstein(u: Array) -> Array:
    """The weights (4, n) of a cubic's four points at parameters `u` (n,), for fits and for many curves at once."""
    v = 1 - u
    uu, vv = u * u, v * v
    return np.array([v * vv, 3 * u * vv, 3 * uu * v, uu * u])


def _quadratic(u: Array) -> Array:
    v = 1 - u
    return np.array([v * v, 2 * u * v, u * u])


def through(points: ArrayLike, closed: bool = True) -> Array:
    """A smooth dense curve (m, 2), of Catmull and Rom, through hand-placed points (n, 2); sharp turns stay corners."""
    p = np.asarray(points, float)
    before, after = np.roll(p, 1, 0), np.roll(p, -1, 0)
    if not closed:
        before[0], after[-1] = p[0], p[-1]
    u, v = p - before, after - p
    lu, lv = row_norms(u), row_norms(v)
    tangent = (after - before) / np.maximum(lu + lv, 1e-9)[:, None]
    tangent[_turns_by(u, v, _CORNER_OF_PLACED)] = 0
    third = lv[:, None] / 3
    leave, arrive = p + tangent * third, np.roll(p, -1, 0) - np.roll(tangent, -1, 0) * third
    corners, leaves, arrives = p.tolist(), leave.tolist(), arrive.tolist()
    found = corners[:1]
    for n in range(len(p) - (not closed)):
        found += curve_points(corners[n], leaves[n], arrives[n], corners[(n + 1) % len(p)], _STEPS)
    return np.array(found)
