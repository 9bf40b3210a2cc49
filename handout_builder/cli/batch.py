"""The command `batch`: a CSV or JSON Lines file of plans → a sheet for each row, problems at the end."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date as calendar_date
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated

import typer

from handout_builder.cli.plan import ChartCopy, NameFiles, Password, checked_password, print_lock_note
from handout_builder.cli.settings import Output, Quiet, Root
from handout_builder.errors import EXIT_BUG, EXIT_CONTENT, CommandError

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from handout_builder.cli.report import Progress
    from handout_builder.pipeline.batch import BatchJob, RowDone
    from handout_builder.pipeline.plan import LaidOutPlan

EXIT_STOPPED = 130
"""The exit code of a program that Ctrl+C ended, as shells use it."""
Source = Annotated[Path, typer.Argument(metavar="FILE", help="Plans, one a row: .csv or .jsonl.")]
Jobs = Annotated[int | None, typer.Option(min=1, max=64, metavar="N", help="Workers; one for each processor.")]
OneFile = Annotated[bool, typer.Option("--one-file", help="All sheets in one PDF, for one print run.")]
Resume = Annotated[bool, typer.Option("--resume", help="Keep sheets that are there already, and go on.")]
ReportFile = Annotated[Path | None, typer.Option("--report", metavar="FILE", help="What became of each row, as JSON.")]
RowDate = Annotated[str | None, typer.Option("--date", metavar="DATE", help="First day for rows without one; today.")]


def batch(
    context: typer.Context,
    source: Source,
    jobs: Jobs = None,
    one_file: OneFile = False,
    resume: Resume = False,
    report: ReportFile = None,
    date: RowDate = None,
    chart_copy: ChartCopy = False,
    name_files: NameFiles = False,
    password: Password = None,
    output: Output = None,
    root: Root = None,
    quiet: Quiet = False,
) -> None:
    """Build a sheet for every row of a file; a row with problems does not stop the others."""
    from concurrent.futures import BrokenExecutor

    from handout_builder.cli.report import progress, unwritable
    from handout_builder.pipeline.batch import BatchJob, lay_out_rows, run_batch
    from handout_builder.pipeline.batch import report as reported
    from handout_builder.pipeline.save import save
    from handout_builder.plans.read import plan_rows

    if one_file and chart_copy:
        raise CommandError("one file of all sheets has no chart copies; leave out --one-file, or --chart-copy")
    settings = context.obj.over(root, quiet)
    practice = settings.practice()
    job = BatchJob(
        practice, output or practice / "build" / "plans", name_files, chart_copy, resume, checked_password(password)
    )
    usual = {"date": date or calendar_date.today().isoformat()}
    begun = monotonic()
    done: list[RowDone] = []
    total = sum(1 for _ in plan_rows(source, usual))
    if not total:
        raise CommandError(f"{source} holds no plan; write one a row, below the names of the columns")
    _make(job.folder)
    workers = jobs or os.cpu_count() or 1
    laid_out: list[LaidOutPlan] = []
    stopped = ""
    with progress(max(total, 2), settings.quiet, "Building") as lines:
        rows = plan_rows(source, usual)
        try:
            if one_file:
                for row, made in lay_out_rows(rows, job):
                    _print_row(row, source, lines)
                    done.append(row)
                    laid_out += [made] if made else []
            else:
                with _workers(min(workers, max(1, total))) as pool:
                    for row in run_batch(rows, job, pool, workers):
                        _print_row(row, source, lines)
                        done.append(row)
        except KeyboardInterrupt:
            stopped = "stopped"
        except BrokenExecutor:
            stopped = "the system ended a worker, perhaps for want of memory; --jobs takes fewer of them"
    print_lock_note(job.password, False, lines)
    if one_file and laid_out and not stopped:
        _save_together(laid_out, job, source, lines)
    if report:
        try:
            save(reported(done, monotonic() - begun).encode("utf-8"), report)
        except OSError as error:
            raise CommandError(unwritable(report, error, "--report FILE")) from None
    if stopped:
        typer.echo(
            f"{stopped}; finished sheets are complete; the same command with --resume builds the others", err=True
        )
    code = _print_end(done, monotonic() - begun, settings.quiet)
    raise typer.Exit(EXIT_STOPPED if stopped else code)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        from handout_builder.cli.report import unwritable

        raise CommandError(unwritable(folder, error)) from None


@contextmanager
def _workers(count: int) -> Iterator[Executor]:
    from concurrent.futures import ProcessPoolExecutor

    from handout_builder.pipeline.batch import Inline

    pool: Executor = Inline() if count == 1 else ProcessPoolExecutor(count, initializer=_leave_stopping_to_the_parent)
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()


def _leave_stopping_to_the_parent() -> None:
    """Workers ignore Ctrl+C, which reaches them too: they finish their row, so that no file is half-written."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _print_row(row: RowDone, source: Path, lines: Progress) -> None:
    if row.status == "built" and row.file:
        lines.line(f"row {row.number}: {row.file}")
    for note in row.notes:
        lines.line(f"  note: {source.name}:{row.number}: {note}")
    lines.step()


def _save_together(laid_out: list[LaidOutPlan], job: BatchJob, source: Path, lines: Progress) -> None:
    from handout_builder.cli.report import unwritable
    from handout_builder.pipeline.plan import locked_file, together
    from handout_builder.pipeline.save import save

    path = job.folder / f"{source.stem}.pdf"
    try:
        save(locked_file(together(laid_out), job.password), path)
    except OSError as error:
        raise CommandError(unwritable(path, error)) from None
    lines.line(str(path))


def _print_end(done: list[RowDone], seconds: float, quiet: bool) -> int:
    """How many rows became what, then every bug and problem; gives the exit code of the rows that were built."""
    from handout_builder.cli.report import count, grouped, print_problems

    built = sum(row.status == "built" for row in done)
    kept = sum(row.status == "kept" for row in done)
    failed = [row for row in done if row.status == "failed"]
    problems = grouped(problem for row in failed for problem in row.problems)
    bugs = [row for row in failed if row.bug]
    if not quiet:
        rate = f"{built / seconds:.1f} a second" if seconds > 0 else ""
        typer.echo(f"{count(built, 'sheet')} built, {kept} kept, {count(len(failed), 'row')} with problems, {rate}")
    for row in bugs:
        typer.echo(f"row {row.number}: a bug of this program: {row.bug}", err=True)
    if problems:
        print_problems(problems)
    return EXIT_BUG if bugs else EXIT_CONTENT if problems else 0
