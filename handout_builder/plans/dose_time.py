"""A dose and its weeks in a plan → how long a session takes and on which days it is done: log and minutes a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handout_builder.model.amount import Amount
from handout_builder.model.dosage import Dosage
from handout_builder.model.schedule import Day

SECONDS_A_REPETITION = 4
"""Time that one repetition takes without a hold; with one, the hold and half of this for moving in and out."""
WAKING_HOURS = 16
"""Hours of a day over which "every 2 hours" is counted for the minutes a day."""


def seconds(amount: Amount | None) -> int:
    """The longest time that the amount says; 0 for none."""
    if amount is None:
        return 0
    return amount.high * (60 if amount.unit == "min" else 1)


def session_seconds(dose: Dosage, sides: int = 1) -> int:
    """About how long one session takes: every set and side, with holds and the rests between."""
    sets = dose.sets.high if dose.sets else 1
    repetitions = dose.repetitions.high if dose.repetitions else 1
    timed = dose.hold or dose.duration
    one = SECONDS_A_REPETITION
    if timed:
        one = seconds(timed) + (SECONDS_A_REPETITION // 2 if dose.hold else 0)
    rests = (sets if sets > 1 else repetitions if timed else 1) - 1
    return sides * (sets * repetitions * one + rests * seconds(dose.rest))


@dataclass(frozen=True, slots=True)
class Week:
    """Sessions of one exercise in one week of a plan: on each of its 7 days from the plan's first weekday.

    any_days   the sessions are on this many days that the patient chooses
    as_needed  the sessions are the most, and none is asked for
    """

    sessions: tuple[int, ...]
    any_days: int = 0
    as_needed: bool = False


REST_WEEK = Week((0,) * 7)


@dataclass(frozen=True, slots=True)
class PlannedDose:
    """A dose from its first to its last week of the plan, both counted from 1; `last_week` None: no end."""

    dose: Dosage
    first_week: int = 1
    last_week: int | None = None

    def holds_in(self, week: int) -> bool:
        """Whether the dose is the one of that week."""
        return self.first_week <= week and (self.last_week is None or week <= self.last_week)

    def week(self, week: int, begins: Day = Day.MON) -> Week:
        """What the dose asks for in a week of a plan whose first day is the weekday `begins`."""
        if not self.holds_in(week):
            return REST_WEEK
        often = self.dose.frequency
        if often and often.per == "days":
            past = (week - self.first_week) * 7
            return Week(tuple(int((past + day) % often.times.low == 0) for day in range(7)))
        times = self._times_a_day()
        as_needed = bool(often and often.as_needed)
        if self.dose.days:
            order = list(Day)
            first = order.index(begins)
            here = (order[(first + day) % 7] for day in range(7))
            return Week(tuple(times if day in self.dose.days else 0 for day in here), as_needed=as_needed)
        if often and often.per == "week" and often.times.high < len(Day):
            return Week(tuple([times] * 7) if times > 1 else REST_WEEK.sessions, often.times.high, as_needed)
        return Week((times,) * 7, as_needed=as_needed)

    def _times_a_day(self) -> int:
        """Boxes on a day of the log. A dose by the hour has one: no one ticks eight boxes a day."""
        often = self.dose.frequency
        if self.dose.day_times:
            return len(self.dose.day_times)
        return often.times.high if often and often.per == "day" else 1


def busiest_day_seconds(doses: Sequence[tuple[PlannedDose, int]]) -> int:
    """About how long the fullest day of a plan takes; each dose with the number of sides it is done on.

    Exercises on days of choice count as done on that day: the patient may choose it.
    """
    weeks = {dose.first_week for dose, _ in doses}
    return max((_fullest_day(doses, week) for week in weeks), default=0)


def _fullest_day(doses: Sequence[tuple[PlannedDose, int]], week: int) -> int:
    fixed, chosen = [0] * 7, 0
    for planned, sides in doses:
        found = planned.week(week)
        often = planned.dose.frequency
        rounds = WAKING_HOURS // often.times.low if often and often.per == "hours" else 1
        long = session_seconds(planned.dose, sides) * rounds
        if found.any_days:
            chosen += long * max(1, *found.sessions)
        else:
            fixed = [total + count * long for total, count in zip(fixed, found.sessions, strict=True)]
    return max(fixed) + chosen
