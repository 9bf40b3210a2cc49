"""A posed body in the room → the same moved, its lowest point, and the places and points of the skin on it.

A frame is a 3 x 3 matrix: its columns point forward, to the person's left and up (along the bone to its upper end).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from handout_builder.figures.body.hand import Chain
from handout_builder.figures.body.limbs import AROUND
from handout_builder.geometry.space import Z
from handout_builder.geometry.vectors import Array, interpolated, product
from handout_builder.model.figures.pose import PlaceAt

SIDES: tuple[tuple[str, int], ...] = (("left", 1), ("right", -1))
_WITH_END = {
    f"{side}_{limb}": (f"{side}_{limb}", f"{side}_{end}")
    for side, _ in SIDES
    for limb, end in (("leg", "foot"), ("arm", "hand"))
}
"""The parts that count as a whole limb."""


@dataclass(frozen=True)
class Fault:
    """Something wrong with a pose: the keys that lead to it in the file, what is wrong, what to write instead."""

    keys: tuple[str | int, ...]
    message: str
    remedy: str


@dataclass(frozen=True)
class Body:
    """A posed body in the room, in units.

    `joint` has points (3,) and `frame` matrices (3, 3), by name. `rings` has the cross-sections (32, 3) of each part
    (torso, neck, left_leg, left_foot, left_hand …), `chains` its fingers or toes. `cuts` says which cross-sections of a
    limb are its middle joint [first, last); `torso_at` how far above the hips each one of the torso is.
    """

    joint: Mapping[str, Array]
    frame: Mapping[str, Array]
    rings: Mapping[str, tuple[Array, ...]]
    chains: Mapping[str, tuple[Chain, ...]]
    cuts: Mapping[str, tuple[int, int]]
    torso_at: Array
    faults: tuple[Fault, ...] = ()

    def moved(self, by: Array, turn: Array | None = None) -> Body:
        """The body turned about the room's origin by a matrix (3, 3), then moved by (3,) units."""

        def put(points: Array) -> Array:
            return (points if turn is None else product(points, turn.T)) + by

        return replace(
            self,
            joint={name: put(point) for name, point in self.joint.items()},
            frame=self.frame if turn is None else {name: product(turn, frame) for name, frame in self.frame.items()},
            rings={name: tuple(put(np.stack(rings))) for name, rings in self.rings.items()},
            chains={name: tuple(Chain(put(c.points), c.radii) for c in chains) for name, chains in self.chains.items()},
        )

    def lowest(self, *parts: str) -> Array:
        """The lowest point (3,) of the named parts (a leg with its foot, an arm with its hand) or of the whole body."""
        wanted = tuple(name for part in parts for name in _WITH_END.get(part, (part.replace("_toes", "_foot_toes"),)))
        chosen = [r for name, rings in self.rings.items() if not wanted or name.startswith(wanted) for r in rings]
        balls = [
            c.points - np.outer(c.radii, Z)
            for name, chains in self.chains.items()
            if not wanted or name.startswith(wanted)
            for c in chains
        ]
        points = np.vstack(chosen + balls)
        return np.asarray(points[np.argmin(points[:, 2])])

    def place(self, spot: PlaceAt) -> Array:
        """Where a place of the figure file is in the room (3,)."""
        if spot.joint is not None:
            turn = np.eye(3) if spot.frame == "room" else self.frame[spot.frame]
            return np.asarray(self.joint[spot.joint] + product(turn, np.array(spot.by)))
        if spot.skin is not None:
            return self.skin(spot.side, spot.skin, spot.along, spot.around)
        return np.array(spot.point, float)

    def skin(self, side: str, part: str, along: float, around: float) -> Array:
        """A point on the skin (3,): position along the part, degrees around it (0 front, 90 the outer side)."""
        if part in ("torso", "neck"):
            rings = self.rings[part]
            where: float | Array = along * (len(rings) - 1)
            if part == "torso":
                where = interpolated(along, self.torso_at, np.arange(len(rings)))
        else:
            name = f"{side}_{'leg' if part in ('thigh', 'shank') else 'arm'}"
            rings, (first, last) = self.rings[name], self.cuts[name]
            upper = part in ("thigh", "upper_arm")
            where = along * (first - 1) if upper else last + along * (len(rings) - last - 1)
        i = min(max(float(where), 0.0), len(rings) - 1.001)
        count = len(AROUND)
        k = ((-1 if side == "right" else 1) * around / 360 * count) % (count - 1e-6)

        def on(section: Array) -> Array:
            return np.asarray(section[int(k)] * (1 - k % 1) + section[(int(k) + 1) % count] * (k % 1))

        return on(rings[int(i)]) * (1 - i % 1) + on(rings[int(i) + 1]) * (i % 1)
