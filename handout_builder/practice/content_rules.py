"""An exercise or handout as its author wrote it → what is wrong with its content, however well formed its fields are.

These rules read nodes, not models: so a file with an unknown key is still told about its bare sides and pictures.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from handout_builder.errors import ContentError, Place, Problem
from handout_builder.model.exercise import Exercise
from handout_builder.model.figure import alt_fault
from handout_builder.model.language import Language
from handout_builder.model.rich_text import SIDE_NAMES, placeholders
from handout_builder.practice.library import Entry, Library
from handout_builder.source.parse import Mapping, Node, Scalar, Sequence

_NOT_WORDS = frozenset(
    {"file", "video", "side", "sides", "mirror", "level", "source", "review", "dosage", "credit", "brand", "language",
     "type", "exercises", "colour", "accent", "fonts", "logo", "style", "paper", "date_format", "units", "pain"}
)  # fmt: skip
"""Keys whose values are choices, names and numbers, never words that a patient reads."""


_LINK = re.compile(r"\[([^\[\]]*)\]\(([^()\s]+)\)")
_BARE_ADDRESS = re.compile(r"(https?://|www\.)\S+|[\w-]+(\.[\w-]+)+(/\S*)?", re.IGNORECASE)


def exercise_problems(entry: Entry[Exercise], language: Language) -> list[Problem]:
    """Bare sides, sides in an exercise that has none, and alt texts that say nothing of the body or nothing new."""
    return side_and_alt_problems(entry.node, language)


def side_and_alt_problems(node: Node, language: Language) -> list[Problem]:
    """Like `exercise_problems`, for a file that may have other problems too."""
    sides = _value(node, "sides")
    problems = [*_alt_problems(node), *_idle_alts(node, language), *_figures_of_no_side(node)]
    for _, scalar in texts(node):
        if isinstance(sides, Scalar) and sides.text == "none":
            problems += _side_in_sideless(scalar.place, scalar.text or "")
        else:
            problems += _bare_sides(scalar.place, scalar.text or "", language)
    return problems


def picture_problems(node: Node, library: Library) -> list[Problem]:
    """Pictures that are not there, wherever a figure names one."""
    found: list[Problem] = []
    for figure in _figures(node):
        file = figure.entries.get("file")
        if file and isinstance(file[1], Scalar) and file[1].text:
            try:
                library.picture(file[1].text, file[0])
            except ContentError as error:
                found += error.problems
    return found


def link_problems(node: Node, vague: Iterable[str]) -> list[Problem]:
    """Links whose words do not say where they lead (WCAG 2.4.4); `vague` are words that say nothing in the language."""
    found: list[Problem] = []
    leads_to: dict[str, str] = {}
    for _, scalar in texts(node):
        for said, address in _LINK.findall(scalar.text or ""):
            words = " ".join(said.replace("**", "").split())
            wrong = _wrong_link(words, address, {word.casefold() for word in vague})
            if not wrong and leads_to.setdefault(words.casefold(), address) != address:
                wrong = f'two links that lead to different places are both called "{words}"'
            if wrong:
                found.append(Problem(scalar.place, wrong, "write in words what the link leads to"))
    return found


def _wrong_link(words: str, address: str, vague: set[str]) -> str | None:
    bare = words.casefold().strip(" .,;:!?…»›>")
    if not any(letter.isalnum() for letter in words):
        return f'the link to "{address}" has no words'
    if bare in vague:
        return f'the words of the link, "{words}", do not say where it leads'
    if address.startswith("https://") and _BARE_ADDRESS.fullmatch(words):
        return f'the words of the link, "{words}", are a bare address'
    return None


def letter_problems(node: Node, complaints: Callable[[str], Iterable[str]]) -> list[Problem]:
    """Words with letters that cannot be printed; `complaints` says what is wrong with a text."""
    return [
        Problem(scalar.place, said, "write it with other letters")
        for name, scalar in texts(node)
        if name != "alt"
        for said in complaints(scalar.text or "")
    ]


def texts(node: Node, name: str = "") -> Iterator[tuple[str, Scalar]]:
    """Every text that an author wrote for people to read, with the name of what it belongs to."""
    if isinstance(node, Scalar):
        if node.text is not None:
            yield name, node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from texts(item, name)
    elif isinstance(node, Mapping):
        for key, (_, value) in node.entries.items():
            if key not in _NOT_WORDS:
                yield from texts(value, name if name == "alt" else key)


def _bare_sides(place: Place, text: str, language: Language) -> Iterator[Problem]:
    for word in language.bare_sides:
        if re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE):
            yield Problem(
                place,
                f'the bare word "{word}" is in a sided exercise and would be wrong on the other side\'s sheet',
                'write {side} or {other_side} in a "sided:" text, or say it without the word',
            )


def _side_in_sideless(place: Place, text: str) -> Iterator[Problem]:
    if SIDE_NAMES & set(placeholders(text)):
        yield Problem(
            place, 'the text names a side, but the exercise says "sides: none"', 'write "sides: one", or drop the side'
        )


def _figures_of_no_side(node: Node) -> Iterator[Problem]:
    """A picture that says nothing of its side is printed alike on both sides' sheets; one of them would be wrong."""
    sides = _value(node, "sides")
    if isinstance(sides, Scalar) and sides.text == "one":
        for figure in _figures(node):
            if "file" in figure.entries and "side" not in figure.entries:
                yield Problem(
                    figure.entries["file"][0],
                    "the picture does not say which side it shows, and the exercise is done on one side",
                    'write "side: left" or "side: right" below it, or "side: none" where it fits both',
                )


def _step_alts(node: Node) -> Iterator[tuple[int, Place, Node]]:
    """The number of each step from 0 with the alt text of its picture."""
    steps = _value(node, "steps")
    for index, step in enumerate(steps.items if isinstance(steps, Sequence) else ()):
        figure = _value(step, "figure")
        if isinstance(figure, Mapping) and "alt" in figure.entries:
            yield index, *figure.entries["alt"]


def _idle_alts(node: Node, language: Language) -> Iterator[Problem]:
    """Alt texts of steps without any word for what a body does."""
    for _, _, alt in _step_alts(node) if language.doing else ():
        for _, scalar in texts(alt):
            if scalar.text and not alt_fault(scalar.text) and not language.says_doing(scalar.text):
                message = f'the alt text "{_short(scalar.text)}" does not say what the body does'
                yield Problem(scalar.place, message, "write it with a verb, such as: A person bends one knee")


def _short(text: str) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= 60 else folded[:59] + "…"


def _alt_problems(node: Node) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for index, place, alt in _step_alts(node):
        neutral = _value(alt, "neutral") if isinstance(alt, Mapping) else alt
        if not isinstance(neutral, Scalar) or not neutral.text:
            continue
        said = " ".join(re.findall(r"\w+", neutral.text.casefold()))
        if said in seen:
            message = f"the alt text is the same as in step {seen[said] + 1}"
            yield Problem(place, message, "say what is different in this picture")
        seen.setdefault(said, index)


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
