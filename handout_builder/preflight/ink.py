"""The text of a page → its words, each with the places where its characters must leave ink, or that paint nothing."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import pypdfium2.raw as raw

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points of the page."""
UNSEEN = (3, 7)
"""Text rendering modes that paint nothing (ISO 32000-1, 9.3.6)."""


def words_with_boxes(text_page: Any) -> Iterator[tuple[str, tuple[Box, ...]]]:
    """Each word that is to be seen, with the boxes of its letters, digits and signs."""
    for word, places in _words(text_page):
        shown = [at for at in places if not _is_hidden(text_page, at)]
        yield word, tuple(box for at in shown if (box := _box(text_page, at)))


def hidden_words(text_page: Any) -> Iterator[str]:
    """Each word in a rendering mode that paints nothing."""
    for word, places in _words(text_page):
        if any(_is_hidden(text_page, at) for at in places):
            yield word


def _words(text_page: Any) -> Iterator[tuple[str, list[int]]]:
    """Each word with the numbers of its characters; those that PDFium adds between lines are left out."""
    count = raw.FPDFText_CountChars(text_page.raw)
    said = [(at, chr(raw.FPDFText_GetUnicode(text_page.raw, at))) for at in range(count)]
    for is_space, word in groupby(said, key=lambda each: each[1].isspace()):
        if not is_space:
            parts = list(word)
            yield "".join(character for _, character in parts), [at for at, c in parts if _wants_ink(text_page, at, c)]


def _wants_ink(text_page: Any, at: int, character: str) -> bool:
    return unicodedata.category(character)[0] in "LNPS" and raw.FPDFText_IsGenerated(text_page.raw, at) != 1


def _is_hidden(text_page: Any, at: int) -> bool:
    text = raw.FPDFText_GetTextObject(text_page.raw, at)
    return bool(text) and raw.FPDFTextObj_GetTextRenderMode(text) in UNSEEN


def _box(text_page: Any, at: int) -> Box | None:
    """From one neighbour to the next, and as high as the line."""
    edges = raw.FS_RECTF()
    if not raw.FPDFText_GetLooseCharBox(text_page.raw, at, edges):
        return None
    return (edges.left, edges.bottom, edges.right, edges.top)
