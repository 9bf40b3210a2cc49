"""The command `build`: names and options → finished files, each with a line that says so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from handout_builder.cli.settings import (
    Brand,
    Edition,
    Fillable,
    Html,
    Language,
    Names,
    Output,
    Paper,
    PaperSize,
    Pdf2,
    Quiet,
    Root,
    Settings,
)
from handout_builder.errors import EXIT_CONTENT, ContentError, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handout_builder.pipeline.handout import Job
    from handout_builder.practice.library import Library


def build(
    context: typer.Context,
    names: Names = None,
    brand: Brand = None,
    edition: Edition = "standard",
    paper: PaperSize = None,
    language: Language = None,
    html: Html = False,
    pdf2: Pdf2 = False,
    fillable: Fillable = False,
    output: Output = None,
    root: Root = None,
    quiet: Quiet = False,
) -> None:
    """Build handouts into DIR/<brand>/<handout>.pdf."""
    _build(context.obj.over(root, quiet), names or (), brand, edition, paper, language, output, html, pdf2, fillable)


def build_everything(settings: Settings) -> None:
    """The command without arguments: every handout in its own brand."""
    _build(settings)


def _build(
    settings: Settings,
    names: Sequence[str] = (),
    brand: str | None = None,
    edition: str = "standard",
    paper: Paper | None = None,
    language: str | None = None,
    output: Path | None = None,
    html: bool = False,
    pdf2: bool = False,
    fillable: bool = False,
) -> None:
    from handout_builder.cli.jobs import jobs_for
    from handout_builder.pipeline.sheet import FileKind
    from handout_builder.practice.library import Library

    library = Library(settings.practice())
    kind = FileKind(pdf2, fillable)
    jobs = [replace(job, html=html, kind=kind) for job in jobs_for(library, names, brand, edition, paper, language)]
    build_jobs(library, jobs, output or library.root / "build", settings.quiet)


def build_jobs(library: Library, jobs: Sequence[Job], folder: Path, quiet: bool) -> None:
    """Build all jobs into `folder`; one with problems does not stop the others. Problems are printed at the end."""
    from handout_builder.cli.report import print_built, print_problems, print_still_there, progress, unwritable
    from handout_builder.pipeline import handout as pipeline
    from handout_builder.pipeline.old_files import old_handout

    problems: set[Problem] = set()
    unwritten: list[str] = []
    old: list[Path] = []
    noted: set[str] = set()
    with progress(len(jobs), quiet, "Building") as lines:
        for job in jobs:
            try:
                built = pipeline.build(library, job, folder)
                print_built(replace(built, notes=tuple(note for note in built.notes if note not in noted)), lines)
                noted |= set(built.notes)
            except ContentError as error:
                problems |= set(error.problems)
                old += old_handout(library, job, folder)
            except OSError as error:
                old += old_handout(library, job, folder)
                unwritten.append(unwritable(error.filename or folder, error))
            lines.step()
    for message in dict.fromkeys(unwritten):
        typer.echo(f"Error: {message}", err=True)
    print_still_there(old)
    if problems:
        print_problems(problems)
    if problems or unwritten:
        raise typer.Exit(EXIT_CONTENT)
