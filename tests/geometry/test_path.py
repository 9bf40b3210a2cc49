"""Bounds, mapping, flattening and SVG data of any path agree with each other and with the SVG reader."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handout_builder.geometry.basic_paths import circle_path, ellipse_path, rectangle_path
from handout_builder.geometry.matrix import Matrix
from handout_builder.geometry.path import (
    Bounds,
    Path,
    Point,
    Segment,
    flattened,
    hull_bounds,
    mapped,
    overlap,
    path_bounds,
    svg_number,
    svg_path_data,
    united,
    widened,
)
from handout_builder.pictures.svg.path import read_path

FINE = 300
NEAR = 0.004
"""How far a curve of control points within ±100 can run beyond a polyline of FINE pieces: 2,400 / 8 / 300²."""

number = st.floats(-100, 100)
tail = st.lists(
    st.one_of(st.tuples(st.just("L"), number, number), st.tuples(st.just("C"), *[number] * 6)), min_size=1, max_size=4
)


@st.composite
def paths(draw: st.DrawFn) -> Path:
    """One to three subpaths of lines and curves, some of them closed."""
    made: list[Segment] = []
    for _ in range(draw(st.integers(1, 3))):
        made += [("M", draw(number), draw(number)), *draw(tail)]
        made += [("Z",)] if draw(st.booleans()) else []
    return tuple(made)


factor = st.floats(-3, 3)
matrices = st.builds(Matrix, factor, factor, factor, factor, number, number)


def edges(points: list[Point]) -> Bounds:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def all_points(path: Path, steps: int) -> list[Point]:
    return [point for line in flattened(path, steps) for point in line]


@given(paths())
def test_bounds_hold_every_point_of_a_path_and_touch_it(path: Path) -> None:
    bounds = path_bounds(path)
    assert bounds is not None
    assert overlap(widened(bounds, 1e-9), edges(all_points(path, FINE))) == edges(all_points(path, FINE))
    assert bounds == pytest.approx(edges(all_points(path, FINE)), abs=NEAR)


@given(paths())
def test_the_hull_holds_the_bounds(path: Path) -> None:
    bounds, hull = path_bounds(path), hull_bounds(path)
    assert bounds is not None and hull is not None
    assert overlap(bounds, widened(hull, 1e-9)) == bounds
    assert hull == edges([(n[i], n[i + 1]) for _, *n in path for i in range(0, len(n), 2)])


def test_handles_are_no_part_of_the_bounds() -> None:
    arch: Path = (("M", 0, 0), ("C", 0, 40, 100, 40, 100, 0))
    assert path_bounds(arch) == pytest.approx((0, 0, 100, 30))
    assert hull_bounds(arch) == (0, 0, 100, 40)


def test_a_curve_after_a_closing_begins_where_the_subpath_began() -> None:
    path: Path = (("M", 0, 0), ("L", 50, 0), ("L", 50, 50), ("Z",), ("C", -40, 0, -40, 9, 0, 9))
    assert path_bounds(path) == pytest.approx((-30, 0, 50, 50))
    assert flattened(path, 2) == (((0, 0), (50, 0), (50, 50), (0, 0)), ((0, 0), (-30, 4.5), (0, 9)))


@pytest.mark.parametrize("path", [(), (("Z",),)])
def test_a_path_without_points_has_no_bounds(path: Path) -> None:
    assert path_bounds(path) is None
    assert hull_bounds(path) is None
    assert mapped(path, Matrix(2, 0, 0, 2)) == path


@given(paths(), matrices, matrices)
def test_mapping_twice_is_mapping_by_the_product(path: Path, first: Matrix, second: Matrix) -> None:
    twice, once = mapped(mapped(path, first), second), mapped(path, second @ first)
    assert [kind for kind, *_ in once] == [kind for kind, *_ in path]
    for (_, *one), (_, *other) in zip(twice, once, strict=True):
        assert one == pytest.approx(other, abs=1e-9)


@given(paths(), matrices)
def test_mapping_moves_every_point_of_a_curve_with_it(path: Path, matrix: Matrix) -> None:
    moved = [matrix.point(*point) for point in all_points(path, 7)]
    for one, other in zip(all_points(mapped(path, matrix), 7), moved, strict=True):
        assert one == pytest.approx(other, abs=1e-9)


@given(paths(), matrices, st.integers(0, 4))
def test_mapped_points_are_rounded_when_asked(path: Path, matrix: Matrix, digits: int) -> None:
    exact, rounded = mapped(path, matrix), mapped(path, matrix, digits)
    assert rounded == tuple((kind, *(round(value, digits) for value in values)) for kind, *values in exact)


@given(paths(), st.integers(1, 9))
def test_a_flattened_path_has_a_point_for_each_line_and_the_steps_of_each_curve(path: Path, steps: int) -> None:
    lines = flattened(path, steps)
    kinds = [kind for kind, *_ in path]
    assert len(lines) == kinds.count("M")
    wanted = kinds.count("M") + kinds.count("L") + steps * kinds.count("C") + kinds.count("Z")
    assert sum(map(len, lines)) == wanted
    ends = {tuple(values[-2:]) for _, *values in path if values}
    assert ends <= set(all_points(path, steps))


@given(paths(), st.integers(0, 4))
def test_the_svg_reader_reads_what_the_writer_wrote(path: Path, digits: int) -> None:
    read = read_path(svg_path_data(path, digits))
    assert [kind for kind, *_ in read] == [kind for kind, *_ in path]
    for (_, *one), (_, *other) in zip(read, path, strict=True):
        assert one == pytest.approx(other, abs=0.5 * 10**-digits + 1e-9)


def test_rounding_in_svg_data_never_adds_up() -> None:
    steps: Path = (("M", 0, 0), *(("L", 0.004 * count, 0.0) for count in range(1, 2001)))
    assert read_path(svg_path_data(steps))[-1] == pytest.approx(("L", 8.0, 0.0))


def test_svg_data_are_short() -> None:
    path: Path = (("M", 10, 10), ("L", 10.5, 9.25), ("C", 11, 9, 12, 9, 12, 10), ("Z",), ("M", 0, -0.001), ("L", 1, 1))
    assert svg_path_data(path) == "M 10 10l .5-.75c .5-.25 1.5-.25 1.5 .75zm-10-10l 1 1"


@given(st.floats(-1e6, 1e6), st.integers(0, 4))
def test_a_number_is_written_short_and_means_the_same(value: float, digits: int) -> None:
    text = svg_number(value, digits)
    assert float(text) == pytest.approx(value, abs=0.5 * 10**-digits + 1e-9)
    assert text != "-0"
    assert not text.startswith(("0.", "-0."))
    assert "." not in text or text[-1] not in "0."


@given(st.lists(st.tuples(number, number), min_size=1), st.lists(st.tuples(number, number), min_size=1))
def test_rectangles_unite_and_overlap_like_the_points_in_them(one: list[Point], other: list[Point]) -> None:
    assert united(edges(one), edges(other)) == edges(one + other)
    shared = overlap(edges(one), edges(other))
    assert shared == overlap(edges(other), edges(one))
    if shared is None:
        a, b = edges(one), edges(other)
        assert a[2] < b[0] or b[2] < a[0] or a[3] < b[1] or b[3] < a[1]
    else:
        assert united(edges(one), shared) == edges(one)
    assert overlap(None, edges(one)) is None


@given(number, number, st.floats(0.5, 60), st.floats(0.5, 60))
def test_an_ellipse_is_round_and_reaches_its_radii(cx: float, cy: float, rx: float, ry: float) -> None:
    path = ellipse_path(cx, cy, rx, ry)
    assert path_bounds(path) == pytest.approx((cx - rx, cy - ry, cx + rx, cy + ry))
    for x, y in all_points(path, 20):
        assert math.hypot((x - cx) / rx, (y - cy) / ry) == pytest.approx(1, abs=3e-4)
    assert circle_path(cx, cy, rx) == ellipse_path(cx, cy, rx, rx)


@given(number, number, st.floats(1, 60), st.floats(1, 60), st.tuples(*[st.floats(0, 80)] * 4), st.floats(0.3, 3))
def test_a_rectangle_fills_its_sides_whatever_its_corners(
    x: float, y: float, width: float, height: float, radii: tuple[float, float, float, float], stretch: float
) -> None:
    path = rectangle_path(x, y, width, height, radii, stretch)
    assert path_bounds(path) == pytest.approx((x, y, x + width, y + height), abs=1e-9)
    assert hull_bounds(path) == pytest.approx((x, y, x + width, y + height), abs=1e-9)
    assert sum(kind == "C" for kind, *_ in path) == (sum(radius > 0 for radius in radii))


def test_the_corners_of_a_rectangle_are_clockwise_from_the_top_left() -> None:
    found = [(kind, *numbers[-2:]) for kind, *numbers in rectangle_path(0, 0, 100, 60, (0, 10, 20, 0))]
    assert found == [
        *(("M", 0, 0), ("L", 90, 0), ("C", 100, 10)),
        *(("L", 100, 40), ("C", 80, 60), ("L", 0, 60), ("L", 0, 0), ("Z",)),
    ]
    assert rectangle_path(0, 0, 40, 20, 99)[0] == ("M", 10, 0)
    _, *numbers = rectangle_path(0, 0, 40, 40, 10, stretch=1.5)[2]
    assert numbers[-2:] == [40, 15]
