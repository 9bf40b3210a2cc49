"""Safety messages: level, hazard, consequence and how to avoid it (after ANSI Z535.6 and ISO 3864)."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from handout_builder.model.frozen import Frozen
from handout_builder.model.rich_text import Text
from handout_builder.model.side import SidedText


class Level(StrEnum):
    """How bad it gets: DANGER will kill or maim, WARNING could, CAUTION injures less, NOTICE is about things."""

    DANGER = "danger"
    WARNING = "warning"
    CAUTION = "caution"
    NOTICE = "notice"


class SafetyMessage(Frozen):
    """A warning. Printed as a head (how to avoid it) and a body (the hazard, then the consequence)."""

    level: Level
    avoid: SidedText = Field(description="what to do or not to do; the head of the box")
    hazard: SidedText = Field(description="what the hazard is; begins the body of the box")
    consequence: SidedText | None = Field(default=None, description="what can happen; ends the body of the box")
    source: str = Field(default="", description='"added" when no source says it and a clinician must confirm it')


class StopList(Frozen):
    """When to stop and whom to call; printed at the foot of page 1."""

    emergency: tuple[Text, ...] = Field(min_length=1, max_length=8, description="signs to call the emergency number for, as ends of the sentence “Call … now if you”")
    clinic: tuple[Text, ...] = Field(min_length=1, max_length=8, description="signs to call the clinic for, as ends of the sentence “Stop and call us if”")
    source: str = Field(default="", description='"added" when no source says it and a clinician must confirm it')


class Precautions(Frozen):
    """Who must ask before doing an exercise; printed above the dosage strip."""

    head: Text = Field(description='begins the sentence, such as "Ask us before you use a ball if you"')
    text: Text = Field(description='ends it, such as "are pregnant, or take blood thinners."')
    source: str = Field(default="", description='"added" when no source says it and a clinician must confirm it')
