"""The command `plan`: plan files, or one plan in options → a finished sheet for each patient."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from unicodedata import normalize

import typer

from handout_builder.cli.settings import Fillable, Html, Output, PaperSize, Pdf2, Quiet, Root
from handout_builder.errors import EXIT_CONTENT, CommandError, ContentError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from handout_builder.cli.report import Progress
    from handout_builder.pipeline.plan import PlanBuilder, PlanBuilt, PlanJob
    from handout_builder.plans.plan import Plan
    from handout_builder.practice.library import Entry, Library

PASSWORD_VARIABLE = "HANDOUT_PASSWORD"

Files = Annotated[list[Path] | None, typer.Argument(metavar="FILE", help="Plans in YAML; none with --exercise.")]
Patient = Annotated[str | None, typer.Option(metavar="NAME", help="The patient's name; else a line to write on.")]
Record = Annotated[str | None, typer.Option(metavar="NUMBER", help="The record number, for the chart copy only.")]
Clinician = Annotated[str | None, typer.Option(metavar="NAME", help="Who gives the plan.")]
PrescribedExercise = Annotated[
    list[str] | None,
    typer.Option("--exercise", metavar="NAME:SIDE:DOSE", help='An exercise, as in lunge_stretch:left:"3 x 30 s hold".'),
]
NoteText = Annotated[str | None, typer.Option("--note", metavar="TEXT", help="Words to the patient.")]
PrivateNote = Annotated[str | None, typer.Option(metavar="TEXT", help="Words for the chart copy only.")]
Day = Annotated[str | None, typer.Option(metavar="DATE", help="First day of the plan, such as 2026-11-23; today.")]
NextVisit = Annotated[str | None, typer.Option(metavar="DATE", help="The day of the next visit.")]
OfHandout = Annotated[str | None, typer.Option(metavar="NAME", help="The handout whose stop list to use.")]
LogWeeks = Annotated[str | None, typer.Option(metavar="2-4", help="Weeks in the log; 4.")]
Flag = Annotated[
    list[str] | None,
    typer.Option("--flag", metavar="NAME", help="What is true of the patient: pregnancy, hernia … or none."),
]
OverrideText = Annotated[
    list[str] | None,
    typer.Option(
        "--override",
        metavar="EXERCISE:FLAG:WHO:REASON",
        help="A decision to give one exercise that is contraindicated.",
    ),
]
PrecautionText = Annotated[
    list[str] | None,
    typer.Option(
        "--precaution", metavar="FLAG:WHO:DATE:HOW", help='How a precaution is made safe: "support", "someone near" …'
    ),
]
PlanBrand = Annotated[str | None, typer.Option("--brand", metavar="NAME", help="A brand of layouts/brands.")]
PlanEdition = Annotated[str | None, typer.Option("--edition", metavar="NAME", help="An edition of layouts/editions.")]
PlanLanguage = Annotated[str | None, typer.Option("--language", metavar="CODE", help="Language of the fixed words.")]
Previous = Annotated[
    Path | None, typer.Option(metavar="FILE", help="The plan before: marks what is new, changed and stopped.")
]
ChartCopy = Annotated[bool, typer.Option("--chart-copy", help="Also write the clinic's own page.")]
NameFiles = Annotated[bool, typer.Option("--name-files", help="Name files after patients, instead of a hash.")]
Password = Annotated[
    str | None,
    typer.Option(envvar=PASSWORD_VARIABLE, metavar="WORD", help="Lock the files with a password (AES-256)."),
]

Words = dict[str, str | list[str] | list[dict[str, str]] | None]
"""Fields of a plan as options give them."""
LONGEST_PASSWORD = 127
"""Bytes of a password that PDF reads (ISO 32000-2, 7.6.4.3.3)."""


NOT_ASKED = "flags: not asked"
"""Said of a plan without `flags`: that no flag is true of the patient is known of those with `flags: []` alone."""
LOOK = ("brand", "edition", "paper", "language")
"""What options say over a plan file: how the sheet looks, never what the patient gets."""


def plan(
    context: typer.Context,
    files: Files = None,
    patient: Patient = None,
    record: Record = None,
    clinician: Clinician = None,
    exercise: PrescribedExercise = None,
    note: NoteText = None,
    private_note: PrivateNote = None,
    date: Day = None,
    next_visit: NextVisit = None,
    handout: OfHandout = None,
    log_weeks: LogWeeks = None,
    flag: Flag = None,
    override: OverrideText = None,
    precaution: PrecautionText = None,
    brand: PlanBrand = None,
    edition: PlanEdition = None,
    paper: PaperSize = None,
    language: PlanLanguage = None,
    previous: Previous = None,
    chart_copy: ChartCopy = False,
    name_files: NameFiles = False,
    html: Html = False,
    pdf2: Pdf2 = False,
    fillable: Fillable = False,
    password: Password = None,
    output: Output = None,
    root: Root = None,
    quiet: Quiet = False,
) -> None:
    """Build the sheet of one patient, from a plan file or from options."""
    from handout_builder.cli.report import print_problems, print_still_there, progress
    from handout_builder.pipeline.plan import PlanJob
    from handout_builder.pipeline.sheet import FileKind
    from handout_builder.practice.library import Library

    password = _checked_together(previous, password, html=html)
    settings = context.obj.over(root, quiet)
    library = Library(settings.practice())
    words: Words = {
        "patient": patient,
        "record": record,
        "clinician": clinician,
        "exercises": exercise,
        "note": note,
        "private_note": private_note,
        "date": date,
        "next_visit": next_visit,
        "handout": handout,
        "log_weeks": log_weeks,
        "flags": flag,
        "overrides": _decisions("overrides", override),
        "precautions": _decisions("precautions", precaution),
        "brand": brand,
        "edition": edition,
        "paper": paper.value if paper else None,
        "language": language,
    }
    kind, folder = FileKind(pdf2, fillable), output or library.root / "build" / "plans"
    job = partial(PlanJob, named=name_files, chart=chart_copy, password=password, kind=kind, html=html)
    with progress(max(1, len(files or ())), settings.quiet, "Building") as lines:
        problems, old = _build_each(files or (), words, previous, job, library, folder, lines)
        print_lock_note(password, pdf2, lines)
    print_still_there(old)
    if problems:
        print_problems(problems)
        raise typer.Exit(EXIT_CONTENT)


def _checked_together(previous: Path | None, password: str | None, *, html: bool) -> str | None:
    """The password. Raises CommandError for a plan before that is not there, and for options that exclude others."""
    if previous and not previous.is_file():
        raise CommandError(f"there is no plan file {previous}; check the name behind --previous")
    password = checked_password(password)
    if html and password:
        raise CommandError("an HTML page cannot be locked with a password; leave out --html, or the password")
    return password


def _decisions(name: str, texts: list[str] | None) -> list[dict[str, str]] | None:
    """The decisions of a repeated option, each as its parts."""
    from handout_builder.plans.decisions import PARTS_OF, read_decision

    return [dict(read_decision(text, PARTS_OF[name])) for text in texts or ()] or None


def _build_each(
    files: Sequence[Path],
    words: Words,
    previous: Path | None,
    job_of: Callable[[Entry[Plan], Entry[Plan] | None], PlanJob],
    library: Library,
    folder: Path,
    lines: Progress,
) -> tuple[set[Problem], list[Path]]:
    """Build every plan; give the problems of all of them, and the old sheets of those that have problems."""
    from handout_builder.pipeline.old_files import old_plans
    from handout_builder.pipeline.plan import PlanBuilder
    from handout_builder.plans.read import plan_file

    builder = PlanBuilder(library)
    problems: set[Problem] = set()
    old: list[Path] = []
    for entry in _entries(files, words, problems, old, folder):
        try:
            before = plan_file(previous, library.relative(previous)) if previous else None
            _build(builder, job_of(entry, before), folder, lines)
        except ContentError as error:
            problems |= set(error.problems)
            old += old_plans(entry.model.id, folder)
        lines.step()
    return problems, old


def print_lock_note(password: str | None, pdf2: bool, lines: Progress) -> None:
    """Print that a locked file is not archival: PDF/A (ISO 19005) forbids encryption."""
    if password is not None:
        accessible, archival = ("PDF/UA-2", "PDF/A-4") if pdf2 else ("PDF/UA-1", "PDF/A-2a")
        lines.line(f"note: a file with a password is {accessible} only, not {archival}; file one without it")


def checked_password(password: str | None) -> str | None:
    """The password, normalised as PDF readers do it (SASLprep; ISO 32000-2, 7.6.4.3.3); None when none is given.

    Raises CommandError for an empty one, as an unset variable gives, and for one too long for readers.
    """
    if password is None:
        if os.environ.get(PASSWORD_VARIABLE) is None:
            return None
        password = ""
    if not password.strip():
        raise CommandError(f"the password is empty; write one, or leave out --password and {PASSWORD_VARIABLE}")
    normal = normalize("NFKC", password)
    if len(normal.encode("utf-8", "replace")) > LONGEST_PASSWORD:
        raise CommandError(f"the password is longer than {LONGEST_PASSWORD} bytes, so nothing could open the file")
    return normal


def _build(builder: PlanBuilder, job: PlanJob, folder: Path, lines: Progress) -> None:
    try:
        print_plan(builder.build(job, folder), lines)
    except OSError as error:
        from handout_builder.cli.report import unwritable

        raise CommandError(unwritable(folder, error)) from None


def print_plan(built: PlanBuilt, lines: Progress) -> None:
    """Print `path  pages, size`, then the other files and the notes."""
    from handout_builder.cli.report import count, relative

    lines.line(f"{relative(built.path)}  {count(built.pages, 'page')}, {built.size / 1000:.0f} kB")
    if built.html:
        lines.line(f"  HTML: {relative(built.html)}")
    if not built.flags_asked:
        lines.line(f"  {NOT_ASKED}")
    if built.chart:
        lines.line(f"  chart copy: {relative(built.chart)}")
    for note in built.notes:
        lines.line(f"  note: {note}")


def _entries(
    files: Iterable[Path],
    words: Words,
    problems: set[Problem],
    old: list[Path],
    folder: Path,
) -> Iterable[Entry[Plan]]:
    from handout_builder.pipeline.old_files import old_plans
    from handout_builder.pipeline.sheet import today
    from handout_builder.plans.read import plan_file, plan_id, plan_of_words

    look = {name: str(words[name]) for name in LOOK if words[name]}
    options = [name for name, value in words.items() if value and name not in LOOK]
    if files and options:
        option = "--" + options[0].removesuffix("s").replace("_", "-")
        raise CommandError(f"a plan file says it all; leave out {option}, or the file")
    if not files and not words["exercises"]:
        raise CommandError("no plan is named; write a plan file, or --exercise NAME:SIDE:DOSE")
    if not files:
        yield plan_of_words({**words, "date": words["date"] or today().isoformat()})
    for path in files:
        if not path.exists():
            raise CommandError(f"there is no plan file {path}; check its name")
        try:
            yield plan_file(path, over=look)
        except ContentError as error:
            problems |= set(error.problems)
            old += old_plans(plan_id(path), folder)
