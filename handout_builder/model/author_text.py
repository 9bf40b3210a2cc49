"""What an author wrote → a frozen text that holds its parts, parsed once, when its field is validated.

`Text`, `AnyText`, `Line` and `PictureText` are the types of fields; all are strings in YAML and in JSON Schema.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Annotated, Any

from pydantic import AfterValidator

from handout_builder.model.markup import (
    SIDE_NAMES,
    NamedValue,
    Part,
    as_written,
    check,
    check_picture_text,
    filled,
    parts_of,
)
from handout_builder.model.rich_text import Rich, Span, merged, words

MAX_LENGTH = 2000
_KEPT = 10_000
"""Texts that stay parsed: those of some hundred exercises."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a text: the words that are printed, placeholders as written, and the address behind them."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class AuthorText:
    """A text as its author wrote it, and its parts in reading order."""

    raw: str
    parts: tuple[Part, ...]

    def fill(self, values: Mapping[str, str], metric: bool) -> Rich:
        """The text to print. A value is literal: nothing in it is read as markup or as a placeholder.

        Raises KeyError for a placeholder without a value.
        """
        return merged(span for part in self.parts for span in filled(part, values, metric))

    @property
    def written(self) -> Rich:
        """The spans with each placeholder as its author wrote it, braces included."""
        return tuple(map(as_written, self.parts))

    @property
    def words(self) -> str:
        """The words that a reader meets, with placeholders as written: no stars of bold, no addresses of links."""
        return words(self.written)

    @property
    def names(self) -> tuple[str, ...]:
        """The name of each value that is to be filled in, in reading order."""
        return tuple(part.name for part in self.parts if isinstance(part, NamedValue))

    @property
    def names_side(self) -> bool:
        """Whether the text names a side of the body."""
        return not SIDE_NAMES.isdisjoint(self.names)

    @property
    def links(self) -> tuple[Link, ...]:
        """Every link, in reading order; a link without words too."""
        linked = groupby(self.written, lambda span: span.target)
        return tuple(Link(words(spans), address) for address, spans in linked if address is not None)

    def __len__(self) -> int:
        """Characters as written; what `max_length` of a field counts."""
        return len(self.raw)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        return handler.generate_schema(Annotated[str, AfterValidator(author_text)])


@lru_cache(maxsize=_KEPT)
def author_text(raw: str) -> AuthorText:
    """The text that `raw` is, with its white space folded.

    A text is parsed once however often it is asked for: the rules of content read files that may have other faults,
    and so have no model to look at. Raises ValueError with what is wrong and what to write instead.
    """
    text = re.sub(r"[ \t\r\n]+", " ", unicodedata.normalize("NFC", raw)).strip()
    if not text:
        raise ValueError("nothing is written here; write the text, or delete the line")
    if len(text) > MAX_LENGTH:
        raise ValueError(f"the text has {len(text)} characters; write at most {MAX_LENGTH}, in shorter texts")
    check(text)
    return AuthorText(text, tuple(parts_of(text)))


def literal_text(raw: str) -> AuthorText:
    """`raw` as a text without markup: it is printed as it is written."""
    return AuthorText(raw, (Span(raw),))


# ---- types of fields


def _without_side(text: AuthorText) -> AuthorText:
    for name in text.names:
        if name in SIDE_NAMES:
            raise ValueError(
                f'"{{{name}}}" is in a text that has no side; '
                'write the text without it, or give it "neutral:" and "sided:"'
            )
    return text


def _line(raw: str) -> str:
    return _without_side(author_text(raw)).raw


def _picture_text(raw: str) -> str:
    check_picture_text(raw)
    return raw


AnyText = AuthorText
"""A text that may name the side."""
Text = Annotated[AuthorText, AfterValidator(_without_side)]
"""A text that reads the same whatever the side."""
Line = Annotated[str, AfterValidator(_line)]
"""Words that are printed exactly as written, such as the name of a practice; held to the rules of a `Text`."""
PictureText = Annotated[str, AfterValidator(_picture_text)]
"""Words in a picture: literal, but for {1 in|2.5 cm}, which `in_units` turns into the practice's own units."""
