"""The smallest blocks of a sheet: pictures, warnings, who must ask first; other blocks contain them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from handout_builder.errors import Place
from handout_builder.model.rich_text import Rich
from handout_builder.model.safety import Level

NOWHERE = Place(Path("-"))


@dataclass(frozen=True, slots=True)
class PictureBlock:
    """A picture by its file; `mirrored` when the sheet is for the other side than the picture shows.

    labels  the words in a drawing, as drawn and as printed; None prints them as drawn
    """

    path: Path
    alt: str
    mirrored: bool = False
    caption: Rich | None = None
    credit: Rich | None = None
    labels: tuple[tuple[str, str], ...] | None = None
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
    """A warning in one line, printed away from its box; or several, whose heads are then the `body`.

    anchor     the place of its box, for a link and the page number; None prints neither
    page_word  holds {page}
    """

    level: Level
    word: str
    head: Rich
    anchor: str | None
    page_word: str
    body: Rich = ()
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class AskBlock:
    """Who must ask before doing the exercise; `word` is in the panel."""

    word: str
    head: Rich
    text: Rich
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class SafeguardBlock:
    """What keeps this patient safe, where a precaution of the exercise is true of them."""

    head: Rich
    measures: tuple[Rich, ...]
    place: Place = field(default=NOWHERE, compare=False)
