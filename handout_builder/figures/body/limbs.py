"""Bones and joint turns → cross-sections of a two-bone limb, inverse kinematics, and the palm's direction."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from handout_builder.figures.body.proportions import Row, profile
from handout_builder.geometry.arithmetic import arccos, cos, sin
from handout_builder.geometry.space import turned, unit
from handout_builder.geometry.vectors import Array, dot, norm, product

AROUND = np.linspace(0, 2 * math.pi, 32, endpoint=False)
"""Angles of the points of a cross-section, from the front towards the left side."""
COSINES, SINES = np.array([cos(angle) for angle in AROUND]), np.array([sin(angle) for angle in AROUND])
"""The cosine and the sine of each of these angles."""


def ring(centre: Array, frame: Array, front: float, back: float, side: float) -> Array:
    """One cross-section: a ring of points (32, 3) about `centre` (3,), in the plane of the frame's first two axes.

    `front`, `back` and `side` are its radii in units.
    """
    forward = np.where(COSINES > 0, front, back) * COSINES
    return np.asarray(centre + np.outer(forward, frame[:, 0]) + np.outer(side * SINES, frame[:, 1]))


@dataclass(frozen=True)
class Limb:
    """Cross-sections (32, 3) from the upper joint to the end; those of the joint between are `cuts` [first, last).

    `middle` and `end` (3,) are where the joint between the two bones and the end of the lower bone are.
    """

    rings: tuple[Array, ...]
    cuts: tuple[int, int]
    middle: Array
    end: Array


def limb(
    start: Array, upper: Array, lower: Array, lengths: tuple[float, float],
    tables: tuple[tuple[Row, ...], tuple[Row, ...]], girth: float, bulge: float,
) -> Limb:  # fmt: skip
    """A thigh and shank or upper arm and forearm, with a rounded joint between them that swells by the share `bulge`.

    `start` (3,) is the upper joint, `upper` and `lower` (3, 3) are the frames of the bones, `lengths` their lengths in
    units, `tables` their cross-sections; `girth` is a factor on every radius.
    """
    (t1, r1), (t2, r2) = profile(tables[0], 22), profile(tables[1], 22)
    r1, r2 = r1 * girth, r2 * girth
    middle = start - upper[:, 2] * lengths[0]
    end = middle - lower[:, 2] * lengths[1]
    one = [ring(start + (middle - start) * t, upper, *r) for t, r in zip(t1, r1, strict=True)]
    two = [ring(middle + (end - middle) * t, lower, *r) for t, r in zip(t2, r2, strict=True)]
    between = _joint_rings(middle, upper, lower, r1[-1], bulge)
    return Limb((*one, *between, *two), (len(one), len(one) + len(between)), middle, end)


def _joint_rings(at: Array, upper: Array, lower: Array, radii: Array, bulge: float) -> list[Array]:
    turn = product(upper.T, lower)
    angle = math.degrees(arccos((float(np.trace(turn)) - 1) / 2))
    if angle <= 8:
        return []
    axis = unit([turn[2, 1] - turn[1, 2], turn[0, 2] - turn[2, 0], turn[1, 0] - turn[0, 1]])
    rings = []
    for share in np.linspace(0, 1, 8)[1:-1]:
        swell = 1 + bulge * sin(math.pi * share) * min(1.0, angle / 90)
        frame = product(upper, turned(axis, share * angle))
        rings.append(ring(at, frame, radii[0] * swell, radii[1] * swell, radii[2]))
    return rings


def reached(
    start: Array, target: Array, lengths: tuple[float, float], pole: Array, fold: int
) -> tuple[Array, Array, float]:
    """Frames (3, 3) of both bones so that the lower one ends at the target, and how many units they are too short.

    `start`, `target` and `pole` are (3,): the joint between the bones bends towards `pole`. `lengths` are those of the
    bones in units; `fold` is 1 for an elbow, -1 for a knee.
    """
    a, b = lengths
    line = target - start
    missing = norm(line) - (a + b)
    d = min(max(norm(line), abs(a - b) + 0.5), a + b - 0.01)
    axis = unit(line)
    aside, cosine = unit(pole - axis * dot(pole, axis)), (a * a + d * d - b * b) / (2 * a * d)
    middle = start + a * (cosine * axis + math.sqrt(max(0.0, 1 - cosine * cosine)) * aside)
    end = start + d * axis
    z1, z2 = unit(start - middle), unit(middle - end)
    y = unit(np.cross(z1, fold * unit((end - start) - dot(end - start, z1) * z1)))
    upper, lower = (np.column_stack([unit(np.cross(y, z)), y, z]) for z in (z1, z2))
    return upper, lower, max(0.0, missing)


def palm_frame(sign: int, fingers: ArrayLike, faces: ArrayLike) -> Array:
    """The hand's frame (3, 3) from where the fingers point and what the palm faces, both (3,).

    `sign` is 1 for the left hand, -1 for the right.
    """
    y = -sign * unit(faces)
    along = np.asarray(fingers, float)
    z = -unit(along - dot(along, y) * y)
    return np.column_stack([np.cross(y, z), y, z])
