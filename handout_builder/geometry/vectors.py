"""Products, lengths and interpolation of arrays that are the same on every processor: arrays in, the same bits out.

`@`, `einsum`, `linalg` and `hypot` call BLAS and SIMD kernels that are chosen by the processor and add in another order
or round once instead of twice; `interp` is a C loop that some compilers fuse in the same way. Here every product is
rounded, and every sum is taken from the first term to the last.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

_LARGE = 300
"""Numbers in an array above which a loop over whole arrays is faster than a sum along an axis."""


def product(a: Array, b: Array, *more: Array) -> Array:
    """The matrix product of `a` (…, k) and `b`, (k,) or (k, m), and of `more` from the left; k is at most 4.

    Each sum is taken from the first term to the last.
    """
    if b.ndim == 1:
        out = np.add.reduce(a * b, axis=-1)
    elif a.size < _LARGE:
        out = np.add.reduce(a[..., None] * b, axis=-2)  # numpy adds so few terms one after the other
    else:
        out = a[..., 0, None] * b[0]
        for n in range(1, len(b)):
            out += a[..., n, None] * b[n]
    return product(out, *more) if more else out


def dot(a: ArrayLike, b: ArrayLike) -> float:
    """The scalar product of two vectors, both (k,)."""
    out = 0.0
    for one, other in zip(_numbers(a), _numbers(b), strict=True):
        out += one * other
    return out


def _numbers(vector: ArrayLike) -> list[float]:
    return np.asarray(vector, float).tolist()  # type: ignore[no-any-return]


def row_dots(a: Array, b: Array) -> Array:
    """The scalar product of each row of `a` (n, 2) with the same row of `b` (n, 2), as (n,)."""
    return np.asarray(a[:, 0] * b[:, 0] + a[:, 1] * b[:, 1])


def norm(vector: ArrayLike) -> float:
    """The length of a vector (k,)."""
    return math.sqrt(dot(vector, vector))


def row_norms(rows: Array) -> Array:
    """The length of each row of (n, k), as (n,)."""
    out = rows[:, 0] * rows[:, 0]
    for n in range(1, rows.shape[1]):
        out += rows[:, n] * rows[:, n]
    return np.sqrt(out)


def run_lengths(points: Array) -> Array:
    """How far along a line through `points` (n, k) each of them is, as (n,), beginning with 0."""
    out = np.zeros(len(points))
    np.cumsum(row_norms(points[1:] - points[:-1]), out=out[1:])
    return out


def interpolated(at: ArrayLike, known: ArrayLike, values: ArrayLike) -> Array:
    """The values at `at`, linear between the `known` positions (n,), which rise; constant beyond both ends.

    `values` is (n,) or (n, k); the result has a value, or a row of k, for each position asked for.
    """
    at, known, values = (np.asarray(each, float) for each in (at, known, values))
    at = np.minimum(np.maximum(at, known[0]), known[-1])
    low = np.minimum(np.searchsorted(known, at, "right") - 1, len(known) - 2)
    share = (at - known[low]) / (known[low + 1] - known[low])
    low_values = values[low]
    return np.asarray(low_values + (share if values.ndim == 1 else share[..., None]) * (values[low + 1] - low_values))
