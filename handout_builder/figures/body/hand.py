"""A wrist, a hand's frame and a style (flat, grip, point …) → cross-sections of the palm and chains of fingers."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from handout_builder.figures.body.limbs import COSINES, SINES
from handout_builder.geometry.arithmetic import cos, sin, tan
from handout_builder.geometry.space import turned, unit
from handout_builder.geometry.vectors import Array, product

PALM = ((-0.4, 1.3, 1.45), (1.2, 1.45, 1.3), (2.8, 1.9, 1.15), (4.2, 2.1, 1.0), (5.3, 2.05, 0.85))
"""Cross-sections: (along from the wrist, half width, half thickness), in units."""
FINGERS = ((1.5, 5.0, 4.7, 0.56), (0.5, 5.4, 5.2, 0.58), (-0.5, 5.2, 4.8, 0.56), (-1.45, 4.8, 3.8, 0.5))
"""(towards the thumb, knuckle along, length, radius), in units; the index finger first."""


@dataclass(frozen=True)
class HandStyle:
    """Degrees: bends of each finger at its three joints, their spread, the thumb's angles out and across the palm."""

    bends: tuple[tuple[float, float, float], ...]
    spread: float
    thumb_out: float
    thumb_across: float
    thumb_bend: float = 10.0


def _same(*bend: float) -> tuple[tuple[float, float, float], ...]:
    return ((bend[0], bend[1], bend[2]),) * 4


STYLES: dict[str, HandStyle] = {
    "flat": HandStyle(_same(2, 3, 2), 3, 32, 5),
    "relaxed": HandStyle(((12, 16, 10), (16, 20, 12), (20, 22, 14), (24, 24, 14)), 1, 20, 18),
    "grip": HandStyle(_same(42, 48, 30), 0, 34, 40, 15),
    "fist": HandStyle(_same(82, 95, 60), 0, 12, 62, 40),
    "point": HandStyle(((2, 4, 2), (80, 95, 60), (82, 95, 60), (84, 95, 60)), 0, 14, 58, 40),
    "clasp": HandStyle(_same(62, 36, 24), 0, 30, 30, 20),
    "interlaced": HandStyle(_same(55, 70, 20), 2, 24, 34, 30),
}


@dataclass(frozen=True)
class Chain:
    """Balls joined in a row: a finger, a toe or a thumb; their centres (n, 3) and their radii, in units."""

    points: Array
    radii: tuple[float, ...]


def hand_parts(wrist: Array, frame: Array, sign: int, style: str) -> tuple[list[Array], list[Chain]]:
    """Cross-sections (32, 3) of the palm; four fingers (index first) and the thumb.

    `wrist` is (3,), `frame` (3, 3); `sign` is 1 for the left hand, -1 for the right.
    """
    look, front, inward = STYLES[style], frame[:, 0], -sign * frame[:, 1]
    down = -frame[:, 2]
    rings = [wrist + down * s + np.outer(w * COSINES, front) + np.outer(h * SINES, inward) for s, w, h in PALM]
    fingers = [
        _finger(wrist, (front, inward, down), finger, look.bends[n], look.spread * (1.5 - n))
        for n, finger in enumerate(FINGERS)
    ]
    return rings, [*fingers, _thumb(wrist, (front, inward, down), look)]


def _finger(wrist: Array, axes: tuple[Array, Array, Array], finger: tuple[float, float, float, float],
            bends: tuple[float, float, float], spread: float) -> Chain:  # fmt: skip
    front, inward, down = axes
    across, knuckle, length, radius = finger
    fan = math.radians(spread)
    along = unit(down * cos(fan) + front * sin(fan))
    hinge = unit(np.cross(along, inward))
    point = wrist + front * across + down * (knuckle - 0.6)
    points, turn = [point], 0.0
    for share, bend in zip((0.46, 0.3, 0.24), bends, strict=True):
        turn += bend
        point = point + product(turned(hinge, turn), along) * length * share
        points.append(point)
    return Chain(np.array(points), (radius * 1.12, radius * 1.05, radius, radius * 0.86))


def _thumb(wrist: Array, axes: tuple[Array, Array, Array], look: HandStyle) -> Chain:
    front, inward, down = axes
    out, across = math.radians(look.thumb_out), math.radians(look.thumb_across)
    base = wrist + down * 1.0 + front * 0.8 + inward * 0.3
    along = unit(down * cos(out) + front * sin(out) * cos(across) + inward * sin(across))
    knuckle = base + along * 2.9
    bend = unit(along + tan(math.radians(look.thumb_bend)) * unit(inward - front * 0.6))
    return Chain(np.array([base, knuckle, knuckle + bend * 1.3, knuckle + bend * 2.4]), (1.0, 0.78, 0.68, 0.52))
