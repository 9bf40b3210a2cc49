"""A collected text + style → its segments, measured: the parts that no line break divides."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from handout_builder.model.rich_text import Rich
from handout_builder.text.breaks import NBSP, break_opportunities
from handout_builder.text.collect import Collected, collect
from handout_builder.text.shaping import text_width
from handout_builder.text.typography import TextStyle


class Segment(NamedTuple):
    """The characters from `start` to `end` of a collected text.

    `width` is theirs, `space` that of the space after them (0 where there is none), both in points.
    """

    start: int
    end: int
    width: float
    space: float


class Measured(NamedTuple):
    """A collected text and its segments in reading order."""

    text: Collected
    segments: tuple[Segment, ...]


@lru_cache(maxsize=5_000)
def measured(spans: Rich, style: TextStyle, language: str, *, keep_units: bool = True) -> Measured:
    """The text of spans with its segments measured, once however many widths and sheets it is set in.

    `language` is the BCP 47 tag of all but foreign words. Without `keep_units` neither a unit nor a no-break space
    holds words together.
    """
    text = collect(spans, keep_units=keep_units)
    return Measured(text, tuple(_segments(text, style, language, tight=not keep_units)))


def natural_width(spans: Rich, style: TextStyle, language: str) -> float:
    """Points that a text takes on one line, in the language of that BCP 47 tag."""
    segments = measured(spans, style, language).segments
    return sum(segment.width for segment in segments) + sum(segment.space for segment in segments[:-1])


def _segments(text: Collected, style: TextStyle, language: str, *, tight: bool) -> Iterator[Segment]:
    start = 0
    spaces = (" ", NBSP) if tight else " "
    for following in (*break_opportunities(text.text, tight=tight), len(text.text)):
        end = following - 1 if text.text.endswith(spaces, start, following) else following
        width = space = 0.0
        for part, manner in text.pieces(start, end):
            look = (style.faces_for(manner.bold), manner.language or language, style.size, style.tracking)
            width += text_width(part, *look)
            space = text_width(" ", *look) if end < following else 0.0
        if end > start:
            yield Segment(start, end, width, space)
        start = following
