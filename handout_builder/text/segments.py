"""A collected text + style → its segments, measured: the parts that no line break divides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from handout_builder.model.rich_text import SOFT_HYPHEN, Rich
from handout_builder.text.breaks import NBSP, break_opportunities, divided, needs_hyphen
from handout_builder.text.collect import Collected, Manner, collect
from handout_builder.text.shaping import text_width
from handout_builder.text.typography import TextStyle


class Segment(NamedTuple):
    """The characters from `start` to `end` of a collected text.

    `width` is theirs, `space` that of the space after them (0 where there is none), `hyphen` that of the hyphen which
    shows if a line ends with them (0 where none does), all in points.
    """

    start: int
    end: int
    width: float
    space: float
    hyphen: float = 0.0


class Measured(NamedTuple):
    """A collected text and its segments in reading order."""

    text: Collected
    segments: tuple[Segment, ...]


@lru_cache(maxsize=5_000)
def measured(
    spans: Rich, style: TextStyle, language: str, *, keep_units: bool = True, column: float | None = None
) -> Measured:
    """The text of spans with its segments measured, once however many widths and sheets it is set in.

    `language` is the BCP 47 tag of all but foreign words. Without `keep_units` neither a unit nor a no-break space
    holds words together; what is wider than `column` points is divided inside the word.
    """
    ruler = _Ruler(collect(spans, keep_units=keep_units), style, language)
    return Measured(ruler.text, tuple(ruler.segments(column, tight=not keep_units)))


def natural_width(spans: Rich, style: TextStyle, language: str) -> float:
    """Points that a text takes on one line, in the language of that BCP 47 tag."""
    segments = measured(spans, style, language).segments
    return sum(segment.width for segment in segments) + sum(segment.space for segment in segments[:-1])


@dataclass(frozen=True, slots=True)
class _Ruler:
    """Measures parts of one text."""

    text: Collected
    style: TextStyle
    language: str

    def segments(self, column: float | None, *, tight: bool) -> Iterator[Segment]:
        """The parts between break opportunities; those wider than `column` are divided."""
        text, start = self.text.text, 0
        spaces = (" ", NBSP) if tight else " "
        for following in (*break_opportunities(text, tight=tight), len(text)):
            end = following - 1 if text.endswith(spaces, start, following) else following
            if end > start:
                space = self.width(" ", end - 1) if end < following else 0.0
                wide = self.between(start, end)
                if column is not None and wide > column:
                    yield from self._parts(start, end, space, column)
                else:
                    yield Segment(start, end, wide, space, self._hyphen(end) if end == following else 0.0)
            start = following

    def _parts(self, start: int, end: int, space: float, column: float) -> Iterator[Segment]:
        hyphen = self.width("-", start)
        word = self.text.text[start:end]
        cuts = divided(word, lambda part: self.width(part, start) + hyphen > column)
        for first, last in pairwise((0, *cuts, len(word))):
            inner = start + last < end
            at = start + last
            yield Segment(start + first, at, self.between(start + first, at), 0.0 if inner else space, self._hyphen(at))

    def between(self, start: int, end: int) -> float:
        """Points that the characters between two offsets take on one line."""
        return sum(self._wide(part, manner) for part, manner in self.text.pieces(start, end))

    def width(self, part: str, at: int) -> float:
        """Points that `part` takes in the manner of the character at that offset."""
        return next(self._wide(part, manner) for _, manner in self.text.pieces(at, at + 1))

    def _hyphen(self, at: int) -> float:
        text = self.text.text
        return self.width("-", at - 1) if 0 < at < len(text) and needs_hyphen(text, at) else 0.0

    def _wide(self, part: str, manner: Manner) -> float:
        faces = self.style.faces_for(manner.bold)
        said = part.replace(SOFT_HYPHEN, "")
        return text_width(said, faces, manner.language or self.language, self.style.size, self.style.tracking)
