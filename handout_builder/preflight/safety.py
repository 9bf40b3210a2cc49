"""A PDF's structure tree and the texts of its pages → the safety messages in it, each with its page and words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pikepdf

from handout_builder.preflight.rendered_page import Sight, Text
from handout_builder.preflight.report import SafetyMessage
from handout_builder.preflight.structure_tree import marks, pages_by_id, structure

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
    pages = pages_by_id(pdf)
    for element in structure(pdf):
        if str(element.S) != ROLE:
            continue
        held = list(marks(element, pages))
        said = joined([text for page, mark in held for text in sights[page - 1].texts if text.mark == mark])
        title = str(element.get("/T", ""))
        first = held[0][0] if held else 0
        yield SafetyMessage(first, title or said.partition(" ")[0], said[:MOST_WORDS], tagged=True)


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
