"""The whole pipeline on one screen: names of handout, brand and edition in, a finished file out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from handout_builder.compose.blocks import Sheet
from handout_builder.compose.handout import handout_sheet
from handout_builder.errors import CommandError, ContentError, Problem
from handout_builder.examine import Wanted, examine, logo_path
from handout_builder.library import Entry, Library, known

if TYPE_CHECKING:
    from handout_builder.model.brand import Brand
    from handout_builder.model.edition import Edition
    from handout_builder.pdf.metadata import DocumentInfo
    from handout_builder.typeset.box import Page
    from handout_builder.typeset.picture_box import Pictures
    from handout_builder.typeset.setting import Setting

EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Job:
    """One handout to build; None means what the handout or its brand says. `html` asks for the page for screens too."""

    handout: str
    brand: str | None = None
    edition: str = "standard"
    paper: str | None = None
    language: str | None = None
    html: bool = False


@dataclass(frozen=True)
class Built:
    """A finished file and what there is to say about it."""

    path: Path
    pages: int
    size: int
    notes: tuple[str, ...] = ()
    html: Path | None = None


@dataclass(frozen=True)
class Laid:
    """A sheet on its pages, ready to be painted."""

    sheet: Sheet
    setting: Setting
    pages: tuple[Page, ...]
    notes: tuple[str, ...]
    pictures: Pictures
    logo: Path | None


def build(library: Library, job: Job, folder: Path) -> Built:
    """Build one handout into `folder`/<brand>/<handout>.pdf, and its HTML twin beside it when the job asks for it.

    Raises ContentError with every problem; the file that was there stays as it was.
    """
    from handout_builder.pdf.document import write
    from handout_builder.pdf.writer import save

    laid = lay_out(library, job)
    data = write(laid.pages, _info(laid.sheet), laid.setting.faces())
    path = folder / brand_of(library, job).name / f"{job.handout}.pdf"
    path.parent.mkdir(parents=True, exist_ok=True)
    twin = (path.with_suffix(".html"), html_of(laid).encode("utf-8")) if job.html else None
    save(data, path)
    if twin:
        save(twin[1], twin[0])
    return Built(path, len(laid.pages), len(data), laid.notes, twin[0] if twin else None)


def html_of(laid: Laid) -> str:
    """The same sheet as one HTML page for screens."""
    from handout_builder.html.page import page
    from handout_builder.html.screen import Screen

    return page(laid.sheet, Screen(laid.setting, laid.pictures), laid.logo)


def lay_out(library: Library, job: Job) -> Laid:
    """All stages but the last: the sheet composed, typeset and placed. Raises ContentError with every problem."""
    wanted = Wanted(job.handout, job.edition, job.brand, job.language)
    found = examine(library, wanted, lambda brand, edition: _setting(library, job, brand, edition, "en"))
    brand, edition, language = found.brand, found.edition, found.language
    handout = found.handout_without_faulty() if found.problems else found.handout
    if not (handout and brand and edition and language):
        raise ContentError(found.problems)
    try:
        sheet = handout_sheet(handout, brand, language, library)
        laid = _lay_out(library, brand, sheet, _setting(library, job, brand, edition, sheet.language))
    except ContentError as error:
        raise ContentError([*found.problems, *_inside(library, error.problems)]) from None
    if found.problems:
        raise ContentError(found.problems)
    return laid


def _inside(library: Library, problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems with their files named as from the practice folder."""
    for problem in problems:
        yield replace(problem, place=replace(problem.place, path=library.shown(problem.place.path)))


def brand_of(library: Library, job: Job) -> Entry[Brand]:
    """The brand that the job names, or the handout's own."""
    if job.brand is not None:
        return library.brand(known(job.brand, library.brand_names, "brand"))
    handout = library.handout(known(job.handout, library.handout_names, "handout"))
    return library.brand(known(handout.model.brand, library.brand_names, "brand", handout.place("brand")))


def _setting(library: Library, job: Job, brand: Entry[Brand], edition: Entry[Edition], language: str) -> Setting:
    from handout_builder.typeset.setting import Setting

    folders = tuple(root / "layouts" / "fonts" for root in dict.fromkeys((library.root, library.shipped)))
    paper = job.paper or brand.model.paper
    return Setting(brand.model, edition.model, paper, language, folders, brand.place("fonts"))


def _lay_out(library: Library, brand: Entry[Brand], sheet: Sheet, setting: Setting) -> Laid:
    """Blocks → boxes → pages; once more when page numbers on the first pages were not yet known."""
    from handout_builder.figures.cache import FigureCache
    from handout_builder.paginate import Frame, anchors, groups, paginate
    from handout_builder.typeset.box import Page
    from handout_builder.typeset.furniture import Furniture
    from handout_builder.typeset.picture_box import Pictures
    from handout_builder.typeset.typesetter import Typesetter

    width, height = setting.page_size
    pictures = Pictures(setting, FigureCache.open(cache_folder(library), library.poses))
    furniture = Furniture(setting, _logo(brand), brand.place())
    head = furniture.masthead()
    foot_top = height - 36.0 - furniture.foot_height(sheet.footer)
    frame = Frame(36 + head.height + furniture.masthead_gap, 70.0, foot_top - 9.0, 45.0)
    typesetter = Typesetter(setting, pictures)
    numbers: dict[str, int] = {}
    while True:
        layouts = paginate(typesetter.chapters(sheet, numbers), frame)
        found = anchors(layouts)
        if found == numbers:
            break
        numbers = found
    run_head = furniture.run_head(sheet.running)
    pages = tuple(
        Page(
            width,
            height,
            (
                (head if number == 1 else run_head).at(45.0, 36.0),
                *groups(layout),
                furniture.foot(sheet.footer, number, len(layouts)).at(45.0, foot_top),
            ),
            number,
        )
        for number, layout in enumerate(layouts, 1)
    )
    return Laid(sheet, setting, pages, tuple(dict.fromkeys(pictures.notes)), pictures, furniture.logo_path)


def _logo(brand: Entry[Brand]) -> Path | None:
    return logo_path(brand.path, brand.model.logo) if brand.model.logo else None


def cache_folder(library: Library) -> Path:
    """Where drawn figures are kept from one build to the next; safe to delete."""
    return library.root / ".cache" / "figures"


def _info(sheet: Sheet) -> DocumentInfo:
    from handout_builder.pdf.metadata import DocumentInfo

    return DocumentInfo(
        title=sheet.title,
        author=sheet.brand.name,
        language=sheet.language,
        created=_created(sheet),
        subject=sheet.subject,
    )


def _created(sheet: Sheet) -> datetime:
    """SOURCE_DATE_EPOCH, else the date of the content; never the clock, so that equal inputs give equal bytes.

    Raises CommandError when SOURCE_DATE_EPOCH is no number of seconds (reproducible-builds.org/specs).
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return datetime.fromisoformat(sheet.created).replace(tzinfo=UTC) if sheet.created else EARLIEST
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        raise CommandError(f'SOURCE_DATE_EPOCH is "{epoch}"; write whole seconds since 1970') from None


def problems_of(library: Library, jobs: Iterable[Job]) -> tuple[Problem, ...]:
    """Every problem of the jobs, without writing anything."""
    found: set[Problem] = set()
    for job in jobs:
        try:
            lay_out(library, job)
        except ContentError as error:
            found |= set(error.problems)
    return tuple(sorted(found))
