"""Blocks: what a sheet says, in reading order, with every word final; no sizes, no fonts, no files opened.

Each block knows the place it came from, so that whatever goes wrong later can still name file and line.
Places do not count when blocks are compared: two blocks that print the same are the same.
"""

# ruff: noqa: PLC0414 - the smallest parts are found here too
from __future__ import annotations

from dataclasses import dataclass, field

from handout_builder.compose.block_parts import NOWHERE as _NOWHERE
from handout_builder.compose.block_parts import AskBlock as AskBlock
from handout_builder.compose.block_parts import PictureBlock as PictureBlock
from handout_builder.compose.block_parts import Rich as Rich
from handout_builder.compose.block_parts import SafetyBlock as SafetyBlock
from handout_builder.compose.block_parts import SafetyStripBlock as SafetyStripBlock
from handout_builder.compose.block_parts import rich as rich
from handout_builder.compose.block_parts import words as words
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
from handout_builder.model.side import Side


@dataclass(frozen=True, slots=True)
class SideCell:
    """The side in the dosage strip: chosen, or two boxes to tick."""

    label: str
    left: str
    right: str
    side: Side | None = None
    letter: str = ""
    phrase: str = ""


@dataclass(frozen=True, slots=True)
class DoseCell:
    """One amount of the dosage strip; without a value, a line to write on."""

    icon: str
    label: str
    value: str | None
    unit: str


@dataclass(frozen=True, slots=True)
class StripBlock:
    """The dosage strip; `of` names the exercise, for readers who meet its blanks alone."""

    side: SideCell | None
    cells: tuple[DoseCell, ...]
    of: str = ""
    place: Place = field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class StepBlock:
    """One step: number, command, detail, picture and its warnings; never parted."""

    number: int
    label: str
    do: Rich
    detail: Rich | None
    picture: PictureBlock | None
    safety: tuple[SafetyBlock, ...]
    place: Place = field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class FeelCell:
    """One cell of the feel matrix; `swatch` adds the hatch that pictures mark the place with."""

    icon: str
    head: str
    text: Rich
    swatch: bool = False


@dataclass(frozen=True, slots=True)
class FeelBlock:
    """What to feel, what not to feel, how to make it easier or harder; in columns."""

    cells: tuple[FeelCell, ...]
    swatch_alt: str
    muscles: Rich | None = None
    place: Place = field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class VideoBlock:
    """A QR code with the words beside it."""

    address: str
    label: tuple[str, ...]
    alt: str


@dataclass(frozen=True, slots=True)
class ExerciseBlock:
    """One exercise, from its head to its feel matrix."""

    key: str
    letter: str
    label: str
    name: Rich
    intro: Rich
    video: VideoBlock | None
    ask: AskBlock | None
    strip: StripBlock
    start: Rich | None
    safety: tuple[SafetyBlock, ...]
    steps: tuple[StepBlock, ...]
    feel: FeelBlock | None
    continued: str
    note: NoteBlock | None = None
    side: Side | None = None
    place: Place = field(default=_NOWHERE, compare=False)

    @property
    def anchor(self) -> str:
        """The place of the exercise, for links and page references."""
        return f"exercise-{self.letter}-{self.side}" if self.side else f"exercise-{self.letter}"

    def step_anchor(self, step: StepBlock) -> str:
        """The place of one step, for references to what stands there."""
        return f"{self.anchor}-step-{step.number}"

    @property
    def all_safety(self) -> tuple[SafetyBlock, ...]:
        """Every warning of the exercise, in reading order."""
        return self.safety + tuple(message for step in self.steps for message in step.safety)


@dataclass(frozen=True, slots=True)
class TitleBlock:
    """The title of the sheet with its one main message and the series it belongs to."""

    title: Rich
    lead: Rich | None
    series: Rich | None = None
    place: Place = field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Paragraphs under a heading; with a picture they stand beside it."""

    heading: Rich
    body: tuple[Rich, ...]
    picture: PictureBlock | None = None
    place: Place = field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class OpeningBlock:
    """Title and first section beside the picture they share."""

    title: TitleBlock
    text: TextBlock
    place: Place = field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A bulleted list under a heading."""

    heading: Rich
    intro: Rich | None
    items: tuple[Rich, ...]
    place: Place = field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class TickColumnBlock:
    """One column of boxes to tick."""

    heading: Rich
    items: tuple[Rich, ...]


@dataclass(frozen=True, slots=True)
class TickBlock:
    """Boxes to tick, in columns under a heading; `box_alt` says what a box is to those who cannot see it."""

    heading: Rich
    hint: Rich | None
    columns: tuple[TickColumnBlock, ...]
    box_alt: str
    place: Place = field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class OverviewItem:
    """One exercise in the overview row."""

    letter: str
    name: Rich
    anchor: str


@dataclass(frozen=True, slots=True)
class OverviewBlock:
    """The exercises with the pages they stand on; `page_word` and `page_short` hold {page}."""

    items: tuple[OverviewItem, ...]
    page_word: str
    page_short: str
    place: Place = field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class CalloutBlock:
    """A panel of its own."""

    heading: Rich
    body: tuple[Rich, ...]
    checks: tuple[Rich, ...]
    closing: Rich | None
    picture: PictureBlock | None
    place: Place = field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class NextPartBlock:
    """What the next handout of the series is about, at the end of this one."""

    text: Rich
    place: Place = field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class StopBlock:
    """When to stop and whom to call."""

    stop: str
    and_call: str
    emergency_head: Rich
    emergency: tuple[Rich, ...]
    clinic_head: Rich
    clinic: tuple[Rich, ...]
    phone: str
    place: Place = field(default=_NOWHERE, compare=False)


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
    | SafetyStripBlock
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
    """Blocks that begin on a new page; `foot` stands at the foot of that page."""

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
    """A whole sheet: everything that will be printed, and nothing else."""

    key: str
    title: str
    subject: str
    language: str
    brand: Brand
    running: str
    footer: Footer
    chapters: tuple[Chapter, ...]
    metric: bool
    created: str
