"""A picture as content uses it: which file, what it shows in words, which side, and whether it may be mirrored."""

from __future__ import annotations

import re
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, Discriminator, Field, Tag

from handout_builder.model.author_text import AuthorText, Text
from handout_builder.model.frozen import Frozen
from handout_builder.model.side import ShownSide, Side, SidedText, SideText

_FILE_NAME = re.compile(r"(\.(png|jpe?g|webp|tiff?|gif|svg|ya?ml)\b)|^[\w-]+_[\w-]+$", re.IGNORECASE)
_EMPTY_WORDS = frozenset(
    {"image", "picture", "photo", "figure", "graphic", "drawing", "illustration", "exercise", "step"}
)


def alt_fault(said: str) -> str | None:
    """What is wrong with an alt text and what to write instead, in any language; None when nothing is wrong."""
    if _FILE_NAME.search(said):
        return f'the alt text "{said}" is a file name; write what the body does in the picture'
    if len(said) < 10 or set(re.findall(r"[^\W\d_]+", said.lower())) <= _EMPTY_WORDS:
        return f'the alt text "{said}" says too little; write what the body does in the picture'
    return f"the alt text has {len(said)} characters; write at most 300" if len(said) > 300 else None


def _describes(text: AuthorText) -> AuthorText:
    fault = alt_fault(text.words)
    if fault:
        raise ValueError(fault)
    return text


def _all_describe(text: SideText) -> SideText:
    for form in text.forms:
        _describes(form)
    return text


AltText = Annotated[SidedText, AfterValidator(_all_describe)]


class SidePicture(Frozen):
    """The picture of one side, where each side has a picture of its own."""

    file: str = Field(min_length=1, description="the name of the picture in images/, with or without its ending")
    alt: Annotated[Text, AfterValidator(_describes)] = Field(
        description="what the body does in the picture, for readers who cannot see it; it may name the side"
    )
    caption: Text | None = None
    credit: Text | None = Field(default=None, description="who made the picture, printed where its licence wants it")


class SidePictures(Frozen):
    """A picture for each side. Neither is ever mirrored; a sheet without a side shows the left one."""

    left: SidePicture = Field(description="for sheets of the left side")
    right: SidePicture = Field(description="for sheets of the right side")

    def of(self, side: Side | None) -> SidePicture:
        """The picture that a sheet for `side` shows."""
        return self.right if side is Side.RIGHT else self.left


class Figure(Frozen):
    """A picture of the practice's images folder."""

    UNPRINTED_FIELDS: ClassVar = frozenset({"file", "side", "mirror", "credit"})
    file: str = Field(min_length=1, description="the name of the picture in images/, with or without its ending")
    alt: AltText = Field(description="what the body does in the picture, for readers who cannot see it")
    caption: SidedText | None = None
    side: ShownSide = Field(default="none", description="the side of the body that the picture shows as treated")
    mirror: Literal["allowed", "never"] | None = Field(
        default=None,
        description="whether the mirrored picture may serve for the other side; left out, a drawing may, "
        "a photograph may not",
    )
    credit: Text | None = Field(default=None, description="who made the picture, printed where its licence wants it")


def _kind_of(value: Any) -> str:
    each = ("left" in value or "right" in value) if isinstance(value, dict) else isinstance(value, SidePictures)
    return "each" if each else "one"


StepFigure = Annotated[Annotated[Figure, Tag("one")] | Annotated[SidePictures, Tag("each")], Discriminator(_kind_of)]
"""One picture, or one for each side under `left:` and `right:`."""
