"""A plan → a patient's finished file and, if wanted, the clinic's chart copy.

No file name, no metadata and no note names the patient, unless files are to be named after patients.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from handout_builder import __version__
from handout_builder.cache import code_state, name_of
from handout_builder.compose.chart import Provenance, chart_sheet
from handout_builder.compose.plan import plan_sheet
from handout_builder.errors import ContentError
from handout_builder.pipeline.finished import is_finished, is_finished_page
from handout_builder.pipeline.plan_text import plan_text
from handout_builder.pipeline.sheet import (
    PAPER,
    FileKind,
    LaidOutSheet,
    SheetLayout,
    html_of,
    printed,
    source_date,
    today,
    typography_of,
)
from handout_builder.plans.plan import Plan
from handout_builder.plans.plan_files import PlanFiles
from handout_builder.plans.prescription import ResolvedPlan, side_remarks
from handout_builder.plans.redact import redacted
from handout_builder.plans.resolve import previous_plan, resolved_plan
from handout_builder.practice.language import Language
from handout_builder.practice.library import Entry, Library

BLANK_NAME = "the fonts lack letters of the name, so the sheet has a line to write it on by hand"
_CONTENT = ("handouts/*.yaml", "handouts/exercises/*", "layouts/**/*", "images/**/*")


@dataclass(frozen=True)
class PlanJob:
    """One plan to build, the plan before it, and which files to write.

    named     the file is named after the patient
    chart     the chart copy is written too
    password  opens the file (AES-256); None leaves it open
    copy      which of several equal rows of a batch: each has a file of its own
    html      the same sheet is written as one HTML page too
    """

    plan: Entry[Plan]
    previous: Entry[Plan] | None = None
    named: bool = False
    chart: bool = False
    password: str | None = field(default=None, repr=False)
    kind: FileKind = PAPER
    html: bool = False
    copy: int = 1


@dataclass(frozen=True)
class LaidOutPlan:
    """A plan's sheet on its pages, the name of its file without ending, and notes for the clinician."""

    resolved: ResolvedPlan
    language: Language
    laid_out: LaidOutSheet
    key: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class PlanBuilt:
    """A finished file of a plan, with its size in bytes; `skipped` when it existed already."""

    path: Path
    pages: int
    size: int
    notes: tuple[str, ...] = ()
    chart: Path | None = None
    skipped: bool = False
    html: Path | None = None
    flags_asked: bool = True


