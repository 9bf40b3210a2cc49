"""The command `check`: names and options → every problem, or a report on finished PDFs; no file is written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import typer

from handout_builder.cli.settings import (
    AsJson,
    Brand,
    Edition,
    Every,
    Finished,
    Language,
    Names,
    PaperSize,
    Quiet,
    Root,
)
from handout_builder.errors import EXIT_CONTENT, CommandError, Problem


def check(
    context: typer.Context,
    names: Names = None,
    brand: Brand = None,
    edition: Edition = "standard",
    paper: PaperSize = None,
    language: Language = None,
    every: Every = False,
    pdf: Finished = False,
    as_json: AsJson = False,
    root: Root = None,
    quiet: Quiet = False,
) -> None:
    """List every problem of handouts and plan files, without building a PDF; with --pdf, report on finished PDFs."""
    settings = context.obj.over(root, quiet)
    if as_json and not pdf:
        raise CommandError("--json belongs to --pdf: check --pdf --json FILE…")
    if pdf:
        from handout_builder.cli.preflight import check_pdfs

        check_pdfs(names or (), as_json, settings.quiet)
        return
    finished = next((name for name in names or () if name.lower().endswith(".pdf")), None)
    if finished:
        raise CommandError(f'"{finished}" is a finished PDF; write check --pdf to check it')
    if every and (names or brand or paper or language or edition != "standard"):
        raise CommandError("--every checks all handouts and exercises in every look; write it alone")
    from handout_builder.cli.jobs import jobs_for
    from handout_builder.cli.report import count, print_problems, progress
    from handout_builder.pipeline.check import (
        brand_notes,
        folder_problems,
        in_every_brand,
        markup_notes,
        plan_file_problems,
    )
    from handout_builder.pipeline.check_plans import (
        Look,
        every_look,
        exercises_of,
        fillable_problems,
        in_brands,
        in_looks,
        plan_problems,
    )
    from handout_builder.pipeline.handout import brand_of
    from handout_builder.practice.library import Library
    from handout_builder.practice.translations import untranslated_notes

    library = Library(settings.practice())
    problems: set[Problem] = set()
    plans = plan_files(names or (), brand or paper or language or edition != "standard")
    problems |= {library.relative_problem(problem) for problem in plan_file_problems(library, plans)}
    handouts = [name for name in names or () if not is_plan_file(name)]
    jobs = () if plans and not handouts else jobs_for(library, handouts, brand, edition, paper, language)
    look = Look(brand, edition, paper.value if paper else None, language)
    if names:
        problems |= plan_problems(library, [look], exercises_of(library, (job.handout for job in jobs)))
    else:
        problems |= folder_problems(library)
        looks = every_look(library) if every else in_brands(library, look)
        jobs = in_looks(jobs, looks) if every else in_every_brand(library, jobs)
        problems |= plan_problems(library, looks)
    with progress(len(jobs), settings.quiet, "Checking") as lines:
        for job in jobs:
            problems |= fillable_problems(library, [job])
            lines.step()
    if problems:
        print_problems(problems)
        raise typer.Exit(EXIT_CONTENT)
    if not settings.quiet:
        checked = [count(len({job.handout for job in jobs}), "handout")] if jobs or not plans else []
        checked += [count(len(plans), "plan")] if plans else []
        checked += [count(len(library.exercise_names), "exercise")] if not names else []
        typer.echo(f"No problems in {' and '.join(checked)}.")
        for note in (*markup_notes(library, {job.handout for job in jobs}), *untranslated_notes(library)):
            typer.echo(f"  note: {note}")
        for note in brand_notes(library, {brand_of(library, job).name for job in jobs}):
            typer.echo(f"  note: {note}")


def is_plan_file(name: str) -> bool:
    """Whether a name on the command line is that of a plan file, and not that of a handout."""
    return name.lower().endswith((".yaml", ".yml"))


def plan_files(names: Sequence[str], looked: object) -> list[Path]:
    """The plan files among these names. Raises CommandError for one that is not there, and for options of looks."""
    files = [Path(name) for name in names if is_plan_file(name)]
    if files and looked:
        raise CommandError("a plan file says how its sheet looks; leave out --brand, --edition, --paper and --language")
    for file in files:
        if not file.is_file():
            raise CommandError(f"there is no plan file {file}; check its name")
    return files
