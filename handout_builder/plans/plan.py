"""One patient's plan: which exercises, on which side, how much, from when; from a file, a row or the command line."""

from __future__ import annotations

import re
import unicodedata
from datetime import timedelta
from itertools import pairwise
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from handout_builder.errors import nearest
from handout_builder.model.dose_text import MOST_WEEKS, DoseChange, DoseText
from handout_builder.model.frozen import Frozen
from handout_builder.model.language_code import LanguageCode
from handout_builder.model.side import Side
from handout_builder.plans.decisions import MadeSafe, Override
from handout_builder.plans.progression import is_progression, phases_of
from handout_builder.plans.typed_text import Name, Note, PlainText, PlanDate, Variation

MANY_EXERCISES = 4
"""More exercises give the clinician a note: adherence falls with each one (Physical Therapy 1999, ages 65 and over)."""
MANY_MINUTES = 30
"""More minutes a day give the clinician a note too."""
MOST_MINUTES = 480
"""More minutes a day must be a mistake in a dose: no one exercises longer than a working day."""
PRIVATE_FIELDS = frozenset(
    {"patient", "record", "note", "private_note", "reason", "who", "made_safe", "easier", "harder"}
)
"""What no error text, file name, log or metadata may repeat."""


NO_FLAGS = "none"
"""What a cell of a spreadsheet, or an option, says where the patient was asked and no flag is true."""


def _listed(value: Any) -> Any:
    """Flags in one text as a list; "none", alone, as an empty one."""
    found = re.split(r"[\s,;]+", value.strip()) if isinstance(value, str) and value.strip() else value
    if isinstance(found, list) and [str(each).casefold() for each in found] == [NO_FLAGS]:
        return []
    return found


Flags = Annotated[tuple[str, ...], BeforeValidator(_listed), WithJsonSchema({"type": "array"})]


def _item_fields(value: Any) -> Any:
    """An exercise in its short notation: name, name:side, or name:side:dose."""
    if not isinstance(value, str):
        return value
    name, _, rest = value.partition(":")
    side, found, dose = rest.partition(":")
    fields: dict[str, Any] = {"exercise": name.strip()}
    if side.strip():
        fields["side"] = _known_side(side.strip().lower(), is_last=not found)
    if found:
        fields["dosage"] = dose.strip().strip('"')
    return fields


def _known_side(word: str, *, is_last: bool) -> str:
    """Raises ValueError for a word that is no side, with the choices; a dose in its place has one colon too few."""
    if word in tuple(Side):
        return word
    if is_last and word[0].isdigit():
        raise ValueError(f'"{word}" is no side; if it is the dose, write two colons before it: "::{word}"')
    near = nearest(word, tuple(Side))
    raise ValueError(f'"{word}" is no side; write left, right or both after the first colon{near and f". {near}"}')


class PlanItem(Frozen):
    """One exercise of a plan."""

    exercise: str = Field(min_length=1, description="the name of its file in handouts/exercises/")
    side: Side | None = Field(default=None, description="left, right or both, for an exercise that is done on one side")
    dosage: DoseText | None = Field(default=None, description="a whole dose, or what differs from the usual one")
    later: tuple[DoseText, ...] = Field(default=(), description="doses of later weeks, each with its start_week")
    start_week: int | None = Field(default=None, ge=1, le=MOST_WEEKS, description="the week of the plan to begin in")
    note: Note | None = Field(default=None, description="printed on the exercise's page")
    private_note: Note | None = Field(default=None, description="on the chart copy only")
    easier: Variation | None = Field(default=None, description='replaces "Make it easier"; "skip" leaves it out')
    harder: Variation | None = Field(default=None, description='replaces "Make it harder"; "skip" leaves it out')

    @property
    def first_week(self) -> int:
        """The week of the plan in which the exercise begins; 1 is the first."""
        return self.start_week or (self.dosage.start_week if self.dosage else None) or 1

    @property
    def doses(self) -> tuple[DoseChange, ...]:
        """The own doses in the order of their weeks; none where the usual dose holds."""
        return (*((self.dosage,) if self.dosage else ()), *self.later)

    @property
    def weeks(self) -> tuple[tuple[int, int | None], ...]:
        """First and last week of each dose, as far as the plan says; None for no end."""
        if not self.dosage:
            return ((self.first_week, None),)
        firsts = (self.first_week, *(dose.start_week or 1 for dose in self.later))
        return tuple(
            (first, first + dose.weeks.high - 1 if dose.weeks else None)
            for first, dose in zip(firsts, self.doses, strict=True)
        )

    @model_validator(mode="before")
    @classmethod
    def _week_by_week(cls, value: Any) -> Any:
        """A dose written week by week, as its first dose and the later ones."""
        text = value.get("dosage") if isinstance(value, dict) else None
        if not isinstance(text, str) or not is_progression(text):
            return value
        first, *later = phases_of(text)
        return {**value, "dosage": first, **({"later": later} if later else {})}

    @model_validator(mode="after")
    def _weeks_in_order(self) -> PlanItem:
        if self.later and not self.dosage:
            raise ValueError('"later" needs a first dose; write "dosage" too')
        for (_, last), (first, _) in pairwise(self.weeks):
            if last is None or first <= last:
                raise ValueError(f'two doses hold in week {first}; end the earlier one, as in "2 x 8, for 2 weeks"')
        return self

    @model_validator(mode="after")
    def _one_start(self) -> PlanItem:
        own = self.dosage.start_week if self.dosage else None
        if self.start_week and own and self.start_week != own:
            raise ValueError('"start_week" and the dosage name two different weeks; keep one of the two')
        return self


