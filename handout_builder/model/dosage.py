"""How much and how often, as an author or clinician writes it field by field → amounts kept within sane limits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema, model_validator

from handout_builder.model.amount import Amount, read_amount
from handout_builder.model.frozen import Frozen
from handout_builder.model.load import Load, read_load
from handout_builder.model.schedule import Day, DayTime, Frequency, read_day_times, read_days, read_frequency

LONGEST = 60
"""Characters that an amount may have."""
_SECONDS = {"s": "s", "sec": "s", "secs": "s", "second": "s", "seconds": "s"}
_MINUTES = {"min": "min", "mins": "min", "minute": "min", "minutes": "min"}
_REPETITIONS = dict.fromkeys(("", "time", "times", "rep", "reps", "repetition", "repetitions"), "")
_TIMES = _SECONDS | _MINUTES


def _sets(value: str) -> Amount:
    return read_amount(value, "sets", {"": "", "set": "", "sets": ""}, {"": (1, 10)}, "2")


def _repetitions(value: str) -> Amount:
    return read_amount(value, "repetitions", _REPETITIONS, {"": (1, 100)}, "8-12")


def _hold(value: str) -> Amount:
    return read_amount(value, "hold", _TIMES, {"s": (1, 300), "min": (1, 10)}, "30 s")


def _duration(value: str) -> Amount:
    return read_amount(value, "duration", _TIMES, {"s": (1, 600), "min": (1, 180)}, "10 min")


def _rest(value: str) -> Amount:
    return read_amount(value, "rest", _TIMES, {"s": (1, 600), "min": (1, 10)}, "15 s")


def _weeks(value: str) -> Amount:
    return read_amount(value, "weeks", {"": "", "week": "", "weeks": ""}, {"": (1, 52)}, "4")


def _read_with(parse: Callable[[str], Any]) -> BeforeValidator:
    def read(value: Any) -> Any:
        if value is None:
            raise ValueError("nothing is written here; write an amount, or delete the line")
        if isinstance(value, Amount | Frequency | Load):
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
Duration = Annotated[Amount, _read_with(_duration), *_written(["10 min", "30-60 s"])]
Rest = Annotated[Amount, _read_with(_rest), *_written(["15 s", "1-2 min"])]
Weeks = Annotated[Amount, _read_with(_weeks), *_written(["4", "4-6"])]
Often = Annotated[Frequency, _read_with(read_frequency), *_written(["1 a day", "3 a week", "every other day"])]
LoadText = Annotated[Load, _read_with(read_load), *_written(["2 kg", "5 lb", "red band", "bodyweight"])]
Days = Annotated[
    tuple[Day, ...], BeforeValidator(read_days), WithJsonSchema({"type": "string", "examples": ["Mon Wed Fri"]})
]
DayTimes = Annotated[
    tuple[DayTime, ...],
    BeforeValidator(read_day_times),
    WithJsonSchema({"type": "string", "examples": ["morning and evening"]}),
]


class Dosage(Frozen):
    """Amounts of one exercise; what is not said is left to be written in by hand."""

    sets: Sets | None = Field(default=None, description="how many rounds, 1 to 10")
    repetitions: Repetitions | None = Field(default=None, description="how many times in a round, 1 to 100")
    hold: Hold | None = Field(default=None, description="how long to hold, with s (1 to 300) or min (1 to 10)")
    duration: Duration | None = Field(
        default=None, description="how long to go on, with s (1 to 600) or min (1 to 180); with times or sets: each"
    )
    load: LoadText | None = Field(default=None, description='what with: "2 kg", "5 lb", "red band", "bodyweight"')
    rest: Rest | None = Field(
        default=None, description="how long to rest between rounds, with s (1 to 600) or min (1 to 10)"
    )
    frequency: Often | None = Field(
        default=None,
        description='how often: "1 a day", "2-3 a day", "3 a week", "every day", "every other day", '
        '"every 2 hours", "as needed, up to 3 a day"',
    )
    days: Days | None = Field(default=None, description='on which days: "Mon Wed Fri", "Mon-Fri", "weekdays"')
    day_times: DayTimes | None = Field(default=None, description='when in the day: "morning and evening"')
    weeks: Weeks | None = Field(default=None, description="for how many weeks, 1 to 52")
    source: str = Field(default="", description='"added" when no source says it and a clinician must confirm it')

    @property
    def names_work(self) -> bool:
        """Whether the dose says what to do, and not only when: such a dose is whole."""
        return any((self.sets, self.repetitions, self.hold, self.duration))

    @model_validator(mode="after")
    def _work_is_whole(self) -> Dosage:
        if self.sets and not (self.repetitions or self.hold or self.duration):
            count = f"{self.sets} set{'' if self.sets.high == 1 else 's'}"
            raise ValueError(f'{count} of how many? write "{self.sets} x 10"')
        if self.hold and self.duration:
            raise ValueError(f'"{self.hold} hold" and "{self.duration}" say how long twice; keep one of the two')
        return self

    @model_validator(mode="after")
    def _schedule_agrees(self) -> Dosage:
        if problem := clash(self.frequency, self.days, self.day_times):
            raise ValueError(problem)
        return self


def clash(frequency: Frequency | None, days: tuple[Day, ...] | None, times: tuple[DayTime, ...] | None) -> str:
    """How the parts of a schedule contradict each other, with what to write instead; "" when they agree."""
    if not frequency:
        return ""
    if days:
        if frequency.per == "days" or (frequency.daily and len(days) < len(Day)):
            return f'"{frequency}" and {_some_days(days)} contradict each other; keep one of the two'
        if frequency.per == "week" and not frequency.times.low <= len(days) <= frequency.times.high:
            some = _some_days(days)
            return f'"{frequency}" and {some} do not agree; write as many days as times, or leave one out'
    if times and not _may_have_times(frequency, len(times)):
        said = " and ".join(times)
        return f'"{frequency}" and "{said}" do not agree; keep one of the two'
    return ""


def _some_days(days: tuple[Day, ...]) -> str:
    return f"{len(days)} named day{'' if len(days) == 1 else 's'}"


def _may_have_times(frequency: Frequency, count: int) -> bool:
    """Whether `count` times of day fit: "every day" and times a week say nothing of how often a day."""
    if frequency.as_needed or frequency.per == "hours":
        return False
    return frequency.daily or frequency.per != "day" or frequency.times == Amount(count, count)
