"""A file as its author wrote it → what is wrong with its content, however well formed its fields are.

`content_problems` is the one function that build, check, plan and batch call.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from handout_builder.errors import ContentError, Problem, did_you_mean
from handout_builder.model.exercise import Exercise
from handout_builder.model.figure import alt_fault
from handout_builder.practice.file_content import FileContent, FontCheck, parsed, scalars, value_of
from handout_builder.practice.language import Language
from handout_builder.practice.library import Entry, Library, Reading
from handout_builder.practice.side_rules import bare_side_problems, form_problems, language_problems
from handout_builder.source.parse import Mapping, Scalar

_BARE_ADDRESS = re.compile(r"(https?://|www\.)\S+|[\w-]+(\.[\w-]+)+(/\S*)?", re.IGNORECASE)


def content_problems(
    file: Reading[Any] | Entry[Any],
    library: Library,
    sheet: Reading[Language] | Entry[Language] | None,
    fonts: FontCheck | None,
) -> list[Problem]:
    """Every problem of the content of one file: an exercise, a handout, a brand, a language or a patient's plan.

    `sheet` is the language of the sheet's fixed words, `fonts` are its fonts; None, when they have faults of their own,
    leaves out the rules that ask them. Problems of the file's fields are not repeated here.
    """
    if file.node is None:
        return []
    content = FileContent(file.kind, file.node, library, sheet, fonts)
    rules = _RULES_OF_AN_EXERCISE if file.kind is Exercise else _RULES
    return [problem for rule in rules for problem in rule(content)]


# ---- rules for every file


def _pictures(content: FileContent) -> Iterator[Problem]:
    """Pictures that are not there."""
    for _, figure in content.figures:
        file = figure.entries.get("file")
        if file and isinstance(file[1], Scalar) and file[1].text:
            try:
                content.library.picture(file[1].text, file[0])
            except ContentError as error:
                yield from error.problems


def _links(content: FileContent) -> Iterator[Problem]:
    """Links whose words do not say where they lead (WCAG 2.4.4)."""
    vague = {word.casefold() for word in (content.words.vague_links if content.words else ())}
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


def _letters(content: FileContent) -> Iterator[Problem]:
    """Words with letters that the fonts cannot print. Alt texts are read aloud, not printed."""
    printed = [(each.place, each.text.words) for each in content.texts if each.key != "alt"]
    if content.fonts and any(content.fonts.unprintable(" ".join(words for _, words in printed))):  # each word once
        for place, words in printed:
            for wrong in content.fonts.unprintable(words):
                yield Problem(place, wrong, "write it with other letters")


# ---- rules for exercises


def _figures_of_no_side(content: FileContent) -> Iterator[Problem]:
    """A picture that says nothing of its side is printed alike on both sides' sheets; one of them would be wrong."""
    for form, figure in content.figures if content.sides == "one" else ():
        if form is None and "file" in figure.entries and "side" not in figure.entries:
            yield Problem(
                figure.entries["file"][0],
                "the picture does not say which side it shows, and the exercise is done on one side",
                'write "side: left" or "side: right" below it, or "side: none" where it fits both',
            )


def _idle_alts(content: FileContent) -> Iterator[Problem]:
    """Alt texts of steps without any word for what a body does."""
    language = content.words
    if not language or not language.doing:
        return
    for _, _, alt in content.step_alts:
        for _, scalar in scalars(alt):
            said = parsed(scalar.text or "").words
            if said and not alt_fault(said) and not language.says_doing(said):
                message = f'the alt text "{_short(said)}" does not say what the body does'
                yield Problem(scalar.place, message, "write it with a verb, such as: A person bends one knee")


def _short(text: str) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= 60 else folded[:59] + "…"


def _same_alts(content: FileContent) -> Iterator[Problem]:
    """Alt texts of steps that say what an earlier one says."""
    seen: dict[str, int] = {}
    for index, place, alt in content.step_alts:
        neutral = value_of(alt, "neutral") if isinstance(alt, Mapping) else alt
        if not isinstance(neutral, Scalar) or not neutral.text:
            continue
        said = " ".join(re.findall(r"\w+", parsed(neutral.text).words.casefold()))
        if seen.get(said, index) != index:
            message = f"the alt text is the same as in step {seen[said] + 1}"
            yield Problem(place, message, "say what is different in this picture")
        seen.setdefault(said, index)


def _unknown_flags(content: FileContent) -> Iterator[Problem]:
    """A flag that the practice's list does not have is checked against no patient's flags."""
    precautions = value_of(content.node, "precautions")
    flags = value_of(precautions, "flags") if precautions else None
    known = content.library.flags
    for flag, (place, _) in flags.entries.items() if known and isinstance(flags, Mapping) else ():
        if flag not in known:
            yield Problem(place, f'there is no flag "{flag}" in handouts/precautions.yaml', did_you_mean(flag, known))


_RULES: tuple[Callable[[FileContent], Iterable[Problem]], ...] = (
    _pictures,
    _links,
    _letters,
    language_problems,
    form_problems,
)
_RULES_OF_AN_EXERCISE = (*_RULES, bare_side_problems, _figures_of_no_side, _idle_alts, _same_alts, _unknown_flags)
