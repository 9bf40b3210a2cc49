"""A sheet in blocks + brand, edition, paper and language → its pages, and the PDF or HTML file of them."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from handout_builder.compose.blocks import Sheet
from handout_builder.errors import CommandError, ContentError, Problem
from handout_builder.practice.library import Entry, Library, logo_files

if TYPE_CHECKING:
    from handout_builder.boxes import Group, Page
    from handout_builder.legibility.check import LegibilityChecker
    from handout_builder.model.brand import Brand
    from handout_builder.model.edition import Edition
    from handout_builder.pages.paginate import Frame, PageLayout
    from handout_builder.pages.typesetter import Typesetter
    from handout_builder.pdf.metadata import DocumentInfo
    from handout_builder.text.typography import Typography
    from handout_builder.typeset.furniture import Furniture
    from handout_builder.typeset.picture_box import Pictures

EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
BELOW_RUN_HEAD, ABOVE_FOOT = 12.0, 9.0
"""Points between the blocks of a page and its head and foot."""
MOST_ROUNDS = 8
"""Page numbers are stable after two rounds; one that becomes a digit longer may need a third."""


@dataclass(frozen=True)
class LaidOutSheet:
    """A sheet on its pages, ready to be painted. `notes` are for the practice."""

    sheet: Sheet
    typography: Typography
    pages: tuple[Page, ...]
    notes: tuple[str, ...]
    pictures: Pictures
    furniture: Furniture


@dataclass(frozen=True, slots=True)
class FileKind:
    """The kind of PDF, always tagged and archival: `pdf2` is version 2.0, `fillable` has form fields."""

    pdf2: bool = False
    fillable: bool = False


PAPER = FileKind()
"""PDF 1.7 without fields: for printing and filing."""


@dataclass(frozen=True)
class SheetLayout:
    """Lays out sheets of one brand, edition, paper and language; pictures and exercises are set once for all sheets."""

    library: Library
    brand: Entry[Brand]
    typography: Typography

    @cached_property
    def pictures(self) -> Pictures:
        """The opened pictures of all sheets."""
        from handout_builder.figures.scene.drawing_cache import FigureCache
        from handout_builder.typeset.picture_box import Pictures

        return Pictures(self.typography, FigureCache.open(self.library.figure_cache, self.library.poses))

    @cached_property
    def typesetter(self) -> Typesetter:
        """Turns blocks into boxes."""
        from handout_builder.pages.typesetter import Typesetter

        return Typesetter(self.typography, self.pictures)

    @cached_property
    def furniture(self) -> Furniture:
        """The heads and feet of pages."""
        from handout_builder.typeset.furniture import Furniture

        first, later = self.pictures.logos(logo_files(self.brand))
        return Furniture(self.typography, first, later, self.brand.place)

    @cached_property
    def logo_problems(self) -> tuple[Problem, ...]:
        """The logos that could not be seen or read on paper."""
        from handout_builder.pipeline.logos import logo_problems

        return tuple(logo_problems(self.furniture, self.brand.place, self.pictures.figures.cache))

    @cached_property
    def legibility_checker(self) -> LegibilityChecker:
        """Finds texts in finished boxes that are too faint or too small."""
        from handout_builder.legibility.check import LegibilityChecker

        edition = self.typography.edition
        return LegibilityChecker(edition.smallest, edition.smallest_label, self.pictures.figures.cache)

    def lay_out(self, sheet: Sheet) -> LaidOutSheet:
        """Blocks → boxes → pages. Raises ContentError with every problem of the sheet."""
        from handout_builder.boxes import Page
        from handout_builder.pages.mirror import from_left
        from handout_builder.pages.paginate import Frame, groups
        from handout_builder.text.typography import END_MARGIN, SIDE_MARGIN

        furniture, (width, height) = self.furniture, self.typography.page_size
        masthead, run_head = furniture.masthead(), furniture.run_head(sheet.running)
        foot_height, taller = furniture.foot_heights(sheet.footer)
        end = height - END_MARGIN
        first_top = END_MARGIN + masthead.height + furniture.masthead_gap
        later_top = END_MARGIN + run_head.height + BELOW_RUN_HEAD
        bottom = end - foot_height - ABOVE_FOOT
        layouts = self._layouts(sheet, Frame(first_top, later_top, bottom, SIDE_MARGIN, taller))
        feet = [furniture.foot(sheet.footer, number, len(layouts)) for number in range(1, len(layouts) + 1)]
        around = [
            (
                (run_head if index else masthead).at(SIDE_MARGIN, END_MARGIN),
                foot.at(SIDE_MARGIN, end - max(foot.height, foot_height)),
            )
            for index, foot in enumerate(feet)
        ]
        pages = tuple(
            Page(width, height, from_left((head, *groups(layout), foot), width, self.typography.direction), number)
            for number, ((head, foot), layout) in enumerate(zip(around, layouts, strict=True), 1)
        )
        self._refuse_illegible(layouts, chain.from_iterable(around))
        said = dict.fromkeys(note for layout in layouts for placed in layout.boxes for note in placed.flow.notes)
        on_pictures = self.pictures.notes_on(group for page in pages for group in page.groups)
        notes = (*furniture.notes, *said, *on_pictures)
        return LaidOutSheet(sheet, self.typography, pages, notes, self.pictures, furniture)

    def _layouts(self, sheet: Sheet, frame: Frame) -> tuple[PageLayout, ...]:
        """The sheet on pages, set again until the page numbers that it shows are the right ones."""
        from handout_builder.pages.paginate import anchors, paginate

        numbers: dict[str, int] = defaultdict(int)  # not known at first; later an anchor that is nowhere is a KeyError
        for _ in range(MOST_ROUNDS):
            layouts = paginate(self.typesetter.chapters(sheet, numbers), frame)
            found = anchors(layouts)
            if found == numbers:
                return layouts
            numbers = found
        message = "the number of pages changes each time that the first page shows its page numbers"
        raise ContentError([Problem(sheet.chapters[0].blocks[0].place, message, "shorten its first part")])

    def _refuse_illegible(self, layouts: Iterable[PageLayout], heads_and_feet: Iterable[Group]) -> None:
        """Raises ContentError for texts that are too faint or too small, and for such logos."""
        placed = [box.flow for layout in layouts for box in (*layout.boxes, *((layout.foot,) if layout.foot else ()))]
        boxes = [(flow.place, flow.box.content) for flow in placed]
        boxes += [(self.brand.place(), group) for group in heads_and_feet]
        problems = (*self.logo_problems, *self.legibility_checker.problems(boxes))
        if problems:
            raise ContentError(problems)


def typography_of(
    library: Library, brand: Entry[Brand], edition: Entry[Edition], paper: str | None, language: str
) -> Typography:
    """Fonts, sizes and colours of a brand in an edition. Without `paper`, the paper is the brand's."""
    from handout_builder.text.typography import Typography

    folders = tuple(root / "layouts" / "fonts" for root in dict.fromkeys((library.root, library.shipped)))
    return Typography(brand.model, edition.model, paper or brand.model.paper, language, folders, brand.place("fonts"))


