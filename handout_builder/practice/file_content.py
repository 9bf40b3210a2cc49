"""A file as its author wrote it → its texts, figures and sides, found by walking nodes.

Nodes, not models, so that rules of content also judge a file with an unknown key. A text has the parts that
`author_text` made of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol, get_args

from handout_builder.errors import Place, Problem
from handout_builder.model.author_text import AuthorText, author_text, literal_text
from handout_builder.model.exercise import Exercise
from handout_builder.model.handout import Handout
from handout_builder.model.language_code import ENGLISH, best_of, is_code
from handout_builder.model.side import Form
from handout_builder.practice.language import Language
from handout_builder.practice.library import Entry, Library, Reading
from handout_builder.source.parse import Mapping, Node, Scalar, Sequence

FORMS: tuple[Form, ...] = get_args(Form)
WRITTEN = (Exercise, Handout)
"""Files that are written in a language of their own; all others are in that of the sheet."""


class FontCheck(Protocol):
    """What the rules need to know of a brand's fonts."""

    def font_problems(self) -> Iterator[Problem]:
        """Every font of the brand that is missing or damaged."""

    def unprintable(self, text: str) -> Iterator[str]:
        """What is wrong with each word that no font of the brand can print."""


@dataclass(frozen=True)
class WrittenText:
    """A text of a file.

    key    the key that it belongs to; "alt" for every form of an alt text
    form   which form of its text it is, or of which side the picture is that it belongs to; None: it has one form
    group  the same for all forms of one text
    """

    key: str
    form: Form | None
    group: int
    place: Place
    text: AuthorText


@dataclass(frozen=True)
class FileContent:
    """One file, and what its content is checked against: the fixed words and the fonts of a sheet."""

    kind: type[Any]
    node: Node
    library: Library
    sheet: Reading[Language] | Entry[Language] | None
    fonts: FontCheck | None

    @cached_property
    def texts(self) -> tuple[WrittenText, ...]:
        """Every text for people to read. One that does not follow the grammar has no parts and counts as literal."""
        printed: frozenset[str] | None = self.kind.PRINTED_FIELDS
        found = scalars(self.node, self.kind.UNPRINTED_FIELDS if printed is None else frozenset())
        read = parsed if self.kind in WRITTEN else literal_text
        return tuple(
            WrittenText(at.key, at.form, at.group, scalar.place, read(scalar.text or ""))
            for at, scalar in found
            if printed is None or at.key in printed
        )

    @property
    def figures(self) -> Iterator[tuple[Form | None, Mapping]]:
        """Every picture, wherever the file has one; one of two has the side that it is for."""
        return _figures(self.node)

    @property
    def sides(self) -> str | None:
        """The value of `sides`, right or wrong; None when there is none, or it is not one text."""
        sides = value_of(self.node, "sides")
        return sides.text if isinstance(sides, Scalar) else None

    @property
    def code(self) -> str | None:
        """The code of the language that the texts are written in; None when the file says it wrong."""
        if self.kind not in WRITTEN:
            return self.sheet.name if self.sheet else None
        written = value_of(self.node, "language")
        if written is None:
            return ENGLISH
        return written.text if isinstance(written, Scalar) and is_code(written.text or "") else None

    @cached_property
    def words(self) -> Language | None:
        """The words of the language that the texts are written in; None when there are none to judge them by."""
        if self.code is None:
            return None
        if self.sheet and self.code == self.sheet.name:
            return self.sheet.model
        found = best_of(self.code, self.library.language_names)
        return self.library.reading(Language, found).model if found else None

    @property
    def step_alts(self) -> Iterator[tuple[int, Place, Node]]:
        """The number of each step, from 0, with the place and the alt text of each of its pictures."""
        steps = value_of(self.node, "steps")
        for index, step in enumerate(steps.items if isinstance(steps, Sequence) else ()):
            for _, figure in _figures(step):
                if "alt" in figure.entries:
                    yield index, *figure.entries["alt"]


@dataclass(frozen=True, slots=True)
class _At:
    """Where a text is: its key, its form, and the node that holds all its forms."""

    key: str = ""
    form: Form | None = None
    group: int = 0


def parsed(raw: str) -> AuthorText:
    """The text that `raw` is, literal where it does not follow the grammar."""
    try:
        return author_text(raw)
    except ValueError:
        return literal_text(raw)


def scalars(node: Node, skipped: frozenset[str] = frozenset(), at: _At | None = None) -> Iterator[tuple[_At, Scalar]]:
    """Every text below `node` and where it is, but for those under `skipped` keys."""
    at = at or _At()
    if isinstance(node, Scalar):
        if node.text is not None:
            yield at, node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from scalars(item, skipped, at)
    else:
        for name, (_, value) in node.entries.items():
            if name in skipped:
                continue
            form = next((form for form in FORMS if form == name), None)
            if form and isinstance(value, Scalar):
                yield from scalars(value, skipped, _At(at.key, form, id(node)))
            else:
                inside = form if form and at.key == "figure" else at.form
                yield from scalars(value, skipped, _At(at.key if at.key == "alt" else name, inside, id(value)))


def forms_in(node: Node) -> Iterator[tuple[Place, Form]]:
    """Every form of a text that is written as such: its place and its name."""
    if isinstance(node, Sequence):
        for item in node.items:
            yield from forms_in(item)
    elif isinstance(node, Mapping):
        for name, (place, value) in node.entries.items():
            form = next((form for form in FORMS if form == name), None)
            if form and isinstance(value, Scalar):
                yield place, form
            else:
                yield from forms_in(value)


def _figures(node: Node) -> Iterator[tuple[Form | None, Mapping]]:
    if isinstance(node, Sequence):
        for item in node.items:
            yield from _figures(item)
    elif isinstance(node, Mapping):
        for name, (_, value) in node.entries.items():
            if name == "figure" and isinstance(value, Mapping):
                yield from _pictures(value)
            else:
                yield from _figures(value)


def _pictures(figure: Mapping) -> Iterator[tuple[Form | None, Mapping]]:
    of_sides = [form for form in FORMS if form in figure.entries]
    if not of_sides:
        yield None, figure
    for form in of_sides:
        picture = figure.entries[form][1]
        if isinstance(picture, Mapping):
            yield form, picture


def value_of(node: Node, name: str) -> Node | None:
    """What is written after `name:`, if anything is."""
    return node.entries[name][1] if isinstance(node, Mapping) and name in node.entries else None
