"""A PDF's structure tree and the texts of its pages → the safety messages in it, each with its page and words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pikepdf
from pikepdf import Dictionary

from handout_builder.preflight.document import Object, structure
from handout_builder.preflight.report import SafetyMessage
from handout_builder.preflight.sight import Sight, Text

ROLE = "/Warning"
"""The structure type that our own files give safety messages."""
SIGNAL_WORDS = ("DANGER", "WARNING", "CAUTION", "NOTICE")
"""After ANSI Z535.6; looked for in files whose tags do not say what is a safety message."""
MOST_WORDS = 400
LINES = 4
"""How many lines from its signal word on a message is taken to have where no tag says so."""


def safety_messages(
    pdf: pikepdf.Pdf, sights: Sequence[Sight], signal_words: Sequence[str] = SIGNAL_WORDS
) -> tuple[SafetyMessage, ...]:
    """Those that the tags name; in files that name none, every text that begins with a signal word."""
    return tuple(_tagged(pdf, sights)) or tuple(_spelled(sights, signal_words))


def _tagged(pdf: pikepdf.Pdf, sights: Sequence[Sight]) -> Iterator[SafetyMessage]:
    numbers: dict[tuple[int, int], int] = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
    for element in structure(pdf):
        if str(element.S) != ROLE:
            continue
        pieces = list(_marks(element, element.get("/Pg")))
        texts = [
            text
            for page, mark in pieces
            if page in numbers
            for text in sights[numbers[page] - 1].texts
            if text.mark == mark
        ]
        page = next((numbers[page] for page, _ in pieces if page in numbers), 0)
        said = joined(texts)
        title = str(element.get("/T", ""))
        yield SafetyMessage(page, title or said.partition(" ")[0], said[:MOST_WORDS], tagged=True)


def _marks(element: Object, page: Object | None) -> Iterator[tuple[tuple[int, int], int]]:
    """Every stretch of marked content below an element: its page and number."""
    waiting: list[tuple[Object | int, Object | None]] = [(element, page)]
    for _ in range(100_000):
        if not waiting:
            return
        here, page = waiting.pop()
        if isinstance(here, int):
            if page is not None:
                yield page.objgen, here
        elif isinstance(here, Dictionary):
            page = here.get("/Pg", page)
            if "/MCID" in here:
                waiting.append((int(here.MCID), page))
            kids = here.get("/K", ())
            listed = list(kids) if isinstance(kids, pikepdf.Array) else [kids] if not isinstance(kids, tuple) else []
            waiting += [(kid, page) for kid in reversed(listed)]


def joined(texts: Sequence[Text]) -> str:
    """The words of texts, with spaces where a new line or place begins."""
    return " ".join(" ".join(text.words.split()) for text in texts if text.words.strip())


def _spelled(sights: Sequence[Sight], signal_words: Sequence[str]) -> Iterator[SafetyMessage]:
    begins = re.compile(rf"\s*({'|'.join(map(re.escape, signal_words))})\b")
    for number, sight in enumerate(sights, 1):
        for index, line in enumerate(sight.lines):
            found = begins.match(line)
            if found:
                said = " ".join(" ".join(sight.lines[index : index + LINES]).split())
                yield SafetyMessage(number, found[1], said[:MOST_WORDS], tagged=False)
