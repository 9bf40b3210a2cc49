"""The place where a YAML text stopped the parser → what is wrong there, in an author's words.

libyaml decides what is YAML and where it stops; its English differs from version to version and is never read. The
reason comes from the place and the text where these suffice, else from PyYAML's own parser, which is slow, reads the
text once more, and words each reason in one way (`PHRASES`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from handout_builder.errors import Place, Problem
from handout_builder.source.foreign_characters import line_problem

MAX_DEPTH = 30
_LEADING_TAB = re.compile(r"^ *\t", re.MULTILINE)
_COLON = re.compile(r":(?: |$)")
_GLUED = re.compile(r"(?:- )?[A-Za-z_]\w*:(?!//)[^\s:]")
"""A key whose colon has no space behind it."""
_BRACE_FIRST = re.compile(r"(?:^|[:-]) +\{[^{}]*\} *$")
"""A text whose first word is a placeholder, up to the word behind it."""
_LINK_FIRST = re.compile(r"(?:^ *|[:-] +)(\[[^\[\]]*\]\()")
"""A text that begins with a link, which YAML takes for a list."""
_ESCAPE = re.compile(r"\\[xuU]$")
_QUESTION = re.compile(r"(?<=\w)\?")


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a parser stopped: line and column count from 0; `since` is where the unfinished part began."""

    line: int
    column: int
    since: tuple[int, int] | None = None
    said: str = ""


def stop_of(error: yaml.YAMLError | ValueError) -> Stop:
    """Where `error` says that the parser stopped; the first character when it names no place."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return Stop(0, 0)
    mark, since = error.problem_mark, error.context_mark
    said = f"{error.context}: {error.problem}" if error.context else str(error.problem)
    return Stop(mark.line, mark.column, (since.line, since.column) if since else None, said)


def place_at(text: str, index: int, name: Path) -> Place:
    """The place of the character of that number."""
    return Place(name, text.count("\n", 0, index) + 1, index - (text.rfind("\n", 0, index) + 1) + 1)


def too_deep(place: Place) -> Problem:
    """The problem of a collection at `place` that is inside more than MAX_DEPTH others."""
    return Problem(place, f"nested deeper than {MAX_DEPTH} levels", "check the brackets")


def is_second_colon(stop: Stop, text: str) -> bool:
    """Whether the parser stopped at a colon that an earlier colon of the same line made impossible."""
    line = _line(text, stop.line)
    return bool(_COLON.match(line, stop.column) and _COLON.search(line[: stop.column]))


def without_colon(text: str, stop: Stop) -> str:
    """The text with a semicolon for the colon that stopped the parser: places stay, and the rest can be read."""
    lines = text.split("\n")
    line = lines[stop.line]
    lines[stop.line] = line[: stop.column] + ";" + line[stop.column + 1 :]
    return "\n".join(lines)


def syntax_problems(stop: Stop, text: str, name: Path) -> list[Problem]:
    """What is wrong where the parser stopped, with its remedy; every line that begins with a tab when a tab is why."""
    line = _line(text, stop.line)
    here = Place(name, stop.line + 1, stop.column + 1)
    at = line[stop.column : stop.column + 1]
    if at == "\t" or "\t" in line[: len(line) - len(line.lstrip())]:
        tabs = [place_at(text, match.end() - 1, name) for match in islice(_LEADING_TAB.finditer(text), 100)] or [here]
        return [Problem(place, "a tab is where YAML wants spaces", "indent with spaces") for place in tabs]
    for number in dict.fromkeys((stop.line, stop.since[0] if stop.since else stop.line)):
        foreign = line_problem(_line(text, number), Place(name, number + 1, 1))
        if foreign:
            return [foreign]
    link = _LINK_FIRST.search(line)
    if link and stop.column >= link.start(1):
        begin = Place(name, stop.line + 1, link.start(1) + 1)
        return [Problem(begin, "a text cannot begin with a link", _IN_QUOTES)]
    if is_second_colon(stop, text):
        return [Problem(here, 'a second ": " is in one line', 'put the whole text in quotes: "…"')]
    if at == ":" and line[stop.column + 1 : stop.column + 2].strip():
        return [_no_space(here)]
    if _ESCAPE.search(line[: stop.column]):
        return [Problem(here, "this escape means no character", "write the character itself")]
    reason = _reason(text)
    if isinstance(reason, tuple):
        return [too_deep(Place(name, reason[0] + 1, reason[1] + 1))]
    return [_worded(stop, reason, text, name)]


def _reason(text: str) -> Stop | tuple[int, int] | None:
    """Where and why PyYAML's own parser stops; line and column where the nesting is too deep; None if it reads all."""
    # libyaml takes tabs between words and question marks inside them, PyYAML's own parser does not
    text = _QUESTION.sub("_", text.replace("\t", " ")) + "\n" * (not text.endswith("\n"))
    depth = 0
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                mark: Any = event.start_mark
                return mark.line, mark.column
    except (yaml.YAMLError, ValueError) as error:
        return stop_of(error)
    return None


