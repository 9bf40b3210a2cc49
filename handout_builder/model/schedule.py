"""Texts such as "every other day", "Mon-Fri" or "morning and evening" → how often, on which days, when in a day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from handout_builder.errors import nearest
from handout_builder.model.amount import COUNT, Amount, read_amount

FREQUENCY_EXAMPLES = '"1 a day", "2-3 a day", "3 a week", "every day", "every other day" or "every 2 hours"'
AS_NEEDED = "as needed"


class Day(StrEnum):
    """A day of the week, as plans name it; in the order of the week, Monday first."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


class DayTime(StrEnum):
    """A time of day, as plans name it; in the order of the day."""

    MORNING = "morning"
    NOON = "noon"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    BEDTIME = "bedtime"


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often an exercise is done.

    per         "day", "week": `times` is a number of times; "hours", "days": one time every `times` hours or days
    daily       said as "every day": no day is left out
    as_needed   `times` is the most, and none is asked for
    """

    times: Amount
    per: str
    daily: bool = False
    as_needed: bool = False

    def __str__(self) -> str:
        if self.daily:
            return "every day"
        if self.as_needed:
            return f"{AS_NEEDED}, up to {self.times} a {self.per}"
        if self.per == "days" and self.times == Amount(2, 2):
            return "every other day"
        if self.per == "hours" and self.times == Amount(1, 1):
            return "every hour"
        if self.per in ("hours", "days"):
            return f"every {self.times} {self.per}"
        return f"{self.times} a {self.per}"


_WORDS = {
    word: str(number) for number, word in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight"], 1)
}
_FIXED = {
    "every day": Frequency(Amount(1, 1), "day", daily=True),
    "daily": Frequency(Amount(1, 1), "day", daily=True),
    "each day": Frequency(Amount(1, 1), "day", daily=True),
    "every other day": Frequency(Amount(2, 2), "days"),
    "every second day": Frequency(Amount(2, 2), "days"),
    "alternate days": Frequency(Amount(2, 2), "days"),
    "on alternate days": Frequency(Amount(2, 2), "days"),
    "every hour": Frequency(Amount(1, 1), "hours"),
    "hourly": Frequency(Amount(1, 1), "hours"),
    "weekly": Frequency(Amount(1, 1), "week"),
    "bid": Frequency(Amount(2, 2), "day"),
    "tid": Frequency(Amount(3, 3), "day"),
    "qid": Frequency(Amount(4, 4), "day"),
}
_TIMES = re.compile(
    r"(once|twice|[a-z]+|"
    + COUNT
    + r")\s*(?:x|times?|days?)?\s*(?:(?:a|per|/)\s*(day|week)|(?:each|every) (day|week)|(daily|weekly))$"
)
_INTERVAL = re.compile(rf"every ({COUNT}) (hours?|days?)$")
_UP_TO = re.compile(rf"{AS_NEEDED},? (?:(?:up to|at most|max(?:imum)?) )?(.+)$")
_LIMITS = {"day": (1, 12), "week": (1, 7), "hours": (1, 12), "days": (2, 14)}
_COUNTED = (
    rf"(?:once|twice|{'|'.join(_WORDS)}|{COUNT})\s*(?:x|times?|days?)?\s*(?:(?:a|per|/)\s*(?:day|week)|daily|weekly)"
)
_REGULAR = rf"{'|'.join(_FIXED)}|every {COUNT} (?:hours?|days?)|(?:once|twice) (?:each|every) (?:day|week)"
FREQUENCY_ENDING = re.compile(rf"(?:^|(?<! x)(?<! of) )({AS_NEEDED}\b.*|{_REGULAR}|{_COUNTED})$")
"""A frequency at the end of a part of a dose, such as the last words of "20 min daily"; in "2 x 8 daily" 8 is work."""


def read_frequency(value: str) -> Frequency:
    """How often `value` says. Raises ValueError with what is wrong and what to write instead."""
    text = " ".join(value.lower().split())
    if text in _FIXED:
        return _FIXED[text]
    if text.startswith(AS_NEEDED):
        return _as_needed(text, value)
    if match := _INTERVAL.match(text):
        per = "hours" if match[2].startswith("hour") else "days"
        if per == "days" and match[1] == "1":
            return _FIXED["every day"]
        return Frequency(_times(match[1], per, value), per)
    match = _TIMES.match(text)
    number = match and {"once": "1", "twice": "2", **_WORDS}.get(match[1], match[1])
    if not match or not number or not number[0].isdigit():
        raise ValueError(f'"frequency: {value}" does not say how often; write it like {FREQUENCY_EXAMPLES}')
    if match[3] and number[0].isdigit() and match[1] not in ("once", "twice"):
        raise ValueError(f'"frequency: {value}" may mean two things; write "{number} a {match[3]}"')
    per = match[2] or match[3] or {"daily": "day", "weekly": "week"}[match[4]]
    return Frequency(_times(number, per, value), per)


def _times(number: str, per: str, value: str) -> Amount:
    least, most = _LIMITS[per]
    times = read_amount(number, "frequency", {"": ""}, {"": (0, 999_999)}, "2 a day")
    if times.low < least or times.high > most:
        raise ValueError(f'"frequency: {value}" is outside {least} to {most} {_counted(per)}; check the number')
    if per in ("hours", "days") and times.low != times.high and per == "days":
        raise ValueError(f'"frequency: {value}" leaves open on which days; write one number of days')
    return times


def _counted(per: str) -> str:
    return per if per in ("hours", "days") else f"a {per}"


def _as_needed(text: str, value: str) -> Frequency:
    match = _UP_TO.match(text)
    often = read_frequency(match[1]) if match else None
    if often is None or often.as_needed or often.per not in ("day", "week") or often.times.low != often.times.high:
        raise ValueError(f'"frequency: {value}" does not say how often at most; write "{AS_NEEDED}, up to 3 a day"')
    return Frequency(often.times, often.per, as_needed=True)


_DAY_NAMES = {
    Day.MON: "monday",
    Day.TUE: "tuesday",
    Day.WED: "wednesday",
    Day.THU: "thursday",
    Day.FRI: "friday",
    Day.SAT: "saturday",
    Day.SUN: "sunday",
}
_DAY_GROUPS = {
    "weekdays": (Day.MON, Day.TUE, Day.WED, Day.THU, Day.FRI),
    "workdays": (Day.MON, Day.TUE, Day.WED, Day.THU, Day.FRI),
    "weekends": (Day.SAT, Day.SUN),
}
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?)?\.?"
_DAY_OR_DAYS = rf"{_DAY}(?:\s*[-–]\s*{_DAY})?|(?:on )?(?:{'|'.join(_DAY_GROUPS)})|and"
DAYS = re.compile(rf"(?!and\b)(?:on )?(?:(?:{_DAY_OR_DAYS})(?:\s*/\s*(?=\w)|[ ,]+|$))+")
"""A part of a dose that names nothing but days."""
_DAYS_ENDING = re.compile(
    rf"(?<=\S) (?P<days>(?:on )?(?:{_DAY}|{'|'.join(_DAY_GROUPS)})(?:(?:[ ,]+|\s*[-–/]\s*)(?:{_DAY}|and))*)$"
)


def days_at_end(part: str) -> str | None:
    """The days at the end of a part of a dose that also says something else, such as "2 x 8 Mon Wed"; else None."""
    match = _DAYS_ENDING.search(part)
    return match["days"] if match else None


def read_days(value: Any) -> tuple[Day, ...]:
    """The days that a text or list names, in the order of the week. Raises ValueError with what is wrong."""
    if not value or isinstance(value, dict):
        raise ValueError('no day is named here; write days like "Mon Wed Fri"')
    text = value.strip().lower() if isinstance(value, str) else " ".join(str(each) for each in value).lower()
    text = re.sub(r"\s*[-–]\s*", "-", re.sub(r"\b(?:on|and)\b|/", " ", text))
    found: list[Day] = []
    for word in re.split(r"[\s,]+", text.strip()):
        first, dash, last = word.partition("-")
        if word in _DAY_GROUPS:
            found += _DAY_GROUPS[word]
        elif dash:
            found += _between(_day(first), _day(last), word)
        else:
            found.append(_day(word))
    if len(set(found)) < len(found):
        raise ValueError(f'a day is named twice in "{value}"; write each day once')
    return tuple(day for day in Day if day in found)


def _day(word: str) -> Day:
    short = word.rstrip(".").removesuffix("s") if word.endswith("days") else word.rstrip(".")
    found = [day for day, name in _DAY_NAMES.items() if len(short) >= 3 and name.startswith(short)]
    if not found:
        near = nearest(short, [*_DAY_NAMES.values()])
        raise ValueError(f'"{word}" is not a day; write days like "Mon Wed Fri"{". " * bool(near)}{near}')
    return found[0]


def _between(first: Day, last: Day, word: str) -> tuple[Day, ...]:
    order = list(Day)
    start, end = order.index(first), order.index(last)
    if start == end:
        raise ValueError(f'"{word}" begins and ends on one day; write the first and the last day, like "Mon-Fri"')
    return tuple(order[number % 7] for number in range(start, end + 1 if end > start else end + 8))


_DAY_TIMES = {
    "morning": DayTime.MORNING,
    "mornings": DayTime.MORNING,
    "noon": DayTime.NOON,
    "midday": DayTime.NOON,
    "afternoon": DayTime.AFTERNOON,
    "afternoons": DayTime.AFTERNOON,
    "evening": DayTime.EVENING,
    "evenings": DayTime.EVENING,
    "bedtime": DayTime.BEDTIME,
    "night": DayTime.BEDTIME,
}
_DAY_TIME = rf"(?:(?:every|each|in the|at|before|the) )?(?:{'|'.join(_DAY_TIMES)})"
DAY_TIMES = re.compile(rf"{_DAY_TIME}(?:(?:,? and |, ?| )(?:{_DAY_TIME}))*")
"""A part of a dose that names nothing but times of day."""


def read_day_times(value: Any) -> tuple[DayTime, ...]:
    """The times of day that a text or list names, in the order of the day. Raises ValueError with what is wrong."""
    if not value or isinstance(value, dict):
        raise ValueError('no time of day is named here; write it like "morning and evening"')
    text = value.strip().lower() if isinstance(value, str) else " ".join(str(each) for each in value).lower()
    words = [
        word for word in re.split(r"[\s,]+", text) if word not in ("and", "every", "each", "in", "the", "at", "before")
    ]
    found = []
    for word in words:
        if word not in _DAY_TIMES:
            near = nearest(word, _DAY_TIMES)
            known = ", ".join(DayTime)
            raise ValueError(f'"{word}" is no time of day; known are: {known}{". " * bool(near)}{near}')
        found.append(_DAY_TIMES[word])
    if len(set(found)) < len(found):
        raise ValueError(f'a time of day is named twice in "{value}"; write each once')
    return tuple(time for time in DayTime if time in found)
