"""What the YAML parser said and where → the problem in an author's words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from handout_builder.errors import Place, Problem

_LEADING_TAB = re.compile(r"^ *\t", re.MULTILINE)
_COLON = re.compile(r":(?: |$)")
_GLUED = re.compile(r"(?:- )?[A-Za-z_]\w*:(?!//)[^\s:]")
"""A key whose colon has no space behind it."""
_BRACE_FIRST = re.compile(r"(?:^|[:-]) +\{[^{}]*\} *$")
"""A text whose first word is a placeholder, up to the word behind it."""


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
    brace = _BRACE_FIRST.search(line[: complaint.column])
    if brace and ("expected key" in complaint.said or "'-' indicator" in complaint.said):
        opened = Place(name, complaint.line + 1, line.index("{", brace.start()) + 1)
        return [Problem(opened, 'a text cannot begin with "{"', 'put it in quotes: "…"')]
    glued = _glued(complaint, text)
    if glued is not None:
        found = Place(name, glued + 1, _line(text, glued).index(":") + 1)
        return [Problem(found, "no space stands behind the colon", 'write one there, as in "name: …"')]
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


def _glued(complaint: Complaint, text: str) -> int | None:
    """The line, counted from 0, whose key stands glued to its value and so stopped the parser; or the one above."""
    if "expected ':'" in complaint.said and complaint.since:
        lines: tuple[int, ...] = (complaint.since[0],)
    elif "mapping values are not allowed" in complaint.said:
        lines = (complaint.line, complaint.line - 1)
    else:
        return None
    return next((each for each in lines if each >= 0 and _GLUED.match(_line(text, each).strip())), None)


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
