"""A practice folder → every problem in any of its files, also in those that no handout names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import product
from pathlib import Path

from handout_builder.errors import ContentError, Place, Problem
from handout_builder.model.brand import Brand
from handout_builder.model.edition import Edition
from handout_builder.model.exercise import Exercise
from handout_builder.model.handout import Handout
from handout_builder.model.language_code import ENGLISH, best_of
from handout_builder.model.safety import PrecautionList
from handout_builder.pipeline.handout import Job
from handout_builder.pipeline.plan import PlanBuilder, PlanJob
from handout_builder.pipeline.sheet import typography_of
from handout_builder.plans.read import plan_file
from handout_builder.practice.file_content import FontCheck
from handout_builder.practice.foreign_markup import foreign_markup
from handout_builder.practice.language import Language
from handout_builder.practice.library import Entry, Library, Reading
from handout_builder.practice.look_files import read_look

PRECAUTIONS = Path("handouts/precautions.yaml")


def folder_problems(library: Library) -> set[Problem]:
    """The problems inside every file of the practice folder: content, layouts, figures and example plans."""
    return {
        library.relative_problem(problem)
        for found in (_files(library), _exercises(library), _figures(library), _plans(library), _strays(library))
        for problem in found
    }


def in_every_brand(library: Library, jobs: Iterable[Job]) -> tuple[Job, ...]:
    """Each job in every brand and edition, unless it names a brand."""
    return tuple(
        replace(job, brand=brand, edition=edition)
        for job in jobs
        for brand in ([job.brand] if job.brand else library.brand_names or [None])
        for edition in library.edition_names
    )


def _files(library: Library) -> Iterator[Problem]:
    kinds: tuple[tuple[type[Handout | Brand | Edition | Language], tuple[str, ...]], ...] = (
        (Handout, library.handout_names),
        (Brand, library.brand_names),
        (Edition, library.edition_names),
        (Language, library.language_names),
    )
    for model, names in kinds:
        for name in names:
            yield from library.reading(model, name).problems
    if (library.root / PRECAUTIONS).exists():
        yield from library.reading(PrecautionList, "precautions").problems


def _exercises(library: Library) -> Iterator[Problem]:
    """Exercises by themselves, in each brand, each with fixed words in its own language."""
    edition = library.reading(Edition, "standard")
    brands = [library.reading(Brand, name) for name in library.brand_names]
    by_language: dict[str | None, list[Reading[Exercise]]] = {}
    for exercise in (library.reading(Exercise, name) for name in library.exercise_names):
        by_language.setdefault(_language_of(exercise, library), []).append(exercise)
    for brand, (code, exercises) in product((*brands,) or (None,), by_language.items()):
        language = library.reading(Language, code) if code else None
        look = read_look(library, brand, edition, language, partial(_fonts, library))
        for exercise in exercises:
            yield from look.problems_in(exercise)


def _fonts(library: Library, brand: Entry[Brand], edition: Entry[Edition]) -> FontCheck:
    return typography_of(library, brand, edition, None, "en")


def _language_of(exercise: Reading[Exercise], library: Library) -> str | None:
    """The language whose words a sheet of the exercise has; English for one that cannot be read."""
    code = exercise.model.language if exercise.model else ENGLISH
    return best_of(code, library.language_names)


def _figures(library: Library) -> Iterator[Problem]:
    """The problems of every figure. Each is drawn: most faults of a pose are found only then."""
    from handout_builder.figures.scene.drawing_cache import FigureCache

    cache = FigureCache.open(library.figure_cache, library.poses)
    for path in sorted((library.root / "images" / "figures").glob("*.yaml")):
        yield from _raised(partial(cache.drawing, path))


def _plans(library: Library) -> Iterator[Problem]:
    return plan_file_problems(library, sorted((library.root / "handouts" / "plans").glob("*.yaml")))


def plan_file_problems(library: Library, paths: Iterable[Path]) -> Iterator[Problem]:
    """Every problem of these plan files, each laid out as `plan` would."""
    builder = PlanBuilder(library)
    for path in paths:
        yield from _raised(partial(_laid_plan, builder, path))


def _laid_plan(builder: PlanBuilder, path: Path) -> None:
    builder.lay_out(PlanJob(plan_file(path, builder.library.relative(path))))


def _raised(work: Callable[[], object]) -> tuple[Problem, ...]:
    try:
        work()
    except ContentError as error:
        return error.problems
    return ()


def _strays(library: Library) -> Iterator[Problem]:
    """Files with an ending, or in a folder, that is never read."""
    for folder in ("handouts", "layouts", "images"):
        for path in sorted((library.root / folder).rglob("*.yml")):
            yield Problem(Place(path), "a file that ends in .yml is not read", "rename it to .yaml")
    handouts = library.root / "handouts"
    for path in sorted(handouts.rglob("*.yaml")):
        folders = path.relative_to(handouts).parts[:-1]
        if folders[:1] == ("plans",) or folders in ((), ("exercises",)):
            continue
        there = "handouts/exercises/" if "exercises" in folders else "handouts/, or an exercise to handouts/exercises/"
        yield Problem(Place(path), "a file in this folder is not read", f"move it to {there}")


def markup_notes(library: Library, handouts: Iterable[str]) -> Iterator[str]:
    """Notes on texts of these handouts and of every exercise that look like the markup of another program."""
    kinds: tuple[tuple[type[Handout | Exercise], Iterable[str]], ...] = (
        (Handout, sorted(set(handouts))),
        (Exercise, library.exercise_names),
    )
    for kind, names in kinds:
        for reading in (library.reading(kind, name) for name in names):
            if reading.node is not None:
                code = best_of(reading.model.language, library.language_names) if reading.model else None
                language = library.reading(Language, code).model if code else None
                yield from foreign_markup(reading.node, language.safety if language else None)


def brand_notes(library: Library, names: Iterable[str]) -> Iterator[str]:
    """Notes on the colours of brands, such as one that is close to a safety colour."""
    edition = library.edition("standard")
    for name in sorted(names):
        for note in typography_of(library, library.brand(name), edition, None, "en").colour_notes():
            yield f"{name}: {note}"
