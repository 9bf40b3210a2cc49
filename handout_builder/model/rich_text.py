"""Words and how each of them is printed → a rich text: spans in reading order, bold, linked or in another language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

SOFT_HYPHEN = "\u00ad"
"""Says where a word may be divided; it is seen only where a line ends with it."""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one format. `target` is the address of a link, `lang` the language of foreign words (BCP 47)."""

    text: str
    bold: bool = False
    target: str | None = None
    lang: str | None = None

    def alike(self, other: Span) -> bool:
        """Whether both spans have the same format."""
        return (self.bold, self.target, self.lang) == (other.bold, other.target, other.lang)


Rich = tuple[Span, ...]
"""A text to print: spans in reading order."""


def rich(text: str) -> Rich:
    """`text` as one span without any format: nothing in it is read as markup."""
    return (Span(text),)


def words(text: Iterable[Span]) -> str:
    """The words of a rich text without their format and without soft hyphens."""
    return "".join(span.text for span in text).replace(SOFT_HYPHEN, "")


def merged(spans: Iterable[Span]) -> Rich:
    """The same words in as few spans as possible: neighbours of one format are one span, empty spans are left out."""
    found: list[Span] = []
    for span in spans:
        if found and found[-1].alike(span):
            found[-1] = replace(span, text=found[-1].text + span.text)
        elif span.text:
            found.append(span)
    return tuple(found)
