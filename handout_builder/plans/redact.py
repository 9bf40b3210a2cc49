"""Problems of plans + the nodes they are about → the same problems, without a word that may be private.

No log, no screen and no report repeats a patient's name, record number or note. Every message has what it repeats in
quotes, and nothing outside of them may be private. A value is shown only where it cannot be one: a date in a field of
dates, a dose, a name that is known, or a near miss of one. In a row whose cells slipped by one, a name is where a date
should be, and a record number where an exercise should be.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from handout_builder.errors import Place, Problem
from handout_builder.model.dose_text import PARTS
from handout_builder.plans.plan import PRIVATE_FIELDS, Plan, PlanItem
from handout_builder.source.parse import Mapping as MappingNode
from handout_builder.source.parse import Node, Scalar, Sequence

_HIDDEN = "…"
_LETTERS = re.compile(r'"[^"]*U\+[0-9A-F]{4}[^"]*"')
"""Letters of a value with their numbers, which could spell a name."""
_DOSE_FIELDS = frozenset({"dosage", "later", *PARTS})
_DATE_FIELDS = frozenset({"date", "next_visit", "when"})
_DATE = re.compile(r"(19|20|21)\d\d[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.] ?\d{1,2}[-/.] ?((19|20|21)?\d\d)|"
                   r"\d{1,2}[-. ]+[a-z]{3}[a-z]*\.?[- ]+\d{2,4}", re.IGNORECASE)  # fmt: skip
_DOSE = re.compile(
    r"(?=.*\d)(?!.*\d{4})[\d a-zäöüéè.,:×x–/+-]{1,80}|(?:no|every|rest|hold|from|mon|tue|wed|thu|fri|sat|sun)\b.*",
    re.IGNORECASE,
)
_FIELDS = frozenset(Plan.model_fields) | frozenset(PlanItem.model_fields)


_OWN_WORDS = frozenset({"left", "right", "both", "each side", "skip"})
"""Words of the program that a remedy offers, whatever a plan's own words are."""
_DOSE_WORDS = frozenset(
    {"x", "of", "s", "sec", "min", "set", "sets", "time", "times", "rep", "reps", "hold", "rest", "every", "day",
     "days", "week", "weeks", "for", "from", "no", "a", "kg", "lb"}
)  # fmt: skip
"""Words of a dose in its short notation, which a note may hold too."""


@dataclass(frozen=True, slots=True)
class _Value:
    """One scalar of a plan, with the field it is in."""

    field: str
    text: str

    def may_be_shown(self, names: Collection[str]) -> bool:
        """Whether the value cannot be private: see the top of this module."""
        if self.field in PRIVATE_FIELDS or self.field == "":
            return False
        if self.text in names:
            return True
        if self.field in ("log_weeks", "start_week", "side"):
            return len(self.text) <= 2  # no name is so short
        if self.field in _DATE_FIELDS:
            return bool(_DATE.fullmatch(self.text.strip()))
        return self.field in _DOSE_FIELDS and bool(_DOSE.fullmatch(self.text.strip()))


def redacted(problems: Iterable[Problem], *plans: Node, names: Collection[str] = ()) -> tuple[Problem, ...]:
    """The problems without the private words of the plans; `names` are those of files and flags that are known.

    In a problem at a plan, every quoted value goes that may be private; in one at another file, private fields' words.
    """
    values = [value for node in plans for value in _values(node)]
    inside = {place.path for node in plans for place in _places(node)}
    hidden = [value for value in values if not value.may_be_shown(names)]
    private = [value for value in values if value.field in ("patient", "record", "who")]
    return tuple(_hidden_in(each, hidden if each.place.path in inside else private, names) for each in problems)


def _hidden_in(problem: Problem, hidden: list[_Value], names: Collection[str]) -> Problem:
    near = "Did you mean" in problem.remedy
    words = {
        word.casefold()
        for value in hidden
        if not (near and value.field not in PRIVATE_FIELDS)
        for word in re.findall(r"\w+", value.text)
        if word not in names and (value.field in PRIVATE_FIELDS or word not in _FIELDS)
    }

    def hide(quoted: re.Match[str]) -> str:
        said = quoted[1]
        if said.casefold() in _OWN_WORDS or said.rpartition(": ")[2].casefold() in _OWN_WORDS:
            return quoted[0]
        found = {word.casefold() for word in re.findall(r"\w+", said)}
        private = {word for word in found & words if word not in _DOSE_WORDS and not re.fullmatch(r"\d{1,3}", word)}
        cut = said.endswith(_HIDDEN) and not said.endswith(f": {_HIDDEN}")  # perhaps in the middle of a word
        is_dose = _DOSE.fullmatch(said) and not private
        if not words or is_dose or not (found & words or cut):
            return quoted[0]
        field, colon, _ = said.partition(": ")
        return f'"{field}: {_HIDDEN}"' if colon and field in _FIELDS else f'"{_HIDDEN}"'

    message = re.sub(r'"([^"]*)"', hide, problem.message)
    if message != problem.message:
        message = _LETTERS.sub(f'"{_HIDDEN}"', message)
    return replace(problem, message=message, remedy=re.sub(r'"([^"]*)"', hide, problem.remedy))


def without_words(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Problems of a file that is no YAML yet, without its words: it is not known which of them are private."""
    for each in problems:
        yield replace(each, message=re.sub(r'"([^"]*)"', _known_field, each.message))


def _known_field(quoted: re.Match[str]) -> str:
    return quoted[0] if quoted[1] in _FIELDS or not re.search(r"\w", quoted[1]) else f'"{_HIDDEN}"'


def _values(node: Node, name: str = "") -> Iterator[_Value]:
    """Every scalar of a plan with its field; a key that is no field counts as a value without one."""
    if isinstance(node, Scalar):
        if node.text:
            yield from _short_form(name, node.text)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _values(item, name)
    else:
        for key, (_, value) in node.entries.items():
            if key not in _FIELDS | PRIVATE_FIELDS | _DOSE_FIELDS | {"flag", "when", "without"}:
                yield _Value("", key)
            yield from _values(value, name if name in PRIVATE_FIELDS else key)


def _short_form(name: str, text: str) -> Iterator[_Value]:
    """An exercise in its short notation is a name, a side and a dose."""
    if name != "exercises":
        yield _Value(name, text)
        return
    exercise, _, rest = text.partition(":")
    side, _, dose = rest.partition(":")
    yield from (
        _Value(field, part) for field, part in (("exercise", exercise), ("side", side), ("dosage", dose)) if part
    )


def _places(node: Node) -> Iterator[Place]:
    yield node.place
    if isinstance(node, MappingNode):
        for place, value in node.entries.values():
            yield place
            yield from _places(value)