def _worded(stop: Stop, reason: Stop | None, text: str, name: Path) -> Problem:
    """The problem at `stop`; `reason` counts only if it is about the same place."""
    here = Place(name, stop.line + 1, stop.column + 1)
    since = Place(name, stop.since[0] + 1, stop.since[1] + 1) if stop.since else here
    line = _line(text, stop.line)
    before, at = line[: stop.column], line[stop.column : stop.column + 1]
    said = reason.said if reason and _same(stop, reason) else ""
    brace = _BRACE_FIRST.search(before)
    if brace and (_KEY in said or _ITEM in said):
        opened = Place(name, stop.line + 1, line.index("{", brace.start()) + 1)
        return Problem(opened, 'a text cannot begin with "{"', 'put it in quotes: "…"')
    glued = _glued(stop, said, text)
    if glued is not None:
        return _no_space(Place(name, glued + 1, _line(text, glued).index(":") + 1))
    if _KEY in said and before.rstrip().endswith(("'", '"')):
        remedy = "use the other kind of quotes around the whole text, or write a quote inside it twice"
        return Problem(here, "there is text after a closing quote", remedy)
    for phrase, place, message, remedy in PHRASES:
        if phrase in said:
            return Problem(since if place == "since" else here, message.replace("¤", at), remedy)
    remedy = "check quotes, colons and indentation here and one line up"
    return Problem(here, f"not readable as YAML: {said}" if said else "not readable as YAML", remedy)


def _no_space(colon: Place) -> Problem:
    return Problem(colon, "there is no space after the colon", 'write one there, as in "name: …"')


def _same(stop: Stop, reason: Stop) -> bool:
    at_one_place = (stop.line, stop.column) == (reason.line, reason.column)
    return at_one_place or (stop.since is not None and stop.since == reason.since)


def _glued(stop: Stop, said: str, text: str) -> int | None:
    """The line, counted from 0, whose key is glued to its value and so stopped the parser; or the one above."""
    if _NO_COLON in said and stop.since:
        lines: tuple[int, ...] = (stop.since[0],)
    elif _VALUE in said:
        lines = (stop.line, stop.line - 1)
    else:
        return None
    return next((each for each in lines if each >= 0 and _GLUED.match(_line(text, each).strip())), None)


def _line(text: str, number: int) -> str:
    lines = text.split("\n")
    return lines[number] if number < len(lines) else ""


_KEY = "while parsing a block mapping: expected <block end>"
_ITEM = "while parsing a block collection: expected <block end>"
_NO_COLON = "could not find expected ':'"
_VALUE = "mapping values are not allowed"
_INDENTATION = "make it line up with its neighbours, and check that quotes are closed in the lines above"
_QUOTE = "write the same quote, \" or ', at its end"
_IN_QUOTES = 'put it in quotes: "…"'
_MISFIT = "this does not fit what is before it"
PHRASES = (
    (_VALUE, "here", "this line is indented too far", _INDENTATION),
    ("found unexpected end of stream", "since", "this quote is never closed", _QUOTE),
    ("found unexpected document separator", "since", "this quote is never closed", _QUOTE),
    ("expected ',' or ']'", "since", "this bracket [ is never closed", "write ] at its end, or put the text in quotes"),
    ("expected ',' or '}'", "since", "this brace { is never closed", "write } at its end, or put the text in quotes"),
    ("that cannot start any token", "here", 'a text cannot begin with "¤"', _IN_QUOTES),
    ("while scanning an alias", "since", 'a text cannot begin with "*" or "&"', _IN_QUOTES),
    ("while scanning an anchor", "since", 'a text cannot begin with "*" or "&"', _IN_QUOTES),
    ("while scanning a tag", "since", 'a text cannot begin with "!"', _IN_QUOTES),
    ("while scanning a directive", "since", 'a line cannot begin with "%"', _IN_QUOTES),
    ("mapping keys are not allowed", "here", 'a text cannot begin with "?"', _IN_QUOTES),
    ("sequence entries are not allowed", "here", 'a list begins behind a colon', "begin it on the next line"),
    ("found unknown escape character", "here", "a backslash in double quotes begins a special character",
     r"write \\ for a backslash, or use single quotes"),
    (_ITEM, "here", 'this line is in a list but does not begin with "- "', _INDENTATION),
    (_NO_COLON, "since", "this line has no colon", _INDENTATION),
    ("while scanning a block scalar", "here", "there is text after > or |", "begin it on the next line, indented"),
    ("but found '<stream end>'", "here", "the file ends inside brackets", "write a ] for each [ and a } for each {"),
    ("expected the node content", "here", 'a text cannot begin with "¤"', _IN_QUOTES),
    (_KEY, "here", _MISFIT, _INDENTATION),
    ("expected '<document start>'", "here", _MISFIT, _INDENTATION),
)  # fmt: skip
"""A phrase of PyYAML's own parser, where its problem is (`since`: where the unfinished part began), what is wrong there
and the remedy; "¤" is the character there."""