Item = Annotated[PlanItem, BeforeValidator(_item_fields)]


def _bare(text: str) -> str:
    """Letters and digits alone, without accents: "José G." and "jose-g" are the same."""
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_BARE_LETTERS))
    return "".join(character for character in apart if character.isalnum())


_BARE_LETTERS = str.maketrans("łøđðħŧı", "loddhti")
"""Letters that Unicode does not take apart into a letter and an accent."""


def _telling(text: str | None) -> list[str]:
    """The parts of a name or a record number that would identify it: each longer word, and all of it together."""
    parts = [_bare(part) for part in re.split(r"[\W_]+", text or "")]
    short = [part.lstrip("0") for part in parts if part.isdigit()]  # a spreadsheet drops zeros in front
    return [part for part in (*parts, *short, "".join(parts)) if len(part) > 2]


class Plan(Frozen):
    """One patient's plan."""

    PRINTED_FIELDS: ClassVar = frozenset({"clinician", "note", "easier", "harder", "made_safe"})
    """A patient's name with letters that no font has gets a line to write on."""

    id: str | None = Field(
        default=None,
        pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$",
        description="names the file; never the patient's name",
    )
    patient: Name | None = Field(default=None, description="left out: a line to write on")
    record: Annotated[PlainText, Field(max_length=40)] | None = Field(
        default=None, description="for the chart copy only"
    )
    clinician: Name | None = Field(default=None, description="left out: a line to write on")
    date: PlanDate = Field(description="the first day of week 1")
    made: PlanDate | None = Field(default=None, description="the day on which the plan was made; left out: today")
    next_visit: PlanDate | None = None
    handout: str | None = Field(default=None, description="whose stop list is used; usually found by itself")
    exercises: tuple[Item, ...] = Field(min_length=1, max_length=12)
    note: Note | None = Field(default=None, description="printed on the plan page")
    private_note: Note | None = Field(default=None, description="on the chart copy only")
    log_weeks: int = Field(default=4, ge=2, le=4)
    language: LanguageCode | None = None
    brand: str | None = None
    edition: str = "standard"
    paper: Literal["letter", "a4"] | None = None
    flags: Flags | None = Field(
        default=None,
        description="names of handouts/precautions.yaml that are true of this patient; [] when asked and none is; "
        "left out: not asked",
    )
    overrides: tuple[Override, ...] = Field(default=(), description="decisions about contraindications, one each")
    precautions: tuple[MadeSafe, ...] = Field(default=(), description="how each precaution is made safe, once a flag")

    @model_validator(mode="after")
    def _one_decision_each(self) -> Plan:
        overridden = [(each.exercise, each.flag) for each in self.overrides]
        for exercise, flag in overridden:
            if overridden.count((exercise, flag)) > 1:
                raise ValueError(f'"overrides" decides twice about "{flag}" for "{exercise}"; keep one of the two')
        made_safe = [each.flag for each in self.precautions]
        for flag in made_safe:
            if made_safe.count(flag) > 1:
                raise ValueError(f'"precautions" decides twice about "{flag}"; one decision holds for all exercises')
        return self

    @model_validator(mode="after")
    def _dates_and_exercises(self) -> Plan:
        if self.next_visit and not self.date < self.next_visit <= self.date + timedelta(days=730):
            raise ValueError(
                f'"next_visit: {self.next_visit}" is not in the two years after "date: {self.date}"; check both dates'
            )
        if self.id and any(part in _bare(self.id) for text in (self.patient, self.record) for part in _telling(text)):
            raise ValueError('"id" holds a part of the name or the record number, and would show it; write another id')
        seen: dict[tuple[str, Side], list[tuple[int, int | None]]] = {}
        for item in self.exercises:
            for side in (Side.LEFT, Side.RIGHT) if item.side in (None, Side.BOTH) else (item.side,):
                earlier = seen.setdefault((item.exercise, side), [])
                if any(meet(one, other) for one in item.weeks for other in earlier):
                    raise ValueError(
                        f'"exercises" gives "{item.exercise}" twice for one side in the same weeks; keep one, name '
                        'another side, or end the first, as in "for 2 weeks", and begin the second "from week 3"'
                    )
                earlier += item.weeks
        return self


def meet(one: tuple[int, int | None], other: tuple[int, int | None]) -> bool:
    """Whether two stretches of weeks, from first to last (None: no end), have a week in common."""
    return (one[1] is None or other[0] <= one[1]) and (other[1] is None or one[0] <= other[1])
