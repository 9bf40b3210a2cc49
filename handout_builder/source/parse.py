"""A YAML file → nodes that know their line and column; every scalar stays the text its author wrote.

YAML 1.1 turns `1:30` into 90, `no` into False and `010` into 8; here only the field that reads a text gives it a type.
Anchors, aliases and tags are refused: content is plain, and aliases could make a small file a huge one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from handout_builder.errors import ContentError, Place, Problem
from handout_builder.source.foreign_characters import key_problem, meant, text_problem
from handout_builder.source.syntax_errors import (
    MAX_DEPTH,
    is_second_colon,
    place_at,
    stop_of,
    syntax_problems,
    too_deep,
    without_colon,
)
from handout_builder.source.text_file import read_text

MOST_OF_A_KIND = 100
"""Of one mistake, no more than this many are listed: a broken file must not take long to report."""
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ufffe\uffff\U000e0000-\U000e007f\ud800-\udfff]"
)
"""Characters that print nothing, change the direction of a line or break it: they get into a text by accident."""
_COMMENT = re.compile(r" {2,}#( |$)")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text as it is written, quotes resolved; None where nothing is written after the colon."""

    place: Place
    text: str | None


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of nodes, at the place where it begins."""

    place: Place
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Mapping:
    """Named values in the order of the file: name → place of the name, value. Each name is there once."""

    place: Place
    entries: dict[str, tuple[Place, Node]]


Node = Scalar | Sequence | Mapping


def plain(node: Node) -> Any:
    """The node as dicts, lists, texts and None, without places: what models are validated from."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {name: plain(value) for name, (_, value) in node.entries.items()}


def place_of(node: Node, steps: tuple[str | int, ...]) -> Place:
    """The place of what `steps` lead to, each a name of a mapping or an index of a list, counted from 0.

    A named value has the place of its name. Where a step leads nowhere, such as to a missing key, the place of the last
    step that led somewhere.
    """
    place = node.place
    for step in steps:
        if isinstance(node, Mapping) and step in node.entries:
            place, node = node.entries[str(step)]
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            place = node.place
    return place


def load(path: Path, relative: Path | None = None) -> Node:
    """Read one YAML file. `relative` is the path that problems name, such as that from the practice folder.

    Raises ContentError with every problem found: not there, not UTF-8, not YAML, doubled keys, aliases, too deep …
    """
    node, problems = read_file(path, relative)
    if node is None or problems:
        raise ContentError(problems)
    return node


def read_file(path: Path, relative: Path | None = None) -> tuple[Node | None, tuple[Problem, ...]]:
    """Like `load`, but the problems are returned with as much of the file as can be read in spite of them.

    The node is None when nothing can be read; then there is a problem. Raises nothing.
    """
    name = relative or path
    try:
        text = read_text(path, name)
    except ContentError as error:
        return None, error.problems
    return read_nodes(text, name)


def read_nodes(text: str, name: Path) -> tuple[Node | None, tuple[Problem, ...]]:
    """Like `read_file`, for a text already in memory; `name` is the path that problems name."""
    found = [
        Problem(place_at(text, match.start(), name), _invisible(match[0]), "delete it")
        for match in islice(_CONTROL.finditer(text), MOST_OF_A_KIND)
    ]
    text = _CONTROL.sub(" ", text)
    while True:
        composer = _Composer(text, name)
        try:
            node = composer.compose()
            break
        except ContentError as error:
            return None, (*error.problems, *found)
        except (yaml.YAMLError, ValueError) as error:  # ValueError: an escape or a version that is no such number
            stop = stop_of(error)
        here = syntax_problems(stop, text, name)
        if not is_second_colon(stop, text) or len(found) > MOST_OF_A_KIND:
            known = {problem.place.line for problem in found}
            found += [problem for problem in here if problem.place.line not in known]
            return None, (*composer.problems, *found)
        found += here
        text = without_colon(text, stop)
    found += composer.problems
    if node is None and not found:
        found.append(Problem(Place(name), "the file is empty", "write its content, or delete the file"))
    return node, tuple(dict.fromkeys(found))


def _invisible(character: str) -> str:
    return f"an invisible character (U+{ord(character):04X}) is in the text"


@dataclass(slots=True)
class _OpenCollection:
    """A list or mapping whose end is still to come; `entries` is None for a list, `key` is a name without its value."""

    place: Place
    items: list[Node]
    entries: dict[str, tuple[Place, Node]] | None
    key: tuple[str | None, Place] | None = None


