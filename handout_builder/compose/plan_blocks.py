"""Blocks that only a patient's plan has: who and when, what to do, the pain ruler, the log."""

from __future__ import annotations

from dataclasses import dataclass, field

from handout_builder.compose.block_parts import NOWHERE, PictureBlock, SafetyLineBlock
from handout_builder.errors import Place
from handout_builder.model.rich_text import Rich


@dataclass(frozen=True, slots=True)
class FieldCell:
    """A label with its value; without a value, a line to write on."""

    label: str
    value: str | None


@dataclass(frozen=True, slots=True)
class FieldsBlock:
    """Who the plan is for, since when, from whom, until when: one ruled row."""

    cells: tuple[FieldCell, ...]
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class PlanListBlock:
    """The heading above the rows of a plan, with a hint on the same line."""

    heading: Rich
    hint: Rich | None = None
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class PlanRowBlock:
    """One exercise of a plan: letter, picture, name, side, dose in words, and its warnings with their pages.

    anchor  where the exercise itself begins
    chips   the side first, then when the exercise begins
    change  "new" or "changed" since the plan before, in words
    """

    letter: str
    anchor: str
    name: Rich
    picture: PictureBlock | None
    chips: tuple[str, ...]
    change: str | None
    dose: tuple[Rich, ...]
    safety: tuple[SafetyLineBlock, ...]
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class StoppedBlock:
    """What the patient no longer does, with the advice to throw old sheets away."""

    heading: Rich
    items: tuple[Rich, ...]
    advice: Rich
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class NoteBlock:
    """Words of the clinician to this patient, printed exactly as written: markup is not read."""

    text: Rich
    signature: Rich | None = None
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class PainZone:
    """The numbers `first` to `last` of the pain ruler and what to do at them."""

    first: int
    last: int
    icon: str  # "check" | "easier" | "stop"
    head: str
    text: str


@dataclass(frozen=True, slots=True)
class PainBlock:
    """The pain ruler from 0 to 10 with the clinic's own limits."""

    heading: Rich
    hint: Rich
    zones: tuple[PainZone, ...]
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class LogTitleBlock:
    """The title of the log and how to use it."""

    title: Rich
    text: Rich
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class LogRow:
    """One exercise in a week of the log: the boxes of each day; with `any_day` words, their sum on days of choice."""

    letter: str
    name: Rich
    boxes: tuple[int, ...]
    any_day: str | None = None


@dataclass(frozen=True, slots=True)
class LogWeekBlock:
    """One week of the log."""

    heading: str
    days: tuple[str, ...]
    rows: tuple[LogRow, ...]
    pain: str
    box_alt: str  # with {exercise} and {day}
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class LineBlock:
    """A question with a line to write on."""

    label: Rich
    place: Place = field(default=NOWHERE, compare=False)
