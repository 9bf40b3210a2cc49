"""The usual dose of an exercise + the patient's own → the dose to print, and which usual parts were kept or left out.

A written dose that names work is whole: the usual sets, repetitions, hold, duration and load never multiply it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from handout_builder.model.dosage import Dosage, clash
from handout_builder.model.dose_text import PARTS, DoseChange, Part, made

WORK: tuple[Part, ...] = ("sets", "repetitions", "hold", "duration", "load")
_SCHEDULE: tuple[Part, ...] = ("frequency", "days", "day_times")


@dataclass(frozen=True, slots=True)
class MergedDose:
    """The dose to print; the parts that come from the usual dose, and those of it that are left out unasked."""

    dose: Dosage
    kept: tuple[Part, ...] = ()
    left_out: tuple[Part, ...] = ()


def merged(usual: Dosage | None, own: DoseChange | None) -> MergedDose:
    """The usual dose with the patient's own over it.

    - An own dose that names sets, repetitions, hold or duration takes no work from the usual one.
    - An own dose with a load takes no usual frequency or days: a load changes how often is right.
    - Usual days, times of day and frequency that contradict the own schedule are left out.

    Raises ValueError when the own dose leaves out what the rest needs, such as the repetitions of sets.
    """
    if own is None:
        return MergedDose(made(Dosage, _said(usual)) if usual else Dosage(), ())
    values = _said(usual) if usual else {}
    named = _said(own)
    left_out: list[Part] = []
    for part in PARTS:
        if part not in values or part in named or part in own.without:
            values.pop(part, None)
        elif (own.names_work and part in WORK) or (own.load and part in _SCHEDULE) or _contradicts(part, values, own):
            left_out.append(part)
            del values[part]
    dose = made(Dosage, values | named)
    return MergedDose(dose, tuple(part for part in PARTS if part in values), tuple(left_out))


def _contradicts(part: Part, usual: dict[str, Any], own: DoseChange) -> bool:
    """Whether a usual part of the schedule does not go with the own schedule."""
    if part == "frequency":
        frequency = usual[part]
        if own.days and not own.frequency and (frequency.per != "day" or frequency.times.high == 1):
            return True  # the named days say how often
        return bool(clash(frequency, own.days, own.day_times))
    if part == "days":
        return own.frequency is not None
    if part == "day_times":
        return own.frequency is not None and bool(clash(own.frequency, own.days, usual[part]))
    return False


def _said(dose: Dosage) -> dict[str, Any]:
    return {part: getattr(dose, part) for part in PARTS if getattr(dose, part) is not None}
