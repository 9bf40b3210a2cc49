"""The `props` of a figure file → one frozen model for each kind: floor, mat, bed, chair, ball, band …

Units: 100 = body height. `from`, `to` and `at` count forward from below the hips; see docs/figures.md.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from handout_builder.model.figures.joint_limits import Number, Positive
from handout_builder.model.figures.pose import Pair, Spot
from handout_builder.model.frozen import Frozen


class _Stretch(Frozen):
    start: Number = Field(-60.0, alias="from")
    end: Number = Field(60.0, alias="to")
    over: bool = False


class Floor(_Stretch):
    """The line of the floor, in units forward from below the hips."""

    type: Literal["floor"]


class Mat(_Stretch):
    """A mat on the floor, as long as it is drawn; `across`: seen from its end."""

    type: Literal["mat"]
    across: bool = False


class Bed(_Stretch):
    """A bed; `height` is that of its top above the floor, in units.

    `across`: its long side is in front of the person; `from` and `to` then count to the person's left.
    """

    type: Literal["bed"]
    height: Positive = 32.0
    across: bool = False


class Table(_Stretch):
    """A table; `height` is that of its top above the floor, in units."""

    type: Literal["table"]
    height: Positive = 42.0


class Step(_Stretch):
    """A step; `height` is that of its top above the floor, in units."""

    type: Literal["step"]
    height: Positive = 9.0


class Chair(Frozen):
    """A chair whose seat is at `height` units; `back` draws the backrest."""

    type: Literal["chair"]
    at: Number = 0.0
    height: Positive = 24.0
    faces: Literal["forward", "back"] = "forward"
    back: bool = True
    over: bool = False


class Wall(Frozen):
    """A wall, `at` units forward from below the hips."""

    type: Literal["wall"]
    at: Number
    height: Positive = 100.0
    over: bool = False


class Doorway(Frozen):
    """Two posts, `at` units forward from below the hips and `width` units apart."""

    type: Literal["doorway"]
    at: Number
    height: Positive = 100.0
    width: Positive = 44.0
    over: bool = False


class Ball(Frozen):
    """A ball with its centre at a spot; `pressed: 0.8` flattens it to 80 %."""

    type: Literal["ball"]
    at: Spot
    radius: Positive = 5.0
    pressed: Annotated[Number, Field(ge=0.5, le=1)] = 1.0
    over: bool = False


class Pillow(Frozen):
    """A pillow near a spot: `offset` and `size` are pairs across and up, in units."""

    type: Literal["pillow"]
    at: Spot
    offset: Pair = (0.0, -8.0)
    size: Pair = (17.0, 5.0)
    over: bool = False


class Towel(Frozen):
    """A rolled towel near a spot: `offset` and `size` are pairs across and up, in units."""

    type: Literal["towel"]
    at: Spot
    offset: Pair = (0.0, 0.0)
    size: Pair = (9.0, 4.0)
    over: bool = False


class Band(Frozen):
    """An exercise band through two or more spots; `behind` paints it behind the body."""

    type: Literal["band"]
    through: Annotated[tuple[Spot, ...], Field(min_length=2)]
    behind: bool = False


Prop = Annotated[
    Floor | Mat | Bed | Table | Step | Chair | Wall | Doorway | Ball | Pillow | Towel | Band,
    Field(discriminator="type"),
]
