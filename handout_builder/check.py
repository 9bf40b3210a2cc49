"""Jobs, or a whole practice folder → every problem in them, as far as each can be seen behind the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from handout_builder.build import Job, lay_out
from handout_builder.errors import ContentError, Problem
from handout_builder.library import Library


def job_problems(library: Library, job: Job) -> set[Problem]:
    """What keeps one job from being printed: its files one by one, then all of it together."""
    found = file_problems(library, job)
    try:
        lay_out(library, job)
    except ContentError as error:
        found |= set(error.problems)
    return found


def file_problems(library: Library, job: Job) -> set[Problem]:
    """The problems inside each file that a job reads, whatever is wrong with the others."""
    found = _reading(library.handout, (job.handout,)) | _reading(library.edition, (job.edition,))
    handout = library.handout(job.handout).model if not _reading(library.handout, (job.handout,)) else None
    brand = job.brand or (handout.brand if handout else None)
    language = job.language or (handout.language if handout else None)
    found |= _reading(library.brand, _those((brand,), library.brand_names))
    found |= _reading(library.language, _those((language,), library.language_names))
    found |= _reading(library.exercise, _those(handout.exercises if handout else (), library.exercise_names))
    return found


def folder_problems(library: Library) -> set[Problem]:
    """The problems inside every file of the practice folder, also those that no handout names."""
    return (
        _reading(library.handout, library.handout_names)
        | _reading(library.exercise, library.exercise_names)
        | _reading(library.brand, library.brand_names)
        | _reading(library.edition, library.edition_names)
        | _reading(library.language, library.language_names)
    )


def in_every_brand(library: Library, jobs: Iterable[Job]) -> tuple[Job, ...]:
    """Each job in every brand and edition, unless it names a brand."""
    return tuple(
        replace(job, brand=brand, edition=edition)
        for job in jobs
        for brand in ([job.brand] if job.brand else library.brand_names or [None])
        for edition in library.edition_names
    )


def _reading(read: Callable[[str], object], names: Iterable[str]) -> set[Problem]:
    found: set[Problem] = set()
    for name in names:
        try:
            read(name)
        except ContentError as error:
            found |= set(error.problems)
    return found


def _those(names: Iterable[str | None], known: Iterable[str]) -> tuple[str, ...]:
    known = tuple(known)
    return tuple(name for name in names if name is not None and name in known)