def printed(laid_out: LaidOutSheet, kind: FileKind = PAPER) -> bytes:
    """The file of a sheet. The same sheet gives the same bytes."""
    from handout_builder.pdf.document import write

    answers = laid_out.typography.style("body").faces[0].key if kind.fillable else None
    info, faces, cache = info_of(laid_out.sheet), laid_out.typography.faces(), laid_out.pictures.figures.cache
    return write(laid_out.pages, info, faces, pdf2=kind.pdf2, fillable=answers, cache=cache)


def html_of(laid_out: LaidOutSheet) -> str:
    """The same sheet as one HTML page for screens."""
    from handout_builder.html.page import page
    from handout_builder.html.screen import Screen

    return page(laid_out.sheet, Screen(laid_out.typography, laid_out.pictures), laid_out.furniture.logo)


def info_of(sheet: Sheet) -> DocumentInfo:
    """The metadata of the file of a sheet; they never name the patient."""
    from handout_builder.pdf.metadata import DocumentInfo

    return DocumentInfo(
        title=sheet.title,
        author=sheet.brand.name,
        language=sheet.language,
        created=_created(sheet),
        subject=sheet.subject,
    )


def source_date() -> datetime | None:
    """The moment that SOURCE_DATE_EPOCH names (reproducible-builds.org/specs); None when it is not set.

    Raises CommandError when it is set to something else than whole seconds since 1970.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return None
    try:
        if not epoch.isascii() or not epoch.isdigit():
            raise ValueError
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        raise CommandError(f'SOURCE_DATE_EPOCH is "{epoch}"; write whole seconds since 1970') from None


def today() -> date:
    """The day of SOURCE_DATE_EPOCH, in UTC; where that is not set, the day of this computer's clock.

    Raises CommandError as `source_date` does.
    """
    moment = source_date()
    return moment.date() if moment else date.today()


def _created(sheet: Sheet) -> datetime:
    """SOURCE_DATE_EPOCH, else the date of the content; never the clock, so that equal inputs give equal bytes."""
    moment = source_date()
    if moment:
        return moment
    return datetime.fromisoformat(sheet.created).replace(tzinfo=UTC) if sheet.created else EARLIEST
