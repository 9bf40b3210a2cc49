"""Cross-sections in the room → outlines on paper (shapely geometries), and what is done to outlines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, Literal

import numpy as np
import shapely
from shapely.geometry import LineString, MultiPoint, Polygon
from shapely.ops import linemerge

from handout_builder.figures.body.hand import Chain
from handout_builder.geometry.arithmetic import power
from handout_builder.geometry.space import Camera, turned, unit
from handout_builder.geometry.vectors import Array, dot, product, row_norms

Geometry = Any
"""A shapely geometry (shapely ships no types)."""
NOTHING: Geometry = Polygon()
_LEAST = 0.01
"""Bends of an outline below this, in units, are dropped before anything is made of it."""
_ROUND = 5
"""Points to a quarter circle where an outline is rounded; curves are fitted to them later."""
_GRID = np.array([1e-7, 1.11803399e-7])
"""The grid, in units, for the points of an outline grown or shrunk.

Not square, so that no edge is at exactly 45 degrees: next to an upright edge it would be 2.5 steps of a round corner
that has 5 to the quarter circle, and the last digit of an arctangent would decide whether GEOS makes 2 of them or 3.
"""


def buffered(
    shape: Geometry, distance: float | Array, round_points: int = 16, cap: Literal["round", "flat"] = "round"
) -> Geometry:
    """A geometry, or an array of them, grown by `distance` units, or shrunk by a negative one.

    GEOS takes the points of round corners (`round_points` to a quarter circle) from the sine of the system's maths
    library, whose last bit differs; on a grid they are the same everywhere.
    """
    grown = shapely.buffer(shape, distance, quad_segs=round_points, cap_style=cap)
    placed = shapely.transform(grown, lambda points: np.rint(points / _GRID) * _GRID)
    if not np.all(shapely.is_valid(placed)):  # two edges less than the grid apart have crossed
        return shapely.make_valid(placed, method="structure", keep_collapsed=False)
    return placed


def hull(camera: Camera, points: Array) -> Geometry:
    """The convex outline of points (n, 3) seen by the camera."""
    return MultiPoint(camera.flat(points)).convex_hull


def swept(camera: Camera, rings: Sequence[Array]) -> Geometry:
    """The outline of a row of cross-sections (n, 3): the union of the convex hulls of neighbours."""
    flat = camera.flat(np.stack(rings))
    pairs = np.concatenate([flat[:-1], flat[1:]], axis=1)
    return shapely.union_all(shapely.convex_hull(shapely.linestrings(pairs))).simplify(_LEAST)


def chained(camera: Camera, chain: Chain) -> Geometry:
    """The outline on paper of a chain of balls: a finger or a toe."""
    discs = buffered(shapely.points(camera.flat(chain.points)), np.array(chain.radii), _ROUND)
    return shapely.union_all([shapely.convex_hull(shapely.union(a, b)) for a, b in pairwise(discs)])


def grown(rings: Sequence[Array], factor: float, extra: float, ease: int = 0) -> list[Array]:
    """Cross-sections (n, 3) of cloth: the same ones wider by a factor and by `extra` units.

    The full width is reached after the first `ease` of them.
    """
    out = []
    whole_factor, whole_extra = factor, extra
    for n, section in enumerate(rings):
        share = min(1.0, n / ease) if ease else 1.0
        factor, extra = 1 + (whole_factor - 1) * share, whole_extra * share
        centre = section.mean(0)
        spread = section - centre
        length = np.maximum(row_norms(spread), 1e-6)[:, None]
        out.append(centre + spread * (factor + extra / length))
    return out


def tipped_hem(section: Array, away: Array, camera: Camera, degrees: float = 9) -> Array:
    """A hem (n, 3) tipped so that it is seen as a shallow curve, bulging towards `away` (3,) on the near side."""
    away, centre = unit(away), section.mean(0)
    if abs(dot(away, camera.toward)) > 0.35:
        return section
    axis = unit(np.cross(camera.toward, away))
    return np.asarray(centre + product(section - centre, turned(axis, degrees).T))


def softened(shape: Geometry, radius: float) -> Geometry:
    """The shape with narrow creases filled and narrow spikes rounded; `radius` in units."""
    wide = buffered(shape, radius, _ROUND)
    return buffered(buffered(wide, -1.35 * radius, _ROUND), 0.35 * radius, _ROUND).simplify(_LEAST)


def closed_gaps(shape: Geometry, radius: float) -> Geometry:
    """The shape with gaps narrower than twice the radius (in units) filled."""
    return buffered(buffered(shape, radius, _ROUND), -radius, _ROUND)


def polygons(shape: Geometry) -> list[Geometry]:
    """Every polygon in a geometry, also in its parts."""
    if shape.geom_type == "Polygon":
        return [] if shape.is_empty else [shape]
    return [polygon for part in getattr(shape, "geoms", []) for polygon in polygons(part)]


def lines(shape: Geometry) -> list[Geometry]:
    """Every line in a geometry, joined end to end where they touch."""
    parts = [part for part in _line_parts(shape) if part.length > 0]
    if len(parts) < 2:
        return parts
    merged = linemerge(parts)
    return list(merged.geoms) if merged.geom_type == "MultiLineString" else [merged]


def _line_parts(shape: Geometry) -> Iterable[Geometry]:
    if shape.geom_type in ("LineString", "LinearRing"):
        yield LineString(shape.coords) if len(shape.coords) > 1 else shape
    for part in getattr(shape, "geoms", []):
        yield from _line_parts(part)


def stroke_shape(line: Geometry, width: float, taper: float, both_ends: bool = True) -> Geometry:
    """A pen stroke as an area, `width` units wide.

    It is pointed over `taper` units at both ends, or only where the line ends.
    """
    count = max(8, int(line.length / 0.5))
    points = smoothed(shapely.get_coordinates(line.interpolate(np.linspace(0, 1, count), normalized=True)))
    share = np.linspace(0, 1, count)
    taper = min(taper, line.length / (2 if both_ends else 1))
    along = np.gradient(points, axis=0)
    normal = np.stack([-along[:, 1], along[:, 0]], 1) / np.maximum(row_norms(along), 1e-9)[:, None]
    rest = (np.minimum(share, 1 - share) if both_ends else 1 - share) * line.length
    shares = np.clip(rest / taper, 0.15, 1).tolist()
    half = width / 2 * np.array([power(each, 0.7) for each in shares])[:, None]
    return buffered(Polygon(np.vstack([points + normal * half, (points - normal * half)[::-1]])), 0)


def smoothed(points: Array, closed: bool = False) -> Array:
    """Points (n, 2) of a line with small wobbles averaged out; both ends stay, unless it is a closed one's."""
    if len(points) < 5:
        return points
    out = points.copy()
    out[1:-1] = (points[:-2] + 2 * points[1:-1] + points[2:]) / 4
    if closed:
        out[0] = out[-1] = (points[-2] + 2 * points[0] + points[1]) / 4
    return out
