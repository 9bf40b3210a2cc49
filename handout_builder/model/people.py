"""The people that a practice wants in its figures + the name of a picture → one person: skin tone, hair, body shape.

All pictures of one exercise (`lunge_1`, `lunge_2` …), for both sides, show the same person; other exercises show
others, on every machine the same. By default the skin is paper-white and the person is that of the figure file.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from handout_builder.model.frozen import Frozen

Hair = Literal["short", "bun", "ponytail", "bob", "curly", "long", "buzz", "bald"]
Build = Literal["average", "slim", "broad", "full"]
Skin = Literal["paper", "light", "tan", "brown", "dark"]
SKIN_TONES: dict[str, tuple[str, str]] = {
    "light": ("#F9E7DA", "#E6D3C5"),
    "tan": ("#E8C39E", "#D2AE8A"),
    "brown": ("#C9986D", "#B48761"),
    "dark": ("#A97C58", "#99704F"),
}
"""Skin of near parts and of far limbs; all at least 3:1 against the outline of any brand (WCAG 2.2, 1.4.11)."""
_STEP = re.compile(r"_\d+$")


@dataclass(frozen=True)
class Someone:
    """The person in one exercise's pictures; `looks` replaces fields of the person in the figure file."""

    skin: tuple[str, str] | None
    looks: tuple[tuple[str, str], ...]


class People(Frozen):
    """Who is drawn. Of several values each exercise takes one, so that patients see people like themselves."""

    skin: tuple[Skin, ...] = Field(default=(), description="skin tones; paper is the white of the paper")
    hair: tuple[Hair, ...] = Field(default=(), description="instead of the hair that each figure says")
    shape: tuple[Build, ...] = Field(default=(), description="instead of the body shape that each figure says")

    def person(self, picture: str) -> Someone:
        """The person in a picture with this name, chosen by the name without its step number."""
        exercise = _STEP.sub("", picture)
        skin = _chosen(self.skin, f"skin of {exercise}")
        looks = (("hair", _chosen(self.hair, f"hair of {exercise}")), ("shape", _chosen(self.shape, exercise)))
        return Someone(SKIN_TONES.get(skin or "paper"), tuple((name, value) for name, value in looks if value))


def _chosen(values: Sequence[str], name: str) -> str | None:
    """One of the values, evenly spread over names and the same on every machine."""
    if not values:
        return None
    return values[int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big") % len(values)]
