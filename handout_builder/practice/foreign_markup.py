"""A file's texts → a note for each that looks like the markup of another program, or like a warning in a plain line."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from handout_builder.errors import joined
from handout_builder.practice.file_content import scalars
from handout_builder.practice.language import SafetyWords
from handout_builder.source.parse import Node

_QUOTED = "it is printed as it is; delete the sign"
_SIGNS = (
    (
        re.compile(r"\d{1,2}[.)]\s"),
        "the text begins with a number of its own",
        "steps are numbered by themselves; delete it",
    ),
    (re.compile(r"[-*\u2022\u2013]\s"), "the text begins with a bullet", "write a list, or delete the bullet"),
    (re.compile(r"\|.*\|"), "the text looks like a row of a table", "tables are not read; write sentences"),
    (re.compile(r"#{1,6}\s"), "the text begins like a heading", _QUOTED),
    (
        re.compile(r"(?i)(null|~|n/a|tbd|todo)\.?$"),
        "the text looks like an empty value",
        "write the text, or delete the line",
    ),
)
_ANYWHERE = (
    (re.compile(r"(?i)</?(b|i|u|em|strong|br|p|span|div|a|ul|ol|li)\b[^>]*>"), "the text holds an HTML tag", _QUOTED),
    (re.compile(r"(?<![\w*])\*\w[^*]*\w\*(?![\w*])|(?<!\w)_\w[^_]*\w_(?!\w)"), "the text holds signs of emphasis",
     'write **word** for bold, or delete them'),
)  # fmt: skip
_SIGNAL = re.compile(r"[*_\s]*(\w+)[*_]*\s*[:!\u2013\u2014][*_]*\s*\S")
SIGNAL_WORDS = ("caution", "warning", "danger", "notice", "important")


def foreign_markup(node: Node, words: SafetyWords | None = None) -> Iterator[str]:
    """A note, with its place and a remedy, for each text of the file that is likely to print what no one meant.

    `words` are the signal words of the file's own language.
    """
    own = (words.danger, words.warning, words.caution, words.notice) if words else ()
    signals = {word.casefold() for word in (*SIGNAL_WORDS, *own)}
    for _, scalar in scalars(node):
        for wrong, remedy in _of_text(" ".join((scalar.text or "").split()), signals):
            yield f"{scalar.place}: {joined(wrong, remedy)}"


def _of_text(text: str, signals: Collection[str]) -> Iterator[tuple[str, str]]:
    yield from ((wrong, remedy) for sign, wrong, remedy in _SIGNS if sign.match(text))
    yield from ((wrong, remedy) for sign, wrong, remedy in _ANYWHERE if sign.search(text))
    head = _SIGNAL.match(text)
    if head and head[1].casefold() in signals:
        yield "the text begins with a signal word", 'write it under "safety:", where it gets its box and sign'
