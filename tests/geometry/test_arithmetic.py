"""Own sines, powers and products: as exact as the libraries', and the very same bits everywhere."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handout_builder.geometry.arithmetic import arccos, arctan2, cos, exp, hypot, power, sin, tan
from handout_builder.geometry.vectors import (
    dot,
    interpolated,
    norm,
    product,
    row_dots,
    row_norms,
    run_lengths,
)

ANGLES = st.floats(-1000, 1000)
LENGTHS = st.floats(-1000, 1000).filter(lambda x: x == 0 or abs(x) > 1e-9)

BITS = {
    "sin(1)": (sin(1.0), "0x1.aed548f090ceep-1"),
    "cos(1)": (cos(1.0), "0x1.14a280fb5068cp-1"),
    "tan(1)": (tan(1.0), "0x1.8eb245cbee3a5p+0"),
    "sin(-40.5)": (sin(-40.5), "-0x1.562bb9e1ef7dep-2"),
    "arctan2(1, -3)": (arctan2(1.0, -3.0), "0x1.68f095fdf593cp+1"),
    "arccos(0.3)": (arccos(0.3), "0x1.441f5ecbeef58p+0"),
    "power(0.3, 0.7)": (power(0.3, 0.7), "0x1.b8d809c615f3cp-2"),
    "power(1.6, -0.8)": (power(1.6, -0.8), "0x1.5f8a1467b83e9p-1"),
    "exp(-2.25)": (exp(-2.25), "0x1.afb718e8457f9p-4"),
    "hypot(0.1, 0.3)": (hypot(0.1, 0.3), "0x1.43d136248490fp-2"),
    "norm": (norm([0.1, 0.2, 0.3]), "0x1.7f254dab9cc3bp-2"),
    "product": (
        float(product(np.array([0.1, 0.2, 0.3, 0.7]), np.array([0.3, 0.7, 0.9, -0.3]))),
        "0x1.d70a3d70a3d71p-3",
    ),
    "interpolated": (float(interpolated(0.3, [0.1, 0.7], [0.2, 1.1])), "0x1.0000000000000p-1"),
}
"""What each gives, and that number to the last bit."""


@pytest.mark.parametrize("name", BITS)
def test_results_are_the_same_to_the_last_bit(name: str) -> None:
    found, bits = BITS[name]
    assert found.hex() == bits


@given(ANGLES)
def test_sines_are_as_exact_as_the_library_s(angle: float) -> None:
    assert sin(angle) == pytest.approx(math.sin(angle), abs=2e-16)
    assert cos(angle) == pytest.approx(math.cos(angle), abs=2e-16)
    assert sin(-angle) == -sin(angle)
    if abs(cos(angle)) > 1e-3:
        assert tan(angle) == pytest.approx(math.tan(angle), rel=1e-12)


@given(LENGTHS, LENGTHS)
def test_angles_are_those_of_the_library(y: float, x: float) -> None:
    y += 0.0  # for the library, -0.0 has another angle than 0.0
    assert arctan2(y, x) == pytest.approx(math.atan2(y, abs(x) if y == x == 0 else x), abs=1e-15)
    assert hypot(x, y) == pytest.approx(math.hypot(x, y), rel=1e-15)


@given(st.floats(-1.1, 1.1))
def test_the_angle_of_a_cosine(cosine: float) -> None:
    assert arccos(cosine) == pytest.approx(math.acos(min(max(cosine, -1), 1)), abs=1e-15)


@given(st.floats(1e-3, 1e3), st.floats(-3, 3))
def test_powers_are_those_of_the_library(base: float, exponent: float) -> None:
    assert power(base, exponent) == pytest.approx(base**exponent, rel=1e-14)
    assert exp(exponent) == pytest.approx(math.exp(exponent), rel=1e-14)


@pytest.mark.parametrize(
    "shapes", [((3,), (3,)), ((3, 3), (3,)), ((3,), (3, 2)), ((2, 4), (4, 50)), ((9, 32, 3), (3, 3)), ((400, 2), (2,))]
)
def test_products_are_those_of_numpy(shapes: tuple[tuple[int, ...], tuple[int, ...]]) -> None:
    dice = np.random.default_rng(7)
    a, b = (dice.uniform(-1, 1, shape) for shape in shapes)
    assert np.allclose(product(a, b), a @ b, rtol=0, atol=1e-15)
    if b.ndim == 2 and b.shape[0] == b.shape[1]:
        assert np.allclose(product(a, b, b, b), a @ b @ b @ b, rtol=0, atol=1e-14)


def test_a_product_of_few_numbers_has_the_bits_of_one_of_many() -> None:
    dice = np.random.default_rng(7)
    many, turn = dice.uniform(-1, 1, (400, 3)), dice.uniform(-1, 1, (3, 3))
    assert (np.array([product(row, turn) for row in many]) == product(many, turn)).all()
    in_turn = many[:, 0] * turn[0, 1] + many[:, 1] * turn[1, 1] + many[:, 2] * turn[2, 1]
    assert (product(many, turn)[:, 1] == in_turn).all()


def test_lengths_of_vectors_rows_and_runs() -> None:
    rows = np.random.default_rng(7).uniform(-9, 9, (50, 2))
    assert np.allclose(row_norms(rows), np.linalg.norm(rows, axis=1), rtol=1e-15)
    assert np.allclose(row_dots(rows, rows[::-1]), (rows * rows[::-1]).sum(1), rtol=0, atol=1e-13)
    assert norm(rows[0]) == pytest.approx(float(np.linalg.norm(rows[0])), rel=1e-15)
    assert dot([1, 2, 3], [4, 5, 6]) == 32
    steps = [math.dist(a, b) for a, b in pairwise(rows)]
    assert run_lengths(rows)[0] == 0
    assert np.allclose(np.diff(run_lengths(rows)), steps, rtol=1e-12)


def test_interpolation_is_numpy_s() -> None:
    dice = np.random.default_rng(7)
    known, values = np.sort(dice.uniform(0, 9, 20)), dice.uniform(-5, 5, (20, 2))
    at = np.concatenate([np.linspace(-1, 10, 99), known])
    expected = np.stack([np.interp(at, known, column) for column in values.T], 1)
    assert np.allclose(interpolated(at, known, values), expected, rtol=0, atol=1e-13)
    assert interpolated(known[3], known, values[:, 0]) == values[3, 0]
    assert interpolated(99, known, values[:, 1]) == values[-1, 1]
