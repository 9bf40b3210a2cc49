"""A dose → how long it takes and on which days it is done: what the log and the minutes a day are made from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from handout_builder.model.dosage import Amount, Day, Dosage

SECONDS_A_REPETITION = 4
"""Time that one repetition takes without a hold; with one, the hold and half of this for moving in and out."""


def seconds(amount: Amount | None) -> int:
    """The longest time that the amount says; 0 for none."""
    if amount is None:
        return 0
    return amount.high * (60 if amount.unit == "min" else 1)


def session_seconds(dose: Dosage, sides: int = 1) -> int:
    """About how long one session takes: every set and side, with holds and the rests between."""
    sets = dose.sets.high if dose.sets else 1
    repetitions = dose.repetitions.high if dose.repetitions else 1
    one = seconds(dose.hold) + SECONDS_A_REPETITION // 2 if dose.hold else SECONDS_A_REPETITION
    rests = (sets if sets > 1 else repetitions if dose.hold else 1) - 1
    return sides * (sets * repetitions * one + rests * seconds(dose.rest))


@dataclass(frozen=True, slots=True)
class Week:
    """Sessions of one exercise in one week of a plan: on each day from Monday, or `any_days` days of choice."""

    sessions: tuple[int, int, int, int, int, int, int]
    any_days: int = 0


REST_WEEK = Week((0, 0, 0, 0, 0, 0, 0))


def week_of(dose: Dosage, week: int, start_week: int = 1) -> Week:
    """What the dose asks for in a week of the plan, counted from 1: nothing before its start or after its last week."""
    last = start_week + dose.weeks.high - 1 if dose.weeks else None
    if week < start_week or (last is not None and week > last):
        return REST_WEEK
    often = dose.frequency
    a_day = often.times.high if often and often.per == "day" else 1
    if dose.days:
        return Week(tuple(a_day if day in dose.days else 0 for day in Day))  # type: ignore[arg-type]
    if often and often.per == "week" and often.times.high < len(Day):
        return Week(REST_WEEK.sessions, often.times.high)
    return Week((a_day,) * 7)


def busiest_day_seconds(doses: Iterable[tuple[Dosage, int]]) -> int:
    """About how long the fullest day of a plan takes; each dose with the number of sides it is done on.

    Exercises on days of choice count as done on that day: the patient may choose it.
    """
    fixed = [0] * 7
    chosen = 0
    for dose, sides in doses:
        week, long = week_of(dose, 1), session_seconds(dose, sides)
        for day, sessions in enumerate(week.sessions):
            fixed[day] += sessions * long
        chosen += long if week.any_days else 0
    return max(fixed) + chosen
