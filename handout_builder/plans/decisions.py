"""What a clinician decided about a patient's flags: a contraindication overridden, or a precaution made safe."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import Field

from handout_builder.model.frozen import Frozen
from handout_builder.plans.typed_text import Decider, Decision, Measure, PlanDate

PARTS_OF = {"overrides": ("exercise", "flag", "who", "reason"), "precautions": ("flag", "who", "when", "made_safe")}
"""Field of a plan → the order of a decision's parts in one text, parted by colons."""
MEASURES = {
    "support": "support",
    "someone near": "someone_near",
    "seen done here": "seen_done_here",
    "surgeon agrees": "surgeon_agrees",
}
"""What a plan may say under `made_safe` → its words in a language file; other words are printed as written."""


class Override(Frozen):
    """A clinician's decision to give one exercise although it is contraindicated; printed on the chart copy only."""

    exercise: str = Field(min_length=1)
    flag: str = Field(min_length=1)
    reason: Decision
    who: Decider = Field(description="who decided")


class MadeSafe(Frozen):
    """How a precaution is made safe, for all exercises of the plan that have it."""

    flag: str = Field(min_length=1)
    made_safe: Measure = Field(
        description="support, someone near, seen done here, surgeon agrees, or other words to the patient; "
        "printed on the page of each exercise with the flag"
    )
    who: Decider = Field(description="who decided; on the chart copy only")
    when: PlanDate = Field(description="the day of the decision; on the chart copy only")

    @property
    def measure(self) -> str | None:
        """Key of the measure in a language file; None for other words."""
        return MEASURES.get(re.sub(r"[\s_-]+", " ", self.made_safe.casefold()).strip(" ."))


def read_decision(text: str, parts: Sequence[str]) -> Mapping[str, Any]:
    """A decision in one text, as a spreadsheet and an option have it; the last part may hold colons."""
    said = (part.strip() for part in text.split(":", len(parts) - 1))
    return {name: part for name, part in zip(parts, said, strict=False) if part}