@dataclass(frozen=True)
class PlanBuilder:
    """Builds any number of plans of one practice; fonts, pictures and exercises are set once for all of them.

    `today` is the day on which plans are made that do not say it themselves.
    """

    library: Library
    today: date = field(default_factory=today)
    _layouts: dict[tuple[str, str, str | None, str], SheetLayout] = field(
        default_factory=dict, repr=False, compare=False
    )

    def build(self, job: PlanJob, folder: Path, *, resume: bool = False) -> PlanBuilt:
        """Build one plan into `folder`; with `resume`, a file that exists already is kept.

        The name of a file holds a hash of all that it is made from (`key`), so an existing file is the right one; but
        an open file is built again when a password is wanted, and a locked one when none is.
        Raises ContentError with every problem, without private words; OSError when writing fails.
        """
        from handout_builder.pipeline.save import save

        key = self.key(job)
        path = folder / (f"{key}.pdf" if job.copy == 1 else f"{key}-{job.copy}.pdf")
        chart = path.with_name(f"{path.stem}-chart.pdf") if job.chart else None
        page = path.with_suffix(".html") if job.html else None
        files, asked = [each for each in (path, chart) if each], job.plan.model.flags is not None
        if (
            resume
            and all(is_finished(each, job.password) for each in files)
            and (page is None or is_finished_page(page))
        ):
            return PlanBuilt(path, 0, path.stat().st_size, chart=chart, skipped=True, html=page, flags_asked=asked)
        made = self.lay_out(job)
        data = printed(made.laid_out, job.kind)
        if chart:
            with self._redacting(job):
                copied = printed(self._chart(job, made, data), FileKind(pdf2=job.kind.pdf2))
            save(locked_file(copied, job.password), chart, private=True)
        if page:
            save(html_of(made.laid_out).encode("utf-8"), page, private=True)
        locked = locked_file(data, job.password)
        save(locked, path, private=True)
        notes = (*made.notes, *_open_copies(path, job))
        return PlanBuilt(path, len(made.laid_out.pages), len(locked), notes, chart, html=page, flags_asked=asked)

    def lay_out(self, job: PlanJob) -> LaidOutPlan:
        """All stages but writing. Raises ContentError with every problem, without private words."""
        with self._redacting(job):
            return self._lay_out(job)

    @contextmanager
    def _redacting(self, job: PlanJob) -> Iterator[None]:
        """Problems raised inside lose their private words."""
        try:
            yield
        except ContentError as error:
            nodes = [each.node for each in (job.plan, job.previous) if each]
            safe = redacted(error.problems, *nodes, names=_names(self.library))
            raise ContentError(map(self.library.relative_problem, safe)) from None

    def key(self, job: PlanJob) -> str:
        """The name of the file without ending: the plan's id, if any, and a hash; the patient's name if asked for.

        The hash is of the plans, of all content, of the code with its libraries, and of the kind of file with its date.
        Today is no part of it: with `resume`, a sheet of yesterday is kept, and was made yesterday as it says.
        The chart copy and the HTML page of the same sheet have the same key, and an ending of their own.
        """
        plan = job.plan.model
        before = plan_text(job.previous.model) if job.previous else ""
        digest = name_of(plan_text(plan), before, self.content, code_state(__name__), job.kind, source_date())
        name = _file_name(plan.patient) if job.named and plan.patient else plan.id
        return f"{name}-{digest[:8]}" if name else digest[:16]

    @cached_property
    def content(self) -> str:
        """SHA-256 of every file that a sheet is made from."""
        found = sha256()
        for root in dict.fromkeys((self.library.root, self.library.shipped)):
            paths = {path for pattern in _CONTENT for path in root.glob(pattern) if path.is_file()}
            for path in sorted(paths, key=lambda path: path.relative_to(root).as_posix()):
                found.update(path.relative_to(root).as_posix().encode("utf-8") + b"\0")
                found.update(sha256(path.read_bytes()).digest())
        return found.hexdigest()

    # ---- parts

    def _lay_out(self, job: PlanJob) -> LaidOutPlan:
        resolved = self._resolved(self._dated(job.plan))
        before = previous_plan(job.previous, job.plan, self.library) if job.previous else None
        layout = self._layout_for(resolved)
        language = self.library.language(resolved.language)
        notes = [*resolved.remarks, *side_remarks(resolved, language.model.bare_sides)]
        if not _printable(resolved, layout):
            notes.append(BLANK_NAME)
            resolved = _without_name(resolved)
        key = self.key(job)
        sheet = plan_sheet(resolved, layout.brand, language, self.library, key, before)
        laid_out = layout.lay_out(sheet)
        return LaidOutPlan(resolved, language.model, laid_out, key, (*notes, *laid_out.notes))

    def _dated(self, plan: Entry[Plan]) -> Entry[Plan]:
        """The plan with the day on which it is made."""
        return replace(plan, model=plan.model.model_copy(update={"made": plan.model.made or self.today}))

    def _resolved(self, plan: Entry[Plan]) -> ResolvedPlan:
        """The plan with everything it names. Raises ContentError with every problem of the plan and of its files."""
        problems = self._files.problems(plan)
        try:
            resolved = resolved_plan(plan, self.library)
        except ContentError as error:
            raise ContentError([*problems, *error.problems]) from None
        if problems:
            raise ContentError(problems)
        return resolved

    @cached_property
    def _files(self) -> PlanFiles:
        return PlanFiles(self.library, lambda brand, edition: typography_of(self.library, brand, edition, None, "en"))

    def _chart(self, job: PlanJob, made: LaidOutPlan, data: bytes) -> LaidOutSheet:
        resolved, layout = made.resolved, self._layout_for(made.resolved)
        reviews = [each.entry.model.review for each in resolved.exercises]
        written = max((review.written.isoformat() for review in reviews if review and review.written), default="-")
        provenance = Provenance(
            plan=sha256(plan_text(job.plan.model).encode("utf-8")).hexdigest(),
            content=self.content,
            version=f"{written}, handout-builder {__version__}",
            sheet=sha256(data).hexdigest(),
        )
        language = self.library.language(resolved.language)
        flag_words = self.library.precautions().model.flags if resolved.plan.model.flags else {}
        sheet = chart_sheet(resolved, layout.brand, language, flag_words, provenance, made.notes, f"{made.key}-chart")
        return layout.lay_out(sheet)

    def _layout_for(self, resolved: ResolvedPlan) -> SheetLayout:
        plan = resolved.plan.model
        names = (resolved.brand, plan.edition, plan.paper, resolved.language)
        if names not in self._layouts:
            library = self.library
            brand, edition = library.brand(resolved.brand), library.edition(plan.edition)
            typography = typography_of(library, brand, edition, plan.paper, resolved.language)
            self._layouts[names] = SheetLayout(library, brand, typography)
        return self._layouts[names]


def _open_copies(path: Path, job: PlanJob) -> Iterator[str]:
    """A locked sheet has no open page of the same name next to it; an open chart copy is the clinic's own to keep."""
    if job.password is None:
        return
    page, chart = path.with_suffix(".html"), path.with_name(f"{path.stem}-chart.pdf")
    if page.is_file():
        page.unlink()
        yield f"the open page {page.name} of this sheet was deleted, because the sheet has a password"
    if not job.chart and chart.is_file() and not is_finished(chart, job.password):
        yield f"the chart copy {chart.name} of this sheet has no password or another one"


def _printable(resolved: ResolvedPlan, layout: SheetLayout) -> bool:
    name = resolved.plan.model.patient or ""
    faces = layout.typography.style("do").faces
    return all(any(not face.missing(character) for face in faces) for character in name)


def _without_name(resolved: ResolvedPlan) -> ResolvedPlan:
    plan = resolved.plan.model.model_copy(update={"patient": None})
    return replace(resolved, plan=replace(resolved.plan, model=plan))


def _file_name(name: str) -> str:
    """Letters and digits of the name in any script, at most 120 bytes; no character with a meaning in a file system."""
    stem = re.sub(r"[^\w]+|_+", "-", unicodedata.normalize("NFC", name)).strip("-")
    while len(stem.encode("utf-8")) > 120:
        stem = stem[:-1]
    return stem.strip("-") or "plan"


def locked_file(data: bytes, password: str | None) -> bytes:
    """The file locked with the password (AES-256), or unchanged without one."""
    if password is None:
        return data
    from handout_builder.pdf.lock import locked

    return locked(data, password)


def _names(library: Library) -> frozenset[str]:
    """Names of files and flags that a problem of a plan may quote."""
    files = (*library.exercise_names, *library.handout_names, *library.brand_names, *library.edition_names)
    return frozenset((*files, *library.flags))
