"""What a resolved plan is: each exercise with its letter, sides and doses, and what the clinician should know of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from handout_builder.model.dose_text import print_dose
from handout_builder.model.dose_time import REST_WEEK, PlannedDose, Week, busiest_day_seconds
from handout_builder.model.exercise import Exercise
from handout_builder.model.handout import Handout
from handout_builder.model.language import SideWords
from handout_builder.model.plan import MANY_EXERCISES, MANY_MINUTES, Override, Plan, PlanItem
from handout_builder.model.schedule import Day
from handout_builder.model.side import Side
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
class ResolvedPlan:
    """A plan with everything it names."""

    plan: Entry[Plan]
    handouts: tuple[Entry[Handout], ...]
    exercises: tuple[PrescribedExercise, ...]
    overrides: tuple[Override, ...]

    @property
    def language(self) -> str:
        """Code of the language: the plan's own, else that of its first handout."""
        return self.plan.model.language or self.handouts[0].model.language

    @property
    def brand(self) -> str:
        """Name of the brand: the plan's own, else that of its first handout."""
        return self.plan.model.brand or self.handouts[0].model.brand

    @property
    def minutes(self) -> int:
        """About how long the fullest day takes."""
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
        return tuple(found)


def side_remarks(resolved: ResolvedPlan, words: SideWords) -> tuple[str, ...]:
    """Own words of a plan that name the other side than their exercise: meant, perhaps, but worth a second look."""
    found = []
    for each in resolved.exercises:
        side = each.item.side
        if side in (Side.LEFT, Side.RIGHT):
            other = words.of(side.other).word
            own = " ".join(text for text in (each.item.note, each.item.easier, each.item.harder) if text)
            if _says(own, other):
                found.append(f'the words for exercise {each.letter} say "{other}", and it is given for the {side} side')
    sides = {each.item.side for each in resolved.exercises if each.item.side}
    for side in sides if len(sides) == 1 else ():
        other = words.of(side.other).word
        if side is not Side.BOTH and _says(resolved.plan.model.note or "", other):
            found.append(f'the note says "{other}", and the plan is for the {side} side')
    return tuple(found)


def _says(text: str, word: str) -> bool:
    return re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE) is not None


def stop_list(handouts: tuple[Entry[Handout], ...]) -> StopList:
    """Every sign of every handout, each once."""
    stops = [handout.model.stop for handout in handouts]
    if len(stops) == 1:
        return stops[0]
    emergency = tuple(dict.fromkeys(sign for stop in stops for sign in stop.emergency))
    clinic = tuple(dict.fromkeys(sign for stop in stops for sign in stop.clinic))
    return StopList.model_construct(emergency=emergency, clinic=clinic, source="")


def _handouts(entry: Entry[Plan], library: Library) -> tuple[Entry[Handout], ...]:
    """The handouts whose stop lists this plan must print.

    The handout that the plan names speaks for the exercises it lists; every other exercise brings all handouts that
    list it. An exercise of no handout is a problem: its sheet would say nothing about when to stop.
    """
    plan = entry.model
    named = None
    if plan.handout is not None:
        named = library.handout(known(plan.handout, library.handout_names, "handout", entry.place("handout")))
    every = [library.handout(name) for name in library.handout_names]
    problems: list[Problem] = []
    used: dict[str, Entry[Handout]] = {named.name: named} if named else {}
    for index, item in enumerate(plan.exercises):
        if item.exercise not in library.exercise_names or (named and item.exercise in named.model.exercises):
            continue
        listing = [handout for handout in every if item.exercise in handout.model.exercises]
        used |= {handout.name: handout for handout in listing}
        if not listing and not named:
            problem = f'no handout lists "{item.exercise}", so nothing says when to stop and call'
            remedy = 'add the exercise to a handout, or name one with "handout: …"'
            problems.append(Problem(entry.place("exercises", index), problem, remedy))
    if problems:
        raise ContentError(problems)
    return tuple(used.values()) or tuple(every[:1])


def _letters(plan: Plan, handouts: tuple[Entry[Handout], ...]) -> list[str]:
    """The letters of the handout, so that both sheets say "A" to one exercise; else letters in the plan's order."""
    names = [item.exercise for item in plan.exercises]
    listed = handouts[0].model.exercises if len(handouts) == 1 else ()
    if len(set(names)) == len(names) and set(names) <= set(listed):
        return [ascii_uppercase[listed.index(name)] for name in names]
    return list(ascii_uppercase[: len(names)])


def _prescribed(entry: Entry[Plan], index: int, exercise: Entry[Exercise], letter: str) -> PrescribedExercise:
    item = entry.model.exercises[index]
    problems: list[Problem] = []
    sides: tuple[Side | None, ...] = ()
    try:
        sides = _sides(entry, index, exercise)
    except ContentError as error:
        problems += error.problems
    dose = merged(exercise.model.dosage, item.dosage)
    problems += _dose_gaps(entry, index, dose)
    if problems:
        raise ContentError(problems)
    return PrescribedExercise(index, item, exercise, letter, dose, sides)


def _sides(entry: Entry[Plan], index: int, exercise: Entry[Exercise]) -> tuple[Side | None, ...]:
    side, sides = entry.model.exercises[index].side, exercise.model.sides
    place, name = entry.place("exercises", index, "side"), exercise.name
    if sides == "one":
        if side is None:
            problem = f'"{name}" is done on one side, and the plan names none'
            remedy = f'write "side: left", "side: right" or "side: both"; in short "{name}:left"'
            raise ContentError([Problem(place, problem, remedy)])
        return (Side.LEFT, Side.RIGHT) if side is Side.BOTH else (side,)
    if side in (Side.LEFT, Side.RIGHT):
        said = "is done on both sides in turn" if sides == "both" else "has no side"
        where = exercise.place("sides")
        problem = f'"{name}" {said} ({where}), and the plan says "{side}"'
        raise ContentError([Problem(place, problem, "delete the side, or choose another exercise")])
    if side is Side.BOTH and sides == "none":
        problem = f'"{name}" has no side ({exercise.place("sides")}), and the plan says "both"'
        raise ContentError([Problem(place, problem, "delete the side")])
    return (None,)


def _dose_gaps(entry: Entry[Plan], index: int, dose: Dosage) -> Iterator[Problem]:
    place = entry.place("exercises", index, "dosage")
    name = entry.model.exercises[index].exercise
    if not (dose.sets or dose.repetitions or dose.hold):
        problem = f'neither the plan nor "{name}" says how many times or how long'
        yield Problem(place, problem, f"write the dose, such as {EXAMPLE}")
    if not (dose.frequency or dose.days):
        problem = f'neither the plan nor "{name}" says how often'
        yield Problem(place, problem, f"write the dose, such as {EXAMPLE}")


def signature(each: PrescribedExercise) -> tuple[str, int, str | None, str | None, str | None]:
    """What makes an exercise of a plan the same as last time: its dose, its start, its words."""
    item = each.item
    return (
        tuple((print_dose(dose.dose), dose.first_week, dose.last_week) for dose in each.doses),
        item.note,
        item.easier,
        item.harder,
    )
