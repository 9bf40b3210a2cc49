"""What the YAML parser said and where → the problem in an author's words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from handout_builder.errors import Place, Problem

_LEADING_TAB = re.compile(r"^ *\t", re.MULTILINE)
_COLON = re.compile(r":(?: |$)")


@dataclass(frozen=True, slots=True)
class Complaint:
    """What the parser said; line and column count from 0, `since` is where the unfinished part began."""

    said: str
    line: int
    column: int
    since: tuple[int, int] | None = None


def place_at(text: str, index: int, name: Path) -> Place:
    """The place of the character of that number."""
    return Place(name, text.count("\n", 0, index) + 1, index - (text.rfind("\n", 0, index) + 1) + 1)


def is_second_colon(complaint: Complaint, text: str) -> bool:
    """Whether the parser stopped at a colon that an earlier colon of the same line made impossible."""
    line = _line(text, complaint.line)
    return "mapping values are not allowed" in complaint.said and bool(_COLON.search(line[: complaint.column]))


def syntax_problems(complaint: Complaint, text: str, name: Path) -> list[Problem]:
    """The complaint in words, with its remedy; every line that begins with a tab when a tab is what stopped it."""
    line = _line(text, complaint.line)
    here = Place(name, complaint.line + 1, complaint.column + 1)
    since = Place(name, complaint.since[0] + 1, complaint.since[1] + 1) if complaint.since else here
    at = line[complaint.column : complaint.column + 1]
    if at == "\t" or "tab character" in complaint.said or "\t" in line[: len(line) - len(line.lstrip())]:
        tabs = [place_at(text, match.end() - 1, name) for match in islice(_LEADING_TAB.finditer(text), 100)] or [here]
        return [Problem(place, "a tab stands where YAML wants spaces", "indent with spaces") for place in tabs]
    if is_second_colon(complaint, text):
        return [Problem(here, 'a second ": " stands in one line', 'put the whole text in quotes: "…"')]
    if "expected key" in complaint.said and line[: complaint.column].rstrip().endswith(("'", '"')):
        remedy = "use the other kind of quotes around the whole text, or write a quote inside it twice"
        return [Problem(here, "text stands behind a closing quote", remedy)]
    for said, place, message, remedy in _KNOWN:
        if said in complaint.said:
            return [Problem(since if place == "since" else here, message.replace("¤", at), remedy)]
    return [
        Problem(
            here, f"not readable as YAML: {complaint.said}", "check quotes, colons and indentation here and one line up"
        )
    ]


def _line(text: str, number: int) -> str:
    lines = text.split("\n")
    return lines[number] if number < len(lines) else ""


_INDENTATION = "make it line up with its neighbours, and check that quotes are closed in the lines above"
_KNOWN = (
    ("mapping values are not allowed", "here", "this line is indented too far", _INDENTATION),
    ("unexpected end of stream", "since", "this quote is never closed", 'write the same quote, " or \', at its end'),
    ("',' or ']'", "since", "this bracket [ is never closed", "write ] at its end, or put the text in quotes"),
    ("',' or '}'", "since", "this brace { is never closed", "write } at its end, or put the text in quotes"),
    ("cannot start any token", "here", 'a text cannot begin with "¤"', 'put it in quotes: "…"'),
    ("alphabetic or numeric character", "since", 'a text cannot begin with "*" or "&"', 'put it in quotes: "…"'),
    ("block sequence entries are not allowed", "here", 'a list begins behind a colon', "begin it on the next line"),
    ("unknown escape character", "here", "a backslash in double quotes begins a special character",
     r"write \\ for a backslash, or use single quotes"),
    ("Unicode character escape", "here", "this escape stands for no character", "write the character itself"),
    ("expected '-' indicator", "here", 'this line stands in a list but does not begin with "- "', _INDENTATION),
    ("could not find expected ':'", "since", "this line has no colon", _INDENTATION),
    ("expected comment or line break", "here", "text stands behind > or |", "begin it on the next line, indented"),
    ("expected node content", "here", 'a text cannot begin with "¤"', 'put it in quotes: "…"'),
    ("did not find expected key", "here", "this does not fit what stands before it", _INDENTATION),
)  # fmt: skip
