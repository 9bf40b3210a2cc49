"""A file of plans in, a finished file for each row out, on as many workers as there are; no row stops another."""

from __future__ import annotations

import json
import traceback
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import uuid4

from handout_builder.errors import ContentError, Problem
from handout_builder.pipeline.plan import LaidOutPlan, PlanBuilder, PlanJob
from handout_builder.plans.read import Row
from handout_builder.practice.library import Library

AHEAD = 4
"""Rows read ahead of each worker: enough to keep it busy, few enough that memory does not grow with the file."""


@dataclass(frozen=True)
class BatchJob:
    """How every row of a batch is built. `run` is new for each batch, so that a worker reads the practice again."""

    root: Path
    folder: Path
    named: bool = False
    chart: bool = False
    resume: bool = False
    password: str | None = field(default=None, repr=False)
    run: str = field(default_factory=lambda: uuid4().hex, compare=False)


@dataclass(frozen=True)
class RowDone:
    """The result of a row. `bug` names the line of this program that failed and never holds words of the plan."""

    number: int
    status: str  # "built" | "kept" | "failed"
    file: str | None = None
    pages: int = 0
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    bug: str | None = None


class Inline(Executor):
    """An executor for one worker: it does the work at once, in this process."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        """A future that is already done, with the result or the exception of the work."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # as with any executor, the future carries the exception
            future.set_exception(error)
        return future


def run_batch(
    rows: Iterable[Row], job: BatchJob, executor: Executor, workers: int = 1
) -> Generator[RowDone, None, None]:
    """Build every row on any executor (threads, processes, other machines); results come in the order of the rows.

    A row with problems is reported and does not stop the others. If the run is stopped, no file is half-written; with
    `job.resume`, files that exist already are kept.
    """
    job.folder.mkdir(parents=True, exist_ok=True)
    _sweep(job.folder)
    waiting: deque[Future[RowDone]] = deque()
    source = iter(rows)
    try:
        # one worker may do its work while it is submitted: then each row is reported before the next is begun
        for row in islice(source, workers * AHEAD if workers > 1 else 1):
            waiting.append(executor.submit(build_row, row, job))
        while waiting:
            yield waiting.popleft().result()
            for row in islice(source, 1):
                waiting.append(executor.submit(build_row, row, job))
    finally:
        for future in waiting:
            future.cancel()


def build_row(row: Row, job: BatchJob) -> RowDone:
    """Build one row: what a worker does. Never raises for anything that is wrong with the row."""
    if row.plan is None:
        return RowDone(row.number, "failed", problems=row.problems)
    try:
        made = _builder(job.root, job.run).build(
            PlanJob(row.plan, named=job.named, chart=job.chart, password=job.password), job.folder, resume=job.resume
        )
    except ContentError as error:
        return RowDone(row.number, "failed", problems=error.problems)
    except OSError as error:
        problem = Problem(
            row.plan.place(),
            f"the file cannot be written ({error.strerror})",
            "check the rights and the free space of its folder",
        )
        return RowDone(row.number, "failed", problems=(problem,))
    except Exception as error:  # a bug: it must not take the other patients' sheets with it
        return RowDone(row.number, "failed", bug=_where(error))
    status = "kept" if made.skipped else "built"
    return RowDone(row.number, status, made.path.name, made.pages, made.notes)


def _where(error: Exception) -> str:
    """The type of an error and the last line of this package that it passed; never its message."""
    frames = traceback.extract_tb(error.__traceback__)
    package = Path(__file__).parents[1]
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(package)]
    last = (ours or frames)[-1]
    return f"{type(error).__name__} in {Path(last.filename).name}, line {last.lineno}"


def lay_out_rows(rows: Iterable[Row], job: BatchJob) -> Iterator[tuple[RowDone, LaidOutPlan | None]]:
    """Lay out every row, for one file of all sheets. A row with problems does not stop the others."""
    for row in rows:
        if row.plan is None:
            yield RowDone(row.number, "failed", problems=row.problems), None
            continue
        try:
            made = _builder(job.root, job.run).lay_out(PlanJob(row.plan))
        except ContentError as error:
            yield RowDone(row.number, "failed", problems=error.problems), None
        except Exception as error:  # a bug: it must not take the other patients' sheets with it
            yield RowDone(row.number, "failed", bug=_where(error)), None
        else:
            yield RowDone(row.number, "built", pages=len(made.laid_out.pages), notes=made.notes), made


def report(rows: Iterable[RowDone], seconds: float) -> str:
    """The machine-readable report of a batch, as JSON. It names rows, never people."""
    listed = [_reported(row) for row in rows]
    count = {status: sum(row["status"] == status for row in listed) for status in ("built", "kept", "failed")}
    return json.dumps({**count, "time": str(timedelta(seconds=round(seconds))), "rows": listed}, indent=1)


def _reported(row: RowDone) -> dict[str, Any]:
    problems = [{"place": str(each.place), "problem": each.message, "remedy": each.remedy} for each in row.problems]
    found = {
        "row": row.number,
        "status": row.status,
        "file": row.file,
        "pages": row.pages,
        "notes": list(row.notes),
        "problems": problems,
        "bug": row.bug,
    }
    return {name: value for name, value in found.items() if value}


@lru_cache(maxsize=1)
def _builder(root: Path, run: str) -> PlanBuilder:
    """The builder of this worker: a practice is read once for all rows of a run, and again for the next run."""
    return PlanBuilder(Library(root))


def _sweep(folder: Path) -> None:
    """Remove what a killed run left half-written."""
    for path in folder.glob(".*.part"):
        with suppress(OSError):
            path.unlink()
