"""What a practice says of itself, and how to reach it → two blocks of lines of any length at the head of a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from handout_builder.boxes import Box, BoxItem
from handout_builder.boxes.stack import group
from handout_builder.errors import Place
from handout_builder.model.rich_text import rich
from handout_builder.text.breaks import NBSP
from handout_builder.text.placing import Align
from handout_builder.text.setter import ParagraphSetter
from handout_builder.text.typography import TextStyle, Typography

LEAST_BETWEEN, COLUMN_GAP, STACK_GAP = 9.0, 18.0, 2.0
SMALLER = (1.0, 0.92, 0.84, 0.76, 0.68)
"""Shares of its size to which the name shrinks; it wraps into `MOST_LINES` lines at most."""
MOST_LINES = 2
_SHARES = (0.3, 0.36, 0.42, 0.5, 0.58)
"""Shares of the width that the second block may take when lines wrap."""
_COST_OF_SMALL = 60.0
"""Points of height that a name of no size would have to save: half of the name's lines count besides the height."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text of the head. `shrinks`: the name; `whole`: a number that is never parted; `place` is that of its field."""

    text: str
    style: TextStyle
    place: Place
    shrinks: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class HeadLines:
    """Both blocks in one box, `width` points wide, which begins where the logo ends."""

    typography: Typography
    width: float

    def box(self, first: Sequence[Words], last: Sequence[Words]) -> Box:
        """Side by side on single lines where they fit, else in wrapped columns, else one below the other.

        Raises ContentError, with the place of the field, for a word that is wider than the page.
        """
        if self._fit_in_lines(first, last):
            return self._centred(self._lines(first), self._lines(last, at_end=True))
        found = [
            (cost + _COST_OF_SMALL * (1 - smaller), -smaller, box)
            for smaller in SMALLER
            for share in _SHARES
            for cost, box in self._columns(self._smaller(first, smaller), last, share)
        ]
        if found:
            return min(found, key=lambda each: each[:2])[2]
        return self._stacked(first, last)

    def _fit_in_lines(self, first: Sequence[Words], last: Sequence[Words]) -> bool:
        """Both blocks are centred on one height; lines at one height must leave room between them."""
        rows = [(one, other) for one in self._rows(first) for other in self._rows(last)]
        fits = all(width <= self.width for _, _, width in (*self._rows(first), *self._rows(last)))
        return fits and all(
            one[1] <= other[0] or other[1] <= one[0] or one[2] + LEAST_BETWEEN + other[2] <= self.width
            for one, other in rows
        )

    def _rows(self, texts: Sequence[Words]) -> Iterator[tuple[float, float, float]]:
        """The top and bottom of each line from the middle of its block, and its width."""
        y = -sum(each.style.leading for each in texts) / 2
        for each in texts:
            yield y, y + each.style.leading, self._natural(each)
            y += each.style.leading

    def _lines(self, texts: Sequence[Words], *, at_end: bool = False) -> Box:
        y, items = 0.0, list[BoxItem]()
        for each in texts:
            box = self._setter(each).line(rich(each.text), each.style, more=True)
            items.append(box.at(self.width - box.width if at_end else 0.0, y))
            y += each.style.leading
        return Box(self.width, y, group(items))

    def _columns(self, first: Sequence[Words], last: Sequence[Words], share: float) -> Iterator[tuple[float, Box]]:
        """Both blocks wrapped, and what their height costs; nothing when a word, a number or a name does not fit."""
        end = max(share * self.width, *(self._widest(each) for each in last))
        start = self.width - COLUMN_GAP - end
        if start <= 0 or any(self._widest(each) > start for each in first):
            return
        wrapped = [self._wrapped(each, start) for each in first]
        if any(box.height > MOST_LINES * each.style.leading + 0.1 for box, each in zip(wrapped, first, strict=True)):
            return
        left = _piled(wrapped, 0.0, self.width)
        right = _piled([self._wrapped(each, end, at_end=True) for each in last], self.width - end, self.width)
        yield max(left.height, right.height) + left.height / 2, self._centred(left, right)

    def _stacked(self, first: Sequence[Words], last: Sequence[Words]) -> Box:
        """The second block below the first, both across the whole width, the name as large as it may be."""
        for smaller in SMALLER:
            shown = self._smaller(first, smaller)
            if all(self._widest(each) <= self.width for each in shown):
                break
        texts = [*shown, *last]
        return _piled([self._wrapped(each, self.width) for each in texts], 0.0, self.width)

    def _smaller(self, texts: Sequence[Words], share: float) -> list[Words]:
        """The texts with the name at a share of its size, no smaller than the edition allows."""
        smallest = self.typography.edition.smallest
        return [
            replace(each, style=_scaled(each.style, max(share, min(1.0, smallest / each.style.size))))
            if each.shrinks and share != 1
            else each
            for each in texts
        ]

    def _centred(self, one: Box, other: Box) -> Box:
        height = max(one.height, other.height)
        items = [box.at(0, (height - box.height) / 2) for box in (one, other)]
        return Box(self.width, height, group(items))

    def _wrapped(self, words: Words, width: float, *, at_end: bool = False) -> Box:
        text = words.text.replace(" ", NBSP) if words.whole else words.text
        align: Align = "end" if at_end else "start"
        return self._setter(words).box(
            rich(text), words.style, width, align=align, balance=True, keep_pair=False, more=True
        )

    def _setter(self, words: Words) -> ParagraphSetter:
        return ParagraphSetter(self.typography, words.place)

    def _natural(self, words: Words) -> float:
        return self._setter(words).width(rich(words.text), words.style)

    def _widest(self, words: Words) -> float:
        """The width of the longest part that is never divided."""
        parts = [words.text] if words.whole else words.text.split()
        return max(self._setter(words).width(rich(part), words.style) for part in parts) + 0.5


def _scaled(style: TextStyle, share: float) -> TextStyle:
    return replace(style, size=style.size * share, leading=style.leading * share)


def _piled(boxes: Sequence[Box], x: float, width: float) -> Box:
    y, items = 0.0, list[BoxItem]()
    for box in boxes:
        items.append(box.at(x, y))
        y += box.height
    return Box(width, y, group(items))
