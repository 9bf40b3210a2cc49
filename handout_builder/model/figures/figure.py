"""A figure file (`images/figures/*.yaml`, see docs/figures.md) → one frozen model that `figures/` draws."""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from handout_builder.errors import did_you_mean
from handout_builder.model.author_text import PictureText
from handout_builder.model.figures.joint_limits import Number, Positive
from handout_builder.model.figures.pose import Bone, GhostPose, Pair, Pose, Spot, Triple
from handout_builder.model.figures.props import Prop
from handout_builder.model.frozen import Frozen
from handout_builder.model.people import Build, Hair
from handout_builder.model.side import ShownSide

Factor = Annotated[Number, Field(ge=0.6, le=1.6)]
View = Literal["right", "front-right", "front", "front-left", "left", "back-left", "back", "back-right", "above"]
Area = Literal[
    "left_hip_flexor", "right_hip_flexor", "left_front_thigh", "right_front_thigh", "left_hamstring", "right_hamstring",
    "left_calf", "right_calf", "left_shin", "right_shin", "left_inner_thigh", "right_inner_thigh", "left_outer_thigh",
    "right_outer_thigh", "left_buttock", "right_buttock", "left_hip_side", "right_hip_side",
    "left_low_back", "right_low_back", "low_back",
    "left_upper_back", "right_upper_back", "upper_back", "left_chest", "right_chest", "abdominals", "lower_abdomen",
    "left_lower_abdomen", "right_lower_abdomen", "left_side_trunk", "right_side_trunk",
    "left_shoulder", "right_shoulder",
    "left_upper_arm_front", "right_upper_arm_front", "left_upper_arm_back", "right_upper_arm_back",
    "left_forearm", "right_forearm", "left_neck", "right_neck",
]  # fmt: skip


class Person(Frozen):
    """Who is drawn; colours of skin, hair and clothes come from the brand."""

    hair: Hair = "short"
    face: Literal["calm", "smile", "older"] = "calm"
    shape: Build = "average"
    clothing: Literal["shorts", "trousers", "leggings"] = "shorts"
    top: Literal["shirt", "sleeveless", "raised"] = "shirt"
    shoes: bool = False


class BodyShape(Frozen):
    """Factors on the girths of the person's shape."""

    waist: Factor = 1.0
    hips: Factor = 1.0
    chest: Factor = 1.0
    shoulders: Factor = 1.0
    depth: Factor = 1.0


class Highlight(Frozen):
    """A patch of colour on an area of the body."""

    area: Area


class Arrow(Frozen):
    """An arrow near a spot, straight (`by`, units) or `around` another spot (`sweep`, in degrees)."""

    at: Spot
    offset: Pair = (0.0, 0.0)
    by: Pair = (0.0, 0.0)
    around: Spot | None = None
    sweep: Pair = (20.0, -20.0)
    gap: Number = 4.0
    toward: Triple | None = None
    frame: Bone = "pelvis"
    double: bool = False


class Guide(Frozen):
    """A dashed line: of gravity, a plumb line, or one through two spots; lengths are in units."""

    type: Literal["gravity", "plumb", "line"]
    at: Spot | None = None
    through: tuple[Spot, ...] = ()
    offset: Pair = (0.0, 0.0)
    length: Positive = 16.0
    up: Number = 10.0
    down: Number = 10.0
    extend: Number = 6.0

    @model_validator(mode="after")
    def _has_its_places(self) -> Guide:
        if self.type == "line" and len(self.through) != 2:
            raise ValueError('a line needs two places; write "through: [left_hip, right_hip]"')
        if self.type != "line" and self.at is None:
            raise ValueError(f'a {self.type} guide needs a place; write "at: …"')
        return self


class Mark(Frozen):
    """A sign on a spot of the body, with a radius in units."""

    at: Spot
    mark: Literal["ball", "cross", "target", "dot"] = "target"
    radius: Positive = 2.5


def _joined_lines(value: Any) -> Any:
    return "\n".join(value) if isinstance(value, list) and all(isinstance(line, str) for line in value) else value


LabelText = Annotated[
    PictureText,
    Field(min_length=1),
    BeforeValidator(_joined_lines),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
"""One line, or a list of lines."""


class Callout(Frozen):
    """Words near a spot: `offset` is across and up, in units; `leader` draws a line to the spot."""

    at: Spot
    offset: Pair = (8.0, 4.0)
    text: LabelText
    leader: bool = True
    bold: bool = False


class Inset(Frozen):
    """Another figure in a round window: `at` and `radius` in units of the drawing, `scale` a factor."""

    at: Pair
    radius: Positive
    scale: Positive = 1.0
    centre: Spot
    shift: Pair = (0.0, 0.0)
    figure: FigureFile


class Crop(Frozen):
    """The part of the drawing that is shown: `size` is its width and height in units, `scale` a factor."""

    centre: Spot
    size: Pair
    scale: Positive = 1.0
    round: bool = False


def _view(value: Any) -> Any:
    """A named view, or an azimuth written as a number."""
    try:
        return float(value)
    except (TypeError, ValueError):
        known = get_args(View)
        if value not in known:
            raise ValueError(f'"view: {value}" is no view; {did_you_mean(str(value), known)}') from None
        return value


class FigureFile(Frozen):
    """One picture: a person in a pose, seen from a side, with props and marks."""

    start: str | None = Field(None, alias="from")
    side: ShownSide = "none"
    mirror: Literal["allowed", "never"] = "allowed"
    view: Annotated[View | Number, BeforeValidator(_view)] = "right"
    pitch: Annotated[Number, Field(ge=-30, le=90)] | None = None
    person: Person = Person()
    shape: BodyShape = BodyShape()
    pose: Pose = Pose()
    ghost: GhostPose | None = None
    props: tuple[Prop, ...] = ()
    highlight: tuple[Highlight, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    guides: tuple[Guide, ...] = ()
    spots: tuple[Mark, ...] = ()
    labels: tuple[Callout, ...] = ()
    insets: tuple[Inset, ...] = ()
    crop: Crop | None = None
    panels: tuple[FigureFile, ...] = ()
    gap: Number = 8.0
    caption: str | None = None


Inset.model_rebuild()
FigureFile.model_rebuild()
