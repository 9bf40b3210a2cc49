"""A pose and a body shape → the posed body in the room, built from the trunk outwards, with the faults of the pose."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from handout_builder.figures.body import proportions as table
from handout_builder.figures.body.hand import Chain, hand_parts
from handout_builder.figures.body.limbs import COSINES, SINES, Limb, limb, palm_frame, reached, ring
from handout_builder.figures.pose.body import SIDES, Body, Fault
from handout_builder.geometry.arithmetic import exp, sin
from handout_builder.geometry.space import X, Y, Z, bent, turned, unit
from handout_builder.geometry.vectors import Array, interpolated, product
from handout_builder.model.figures.pose import Arm, Holds, Leg, PlaceAt, Pose

PALMS = {"floor": (X, -Z), "wall": (Z, X), "front": (-Z, X)}
"""What a palm is on → where the fingers point and what the palm faces."""


def loose_body(pose: Pose, shape: Mapping[str, float], height: float = 0.0) -> Body:
    """The body with its hips at the origin, not yet set down; for targets, the floor is `height` units below them."""
    build = _Build(shape, height)
    build.trunk(pose)
    for side, sign in SIDES:
        build.leg(side, sign, pose.left_leg if sign > 0 else pose.right_leg, pose)
    for side, sign in SIDES:
        build.arm(side, sign, pose.left_arm if sign > 0 else pose.right_arm)
    return build.body()


@dataclass
class _Build:
    """The body while it is put together, from the trunk outwards."""

    shape: Mapping[str, float]
    height: float
    joint: dict[str, Array] = field(default_factory=dict)
    frame: dict[str, Array] = field(default_factory=lambda: {"room": np.eye(3)})
    rings: dict[str, tuple[Array, ...]] = field(default_factory=dict)
    chains: dict[str, tuple[Chain, ...]] = field(default_factory=dict)
    cuts: dict[str, tuple[int, int]] = field(default_factory=dict)
    torso_at: Array = field(default_factory=lambda: np.zeros(0))
    faults: list[Fault] = field(default_factory=list)

    def body(self) -> Body:
        return Body(self.joint, self.frame, self.rings, self.chains, self.cuts, self.torso_at, tuple(self.faults))

    def trunk(self, pose: Pose) -> None:
        p, spine, shape = pose.pelvis, pose.spine, self.shape
        frame = product(turned(Z, p.turn), turned(Y, p.lean), turned(X, -p.side))
        self.frame["pelvis"], self.joint["pelvis"] = frame, np.zeros(3)
        at, radii = table.profile(table.TORSO, 44)
        whole = np.diff(np.clip((at - 5) / 20, 0, 1), prepend=0)  # the trunk bends between waist and shoulder blades
        low = np.diff(np.clip((at - 3) / 9, 0, 1), prepend=0)
        wide = interpolated(at, [5, 12, 22, 28], [shape["hips"], shape["waist"], shape["chest"], shape["shoulders"]])
        point, rings, track = frame[:, 2] * at[0], [], []
        for n, (front, back, side) in enumerate(radii):
            flex = spine.flex * whole[n] + spine.low * low[n]
            bend, twist = turned(X, -spine.side * whole[n]), turned(Z, spine.turn * whole[n])
            frame = product(frame, turned(Y, flex), bend, twist)
            point = point + frame[:, 2] * (at[n] - at[max(n - 1, 0)])
            from_belly = float(at[n] - 9) / 5
            belly = 1 + (shape["waist"] - 1) * exp(-from_belly * from_belly)
            rings.append(ring(point, frame, front * shape["depth"] * belly, back * shape["depth"], side * wide[n]))
            track.append((point, frame))
        self.rings["torso"], self.torso_at = tuple(rings), at
        for name, height in (("navel", 9.5), ("waist", 12), ("chest", 22), ("neck", 30.5)):
            self.joint[name], self.frame[name] = track[int(np.argmin(abs(at - height)))]
        self._neck(pose)

    def _neck(self, pose: Pose) -> None:
        head = pose.head
        half = product(turned(Y, 0.5 * head.flex), turned(X, -0.5 * head.side), turned(Z, 0.5 * head.turn))
        frame = product(self.frame["neck"], turned(Y, 12 + head.forward), half)
        base = self.joint["neck"] - self.frame["neck"][:, 0] * 1.2
        at, radii = table.profile(table.NECK, 8)
        self.rings["neck"] = tuple(
            ring(base + frame[:, 2] * s, frame, *(r * self.shape["limb"])) for s, r in zip(at, radii, strict=True)
        )
        self.joint["skull"] = base + frame[:, 2] * table.NECK_LENGTH
        self.frame["head"] = product(frame, half, turned(Y, -12 - head.forward))
        self.joint["head"] = self.joint["skull"] + product(self.frame["head"], np.array([1.0, 0, 5]))

    def leg(self, side: str, sign: int, leg: Leg, pose: Pose) -> None:
        pelvis = self.frame["pelvis"]
        hip = sign * table.HIP_HALF_WIDTH * self.shape["hips"] * pelvis[:, 1]
        upper = product(pelvis, bent(leg.hip.flex, leg.hip.abduct, leg.hip.rotate, sign))
        lower = product(upper, turned(Y, leg.knee))
        foot: Array | None = None
        toes, target = leg.toes, None
        if leg.foot is not None and pose.pelvis.height is not None:
            foot = product(turned(Z, sign * leg.toe_out), turned(Y, leg.heel))
            pivot = table.BALL_OF_FOOT if leg.heel >= 0 else table.HEEL
            ground = np.array([leg.foot[0] + pivot, sign * leg.foot[1], -pose.pelvis.height])
            target = ground - product(foot, np.array([pivot, 0, -table.ANKLE_HEIGHT]))
            toes = max(leg.heel, 0.0)
        elif leg.reach is not None:
            target = self._target(leg.reach)
        if target is not None:
            lengths = (table.THIGH_LENGTH, table.SHANK_LENGTH)
            upper, lower, missing = reached(hip, target, lengths, product(pelvis, np.array(leg.pole)), -1)
            self._unreachable(f"{side}_leg", "foot" if leg.foot else "reach", missing)
        part = limb(hip, upper, lower, (table.THIGH_LENGTH, table.SHANK_LENGTH), (table.THIGH, table.SHANK),
                    self.shape["limb"], 0.07)  # fmt: skip
        if leg.ankle.flat:
            x = unit((lower[:, 0] if abs(lower[2, 0]) < 0.95 else -lower[:, 2]) * [1, 1, 0])
            foot = np.column_stack([x, np.cross(Z, x), Z])
        elif foot is None:
            foot = product(lower, turned(Y, -leg.ankle.flex))
        self._add_limb(f"{side}_leg", part)
        self.joint.update({f"{side}_hip": hip, f"{side}_knee": part.middle, f"{side}_ankle": part.end})
        self.frame.update({f"{side}_thigh": upper, f"{side}_shank": lower, f"{side}_foot": foot})
        self._foot(side, sign, part.end, foot, toes)

    def _foot(self, side: str, sign: int, ankle: Array, foot: Array, toes: float) -> None:
        front = product(foot, turned(Y, -toes))
        hinge = ankle + product(foot, np.array([table.BALL_OF_FOOT, 0, -table.ANKLE_HEIGHT]))
        rings = []
        for x, (low, top, width) in zip(*table.profile(table.FOOT, 26), strict=True):
            f = foot if x < table.BALL_OF_FOOT else front
            centre = hinge + product(f, np.array([x - table.BALL_OF_FOOT, 0, (low + top) / 2]))
            rings.append(centre + np.outer((top - low) / 2 * COSINES, f[:, 2]) + np.outer(width * SINES, f[:, 1]))
        self.rings[f"{side}_foot"] = tuple(rings)
        self.chains[f"{side}_foot_toes"] = tuple(
            Chain(
                hinge
                + product(
                    np.array([[0.9, sign * y * 0.8, r + 0.25], [x - r - table.BALL_OF_FOOT, sign * y, r]]), front.T
                ),
                (r, r),
            )
            for y, x, r in table.TOES
        )  # fmt: skip
        self.joint[f"{side}_toe"] = hinge + product(front, np.array([3.0, 0, 1]))
        self.joint[f"{side}_heel"] = ankle + product(foot, np.array([table.HEEL, 0, -3.0]))

    def arm(self, side: str, sign: int, arm: Arm) -> None:
        chest, angle = self.frame["neck"], arm.shoulder
        most = min(max(abs(angle.flex), abs(angle.abduct)), 180.0)
        half = sin(math.radians(most) / 2)
        raised = half * half  # the shoulder blade follows the arm
        wide = table.SHOULDER_HALF_WIDTH * self.shape["shoulders"]
        from_neck = np.array([-0.3, sign * (wide - 2.6 * raised), 4.4 * raised - 5.9])
        shoulder = self.joint["neck"] + product(chest, from_neck)
        upper = np.eye(3) if angle.down else product(chest, bent(angle.flex, angle.abduct, angle.rotate, sign))
        lower = product(upper, turned(Y, -arm.elbow))
        palm: Array | None = None
        target = self._target(arm.reach) if arm.reach is not None else None
        if arm.holds is not None:
            target, palm = self._hold(sign, arm.holds)
        if arm.palm_on in PALMS:
            palm = palm_frame(sign, *PALMS[arm.palm_on])
        lengths = (table.UPPER_ARM_LENGTH, table.FOREARM_LENGTH)
        if target is not None:
            pole = product(chest, np.array(arm.pole) * [1, sign, 1])
            upper, lower, missing = reached(shoulder, target, lengths, pole, 1)
            self._unreachable(f"{side}_arm", "holds" if arm.holds else "reach", missing)
        part = limb(shoulder, upper, lower, lengths, (table.UPPER_ARM, table.FOREARM), self.shape["limb"], 0.06)
        if arm.palm_on == "body":
            palm = self._palm_on_trunk(sign, part.end, lower)
        hand = product(lower, turned(Z, sign * arm.palm), turned(Y, -arm.wrist)) if palm is None else palm
        self._add_limb(f"{side}_arm", part)
        rings, chains = hand_parts(part.end, hand, sign, arm.hand)
        self.rings[f"{side}_hand"], self.chains[f"{side}_hand_fingers"] = tuple(rings), tuple(chains)
        self.joint.update({
            f"{side}_shoulder": shoulder, f"{side}_elbow": part.middle, f"{side}_wrist": part.end,
            f"{side}_hand": part.end - hand[:, 2] * 5,
        })  # fmt: skip
        self.frame.update({f"{side}_upper_arm": upper, f"{side}_forearm": lower, f"{side}_hand": hand})

    def _palm_on_trunk(self, sign: int, wrist: Array, forearm: Array) -> Array:
        """The hand's frame for a palm flat on the belly, back or flank, fingers towards the other side."""
        axis = self.frame["waist"]
        ahead, aside = product(wrist - self.joint["waist"], axis[:, :2])
        out = np.sign(ahead) * axis[:, 0] if abs(ahead) > 0.7 * abs(aside) else np.sign(aside) * axis[:, 1]
        return palm_frame(sign, -sign * 0.8 * axis[:, 1] - 0.6 * forearm[:, 2], -out)

    def _hold(self, sign: int, holds: Holds) -> tuple[Array, Array]:
        """Wrist and hand frame for a palm on the front or back of a thigh or shank."""
        frame, (side, bone) = self.frame[holds.limb], holds.limb.split("_")
        rows, length = (table.THIGH, table.THIGH_LENGTH) if bone == "thigh" else (table.SHANK, table.SHANK_LENGTH)
        face = -1.0 if holds.behind else 1.0
        radius = float(interpolated(holds.at, [r[0] for r in rows], [r[2 if holds.behind else 1] for r in rows]))
        out = sign * (1.5 if (side == "left") == (sign > 0) else 2.5)
        start = self.joint[f"{side}_{'hip' if bone == 'thigh' else 'knee'}"]
        from_joint = np.array([face * (radius * self.shape["limb"] + 1), out, -length * holds.at])
        spot = start + product(frame, from_joint)
        fingers = unit(-sign * holds.across * frame[:, 1] - holds.along * frame[:, 2])
        return spot - fingers * 3.2, palm_frame(sign, fingers, -face * frame[:, 0])

    def _target(self, spot: PlaceAt) -> Array:
        return self.body().place(spot) - (np.array([0, 0, self.height]) if spot.point is not None else 0.0)

    def _add_limb(self, name: str, part: Limb) -> None:
        self.rings[name], self.cuts[name] = part.rings, part.cuts

    def _unreachable(self, part: str, key: str, missing: float) -> None:
        if missing > 0.5:
            words = part.replace("_", " ")
            self.faults.append(
                Fault(
                    ("pose", part, key),
                    f"the {words} is {missing:.1f} units too short for its target",
                    "move the target nearer, or the body towards it",
                )
            )
