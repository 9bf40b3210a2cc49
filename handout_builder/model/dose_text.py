"""The short notation of a dose, such as "2 x 30 s hold, rest 15 s, every day" → its fields, and back.

No number is given a meaning that its words leave open: where more than one reading is possible, the text is a problem
that offers the spellings. What is printed reads back as the same dose, and prints the same again.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BeforeValidator, Field, ValidationError, WithJsonSchema, model_validator

from handout_builder.errors import did_you_mean
from handout_builder.model.amount import COUNT
from handout_builder.model.dosage import Dosage
from handout_builder.model.dose_work import turned, work_fields
from handout_builder.model.load import LOAD, LOAD_ENDING
from handout_builder.model.schedule import AS_NEEDED, DAY_TIMES, DAYS, FREQUENCY_ENDING, days_at_end

D = TypeVar("D", bound=Dosage)
Part = Literal["sets", "repetitions", "hold", "duration", "load", "rest", "frequency", "days", "day_times", "weeks"]
PARTS: tuple[Part, ...] = (
    "sets", "repetitions", "hold", "duration", "load", "rest", "frequency", "days", "day_times", "weeks",
)  # fmt: skip
EXAMPLE = '"3 x 30 s hold, rest 15 s, every day" or "2 x 8, Mon Wed Fri, from week 2"'
MOST_WEEKS = 12
_WITHOUT = {"reps": "repetitions", "times": "repetitions", "weight": "load", "band": "load"}
_ENDING = re.compile(rf"(?<=\S) (rest:? .+|hold:? \d.*|(?:from|starting) week \d+|for {COUNT} weeks?)$")
"""A part that needs no comma in front of it."""
_EACH_SIDE = r"(?:on |for )?(?:each|both|per) sides?"


class DoseChange(Dosage):
    """A patient's own dose. One that names work is whole; else it changes the usual dose part by part."""

    without: tuple[Part, ...] = Field(default=(), description="parts of the usual dose that this patient does without")
    each_side: bool = Field(default=False, description='said as "each side": the exercise is done on both')
    start_week: int | None = Field(default=None, ge=1, le=MOST_WEEKS, description="the week of the plan to begin in")

    @model_validator(mode="after")
    def _not_both(self) -> DoseChange:
        for part in self.without:
            if getattr(self, part) is not None:
                raise ValueError(f'"no {part}" and a value for it contradict each other; keep one of the two')
        if len(set(self.without)) < len(self.without):
            raise ValueError('"without" names a part twice; write each part once')
        return self


def _from_text(value: Any) -> Any:
    return fields_of(value) if isinstance(value, str) else value


DoseText = Annotated[
    DoseChange,
    BeforeValidator(_from_text),
    WithJsonSchema({"anyOf": [{"type": "string", "examples": ["3 x 30 s hold, every day"]}, {"type": "object"}]}),
]
"""Written as one short text or field by field."""


def parse_dose(text: str) -> DoseChange:
    """The dose that a short text says. Raises ValueError with what is wrong and what to write instead."""
    return made(DoseChange, fields_of(text))


