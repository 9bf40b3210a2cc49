"""A plan + the handouts of its exercises + its brand → the one stop list that it prints, or what is wrong with it.

A plan prints one list, never the lists of all handouts together: a long list is read by no one, and signs of another
injury mislead. It is the list of the handout that the plan names, else that of the handouts that list all of its
exercises where these agree, else that of the brand. Signs that its exercises name themselves follow, each once.
"""

from __future__ import annotations

from collections.abc import Sequence

from handout_builder.errors import ContentError, Place, Problem
from handout_builder.model.exercise import Exercise
from handout_builder.model.handout import Handout
from handout_builder.model.safety import StopList, with_signs
from handout_builder.plans.plan import Plan
from handout_builder.plans.prescription import StopChoice, brand_of
from handout_builder.practice.library import Entry, Library, known


def handouts_of(entry: Entry[Plan], library: Library) -> tuple[Entry[Handout], ...]:
    """The handout that the plan names, then all that list an exercise which that one does not.

    Their warnings for a whole handout are printed; the first gives language and brand to a plan that names none. Raises
    ContentError for an unknown handout and for one with faults, which might list an exercise.
    """
    plan = entry.model
    named = None
    if plan.handout is not None:
        named = library.handout(known(plan.handout, library.handout_names, "handout", entry.place("handout")))
    every = [library.handout(name) for name in library.handout_names]
    used: dict[str, Entry[Handout]] = {named.name: named} if named else {}
    for item in plan.exercises:
        if not named or item.exercise not in named.model.exercises:
            used |= {each.name: each for each in every if item.exercise in each.model.exercises}
    return tuple(used.values()) or tuple(every[:1])


def stop_choice(
    entry: Entry[Plan], handouts: Sequence[Entry[Handout]], exercises: Sequence[Entry[Exercise]], library: Library
) -> StopChoice:
    """The stop list of a plan with the own signs of its exercises.

    Raises ContentError where nothing says when to stop, and where several lists could be meant.
    """
    chosen, place = _chosen(entry, handouts, library)
    signs = with_signs(chosen, dict.fromkeys(exercise.model.stop for exercise in exercises))
    other = (each for each in handouts if each.model.stop not in (None, chosen))
    others = tuple(each.name for each in other if _lists(each, entry.model))
    return StopChoice(signs, place, others)


def _chosen(entry: Entry[Plan], handouts: Sequence[Entry[Handout]], library: Library) -> tuple[StopList, Place]:
    plan = entry.model
    wanted = {item.exercise for item in plan.exercises}
    if plan.handout is not None and handouts[0].model.stop:
        return handouts[0].model.stop, handouts[0].place("stop")
    lists = [(each.model.stop, each.place("stop")) for each in handouts if wanted <= set(each.model.exercises)]
    agreed = {stop for stop, _ in lists}
    if len(agreed) == 1 and (first := lists[0])[0]:
        return first[0], first[1]
    name = brand_of(plan, tuple(handouts)) if handouts else plan.brand
    brand = library.brand(name) if name in library.brand_names else None
    if brand and brand.model.stop:
        return brand.model.stop, brand.place("stop")
    raise ContentError(_problems(entry, handouts))


def _problems(entry: Entry[Plan], handouts: Sequence[Entry[Handout]]) -> list[Problem]:
    """What to write so that one list is meant."""
    unlisted = [
        Problem(
            entry.place("exercises", index),
            f'no handout lists "{item.exercise}", so nothing says when to stop and call',
            'add the exercise to a handout, name one with "handout: …", or give the brand a "stop" list',
        )
        for index, item in enumerate(entry.model.exercises)
        if not any(item.exercise in each.model.exercises for each in handouts)
    ]
    if unlisted:
        return unlisted
    names = ", ".join(f'"{each.name}"' for each in handouts)
    problem = f"the exercises have more than one stop list, those of the handouts {names}"
    return [Problem(entry.place("exercises"), problem, 'name one with "handout: …", or give the brand a "stop" list')]


def _lists(handout: Entry[Handout], plan: Plan) -> bool:
    return any(item.exercise in handout.model.exercises for item in plan.exercises)
