"""Blocks: what a sheet says, in reading order, with every word final; no sizes, no fonts, no files opened.

Each block knows the place it came from, so that a problem found later can still name file and line.
Places are ignored when blocks are compared: two blocks that print the same are equal.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from handout_builder.compose.block_parts import NOWHERE, PictureBlock, SafetyBlock, SafetyLineBlock
from handout_builder.compose.exercise_blocks import ExerciseBlock
from handout_builder.compose.plan_blocks import (
    FieldsBlock,
    LineBlock,
    LogTitleBlock,
    LogWeekBlock,
    NoteBlock,
    PainBlock,
    PlanListBlock,
    PlanRowBlock,
    StoppedBlock,
)
from handout_builder.errors import Place
from handout_builder.model.brand import Brand
from handout_builder.model.rich_text import Rich, Span, words


@dataclass(frozen=True, slots=True)
class TitleBlock:
    """The title of the sheet with its one main message and the series it belongs to."""

    title: Rich
    lead: Rich | None
    series: Rich | None = None
    place: Place = field(default=NOWHERE, compare=False)


def section_name(heading: Rich, kind: str = "section") -> str:
    """What a section is to its author, such as: list "What to bring"."""
    return f'{kind} "{words(heading)}"'


def continued_heading(heading: Rich, continued: str) -> Rich:
    """The heading again, where its section goes on."""
    return (*heading, Span(f" {continued}"))


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Paragraphs under a heading, next to a picture if there is one."""

    heading: Rich
    body: tuple[Rich, ...]
    picture: PictureBlock | None = None
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class OpeningBlock:
    """Title and first section, next to the picture they share."""

    title: TitleBlock
    text: TextBlock
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A bulleted list under a heading."""

    heading: Rich
    intro: Rich | None
    items: tuple[Rich, ...]
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class TickColumnBlock:
    """One column of boxes to tick."""

    heading: Rich
    items: tuple[Rich, ...]


@dataclass(frozen=True, slots=True)
class TickBlock:
    """Boxes to tick, in columns under a heading; `box_alt` is what a screen reader calls a box."""

    heading: Rich
    hint: Rich | None
    columns: tuple[TickColumnBlock, ...]
    box_alt: str
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class OverviewItem:
    """One exercise in the overview row."""

    letter: str
    name: Rich
    anchor: str


@dataclass(frozen=True, slots=True)
class OverviewBlock:
    """The exercises with their page numbers; `page_word` and `page_short` hold {page}."""

    items: tuple[OverviewItem, ...]
    page_word: str
    page_short: str
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class CalloutBlock:
    """A highlighted panel: heading, paragraphs, points to check, a picture."""

    heading: Rich
    body: tuple[Rich, ...]
    checks: tuple[Rich, ...]
    closing: Rich | None
    picture: PictureBlock | None
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class NextPartBlock:
    """What the next handout of the series is about, at the end of this one."""

    text: Rich
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class StopBlock:
    """When to stop and whom to call; `closed` says what to do when no one answers the phone."""

    stop: str
    and_call: str
    emergency_head: Rich
    emergency: tuple[Rich, ...]
    doctor_head: Rich
    doctor: tuple[Rich, ...]
    clinic_head: Rich
    clinic: tuple[Rich, ...]
    phone: str
    closed: Rich | None
    place: Place = field(default=NOWHERE, compare=False)


Block = (
    TitleBlock
    | OpeningBlock
    | TextBlock
    | ListBlock
    | TickBlock
    | OverviewBlock
    | CalloutBlock
    | NextPartBlock
    | SafetyBlock
    | SafetyLineBlock
    | ExerciseBlock
    | FieldsBlock
    | PlanListBlock
    | PlanRowBlock
    | StoppedBlock
    | NoteBlock
    | PainBlock
    | LogTitleBlock
    | LogWeekBlock
    | LineBlock
)


@dataclass(frozen=True, slots=True)
class Chapter:
    """Blocks that begin on a new page; `foot` is printed at the foot of that page."""

    blocks: tuple[Block, ...]
    foot: StopBlock | None = None


@dataclass(frozen=True, slots=True)
class Footer:
    """The words at the foot of each page; `page_of` holds {page} and {pages}."""

    parts: tuple[str, ...]
    last_parts: tuple[str, ...]
    page_of: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole sheet: everything that will be printed, and nothing else.

    continued  the words behind a heading that is printed again where its section goes on
    """

    key: str
    title: str
    subject: str
    language: str
    brand: Brand
    running: str
    continued: str
    footer: Footer
    chapters: tuple[Chapter, ...]
    metric: bool
    created: str
