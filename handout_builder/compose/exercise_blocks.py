"""Blocks of one exercise: head, dosage strip, steps, what to feel; the sheet's other blocks are in `blocks`."""

from __future__ import annotations

from dataclasses import dataclass, field

from handout_builder.compose.block_parts import NOWHERE, AskBlock, PictureBlock, SafeguardBlock, SafetyBlock
from handout_builder.compose.plan_blocks import NoteBlock
from handout_builder.errors import Place
from handout_builder.model.rich_text import Rich, Span, merged
from handout_builder.model.side import Side

NBSP = "\u00a0"


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
    """One amount of the dosage strip; without a value, a line to write on.

    line  how the amount is said where all amounts are on one line, with {amount} for value and unit
    """

    icon: str
    label: str
    value: str | None
    unit: str
    line: str = "{amount}"

    @property
    def phrase(self) -> Rich:
        """The amount in running words, its number bold; empty without a value."""
        if self.value is None:
            return ()
        before, _, after = self.line.partition("{amount}")
        unit = f"{NBSP}{self.unit}" if self.unit else ""
        spans = (Span(before), Span(self.value, bold=True), Span(unit), Span(after))
        return tuple(span for span in spans if span.text)


@dataclass(frozen=True, slots=True)
class StripBlock:
    """The dosage strip; `of` names the exercise, for readers who meet its blanks alone.

    `weeks` says in which weeks the dose holds, where an exercise has several.
    """

    side: SideCell | None
    cells: tuple[DoseCell, ...]
    of: str = ""
    weeks: str = ""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class StepBlock:
    """One step: number, command, detail, picture and its warnings; never split between pages."""

    number: int
    label: str
    do: Rich
    detail: Rich | None
    picture: PictureBlock | None
    safety: tuple[SafetyBlock, ...]
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class FeelCell:
    """One cell of the feel matrix.

    swatch  with the key to the hatch, if a picture of the exercise has one
    own     written for this patient
    """

    icon: str
    head: str
    text: Rich
    swatch: bool = False
    own: bool = False


@dataclass(frozen=True, slots=True)
class FeelBlock:
    """What to feel, what not to feel, how to make it easier or harder; in columns."""

    cells: tuple[FeelCell, ...]
    swatch_alt: str
    muscles: Rich | None = None
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class VideoBlock:
    """A QR code with the words next to it; `shown` is the address as a reader types it."""

    address: str
    shown: str
    label: tuple[str, ...]
    alt: str


@dataclass(frozen=True, slots=True)
class EarlierWarnings:
    """The words of a continued page that names the pages of earlier warnings, with {page}, or {first} and {last}."""

    one_page: str
    pages: str

    def on(self, first: int, last: int) -> str:
        """The words for warnings on the pages from `first` to `last`."""
        return self.one_page.format(page=first) if first == last else self.pages.format(first=first, last=last)


@dataclass(frozen=True, slots=True)
class ExerciseBlock:
    """One exercise, from its head to its feel matrix.

    status          when it begins and whether it is new, in words, where a plan says so
    commands_alone  the commands of its steps are enough where room is short
    """

    key: str
    letter: str
    label: str
    name: Rich
    purpose: Rich
    need: Rich | None
    video: VideoBlock | None
    ask: AskBlock | None
    strips: tuple[StripBlock, ...]
    start: Rich | None
    safety: tuple[SafetyBlock, ...]
    steps: tuple[StepBlock, ...]
    feel: FeelBlock | None
    continued: str
    earlier: EarlierWarnings
    note: NoteBlock | None = None
    safeguard: SafeguardBlock | None = None
    side: Side | None = None
    status: tuple[str, ...] = ()
    commands_alone: bool = False
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def intro(self) -> Rich:
        """What the exercise is good for, then what it needs."""
        return merged((*self.purpose, Span(" "), *self.need)) if self.need else self.purpose

    @property
    def strip(self) -> StripBlock:
        """The first dosage strip; the others are of later weeks."""
        return self.strips[0]

    @property
    def anchor(self) -> str:
        """The anchor of the exercise, for links and page references."""
        return f"exercise-{self.letter}-{self.side}" if self.side else f"exercise-{self.letter}"

    def warning_anchor(self, index: int) -> str:
        """The anchor of the warning of the whole exercise with that index (from 0): a page may end between two."""
        return f"{self.anchor}-warning-{index + 1}"

    def step_anchor(self, step: StepBlock) -> str:
        """The anchor of one step, for references to its warnings: they are never on another page than it."""
        return f"{self.anchor}-step-{step.number}"

    @property
    def placed_safety(self) -> tuple[tuple[str, SafetyBlock], ...]:
        """Every warning of the exercise in reading order, with the anchor that is on the page of its box."""
        whole = ((self.warning_anchor(index), message) for index, message in enumerate(self.safety))
        return (*whole, *((self.step_anchor(step), message) for step in self.steps for message in step.safety))

    @property
    def all_safety(self) -> tuple[SafetyBlock, ...]:
        """Every warning of the exercise, in reading order."""
        return tuple(message for _, message in self.placed_safety)
