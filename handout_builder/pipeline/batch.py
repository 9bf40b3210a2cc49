"""A file of plans in, a finished file for each row out, on as many workers as there are; no row stops another."""

from __future__ import annotations

import json
import traceback
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import IO, Any
from uuid import uuid4

from handout_builder.errors import ContentError, Place, Problem
from handout_builder.pipeline.copies import Copies
from handout_builder.pipeline.old_files import old_plans
from handout_builder.pipeline.plan import LaidOutPlan, PlanBuilder, PlanJob
from handout_builder.pipeline.save import make_folder, sweep
from handout_builder.pipeline.sheet import printed
from handout_builder.plans.read import Row
from handout_builder.practice.library import Library

TRIES = 2
"""How often a row whose worker ended is run again, by itself, before it is reported."""
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
    flags_asked: bool = True


def run_batch(
    rows: Iterable[Row], job: BatchJob, executor: Executor | Callable[[], Executor], workers: int = 1
) -> Generator[RowDone, None, None]:
    """Build every row on any executor (threads, processes, other machines); results come in the order of the rows.

    A row with problems is reported and stops no other. Stopped halfway, no file is left half-written; with
    `job.resume`, whole files that are there already are kept. Given a way to make executors, a broken one is replaced
    and its rows run again; a row whose worker ends TRIES times is reported. Rows are read and results given one by one.
    """
    make_folder(job.folder, private=True)
    sweep(job.folder)
    run, copies = _Run(job, executor), Copies()
    try:
        source = (_Task(row, copies.next(row.plan.model) if row.plan else 1) for row in rows)
        # one worker may do its work while it is submitted: then each row is reported before the next is begun
        for task in islice(source, workers * AHEAD if workers > 1 else 1):
            run.submit(task)
        while run.waiting:
            yield run.first()
            for task in islice(source, 1):
                run.submit(task)
    finally:
        run.close()
        copies.close()


@dataclass
class _Task:
    """A row on its way; `copy` says how many equal rows came before it, itself counted."""

    row: Row
    copy: int
    tries: int = 0
    future: Future[RowDone] | None = None


class _Run:
    """The rows that are on their way, in order, and the executor that builds them."""

    def __init__(self, job: BatchJob, executor: Executor | Callable[[], Executor]) -> None:
        self.job, self.waiting = job, deque[_Task]()
        self._make = None if isinstance(executor, Executor) else executor
        self._executor = executor if isinstance(executor, Executor) else executor()

    def submit(self, task: _Task) -> None:
        self.waiting.append(task)
        self._start(task)

    def _start(self, task: _Task) -> None:
        try:
            task.future = self._executor.submit(build_row, task.row, self.job, task.copy)
        except BrokenExecutor as error:
            task.future = Future()
            task.future.set_exception(error)

    def first(self) -> RowDone:
        """What became of the oldest row. Raises BrokenExecutor when the executor broke and cannot be replaced."""
        task = self.waiting.popleft()
        while True:
            try:
                return (task.future or Future[RowDone]()).result()
            except BrokenExecutor:
                if self._make is None:
                    raise
                self._replace()
            if (done := self._alone(task)) is not None:
                return done

    def _replace(self) -> None:
        """A new executor for the rows behind; those that were finished keep their results."""
        self._executor.shutdown(wait=False, cancel_futures=True)
        self._executor = self._make() if self._make else self._executor
        for task in self.waiting:
            if task.future is None or not task.future.done() or task.future.cancelled() or task.future.exception():
                task.future = None

    def _alone(self, task: _Task) -> RowDone | None:
        """Run a row that was in a worker that ended by itself, so that it takes no other row with it."""
        while task.tries < TRIES:
            task.tries += 1
            self._start(task)
            try:
                done = task.future.result() if task.future else None
            except BrokenExecutor:
                self._replace()
                continue
            for other in self.waiting:
                if other.future is None:
                    self._start(other)
            return done
        problem = Problem(
            task.row.plan.place() if task.row.plan else Place(self.job.folder),
            f"the worker ended {TRIES} times while it built this row, perhaps for want of memory",
            "build it alone, or with --jobs 1",
        )
        for other in self.waiting:
            if other.future is None:
                self._start(other)
        return RowDone(task.row.number, "failed", problems=(problem,))

    def close(self) -> None:
        for task in self.waiting:
            if task.future:
                task.future.cancel()
        if self._make:
            self._executor.shutdown(wait=not self.waiting, cancel_futures=True)


