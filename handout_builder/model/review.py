"""Who wrote a content file, who checked it and when, and whether “draft” is printed."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationInfo, model_validator

from handout_builder.model.author_text import Line
from handout_builder.model.frozen import Frozen
from handout_builder.source.dates import read_date


def _date(value: Any, info: ValidationInfo) -> Any:
    """Problems name the field: in a table, it is the column whose format is to be changed."""
    if not isinstance(value, str):
        return value
    try:
        return read_date(value)
    except ValueError as error:
        raise ValueError(f"{info.field_name}: {error}") from None


Date = Annotated[date, BeforeValidator(_date)]


class Review(Frozen):
    """The state of a content file."""

    status: Literal["draft", "reviewed"] = Field(description="draft until a clinician has confirmed every line")
    author: Line | None = None
    reviewer: Line | None = Field(default=None, description="the clinician who confirmed it; needed when reviewed")
    written: Date | None = Field(default=None, description="year-month-day; printed as the version")
    reviewed: Date | None = None
    review_by: Date | None = Field(default=None, description="when it must be checked again")

    @model_validator(mode="after")
    def _reviewed_has_a_reviewer(self) -> Review:
        if self.status == "reviewed" and (self.reviewer is None or self.reviewed is None):
            raise ValueError('"status: reviewed" names no reviewer or no date; write "reviewer: …" and "reviewed: …"')
        if self.written and self.review_by and self.review_by <= self.written:
            raise ValueError('"review_by" is not after "written"; write a later date')
        return self
