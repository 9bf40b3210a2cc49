"""Path data and transforms are read as SVG means them, or refused."""

from __future__ import annotations

import math
from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handout_builder.geometry.matrix import Matrix
from handout_builder.geometry.path import Segment, mapped
from handout_builder.pictures.svg.numbers import read_transform
from handout_builder.pictures.svg.path import read_path
from handout_builder.pictures.svg.tree import SvgError


def ends(path: tuple[Segment, ...]) -> list[tuple[float, ...]]:
    return [tuple(round(value, 4) for value in numbers[-2:]) for kind, *numbers in path if kind != "Z"]


def end(segment: Segment) -> tuple[float, float]:
    _, *numbers = segment
    return numbers[-2], numbers[-1]


def test_each_command_is_the_same_said_absolutely_and_relatively() -> None:
    absolute = "M10 10 H30 V20 L40 25 C40 30 50 30 50 25 S60 20 60 25 Q65 30 70 25 T80 25 A5 8 30 0 1 90 30 Z"
    relative = "m10 10 h20 v10 l10 5 c0 5 10 5 10 0 s10 -5 10 0 q5 5 10 0 t10 0 a5 8 30 0 1 10 5 z"
    one, other = read_path(absolute), read_path(relative)
    assert [segment[0] for segment in one] == [segment[0] for segment in other]
    for left, right in zip(one, other, strict=True):
        assert left[1:] == pytest.approx(right[1:])


@pytest.mark.parametrize(
    "terse, plain",
    [
        ("M1-2.5.5.5l-1-1", "M1 -2.5 L0.5 0.5 L-0.5 -0.5"),
        ("m0 0 1 1 2 2", "M0 0 L1 1 L3 3"),
        ("M1e1,2E+1L.5e-1 3.", "M10 20 L0.05 3"),
        ("M0 0a5 5 0 0110 0", "M0 0 A5 5 0 0 1 10 0"),
        ("M1 1zm2 2", "M1 1ZM3 3"),
    ],
)
def test_terse_path_data_mean_what_they_say(terse: str, plain: str) -> None:
    for left, right in zip(read_path(terse), read_path(plain), strict=True):
        assert left[0] == right[0]
        assert left[1:] == pytest.approx(right[1:])


@pytest.mark.parametrize(
    "data", ["L1 1", "M1", "M1-2.5.5", "M1 1 2", "M1 1,", "M1 1 Lx", "M0 0 A5 5 0 2 1 9 9", "M1 1e999", "M#"]
)
def test_path_data_out_of_grammar_are_refused(data: str) -> None:
    with pytest.raises(SvgError):
        read_path(data)


def test_drawing_goes_on_from_the_start_of_a_closed_path() -> None:
    assert read_path("M5 5h9v9zl3 3") == (
        *(("M", 5, 5), ("L", 14, 5), ("L", 14, 14), ("Z",)),
        *(("M", 5, 5), ("L", 8, 8)),
    )


@given(
    st.tuples(*[st.floats(-50, 50) for _ in range(4)]),
    st.floats(1, 60),
    st.floats(1, 60),
    st.floats(0, 360),
    st.booleans(),
    st.booleans(),
)
@settings(max_examples=60)
def test_arcs_lie_on_one_ellipse_and_end_where_they_should(
    points: tuple[float, float, float, float], rx: float, ry: float, turn: float, large: bool, sweep: bool
) -> None:
    x0, y0, x, y = points
    if math.dist((x0, y0), (x, y)) < 0.5:
        return
    path = read_path(f"M{x0:.4f} {y0:.4f}A{rx:.4f} {ry:.4f} {turn:.4f} {int(large)} {int(sweep)} {x:.4f} {y:.4f}")
    assert end(path[-1]) == pytest.approx((x, y), abs=1e-3)
    flat = read_transform(f"scale({1 / rx} {1 / ry}) rotate({-turn:.6f})")  # the ellipse becomes a circle
    flattened = mapped((("M", x0, y0), *path[1:]), flat)
    grown = max(1.0, math.dist(flat.point(x0, y0), flat.point(x, y)) / 2)
    turned = 0.0
    for before, (kind, *numbers) in pairwise(flattened):
        (ax, ay), (x1, y1, x2, y2, x3, y3) = end(before), numbers
        chord, handle = math.dist((ax, ay), (x3, y3)), math.dist((ax, ay), (x1, y1))
        angle = 2 * math.asin(min(1.0, chord / 2 / grown))
        turned += angle
        assert kind == "C" and angle <= math.pi / 2 + 0.01
        assert handle == pytest.approx(grown * 4 / 3 * math.tan(angle / 4), rel=0.02, abs=0.02)
        assert math.dist((x2, y2), (x3, y3)) == pytest.approx(handle, rel=0.02, abs=0.02)
    assert turned >= math.pi - 0.05 if large or grown > 1.001 else turned <= math.pi + 0.05


@given(st.text(alphabet="MmLlHhVvCcSsQqTtAaZz0123456789.,-+eE \n", max_size=80))
@settings(max_examples=300)
def test_any_path_data_are_read_or_refused(data: str) -> None:
    try:
        path = read_path(data)
    except SvgError:
        return
    assert all(math.isfinite(value) for segment in path for value in segment[1:])
    assert not path or path[0][0] == "M"
    assert all(len(segment) == {"M": 3, "L": 3, "C": 7, "Z": 1}[segment[0]] for segment in path)


@given(st.text(alphabet="()matrixscaleroty0123456789., -", max_size=60))
@settings(max_examples=150)
def test_any_transform_is_read_or_refused(text: str) -> None:
    with suppress(SvgError):
        assert isinstance(read_transform(text), Matrix)


@pytest.mark.parametrize("radii", ["1e-200 1e-200", "1e-12 1e-12", "5 5", "1e-320 1e-320"])
def test_radii_too_small_to_square_are_stretched_like_others(radii: str) -> None:
    found = read_path(f"M0 0 A{radii} 0 0 1 10 0")
    expected = read_path("M0 0 A5 5 0 0 1 10 0")
    assert [each[0] for each in found] == [each[0] for each in expected]
    for one, other in zip(found, expected, strict=True):
        assert one[1:] == pytest.approx(other[1:], abs=1e-5)


@pytest.mark.parametrize("angle", ["1e7", "-9999990", "7200030", "-390"])
def test_an_angle_of_many_turns_is_as_exact_as_one_within_a_turn(angle: str) -> None:
    within = math.fmod(float(angle), 360)
    assert read_transform(f"rotate({angle})") == read_transform(f"rotate({within})")
    turned, across = read_transform(f"rotate({angle})").point(1, 0)
    assert (turned, across) == pytest.approx(
        (math.cos(math.radians(within)), math.sin(math.radians(within))), abs=1e-15
    )


def test_transforms_apply_from_the_right() -> None:
    assert read_transform("translate(10) scale(2,3)").point(1, 1) == (12, 3)
    assert read_transform("rotate(90 5 5)").point(10, 5) == pytest.approx((5, 10))
    assert read_transform("skewX(45)").point(0, 2) == pytest.approx((2, 2))
    assert read_transform("matrix(1 2 3 4 5 6)").point(1, 1) == (9, 12)
    for wrong in ("scale(1 2 3)", "turn(3)", "rotate(3", "translate(,)"):
        with pytest.raises(SvgError):
            read_transform(wrong)
