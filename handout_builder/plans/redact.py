"""Problems of plans + the nodes they are about → the same problems, without a word that is private.

No log, no screen and no report repeats a patient's name, record number or note.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from handout_builder.errors import Place, Problem
from handout_builder.model.dose_text import PARTS
from handout_builder.model.plan import PRIVATE_FIELDS
from handout_builder.source.parse import Mapping as MappingNode
from handout_builder.source.parse import Node, Scalar, Sequence

_HIDDEN = "…"
_DOSE_FIELDS = frozenset({"dosage", *PARTS})
_PLAIN_VALUE = re.compile(r"[a-z0-9_-]+(:|$)")


def redacted(problems: Iterable[Problem], *plans: Node) -> tuple[Problem, ...]:
    """The problems with every secret of the plans left out.

    Where a problem stands in a plan itself, every word of every secret goes; elsewhere the names of people.
    """
    found = [secret for node in plans for secret in _secrets(node)]
    inside = {place.path for node in plans for place in _places(node)}
    every = _pattern(found)
    names = _pattern(secret for secret in found if secret[0] in ("patient", "record", "who"))
    return tuple(
        Problem(each.place, _without(each.message, pattern), _without(each.remedy, pattern))
        for each in problems
        for pattern in (every if each.place.path in inside else names,)
    )


def _pattern(secrets: Iterable[tuple[str, str]]) -> re.Pattern[str]:
    """Finds secrets, longest first; those of private fields in small letters too, as doses and sides repeat them."""
    words = {(word, name in PRIVATE_FIELDS) for name, text in secrets for word in (text, *text.split()) if word}
    longest_first = sorted(words, key=lambda each: (-len(each[0]), each))
    found = (rf"(?<!\w)(?{'i' if private else ''}:{re.escape(word)})(?!\w)" for word, private in longest_first)
    return re.compile("|".join(found) or r"(?!)")


def _without(text: str, pattern: re.Pattern[str]) -> str:
    """Only what is quoted can come from the patient's data; the words of the message around it stay.

    Where a quoted word is left out, so are the single letters of it that a font lacks.
    """
    found = re.sub(r'"[^"]*"', lambda quoted: pattern.sub(_HIDDEN, quoted[0]), text)
    letters = re.compile(r"holds .*?, which (.*) cannot print")
    return letters.sub(r"holds letters that \1 cannot print", found) if found != text else text


def without_words(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Problems of a file that is no YAML yet, without its words: nobody knows which of them are private."""
    for each in problems:
        unmarked = re.sub(r" \([*&!][^)]*\)", "", each.message)
        yield replace(each, message=re.sub(r'^".*" stands', lambda key: _shown_key(key[0]), unmarked))


def _shown_key(words: str) -> str:
    return words if re.match(r'"[a-z_]+"', words) else f'"{_HIDDEN}" stands'


def _secrets(node: Node, name: str = "") -> Iterator[tuple[str, str]]:
    """The patient's own strings, each with the field it stands in."""
    if isinstance(node, Scalar):
        if node.text and _is_secret(name, node.text):
            yield name, node.text
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _secrets(item, name)
    else:
        for key, (_, value) in node.entries.items():
            if not re.fullmatch(r"[a-z_]+", key):  # no name of a field
                yield "key", key
            yield from _secrets(value, name if name in PRIVATE_FIELDS else key)


def _places(node: Node) -> Iterator[Place]:
    yield node.place
    if isinstance(node, MappingNode):
        for place, value in node.entries.values():
            yield place
            yield from _places(value)


def _is_secret(name: str, text: str) -> bool:
    """Private fields, and whatever looks like words where a name of a file, a date or a dose is wanted.

    In a row whose cells slipped by one, the patient's name stands where the date should.
    """
    return name in PRIVATE_FIELDS or not (name in _DOSE_FIELDS or _PLAIN_VALUE.match(text))
