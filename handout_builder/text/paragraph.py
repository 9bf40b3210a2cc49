"""A paragraph (spans, style, language, direction, width) → lines of positioned runs; all text is set by this call.

Ragged at the end edge; a number is on the line of its unit; no word gets lost, and none is divided that has room on a
line, but at the soft hyphens that its author wrote. Places on a line are points from the
start edge: the left edge of a paragraph that runs from left to right, else the right one.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from handout_builder.boxes import Direction
from handout_builder.errors import ContentError, Place, Problem
from handout_builder.model.rich_text import SOFT_HYPHEN, Rich
from handout_builder.text.collect import Collected
from handout_builder.text.coverage import unprintable
from handout_builder.text.lines import line_starts
from handout_builder.text.placing import Align, Line, LineSetter
from handout_builder.text.segments import Measured, Segment, measured
from handout_builder.text.typography import TextStyle

SLACK = 0.5
"""Points that a word may be wider than its line."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text to set.

    width      of its column, in points
    language   BCP 47 tag of all words but foreign ones
    balance    the smallest width that keeps the number of lines
    keep_pair  no last line of one word, where the width allows it
    tail       points that stay free after the last word, for a sign that belongs to it
    more       words of the same paragraph follow in another box, so a space ends this one
    """

    spans: Rich
    style: TextStyle
    width: float
    language: str
    direction: Direction = "ltr"
    align: Align = "start"
    balance: bool = False
    keep_pair: bool = True
    tail: float = 0.0
    more: bool = False


@dataclass(frozen=True, slots=True)
class TextLines:
    """A paragraph in lines. `height` holds all of them; `widest` is the visible width of the widest, in points."""

    lines: tuple[Line, ...]
    height: float
    widest: float


def set_paragraph(paragraph: Paragraph, place: Place) -> TextLines:
    """The lines of a paragraph; `place` is where its text comes from.

    Raises ContentError for characters that cannot be printed and for a number or sign wider than its column.
    """
    text, segments = _measured(paragraph)
    _refuse_unprintable(text, paragraph.style, place)
    starts = line_starts(
        segments, paragraph.width, balance=paragraph.balance, keep_pair=paragraph.keep_pair, tail=paragraph.tail
    )
    setter = LineSetter(
        text, paragraph.style, paragraph.width, paragraph.language, paragraph.direction, paragraph.align
    )
    style, lines = paragraph.style, []
    for number, (first, following) in enumerate(pairwise((*starts, len(segments)))):
        if following == first + 1:
            _refuse_too_wide(text, segments[first], paragraph.width, place)
        start, end = segments[first].start, segments[following - 1].end
        last = following == len(segments)
        space = paragraph.more if last else segments[following].start > end
        hyphen = not last and segments[following - 1].hyphen > 0
        baseline = style.first_baseline + number * style.leading
        lines.append(setter.line(start, end, baseline, space=space, hyphen=hyphen))
    return TextLines(tuple(lines), len(lines) * style.leading, max((line.ink for line in lines), default=0.0))


def _measured(paragraph: Paragraph) -> Measured:
    """The text and its segments; numbers hold to their units, and words are whole, as long as the column has room."""
    look = paragraph.spans, paragraph.style, paragraph.language
    found = measured(*look)
    if _fits(found, paragraph.width):
        return found
    found = measured(*look, keep_units=False)
    if _fits(found, paragraph.width):
        return found
    return measured(*look, keep_units=False, column=paragraph.width)


def _fits(found: Measured, width: float) -> bool:
    return all(segment.width + segment.hyphen <= width + SLACK for segment in found.segments)


def _refuse_unprintable(text: Collected, style: TextStyle, place: Place) -> None:
    problems = []
    for part, manner in text.pieces(0, len(text.text)):
        faces, part = style.faces_for(manner.bold), part.replace(SOFT_HYPHEN, "")
        if faces[0].missing(part):
            found = unprintable(part.split(" "), faces)
            problems += [Problem(place, message, "write it with other letters") for message in found]
    if problems:
        raise ContentError(problems)


def _refuse_too_wide(text: Collected, word: Segment, width: float, place: Place) -> None:
    if word.width > width + SLACK:
        said = text.text[word.start : word.end]
        message = f'the word "{said}" is wider than its column ({word.width:.0f} of {width:.0f} points)'
        remedy = "write it shorter, or with a space in it"
        raise ContentError([Problem(place, message, remedy)])
