"""The same pages written with and without tags → what tags cost in bytes and in time.

    python benchmarks/tagging.py [--rounds 15]

Without tags means: no structure tree, no marked content, no parent tree; everything else stays as it is. Times are
taken in turns, of writing alone and of a whole build from the sheet on; ratios are what counts.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(REPOSITORY)]

from handout_builder.pdf.painter import PagePainter  # noqa: E402
from handout_builder.pdf.tags import StructureTree  # noqa: E402
from handout_builder.pipeline.handout import Job, lay_out  # noqa: E402
from handout_builder.pipeline.plan import PlanBuilder, PlanJob  # noqa: E402
from handout_builder.pipeline.sheet import LaidOutSheet, printed  # noqa: E402
from handout_builder.plans.read import plan_file  # noqa: E402
from handout_builder.practice.library import Library  # noqa: E402

MOST_BYTES, MOST_TIME = 15_000, 1.3
"""How much larger a file of four pages may be with tags, and how many times longer it may take."""
PAGES = 4


@contextmanager
def untagged() -> Iterator[None]:
    """The writer without its tags."""

    def no_mark(painter: PagePainter, target: object) -> None:
        if target is not painter._open:
            painter.content.end_text()
            painter._open = target  # type: ignore[assignment]

    def no_close(painter: PagePainter) -> None:
        painter.content.end_text()
        painter._open = None

    def no_tree(tree: StructureTree, *_: Any) -> bytes:
        return b"null"

    with (
        mock.patch.object(PagePainter, "_mark", no_mark),
        mock.patch.object(PagePainter, "_close", no_close),
        mock.patch.object(StructureTree, "finish", no_tree),
    ):
        yield


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 when tags cost more than they may."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=15)
    asked = parser.parse_args(arguments)
    too_much = False
    for name, lay in sheets():
        laid = lay()
        tagged = len(printed(laid))
        with untagged():
            bare = len(printed(laid))
        more, pages = tagged - bare, len(laid.pages)
        writing, _ = ratio(lambda laid=laid: printed(laid), asked.rounds)
        building, seconds = ratio(lambda lay=lay: printed(lay()), asked.rounds)
        too_much |= more > MOST_BYTES * pages / PAGES or building > MOST_TIME
        print(f"{name}: {pages} pages, {tagged / 1000:.1f} kB, {more / 1000:.1f} kB of them tags", end="")
        print(f" ({more * PAGES / pages / 1000:.1f} kB for {PAGES} pages)")
        print(f"    time with tags: writing {writing:.2f} ×, whole build {building:.2f} × ({seconds * 1000:.0f} ms)")
    print(f"allowed: {MOST_BYTES / 1000:.0f} kB for {PAGES} pages, {MOST_TIME} ×")
    return int(too_much)


def sheets() -> Iterator[tuple[str, Callable[[], LaidOutSheet]]]:
    """Every handout and example plan with what lays it out, figures in the cache."""
    library = Library(REPOSITORY)
    for name in library.handout_names:
        yield name, lambda name=name: lay_out(library, Job(name))  # type: ignore[misc]
    for file in sorted((REPOSITORY / "handouts" / "plans").glob("*.yaml")):
        job = PlanJob(plan_file(file, library.relative(file)))
        yield file.stem, lambda job=job: PlanBuilder(library).lay_out(job).laid  # type: ignore[misc]


def ratio(work: Callable[[], object], rounds: int) -> tuple[float, float]:
    """How many times longer `work` takes with tags than without, and its seconds with tags; medians of CPU time."""
    times: dict[bool, list[float]] = {True: [], False: []}
    for turn in range(rounds + 1):
        for with_tags in (True, False):
            begin = time.process_time()
            if with_tags:
                work()
            else:
                with untagged():
                    work()
            if turn:
                times[with_tags].append(time.process_time() - begin)
    with_tags, without = (statistics.median(times[key]) for key in (True, False))
    return with_tags / without, with_tags


if __name__ == "__main__":
    sys.exit(main())
