"""Bones and joint turns → cross-sections of a two-bone limb, inverse kinematics, and the palm's direction."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from handout_builder.figures.body.proportions import Row, profile
from handout_builder.geometry.space import Array, turned, unit

AROUND = np.linspace(0, 2 * math.pi, 32, endpoint=False)
"""Angles of the points of a cross-section, from the front towards the left side."""
_COS, _SIN = np.cos(AROUND), np.sin(AROUND)


def ring(centre: Array, frame: Array, front: float, back: float, side: float) -> Array:
    """One cross-section: a closed row of points about `centre`, in the plane of the frame's first two axes."""
    forward = np.where(_COS > 0, front, back) * _COS
    return np.asarray(centre + np.outer(forward, frame[:, 0]) + np.outer(side * _SIN, frame[:, 1]))


@dataclass(frozen=True)
class Limb:
    """Cross-sections from the upper joint to the end; the joint's own stand at `cuts` [first, last)."""

    rings: tuple[Array, ...]
    cuts: tuple[int, int]
    middle: Array
    end: Array


def limb(
    start: Array, upper: Array, lower: Array, lengths: tuple[float, float],
    tables: tuple[tuple[Row, ...], tuple[Row, ...]], girth: float, bulge: float,
) -> Limb:  # fmt: skip
    """A thigh and shank or upper arm and forearm, with a rounded joint between them that swells by `bulge`."""
    (t1, r1), (t2, r2) = profile(tables[0], 22), profile(tables[1], 22)
    r1, r2 = r1 * girth, r2 * girth
    middle = start - upper[:, 2] * lengths[0]
    end = middle - lower[:, 2] * lengths[1]
    one = [ring(start + (middle - start) * t, upper, *r) for t, r in zip(t1, r1, strict=True)]
    two = [ring(middle + (end - middle) * t, lower, *r) for t, r in zip(t2, r2, strict=True)]
    between = _joint_rings(middle, upper, lower, r1[-1], bulge)
    return Limb((*one, *between, *two), (len(one), len(one) + len(between)), middle, end)


def _joint_rings(at: Array, upper: Array, lower: Array, radii: Array, bulge: float) -> list[Array]:
    turn = upper.T @ lower
    angle = math.degrees(math.acos(float(np.clip((np.trace(turn) - 1) / 2, -1, 1))))
    if angle <= 8:
        return []
    axis = unit([turn[2, 1] - turn[1, 2], turn[0, 2] - turn[2, 0], turn[1, 0] - turn[0, 1]])
    rings = []
    for share in np.linspace(0, 1, 8)[1:-1]:
        swell = 1 + bulge * math.sin(math.pi * share) * min(1.0, angle / 90)
        rings.append(ring(at, upper @ turned(axis, share * angle), radii[0] * swell, radii[1] * swell, radii[2]))
    return rings


def reached(
    start: Array, target: Array, lengths: tuple[float, float], pole: Array, fold: int
) -> tuple[Array, Array, float]:
    """Frames of both bones so that the end meets the target, the joint towards `pole`; and by how much it is missed."""
    a, b = lengths
    line = target - start
    missing = float(np.linalg.norm(line)) - (a + b)
    d = min(max(float(np.linalg.norm(line)), abs(a - b) + 0.5), a + b - 0.01)
    axis = unit(line)
    aside, cos = unit(pole - axis * (pole @ axis)), (a * a + d * d - b * b) / (2 * a * d)
    middle = start + a * (cos * axis + math.sqrt(max(0.0, 1 - cos * cos)) * aside)
    end = start + d * axis
    z1, z2 = unit(start - middle), unit(middle - end)
    y = unit(np.cross(z1, fold * unit((end - start) - ((end - start) @ z1) * z1)))
    upper, lower = (np.column_stack([unit(np.cross(y, z)), y, z]) for z in (z1, z2))
    return upper, lower, max(0.0, missing)


def palm_frame(sign: int, fingers: ArrayLike, faces: ArrayLike) -> Array:
    """The hand's frame from where the fingers point and what the palm faces (side `sign`: left 1, right -1)."""
    y = -sign * unit(faces)
    along = np.asarray(fingers, float)
    z = -unit(along - (along @ y) * y)
    return np.column_stack([np.cross(y, z), y, z])
