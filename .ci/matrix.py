"""A folder → every PDF this repository can make in it: handouts and example plans × brands × editions × papers."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

from handout_builder.build import Built, Job, build
from handout_builder.library import Library
from handout_builder.plan_build import PlanBuilt, PlanJob, Workshop
from handout_builder.plans import plan_file
from handout_builder.press import FileKind

PAPERS = ("letter", "a4")
KINDS = {"plain": FileKind(), "fillable": FileKind(fillable=True), "pdf2": FileKind(pdf2=True)}


def handouts(library: Library, folder: Path) -> Iterator[Built]:
    """Every handout, in every way it can be printed."""
    choices = product(library.handout_names, library.brand_names, library.edition_names, PAPERS, KINDS)
    for handout, brand, edition, paper, kind in choices:
        job = Job(handout, brand, edition, paper, kind=KINDS[kind])
        yield build(library, job, folder / kind / edition / paper)


def plans(library: Library, folder: Path) -> Iterator[PlanBuilt]:
    """Every example plan with its chart copy, in every way it can be printed."""
    workshop = Workshop(library)
    files = sorted((library.root / "handouts" / "plans").glob("*.yaml"))
    choices = product(files, library.brand_names, library.edition_names, PAPERS, KINDS)
    for file, brand, edition, paper, kind in choices:
        entry = plan_file(file, library.shown(file))
        plan = entry.model.model_copy(update={"brand": brand, "edition": edition, "paper": paper})
        job = PlanJob(replace(entry, model=plan), chart=True, kind=KINDS[kind])
        yield workshop.build(job, folder / kind / edition / paper / brand)


def main(folder: Path) -> int:
    """Build them all; 1 when there is nothing to build. Raises ContentError when one cannot be built."""
    library = Library(Path(__file__).resolve().parents[1])
    count = 0
    for built in (*handouts(library, folder), *plans(library, folder)):
        print(f"{built.path}  {built.pages} pages, {built.size / 1000:.0f} kB")
        count += 1
    print(count, "files")
    return 0 if count else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
