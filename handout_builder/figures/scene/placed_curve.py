"""Hand-placed points → cubic Béziers through every one of them, and the same curves as dense points for geometry."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from handout_builder.geometry.path import curve_points
from handout_builder.geometry.space import unit
from handout_builder.geometry.vectors import Array, interpolated, norm, run_lengths
from handout_builder.model.figures.plate import PlacedPoint

_STEPS = 12
"""Dense points between two placed points."""
_PULL = 0.36
"""The length of a handle as a share of the chord; in a straight line it is a third."""
Cubic = tuple[Array, Array, Array, Array]


def cubics(points: Sequence[PlacedPoint], closed: bool) -> list[Cubic]:
    """One Bézier, four points (2,), between each two neighbours; smooth at every point but corners and open ends."""
    place = np.array([(point.x, point.y) for point in points])
    count = len(place)
    last = count if closed else count - 1
    out = []
    for n in range(last):
        a, b = place[n], place[(n + 1) % count]
        chord = norm(b - a)
        leave, arrive = _direction(points, place, n, closed), _direction(points, place, (n + 1) % count, closed)
        start = a + _PULL * chord * leave if leave is not None else None
        end = b - _PULL * chord * arrive if arrive is not None else None
        if start is None:
            start = a + (b - a) / 3 if end is None else a + (end - a) / 2
        if end is None:
            end = b + (start - b) / 2 if leave is not None else b - (b - a) / 3
        out.append((a, start, end, b))
    return out


def _direction(points: Sequence[PlacedPoint], place: Array, n: int, closed: bool) -> Array | None:
    """Where the curve heads at a point: along its neighbours, the nearer one counting more; None where it breaks."""
    count = len(place)
    if points[n].corner or (not closed and n in (0, count - 1)):
        return None
    before, after = place[n] - place[n - 1], place[(n + 1) % count] - place[n]
    one, two = norm(before), norm(after)
    return unit(unit(before) * two + unit(after) * one)


def dense(points: Sequence[PlacedPoint], closed: bool) -> Array:
    """The curve as many points (n, 2); a closed one does not repeat its first."""
    found = [(points[0].x, points[0].y)]
    for a, start, end, b in cubics(points, closed):
        found += curve_points(a.tolist(), start.tolist(), end.tolist(), b.tolist(), _STEPS)
    return np.array(found[:-1] if closed else found)


def spread(points: Sequence[PlacedPoint], count: int) -> Array:
    """`count` points (count, 2) at equal distances along the open curve."""
    run = dense(points, False)
    along = run_lengths(run)
    return interpolated(np.linspace(0, along[-1], count), along, run)
