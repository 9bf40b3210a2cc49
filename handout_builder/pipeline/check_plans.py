"""A practice folder and looks → what plans and fillable sheets would refuse, for every exercise, side and look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import product

from handout_builder.errors import ContentError, Problem
from handout_builder.model.exercise import Exercise
from handout_builder.model.handout import Handout
from handout_builder.pipeline.handout import Job, lay_out
from handout_builder.pipeline.plan import PlanBuilder, PlanJob
from handout_builder.pipeline.sheet import FileKind, printed
from handout_builder.plans.read import plan_of_words
from handout_builder.practice.library import Entry, Library, Reading
from handout_builder.practice.look_files import is_faultless

LONGEST_DOSE = "2-3 x 10-12, hold 10-12 s, rest 10-12 s, with a medium band, 2-3 a day, Mon Tue Wed Thu Fri"
"""A dose that fills every cell of the strip, and that no exercise makes too long for a day."""
DATE = "2025-11-03"
PAPERS = ("letter", "a4")
FILLABLE = FileKind(fillable=True)


@dataclass(frozen=True, slots=True)
class Look:
    """How a sheet looks; None is what the handout or its brand says."""

    brand: str | None = None
    edition: str = "standard"
    paper: str | None = None
    language: str | None = None


def every_look(library: Library) -> tuple[Look, ...]:
    """All brands, editions, papers and languages of a practice with each other."""
    return tuple(
        Look(*names) for names in product(library.brand_names, library.edition_names, PAPERS, library.language_names)
    )


def in_brands(library: Library, look: Look) -> tuple[Look, ...]:
    """The look in each brand of the practice, on that brand's own paper, unless it names a brand or a paper."""
    return tuple(replace(look, brand=brand) for brand in ([look.brand] if look.brand else library.brand_names))


def exercises_of(library: Library, handouts: Iterable[str]) -> tuple[str, ...]:
    """The exercises that these handouts name, each once; a handout that cannot be read names none."""
    readings = (library.reading(Handout, name) for name in handouts)
    named = dict.fromkeys(name for each in readings if each.model for name in each.model.exercises)
    return tuple(name for name in named if name in library.exercise_names)


def fillable_problems(library: Library, jobs: Iterable[Job]) -> set[Problem]:
    """Every problem of the jobs, also of writing each as a fillable sheet; nothing is saved."""
    found = set[Problem]()
    for job in jobs:
        try:
            printed(lay_out(library, job), FILLABLE)
        except ContentError as error:
            found |= set(error.problems)
    return found


def in_looks(jobs: Iterable[Job], looks: Iterable[Look]) -> tuple[Job, ...]:
    """Each job in every look."""
    return tuple(
        replace(job, brand=look.brand, edition=look.edition, paper=look.paper, language=look.language)
        for job, look in product(jobs, tuple(looks))
    )


def plan_problems(
    library: Library, looks: Iterable[Look] = (Look(),), exercises: Iterable[str] | None = None
) -> set[Problem]:
    """Every problem of each exercise as the plan of a patient: plan page, its own page, log.

    `exercises` are the names of those that are tried; None for all of the practice.
    Each side is tried, with the longest dose; a problem of the plan is at the file of its exercise. A file with
    problems of its own is left out: those are found by reading it.
    """
    builder, found = PlanBuilder(library), set[Problem]()
    handouts = [
        each for each in (library.reading(Handout, name) for name in library.handout_names) if is_faultless(each)
    ]
    for name, look in product(library.exercise_names if exercises is None else exercises, tuple(looks)):
        reading = library.reading(Exercise, name)
        if is_faultless(reading) and handouts:
            found |= set(_refused(builder, reading.entry(), _handout_of(name, handouts), look))
    return found


def _refused(builder: PlanBuilder, exercise: Entry[Exercise], handout: str, look: Look) -> Iterator[Problem]:
    for side in ("left", "right") if exercise.model.sides == "one" else (None,):
        item = {"exercise": exercise.name, "dosage": LONGEST_DOSE} | ({"side": side} if side else {})
        words = {
            "date": DATE,
            "handout": handout,
            "exercises": [item],
            "brand": look.brand,
            "edition": look.edition,
            "paper": look.paper,
            "language": look.language,
        }
        try:
            builder.lay_out(PlanJob(plan_of_words(words)))
        except ContentError as error:
            for problem in error.problems:
                of_the_plan = not problem.place.path.suffix  # such as --exercise
                yield replace(problem, place=exercise.place()) if of_the_plan else problem


def _handout_of(exercise: str, handouts: list[Reading[Handout]]) -> str:
    """A handout that names the exercise, else the first one."""
    naming = (each.name for each in handouts if each.model and exercise in each.model.exercises)
    return next(naming, handouts[0].name)
