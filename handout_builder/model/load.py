"""A text such as "2 kg", "red band" or "bodyweight" → the load of an exercise."""

from __future__ import annotations

import re
from dataclasses import dataclass

from handout_builder.errors import did_you_mean
from handout_builder.model.amount import Measure, read_measure

BAND_COLOURS = (
    "yellow", "red", "green", "blue", "black", "silver", "gold", "grey", "orange", "purple", "pink", "white", "tan",
)  # fmt: skip
BAND_STRENGTHS = ("light", "medium", "heavy")
BODY = "bodyweight"
_UNITS = {
    "kg": "kg", "kgs": "kg", "kilo": "kg", "kilos": "kg", "g": "g", "grams": "g",
    "lb": "lb", "lbs": "lb", "pound": "lb", "pounds": "lb",
}  # fmt: skip
_LIMITS = {"kg": (0, 60), "g": (50, 9999), "lb": (0, 132)}
_NUMBER = r"\d+(?:\.\d+)?(?:\s*(?:[-–]|to)\s*\d+(?:\.\d+)?)?"
_WEIGHT = rf"{_NUMBER}\s*(?:{'|'.join(sorted(_UNITS, key=len, reverse=True))})"
_BAND = r"[a-z]+ (?:resistance |exercise |loop |thera)?band"
_BODY = r"body[- ]?weight(?: only)?"
LOAD = re.compile(rf"(?:(?:with|using|at|@) )?(?:an? )?({_WEIGHT}|{_BAND}|{_BODY})(?: weight)?$")
"""A part of a dose that names nothing but a load."""
LOAD_ENDING = re.compile(rf"(?<=\S) (?:x )?((?:(?:with|using|at|@) |(?<=x ))(?:an? )?(?:{_WEIGHT}|{_BAND}|{_BODY}))$")
"""A load at the end of a part of a dose that also says something else, such as "3 x 10 with 2 kg", "3 x 10 x 2 kg"."""


@dataclass(frozen=True, slots=True)
class Load:
    """What an exercise is done with or against: a weight, a band (its colour or strength), or the body alone."""

    weight: Measure | None = None
    band: str | None = None

    def __str__(self) -> str:
        if self.weight:
            return str(self.weight)
        return f"{self.band} band" if self.band else BODY


def read_load(value: str) -> Load:
    """The load that `value` names. Raises ValueError with what is wrong and what to write instead."""
    text = " ".join(value.lower().split())
    match = LOAD.match(text)
    if not match:
        raise ValueError(f'"load: {value}" is no load; write it like "2 kg", "5 lb", "red band" or "{BODY}"')
    said = match[1]
    if re.fullmatch(_BODY, said):
        return Load()
    if said.endswith("band"):
        band = said.split()[0]
        known = (*BAND_COLOURS, *BAND_STRENGTHS)
        if band == "gray":
            band = "grey"
        if band not in known:
            raise ValueError(f'"load: {value}" names no band that is known; {did_you_mean(band, known)}')
        return Load(band=band)
    weight = read_measure(said, "load", _UNITS, _LIMITS, "2 kg")
    if weight.low <= 0:
        raise ValueError(f'"load: {value}" is no weight; write "{BODY}" for none')
    return Load(weight=weight)
