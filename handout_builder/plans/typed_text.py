"""What a person types into a plan → words to print as they are, or what is wrong with them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field

from handout_builder.model.review import Date

_JOINERS = "\u200c\u200d"
"""Persian and Indic names are spelt with them."""
_BLANK_LETTERS = "\u115f\u1160\u3164\uffa0"
FIRST_YEAR, LAST_YEAR = 2000, 2199
"""Plans begin in these years; another year is a typing mistake."""


def _plain(value: str) -> str:
    text = re.sub(r"\s+", " ", unicodedata.normalize("NFC", value)).strip()
    if any(unicodedata.category(character)[0] == "C" and character not in _JOINERS for character in text):
        raise ValueError("an invisible or unassigned character is in the text; delete it")
    if not text:
        raise ValueError("nothing is written here; write the text, or leave it out")
    return text


def _of_our_time(value: date) -> date:
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValueError(f"the year {value.year} is outside {FIRST_YEAR} to {LAST_YEAR}; check the date")
    return value


def _says_something(value: str) -> str:
    """At least three letters or digits; characters that look blank are none (U+115F and U+3164 count as letters)."""
    letters = [character for character in value if character.isalnum() and character not in _BLANK_LETTERS]
    if len(letters) < 3:
        raise ValueError("the decision says nothing; write who decided and why, in words")
    return value


PlainText = Annotated[str, AfterValidator(_plain)]
"""Words printed exactly as written: no bold, no links, no placeholders."""
Name = Annotated[PlainText, Field(max_length=80)]
PlanDate = Annotated[Date, AfterValidator(_of_our_time)]
Note = Annotated[PlainText, Field(max_length=600)]
Variation = Annotated[PlainText, Field(max_length=200)]
Decision = Annotated[Note, AfterValidator(_says_something)]
Decider = Annotated[Name, AfterValidator(_says_something)]
Measure = Annotated[Variation, AfterValidator(_says_something)]
