"""Fitted curves: near the outline, few, closed where it is closed, cornered where it is cornered."""

from __future__ import annotations

import numpy as np
import pytest
from shapely.geometry import LineString, Point, Polygon, box

from handout_builder.figures.paint.curve import TOLERANCE, smooth_path, straight_path, through
from handout_builder.figures.paint.outline import stroke_shape
from handout_builder.figures.paint.stroke import stroke_path
from handout_builder.geometry.path import Segment


def flattened(path: tuple[Segment, ...]) -> np.ndarray:
    points: list[tuple[float, float]] = []
    for kind, *n in path:
        if kind in "ML":
            points.append((n[0], n[1]))
        elif kind == "C":
            p = np.array([points[-1], (n[0], n[1]), (n[2], n[3]), (n[4], n[5])])
            for t in np.linspace(0, 1, 12)[1:]:
                weights = np.array([(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3])
                points.append(tuple(weights @ p))
    return np.array(points)


@pytest.mark.parametrize("shape", [Point(3, 4).buffer(10), Point(0, 0).buffer(6).union(Point(8, 0).buffer(5))])
def test_a_fitted_outline_stays_near_and_takes_few_curves(shape: Polygon) -> None:
    path = smooth_path(shape)
    fitted = Polygon(flattened(path))
    assert path[-1] == ("Z",)
    assert len(path) < 22
    assert fitted.symmetric_difference(shape).area < 0.02 * shape.area
    assert fitted.hausdorff_distance(shape) < 4 * TOLERANCE


def test_corners_stay_corners() -> None:
    corners = {(0.0, 0.0), (8.0, 0.0), (8.0, 5.0), (0.0, 5.0)}
    ends = {(round(n[-2], 6), round(n[-1], 6)) for _, *n in smooth_path(box(0, 0, 8, 5)) if n}
    assert corners <= ends
    assert {(n[0], n[1]) for _, *n in straight_path(box(0, 0, 8, 5)) if n} == corners


def test_an_open_line_stays_open_and_ends_where_it_ended() -> None:
    line = LineString([(x, np.sin(x)) for x in np.linspace(0, 6, 60)])
    path = smooth_path(line)
    assert path[0][1:] == pytest.approx(line.coords[0])
    kind, *numbers = path[-1]
    assert kind == "C"
    assert numbers[-2:] == pytest.approx(list(line.coords[-1]))


def test_a_tapered_stroke_is_thin_at_its_ends() -> None:
    stroke = stroke_shape(LineString([(0, 0), (20, 0)]), 1.0, 4.0)
    middle, end = (stroke.intersection(LineString([(x, -2), (x, 2)])).length for x in (10, 0.3))
    assert middle == pytest.approx(1.0, abs=0.02)
    assert end < 0.35


@pytest.mark.parametrize("both_ends", [True, False])
def test_a_stroke_of_curves_keeps_its_width_between_its_points(both_ends: bool) -> None:
    line = LineString([(10 * np.cos(a), 10 * np.sin(a)) for a in np.linspace(0, 3, 60)])
    stroke = Polygon(flattened(stroke_path(line, 0.8, 2.0, both_ends))).buffer(0)
    for share, width in ((0.5, 0.8), (0.2, 0.8), (0.004, 0.3 if both_ends else 0.8), (0.996, 0.3)):
        angle = 3 * share
        ray = LineString([(r * np.cos(angle), r * np.sin(angle)) for r in (7, 13)])
        assert stroke.intersection(ray).length == pytest.approx(width, abs=0.1)
    assert stroke.area == pytest.approx(line.length * 0.8, rel=0.1)


def test_a_curve_through_points_passes_them() -> None:
    points = [(0, 0), (4, 1), (6, 5), (1, 6)]
    curve = through(points)
    for point in points:
        assert np.hypot(*(curve - point).T).min() < 1e-9
