"""The short form of a dose, such as "2 x 30 s hold, rest 15 s, every day", read into fields and printed again.

What is printed is read back as the same dose, and printed the same again.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BeforeValidator, Field, ValidationError, WithJsonSchema, model_validator

from handout_builder.errors import did_you_mean
from handout_builder.model.dosage import Amount, Dosage

D = TypeVar("D", bound=Dosage)
Part = Literal["sets", "repetitions", "hold", "rest", "frequency", "days", "weeks"]
PARTS: tuple[Part, ...] = ("sets", "repetitions", "hold", "rest", "frequency", "days", "weeks")
EXAMPLE = '"3 x 30 s hold, rest 15 s, every day" or "2 x 8, Mon Wed Fri, from week 2"'
MOST_WEEKS = 12

_DAY_WORDS = re.compile(r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?(?: |$))+")
_TIME = r"\d+(?:\s*[-–]\s*\d+)?\s*[a-z]+"
_COUNT = r"\d+(?:\s*[-–]\s*\d+)?"


class DoseChange(Dosage):
    """A patient's own dose: what it says stands in place of the exercise's usual dose, field by field."""

    without: tuple[Part, ...] = Field(default=(), description="parts of the usual dose that this patient does without")
    start_week: int | None = Field(default=None, ge=1, le=MOST_WEEKS, description="the week of the plan to begin in")

    @model_validator(mode="after")
    def _not_both(self) -> DoseChange:
        for part in self.without:
            if getattr(self, part) is not None:
                raise ValueError(f'"no {part}" stands beside a value for it; keep one of the two')
        if len(set(self.without)) < len(self.without):
            raise ValueError('a part stands twice in "without"; write each part once')
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
    return _made(DoseChange, fields_of(text))


def _made(model: type[D], values: dict[str, Any]) -> D:
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
    """The parts between commas; days stay together whatever stands between them."""
    folded = " ".join(text.replace("×", "x").lower().split())
    if decimal := re.search(r"\d+,\d+", folded):
        raise ValueError(
            f'"{decimal[0]}" may mean two numbers or one; write whole numbers (90 s), and a space after a comma'
        )
    parts: list[str] = []
    for part in (each.strip() for each in folded.split(",")):
        if not part:
            raise ValueError(f"a part of the dose is empty; write it like {EXAMPLE}")
        if parts and _all_days(part) and _all_days(parts[-1]):
            parts[-1] += " " + part
        else:
            parts.append(part)
    return parts


def _all_days(part: str) -> bool:
    return _DAY_WORDS.fullmatch(part) is not None


def _fields_of_part(part: str) -> list[tuple[str, Any]]:
    if match := re.fullmatch(r"no (\w+)", part):
        known = {"reps": "repetitions", "times": "repetitions"}.get(match[1], match[1])
        if known not in PARTS:
            raise ValueError(f'"{part}" names no part of a dose; {did_you_mean(known, PARTS)}')
        return [("without", known)]
    if match := re.fullmatch(r"(?:from|starting) week (\d{1,3})", part):
        return [("start_week", match[1])]
    if match := re.fullmatch(rf"for ({_COUNT}) weeks?", part):
        return [("weeks", match[1])]
    if match := re.fullmatch(r"rest:? (.+)", part):
        return [("rest", match[1])]
    if match := re.fullmatch(r"hold:? (.+)", part):
        return [("hold", match[1])]
    if _all_days(part):
        return [("days", part)]
    if re.search(r"(?:\b(?:a|per|every)\s*|/\s*)(?:day|week)$|\bdaily$", part):
        return [("frequency", part)]
    return _work(part)


def _work(part: str) -> list[tuple[str, Any]]:
    """ "2 x 8 x 30 s hold": sets, repetitions, hold; one bare number is repetitions, two are sets and repetitions."""
    bits = [bit.strip() for bit in re.split(r"\s+(?:x|of)\s+|(?<=\d)x(?=\d)", part)]
    found: list[tuple[str, Any]] = []
    bare: list[str] = []
    for bit in bits:
        if re.fullmatch(_COUNT, bit):
            bare.append(bit)
        elif match := re.fullmatch(rf"({_COUNT}) sets?", bit):
            found.append(("sets", match[1]))
        elif match := re.fullmatch(rf"({_COUNT}) (?:times?|reps?|repetitions?)", bit):
            found.append(("repetitions", match[1]))
        elif match := re.fullmatch(rf"({_TIME})(?: hold)?", bit):
            found.append(("hold", match[1]))
        else:
            raise ValueError(f'"{bit}" is no part of a dose; write it like {EXAMPLE}')
    free = [name for name in ("sets", "repetitions") if name not in dict(found)]
    if len(bare) > len(free):
        raise ValueError(f'"{part}" holds more numbers than sets and repetitions; write it like {EXAMPLE}')
    return [*zip(free[len(free) - len(bare) :], bare, strict=True), *found]


def print_dose(dose: Dosage, start_week: int | None = None) -> str:
    """The short form. Empty for a dose that says nothing."""
    first = start_week or (dose.start_week if isinstance(dose, DoseChange) else None)
    parts = [
        _printed_work(dose.sets, dose.repetitions, dose.hold),
        f"rest {dose.rest}" if dose.rest else "",
        ("every day" if str(dose.frequency) == "1 a day" else str(dose.frequency)) if dose.frequency else "",
        " ".join(day.value.capitalize() for day in dose.days or ()),
        f"for {dose.weeks} week{'' if dose.weeks.high == 1 else 's'}" if dose.weeks else "",
        f"from week {first}" if first else "",
        *(f"no {part}" for part in (dose.without if isinstance(dose, DoseChange) else ())),
    ]
    return ", ".join(part for part in parts if part)


def _printed_work(sets: Amount | None, repetitions: Amount | None, hold: Amount | None) -> str:
    bits = []
    if sets:
        bits.append(str(sets) if repetitions else f"{sets} sets")
    if repetitions:
        bits.append(str(repetitions) if sets or hold else f"{repetitions} times")
    if hold:
        bits.append(f"{hold} hold")
    return " x ".join(bits)


def merged(usual: Dosage | None, own: DoseChange | None) -> Dosage:
    """The usual dose with the patient's own put over it, field by field.

    Days and how often belong together: where the patient's own dose names one, a usual value of the other that no
    longer fits falls away; so two doses that are right by themselves never contradict each other together.
    """
    values: dict[str, Any] = _said(usual) if usual else {}
    if own:
        named = _said(own)
        often = usual.frequency if usual else None
        said_by_days = often is not None and (often.per == "week" or often.times.high == 1)
        if "days" in named and "frequency" not in named and said_by_days:
            values.pop("frequency", None)
        if "frequency" in named and "days" not in named:
            values.pop("days", None)
        values = {name: value for name, value in (values | named).items() if name not in own.without}
    return _made(Dosage, values)


def _said(dose: Dosage) -> dict[str, Any]:
    return {part: getattr(dose, part) for part in PARTS if getattr(dose, part) is not None}
