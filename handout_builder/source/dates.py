"""A date as people and spreadsheets write it → the day it means; one that may mean two days is a problem."""

from __future__ import annotations

import re
from datetime import date

EXAMPLE = "2025-11-03"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FULL_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$")
_WITH_POINTS = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$")
_YEAR_LAST = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})$")
_DAY_AND_WORD = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[-. ]+([a-z]+)\.?,?[- ]+(\d{4})$")
_WORD_AND_DAY = re.compile(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$")
_MIDNIGHT = re.compile(r"[t ]00:00(:00(\.0+)?)?z?$")
_WEEKDAY = re.compile(r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? ")
_SHORT_YEAR = re.compile(r"(?:\d{1,2}[-/. ]+(?:\d{1,2}|[a-z]{3,9}\.?)|[a-z]{3,9}\.? \d{1,2}),?[-/. ]+\d{2}$")


def read_date(value: str) -> date:
    """The day that `value` means, whatever the order of its parts, if that order is the only one possible.

    2025-11-03, 2025/11/3, 3.11.2025 (points: the day is first), 27/11/2025, 11/27/2025, 3 Nov 2025, Nov. 3, 2025; a
    midnight behind it is dropped. Raises ValueError with what is wrong and what to write instead.
    """
    text = _WEEKDAY.sub("", _MIDNIGHT.sub("", " ".join(value.lower().split())))
    if match := _YEAR_FIRST.match(text):
        return _day(value, int(match[1]), int(match[2]), int(match[3]))
    if match := _WITH_POINTS.match(text):
        return _day(value, int(match[3]), int(match[2]), int(match[1]))
    if match := _YEAR_LAST.match(text):
        return _either_order(value, int(match[1]), int(match[2]), int(match[3]))
    for pattern, day, month in ((_DAY_AND_WORD, 1, 2), (_WORD_AND_DAY, 2, 1)):
        if (match := pattern.match(text)) and (number := _month(match[month])):
            return _day(value, int(match[3]), number, int(match[day]))
    if re.fullmatch(r"\d{5}", text):
        raise ValueError(f'"{value}" is the number of a day in a spreadsheet; format the column as a date')
    if _SHORT_YEAR.match(text):
        raise ValueError(f'"{value}" has a year of two digits; write {EXAMPLE}')
    raise ValueError(f'"{value}" is not a date; write year-month-day, such as {EXAMPLE}')


def _month(word: str) -> int:
    """The number of a month by its full name or its first three letters (four in "sept"); 0 for no month."""
    if word in _FULL_MONTHS:
        return _FULL_MONTHS.index(word) + 1
    short = "sep" if word == "sept" else word
    return _MONTHS.index(short) + 1 if short in _MONTHS else 0


def _either_order(value: str, first: int, second: int, year: int) -> date:
    """The day of two numbers and a year, of which only one order is a date. Raises ValueError when both are."""
    if first > 12 >= second:
        return _day(value, year, second, first)
    if second > 12 or first == second:
        return _day(value, year, first, second)
    ways = (date(year, second, first).isoformat(), date(year, first, second).isoformat())
    raise ValueError(f'"{value}" may mean two days; write {ways[0]} or {ways[1]} (format the column as year-month-day)')


def _day(value: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f'"{value}" is not a day of the calendar; write year-month-day, such as {EXAMPLE}') from None
