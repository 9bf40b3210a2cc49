"""Sines, angles, lengths and powers of numbers that are the same on every processor: numbers in, the same bits out.

They otherwise come from the maths library of the system, whose variants (with and without fused multiply-add, of other
systems) differ in the last digit, and one digit is enough to decide a drawing's next step otherwise. IEEE 754 fixes the
result of +, -, *, / and of the square root: only these are used here. `vectors` does the same for arrays.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

_SINE = tuple((-1) ** n / math.factorial(2 * n + 1) for n in range(9))
_COSINE = tuple((-1) ** n / math.factorial(2 * n) for n in range(10))
_ARCTANGENT = tuple((-1) ** n / (2 * n + 1) for n in range(9))
"""Coefficients of Taylor series in the square of the angle: exact to the last bit for the angles they are used for."""
_QUARTER_HIGH, _QUARTER_LOW = 1.5707963267341256, 6.077100506506192e-11
"""A quarter turn in two parts; the first has few digits, so that a multiple of it is exact."""
_HALVINGS = 3
_DOUBLED = 8
"""How often an angle is halved before the series of its arctangent, and the factor that undoes it."""
_DIGITS = 60
"""Binary digits of an exponent's fraction that count: the root of the next one is 1."""


def hypot(x: float, y: float) -> float:
    """The length of the vector (x, y)."""
    return math.sqrt(x * x + y * y)


def sin(angle: float) -> float:
    """The sine of an angle in radians."""
    return _sine(float(angle), 0)


def cos(angle: float) -> float:
    """The cosine of an angle in radians."""
    return _sine(float(angle), 1)


def tan(angle: float) -> float:
    """The tangent of an angle in radians."""
    return sin(angle) / cos(angle)


def _sine(angle: float, quarters: int) -> float:
    """The sine of an angle plus so many quarter turns."""
    nearest = round(angle / (_QUARTER_HIGH + _QUARTER_LOW))
    rest = (angle - nearest * _QUARTER_HIGH) - nearest * _QUARTER_LOW
    turn = (nearest + quarters) % 4
    size = _series(_COSINE, rest * rest) if turn % 2 else rest * _series(_SINE, rest * rest)
    return -size if turn > 1 else size


def _series(coefficients: Sequence[float], x: float) -> float:
    out = 0.0
    for coefficient in reversed(coefficients):
        out = out * x + coefficient
    return out


def arctan2(y: float, x: float) -> float:
    """The angle of the vector (x, y) in radians, from -pi to pi; 0 for a zero vector."""
    across, along = abs(float(y)), abs(float(x))
    if across == 0 and along == 0:
        return 0.0
    share = min(across, along) / max(across, along)
    for _ in range(_HALVINGS):  # the tangent of half the angle
        share = share / (1 + math.sqrt(1 + share * share))
    angle = share * _series(_ARCTANGENT, share * share) * _DOUBLED
    angle = math.pi / 2 - angle if across > along else angle
    angle = math.pi - angle if x < 0 else angle
    return -angle if y < 0 else angle


def arccos(cosine: float) -> float:
    """The angle from 0 to pi radians that has this cosine; one beyond -1 or 1 counts as the end."""
    cosine = min(max(float(cosine), -1.0), 1.0)
    return arctan2(math.sqrt((1 - cosine) * (1 + cosine)), cosine)


def power(base: float, exponent: float) -> float:
    """`base` ** `exponent` for a base above 0: a square root for each binary digit of the exponent's fraction."""
    whole, fraction = divmod(exponent, 1.0)
    out, root = 1.0, base
    for _ in range(abs(int(whole))):
        out = out * base if whole > 0 else out / base
    for _ in range(_DIGITS):
        if fraction == 0 or root == 1:
            break
        fraction, root = 2 * fraction, math.sqrt(root)
        if fraction >= 1:
            fraction, out = fraction - 1, out * root
    return out


def exp(exponent: float) -> float:
    """The exponential function."""
    return power(math.e, exponent)
