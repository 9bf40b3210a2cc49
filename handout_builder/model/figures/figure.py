"""A figure file (`images/figures/*.yaml`) → one frozen model that `figures/` turns into a Drawing.

HOW TO WRITE A FIGURE.  Units: 100 = body height.  Angles in degrees.  Axes: forward, to the person's left, up.
All keys are optional; `from: <name>` takes over `images/poses/<name>.yaml` (the whole file, key by key), and the figure
says only what differs.  Base drawings show the RIGHT side as the treated one.

    from: half_kneeling          # a pose file to start from
    side: left | right | none    # the treated side the drawing shows (default none)
    mirror: allowed | never      # never: asked for mirrored, it is an error (lettering, organs)
    view: right                  # right | front-right | front | front-left | left | back-left | back | back-right
                                 # | above, or an azimuth (right 0, front 90, left 180, back 270); "right" faces right
    pitch: 6                     # camera height in degrees (side views 0, others 6)
    person: {hair: short|bun|ponytail|bob|curly|long|buzz|bald, face: calm|smile|older, shape: average|slim|broad|full,
             clothing: shorts|trousers|leggings, top: shirt|sleeveless|raised, shoes: true}
    shape: {waist: .93, hips: 1.06, shoulders: .92, chest: .95, depth: 1}     # factors on the person's shape
    pose:
      pelvis: {lean: 0, side: 0, turn: 0, height: 52}   # lean + forward (90 face down, -90 on the back); height of the
                                                        # hips above the floor, needed with `foot` (standing about 52)
      spine: {flex: 0, low: 0, side: 0, turn: 0}        # + forward, + to the left; low: the low back alone (- arched)
      head:  {flex: 0, side: 0, turn: 0, forward: 0}    # + chin down, ear to the left, face to the left; forward:
                                                        # the neck pokes forward, the eyes stay level
      right_leg:                                        # left_leg the same; three ways:
        hip: 90 | [flex, abduct] | [flex, abduct, rotate outward]     # with
        knee: 90                                                      # bent
        ankle: -20 | flat                                             # + toes up; flat = sole level
        toes: 0
        foot: [forward, outward]   # or: heel stands there, counted from below the pelvis; knee found by itself
        heel: 55                   #     lifted by degrees (toes stay down); negative = toes up
        toe_out: 4
        reach: <place>             # or: the ankle goes there
        pole: [1, 0, 0]            # with foot or reach: where the knee points, in pelvis axes
      right_arm:
        shoulder: 172 | [flex, abduct, rotate outward] | down       # down = upper arm hangs whatever the trunk does
        elbow: 8
        wrist: 8                   # + towards the palm
        palm: -25                  # turn of the forearm
        hand: relaxed | flat | grip | fist | point | clasp | interlaced
        palm_on: floor | wall | front | body | none     # none: as the forearm turns it
        reach: <place>             # the wrist goes there; pole: where the elbow points [forward, outward, up]
        holds: {limb: right_shank, at: .15, behind: false}          # palm on the front (or back) of a thigh or shank
      rest: torso                  # part(s) that lie on the surface (default: the lowest point of all)
      height: 0                    # height of that surface (bed 32, chair 24)
      touch: [left_toes, right_foot]   # tip the whole figure until both are on the surface (at most 12 degrees)
    <place> = right_knee | {joint: right_hip, frame: right_thigh, by: [forward, left, up]} | [x, y, z]
            | {skin: torso|thigh|shank|upper_arm|forearm, side: right, along: 10, around: 0}
      [x, y, z] counts in the room: forward and left of the hips, height above the floor. `by` counts in the axes of
      `frame` (default pelvis; `room` for level ones). Torso `along`: hips 0, navel 9.5, armpit 23; limbs 0 to 1.
      A limb is placed one way (hip and knee | foot | reach; shoulder and elbow | reach | holds); when a figure says
      another way than its pose file, that of the pose file is dropped. Lists (props, arrows …) replace, never add.
    ghost: {right_leg: {…}, shift: [x, y, z]}        # another moment, pale, behind; only the parts named
    props:                         # `over: true` draws a prop over the figure (bands are); x counts forward
      - {type: floor, from: -60, to: 60}
      - {type: mat, from: -60, to: 60, across: false}
      - {type: bed, from: -66, to: 3, height: 32}        # table the same: {type: table, …, height: 42}
      - {type: chair, at: 0, height: 24, faces: forward|back, back: true}
      - {type: wall, at: 35, height: 100}
      - {type: doorway, at: 10, height: 100, width: 44}
      - {type: step, from: 10, to: 40, height: 9}
      - {type: ball, at: <place>, radius: 4.6, pressed: 1}         # pressed 0.8: flattened to 80 %
      - {type: pillow, at: <place>, offset: [0, -8], size: [17, 5]}
      - {type: towel, at: <place>, offset: [0, 0], size: [10, 4]}  # rolled
      - {type: band, through: [<place>, …], behind: false}         # behind: passes behind the figure
    highlight: [{area: right_hip_flexor}]                # see Area
    arrows:
      - {at: <place>, by: [dx, dy], offset: [dx, dy], double: false}            # straight, on the paper, y up
      - {at: <place>, around: <place>, sweep: [from, to], gap: 4}               # swings: degrees anticlockwise of `at`
      - {at: <place>, toward: [forward, left, up], frame: pelvis, offset: [0, 0]}  # straight, in the room
    guides:
      - {type: gravity, at: <place>, offset: [0, 0], length: 16}     # dashed, with an arrow head: weight pulls here
      - {type: plumb, at: <place>, offset: [0, 0], up: 10, down: 10} # dashed upright line
      - {type: line, through: [<place>, <place>], extend: 6}         # dashed, e.g. hips level
    spots: [{at: <place>, mark: ball|cross|target|dot, radius: 2.5}]
    labels: [{at: <place>, offset: [12, 5], text: edge, leader: true, bold: false}]   # [two, lines]; {1 in|2.5 cm}
    insets: [{at: [-30, 36], radius: 15, scale: 1, centre: <place>, shift: [0, 0], figure: {…a figure…}}]
    crop: {centre: <place>, size: [30, 34], scale: 2, round: false}            # a close-up;
                                                                     # arrows and labels may stand outside it
    panels: [{view: side, …}, {view: front, …}]      # variations of this figure, side by side
    gap: 8                         # between panels
    caption: "from above"          # words under the drawing (or panel)
"""

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
    area: Area


class Arrow(Frozen):
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
    at: Spot
    offset: Pair = (8.0, 4.0)
    text: LabelText
    leader: bool = True
    bold: bool = False


class Inset(Frozen):
    at: Pair
    radius: Positive
    scale: Positive = 1.0
    centre: Spot
    shift: Pair = (0.0, 0.0)
    figure: FigureFile


class Crop(Frozen):
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
    side: Literal["left", "right", "none"] = "none"
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
