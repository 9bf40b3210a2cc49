"""The `pose` of a figure file → frozen models of trunk, head, arms and legs, every angle inside its joint's limits.

Units: 100 = body height; angles in degrees with a clinician's signs. Axes: forward, to the person's left, up.
The schema is described in docs/figures.md.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from handout_builder.model.figures import joint_limits as joint
from handout_builder.model.figures.joint_limits import Number
from handout_builder.model.frozen import Frozen
from handout_builder.model.side import OneSide

Bone = Literal[
    "left_thigh", "left_shank", "left_foot", "left_upper_arm", "left_forearm", "left_hand",
    "right_thigh", "right_shank", "right_foot", "right_upper_arm", "right_forearm", "right_hand",
    "pelvis", "waist", "navel", "chest", "neck", "head", "room",
]  # fmt: skip
Joint = Literal[
    "pelvis", "navel", "waist", "chest", "neck", "skull", "head",
    "left_hip", "left_knee", "left_ankle", "left_heel", "left_toe",
    "right_hip", "right_knee", "right_ankle", "right_heel", "right_toe",
    "left_shoulder", "left_elbow", "left_wrist", "left_hand",
    "right_shoulder", "right_elbow", "right_wrist", "right_hand",
]  # fmt: skip
HeldBone = Literal["left_thigh", "left_shank", "right_thigh", "right_shank"]
Part = Literal[
    "torso", "neck", "left", "right", "left_leg", "right_leg", "left_foot", "right_foot", "left_toes", "right_toes",
    "left_arm", "right_arm", "left_hand", "right_hand",
]  # fmt: skip
HandStyle = Literal["relaxed", "flat", "grip", "fist", "point", "clasp", "interlaced"]
Triple = tuple[Number, Number, Number]
Pair = tuple[Number, Number]


def _named(names: tuple[str, ...], word: str = "") -> BeforeValidator:
    """Lets `30` or `[30, 10]` mean `{flex: 30, abduct: 10}`; the word, when given, is alone."""

    def spread(value: Any) -> Any:
        if isinstance(value, list):
            if not 0 < len(value) <= len(names):
                raise ValueError(
                    f"{len(value)} angles are in the list; write {' , '.join(names)}, at most {len(names)}"
                )
            return dict(zip(names, value, strict=False))
        if word and value == word:
            return {word: True}
        return {names[0]: value} if value is None or isinstance(value, str | int | float) else value

    return BeforeValidator(spread)


class Hip(Frozen):
    """The angles of a hip, in degrees; all 0 when the leg hangs straight."""

    flex: joint.HipFlex = 0.0
    abduct: joint.HipAbduct = 0.0
    rotate: joint.HipRotate = 0.0


class Shoulder(Frozen):
    """The angles of a shoulder, in degrees; all 0 when the arm hangs down. With `down` the upper arm hangs."""

    flex: joint.ShoulderFlex = 0.0
    abduct: joint.ShoulderAbduct = 0.0
    rotate: joint.ShoulderRotate = 0.0
    down: bool = False


class AnkleAngle(Frozen):
    """The angle of an ankle, in degrees: plus lifts the toes. `flat` puts the sole on the ground."""

    flex: joint.Ankle = 0.0
    flat: bool = False


class PlaceAt(Frozen):
    """A place: a joint, moved `by` [forward, left, up] in the axes of `frame`; a `point` in the room; or on the skin.

    On the skin: `skin` names the part, `side` the limb (or the trunk's half), `along` counts units above the hips on
    the torso and 0 (upper joint) to 1 (lower joint) on a limb, `around` degrees from the front (90 outside).
    """

    joint: Joint | None = None
    frame: Bone = "pelvis"
    by: Triple = (0.0, 0.0, 0.0)
    point: Triple | None = None
    skin: Literal["torso", "thigh", "shank", "upper_arm", "forearm"] | None = None
    side: OneSide = "left"
    along: Number = 0.0
    around: Number = 0.0

    @model_validator(mode="after")
    def _one_of_three(self) -> PlaceAt:
        if sum(part is not None for part in (self.joint, self.point, self.skin)) != 1:
            raise ValueError(
                "a place is a joint, a point or skin; write a joint such as left_knee, or [forward, left, up]"
            )
        return self


def _place(value: Any) -> Any:
    if isinstance(value, str):
        return {"joint": value}
    return {"point": value} if isinstance(value, list) else value


Spot = Annotated[PlaceAt, BeforeValidator(_place)]


class Holds(Frozen):
    """A palm on the front (`behind: true`: the back) of a thigh or shank, `at` 0 (upper) to 1 (lower end)."""

    limb: HeldBone
    at: Annotated[Number, Field(ge=0, le=1)] = 0.2
    across: Number = 1.0
    along: Number = 0.25
    behind: bool = False


def _one_way(limb: Frozen, ways: tuple[tuple[str, ...], ...]) -> None:
    said = [key for way in ways for key in way if key in limb.model_fields_set and getattr(limb, key) is not None]
    if sum(any(key in said for key in way) for way in ways) > 1:
        choices = " or ".join(" and ".join(way) for way in ways)
        raise ValueError(f"{' and '.join(said)} contradict each other; place a limb one way: {choices}")


class Leg(Frozen):
    """A leg: its angles in degrees, or where its foot is (`foot`), or which spot the foot reaches (`reach`)."""

    hip: Annotated[Hip, _named(("flex", "abduct", "rotate"))] = Hip()
    knee: joint.Knee = 0.0
    ankle: Annotated[AnkleAngle, _named(("flex",), "flat")] = AnkleAngle()
    toes: joint.Toes = 0.0
    foot: Pair | None = None
    heel: Annotated[Number, Field(ge=-60, le=80)] = 0.0
    toe_out: Annotated[Number, Field(ge=-45, le=90)] = 4.0
    reach: Spot | None = None
    pole: Triple = (1.0, 0.0, 0.0)

    @model_validator(mode="after")
    def _placed_one_way(self) -> Leg:
        _one_way(self, (("hip", "knee"), ("foot",), ("reach",)))
        return self


class Arm(Frozen):
    """An arm: its angles in degrees, or the spot that its hand reaches or holds."""

    shoulder: Annotated[Shoulder, _named(("flex", "abduct", "rotate"), "down")] = Shoulder(abduct=6.0)
    elbow: joint.Elbow = 8.0
    wrist: joint.Wrist = 8.0
    palm: joint.Palm = -25.0
    hand: HandStyle = "relaxed"
    palm_on: Literal["floor", "wall", "front", "body", "none"] = "none"
    reach: Spot | None = None
    holds: Holds | None = None
    pole: Triple = (-0.6, 0.7, -0.4)

    @model_validator(mode="after")
    def _placed_one_way(self) -> Arm:
        _one_way(self, (("shoulder", "elbow"), ("reach",), ("holds",)))
        return self


class Pelvis(Frozen):
    """How the trunk is tilted, bent to its side and turned, in degrees, and the height of the pelvis, in units."""

    lean: Annotated[Number, Field(ge=-180, le=180)] = 0.0
    side: Annotated[Number, Field(ge=-180, le=180)] = 0.0
    turn: Annotated[Number, Field(ge=-180, le=180)] = 0.0
    height: Annotated[Number, Field(ge=0, le=120)] | None = None


class Spine(Frozen):
    """How the spine bends and turns above the pelvis, in degrees; `low` is for its lowest part alone."""

    flex: joint.SpineFlex = 0.0
    low: joint.SpineFlex = 0.0
    side: joint.SpineSide = 0.0
    turn: joint.SpineTurn = 0.0


class Head(Frozen):
    """How the head is bent and turned on the neck, in degrees; `forward` pushes it ahead of the trunk."""

    flex: joint.HeadFlex = 0.0
    side: joint.HeadSide = 0.0
    turn: joint.HeadTurn = 0.0
    forward: joint.HeadForward = 0.0


def _parts(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


class Pose(Frozen):
    """How the body stands, lies or sits; what is not said keeps the upright, relaxed posture."""

    pelvis: Pelvis = Pelvis()
    spine: Spine = Spine()
    head: Head = Head()
    left_leg: Leg = Leg()
    right_leg: Leg = Leg()
    left_arm: Arm = Arm()
    right_arm: Arm = Arm()
    rest: Annotated[tuple[Part, ...], BeforeValidator(_parts)] = ()
    height: Annotated[Number, Field(ge=0, le=120)] = 0.0
    touch: Annotated[tuple[Part, ...], Field(max_length=2)] = ()

    @model_validator(mode="after")
    def _standing_legs_need_a_height(self) -> Pose:
        if self.pelvis.height is None and (self.left_leg.foot or self.right_leg.foot):
            raise ValueError(
                'a leg stands on a "foot", yet nothing says how high; write "pelvis: {height: …}" (standing: 52)'
            )
        return self


class GhostPose(Frozen):
    """Another moment of the same movement, drawn pale behind: only the parts named, the whole moved by `shift`."""

    pelvis: Pelvis | None = None
    spine: Spine | None = None
    head: Head | None = None
    left_leg: Leg | None = None
    right_leg: Leg | None = None
    left_arm: Arm | None = None
    right_arm: Arm | None = None
    shift: Triple = (0.0, 0.0, 0.0)
