"""One handout: what a file of `handouts/` says."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field, ValidationInfo, field_validator, model_validator

from handout_builder.model.author_text import Text
from handout_builder.model.figure import Figure
from handout_builder.model.frozen import Frozen
from handout_builder.model.language_code import ENGLISH, LanguageCode
from handout_builder.model.review import Review
from handout_builder.model.safety import SafetyMessage, StopList


class Series(Frozen):
    """The series of handouts that this one belongs to."""

    name: Text
    part: int = Field(ge=1, le=99)
    next: Text | None = Field(default=None, description="what the next part is about")


class TextSection(Frozen):
    """Paragraphs under a heading."""

    type: Literal["text"]
    heading: Text
    body: tuple[Text, ...] = Field(min_length=1)
    source: str = ""


class ListSection(Frozen):
    """A bulleted list under a heading."""

    type: Literal["list"]
    heading: Text
    intro: Text | None = None
    items: tuple[Text, ...] = Field(min_length=1)
    source: str = ""


class TickColumn(Frozen):
    """One column of boxes to tick."""

    heading: Text
    items: tuple[Text, ...] = Field(min_length=1)


class TickSection(Frozen):
    """Boxes to tick, in columns."""

    type: Literal["ticks"]
    heading: Text
    hint: Text | None = Field(default=None, description="what to do with the boxes, printed next to the heading")
    columns: tuple[TickColumn, ...] = Field(min_length=1, max_length=3)
    source: str = ""


class FigureSection(Frozen):
    """Paragraphs next to a picture. As the first section of a handout, the picture is next to the title too."""

    type: Literal["figure"]
    heading: Text
    body: tuple[Text, ...] = Field(min_length=1)
    figure: Figure
    source: str = ""


class OverviewSection(Frozen):
    """A row that names the exercises and their pages."""

    type: Literal["overview"]


class CalloutSection(Frozen):
    """A highlighted panel: a heading, a few lines, points to check, a picture."""

    type: Literal["callout"]
    heading: Text
    body: tuple[Text, ...] = Field(min_length=1)
    checks: tuple[Text, ...] = ()
    closing: Text | None = None
    figure: Figure | None = None
    source: str = ""


Section = Annotated[
    TextSection | ListSection | TickSection | FigureSection | OverviewSection | CalloutSection,
    Field(discriminator="type"),
]


class Handout(Frozen):
    """One handout."""

    UNPRINTED_FIELDS: ClassVar = (
        Figure.UNPRINTED_FIELDS | SafetyMessage.UNPRINTED_FIELDS | {"type", "language", "brand", "exercises", "review"}
    )
    title: Text = Field(max_length=80)
    lead: Text = Field(description="the one main message, under the title")
    series: Series | None = None
    language: LanguageCode = ENGLISH
    brand: str = Field(description="the brand it is printed in when none is named")
    sections: tuple[Section, ...] = Field(default=(), description="what comes before the exercises")
    safety: tuple[SafetyMessage, ...] = Field(default=(), description="warnings for the whole handout, on page 1")
    exercises: tuple[str, ...] = Field(
        default=(), max_length=26, description="file names of handouts/exercises/, in order"
    )
    closing: tuple[Section, ...] = Field(default=(), description="what comes after the exercises")
    stop: StopList | None = Field(
        default=None,
        validate_default=True,
        description="when to stop and whom to call, at the foot of page 1; needed where exercises are",
    )
    review: Review

    @field_validator("stop")
    @classmethod
    def _needed_where_exercises_are(cls, value: StopList | None, info: ValidationInfo) -> StopList | None:
        if value is None and info.data.get("exercises"):
            raise ValueError('"stop" is missing; write "stop: …" here')
        return value

    @field_validator("exercises")
    @classmethod
    def _each_once(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        twice = [name for name in dict.fromkeys(value) if value.count(name) > 1]
        if twice:
            raise ValueError(f'the exercise "{twice[0]}" is listed twice; delete one of the two lines')
        return value

    @model_validator(mode="after")
    def _overview_has_exercises(self) -> Handout:
        if not self.exercises and any(section.type == "overview" for section in (*self.sections, *self.closing)):
            raise ValueError('an overview needs exercises; list them under "exercises:", or delete the overview')
        return self
