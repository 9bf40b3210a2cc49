"""Handouts to build → every problem of them, without writing anything."""

from __future__ import annotations

from collections.abc import Iterable

from handout_builder.errors import ContentError, Problem
from handout_builder.pipeline.handout import Job, lay_out
from handout_builder.practice.library import Library


def problems_of(library: Library, jobs: Iterable[Job]) -> tuple[Problem, ...]:
    """The problems of all of them, each once, sorted."""
    found: set[Problem] = set()
    for job in jobs:
        try:
            lay_out(library, job)
        except ContentError as error:
            found |= set(error.problems)
    return tuple(sorted(found))
