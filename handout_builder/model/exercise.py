"""One exercise of the library: what a file of `handouts/exercises/` says."""

from __future__ import annotations

import re
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field

from handout_builder.model.author_text import Text
from handout_builder.model.dosage import Dosage
from handout_builder.model.figure import Figure, StepFigure
from handout_builder.model.frozen import Frozen
from handout_builder.model.language_code import ENGLISH, LanguageCode
from handout_builder.model.review import Review
from handout_builder.model.safety import Precautions, SafetyMessage, StopSigns
from handout_builder.model.side import SidedText, Sides

LONGEST_ADDRESS = 200
"""Characters; the QR code of a longer address is too fine for the camera of a phone."""


def _web_address(value: str) -> str:
    if len(value) > LONGEST_ADDRESS:
        raise ValueError(f"the address has {len(value)} characters; write at most {LONGEST_ADDRESS}: use a short link")
    if not re.fullmatch(r"https://[A-Za-z0-9.-]+\.[A-Za-z]{2,}(/[\w./~%?=&#+-]*)?", value):
        raise ValueError(f'"{value}" is not a web address; write it whole, such as https://clinic.example/v/lunge')
    return value


WebAddress = Annotated[str, AfterValidator(_web_address)]


class Step(Frozen):
    """One action: a bold command, a calm line of detail, a picture, and the warnings that belong to it."""

    do: SidedText = Field(description="the command, readable from the floor")
    detail: SidedText | None = Field(default=None, description="how to do it")
    figure: StepFigure | None = None
    safety: tuple[SafetyMessage, ...] = ()


class Exercise(Frozen):
    """One exercise."""

    UNPRINTED_FIELDS: ClassVar = (
        Figure.UNPRINTED_FIELDS
        | SafetyMessage.UNPRINTED_FIELDS
        | {"language", "sides", "flags", "dosage", "video", "commands_alone", "review"}
    )
    name: Text = Field(max_length=80)
    language: LanguageCode = Field(default=ENGLISH, description="code of the language that its texts are written in")
    purpose: SidedText = Field(description="what it is good for, one short sentence")
    equipment: SidedText | None = Field(default=None, description='what is needed, as the end of "You need"')
    position: SidedText | None = Field(default=None, description="how to start")
    sides: Sides = Field(description="one, both or none")
    precautions: Precautions | None = None
    safety: tuple[SafetyMessage, ...] = Field(
        default=(), description="warnings for the whole exercise, printed above its first step"
    )
    commands_alone: bool = Field(
        default=False, description="yes when the commands of its steps are enough without their details"
    )
    steps: tuple[Step, ...] = Field(default=(), max_length=20, description="in order; a walk or a swim may have none")
    should_feel: SidedText | None = Field(default=None, description='ends the sentence "You should feel"')
    should_not_feel: SidedText | None = Field(default=None, description='ends the sentence "You should not feel"')
    easier: SidedText | None = Field(default=None, description='follows "Make it easier:"')
    harder: SidedText | None = Field(default=None, description='follows "Make it harder:"')
    muscles: tuple[Text, ...] = ()
    stop: StopSigns | None = Field(default=None, description="when to stop this exercise, and whom to call")
    dosage: Dosage | None = Field(default=None, description="the usual dose; a plan may change it")
    video: WebAddress | None = Field(default=None, description="address of the video, printed as a QR code")
    source: str = Field(default="", description='"added" when no source says it and a clinician must confirm it')
    review: Review | None = None
