"""A number and a language's rule → the plural form of a counted word (after Unicode CLDR, whole numbers only)."""

from __future__ import annotations

from typing import Literal

from handout_builder.model.frozen import Frozen

PluralRule = Literal["one_other", "one_to_1", "other", "east_slavic", "polish", "czech", "arabic"]
"""one_other: en de es it nl sv el tr; one_to_1: fr pt vi; other: zh ja ko th; east_slavic: ru uk; czech: cs sk."""


def plural_form(count: int, rule: PluralRule) -> str:
    """The CLDR name of the form for `count` things."""
    tens, units = count % 100, count % 10
    teen = 11 <= tens <= 14
    match rule:
        case "other":
            return "other"
        case "one_to_1":
            return "one" if count <= 1 else "other"
        case "east_slavic":
            if units == 1 and tens != 11:
                return "one"
            return "few" if 2 <= units <= 4 and not teen else "many"
        case "polish":
            if count == 1:
                return "one"
            return "few" if 2 <= units <= 4 and not teen else "many"
        case "czech":
            return "one" if count == 1 else "few" if 2 <= count <= 4 else "other"
        case "arabic":
            if count <= 2:
                return ("zero", "one", "two")[count]
            return "few" if 3 <= tens <= 10 else "many" if tens >= 11 else "other"
    return "one" if count == 1 else "other"


class PluralForms(Frozen):
    """A text in the plural forms of a language; `other` is used for a form that is not written."""

    zero: str | None = None
    one: str | None = None
    two: str | None = None
    few: str | None = None
    many: str | None = None
    other: str

    def of(self, count: int, rule: PluralRule) -> str:
        """The text for `count` things."""
        text: str | None = getattr(self, plural_form(count, rule))
        return self.other if text is None else text
