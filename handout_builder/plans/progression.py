"""A dose that changes with the weeks, "weeks 1-2: 2 x 8; weeks 3-4: 3 x 10" → the fields of each of its doses."""

from __future__ import annotations

import re
from typing import Any

from handout_builder.model.dose_text import fields_of

_EXAMPLE = '"weeks 1-2: 2 x 8; weeks 3-4: 3 x 10"'
_PHASE = re.compile(
    r"(?:(?P<from>from week)|weeks?)\s*(?P<first>\d{1,2})(?:\s*(?:[-–]|to)\s*(?P<last>\d{1,2}))?\s*:\s*(?P<dose>.+)"
)
PHASE_HEAD = re.compile(r"\s*(?:from week|weeks?)\s*\d{1,2}(?:\s*(?:[-–]|to)\s*\d{1,2})?\s*:", re.IGNORECASE)
"""The head of one dose of a progression."""


def is_progression(text: str) -> bool:
    """Whether a dose is written week by week."""
    return PHASE_HEAD.match(text) is not None or bool(re.search(r";", text))


def phases_of(text: str) -> list[dict[str, Any]]:
    """The fields of each dose, in order, with the week in which it begins and for how many weeks it holds.

    Only the last may have no end ("from week 3: …"). Raises ValueError with what is wrong and what to write instead.
    """
    found: list[dict[str, Any]] = []
    last = 0
    for part in (each.strip() for each in text.lower().split(";")):
        match = _PHASE.fullmatch(" ".join(part.split()))
        if not match:
            raise ValueError(f'"{part}" does not begin with its weeks; write it like {_EXAMPLE}')
        if found and last == 0:
            raise ValueError(f"a dose follows one without a last week; write its weeks, like {_EXAMPLE}")
        first = int(match["first"])
        if first <= last:
            raise ValueError(f'"week {first}" has two doses; write weeks that do not meet, like {_EXAMPLE}')
        end = 0 if match["from"] else int(match["last"] or first)
        if match["from"] and match["last"]:
            raise ValueError(f'"{part}" says from and to; write "weeks {first}-{match["last"]}: …"')
        if end and end < first:
            raise ValueError(f'"weeks {first}-{end}" run backwards; write "weeks {end}-{first}"')
        fields = fields_of(match["dose"])
        if {"weeks", "start_week"} & fields.keys():
            raise ValueError(f'"{part}" names its weeks twice; keep those at its head')
        found.append(fields | {"start_week": str(first)} | ({"weeks": str(end - first + 1)} if end else {}))
        last = end
    return found
