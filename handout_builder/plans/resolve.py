"""A plan + the library → the resolved plan, or every problem of what the plan names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from string import ascii_uppercase

from handout_builder.errors import ContentError, Problem
from handout_builder.model.exercise import Exercise
from handout_builder.model.side import Side
from handout_builder.plans.doses import planned_doses
from handout_builder.plans.gate import flag_problems
from handout_builder.plans.plan import MOST_MINUTES, Plan
from handout_builder.plans.prescription import PrescribedExercise, ResolvedPlan
from handout_builder.plans.stop_choice import handouts_of, stop_choice
from handout_builder.practice.library import Entry, Library, known


def resolved_plan(entry: Entry[Plan], library: Library) -> ResolvedPlan:
    """The plan with its exercises and handouts. Raises ContentError with every problem of what it names."""
    problems: list[Problem] = []
    found: list[tuple[int, Entry[Exercise]]] = []
    for index, item in enumerate(entry.model.exercises):
        try:
            place = entry.place("exercises", index, "exercise")
            found.append((index, library.exercise(known(item.exercise, library.exercise_names, "exercise", place))))
        except ContentError as error:
            problems += error.problems
    try:
        handouts = handouts_of(entry, library)
    except ContentError as error:
        raise ContentError([*problems, *error.problems]) from None
    prescribed = []
    for number, (indexes, exercise) in enumerate(_grouped(entry.model, found)):
        try:
            prescribed.append(_prescribed(entry, indexes, exercise, ascii_uppercase[number]))
        except ContentError as error:
            problems += error.problems
    problems += flag_problems(entry, [exercise for _, exercise in found], library)
    stop = None
    if len(found) == len(entry.model.exercises):
        try:
            stop = stop_choice(entry, handouts, [exercise for _, exercise in found], library)
        except ContentError as error:
            problems += error.problems
    if stop is None:
        raise ContentError(problems)
    resolved = ResolvedPlan(entry, handouts, tuple(prescribed), stop)
    if not problems and resolved.minutes > MOST_MINUTES:
        wrong = f"the plan takes about {resolved.minutes} minutes a day, and the most is {MOST_MINUTES}"
        problems.append(Problem(entry.place("exercises"), wrong, "check how often, how many times and how long"))
    if problems:
        raise ContentError(problems)
    return resolved


def previous_plan(entry: Entry[Plan], now: Entry[Plan], library: Library) -> ResolvedPlan:
    """The plan before this one, without its flags.

    Raises ContentError with its problems, also when it is later than this one or another patient's.
    """
    then, plan = entry.model, now.model
    problems: list[Problem] = []
    for field, mine, theirs in (("record", plan.record, then.record), ("patient", plan.patient, then.patient)):
        if mine and theirs and mine.casefold() != theirs.casefold():
            problem = f'the plan before is for another patient: its "{field}" differs'
            problems.append(Problem(entry.place(field), problem, "name the plan that this patient had"))
    if then.date > plan.date:
        problem = f"the plan before ({then.date}) is later than this one ({plan.date})"
        problems.append(Problem(entry.place("date"), problem, "name the plan that this one follows"))
    if problems:
        raise ContentError(problems)
    nothing = {"flags": None, "overrides": (), "precautions": ()}
    unflagged = then.model_copy(update=nothing)  # what speaks against it now is stopped now
    return resolved_plan(replace(entry, model=unflagged), library)


def _grouped(plan: Plan, found: list[tuple[int, Entry[Exercise]]]) -> list[tuple[tuple[int, ...], Entry[Exercise]]]:
    """The exercises in the plan's order, with the indexes of all items that give one to one side in other weeks."""
    groups: dict[tuple[str, Side | None], tuple[list[int], Entry[Exercise]]] = {}
    for index, exercise in found:
        groups.setdefault((exercise.name, plan.exercises[index].side), ([], exercise))[0].append(index)
    return [(tuple(indexes), exercise) for indexes, exercise in groups.values()]


def _prescribed(
    entry: Entry[Plan], indexes: tuple[int, ...], exercise: Entry[Exercise], letter: str
) -> PrescribedExercise:
    first = indexes[0]
    problems = list(_words_of_later_items(entry, indexes))
    sides: tuple[Side | None, ...] = ()
    try:
        sides = _sides(entry, first, exercise)
        doses, remarks = planned_doses(entry, indexes, exercise, sides)
    except ContentError as error:
        raise ContentError([*problems, *error.problems]) from None
    if problems:
        raise ContentError(problems)
    return PrescribedExercise(first, entry.model.exercises[first], exercise, letter, doses, remarks, sides)


def _words_of_later_items(entry: Entry[Plan], indexes: tuple[int, ...]) -> Iterator[Problem]:
    """An exercise has one page for all its weeks, so its words belong to the first item."""
    for index in indexes[1:]:
        for field in ("note", "private_note", "easier", "harder"):
            if getattr(entry.model.exercises[index], field) is not None:
                problem = f'"{field}" is in a later item of one exercise, which has one page for all its weeks'
                yield Problem(entry.place("exercises", index, field), problem, "write it in the first item")


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
