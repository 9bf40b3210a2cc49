"""Safety messages: level, hazard, consequence and how to avoid it (after ANSI Z535.6 and ISO 3864)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from handout_builder.model.author_text import Line, Text
from handout_builder.model.frozen import Frozen
from handout_builder.model.side import SidedText


class Level(StrEnum):
    """How bad it gets: DANGER will kill or maim, WARNING could, CAUTION injures less, NOTICE is about things."""

    DANGER = "danger"
    WARNING = "warning"
    CAUTION = "caution"
    NOTICE = "notice"


class SafetyMessage(Frozen):
    """A warning. Printed as a head (how to avoid it) and a body (the hazard, then the consequence)."""

    UNPRINTED_FIELDS: ClassVar = frozenset({"level", "source"})
    level: Level
    avoid: SidedText = Field(description="what to do or not to do; the head of the box")
    hazard: SidedText = Field(description="what the hazard is; begins the body of the box")
    consequence: SidedText | None = Field(default=None, description="what can happen; ends the body of the box")
    source: str = Field(default="", description='"added" when no source says it and a clinician must confirm it')


class StopSigns(Frozen):
    """Signs of one exercise, printed after those of the sheet's stop list."""

    UNPRINTED_FIELDS: ClassVar = frozenset({"source"})
    emergency: tuple[Text, ...] = Field(default=(), max_length=8, description="as in a stop list")
    doctor: tuple[Text, ...] = Field(default=(), max_length=8, description="as in a stop list")
    clinic: tuple[Text, ...] = Field(default=(), max_length=8, description="as in a stop list")
    source: str = Field(default="", description='"added" when no source says it and a clinician must confirm it')


class StopList(Frozen):
    """When to stop and whom to call; printed at the foot of page 1."""

    emergency: tuple[Text, ...] = Field(
        min_length=1,
        max_length=8,
        description="signs to call the emergency number for, as ends of the sentence “Call … now if you”",
    )
    doctor: tuple[Text, ...] = Field(
        default=(),
        max_length=8,
        description="signs to see a doctor for on the same day, as ends of “See a doctor today if you”",
    )
    clinic: tuple[Text, ...] = Field(
        min_length=1,
        max_length=8,
        description="signs to call the clinic for, as ends of the sentence “Stop and call us if”",
    )
    source: str = Field(default="", description='"added" when no source says it and a clinician must confirm it')


def with_signs(stop: StopList, signs: Iterable[StopSigns | None]) -> StopList:
    """The list with the own signs of exercises behind its own, each once."""
    own = [each for each in signs if each]
    lists = {
        name: tuple({sign.raw: sign for part in (stop, *own) for sign in getattr(part, name)}.values())
        for name in ("emergency", "doctor", "clinic")
    }
    return stop.model_copy(update=lists)


FlagKind = Literal["precaution", "contraindication"]


class Precautions(Frozen):
    """Who must ask before doing an exercise: words printed above the dosage strip, and flags to check plans by."""

    head: Text | None = Field(
        default=None, description='begins the sentence, such as "Ask us before you use a ball if you"'
    )
    text: Text | None = Field(default=None, description='ends it, such as "are pregnant, or take blood thinners."')
    flags: dict[str, FlagKind] = Field(
        default_factory=dict,
        description="names of handouts/precautions.yaml, each a precaution or a contraindication; "
        "the plan of a patient with one of them is printed only with a decision about it",
    )
    source: str = Field(default="", description='"added" when no source says it and a clinician must confirm it')

    @model_validator(mode="after")
    def _whole_sentence(self) -> Precautions:
        if (self.head is None) != (self.text is None):
            raise ValueError('"head" and "text" make one sentence; write both, or neither')
        if self.head is None and not self.flags:
            raise ValueError('"precautions" says nothing; write "head" and "text", or "flags", or delete it')
        return self


class PrecautionList(Frozen):
    """The flags that exercises and plans may carry: `handouts/precautions.yaml`."""

    flags: dict[str, Line] = Field(min_length=1, description="each flag with its words for clinicians")
