"""The whole pipeline on one screen: names of handout, brand and edition in, a finished file out."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from handout_builder.compose.blocks import Sheet
from handout_builder.errors import ContentError, Problem
from handout_builder.library import Entry, Library, known

if TYPE_CHECKING:
    from handout_builder.model.brand import Brand
    from handout_builder.pdf.metadata import DocumentInfo
    from handout_builder.typeset.box import Page
    from handout_builder.typeset.setting import Setting

EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Job:
    """One handout to build; None means what the handout or its brand says."""

    handout: str
    brand: str | None = None
    edition: str = "standard"
    paper: str | None = None
    language: str | None = None


@dataclass(frozen=True)
class Built:
    """A finished file and what there is to say about it."""

    path: Path
    pages: int
    size: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Laid:
    """A sheet on its pages, ready to be painted."""

    sheet: Sheet
    setting: Setting
    pages: tuple[Page, ...]
    notes: tuple[str, ...]


def build(library: Library, job: Job, folder: Path) -> Built:
    """Build one handout into `folder`/<brand>/<handout>.pdf.

    Raises ContentError with every problem; the file that was there stays as it was.
    """
    from handout_builder.pdf.document import write
    from handout_builder.pdf.writer import save

    laid = lay_out(library, job)
    data = write(laid.pages, _info(laid.sheet), laid.setting.faces())
    path = folder / brand_of(library, job).name / f"{job.handout}.pdf"
    path.parent.mkdir(parents=True, exist_ok=True)
    save(data, path)
    return Built(path, len(laid.pages), len(data), laid.notes)


def lay_out(library: Library, job: Job) -> Laid:
    """All stages but the last: the sheet composed, typeset and placed. Raises ContentError with every problem."""
    brand = brand_of(library, job)
    sheet = compose(library, job, brand)
    setting = _setting(library, job, brand, sheet)
    return _lay_out(library, brand, sheet, setting)


def brand_of(library: Library, job: Job) -> Entry[Brand]:
    """The brand that the job names, or the handout's own."""
    if job.brand is not None:
        return library.brand(known(job.brand, library.brand_names, "brand"))
    handout = library.handout(known(job.handout, library.handout_names, "handout"))
    return library.brand(known(handout.model.brand, library.brand_names, "brand", handout.place("brand")))


def compose(library: Library, job: Job, brand: Entry[Brand]) -> Sheet:
    """Meaning → blocks, with the content rules checked."""
    from handout_builder.compose.handout import handout_sheet
    from handout_builder.compose.rules import exercise_problems

    handout = library.handout(known(job.handout, library.handout_names, "handout"))
    code = job.language or handout.model.language
    place = None if job.language else handout.place("language")
    language = library.language(known(code, library.language_names, "language", place))
    problems: list[Problem] = []
    for name in handout.model.exercises:
        if name in library.exercise_names:
            try:
                problems += exercise_problems(library.exercise(name), language.model)
            except ContentError as error:
                problems += error.problems
    try:
        sheet = handout_sheet(handout, brand, language, library)
    except ContentError as error:
        raise ContentError([*problems, *error.problems]) from None
    if problems:
        raise ContentError(problems)
    return sheet


def _setting(library: Library, job: Job, brand: Entry[Brand], sheet: Sheet) -> Setting:
    from handout_builder.typeset.setting import Setting

    edition = library.edition(known(job.edition, library.edition_names, "edition"))
    folders = tuple(root / "layouts" / "fonts" for root in dict.fromkeys((library.root, library.shipped)))
    paper = job.paper or brand.model.paper
    return Setting(brand.model, edition.model, paper, sheet.language, folders, brand.place("fonts"))


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
    return Laid(sheet, setting, pages, tuple(dict.fromkeys(pictures.notes)))


def _logo(brand: Entry[Brand]) -> Path | None:
    if brand.model.logo is None:
        return None
    path = brand.path.parent / brand.model.logo
    if not path.is_file():
        raise ContentError([Problem(brand.place("logo"), f'there is no file "{brand.model.logo}" beside brand.yaml')])
    return path


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
    """SOURCE_DATE_EPOCH, else the date of the content; never the clock, so that equal inputs give equal bytes."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return datetime.fromtimestamp(int(epoch), UTC)
    return datetime.fromisoformat(sheet.created).replace(tzinfo=UTC) if sheet.created else EARLIEST


def problems_of(library: Library, jobs: Iterable[Job]) -> tuple[Problem, ...]:
    """Every problem of the jobs, without writing anything."""
    found: set[Problem] = set()
    for job in jobs:
        try:
            lay_out(library, job)
        except ContentError as error:
            found |= set(error.problems)
    return tuple(sorted(found))
