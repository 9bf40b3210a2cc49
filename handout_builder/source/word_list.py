"""Words of a language, or their beginnings and endings, as a language file lists them → where a text holds them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_UNSPACED = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
"""Letters of scripts that part no words with spaces: Thai, Lao, Burmese, Khmer, kana and Han."""


def words_in(text: str, words: Iterable[str]) -> list[tuple[int, str]]:
    """Where `text` begins to hold one of `words`, and what it holds there, small letters, in reading order.

    A hyphen after a word makes it a beginning, one before it an ending. Words of scripts without spaces are found
    inside other words too.
    """
    pattern = _pattern(tuple(words))
    return [(found.start(), found[0]) for found in pattern.finditer(folded(text))] if pattern else []


def folded(text: str) -> str:
    """`text` as words are compared: composed letters, small, with single spaces."""
    return " ".join(unicodedata.normalize("NFC", text.casefold()).split())


@lru_cache(maxsize=200)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str] | None:
    """Longer words first, so that of two words at one place the longer is found."""
    found = sorted((_regex(word) for word in words), key=len, reverse=True)
    return re.compile("|".join(found)) if found else None


def _regex(word: str) -> str:
    bare = folded(word.strip("-"))
    anywhere = re.search(_UNSPACED, bare) is not None
    before = "" if anywhere else r"\w*" if word.startswith("-") else r"\b"
    after = "" if anywhere else r"\w*" if word.endswith("-") else r"\b"
    return before + re.escape(bare) + after
