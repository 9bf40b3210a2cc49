"""How much and how often: amounts with their units, read from what people write and kept within sane limits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema, model_validator

from handout_builder.errors import nearest
from handout_builder.model.frozen import Frozen


class Day(StrEnum):
    """A day of the week, as plans name it; in the order of the week, Monday first."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


@dataclass(frozen=True, slots=True)
class Amount:
    """A whole number or a range of them, in `unit` ("" where the field says what is counted)."""

    low: int
    high: int
    unit: str = ""

    def number(self, range_words: str = "{low}-{high}") -> str:
        """The number; for a range, `range_words` with its {low} and {high}. The one way that amounts are written."""
        return str(self.low) if self.low == self.high else range_words.format(low=self.low, high=self.high)

    def __str__(self) -> str:
        return f"{self.number()} {self.unit}".strip()


@dataclass(frozen=True, slots=True)
class Frequency:
    """How many times in a day or a week."""

    times: Amount
    per: str  # "day" | "week"

    def __str__(self) -> str:
        return f"{self.times} a {self.per}"


LONGEST = 60
"""Characters that an amount may have."""
_NUMBER = re.compile(r"(\d{1,6})(?:\s*[-–]\s*(\d{1,6}))?\s*(.*)$")
_SECONDS = {"s": "s", "sec": "s", "secs": "s", "second": "s", "seconds": "s"}
_MINUTES = {"min": "min", "mins": "min", "minute": "min", "minutes": "min"}
_TIMES = re.compile(r"(.+?)\s*(?:x|times?)?\s*(?:a|per|every|/)\s*(day|week)$")


def _amount(value: str, name: str, units: dict[str, str], limits: dict[str, tuple[int, int]], example: str) -> Amount:
    match = _NUMBER.match(value.strip().lower())
    if not match:
        raise ValueError(f'"{name}: {value}" is not an amount; write it like "{example}"')
    low, high, unit_word = int(match[1]), int(match[2] or match[1]), match[3].strip()
    if unit_word not in units:
        remedy = f'write it like "{example}"'
        if unit_word.startswith((":", ".", ",")):
            raise ValueError(f'"{name}: {value}" is not a whole number with its unit; {remedy}')
        if not unit_word:
            raise ValueError(f'"{name}: {value}" has no unit; {remedy}')
        near = nearest(unit_word, [unit for unit in units if unit])
        raise ValueError(f'"{name}: {value}" has the unknown unit "{unit_word}"; {remedy}{". " * bool(near)}{near}')
    unit = units[unit_word]
    least, most = limits[unit]
    if low > high:
        raise ValueError(f'"{name}: {value}" runs backwards; write "{f"{high}-{low} {unit_word}".strip()}"')
    if low < least or high > most:
        raise ValueError(f'"{name}: {value}" is outside {least} to {most} {unit or name}; check number and unit')
    return Amount(low, high, unit)


def _sets(value: str) -> Amount:
    return _amount(value, "sets", {"": "", "set": "", "sets": ""}, {"": (1, 10)}, "2")


def _repetitions(value: str) -> Amount:
    words = {"": "", "time": "", "times": "", "rep": "", "reps": "", "repetition": "", "repetitions": ""}
    return _amount(value, "repetitions", words, {"": (1, 100)}, "8-12")


def _hold(value: str) -> Amount:
    return _amount(value, "hold", _SECONDS | _MINUTES, {"s": (1, 300), "min": (1, 10)}, "30 s")


def _rest(value: str) -> Amount:
    return _amount(value, "rest", _SECONDS | _MINUTES, {"s": (1, 600), "min": (1, 10)}, "15 s")


def _weeks(value: str) -> Amount:
    return _amount(value, "weeks", {"": "", "week": "", "weeks": ""}, {"": (1, 52)}, "4")


