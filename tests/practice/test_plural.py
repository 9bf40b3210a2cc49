"""Forms of counted words are those of Unicode CLDR, for every language that a rule is said to fit."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from handout_builder.practice.plural import PluralForms, PluralRule, plural_form
from tests import REPOSITORY
from tests.plans.samples import library

LANGUAGES: dict[PluralRule, str] = {
    "one_other": "en de es it nl sv el tr",
    "one_to_1": "fr pt vi",
    "other": "zh ja ko th",
    "east_slavic": "ru uk",
    "polish": "pl",
    "czech": "cs sk",
    "arabic": "ar",
}
_SLAVIC_ONE = "v = 0 and i % 10 = 1 and i % 100 != 11"
_SLAVIC_FEW = "v = 0 and i % 10 = 2..4 and i % 100 != 12..14"
CLDR: dict[str, dict[str, str]] = {
    "en de it nl sv": {"one": "i = 1 and v = 0"},
    "es el tr": {"one": "n = 1"},
    "fr": {"one": "i = 0,1"},
    "pt": {"one": "i = 0..1"},
    "vi": {"one": "i = 0 or n = 1"},
    "zh ja ko th": {},
    "ru uk": {
        "one": _SLAVIC_ONE,
        "few": _SLAVIC_FEW,
        "many": "v = 0 and i % 10 = 0 or v = 0 and i % 10 = 5..9 or v = 0 and i % 100 = 11..14",
    },
    "pl": {
        "one": "i = 1 and v = 0",
        "few": _SLAVIC_FEW,
        "many": "v = 0 and i != 1 and i % 10 = 0..1 or v = 0 and i % 10 = 5..9 or v = 0 and i % 100 = 12..14",
    },
    "cs sk": {"one": "i = 1 and v = 0", "few": "i = 2..4 and v = 0", "many": "v != 0"},
    "ar": {"zero": "n = 0", "one": "n = 1", "two": "n = 2", "few": "n % 100 = 3..10", "many": "n % 100 = 11..99"},
}
"""The rules of plurals.xml (CLDR 48), as they are written there; forms for millions and for decimals are left out."""
RULE_OF = {code: rule for rule, codes in LANGUAGES.items() for code in codes.split()}


def cldr_form(count: int, code: str) -> str:
    rules = next(rules for codes, rules in CLDR.items() if code in codes.split())
    fitting = [form for form, rule in rules.items() if any(holds(part, count) for part in rule.split(" or "))]
    assert len(fitting) < 2
    return fitting[0] if fitting else "other"


def holds(condition: str, count: int) -> bool:
    """Whether relations joined by "and", as CLDR writes them, are all true of a whole number."""
    return all(relation_holds(text, {"n": count, "i": count, "v": 0}) for text in condition.split(" and "))


def relation_holds(text: str, operands: dict[str, int]) -> bool:
    found = re.fullmatch(r"([niv])(?: % (\d+))? (=|!=) ([\d.,]+)", text)
    assert found, text
    value = operands[found[1]] % int(found[2] or 10**9)
    ranges = [part.partition("..") for part in found[4].split(",")]
    inside = any(int(low) <= value <= int(high or low) for low, _, high in ranges)
    return inside == (found[3] == "=")


def test_every_rule_is_compared() -> None:
    assert set(LANGUAGES) == set(get_args(PluralRule))
    assert {code for codes in CLDR for code in codes.split()} == set(RULE_OF)
    source = (REPOSITORY / "handout_builder" / "practice" / "plural.py").read_text(encoding="utf-8")
    for rule, codes in LANGUAGES.items():
        assert len(codes.split()) == 1 or f"{rule}: {codes}" in source


@pytest.mark.parametrize("code", RULE_OF)
def test_forms_are_those_of_cldr(code: str) -> None:
    wrong = [count for count in range(1201) if plural_form(count, RULE_OF[code]) != cldr_form(count, code)]
    assert wrong == []


def test_shipped_languages_have_their_rule() -> None:
    for name in library().language_names:
        assert library().language(name).model.plurals == RULE_OF[name.split("-")[0]]


def test_a_form_that_is_not_written_is_said_like_other() -> None:
    forms = PluralForms(one="{count} раз", few="{count} раза", other="{count} раз")
    assert [forms.of(count, "east_slavic") for count in (1, 3, 5)] == ["{count} раз", "{count} раза", "{count} раз"]
