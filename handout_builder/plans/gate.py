"""A plan's flags + its exercises → a problem for each contraindication and each precaution that no one decided about.

A contraindication stops the sheet until the plan says, for that exercise, who decided and why. A precaution asks once,
for all exercises that have it, how it is made safe. This compares data with data. It is no medical advice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from handout_builder.errors import Place, Problem, did_you_mean
from handout_builder.model.exercise import Exercise
from handout_builder.model.safety import FlagKind
from handout_builder.plans.decisions import MEASURES, MadeSafe
from handout_builder.plans.plan import Plan
from handout_builder.practice.library import Entry, Library

NOT_ADVICE = "this check compares data only and is no medical advice"


@dataclass(frozen=True)
class Match:
    """A flag of the patient that an exercise of the plan names."""

    exercise: Entry[Exercise]
    flag: str
    kind: FlagKind

    @property
    def said(self) -> str:
        """The exercise with the place of the flag in its file."""
        return f'"{self.exercise.name}" ({self.exercise.place("precautions", "flags", self.flag)})'


def matches(plan: Plan, exercises: list[Entry[Exercise]]) -> tuple[Match, ...]:
    """Every flag of the plan with every exercise that names it, each once, in the plan's order."""
    given = {exercise.name: exercise for exercise in exercises}.values()
    return tuple(
        Match(exercise, flag, exercise.model.precautions.flags[flag])
        for exercise in given
        for flag in dict.fromkeys(plan.flags or ())
        if exercise.model.precautions and flag in exercise.model.precautions.flags
    )


def measures_of(plan: Plan, exercise: Entry[Exercise]) -> tuple[MadeSafe, ...]:
    """The decisions of the plan that make its precautions of one exercise safe, in the plan's order."""
    flags = {match.flag for match in matches(plan, [exercise]) if match.kind == "precaution"}
    return tuple(each for each in plan.precautions if each.flag in flags)


def flag_problems(entry: Entry[Plan], exercises: list[Entry[Exercise]], library: Library) -> Iterator[Problem]:
    """Unknown flags of the plan, flags that no one decided about, and decisions about nothing."""
    plan = entry.model
    if not (plan.flags or plan.overrides or plan.precautions):
        return
    known_flags = library.precautions().model.flags
    for index, flag in enumerate(plan.flags or ()):
        if flag not in known_flags:
            wrong = f'there is no flag "{flag}" in handouts/precautions.yaml'
            yield Problem(entry.place("flags", index), wrong, did_you_mean(flag, known_flags))
    found = matches(plan, exercises)
    stopped = [match for match in found if match.kind == "contraindication"]
    asked = [match for match in found if match.kind == "precaution"]
    yield from _undecided(entry, stopped, asked)
    yield from _idle(entry, stopped, asked)


def _undecided(entry: Entry[Plan], stopped: list[Match], asked: list[Match]) -> Iterator[Problem]:
    plan = entry.model
    overridden = {(override.exercise, override.flag) for override in plan.overrides}
    for match in stopped:
        if (match.exercise.name, match.flag) not in overridden:
            yield Problem(
                _place(entry, match.flag),
                f'"{match.exercise.name}" is contraindicated for this patient: the flag "{match.flag}" is a '
                f"contraindication of {match.said}",
                "take the exercise out of the plan. Or a clinician decides otherwise for this exercise and writes who "
                f'and why under "overrides" (--override); {NOT_ADVICE}',
            )
    made_safe = {decision.flag for decision in plan.precautions}
    for flag in dict.fromkeys(match.flag for match in asked):
        if flag not in made_safe:
            listed = ", ".join(match.said for match in asked if match.flag == flag)
            yield Problem(
                _place(entry, flag),
                f'how is it made safe? The flag "{flag}" is a precaution of {listed}',
                f'write it once under "precautions" (--precaution), with "made_safe" ({", ".join(MEASURES)}, or other '
                f'words), "who" and "when"; {NOT_ADVICE}',
            )


def _idle(entry: Entry[Plan], stopped: list[Match], asked: list[Match]) -> Iterator[Problem]:
    """Decisions that meet no flag, or are of the other kind."""
    plan = entry.model
    of_exercise = {(match.exercise.name, match.flag) for match in stopped}
    careful = {(match.exercise.name, match.flag) for match in asked}
    for index, override in enumerate(plan.overrides):
        place, key = entry.place("overrides", index), (override.exercise, override.flag)
        if key in careful:
            problem = f'"{override.flag}" is a precaution of "{override.exercise}", not a contraindication'
            remedy = 'write under "precautions" how it is made safe, once for all exercises, and delete this override'
            yield Problem(place, problem, remedy)
        elif key not in of_exercise:
            problem = f'the override of "{override.flag}" for "{override.exercise}" overrides nothing'
            yield Problem(place, problem, "delete it, or correct its exercise and flag")
    for index, decision in enumerate(plan.precautions):
        if decision.flag in {flag for _, flag in careful}:
            continue
        place = entry.place("precautions", index)
        names = ", ".join(f'"{name}"' for name, flag in sorted(of_exercise) if flag == decision.flag)
        if names:
            problem = f'"{decision.flag}" is a contraindication of {names}, not a precaution'
            yield Problem(place, problem, 'write under "overrides" who decided and why, for each exercise')
        else:
            problem = f'the precaution "{decision.flag}" is of no exercise and no flag of this plan'
            yield Problem(place, problem, "delete it, or correct its flag")


def _place(entry: Entry[Plan], flag: str) -> Place:
    return entry.place("flags", (entry.model.flags or ()).index(flag))
