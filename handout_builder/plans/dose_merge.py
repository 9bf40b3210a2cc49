"""The usual dose of an exercise + the patient's own → the dose to print, and which usual parts were kept or left out.

A written dose that names work is whole: the usual sets, repetitions, hold, duration and load never multiply it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from handout_builder.model.dosage import Dosage
from handout_builder.model.dose_text import PARTS, DoseChange, Part, made

WORK: tuple[Part, ...] = ("sets", "repetitions", "hold", "duration", "load")
_SCHEDULE: tuple[Part, ...] = ("frequency", "days", "day_times")


@dataclass(frozen=True, slots=True)
class MergedDose:
    """The dose to print; the usual parts in it, those left out unasked, and whether the own dose names work."""

    dose: Dosage
    kept: tuple[Part, ...] = ()
    left_out: tuple[Part, ...] = ()
    own_work: bool = False


def merged(usual: Dosage | None, own: DoseChange | None) -> MergedDose:
    """The usual dose with the patient's own over it.

    - An own dose that names sets, repetitions, hold or duration takes no work from the usual one.
    - An own dose with a load takes no usual frequency or days: a load changes how often is right.
    - An own schedule replaces the usual one: times of day and frequency for all of it, days for days of choice.

    Raises ValueError when the own dose leaves out what the rest needs, such as the repetitions of sets.
    """
    if own is None:
        return MergedDose(made(Dosage, _said(usual)) if usual else Dosage())
    values = _said(usual) if usual else {}
    named = _said(own)
    left_out: list[Part] = []
    for part in PARTS:
        if part not in values or part in named or part in own.without:
            values.pop(part, None)
        elif (own.names_work and part in WORK) or (own.load and part in _SCHEDULE) or _replaced(part, values, own):
            left_out.append(part)
            del values[part]
    dose = made(Dosage, values | named)
    return MergedDose(dose, tuple(part for part in PARTS if part in values), tuple(left_out), own.names_work)


def _replaced(part: Part, usual: dict[str, Any], own: DoseChange) -> bool:
    """Whether the own schedule replaces a usual part of it.

    Named days alone leave open how often on each of them, so usual times a day stay with them.
    """
    if part not in _SCHEDULE or not (own.frequency or own.days or own.day_times):
        return False
    if own.frequency or own.day_times or part == "days":
        return True
    often = usual["frequency"] if part == "frequency" else None
    return often is not None and (often.per != "day" or often.times.high == 1)


def _said(dose: Dosage) -> dict[str, Any]:
    return {part: getattr(dose, part) for part in PARTS if getattr(dose, part) is not None}
