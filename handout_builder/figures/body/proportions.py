"""Proportions of an adult, 100 units tall: rows of elliptical cross-sections, bone lengths, and areas of the skin.

A row is (position, front radius, back radius, side radius); different radii before and behind let a calf bulge
while the shin stays straight. Positions: on the torso units above the hip joints, on a limb 0 (upper joint) to
1 (lower joint). Proportions follow the segment lengths of Drillis & Contini (1966), slightly idealised.
"""

from __future__ import annotations

import numpy as np

from handout_builder.geometry.vectors import Array

Row = tuple[float, float, float, float]

TORSO: tuple[Row, ...] = (
    (-5.2, 2.0, 2.0, 4.0),
    (-4.0, 4.5, 5.0, 7.2),
    (-2.0, 5.5, 7.2, 8.8),
    (0.5, 5.9, 8.2, 9.4),
    (3.5, 6.1, 7.9, 9.2),
    (7.0, 6.2, 6.7, 8.2),
    (10.5, 6.1, 5.8, 7.4),
    (14.0, 6.2, 5.8, 7.5),
    (18.0, 6.9, 6.8, 8.3),
    (21.5, 7.3, 7.6, 9.1),
    (24.5, 6.8, 7.7, 9.6),
    (26.5, 5.7, 7.3, 9.7),
    (28.0, 4.6, 6.8, 8.7),
    (29.3, 3.5, 6.1, 7.0),
    (30.4, 2.7, 5.4, 5.3),
    (31.6, 2.0, 4.7, 3.9),
    (33.0, 1.6, 4.0, 3.2),
)
NECK: tuple[Row, ...] = ((-1.0, 2.6, 3.2, 3.4), (2.5, 2.5, 2.9, 2.9), (7.5, 2.8, 2.7, 2.8))
UPPER_ARM: tuple[Row, ...] = (
    (-0.17, 0.4, 0.4, 0.4),
    (-0.15, 1.5, 1.5, 1.5),
    (-0.11, 2.3, 2.3, 2.2),
    (-0.05, 2.85, 2.8, 2.7),
    (0.05, 3.15, 3.05, 2.95),
    (0.2, 3.0, 2.9, 2.75),
    (0.5, 2.7, 2.5, 2.4),
    (0.8, 2.15, 2.1, 2.15),
    (1.0, 1.95, 2.1, 2.1),
)
FOREARM: tuple[Row, ...] = (
    (0.0, 1.95, 2.1, 2.1),
    (0.2, 2.3, 2.1, 2.4),
    (0.45, 2.0, 1.9, 2.1),
    (0.8, 1.35, 1.4, 1.65),
    (1.0, 1.25, 1.3, 1.55),
)
THIGH: tuple[Row, ...] = (
    (-0.12, 3.6, 4.8, 3.0),
    (0.0, 5.0, 6.5, 4.3),
    (0.12, 5.5, 6.3, 4.8),
    (0.3, 5.7, 5.5, 4.8),
    (0.6, 5.1, 4.4, 4.2),
    (0.85, 4.0, 3.5, 3.55),
    (1.0, 3.65, 3.35, 3.4),
)
SHANK: tuple[Row, ...] = (
    (0.0, 3.65, 3.35, 3.4),
    (0.12, 3.2, 3.7, 3.35),
    (0.28, 2.85, 4.3, 3.75),
    (0.5, 2.4, 3.7, 3.2),
    (0.75, 2.0, 2.3, 2.2),
    (0.9, 1.9, 1.9, 1.85),
    (1.0, 2.0, 2.1, 1.9),
)
FOOT: tuple[Row, ...] = (
    (-3.9, 0.8, 2.6, 1.2),
    (-3.2, 0.1, 4.2, 1.9),
    (-1.2, 0.0, 5.4, 2.2),
    (1.2, 0.0, 5.5, 2.3),
    (4.2, 0.3, 4.0, 2.6),
    (7.4, 0.0, 2.7, 3.0),
    (9.4, 0.1, 1.8, 2.7),
)
"""The foot's rows are (forward of the ankle, sole, top, half width)."""
TOES: tuple[tuple[float, float, float], ...] = (
    (-2.05, 11.6, 0.95),
    (-0.75, 11.5, 0.72),
    (0.35, 11.1, 0.66),
    (1.35, 10.5, 0.62),
    (2.25, 9.7, 0.58),
)
"""(outward, forward to the tip, radius), in units; the big toe first."""
BALL_OF_FOOT = 7.4
"""Where the toes bend, in units forward of the ankle."""
HEEL = -3.0

