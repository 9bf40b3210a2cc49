"""A file as its author wrote it → what is wrong with its content, however well formed its fields are.

`content_problems` is the one function that build, check, plan and batch call. Its rules walk nodes, not models, so that
they also find bare sides and missing pictures in a file with an unknown key. Of a text they look at the parts that
`author_text` made of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from handout_builder.errors import ContentError, Place, Problem, did_you_mean
from handout_builder.model.author_text import AuthorText, author_text, literal_text
from handout_builder.model.exercise import Exercise
from handout_builder.model.figure import alt_fault
from handout_builder.model.handout import Handout
from handout_builder.model.language import Language
from handout_builder.practice.library import Entry, Library, Reading
from handout_builder.source.parse import Mapping, Node, Scalar, Sequence

_BARE_ADDRESS = re.compile(r"(https?://|www\.)\S+|[\w-]+(\.[\w-]+)+(/\S*)?", re.IGNORECASE)


class FontCheck(Protocol):
    """What the rules need to know of a brand's fonts."""

    def font_problems(self) -> Iterator[Problem]:
        """Every font of the brand that is missing or damaged."""

    def unprintable(self, text: str) -> Iterator[str]:
        """What is wrong with each word that no font of the brand can print."""


def content_problems(
    file: Reading[Any] | Entry[Any], library: Library, language: Language | None, fonts: FontCheck | None
) -> list[Problem]:
    """Every problem of the content of one file: an exercise, a handout, a brand, a language or a patient's plan.

    `language` and `fonts` are those of the sheet; None, when they have faults of their own, leaves out the rules that
    ask them. Problems of the file's fields are not repeated here.
    """
    if file.node is None:
        return []
    content = _Content(file.kind, file.node, library, language, fonts)
    rules = _RULES_OF_AN_EXERCISE if file.kind is Exercise else _RULES
    return [problem for rule in rules for problem in rule(content)]


@dataclass(frozen=True)
class _Text:
    """A text of a file: the key that it belongs to, its place, and its parts."""

    key: str
    place: Place
    text: AuthorText


@dataclass(frozen=True)
class _Content:
    """One file, and what its content is checked against."""

    kind: type[Any]
    node: Node
    library: Library
    language: Language | None
    fonts: FontCheck | None

    @cached_property
    def texts(self) -> tuple[_Text, ...]:
        """Every text for people to read. One that does not follow the grammar has no parts and counts as literal."""
        printed: frozenset[str] | None = self.kind.PRINTED_FIELDS
        if printed is None:
            named = tuple(_scalars(self.node, self.kind.UNPRINTED_FIELDS))
        else:
            named = tuple(each for each in _scalars(self.node, frozenset()) if each[0] in printed)
        read = _parsed if self.kind in (Exercise, Handout) else literal_text
        return tuple(_Text(key, scalar.place, read(scalar.text or "")) for key, scalar in named)

    @property
    def figures(self) -> Iterator[Mapping]:
        """Every figure, wherever the file has one."""
        return _figures(self.node)

    @property
    def sides(self) -> str | None:
        """The value of `sides`, right or wrong; None when there is none, or it is not one text."""
        sides = _value(self.node, "sides")
        return sides.text if isinstance(sides, Scalar) else None

    @property
    def step_alts(self) -> Iterator[tuple[int, Place, Node]]:
        """The number of each step, from 0, with the place and the alt text of its picture."""
        steps = _value(self.node, "steps")
        for index, step in enumerate(steps.items if isinstance(steps, Sequence) else ()):
            figure = _value(step, "figure")
            if isinstance(figure, Mapping) and "alt" in figure.entries:
                yield index, *figure.entries["alt"]


# ---- rules for every file


def _pictures(content: _Content) -> Iterator[Problem]:
    """Pictures that are not there."""
    for figure in content.figures:
        file = figure.entries.get("file")
        if file and isinstance(file[1], Scalar) and file[1].text:
            try:
                content.library.picture(file[1].text, file[0])
            except ContentError as error:
                yield from error.problems


def _links(content: _Content) -> Iterator[Problem]:
    """Links whose words do not say where they lead (WCAG 2.4.4)."""
    vague = {word.casefold() for word in (content.language.vague_links if content.language else ())}
    leads_to: dict[str, str] = {}
    for each in content.texts:
        for link in each.text.links:
            said = " ".join(link.words.split())
            wrong = _wrong_link(said, link.address, vague)
            if not wrong and leads_to.setdefault(said.casefold(), link.address) != link.address:
                wrong = f'two links that lead to different places are both called "{said}"'
            if wrong:
                yield Problem(each.place, wrong, "write in words what the link leads to")


def _wrong_link(said: str, address: str, vague: set[str]) -> str | None:
    bare = said.casefold().strip(" .,;:!?…»›>")
    if not any(letter.isalnum() for letter in said):
        return f'the link to "{address}" has no words'
    if bare in vague:
        return f'the words of the link, "{said}", do not say where it leads'
    if address.startswith("https://") and _BARE_ADDRESS.fullmatch(said):
        return f'the words of the link, "{said}", are a bare address'
    return None