def made(model: type[D], values: dict[str, Any]) -> D:
    """The dose with these fields. Raises ValueError with the first thing that is wrong and what to write instead."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        found = error.errors(include_url=False)[0]
        raise ValueError(str(found.get("ctx", {}).get("error", found["msg"]))) from None


def fields_of(text: str) -> dict[str, Any]:
    """The fields that a short text names, each still a text. Raises ValueError for a part that says nothing known."""
    found: dict[str, Any] = {}
    for part in _parts(text):
        for name, value in _fields_of_part(part):
            if name == "without":
                found["without"] = (*found.get("without", ()), value)
            elif name in found:
                raise ValueError(f'"{part}" says {name.replace("_", " ")} a second time; keep one of the two')
            else:
                found[name] = value
    return found


def _parts(text: str) -> list[str]:
    """The parts between commas; days, and the words of "as needed, up to …", stay together."""
    folded = " ".join(text.replace("×", "x").replace("–", "-").lower().split())
    if decimal := re.search(r"\d+,\d+", folded):
        raise ValueError(
            f'"{decimal[0]}" may mean two numbers or one; write 2.5 for a decimal, and a space after a comma'
        )
    parts: list[str] = []
    for part in (each.strip() for each in folded.split(",")):
        if not part:
            raise ValueError(f"a part of the dose is empty; write it like {EXAMPLE}")
        if parts and ((_all_days(part) and _all_days(parts[-1])) or parts[-1] == AS_NEEDED):
            parts[-1] += " " + part
        else:
            parts.append(part)
    return parts


def _all_days(part: str) -> bool:
    return DAYS.fullmatch(part) is not None


def _fields_of_part(part: str) -> list[tuple[str, Any]]:
    """The fields of one part. A schedule or load behind the work needs no comma: "20 min daily", "3 x 10 each side"."""
    if match := re.fullmatch(r"no (\w+)", part):
        known = _WITHOUT.get(match[1], match[1])
        if known not in PARTS:
            raise ValueError(f'"{part}" names no part of a dose; {did_you_mean(known, PARTS)}')
        return [("without", known)]
    if match := re.fullmatch(rf"({COUNT})\s*(?:x|times?) (every|each) day", part):
        raise ValueError(f'"{part}" may mean two things; write "{match[1]} times, every day" or "{match[1]} a day"')
    if match := re.fullmatch(r"(?:from|starting) week (\d{1,3})", part):
        return [("start_week", match[1])]
    if match := re.fullmatch(rf"for ({COUNT}) weeks?", part):
        return [("weeks", match[1])]
    if match := re.fullmatch(r"rest:? (.+)", part):
        return [("rest", match[1])]
    if match := re.fullmatch(r"hold:? (.+)", part):
        return [("hold", match[1])]
    if re.fullmatch(_EACH_SIDE, part):
        return [("each_side", True)]
    if _all_days(part):
        return [("days", part)]
    if DAY_TIMES.fullmatch(part):
        return [("day_times", part)]
    if LOAD.match(part):
        return [("load", part)]
    if match := _ENDING.search(part):
        return [*_rest_of(part[: match.start()]), *_fields_of_part(match[1])]
    for ending, name in ((FREQUENCY_ENDING, "frequency"), (LOAD_ENDING, "load")):
        if match := ending.search(part):
            return [*_rest_of(part[: match.start()]), (name, match[1])]
    if days := days_at_end(part):
        return [*_rest_of(part[: -len(days)]), ("days", days)]
    if match := re.search(rf" ({_EACH_SIDE}|{DAY_TIMES.pattern})$", part):
        return [*_rest_of(part[: match.start()]), *_fields_of_part(match[1])]
    return work_fields(part)


def _rest_of(part: str) -> list[tuple[str, Any]]:
    return _fields_of_part(part.strip()) if part.strip() else []


def print_dose(dose: Dosage, start_week: int | None = None) -> str:
    """The short notation. Empty for a dose that says nothing."""
    own = dose if isinstance(dose, DoseChange) else None
    first = start_week or (own.start_week if own else None)
    parts = [
        _printed_work(dose),
        "each side" if own and own.each_side else "",
        str(dose.load) if dose.load else "",
        f"rest {dose.rest}" if dose.rest else "",
        str(dose.frequency) if dose.frequency else "",
        " ".join(day.value.capitalize() for day in dose.days or ()),
        " and ".join(dose.day_times or ()),
        f"for {dose.weeks} week{'' if dose.weeks.high == 1 else 's'}" if dose.weeks else "",
        f"from week {first}" if first else "",
        *(f"no {part}" for part in (own.without if own else ())),
    ]
    return ", ".join(part for part in parts if part)


def _printed_work(dose: Dosage) -> str:
    """The work with "x" between its parts; numbers are named where bare ones could be read another way."""
    sets, repetitions = dose.sets, dose.repetitions
    if sets and repetitions and not turned(str(sets), str(repetitions)):
        counted = f"{sets} x {repetitions}"
    elif sets and repetitions:
        counted = f"{sets} sets of {repetitions}"
    elif sets:
        counted = f"{sets} set{'' if sets.high == 1 else 's'}"
    elif repetitions:
        counted = str(repetitions) if dose.hold or dose.duration else f"{repetitions} times"
    else:
        counted = ""
    time = f"{dose.hold} hold" if dose.hold else str(dose.duration or "")
    return " x ".join(bit for bit in (counted, time) if bit)
