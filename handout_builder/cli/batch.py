"""The command `batch`: a CSV or JSON Lines file of plans → a sheet for each row, problems at the end."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from secrets import token_hex
from time import monotonic
from typing import IO, TYPE_CHECKING, Annotated

import typer

from handout_builder.cli.plan import (
    NOT_ASKED,
    ChartCopy,
    NameFiles,
    Password,
    PlanBrand,
    PlanEdition,
    PlanLanguage,
    checked_password,
    print_lock_note,
)
from handout_builder.cli.report import GroupedProblems, count, print_problems, unwritable
from handout_builder.cli.settings import Output, Quiet, Root
from handout_builder.errors import EXIT_BUG, EXIT_CONTENT, CommandError

if TYPE_CHECKING:
    from handout_builder.cli.report import Progress
    from handout_builder.pipeline.batch import BatchJob, RowDone
    from handout_builder.pipeline.plan import LaidOutPlan
    from handout_builder.plans.read import Row

MOST_BUGS = 100
"""Bugs that are printed of one run."""
EXIT_STOPPED = 130
"""The exit code of a program that Ctrl+C ended, as shells use it."""
Source = Annotated[Path, typer.Argument(metavar="FILE", help="Plans, one a row: .csv or .jsonl.")]
Jobs = Annotated[int | None, typer.Option(min=1, max=64, metavar="N", help="Workers; one for each processor.")]
OneFile = Annotated[bool, typer.Option("--one-file", help="All sheets in one PDF, for one print run.")]
Simplex = Annotated[bool, typer.Option("--simplex", help="With --one-file: no blank pages for printing on both sides.")]
Resume = Annotated[bool, typer.Option("--resume", help="Keep sheets that are there already, and go on.")]
ReportFile = Annotated[Path | None, typer.Option("--report", metavar="FILE", help="What became of each row, as JSON.")]
RowDate = Annotated[str | None, typer.Option("--date", metavar="DATE", help="First day for rows without one; today.")]


def batch(
    context: typer.Context,
    source: Source,
    jobs: Jobs = None,
    one_file: OneFile = False,
    simplex: Simplex = False,
    resume: Resume = False,
    report: ReportFile = None,
    date: RowDate = None,
    brand: PlanBrand = None,
    edition: PlanEdition = None,
    language: PlanLanguage = None,
    chart_copy: ChartCopy = False,
    name_files: NameFiles = False,
    password: Password = None,
    output: Output = None,
    root: Root = None,
    quiet: Quiet = False,
) -> None:
    """Build a sheet for every row of a file; a row with problems does not stop the others."""
    from handout_builder.cli.report import progress
    from handout_builder.pipeline.batch import BatchJob, Tally
    from handout_builder.pipeline.sheet import today
    from handout_builder.plans.read import plan_rows

    if one_file and chart_copy:
        raise CommandError("one file of all sheets has no chart copies; leave out --one-file, or --chart-copy")
    if not source.exists():
        raise CommandError(f"there is no file {source}; check its name")
    settings = context.obj.over(root, quiet)
    practice = settings.practice()
    job = BatchJob(
        practice, output or practice / "build" / "plans", name_files, chart_copy, resume, checked_password(password)
    )
    given = (("date", date), ("brand", brand), ("edition", edition), ("language", language))
    usual = {"date": today().isoformat()} | {name: value for name, value in given if value}
    total = sum(1 for _ in plan_rows(source, usual))
    if not total:
        raise CommandError(f"{source} holds no plan; write one a row, below the names of the columns")
    _make(job.folder)
    workers = min(jobs or os.cpu_count() or 1, total)
    begun, stopped = monotonic(), ""
    end = _End()
    laid_out: list[LaidOutPlan] = []
    with _report_file(report) as file, progress(max(total, 2), settings.quiet, "Building") as lines:
        tally = Tally(file)
        tally.begin()
        try:
            for row, made in _rows(plan_rows(source, usual), job, workers, one_file):
                _print_row(row, source, lines)
                tally.add(row)
                end.add(row)
                laid_out += [made] if made else []
        except KeyboardInterrupt:
            stopped = "stopped"
        tally.end(monotonic() - begun)
        print_lock_note(job.password, False, lines)
        if one_file and laid_out and not stopped:
            _save_together(laid_out, job, source, lines, duplex=not simplex)
    if stopped:
        typer.echo(
            f"{stopped}; finished sheets are complete; the same command with --resume builds the others", err=True
        )
    code = end.print(tally.counts, monotonic() - begun, settings.quiet)
    raise typer.Exit(EXIT_STOPPED if stopped else code)


def _rows(
    rows: Iterator[Row], job: BatchJob, workers: int, one_file: bool
) -> Iterator[tuple[RowDone, LaidOutPlan | None]]:
    """Every row as it is done; laid out on pages, not built, when all go into one file."""
    from handout_builder.pipeline.batch import lay_out_rows, run_batch
    from handout_builder.pipeline.workers import processes

    if one_file:
        yield from lay_out_rows(rows, job)
    else:
        yield from ((row, None) for row in run_batch(rows, job, partial(processes, workers), workers))


@contextmanager
def _report_file(path: Path | None) -> Iterator[IO[str] | None]:
    """The report, written as rows are done and put in its place at the end."""
    if path is None:
        yield None
        return
    part = path.with_name(f".{path.name}.{token_hex(4)}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("x", encoding="utf-8") as file:
            yield file
        part.replace(path)
    except OSError as error:
        raise CommandError(unwritable(path, error, "--report FILE")) from None
    finally:
        with suppress(OSError):
            part.unlink()


def _make(folder: Path) -> None:
    from handout_builder.pipeline.save import make_folder

    try:
        make_folder(folder, private=True)
    except OSError as error:
        raise CommandError(unwritable(folder, error)) from None


def _print_row(row: RowDone, source: Path, lines: Progress) -> None:
    if row.status == "built" and row.file:
        lines.line(f"row {row.number}: {row.file}")
    for note in row.notes:
        lines.line(f"  note: {source.name}:{row.number}: {note}")
    lines.step()


def _save_together(laid_out: list[LaidOutPlan], job: BatchJob, source: Path, lines: Progress, *, duplex: bool) -> None:
    from handout_builder.pipeline.plan import locked_file
    from handout_builder.pipeline.print_run import blank_pages, together
    from handout_builder.pipeline.save import save

    path = job.folder / f"{source.stem}.pdf"
    try:
        save(locked_file(together(laid_out, duplex=duplex), job.password), path, private=True)
    except OSError as error:
        raise CommandError(unwritable(path, error)) from None
    lines.line(str(path))
    if duplex:
        added = count(blank_pages(laid_out), "blank page")
        lines.line(
            f"  for printing on both sides: each sheet begins on a front side, with {added}; --simplex adds none"
        )


@dataclass
class _End:
    """Problems and bugs of the rows, for the end of the run; equal problems are kept once, with their lines."""

    problems: GroupedProblems = field(default_factory=GroupedProblems)
    bugs: list[tuple[int, str]] = field(default_factory=list)
    not_asked: int = 0

    def add(self, row: RowDone) -> None:
        self.problems.add(row.problems)
        self.not_asked += not row.flags_asked
        if row.bug and len(self.bugs) < MOST_BUGS:
            self.bugs.append((row.number, row.bug))

    def print(self, counts: Mapping[str, int], seconds: float, quiet: bool) -> int:
        """How many rows became what, then every bug and problem; gives the exit code of the rows that were built."""
        built, kept, failed = (counts.get(status, 0) for status in ("built", "kept", "failed"))
        if not quiet:
            rate = f"{built / seconds:.1f} a second" if seconds > 0 else ""
            typer.echo(f"{count(built, 'sheet')} built, {kept} kept, {count(failed, 'row')} with problems, {rate}")
            if self.not_asked:
                typer.echo(f"{NOT_ASKED} for {count(self.not_asked, 'sheet')}")
        for number, bug in self.bugs:
            typer.echo(f"row {number}: a bug of this program: {bug}", err=True)
        problems = self.problems.found()
        if problems:
            print_problems(problems)
        return EXIT_BUG if self.bugs else EXIT_CONTENT if problems else 0
