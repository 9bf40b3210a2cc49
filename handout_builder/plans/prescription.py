"""What a resolved plan is: each exercise with its letter, sides and doses, and what the clinician should know of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from handout_builder.errors import Place
from handout_builder.model.dose_text import print_dose
from handout_builder.model.exercise import Exercise
from handout_builder.model.handout import Handout
from handout_builder.model.safety import StopList
from handout_builder.model.schedule import Day
from handout_builder.model.side import Side
from handout_builder.plans.dose_time import REST_WEEK, PlannedDose, Week, busiest_day_seconds
from handout_builder.plans.plan import MANY_EXERCISES, MANY_MINUTES, Plan, PlanItem
from handout_builder.practice.language import BareSides
from handout_builder.practice.library import Entry


@dataclass(frozen=True)
class PrescribedExercise:
    """One exercise as this patient gets it.

    doses          in the order of their weeks, which do not meet
    dose_remarks   what the usual dose gave to them, and what of it they leave out
    sides          an entry for each page: None where there is no choice
    """

    index: int
    item: PlanItem
    entry: Entry[Exercise]
    letter: str
    doses: tuple[PlannedDose, ...]
    dose_remarks: tuple[str, ...]
    sides: tuple[Side | None, ...]

    @property
    def first_week(self) -> int:
        """The week of the plan in which the exercise begins."""
        return self.doses[0].first_week

    def week(self, number: int, begins: Day) -> Week:
        """What is to be done in a week of a plan whose first day is the weekday `begins`."""
        return next((dose.week(number, begins) for dose in self.doses if dose.holds_in(number)), REST_WEEK)

    @property
    def rounds(self) -> int:
        """How many sides the dose is done on."""
        return 2 if self.entry.model.sides == "both" else len(self.sides)


@dataclass(frozen=True)
class StopChoice:
    """The signs that a plan prints, where its list is written, and the handouts whose lists it does not print."""

    signs: StopList
    place: Place
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class ResolvedPlan:
    """A plan with the handouts and exercises that it names, and its stop list."""

    plan: Entry[Plan]
    handouts: tuple[Entry[Handout], ...]
    exercises: tuple[PrescribedExercise, ...]
    stop: StopChoice

    @property
    def language(self) -> str:
        """Code of the language: the plan's own, else that of its first handout."""
        return language_of(self.plan.model, self.handouts)

    @property
    def brand(self) -> str:
        """Name of the brand: the plan's own, else that of its first handout."""
        return brand_of(self.plan.model, self.handouts)

    @property
    def minutes(self) -> int:
        """Minutes that the longest day takes, about; at least 1."""
        return max(
            1, round(busiest_day_seconds([(dose, each.rounds) for each in self.exercises for dose in each.doses]) / 60)
        )

    @property
    def remarks(self) -> tuple[str, ...]:
        """What the clinician should know before printing."""
        found = []
        if len(self.exercises) > MANY_EXERCISES:
            found.append(f"the plan has {len(self.exercises)} exercises; people do fewer of them with each one added")
        if self.minutes > MANY_MINUTES:
            found.append(f"the plan takes about {self.minutes} minutes a day; people do less of it the longer it takes")
        found += [f"exercise {each.letter}: {remark}" for each in self.exercises for remark in each.dose_remarks]
        found += [
            f"exercise {each.letter} begins in week {each.first_week}, after the last week of the log"
            for each in self.exercises
            if each.first_week > self.plan.model.log_weeks
        ]
        if self.stop.left_out:
            names = " and ".join(f'"{name}"' for name in self.stop.left_out)
            found.append(f"the stop list is that of {self.stop.place.path}; the one of {names} is not printed")
        return tuple(found)


def language_of(plan: Plan, handouts: tuple[Entry[Handout], ...]) -> str:
    """Code of the language of a plan's sheet: the plan's own, else that of its first handout."""
    return plan.language or handouts[0].model.language


def brand_of(plan: Plan, handouts: tuple[Entry[Handout], ...]) -> str:
    """Name of the brand of a plan's sheet: the plan's own, else that of its first handout."""
    return plan.brand or handouts[0].model.brand


def side_remarks(resolved: ResolvedPlan, words: BareSides) -> tuple[str, ...]:
    """A remark for each text of the plan that names the other side than its exercise: perhaps meant, worth a check."""
    found = []
    for each in resolved.exercises:
        item = each.item
        other = _other_side_in((item.note, item.easier, item.harder), item.side, words)
        if other:
            found.append(
                f'the words for exercise {each.letter} say "{other}", and it is given for the {item.side} side'
            )
    sides = {each.item.side for each in resolved.exercises if each.item.side}
    for side in sides if len(sides) == 1 else ():
        other = _other_side_in((resolved.plan.model.note,), side, words)
        if other:
            found.append(f'the note says "{other}", and the plan is for the {side} side')
    return tuple(found)


def _other_side_in(texts: Iterable[str | None], side: Side | None, words: BareSides) -> str | None:
    """The first word of the texts that names the side opposite to `side`; None when there is none or no such side."""
    named = (found for text in texts if text and side in (Side.LEFT, Side.RIGHT) for found in words.named_in(text))
    return next((word for named_side, word in named if named_side is not side), None)


def signature(each: PrescribedExercise) -> tuple[object, ...]:
    """What must be equal for an exercise to count as unchanged: dose, first week, note, easier and harder."""
    item = each.item
    return (
        tuple((print_dose(dose.dose), dose.first_week, dose.last_week) for dose in each.doses),
        item.note,
        item.easier,
        item.harder,
    )
