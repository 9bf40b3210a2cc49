"""What an author wrote → spans to print: bold, links and foreign words; all else literal, placeholders filled in.

A text may hold `**bold**`, `[words](https://…)` and placeholders in braces:
`{side}`, `{other_side}` (side-aware texts only), `{clinic}`, `{clinician}`, `{emergency}`, `{phone}`, and
`{1 inch|2.5 cm}`: the first form for practices that measure in inches, the second for metric ones.
`{es: músculo psoas}` says in which language words of another one are to be read aloud (a BCP 47 tag).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Annotated, Any

from pydantic import AfterValidator

from handout_builder.errors import did_you_mean

SIDE_NAMES = frozenset({"side", "other_side"})
TERM_NAMES = frozenset({"clinic", "clinician", "emergency", "phone"})
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_FOREIGN = re.compile(r"\{\s*([a-z]{2,3}(?:-[A-Z]{2})?)\s*:\s*([^{}]*\S)\s*\}")
_LINK = re.compile(r"\]\(([^)]*)\)")
_ADDRESS = re.compile(r"(https://|mailto:|tel:)[^\s<>{}|\\^`\"]+")
"""Nothing in it may need a placeholder filled in, an escape, or a space."""
MAX_LENGTH = 2000


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one manner. `target` is the address of a link, `lang` the language of foreign words."""

    text: str
    bold: bool = False
    target: str | None = None
    lang: str | None = None

    def alike(self, other: Span) -> bool:
        """Whether both are in one manner."""
        return (self.bold, self.target, self.lang) == (other.bold, other.target, other.lang)


Rich = tuple[Span, ...]
"""A text to print: spans in reading order."""


def rich(text: str) -> Rich:
    """Fixed words as a rich text without markup."""
    return (Span(text),)


def words(text: Rich) -> str:
    """The words of a rich text alone."""
    return "".join(span.text for span in text)


def placeholders(raw: str) -> list[str]:
    """The words between braces."""
    return [match[1].strip() for match in _PLACEHOLDER.finditer(raw)]


def checked(raw: str) -> str:
    """`raw` with its white space folded. Raises ValueError with what is wrong and what to write instead."""
    text = unicodedata.normalize("NFC", " ".join(raw.split(" ")))
    text = re.sub(r"[ \t\r\n]+", " ", text).strip()
    if not text:
        raise ValueError("nothing is written here; write the text, or delete the line")
    if len(text) > MAX_LENGTH:
        raise ValueError(f"the text has {len(text)} characters; write at most {MAX_LENGTH}, in shorter texts")
    left_over = _PLACEHOLDER.sub("", text)
    if "{" in left_over or "}" in left_over:
        raise ValueError(
            "a brace { or } has no partner; write a placeholder such as {clinic} or {1 inch|2.5 cm}, or delete it"
        )
    for name in placeholders(text):
        _check_placeholder(name)
    for address in _LINK.findall(text):
        if not _ADDRESS.fullmatch(address):
            raise ValueError(f'the link "{address}" cannot be followed; write https://…, mailto:… or tel:…')
    return text


def _check_placeholder(name: str) -> None:
    if "|" in name:
        forms = [form.strip() for form in name.split("|")]
        if len(forms) != 2 or not all(forms):
            raise ValueError(f'"{{{name}}}" needs two forms; write {{1 inch|2.5 cm}}: inches first, then metric')
    elif name not in SIDE_NAMES | TERM_NAMES and not _FOREIGN.fullmatch(f"{{{name}}}"):
        raise ValueError(f'unknown placeholder "{{{name}}}"; {did_you_mean(name, SIDE_NAMES | TERM_NAMES)}')


def _without_side(text: str) -> str:
    for name in placeholders(text):
        if name in SIDE_NAMES:
            raise ValueError(
                f'"{{{name}}}" is in a text that has no side; '
                'write the text without it, or give it "neutral:" and "sided:"'
            )
    return text


AnyText = Annotated[str, AfterValidator(checked)]
"""A text that may name the side."""
Text = Annotated[AnyText, AfterValidator(_without_side)]
"""A text that reads the same whatever the side."""


def fill(raw: str, values: Mapping[str, str], metric: bool) -> str:
    """`raw` with every placeholder replaced; foreign words stay marked; a side that begins a
    sentence has a capital. Raises KeyError for one without a value."""

    def value_of(match: re.Match[str]) -> str:
        name = match[1].strip()
        if "|" in name:
            return name.split("|")[1 if metric else 0].strip()
        if _FOREIGN.fullmatch(match[0]):
            return match[0]
        value = values[name]
        return (
            value[:1].upper() + value[1:] if name in SIDE_NAMES and _begins_a_sentence(raw[: match.start()]) else value
        )

    return _PLACEHOLDER.sub(value_of, raw)


def _begins_a_sentence(before: str) -> bool:
    """Whether a word behind `before` is the first of its sentence."""
    said = before.rstrip(" *")
    return not said or said[-1] in ".!?"


def spans(text: str) -> tuple[Span, ...]:
    """The spans of a text whose placeholders are filled. Neighbours of one manner are one span."""
    if "**" not in text and "](" not in text:
        return _merged(_foreign((Span(text),))) if "{" in text else (Span(text),)
    return _merged(_foreign(_token_spans(text)))


def unmarked(text: str) -> str:
    """The words of `text` alone."""
    return "".join(span.text for span in spans(text))


@lru_cache(maxsize=1)
def _parser() -> Any:
    from markdown_it import MarkdownIt  # late: many texts have no markup

    return MarkdownIt("zero").enable(["emphasis", "link"])


def _token_spans(text: str) -> list[Span]:
    found: list[Span] = []
    bold = 0
    targets: list[str | None] = [None]
    for token in _parser().parseInline(text)[0].children or []:
        if token.type == "strong_open" and token.markup == "**":
            bold += 1
        elif token.type == "strong_close" and token.markup == "**":
            bold -= 1
        elif token.type == "link_open":
            targets.append(str(token.attrGet("href")))
        elif token.type == "link_close":
            targets.pop()
        else:
            found.append(Span(token.content or token.markup, bold > 0, targets[-1]))
    return found


def _foreign(found: Iterable[Span]) -> Iterator[Span]:
    """The spans, with foreign words as spans of their own."""
    for span in found:
        at = 0
        for match in _FOREIGN.finditer(span.text):
            yield replace(span, text=span.text[at : match.start()])
            yield replace(span, text=match[2], lang=match[1])
            at = match.end()
        yield replace(span, text=span.text[at:])


def _merged(found: Iterable[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in found:
        if merged and merged[-1].alike(span):
            merged[-1] = replace(span, text=merged[-1].text + span.text)
        elif span.text:
            merged.append(span)
    return tuple(merged)
