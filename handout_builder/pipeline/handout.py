"""Names of a handout, a brand and an edition → a finished file: the whole pipeline on one screen."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from handout_builder.compose.handout import handout_sheet
from handout_builder.errors import ContentError
from handout_builder.pipeline.sheet import PAPER, FileKind, LaidOutSheet, SheetLayout, html_of, printed, typography_of
from handout_builder.practice.handout_files import HandoutRequest, read_handout_files
from handout_builder.practice.library import Entry, Library, known

if TYPE_CHECKING:
    from handout_builder.model.brand import Brand


@dataclass(frozen=True)
class Job:
    """One handout to build; None means what the handout or its brand says. `html` also builds the page for screens."""

    handout: str
    brand: str | None = None
    edition: str = "standard"
    paper: str | None = None
    language: str | None = None
    html: bool = False
    kind: FileKind = PAPER


@dataclass(frozen=True)
class Built:
    """A finished file, its size in bytes, and notes for the practice."""

    path: Path
    pages: int
    size: int
    notes: tuple[str, ...] = ()
    html: Path | None = None


def build(library: Library, job: Job, folder: Path) -> Built:
    """Build one handout into `folder`/<brand>/<handout>.pdf, and the HTML page next to it if the job asks for it.

    Raises ContentError with every problem, OSError when writing fails; then the old file is unchanged.
    """
    from handout_builder.pipeline.save import save

    laid_out = lay_out(library, job)
    data = printed(laid_out, job.kind)
    path = folder / brand_of(library, job).name / f"{job.handout}.pdf"
    page = path.with_suffix(".html") if job.html else None
    shown = html_of(laid_out).encode("utf-8") if page else b""
    save(data, path)
    if page:
        save(shown, page)
    return Built(path, len(laid_out.pages), len(data), laid_out.notes, page)


def lay_out(library: Library, job: Job) -> LaidOutSheet:
    """All stages but the last: the sheet is composed, typeset and paginated. Raises ContentError with every problem."""
    wanted = HandoutRequest(job.handout, job.edition, job.brand, job.language)
    found = read_handout_files(
        library, wanted, lambda brand, edition: typography_of(library, brand, edition, job.paper, "en")
    )
    brand, edition, language = found.brand, found.edition, found.language
    handout = found.handout_without_faulty() if found.problems else found.handout
    if not (handout and brand and edition and language):
        raise ContentError(found.problems)
    try:
        sheet = handout_sheet(handout, brand, language, library)
        laid_out = SheetLayout(
            library, brand, typography_of(library, brand, edition, job.paper, sheet.language)
        ).lay_out(sheet)
    except ContentError as error:
        raise ContentError([*found.problems, *map(library.relative_problem, error.problems)]) from None
    if found.problems:
        raise ContentError(found.problems)
    return laid_out


def brand_of(library: Library, job: Job) -> Entry[Brand]:
    """The brand that the job names, or the handout's own."""
    if job.brand is not None:
        return library.brand(known(job.brand, library.brand_names, "brand"))
    handout = library.handout(known(job.handout, library.handout_names, "handout"))
    return library.brand(known(handout.model.brand, library.brand_names, "brand", handout.place("brand")))
