"""Blocks that only a patient's plan has: who and when, what to do, the pain ruler, the log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from handout_builder.compose.block_parts import NOWHERE, PictureBlock, SafetyLineBlock
from handout_builder.errors import Place
from handout_builder.model.rich_text import Rich, rich, words
from handout_builder.practice.language import WhereWords


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
class WhereBlock:
    """On which page each exercise of a plan is: words, and the letter and the anchor of each exercise."""

    words: WhereWords
    exercises: tuple[tuple[str, str], ...]

    def text(self, pages: Mapping[str, int], here: int = 1) -> str:
        """One phrase for each page: "A here, B to D on page 2". `pages` says on which page each anchor is."""
        found: dict[int, list[str]] = {}
        for letter, anchor in self.exercises:
            found.setdefault(pages[anchor], []).append(letter)
        return ", ".join(
            self.words.here.format(letters=self._letters(letters))
            if page == here
            else self.words.on_page.format(letters=self._letters(letters), page=page)
            for page, letters in found.items()
        )

    def _letters(self, letters: list[str]) -> str:
        if len(letters) == 1:
            return letters[0]
        form = self.words.two if len(letters) == 2 else self.words.several
        return form.format(first=letters[0], last=letters[-1])


@dataclass(frozen=True, slots=True)
class PlanListBlock:
    """The heading above the exercises of a plan, with a hint on the same line.

    where  on which page each exercise is, for sheets that have no rows
    """

    heading: Rich
    hint: Rich | None = None
    where: WhereBlock | None = None
    place: Place = field(default=NOWHERE, compare=False)

    def with_places(self, pages: Mapping[str, int]) -> PlanListBlock:
        """The same with the page of each exercise in its hint. `pages` says on which page each anchor is."""
        if self.where is None:
            return self
        said = self.where.words.with_minutes.format(where=self.where.text(pages), minutes=words(self.hint or ()))
        return replace(self, hint=rich(said))


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
