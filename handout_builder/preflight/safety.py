"""A PDF's structure tree and the texts of its pages → the safety messages in it, each with its page and words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pikepdf

from handout_builder.preflight.rendered_page import RenderedPage, Text
from handout_builder.preflight.report import SafetyMessage
from handout_builder.preflight.structure_tree import marked_content, pages_by_id, structure

ROLE = "/Warning"
"""The structure type that our own files give safety messages."""
SIGNAL_WORDS = ("DANGER", "WARNING", "CAUTION", "NOTICE")
"""After ANSI Z535.6; they begin safety messages in files whose tags do not name them."""
MOST_WORDS = 400
LINES = 4
"""The number of lines that a message is assumed to have, from its signal word on, where no tag says it."""


def safety_messages(
    pdf: pikepdf.Pdf, pages: Sequence[RenderedPage], signal_words: Sequence[str] = SIGNAL_WORDS
) -> tuple[SafetyMessage, ...]:
    """The messages that tags name; in files whose tags name none, every line that begins with a signal word."""
    return tuple(_tagged(pdf, pages)) or tuple(_spelled(pages, signal_words))


def _tagged(pdf: pikepdf.Pdf, pages: Sequence[RenderedPage]) -> Iterator[SafetyMessage]:
    numbers = pages_by_id(pdf)
    for element in structure(pdf):
        if str(element.S) != ROLE:
            continue
        held = list(marked_content(element, numbers))
        said = joined([text for number, mcid in held for text in pages[number - 1].texts if text.mcid == mcid])
        title = str(element.get("/T", ""))
        first = held[0][0] if held else 0
        yield SafetyMessage(first, title or said.partition(" ")[0], said[:MOST_WORDS], tagged=True)


def joined(texts: Sequence[Text]) -> str:
    """The words of texts, with spaces where a new line or place begins."""
    return " ".join(" ".join(text.words.split()) for text in texts if text.words.strip())


def _spelled(pages: Sequence[RenderedPage], signal_words: Sequence[str]) -> Iterator[SafetyMessage]:
    begins = re.compile(rf"\s*({'|'.join(map(re.escape, signal_words))})\b")
    for number, page in enumerate(pages, 1):
        for index, line in enumerate(page.lines):
            found = begins.match(line)
            if found:
                said = " ".join(" ".join(page.lines[index : index + LINES]).split())
                yield SafetyMessage(number, found[1], said[:MOST_WORDS], tagged=False)
