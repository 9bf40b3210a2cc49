"""A path → its bounds, the path mapped, its curves flattened, its SVG path data; the only such functions.

Coordinates are in the unit of whatever holds the path. Imports no array library: every build needs this module, also
one whose figures are all in the cache.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from handout_builder.geometry.matrix import Matrix

Segment = tuple[str, *tuple[float, ...]]
"""("M", x, y), ("L", x, y), ("C", x1, y1, x2, y2, x, y) or ("Z",): absolute move, line, cubic curve, close."""

Path = tuple[Segment, ...]
"""Subpaths one after another; each begins with an "M"."""

Point = tuple[float, float]

Bounds = tuple[float, float, float, float]
"""Least x, least y, greatest x, greatest y: left, top, right, bottom where y runs down."""

NUMBERS = {"M": 2, "L": 2, "C": 6, "Z": 0}
"""How many numbers follow the letter of a segment."""


# --- bounds ---


def path_bounds(path: Iterable[Segment]) -> Bounds | None:
    """The smallest rectangle around a path, without the width of a stroke; None for a path without points.

    Handles are not part of a curve. Use this where a rectangle says where something is painted: whether shapes meet,
    whether a drawing leaves its page, what area a link or a figure covers.
    """
    xs: list[float] = []
    ys: list[float] = []
    x = y = start_x = start_y = 0.0
    for kind, *numbers in path:
        if kind == "Z":
            x, y = start_x, start_y
            continue
        if kind == "C":
            xs += _turns(x, *numbers[::2])
            ys += _turns(y, *numbers[1::2])
        x, y = numbers[-2:]
        xs.append(x)
        ys.append(y)
        if kind == "M":
            start_x, start_y = x, y
    return (min(xs), min(ys), max(xs), max(ys)) if xs else None


def hull_bounds(path: Iterable[Segment]) -> Bounds | None:
    """A rectangle around a path and the handles of its curves; None for a path without points.

    It holds `path_bounds` and takes a half to a tenth of its time. Use this where a larger rectangle does no harm (to
    exclude what cannot meet), and for the frame of a figure: its size is part of the layout of every sheet and must
    not change.
    """
    xs: list[float] = []
    ys: list[float] = []
    for _, *numbers in path:
        xs += numbers[::2]
        ys += numbers[1::2]
    return (min(xs), min(ys), max(xs), max(ys)) if xs else None


def united(*bounds: Bounds) -> Bounds:
    """The smallest rectangle around one or more."""
    left, top, right, bottom = zip(*bounds, strict=True)
    return min(left), min(top), max(right), max(bottom)


def overlap(one: Bounds | None, other: Bounds | None) -> Bounds | None:
    """The rectangle that two share, without area where they only touch; None when they are apart."""
    if one is None or other is None:
        return None
    left, top = max(one[0], other[0]), max(one[1], other[1])
    right, bottom = min(one[2], other[2]), min(one[3], other[3])
    return (left, top, right, bottom) if left <= right and top <= bottom else None


def widened(bounds: Bounds, by: float) -> Bounds:
    """The rectangle with `by` added on all four sides, such as half the width of a stroke."""
    return bounds[0] - by, bounds[1] - by, bounds[2] + by, bounds[3] + by


def _turns(a: float, b: float, c: float, d: float) -> list[float]:
    """One coordinate of a cubic curve where it turns back; nowhere when both handles are between the ends."""
    low, high = min(a, d), max(a, d)
    if low <= b <= high and low <= c <= high:
        return []
    return [_cubic(a, b, c, d, t) for t in _roots(d - a + 3 * (b - c), 2 * (a - 2 * b + c), b - a) if 0 < t < 1]


def _roots(a: float, b: float, c: float) -> Iterator[float]:
    """The real roots of a·t² + b·t + c, computed without cancellation; none of a constant."""
    square = b * b - 4 * a * c
    if square < 0:
        return
    q = -(b + math.copysign(math.sqrt(square), b)) / 2
    if a:
        yield q / a
    if q:
        yield c / q


def _cubic(a: float, b: float, c: float, d: float, t: float) -> float:
    """One coordinate of a cubic curve at `t`. Products only: a power function may round differently elsewhere."""
    s = 1 - t
    return s * s * s * a + 3 * s * s * t * b + 3 * s * t * t * c + t * t * t * d


# --- mapping ---


def mapped(path: Iterable[Segment], matrix: Matrix, digits: int | None = None) -> Path:
    """The path with every point and handle moved by `matrix`, rounded to `digits` decimals if given."""
    a, b, c, d, e, f = matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f
    made: list[Segment] = []
    for kind, *numbers in path:
        moved: list[float] = []
        for x, y in zip(numbers[::2], numbers[1::2], strict=True):
            moved.append(a * x + c * y + e)
            moved.append(b * x + d * y + f)
        made.append((kind, *(moved if digits is None else [round(value, digits) for value in moved])))
    return tuple(made)


def mirrored_path(path: Iterable[Segment], width: float) -> Path:
    """The path reflected left to right in an area `width` wide."""
    return mapped(path, Matrix(a=-1.0, e=width))


# --- flattening ---


def flattened(path: Iterable[Segment], steps: int) -> tuple[tuple[Point, ...], ...]:
    """Each subpath as the points of a polyline, every curve as `steps` pieces; a closed one ends where it begins."""
    lines: list[list[Point]] = []
    closed = False
    for kind, *numbers in path:
        if kind == "M" or (closed and kind != "Z"):
            lines.append([(numbers[0], numbers[1])] if kind == "M" else [lines[-1][0]])
            closed = False
        if kind == "L":
            lines[-1].append((numbers[0], numbers[1]))
        elif kind == "C":
            x1, y1, x2, y2, x3, y3 = numbers
            lines[-1] += curve_points(lines[-1][-1], (x1, y1), (x2, y2), (x3, y3), steps)
        elif kind == "Z" and not closed:
            lines[-1].append(lines[-1][0])
            closed = True
    return tuple(tuple(line) for line in lines)


def curve_points(start: Point, handle: Point, other: Point, end: Point, steps: int) -> Iterator[Point]:
    """`steps` points of a cubic curve at equal steps of its parameter, `end` the last; `start` is left out."""
    for step in range(1, steps):
        t = step / steps
        yield _cubic(start[0], handle[0], other[0], end[0], t), _cubic(start[1], handle[1], other[1], end[1], t)
    yield end


# --- SVG ---


def svg_path_data(path: Iterable[Segment], digits: int = 2) -> str:
    """The `d` of an SVG path, every coordinate rounded to `digits` decimals.

    Written in steps from point to point, which is a third shorter than absolute coordinates. The steps are taken
    between rounded points, so that rounding errors never add up.
    """
    unit = 10**digits
    made: list[str] = []
    x = y = start_x = start_y = 0
    for kind, *numbers in path:
        places = [round(value * unit) for value in numbers]
        made.append(kind.lower() if made else kind)
        made += [_separated((place - (y if index % 2 else x)) / unit, digits) for index, place in enumerate(places)]
        if kind == "Z":
            x, y = start_x, start_y
        else:
            x, y = places[-2:]
        if kind == "M":
            start_x, start_y = x, y
    return "".join(made)


def svg_number(value: float, digits: int = 2) -> str:
    """The shortest way to write a number with at most `digits` decimals, such as ".5", "-3" and "0"."""
    text = f"{value:.{digits}f}"
    if digits:
        text = text.rstrip("0").rstrip(".")
    if text == "-0":
        return "0"
    return text.replace("0.", ".", 1) if abs(value) < 1 else text


def _separated(value: float, digits: int) -> str:
    """The number with a space before it, unless its minus sign already separates it from the number before."""
    text = svg_number(value, digits)
    return text if text.startswith("-") else f" {text}"
