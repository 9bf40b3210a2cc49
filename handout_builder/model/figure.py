"""A picture as content uses it: which file, what it shows in words, which side, and whether it may be mirrored."""

from __future__ import annotations

import re
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field

from handout_builder.model.author_text import Text
from handout_builder.model.frozen import Frozen
from handout_builder.model.side import ShownSide, SidedText, SideText

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


def _describes(text: SideText) -> SideText:
    for version in (text.neutral, text.sided):
        fault = alt_fault(version.words) if version is not None else None
        if fault:
            raise ValueError(fault)
    return text


AltText = Annotated[SidedText, AfterValidator(_describes)]


class Figure(Frozen):
    """A picture of the practice's images folder."""

    UNPRINTED_FIELDS: ClassVar = frozenset({"file", "side", "mirror", "credit"})
    file: str = Field(min_length=1, description="the name of the picture in images/, with or without its ending")
    alt: AltText = Field(description="what the body does in the picture, for readers who cannot see it")
    caption: Text | None = None
    side: ShownSide = Field(default="none", description="the side of the body that the picture shows as treated")
    mirror: Literal["allowed", "never"] = Field(
        default="allowed", description="whether the mirrored picture may serve for the other side"
    )
    credit: Text | None = Field(default=None, description="who made the picture, printed where its licence wants it")
