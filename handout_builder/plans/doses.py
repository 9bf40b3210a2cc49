"""The items of a plan that give one exercise + its usual dose → the doses to print, week by week."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from handout_builder.errors import ContentError, Problem
from handout_builder.model.dosage import Dosage
from handout_builder.model.dose_text import EXAMPLE, DoseChange, Part, print_dose
from handout_builder.model.exercise import Exercise
from handout_builder.model.side import Side
from handout_builder.plans.dose_merge import MergedDose, merged
from handout_builder.plans.dose_time import PlannedDose
from handout_builder.plans.plan import Plan
from handout_builder.practice.library import Entry


def planned_doses(
    entry: Entry[Plan], indexes: tuple[int, ...], exercise: Entry[Exercise], sides: tuple[Side | None, ...]
) -> tuple[tuple[PlannedDose, ...], tuple[str, ...]]:
    """The doses in the order of their weeks, and what the clinician should know of them.

    Raises ContentError with every problem of a dose.
    """
    problems: list[Problem] = []
    doses: list[PlannedDose] = []
    remarks: list[str] = []
    for index in indexes:
        item = entry.model.exercises[index]
        place = entry.place("exercises", index, "dosage")
        for own, first in zip(item.doses or (None,), (first for first, _ in item.weeks), strict=True):
            try:
                found = merged(exercise.model.dosage, own)
            except ValueError as error:
                wrong, _, remedy = str(error).partition("; ")
                problems.append(Problem(place, wrong, remedy))
                continue
            gaps = [*_gaps(found.dose, exercise.name), *_side_problems(own, exercise, sides)]
            problems += [Problem(place, wrong, remedy) for wrong, remedy in gaps]
            doses.append(_planned(found.dose, first))
            remarks += _remarks(found, exercise.model.dosage)
    doses.sort(key=lambda planned: planned.first_week)
    for earlier, later in pairwise(doses):
        if earlier.last_week is None or later.first_week <= earlier.last_week:
            problem = f'two doses of "{exercise.name}" hold in week {later.first_week}'
            remedy = 'end the first, as in "2 x 8, for 2 weeks", and begin the second, as in "from week 3"'
            problems.append(Problem(entry.place("exercises", indexes[-1], "dosage"), problem, remedy))
    if problems:
        raise ContentError(problems)
    return tuple(doses), tuple(dict.fromkeys(remarks))


def _planned(dose: Dosage, first: int) -> PlannedDose:
    return PlannedDose(dose, first, first + dose.weeks.high - 1 if dose.weeks else None)


def _gaps(dose: Dosage, name: str) -> Iterator[tuple[str, str]]:
    remedy = f"write the dose, such as {EXAMPLE}"
    if not dose.names_work:
        yield f'neither the plan nor "{name}" says how many times or how long', remedy
    if not (dose.frequency or dose.days or dose.day_times):
        yield f'neither the plan nor "{name}" says how often', remedy


def _side_problems(
    own: DoseChange | None, exercise: Entry[Exercise], sides: tuple[Side | None, ...]
) -> Iterator[tuple[str, str]]:
    """A dose "each side" of an exercise that this sheet gives for one side, or that has none."""
    if own is None or not own.each_side or len(sides) == 2 or exercise.model.sides == "both":
        return
    if exercise.model.sides == "none":
        yield f'the dose says "each side", and "{exercise.name}" has no side', 'delete "each side"'
    else:
        remedy = 'write "side: both", or delete "each side"'
        yield f'the dose says "each side", and the plan gives "{exercise.name}" for the {sides[0]} side', remedy


def _remarks(found: MergedDose, usual: Dosage | None) -> Iterator[str]:
    """Which parts of the usual dose joined a dose that names work, and which it leaves out."""
    if usual is None:
        return
    if found.left_out:
        yield f"the usual {_listed(usual, found.left_out)} {_is(found.left_out)} left out"
        time = found.dose.duration
        if "hold" in found.left_out and time:
            yield f'"{time}" without "hold" is how long it is done; write "{time} hold" to hold it'
    if found.kept and found.own_work:
        yield f"the usual {_listed(usual, found.kept)} {_is(found.kept)} kept"


def _listed(usual: Dosage, parts: tuple[Part, ...]) -> str:
    words = [_said(usual, part) for part in parts]
    return " and ".join([", ".join(words[:-1])] * bool(words[:-1]) + words[-1:])


def _said(usual: Dosage, part: Part) -> str:
    """ "hold of 5 s", "2 sets", "every day": a part of a dose as the short notation says it."""
    value = getattr(usual, part)
    if part in ("hold", "rest", "duration", "load"):
        return f"{part} of {value}"
    if part in ("sets", "repetitions"):
        return f"{value} {part}"
    return f'"{print_dose(Dosage.model_construct(**{part: value}))}"'


def _is(parts: tuple[Part, ...]) -> str:
    return "is" if len(parts) == 1 else "are"