def build_row(row: Row, job: BatchJob, copy: int = 1) -> RowDone:
    """Build one row: what a worker does. Never raises for anything that is wrong with the row."""
    if row.plan is None:
        return RowDone(row.number, "failed", problems=row.problems)
    try:
        made = _builder(job.root, job.run).build(
            PlanJob(row.plan, named=job.named, chart=job.chart, password=job.password, copy=copy),
            job.folder,
            resume=job.resume,
        )
    except ContentError as error:
        old = old_plans(row.plan.model.id, job.folder)
        notes = tuple(f"the old file is still there, unchanged: {path.name}" for path in old)
        return RowDone(row.number, "failed", problems=error.problems, notes=notes)
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
    return RowDone(row.number, status, made.path.name, made.pages, made.notes, flags_asked=made.flags_asked)


def _where(error: Exception) -> str:
    """The type of an error and the last line of this package that it passed; never its message."""
    frames = traceback.extract_tb(error.__traceback__)
    package = Path(__file__).parents[1]
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(package)]
    last = (ours or frames)[-1]
    return f"{type(error).__name__} in {Path(last.filename).name}, line {last.lineno}"


def lay_out_rows(rows: Iterable[Row], job: BatchJob) -> Iterator[tuple[RowDone, LaidOutPlan | None]]:
    """Lay out every row, for one file of all sheets. A row with problems does not stop the others.

    Each sheet is painted by itself too, so that one which cannot be is reported as its row, and the others printed.
    """
    for row in rows:
        if row.plan is None:
            yield RowDone(row.number, "failed", problems=row.problems), None
            continue
        try:
            made = _builder(job.root, job.run).lay_out(PlanJob(row.plan))
            printed(made.laid_out)  # a sheet that cannot be painted would end the run of all
        except ContentError as error:
            yield RowDone(row.number, "failed", problems=error.problems), None
        except Exception as error:  # a bug: it must not take the other patients' sheets with it
            yield RowDone(row.number, "failed", bug=_where(error)), None
        else:
            asked = row.plan.model.flags is not None
            yield RowDone(row.number, "built", None, len(made.laid_out.pages), made.notes, flags_asked=asked), made


@dataclass
class Tally:
    """What became of the rows so far: counts, and a report of each row where one is wanted; no row is kept."""

    report: IO[str] | None = None
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, row: RowDone) -> None:
        """Count a row, and write it into the report."""
        if self.report:
            self.report.write(f"{', ' if self.counts.total() else ''}\n {json.dumps(_reported(row))}")
        self.counts[row.status] += 1

    def begin(self) -> None:
        """Write the head of the report, which names rows, never people."""
        if self.report:
            self.report.write('{"rows": [')

    def end(self, seconds: float) -> None:
        """Write the end of the report: how many rows became what, and the time that it took."""
        if self.report:
            count = {status: self.counts[status] for status in ("built", "kept", "failed")}
            time = str(timedelta(seconds=round(seconds)))
            self.report.write(f"\n], {json.dumps(count | {'time': time})[1:]}\n")


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
        "flags": "" if row.flags_asked else "not asked",
    }
    return {name: value for name, value in found.items() if value}


@lru_cache(maxsize=1)
def _builder(root: Path, run: str) -> PlanBuilder:
    """The builder of this worker: a practice is read once for all rows of a run, and again for the next run."""
    return PlanBuilder(Library(root))