def _letters(content: _Content) -> Iterator[Problem]:
    """Words with letters that the fonts cannot print. Alt texts are read aloud, not printed."""
    if content.fonts:
        for each in content.texts:
            for wrong in content.fonts.unprintable(each.text.words) if each.key != "alt" else ():
                yield Problem(each.place, wrong, "write it with other letters")


# ---- rules for exercises


def _sides(content: _Content) -> Iterator[Problem]:
    """Bare sides, and sides in an exercise that has none."""
    for each in content.texts:
        if content.sides == "none":
            if each.text.names_side:
                said = 'the text names a side, but the exercise says "sides: none"'
                yield Problem(each.place, said, 'write "sides: one", or drop the side')
            continue
        for word in content.language.bare_sides if content.language else ():
            if re.search(rf"\b{re.escape(word)}\b", each.text.words, re.IGNORECASE):
                yield Problem(
                    each.place,
                    f'the bare word "{word}" is in a sided exercise and would be wrong on the other side\'s sheet',
                    'write {side} or {other_side} in a "sided:" text, or say it without the word',
                )


def _figures_of_no_side(content: _Content) -> Iterator[Problem]:
    """A picture that says nothing of its side is printed alike on both sides' sheets; one of them would be wrong."""
    for figure in content.figures if content.sides == "one" else ():
        if "file" in figure.entries and "side" not in figure.entries:
            yield Problem(
                figure.entries["file"][0],
                "the picture does not say which side it shows, and the exercise is done on one side",
                'write "side: left" or "side: right" below it, or "side: none" where it fits both',
            )


def _idle_alts(content: _Content) -> Iterator[Problem]:
    """Alt texts of steps without any word for what a body does."""
    language = content.language
    if not language or not language.doing:
        return
    for _, _, alt in content.step_alts:
        for _, scalar in _scalars(alt):
            said = _parsed(scalar.text or "").words
            if said and not alt_fault(said) and not language.says_doing(said):
                message = f'the alt text "{_short(said)}" does not say what the body does'
                yield Problem(scalar.place, message, "write it with a verb, such as: A person bends one knee")


def _short(text: str) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= 60 else folded[:59] + "…"


def _same_alts(content: _Content) -> Iterator[Problem]:
    """Alt texts of steps that say what an earlier one says."""
    seen: dict[str, int] = {}
    for index, place, alt in content.step_alts:
        neutral = _value(alt, "neutral") if isinstance(alt, Mapping) else alt
        if not isinstance(neutral, Scalar) or not neutral.text:
            continue
        said = " ".join(re.findall(r"\w+", _parsed(neutral.text).words.casefold()))
        if said in seen:
            message = f"the alt text is the same as in step {seen[said] + 1}"
            yield Problem(place, message, "say what is different in this picture")
        seen.setdefault(said, index)


def _unknown_flags(content: _Content) -> Iterator[Problem]:
    """A flag that the practice's list does not have is checked against no patient's flags."""
    precautions = _value(content.node, "precautions")
    flags = _value(precautions, "flags") if precautions else None
    known = content.library.flags
    for flag, (place, _) in flags.entries.items() if known and isinstance(flags, Mapping) else ():
        if flag not in known:
            yield Problem(place, f'there is no flag "{flag}" in handouts/precautions.yaml', did_you_mean(flag, known))


_RULES: tuple[Callable[[_Content], Iterable[Problem]], ...] = (_pictures, _links, _letters)
_RULES_OF_AN_EXERCISE = (*_RULES, _sides, _figures_of_no_side, _idle_alts, _same_alts, _unknown_flags)


# ---- nodes


def _parsed(raw: str) -> AuthorText:
    try:
        return author_text(raw)
    except ValueError:
        return literal_text(raw)


def _scalars(node: Node, skipped: frozenset[str] = frozenset(), key: str = "") -> Iterator[tuple[str, Scalar]]:
    """Every text with the key that it belongs to, but for those under `skipped` keys; an alt text is "alt" inside."""
    if isinstance(node, Scalar):
        if node.text is not None:
            yield key, node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _scalars(item, skipped, key)
    else:
        for name, (_, value) in node.entries.items():
            if name not in skipped:
                yield from _scalars(value, skipped, key if key == "alt" else name)


def _figures(node: Node) -> Iterator[Mapping]:
    if isinstance(node, Sequence):
        for item in node.items:
            yield from _figures(item)
    elif isinstance(node, Mapping):
        for name, (_, value) in node.entries.items():
            if name == "figure" and isinstance(value, Mapping):
                yield value
            else:
                yield from _figures(value)


def _value(node: Node, name: str) -> Node | None:
    return node.entries[name][1] if isinstance(node, Mapping) and name in node.entries else None
