"""The smallest parts of a sheet: rich texts, pictures, warnings; the other blocks are made of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from handout_builder.errors import Place
from handout_builder.model.rich_text import Rich
from handout_builder.model.safety import Level

NOWHERE = Place(Path("-"))


@dataclass(frozen=True, slots=True)
class PictureBlock:
    """A picture by its file; `mirrored` when the sheet is for the other side than the picture shows."""

    path: Path
    alt: str
    mirrored: bool = False
    caption: Rich | None = None
    credit: Rich | None = None
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class SafetyBlock:
    """A warning: signal word, head (how to avoid it), body (hazard and consequence)."""

    level: Level
    word: str
    head: Rich
    body: Rich
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class SafetyLineBlock:
    """A warning of an earlier place in one line, with the page where it stands whole."""

    level: Level
    word: str
    head: Rich
    anchor: str | None
    page_word: str
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class AskBlock:
    """Who must ask before doing the exercise."""

    head: Rich
    text: Rich
    place: Place = field(default=NOWHERE, compare=False)
