"""Vectors and rotations in the room, and the camera that flattens the room onto paper.

Axes of the room: x forward, y to the person's left, z up. On paper here: u to the right, v up.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
X, Y, Z = (np.array(axis, float) for axis in ((1, 0, 0), (0, 1, 0), (0, 0, 1)))
AZIMUTH = {
    "right": 0, "front-right": 50, "front": 90, "front-left": 130, "left": 180, "back-left": 230, "back": 270,
    "back-right": 310, "above": 270,
}  # fmt: skip


def turned(axis: ArrayLike, degrees: float) -> Array:
    """The matrix that turns by `degrees` about `axis` (right hand)."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    x, y, z = np.asarray(axis, float)
    k = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    return np.asarray(np.eye(3) + s * k + (1 - c) * (k @ k))


def unit(vector: ArrayLike) -> Array:
    """The vector at length 1 (a zero vector stays zero)."""
    v = np.asarray(vector, float)
    return np.asarray(v / max(float(np.linalg.norm(v)), 1e-9))


def bent(flex: float, abduct: float, rotate: float, sign: int) -> Array:
    """A ball joint's turn: flexion, abduction and outward rotation, for the side `sign` (left 1, right -1)."""
    return turned(Y, -flex) @ turned(X, sign * abduct) @ turned(Z, sign * rotate)


@dataclass(frozen=True)
class Camera:
    """A distant eye: parallel projection, so lengths keep their scale wherever they stand."""

    right: Array
    up: Array
    toward: Array

    @staticmethod
    def seeing(view: str | float, pitch: float) -> Camera:
        """The camera for a named view or azimuth, `pitch` degrees above level."""
        azimuth = float(AZIMUTH[view]) if isinstance(view, str) else view
        level = turned(Z, azimuth) @ -Y
        p = math.radians(90 if view == "above" else pitch)
        toward = math.cos(p) * level + math.sin(p) * Z
        right = np.cross(Z, level)
        return Camera(right, np.cross(toward, right), toward)

    def flat(self, points: ArrayLike) -> Array:
        """Points in the room → (u, v) on paper."""
        p = np.asarray(points, float)
        return np.stack([p @ self.right, p @ self.up], -1)

    def depth(self, points: ArrayLike) -> float:
        """How near the points are to the eye, on average (larger is nearer)."""
        return float(np.mean(np.asarray(points, float) @ self.toward))

    def faces(self, vector: ArrayLike) -> float:
        """1 where `vector` points at the eye, -1 where it points away."""
        return float(unit(vector) @ self.toward)
