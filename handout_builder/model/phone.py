"""The grammar of phone numbers: a text of a practice → whether it is a number, what dials it, where it may break.

(206) 555-0142    +44 (0)1632 960 001    030/1234567    9-1-1
01632 960 118 ext. 4          an extension
1-800-555-HURT                letters of a keypad, at the end
555-0142 or 555-0143          several numbers; 01632 960118 / 960119 too
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Annotated

from pydantic import AfterValidator

LONGEST = 30
"""Characters that have room at the head of a page."""
_EXTENSION = re.compile(r"(?<![A-Za-z])[ \u00a0,]*(?:x|ext\.?|extension|#)[ \u00a0]?[0-9]{1,6}(?![0-9])", re.IGNORECASE)
_BETWEEN = re.compile(
    r"[ \u00a0]*[,;&|][ \u00a0]*|[ \u00a0]+(?:or|and|oder|und|ou|et|o|u|y|e|eller|og|och|of|en)[ \u00a0]+",
    re.IGNORECASE,
)
"""What is written between two numbers."""
_NUMBER = re.compile(r"[+(]{0,2}[0-9][0-9 ().\u00a0/-]*[0-9](?:(?:[-. \u00a0]?[A-Za-z]{2,})*[A-Za-z]{2})?")
_EMERGENCY = re.compile(r"[0-9]{2,6}|[0-9](?:[ .-][0-9]){2,4}|(?=(?:\D*[0-9]){9})[+(0][0-9 ().\u00a0-]*[0-9]")
_KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
_LEAST, _LEAST_WITH_AREA, _LONGEST_AREA_CODE, _MOST, _MOST_ABROAD = 6, 9, 6, 13, 15
"""Digits of the shortest number of a practice, without and with the zero of its area code; of the longest area code
with its zero; of the longest numbers, here and with the code of a country (ITU-T E.164)."""


def _phone(value: str) -> str:
    if len(value) > LONGEST:
        raise ValueError(f"the phone number has {len(value)} characters; write at most {LONGEST}")
    numbers = _numbers(value)
    if not all(map(_NUMBER.fullmatch, numbers)) or len(_keys(numbers[0])) < 3:
        raise ValueError(f'"{value}" is not a phone number; write digits, spaces, brackets and hyphens in quotes')
    return value


def _emergency(value: str) -> str:
    groups = re.findall(r"[0-9]+", value)
    if not _EMERGENCY.fullmatch(value) or (len(groups) > 1 and {len(group) for group in groups} == {3}):
        raise ValueError(f'"{value}" is not one emergency number; write the one to call, digits alone, such as "112"')
    return value


Phone = Annotated[str, AfterValidator(_phone)]
EmergencyNumber = Annotated[str, AfterValidator(_emergency)]


def dialled(value: str) -> str | None:
    """What dials a number: digits and a leading plus, without trunk zero and extension; of several numbers the first.

    None where that is not certain: a wrong number is worse than none.
    """
    first, *others = _numbers(value)
    first, *behind = first.split("/")
    if behind and (others or len(behind) > 1):
        return None
    if behind and _is_area_code(first, behind[0]):
        first += behind.pop()
    abroad = re.match(r"[(]?(?:\+|00)", first) is not None
    if "(0)" in first[1:] and not abroad:
        return None
    digits = _keys(first.replace("(0)", "") if abroad else first)
    least = 3 if not others and not behind else _LEAST_WITH_AREA if digits.startswith("0") else _LEAST
    most = _MOST_ABROAD + 2 if abroad else _MOST
    if not least <= len(digits) <= most or (_is_twice(first) and not abroad):
        return None
    return f"+{digits}" if "+" in first[:2] else digits


def unbroken(value: str) -> str:
    """The number with spaces that break no line inside a number, so that two numbers may be on two lines."""
    ends = [0, *(at for found in _BETWEEN.finditer(value) for at in found.span()), len(value)]
    parts = [value[start:end] for start, end in pairwise(ends)]
    return "".join(part if index % 2 else part.replace(" ", "\u00a0") for index, part in enumerate(parts))


def _numbers(value: str) -> list[str]:
    """The numbers of a text without their extensions."""
    return _BETWEEN.split(_EXTENSION.sub("", value))


def _keys(number: str) -> str:
    return re.sub(r"\D", "", number.upper().translate(_KEYPAD))


def _is_area_code(first: str, second: str) -> bool:
    """Whether a stroke follows an area code, as in 030/1234567, and does not part two numbers."""
    before, after = _keys(first), _keys(second)
    if after.startswith("0") or "+" in second:
        return False
    if first.lstrip("(").startswith("+"):
        return len(before) <= _LONGEST_AREA_CODE + 2
    return (before.startswith("0") and len(before) <= _LONGEST_AREA_CODE) or (len(before) == 3 and len(after) >= 7)


def _is_twice(number: str) -> bool:
    """Whether it looks like two numbers with nothing but a space between them, as in 555 0100 555 0101."""
    lengths = [len(group) for group in re.findall(r"[0-9]+", number)]
    half = len(lengths) // 2
    return lengths[:half] == lengths[half:] and sum(lengths[:half]) >= _LEAST
