"""The grammar of authors' texts: a text with its white space folded → its parts, or what is wrong with it.

A text may hold

    **bold**                  bold words; markdown-it decides which stars make a pair
    [words](https://…)        a link; mailto: and tel: are links too
    {side} {other_side}       the side of the body, in texts for one side only
    {clinic} {clinician} {emergency} {phone}
    {1 inch|2.5 cm}           an amount for practices that measure in inches, and for metric ones
    {es: músculo psoas}       words of another language (a BCP 47 tag), to be read aloud in it

All else is literal. This module alone knows this grammar; whoever asks about a text looks at its parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from handout_builder.errors import did_you_mean
from handout_builder.model.language_code import CODE
from handout_builder.model.rich_text import Rich, Span, merged, words

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

SIDE_NAMES = frozenset({"side", "other_side"})
TERM_NAMES = frozenset({"clinic", "clinician", "emergency", "phone"})
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_FOREIGN = re.compile(rf"({CODE})\s*:\s*(.*\S)")
_LINK_END = re.compile(r"\]\(([^)]*)\)")
SCHEMES = ("https://", "mailto:", "tel:")
"""How an address begins. PDF writer and preflight refuse all others by themselves; a test compares their lists."""
_ADDRESS = re.compile(rf"({'|'.join(SCHEMES)})[^\s<>{{}}|\\^`\"\ue000-\uf8ff]+")
"""No address needs a placeholder filled in, an escape, or a space."""
_DIALS = re.compile(r"tel:\+?[0-9][0-9.-]*")
"""Digits, with signs between them that RFC 3966 skips."""
_PRIVATE_USE = range(0xE000, 0xF900)
"""Characters without a meaning of their own: neither space nor punctuation to Markdown."""


@dataclass(frozen=True, slots=True)
class NamedValue:
    """A placeholder for a value of the sheet, such as {side}.

    `written` is the placeholder as the author wrote it, in the format that the value gets; `first` says that it begins
    a sentence, where a side gets a capital.
    """

    written: Span
    name: str
    first: bool


@dataclass(frozen=True, slots=True)
class Measure:
    """An amount in both systems of units; `written` is the whole placeholder as the author wrote it."""

    written: Span
    us: Rich
    metric: Rich


Part = Span | NamedValue | Measure


def as_written(part: Part) -> Span:
    """The part as a span, a placeholder with its braces."""
    return part if isinstance(part, Span) else part.written


def filled(part: Part, values: Mapping[str, str], metric: bool) -> Rich:
    """What is printed for the part. Raises KeyError for a placeholder without a value."""
    if isinstance(part, Span):
        return (part,)
    if isinstance(part, Measure):
        return part.metric if metric else part.us
    value = values[part.name]
    if part.first and part.name in SIDE_NAMES:
        value = value[:1].upper() + value[1:]
    return (replace(part.written, text=value),)


# ---- what is wrong


def check(text: str) -> None:
    """Raises ValueError with what is wrong and what to write instead for a text that does not follow the grammar.

    A link that is not complete is found by `parts_of`.
    """
    _check_braces(text)
    for inside in _PLACEHOLDER.findall(text):
        _check_placeholder(inside.strip())
    for address in _LINK_END.findall(text):
        if not _ADDRESS.fullmatch(address):
            raise ValueError(f'the link "{address}" cannot be followed; write https://…, mailto:… or tel:…')
        if address.startswith("tel:") and not _DIALS.fullmatch(address):
            raise ValueError(
                f'the link "{address}" dials no number; write one number in digits, as in tel:01632-960118'
            )


def check_picture_text(text: str) -> None:
    """Like `check`, for words of a picture, whose only markup is {1 in|2.5 cm}."""
    for inside in _PLACEHOLDER.findall(text):
        if "|" not in inside:
            raise ValueError(f'a picture cannot print "{{{inside}}}"; write the words themselves, or {{1 in|2.5 cm}}')
        _check_placeholder(inside.strip())
    _check_braces(text)


def in_units(text: str, metric: bool) -> str:
    """A `PictureText` in one system of units."""
    return _PLACEHOLDER.sub(lambda found: _versions(found[1])[metric] if "|" in found[1] else found[0], text)


def _check_braces(text: str) -> None:
    left_over = _PLACEHOLDER.sub("", text)
    if "{" in left_over or "}" in left_over:
        raise ValueError(
            "a brace { or } has no partner; write a placeholder such as {clinic} or {1 inch|2.5 cm}, or delete it"
        )


def _check_placeholder(inside: str) -> None:
    if "|" in inside:
        if len(_versions(inside)) != 2 or not all(_versions(inside)):
            raise ValueError(f'"{{{inside}}}" needs two forms; write {{1 inch|2.5 cm}}: inches first, then metric')
    elif inside not in SIDE_NAMES | TERM_NAMES and not _FOREIGN.fullmatch(inside):
        raise ValueError(f'unknown placeholder "{{{inside}}}"; {did_you_mean(inside, SIDE_NAMES | TERM_NAMES)}')


def _versions(inside: str) -> list[str]:
    return [version.strip() for version in inside.split("|")]


# ---- parts


def parts_of(text: str) -> Iterator[Part]:
    """The parts of a text that passed `check`, in reading order. Raises ValueError for a link that is not complete.

    Markdown sees one letter in place of each placeholder: stars and brackets around a placeholder mean what they would
    mean around the word that it means.
    """
    letter = next(chr(code) for code in _PRIVATE_USE if chr(code) not in text)
    placeholders = _PLACEHOLDER.finditer(text)
    before = ""
    for span in _spans(_PLACEHOLDER.sub(letter, text)):
        literal, *behind = span.text.split(letter)
        yield replace(span, text=literal)
        before += literal
        for literal in behind:
            found = next(placeholders)
            inside = tuple(_placeholder(found[1].strip(), replace(span, text=found[0]), before))
            yield from inside
            yield replace(span, text=literal)
            before += words(map(as_written, inside)) + literal


def _placeholder(inside: str, written: Span, before: str) -> Iterator[Part]:
    """What a placeholder is; `before` are the words of its text that come before it."""
    foreign = _FOREIGN.fullmatch(inside)
    if "|" in inside:
        us, metric = (merged(_inside(version, written)) for version in _versions(inside))
        yield Measure(written, us, metric)
    elif foreign:
        yield from _inside(foreign[2], replace(written, lang=foreign[1]))
    else:
        said = before.rstrip(" *")
        yield NamedValue(written, inside, first=not said or said[-1] in ".!?")


def _inside(text: str, around: Span) -> Iterator[Span]:
    """The spans of words inside a placeholder, in the format of what is around it and their own."""
    for span in _spans(text):
        yield Span(span.text, span.bold or around.bold, span.target or around.target, around.lang)


def _spans(text: str) -> Iterator[Span]:
    """The spans of a text without placeholders."""
    if "**" not in text and "](" not in text:
        yield Span(text)
        return
    link_ends: set[int] = set()
    tokens = _markdown().parseInline(text, {"link_ends": link_ends})[0].children or []
    for found in _LINK_END.finditer(text):
        if found.start() not in link_ends:
            raise ValueError(f'the link to "{found[1]}" is not complete; write it as [words]({found[1]})')
    bold, target = 0, None
    for token in tokens:
        if token.type == "strong_open" and token.markup == "**":
            bold += 1
        elif token.type == "strong_close" and token.markup == "**":
            bold -= 1
        elif token.type == "link_open":
            target = str(token.attrGet("href"))
            yield Span("", bold > 0, target)
        elif token.type == "link_close":
            target = None
        else:
            yield Span(token.content or token.markup, bold > 0, target)


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt  # late: many commands meet no text with markup

    parser = MarkdownIt("zero")
    parser.inline.ruler.at("link", _link)
    return parser.enable(["emphasis", "link"])


def _link(state: StateInline, silent: bool) -> bool:
    """A rule for markdown-it: of all ways in which Markdown writes a link, `[words](address)` alone."""
    start, end = state.pos, state.posMax
    if state.src[start] != "[":
        return False
    label_end = state.md.helpers.parseLinkLabel(state, start, True)
    if label_end < 0 or not state.src.startswith("](", label_end, end):
        return False
    address = state.md.helpers.parseLinkDestination(state.src, label_end + 2, end)
    written = state.src[label_end + 2 : address.pos]
    if not _ADDRESS.fullmatch(written) or not state.src.startswith(")", address.pos, end):
        return False
    if not silent:
        state.env["link_ends"].add(label_end)
        state.push("link_open", "a", 1).attrSet("href", state.md.normalizeLink(address.str))
        state.pos, state.posMax = start + 1, label_end
        state.md.inline.tokenize(state)
        state.push("link_close", "a", -1)
    state.pos, state.posMax = address.pos + 1, end
    return True
