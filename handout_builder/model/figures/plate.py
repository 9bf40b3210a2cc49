"""An anatomy plate (`kind: plate` in `images/figures/*.yaml`, see docs/plates.md) → one frozen model."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from handout_builder.errors import did_you_mean
from handout_builder.model.author_text import PictureText
from handout_builder.model.figures.joint_limits import Number
from handout_builder.model.frozen import Frozen
from handout_builder.model.side import ShownSide

Role = Literal[
    "figink", "skin", "skin_far", "shirt", "shirt_far", "shorts", "shorts_far", "hair", "shoe", "prop", "prop_fill",
    "prop_soft", "shade", "accent", "zone", "ghost", "muscle", "bone", "text", "muted", "paper", "none",
]  # fmt: skip
"""What paints a shape; `none` leaves it out."""
Pair = tuple[Number, Number]
Positive = Annotated[Number, Field(gt=0)]
Share = Annotated[Number, Field(ge=0, le=1)]


class PlacedPoint(Frozen):
    """A hand-placed point of an outline; the curve is smooth through it unless it is a corner."""

    x: Number
    y: Number
    corner: bool = False


def _point(value: Any) -> Any:
    """`[x, y]`, or `[x, y, corner]`."""
    if not isinstance(value, list):
        return value
    mark = value[2] if len(value) == 3 else "corner"
    if len(value) not in (2, 3) or not all(isinstance(part, str | int | float) for part in value):
        raise ValueError("this is not a point; write [x, y] or [x, y, corner]")
    if mark != "corner":
        raise ValueError(f'"{mark}" does not mark a point; {did_you_mean(str(mark), ["corner"])}')
    return {"x": value[0], "y": value[1], "corner": len(value) == 3}


Point = Annotated[PlacedPoint, BeforeValidator(_point)]
Outline = Annotated[tuple[Point, ...], Field(min_length=3)]
Course = Annotated[tuple[Point, ...], Field(min_length=2)]


class _Placed(Frozen):
    name: str | None = None
    pair: bool = False
    """Drawn here and once more mirrored in the midline."""
    inside: str | None = None
    """The name of an earlier area beyond which nothing shows."""


class _Painted(_Placed):
    fill: Role = "bone"
    stroke: Role = "figink"
    width: Positive | None = None
    """Points; the plate's `outline` when left out."""
    opacity: Share = 1.0
    shade: Pair | None = None
    """The shape shifted by this leaves a darker edge."""


class AreaShape(_Painted):
    """A closed outline."""

    type: Literal["area"]
    outline: Outline
    holes: tuple[Outline, ...] = ()
    half: bool = False
    """The outline is the half at x >= 0, from top to bottom; its mirror image closes it."""

    @model_validator(mode="after")
    def _one_half(self) -> AreaShape:
        if self.half and self.pair:
            raise ValueError('"half" and "pair" are both given; keep one of the two')
        if self.half and any(point.x < 0 for point in self.outline):
            raise ValueError("a point of a half outline is at x < 0; place the half at x >= 0 only")
        return self


class OvalShape(_Painted):
    """An ellipse."""

    type: Literal["oval"]
    centre: Pair
    radii: tuple[Positive, Positive]
    tilt: Number = 0.0


class LineShape(_Placed):
    """An open stroke of the pen."""

    type: Literal["line"]
    points: Course
    stroke: Role = "figink"
    width: Positive | None = None
    opacity: Share = 1.0
    taper: Literal["both", "end", "none"] = "both"


class MuscleShape(_Painted):
    """A belly between two edges, with its fibres."""

    type: Literal["muscle"]
    fill: Role = "muscle"
    inner: Course
    outer: Course
    top: tuple[Point, ...] = ()
    fibres: Annotated[int, Field(ge=0, le=40)] = 8
    fibre: Role = "figink"
    fibre_width: Positive = 0.5
    reach: tuple[Share, Share] = (0.03, 0.9)
    sheen: Annotated[int, Field(ge=0, le=12)] = 0
    gloss: Role = "paper"
    gloss_width: Positive = 0.8

    @model_validator(mode="after")
    def _forward(self) -> MuscleShape:
        if self.reach[0] >= self.reach[1]:
            raise ValueError('"reach" runs backwards; write the smaller share first, such as [0.03, 0.9]')
        return self


class ZoneShape(_Placed):
    """Where it hurts: tint, hatch and outline, so that it shows without colour too."""

    type: Literal["zone"]
    outline: Outline


PlateShape = Annotated[AreaShape | OvalShape | LineShape | MuscleShape | ZoneShape, Field(discriminator="type")]


class Layer(Frozen):
    """Shapes about one midline."""

    name: str = ""
    at: Pair = (0.0, 0.0)
    shapes: Annotated[tuple[PlateShape, ...], Field(min_length=1)]


class PlateLabel(Frozen):
    """Words next to the drawing, with a leader that ends in a dot on what is meant."""

    at: Pair | None = None
    to: Pair
    elbow: Pair | None = None
    text: Annotated[PictureText, Field(min_length=1)]
    more: PictureText | None = None
    anchor: Literal["start", "middle", "end"] = "start"
    bold: bool = False
    size: Positive = 9.5
    leave: Literal["side", "top", "foot"] = "side"
    """Where the leader leaves the words: at the side that `anchor` names, above them or below them."""


class Letter(Frozen):
    """A single large mark: R or L next to the body."""

    at: Pair
    text: Annotated[PictureText, Field(min_length=1, max_length=12)]
    size: Positive = 12.0


class PlateFile(Frozen):
    """One anatomy plate or body chart."""

    kind: Literal["plate"]
    side: ShownSide = "none"
    mirror: Literal["allowed", "never"] = "never"
    scale: Positive = 1.0
    outline: Positive = 1.3
    margin: Annotated[Number, Field(ge=0)] = 2.0
    frame: tuple[Number, Number, Number, Number] | None = None
    layers: Annotated[tuple[Layer, ...], Field(min_length=1)]
    labels: tuple[PlateLabel, ...] = ()
    letters: tuple[Letter, ...] = ()

    @model_validator(mode="after")
    def _upright_frame(self) -> PlateFile:
        if self.frame is not None and not (self.frame[0] < self.frame[2] and self.frame[1] < self.frame[3]):
            raise ValueError('"frame" has no room inside; write [left, bottom, right, top], y counts upwards')
        return self
