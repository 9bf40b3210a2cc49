"""The side of the body as checked data, and texts that follow it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from handout_builder.model.author_text import AnyText, AuthorText, Text
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
Form = Literal["neutral", "sided", "left", "right", "both"]
"""The forms of a text. Which of them an exercise may have, follows from its `sides`."""
FORMS_OF: dict[Sides, tuple[Form, ...]] = {
    "one": ("neutral", "sided", "left", "right"),
    "both": ("neutral", "both"),
    "none": ("neutral",),
}
"""The forms that a sheet of such an exercise prints; any other would be lost."""


class SideText(Frozen):
    """A text in the forms that its sheets need: without a side, for each side, or for both sides in turn."""

    neutral: Text | None = Field(default=None, description="for sheets on which no side is chosen")
    sided: AnyText | None = Field(default=None, description="for sheets of one side; it names {side} or {other_side}")
    left: AnyText | None = Field(default=None, description="the whole text for sheets of the left side")
    right: AnyText | None = Field(default=None, description="the whole text for sheets of the right side")
    both: AnyText | None = Field(default=None, description="the whole text of an exercise done on both sides in turn")
    source: str = Field(default="", description='"added" when no source says it and a clinician must confirm it')

    @model_validator(mode="after")
    def _every_form_is_printed(self) -> SideText:
        if self.sided is not None and not self.sided.names_side:
            raise ValueError('"sided" names no side; write {side} or {other_side} in it, or delete it')
        for name in ("left", "right", "both"):
            text: AuthorText | None = getattr(self, name)
            if text is not None and text.names_side:
                raise ValueError(f'"{name}" names a side by a placeholder; write the word itself in it')
        if (self.left is None) != (self.right is None):
            missing = "right" if self.right is None else "left"
            raise ValueError(f'the text has a form for one side only; write "{missing}" too')
        if self.sided is not None and self.left is not None:
            raise ValueError('"sided" would never be printed next to "left" and "right"; delete it')
        if self.both is not None and (self.neutral or self.sided or self.left):
            raise ValueError('"both" is the whole text where both sides are done; delete its other forms')
        if self.neutral is None and self.both is None:
            raise ValueError('"neutral" is missing; write "neutral: …" here, for sheets without a side')
        return self

    def form(self, side: Side | None) -> AuthorText:
        """The form that a sheet for `side` prints; None is a sheet without a side."""
        own = {Side.LEFT: self.left, Side.RIGHT: self.right}.get(side) if side else None
        if own is None and side in (Side.LEFT, Side.RIGHT):
            own = self.sided
        found = own or self.neutral or self.both
        if found is None:  # no such text can be validated
            raise TypeError
        return found

    @property
    def forms(self) -> tuple[AuthorText, ...]:
        """Every form that is written."""
        return tuple(text for text in (self.neutral, self.sided, self.left, self.right, self.both) if text is not None)


def _from_text(value: Any) -> Any:
    return {"neutral": value} if isinstance(value, str) else value


_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": "string"},
        {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                name: {"type": "string"} for name in ("neutral", "sided", "left", "right", "both", "source")
            },
        },
    ]
}

SidedText = Annotated[SideText, BeforeValidator(_from_text), WithJsonSchema(_SCHEMA)]
"""Written as one text, or as its forms: `neutral:` with `sided:` or with `left:` and `right:`, or `both:` alone."""
