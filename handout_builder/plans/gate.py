"""A plan's flags + its exercises → a problem for each precaution or contraindication that no override answers.

This compares data with data. It is no medical advice.
"""

from __future__ import annotations

from collections.abc import Iterator

from handout_builder.errors import Problem, did_you_mean
from handout_builder.model.exercise import Exercise
from handout_builder.plans.plan import Plan
from handout_builder.practice.library import Entry, Library

NOT_ADVICE = "this check compares data only and is no medical advice"


def flag_problems(entry: Entry[Plan], exercises: list[Entry[Exercise]], library: Library) -> Iterator[Problem]:
    """Unknown flags of the plan, flags that speak against an exercise and have no override, overrides of nothing."""
    plan = entry.model
    if not (plan.flags or plan.overrides):
        return
    known_flags = library.precautions().model.flags
    for index, flag in enumerate(plan.flags):
        if flag not in known_flags:
            wrong = f'there is no flag "{flag}" in handouts/precautions.yaml'
            yield Problem(entry.place("flags", index), wrong, did_you_mean(flag, known_flags))
    used: set[tuple[str, str]] = set()
    decided = {(override.exercise, override.flag) for override in plan.overrides}
    for exercise in exercises:
        found = exercise.model.precautions
        for flag in plan.flags:
            if found is None or flag not in found.flags:
                continue
            used.add((exercise.name, flag))
            if (exercise.name, flag) not in decided:
                yield _match(entry, exercise, flag, found.flags[flag])
    for index, override in enumerate(plan.overrides):
        if (override.exercise, override.flag) not in used:
            problem = f'the override of "{override.flag}" for "{override.exercise}" overrides nothing'
            yield Problem(entry.place("overrides", index), problem, "delete it, or correct its exercise and flag")


def _match(entry: Entry[Plan], exercise: Entry[Exercise], flag: str, kind: str) -> Problem:
    where = exercise.place("precautions", "flags", flag)
    return Problem(
        entry.place("flags", entry.model.flags.index(flag)),
        f'the patient\'s flag "{flag}" is a {kind} of "{exercise.name}" ({where})',
        'choose another exercise, or write an override with "exercise", "flag", "reason" and "who" (--override); '
        f"{NOT_ADVICE}",
    )
