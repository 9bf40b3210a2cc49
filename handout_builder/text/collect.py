"""Spans → one text with single spaces and no others, and its stretches of one manner."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from handout_builder.model.rich_text import Rich
from handout_builder.text.breaks import kept_together


@dataclass(frozen=True, slots=True)
class Manner:
    """How a stretch of text differs from its paragraph.

    target    the address of a link
    language  of foreign words, as a BCP 47 tag; None for the paragraph's own language
    """

    bold: bool = False
    target: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """The characters from `start` to `end` of a collected text, all in one manner."""

    start: int
    end: int
    manner: Manner


@dataclass(frozen=True, slots=True)
class Collected:
    """A paragraph's text and the items that cover it without gaps, in reading order."""

    text: str
    items: tuple[Item, ...]

    def pieces(self, start: int, end: int) -> Iterator[tuple[str, Manner]]:
        """The text between two offsets, in parts of one manner."""
        for item in self.items:
            if item.start < end and start < item.end:
                yield self.text[max(start, item.start) : min(end, item.end)], item.manner


def collect(spans: Rich, *, keep_units: bool = True) -> Collected:
    """The text of all spans.

    Spaces at both ends are dropped, several spaces become one, and a space is in the manner of the word before it.
    `keep_units` holds numbers to their units with no-break spaces.
    """
    whole = "".join(span.text for span in spans)
    if keep_units:
        whole = kept_together(whole)
    parts: list[str] = []
    starts: list[int] = []
    manners: list[Manner] = []
    at = length = 0
    space = False
    for span in spans:
        part = whole[at : at + len(span.text)]
        at += len(span.text)
        words = " ".join(filter(None, part.split(" ")))
        if not words:
            space = space or bool(part)
            continue
        if parts and (space or part[0] == " "):
            parts.append(" ")
            length += 1
        manner = Manner(span.bold, span.target, span.lang)
        if not manners or manners[-1] != manner:
            starts.append(length)
            manners.append(manner)
        parts.append(words)
        length += len(words)
        space = part[-1] == " "
    items = map(Item, starts, [*starts[1:], length], manners)
    return Collected("".join(parts), tuple(items))
