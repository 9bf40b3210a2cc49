"""Vectors and rotations in the room, and the camera that flattens the room onto paper.

Axes of the room: x forward, y to the person's left, z up. On paper here: u to the right, v up.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from handout_builder.geometry.arithmetic import cos, sin
from handout_builder.geometry.vectors import Array, dot, norm, product

X, Y, Z = (np.array(axis, float) for axis in ((1, 0, 0), (0, 1, 0), (0, 0, 1)))
AZIMUTH = {
    "right": 0, "front-right": 50, "front": 90, "front-left": 130, "left": 180, "back-left": 230, "back": 270,
    "back-right": 310, "above": 270,
}  # fmt: skip


def turned(axis: ArrayLike, degrees: float) -> Array:
    """The matrix (3, 3) that turns by `degrees` about `axis` (3,), a unit vector, by the right-hand rule."""
    angle = math.radians(degrees)
    s, c = sin(angle), 1 - cos(angle)
    x, y, z = np.asarray(axis, float).tolist()
    return np.array([
        [1 - c * (y * y + z * z), c * x * y - s * z, c * x * z + s * y],
        [c * x * y + s * z, 1 - c * (x * x + z * z), c * y * z - s * x],
        [c * x * z - s * y, c * y * z + s * x, 1 - c * (x * x + y * y)],
    ])  # fmt: skip


def unit(vector: ArrayLike) -> Array:
    """The vector (k,) at length 1; a zero vector stays zero."""
    v = np.asarray(vector, float)
    return np.asarray(v / max(norm(v), 1e-9))


def bent(flex: float, abduct: float, rotate: float, sign: int) -> Array:
    """The matrix (3, 3) of a ball joint's flexion, abduction and outward rotation in degrees.

    `sign` is 1 for the left side, -1 for the right.
    """
    return product(turned(Y, -flex), turned(X, sign * abduct), turned(Z, sign * rotate))


@dataclass(frozen=True)
class Camera:
    """A camera at infinity: parallel projection, so that a length has the same scale everywhere.

    `right`, `up` and `toward` (3,) are unit vectors in the room: to the right and up on paper, and towards the camera.
    """

    right: Array
    up: Array
    toward: Array

    @staticmethod
    def seeing(view: str | float, pitch: float) -> Camera:
        """The camera for a named view or azimuth, `pitch` degrees above level."""
        azimuth = float(AZIMUTH[view]) if isinstance(view, str) else view
        level = product(turned(Z, azimuth), -Y)
        angle = math.radians(90 if view == "above" else pitch)
        toward = cos(angle) * level + sin(angle) * Z
        right = np.cross(Z, level)
        return Camera(right, np.cross(toward, right), toward)

    def flat(self, points: ArrayLike) -> Array:
        """Points in the room (…, 3) → points on paper (…, 2), in units."""
        return product(np.asarray(points, float), np.array([self.right, self.up]).T)

    def depth(self, points: ArrayLike) -> float:
        """How near the points (…, 3) are to the camera, on average, in units; larger is nearer."""
        return float(np.mean(product(np.asarray(points, float), self.toward)))

    def faces(self, vector: ArrayLike) -> float:
        """1 where `vector` (3,) points at the camera, -1 where it points away."""
        return dot(unit(vector), self.toward)