def _frequency(value: str) -> Frequency:
    text = " ".join(value.lower().split())
    text = {
        "every day": "1 a day",
        "daily": "1 a day",
        "once a day": "1 a day",
        "twice a day": "2 a day",
        "once a week": "1 a week",
        "twice a week": "2 a week",
    }.get(text, text)
    match = _TIMES.match(text)
    if not match:
        raise ValueError(
            f'"frequency: {value}" does not say how often; '
            'write it like "1 a day", "2-3 a day", "3 a week" or "every day"'
        )
    limits = {"day": (1, 12), "week": (1, 7)}
    least, most = limits[match[2]]
    times = _amount(match[1], "frequency", {"": ""}, {"": (0, 999_999)}, "2 a day")
    if times.low < least or times.high > most:
        raise ValueError(f'"frequency: {value}" is outside {least} to {most} a {match[2]}; check the number')
    return Frequency(times, match[2])


def _days(value: Any) -> Any:
    if not value or isinstance(value, dict):
        raise ValueError('no day stands here; write days like "Mon Wed Fri"')
    words = re.split(r"[\s,]+", value.strip()) if isinstance(value, str) else list(value)
    found = []
    for word in words:
        short = str(word).lower()
        full = [day for day in Day if short in (day.value, _FULL[day])]
        if not full:
            near = nearest(short, [*_FULL.values()])
            raise ValueError(f'"{word}" is not a day; write days like "Mon Wed Fri"{". " * bool(near)}{near}')
        found.append(full[0])
    if len(set(found)) < len(found):
        raise ValueError(f'a day stands twice in "{value}"; write each day once')
    return tuple(day for day in Day if day in found)


_FULL = {
    Day.MON: "monday",
    Day.TUE: "tuesday",
    Day.WED: "wednesday",
    Day.THU: "thursday",
    Day.FRI: "friday",
    Day.SAT: "saturday",
    Day.SUN: "sunday",
}


def _read_with(parse: Any) -> BeforeValidator:
    def read(value: Any) -> Any:
        if value is None:
            raise ValueError("nothing is written here; write an amount, or delete the line")
        if isinstance(value, Amount | Frequency):
            return value
        if not isinstance(value, str):
            raise ValueError('an amount is one text; write it in one line, such as "30 s" or "2-3"')
        if len(value) > LONGEST:
            raise ValueError(f"the amount has {len(value)} characters; write number and unit alone")
        return parse(value)

    return BeforeValidator(read)


def _written(examples: list[str]) -> tuple[Any, Any]:
    return PlainSerializer(str, return_type=str), WithJsonSchema({"type": "string", "examples": examples})


Sets = Annotated[Amount, _read_with(_sets), *_written(["2", "2-3"])]
Repetitions = Annotated[Amount, _read_with(_repetitions), *_written(["8", "8-12"])]
Hold = Annotated[Amount, _read_with(_hold), *_written(["30 s", "1 min"])]
Rest = Annotated[Amount, _read_with(_rest), *_written(["15 s", "1-2 min"])]
Weeks = Annotated[Amount, _read_with(_weeks), *_written(["4", "4-6"])]
Often = Annotated[Frequency, _read_with(_frequency), *_written(["1 a day", "3 a week"])]
Days = Annotated[
    tuple[Day, ...], BeforeValidator(_days), WithJsonSchema({"type": "string", "examples": ["Mon Wed Fri"]})
]


class Dosage(Frozen):
    """Amounts of one exercise; what is not said is left to be written in by hand."""

    sets: Sets | None = Field(default=None, description="how many rounds, 1 to 10")
    repetitions: Repetitions | None = Field(default=None, description="how many times in a round, 1 to 100")
    hold: Hold | None = Field(default=None, description="how long to hold, with s (1 to 300) or min (1 to 10)")
    rest: Rest | None = Field(
        default=None, description="how long to rest between rounds, with s (1 to 600) or min (1 to 10)"
    )
    frequency: Often | None = Field(
        default=None, description='how often: "1 a day", "2-3 a day", "3 a week", "every day"'
    )
    days: Days | None = Field(default=None, description='on which days: "Mon Wed Fri"')
    weeks: Weeks | None = Field(default=None, description="for how many weeks, 1 to 52")
    source: str = Field(default="", description='"added" when no source says it and a clinician must confirm it')

    @model_validator(mode="after")
    def _days_agree(self) -> Dosage:
        often, days = self.frequency, self.days
        if often and days and often.per == "week" and not often.times.low <= len(days) <= often.times.high:
            raise ValueError(
                f'"{often}" and {len(days)} named days do not agree; write as many days as times, or leave one out'
            )
        return self
