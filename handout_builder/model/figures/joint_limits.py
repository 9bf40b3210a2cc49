"""A joint angle in degrees → the same angle, or a ValueError that names the range the joint allows.

Source: normal ranges of the American Academy of Orthopaedic Surgeons (Greene & Heckman, *The Clinical Measurement of
Joint Motion*, 1994) as tabled by Norkin & White, *Measurement of Joint Motion*, 5th ed. 2016, appendix B; rounded out
where a drawing needs the end of a supple adult's range (deep squat, child's pose, arms overhead with the trunk's help).
`head.forward` is in none of these tables and is a value of our own, to be replaced by a clinic's.
`pelvis` is no joint: its angles only place the body in space.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

LIMITS: dict[str, tuple[float, float, str]] = {
    "hip.flex": (-30, 140, "AAOS: flexion 120, extension 30; hugged knees and deep squats reach 140"),
    "hip.abduct": (-35, 70, "AAOS: abduction 45, adduction 30; 70 in flexion (clam, frog)"),
    "hip.rotate": (-50, 60, "AAOS: inward and outward 45; 60 outward in flexion (figure four)"),
    "knee": (-10, 160, "AAOS: flexion 135, hyperextension 10; heel-sitting reaches 160"),
    "ankle": (
        -75,
        35,
        "AAOS: plantar flexion 50, dorsiflexion 20; 75 with the midfoot in kneeling, 35 in a deep lunge",
    ),
    "toes": (-45, 80, "AAOS, great toe: flexion 45, extension 70"),
    "shoulder.flex": (-60, 185, "AAOS: flexion 180, extension 60"),
    "shoulder.abduct": (-50, 185, "AAOS: abduction 180; across the chest 50"),
    "shoulder.rotate": (-95, 95, "AAOS: outward 90, inward 70; 95 with the shoulder blade"),
    "elbow": (-10, 155, "AAOS: flexion 150, hyperextension 10"),
    "wrist": (-80, 85, "AAOS: flexion 80, extension 70"),
    "palm": (-90, 90, "AAOS: pronation and supination 80"),
    "spine.flex": (-50, 90, "AAOS, thoracolumbar: flexion 80, extension 25; 50 in a full press-up"),
    "spine.side": (-45, 45, "AAOS, thoracolumbar: side bending 35"),
    "spine.turn": (-55, 55, "AAOS, thoracolumbar: rotation 45"),
    "head.flex": (-65, 60, "AAOS, neck: flexion 45, extension 45 to 65"),
    "head.side": (-50, 50, "AAOS, neck: side bending 45"),
    "head.forward": (-15, 30, "drawing value, not measured: no table of joint ranges lists the head slid forward"),
    "head.turn": (-85, 85, "AAOS, neck: rotation 60 to 80"),
}
"""Joint movement: (least, most, source), in degrees; see docs/figures.md for the signs."""


def within(movement: str) -> AfterValidator:
    """A pydantic check that an angle is inside the limits of `movement`."""
    low, high, _ = LIMITS[movement]

    def check(angle: float) -> float:
        if not low <= angle <= high:
            name = movement.replace(".", " ")
            raise ValueError(f"{name} {angle:g}° is beyond what the joint allows; write {low:g} to {high:g} degrees")
        return angle

    return AfterValidator(check)


Number = Annotated[float, Field(allow_inf_nan=False)]
Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]
HipFlex = Annotated[Number, within("hip.flex")]
HipAbduct = Annotated[Number, within("hip.abduct")]
HipRotate = Annotated[Number, within("hip.rotate")]
Knee = Annotated[Number, within("knee")]
Ankle = Annotated[Number, within("ankle")]
Toes = Annotated[Number, within("toes")]
ShoulderFlex = Annotated[Number, within("shoulder.flex")]
ShoulderAbduct = Annotated[Number, within("shoulder.abduct")]
ShoulderRotate = Annotated[Number, within("shoulder.rotate")]
Elbow = Annotated[Number, within("elbow")]
Wrist = Annotated[Number, within("wrist")]
Palm = Annotated[Number, within("palm")]
SpineFlex = Annotated[Number, within("spine.flex")]
SpineSide = Annotated[Number, within("spine.side")]
SpineTurn = Annotated[Number, within("spine.turn")]
HeadFlex = Annotated[Number, within("head.flex")]
HeadForward = Annotated[Number, within("head.forward")]
HeadSide = Annotated[Number, within("head.side")]
HeadTurn = Annotated[Number, within("head.turn")]
