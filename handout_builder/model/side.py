"""The side of the body as checked data, and texts that follow it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from handout_builder.model.author_text import AnyText, Text
from handout_builder.model.frozen import Frozen


class Side(StrEnum):
    """Which side of the body an exercise treats."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"

    @property
    def other(self) -> Side:
        """The opposite side; that of `both` is `both`."""
        return {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}.get(self, self)


OneSide = Literal["left", "right"]
ShownSide = Literal["left", "right", "none"]
"""The side of the body that a picture shows as treated."""
Sides = Literal["one", "both", "none"]
"""one: the clinician picks the side; both: each side in turn; none: the exercise has no side."""


class SideText(Frozen):
    """A text in two versions: one for sheets without a side, one that names it with {side} and {other_side}."""

    neutral: Text = Field(description="for sheets on which no side is chosen")
    sided: AnyText | None = Field(default=None, description="for sheets of one side; it names {side} or {other_side}")
    source: str = Field(default="", description='"added" when no source says it and a clinician must confirm it')

    @model_validator(mode="after")
    def _sided_names_the_side(self) -> SideText:
        if self.sided is not None and not self.sided.names_side:
            raise ValueError('"sided" names no side; write {side} or {other_side} in it, or delete it')
        return self


def _from_text(value: Any) -> Any:
    return {"neutral": value} if isinstance(value, str) else value


_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": "string"},
        {
            "type": "object",
            "additionalProperties": False,
            "required": ["neutral"],
            "properties": {"neutral": {"type": "string"}, "sided": {"type": "string"}, "source": {"type": "string"}},
        },
    ]
}

SidedText = Annotated[SideText, BeforeValidator(_from_text), WithJsonSchema(_SCHEMA)]
"""Written as one text, or as `neutral:` and `sided:`."""