class _Composer:
    """Events of the YAML parser → nodes, without recursion, so that no nesting can exhaust the stack.

    `problems` are those that do not stop the parser, such as doubled keys.
    """

    def __init__(self, text: str, name: Path) -> None:
        self.text, self.name = text, name
        self.lines = text.split("\n")
        self.problems: list[Problem] = []

    def compose(self) -> Node | None:
        """The node of the file; None for an empty one.

        Raises ContentError for nesting deeper than MAX_DEPTH, yaml.YAMLError and ValueError where the parser stops.
        """
        root: Node | None = None
        unfinished: list[_OpenCollection] = []
        documents = 0
        for event in self._events():
            place = self._place(event)
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents == 2:
                    self._problem(place, "a second document begins here", 'delete the line "---"')
            elif isinstance(event, yaml.AliasEvent):
                self._problem(
                    place, f'an alias is written here: "*{event.anchor}"', "write the text out, or put it in quotes"
                )
                root = self._add(unfinished, Scalar(place, f"*{event.anchor}"), root)
            elif isinstance(event, yaml.ScalarEvent):
                root = self._add(unfinished, self._scalar(event, place), root)
            elif isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent):
                self._refuse_anchor_and_tag(event, place)
                unfinished.append(_OpenCollection(place, [], {} if isinstance(event, yaml.MappingStartEvent) else None))
                if len(unfinished) > MAX_DEPTH:
                    raise ContentError([*self.problems, too_deep(place)])
            elif isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
                done = unfinished.pop()
                node: Node = (
                    Sequence(done.place, tuple(done.items))
                    if done.entries is None
                    else Mapping(done.place, done.entries)
                )
                root = self._add(unfinished, node, root)
        return None if isinstance(root, Scalar) and root.text is None else root

    def _events(self) -> Iterator[Any]:
        return iter(yaml.parse(self.text, Loader=_LOADER))

    def _place(self, event: Any) -> Place:
        return Place(self.name, event.start_mark.line + 1, event.start_mark.column + 1)

    def _problem(self, place: Place, message: str, remedy: str) -> None:
        if len(self.problems) < 10 * MOST_OF_A_KIND:
            self.problems.append(Problem(place, message, remedy))

    def _refuse_anchor_and_tag(self, event: Any, place: Place) -> None:
        if event.anchor is not None:
            self._problem(
                place,
                f'an anchor is written here: "&{event.anchor}"',
                "write the text out where it is needed, or put it in quotes",
            )
        if event.tag is not None and event.tag != "!":
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._problem(place, f'a YAML tag is written here: "{tag}"', "delete it, or put the text in quotes")

    def _scalar(self, event: Any, place: Place) -> Scalar:
        self._refuse_anchor_and_tag(event, place)
        if event.style == '"':
            self._refuse_escapes(event, place)
        if event.style:
            return Scalar(place, _CONTROL.sub(" ", event.value))
        end = event.end_mark
        rest = self.lines[end.line][end.column :] if end.line < len(self.lines) else ""
        if rest.lstrip().startswith("#") and self._hash_is_text(event.value, rest):
            remedy = 'put the whole text in quotes: "…"; a comment needs two spaces before "#" and one after'
            self._problem(place, 'the text after "#" would be lost', remedy)
            return Scalar(place, event.value or rest.strip())
        return Scalar(place, event.value or None)

    def _refuse_escapes(self, event: Any, place: Place) -> None:
        """Escapes for invisible characters; for white space too, since "a \\towel" would lose its t."""
        for character in _CONTROL.findall(event.value):
            self._problem(place, _invisible(character), "delete its escape")
        raw = self.text[event.start_mark.index : event.end_mark.index].replace("\\\\", "")
        for letter in sorted(set(re.findall(r"\\([nrt])", raw))):
            remedy = r"write \\ for a backslash, or use single quotes"
            self._problem(place, f'"\\{letter}" in double quotes means white space', remedy)

    @staticmethod
    def _hash_is_text(value: str, rest: str) -> bool:
        """Whether "#" seems to be part of the text: a comment has a space after it, and two before it after a text."""
        return not _COMMENT.match(rest) if value else bool(re.match(r" *#[^ ]", rest))

    def _add(self, unfinished: list[_OpenCollection], node: Node, root: Node | None) -> Node | None:
        """Put a finished node into the innermost open collection. Returns the root of the file, once it is known."""
        if not unfinished:
            return root or self._plain(node)
        parent = unfinished[-1]
        if parent.entries is None:
            parent.items.append(self._plain(node))
        elif parent.key is None:
            parent.key = (self._key(node), node.place)
        else:
            name, place = parent.key
            parent.key = None
            if name is None:
                return root
            if name in parent.entries:
                first = parent.entries[name][0]
                self._problem(place, f'"{name}" is written twice (first in line {first.line})', "keep one of the two")
            else:
                parent.entries[name] = (place, self._plain(node))
        return root

    def _is_plain(self, node: Node) -> bool:
        line = self.lines[node.place.line - 1] if node.place.line <= len(self.lines) else ""
        return line[node.place.column - 1 : node.place.column] not in ("'", '"', "|", ">")

    def _plain(self, node: Node) -> Node:
        """A text as its author meant it, with a problem, where it is in quotes or hyphens that are none to YAML."""
        foreign = text_problem(node.text, node.place) if isinstance(node, Scalar) and node.text else None
        if not foreign or not isinstance(node, Scalar) or not self._is_plain(node):
            return node
        self._problem(foreign.place, foreign.message, foreign.remedy)
        return Scalar(node.place, meant(node.text or ""))

    def _key(self, node: Node) -> str | None:
        """The name before a colon; None, with a problem, for what is no name."""
        if isinstance(node, Scalar) and node.text:
            foreign = key_problem(node.text, node.place) if self._is_plain(node) else None
            if foreign:
                self._problem(foreign.place, foreign.message, foreign.remedy)
            return meant(node.text) if foreign else node.text
        said = "there is no name" if isinstance(node, Scalar) else "there is a list or named parts"
        self._problem(node.place, f"{said} before the colon", "write a plain name, or put the text in quotes")
        return None
