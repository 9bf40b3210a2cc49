"""A key, text or line with what Word, phones and foreign keyboards type for YAML's own characters → a problem.

They look like quotes, hyphens, colons and spaces, and are none to YAML: “, –, ： and the non-breaking space.
"""

from __future__ import annotations

import re
from dataclasses import replace

from handout_builder.errors import Place, Problem

_OPENING = "“”„«»‹›‟＂「『"
_SINGLE = "‘’‚‛＇"
_QUOTES = _OPENING + _SINGLE + "」』"
_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_DASH = re.compile(r"[‐‑‒–—―−•·●▪◦‣∙－*＊➢✓]\s")
_BEFORE_COLON = re.compile(rf"[{_SPACES}]")
_JOINERS = re.compile("[\u00ad\u200c\u200d\ufe0f]")
_INDENT = re.compile(rf"^\s*?([{_SPACES}])")
_WIDE_COLON = re.compile(r"^[\s-]*\w+\s*(：)")
_SPACE_BEHIND = re.compile(rf"^[\s-]*\w+:([{_SPACES}])")
_VALUE = re.compile(r"(?:^|: +|- +|[\[{,] *)(?=\S)")
_HALF_CLOSED = re.compile(rf"(?:: +|- +|[\[{{,] *)[\"'][^\"']*([{_QUOTES}])\s*$")


def key_problem(key: str, place: Place) -> Problem | None:
    """What is wrong in a name before a colon, at its character; `place` is that of the name."""
    if key[0] in _QUOTES:
        return _quotes(key, place)
    if match := _BEFORE_COLON.search(key):
        return _space(match[0], _right(place, match.start()))
    if _DASH.match(key):
        return _dash(key[0], place)
    if "：" in key:
        return _colon(_right(place, key.index("：")))
    if match := _JOINERS.search(key):
        where = _right(place, match.start())
        return Problem(where, f"an invisible character (U+{ord(match[0]):04X}) is in the text", "delete it")
    return None


def text_problem(text: str, place: Place) -> Problem | None:
    """What is wrong in a text without quotes of YAML: it is as a whole in other quotes, or a list of other hyphens."""
    if _in_quotes(text):
        return _quotes(text, place)
    if _DASH.match(text):
        return _dash(text[0], place)
    return line_problem(text, place) if not place.column or place.column == 1 else None


def line_problem(line: str, place: Place) -> Problem | None:
    """Why a parser stopped in `line`, whose first character is at `place`; None if none of these is in it."""
    if match := _INDENT.match(line):
        return _space(match[1], _right(place, match.start(1)))
    begin = len(line) - len(line.lstrip())
    if _DASH.match(line[begin:]) and line[begin] != "*":
        return _dash(line[begin], _right(place, begin))
    if match := _WIDE_COLON.match(line):
        return _colon(_right(place, match.start(1)))
    if match := _SPACE_BEHIND.match(line):
        return _space(match[1], _right(place, match.start(1)))
    for match in _VALUE.finditer(line):
        if line[match.end()] in _OPENING + _SINGLE:
            return _quotes(line[match.end() :].rstrip(), _right(place, match.end()))
    if match := _HALF_CLOSED.search(line):
        return _quotes(match[1], _right(place, match.start(1)))
    return None


def meant(text: str) -> str:
    """A key or text without the characters that `key_problem` and `text_problem` report."""
    return text.strip(f"{_QUOTES}\"' \u00a0\u202f\u3000–—−•·") or text


def _in_quotes(text: str) -> bool:
    """Whether typographic quotes are round the whole text, or open it and are never closed."""
    if len(text) < 2 or text[0] not in _OPENING + _SINGLE:
        return False
    inside = re.sub(r"(?<=\w)’(?=\w)", "", text[1:-1])
    closed = text[-1] in _QUOTES + "\"'" and not any(quote in inside for quote in _QUOTES)
    return closed or (text[0] in _OPENING and not any(quote in text[1:] for quote in _QUOTES))


def _right(place: Place, columns: int) -> Place:
    return replace(place, column=place.column + columns)


def _quotes(text: str, place: Place) -> Problem:
    first, last = text[0], text[-1]
    remedy = "write straight ones, \" or '; to print these, put straight ones around"
    if last in _QUOTES and last != first:
        return Problem(place, f"{first} and {last} are no quotes here", remedy)
    return Problem(place, f"{first} is no straight quote", remedy)


def _dash(character: str, place: Place) -> Problem:
    remedy = 'write a hyphen and a space, "- "; to print it, put the text in quotes'
    return Problem(place, f'"{character}" does not begin an item of a list', remedy)


def _colon(place: Place) -> Problem:
    return Problem(place, 'the full-width colon "：" is no colon here', 'write ": ", a plain colon and a space')


def _space(character: str, place: Place) -> Problem:
    return Problem(place, f"a space that is none to YAML (U+{ord(character):04X}) is here", "write plain spaces")