THIGH_LENGTH, SHANK_LENGTH, ANKLE_HEIGHT = 24.3, 24.0, 3.9
UPPER_ARM_LENGTH, FOREARM_LENGTH = 17.6, 14.2
NECK_LENGTH, HEAD_HEIGHT = 5.0, 12.6
HIP_HALF_WIDTH, SHOULDER_HALF_WIDTH = 5.0, 10.4

SHAPES: dict[str, dict[str, float]] = {
    "average": {"waist": 1.0, "hips": 1.0, "chest": 1.0, "shoulders": 1.0, "depth": 1.0, "limb": 1.0},
    "slim": {"waist": 0.9, "hips": 0.97, "chest": 0.93, "shoulders": 0.93, "depth": 0.93, "limb": 0.93},
    "broad": {"waist": 1.06, "hips": 1.0, "chest": 1.08, "shoulders": 1.08, "depth": 1.05, "limb": 1.06},
    "full": {"waist": 1.22, "hips": 1.12, "chest": 1.1, "shoulders": 1.0, "depth": 1.2, "limb": 1.14},
}

AREAS: dict[str, tuple[str, float, float, float, float]] = {
    "hip_flexor": ("thigh", 0.21, 8, 0.22, 58),
    "front_thigh": ("thigh", 0.5, 0, 0.36, 52),
    "hamstring": ("thigh", 0.55, 180, 0.33, 50),
    "calf": ("shank", 0.3, 180, 0.25, 55),
    "shin": ("shank", 0.35, 0, 0.28, 50),
    "inner_thigh": ("thigh", 0.4, -90, 0.34, 45),
    "outer_thigh": ("thigh", 0.45, 90, 0.36, 40),
    "buttock": ("torso", 0.8, 128, 4.8, 34),
    "hip_side": ("torso", 2, 95, 3.8, 30),
    "low_back": ("torso", 9, 142, 4.4, 26),
    "upper_back": ("torso", 22.5, 150, 4.8, 21),
    "lower_abdomen": ("torso", 4.5, 28, 4, 24),
    "side_trunk": ("torso", 14, 90, 7, 40),
    "chest": ("torso", 22.5, 30, 3.4, 20),
    "shoulder": ("upper_arm", 0.1, 60, 0.2, 70),
    "upper_arm_back": ("upper_arm", 0.5, 180, 0.32, 60),
    "upper_arm_front": ("upper_arm", 0.5, 0, 0.32, 60),
    "forearm": ("forearm", 0.35, 90, 0.28, 60),
    "neck": ("neck", 0.5, 120, 0.4, 50),
}
"""Areas of one side: part, centre along and around it (degrees from the front), half length, half width in degrees."""
MIDDLE_AREAS: dict[str, tuple[str, float, float, float, float]] = {
    "low_back": ("torso", 9.5, 180, 4.6, 36),
    "upper_back": ("torso", 23, 180, 5, 44),
    "abdominals": ("torso", 8, 0, 7, 42),
    "lower_abdomen": ("torso", 4.5, 0, 4, 36),
}
"""Areas over the midline, named without a side."""


def profile(table: tuple[Row, ...], count: int) -> tuple[Array, Array]:
    """`count` evenly spaced positions (count,) of a table and their radii (count, 3), in the table's own units.

    The interpolation is cubic and monotone: it does not overshoot.
    """
    rows = np.array(table, float)
    x, radii = rows[:, 0], rows[:, 1:]
    step, slope = np.diff(x), np.diff(radii, axis=0) / np.diff(x)[:, None]
    both = slope[1:] * slope[:-1]
    inner = np.where(both > 0, 2 * both / (slope[1:] + slope[:-1] + 1e-12), 0.0)
    tangent = np.vstack([slope[:1], inner, slope[-1:]])
    at = np.linspace(x[0], x[-1], count)
    i = np.clip(np.searchsorted(x, at) - 1, 0, len(x) - 2)
    t, h = ((at - x[i]) / step[i])[:, None], step[i][:, None]
    squared = t * t
    cubed = squared * t
    smooth = (
        (2 * cubed - 3 * squared + 1) * radii[i]
        + (cubed - 2 * squared + t) * h * tangent[i]
        + (3 * squared - 2 * cubed) * radii[i + 1]
        + (cubed - squared) * h * tangent[i + 1]
    )
    return at, smooth
