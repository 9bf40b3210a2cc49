"""The laid out sheets of many patients → one file for one print run, in which no leaf of paper holds two of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from handout_builder.boxes import Page
from handout_builder.pages.mirror import from_left
from handout_builder.pipeline.plan import LaidOutPlan
from handout_builder.pipeline.sheet import info_of


def together(made: Sequence[LaidOutPlan], *, duplex: bool = True) -> bytes:
    """The sheets as one file, each with page numbers, page labels and a bookmark of its own.

    With `duplex` each sheet begins on the front side of a leaf: a blank page that says so follows one with an odd
    number of pages. Raises ValueError when there is no sheet.
    """
    from handout_builder.pdf.bundle import bundle
    from handout_builder.pdf.document import write

    if not made:
        raise ValueError("there is no sheet to print")
    faces = {name: face for each in made for name, face in each.laid_out.typography.faces().items()}
    sheets = (
        (
            f"{number}",
            _title(each, number),
            (*each.laid_out.pages, *((_blank(each),) if duplex and _is_odd(each) else ())),
        )
        for number, each in enumerate(made, 1)
    )
    first = made[0].laid_out
    pages = tuple(chain.from_iterable(bundle(sheets)))
    return write(pages, info_of(first.sheet), dict(sorted(faces.items())), cache=first.pictures.figures.cache)


def blank_pages(made: Sequence[LaidOutPlan]) -> int:
    """How many blank pages `together` adds for printing on both sides."""
    return sum(map(_is_odd, made))


def _is_odd(each: LaidOutPlan) -> bool:
    return len(each.laid_out.pages) % 2 == 1


def _title(each: LaidOutPlan, number: int) -> str:
    """The bookmark of a sheet: a number, because no file says outside its pages whom it is for."""
    return each.language.page.sheet.format(number=number)


def _blank(each: LaidOutPlan) -> Page:
    laid_out = each.laid_out
    words = laid_out.furniture.blank_page(each.language.page.blank)
    last = laid_out.pages[-1]
    top = (last.height - words.height) / 2
    groups = from_left((words.at(0, top),), last.width, laid_out.typography.direction)
    return Page(last.width, last.height, groups, last.number + 1)
