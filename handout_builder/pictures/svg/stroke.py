"""Items of a drawing → the rectangle that they paint; a stroke of SVG → the same stroke for a PDF."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Sequence

from handout_builder.geometry.arithmetic import hypot
from handout_builder.geometry.drawing import Clipped, Item, Label, Shape
from handout_builder.geometry.path import Bounds, Path, Point, Segment, overlap, path_bounds, united, widened
from handout_builder.pictures.svg.tree import SvgError

MITER_LIMIT = 4.0
"""The limit that a Shape's miter joins are painted with: SVG's own default (SVG 2, 13.5.6); PDF's would be 10."""

_MAX_DASHES = 20_000


def item_bounds(item: Item) -> Bounds | None:
    """A rectangle that holds all that an item paints, its stroke included, mitred corners at their longest."""
    if isinstance(item, Label):
        raise TypeError("an SVG yields no labels")
    if isinstance(item, Clipped):
        return overlap(path_bounds(item.clip), all_bounds(item.items))
    bounds = path_bounds(item.path)
    if bounds is None or item.stroke is None:
        return bounds
    reach = {"miter": MITER_LIMIT, "round": 1.0, "bevel": 1.0}[item.join]
    pad = item.stroke_width / 2 * max(reach, math.sqrt(2) if item.cap == "square" else 1.0)
    return widened(bounds, pad)


def all_bounds(items: Iterable[Item]) -> Bounds | None:
    """The rectangle around all that several items paint; None when there is nothing."""
    found = [bounds for bounds in map(item_bounds, items) if bounds]
    return united(*found) if found else None


def exact_stroke(shape: Shape, miter_limit: float) -> Shape:
    """The shape that a PDF strokes as SVG strokes `shape` with `miter_limit`. Raises SvgError when there is none."""
    refuse_lost_stroke(shape.path, shape.cap, shape.dash)
    if shape.join != "miter" or miter_limit == MITER_LIMIT:
        return shape
    spikes = [spike for part in _subpaths(shape.path) for spike in _spikes(part)]
    low, high = sorted((miter_limit, MITER_LIMIT))
    if not any(low < spike <= high for spike in spikes):
        return shape
    if all(spike > miter_limit or spike <= 1.001 for spike in spikes):
        return Shape(
            **{name: getattr(shape, name) for name in Shape.__slots__ if name != "join"},
            join="bevel",
        )
    raise SvgError(
        f"stroke-miterlimit: {miter_limit:g} with corners that it changes", "leave it at 4, or use round corners"
    )


def refuse_lost_stroke(path: Path, cap: str, dash: Sequence[float]) -> None:
    """Raises SvgError for a line that a PDF leaves out or that takes too long; path and `dash` in the same units."""
    if cap == "square" and any(_is_dot(part) for part in _subpaths(path)):
        raise SvgError("a line of no length with square ends, which a PDF leaves out", "draw a small square")
    if not dash:
        return
    length = 0.0
    for part in _subpaths(path):
        points = [(values[i], values[i + 1]) for _, *values in part for i in range(0, len(values), 2)]
        length += sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in itertools.pairwise(points))
    if length / sum(dash) > _MAX_DASHES:
        raise SvgError(f"its dashes are so short that there are more than {_MAX_DASHES:,}", "draw longer dashes")


def _subpaths(path: Path) -> Iterator[Path]:
    part: list[Segment] = []
    for segment in path:
        if segment[0] == "M" and part:
            yield tuple(part)
            part = []
        part.append(segment)
    if part:
        yield tuple(part)


def _is_dot(part: Path) -> bool:
    bounds = path_bounds(part)
    return len(part) > 1 and bounds is not None and bounds[0] == bounds[2] and bounds[1] == bounds[3]


def _spikes(part: Path) -> list[float]:
    """How far each corner's miter would reach, in stroke widths (SVG 2, 13.5.6: 1 / sin(θ/2))."""
    directions: list[tuple[Point, Point]] = []
    _, *first = part[0]
    here = start = (first[0], first[1])
    for kind, *values in part[1:]:
        points = [here, *((values[i], values[i + 1]) for i in range(0, len(values), 2))]
        if kind == "Z":
            points.append(start)
        steps = [(b[0] - a[0], b[1] - a[1]) for a, b in itertools.pairwise(points)]
        steps = [step for step in steps if hypot(*step) > 1e-9]
        if steps:
            directions.append((steps[0], steps[-1]))
        here = points[-1]
    corners = list(itertools.pairwise(directions))
    if part[-1][0] == "Z" and directions:
        corners.append((directions[-1], directions[0]))
    return [_spike(before[1], after[0]) for before, after in corners]


def _spike(before: Point, after: Point) -> float:
    cosine = (before[0] * after[0] + before[1] * after[1]) / (hypot(*before) * hypot(*after))
    half = math.sqrt(max(0.0, (1 + cosine) / 2))
    return 1 / half if half > 1e-9 else math.inf
