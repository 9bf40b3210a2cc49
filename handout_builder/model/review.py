"""Who wrote a content file, who checked it, when, and whether it may be printed without the word “draft”."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from handout_builder.model.frozen import Frozen
from handout_builder.model.rich_text import Text


def _date(value: Any) -> Any:
    if isinstance(value, str):
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value.strip()):
            raise ValueError(f'"{value}" is not a date; write year-month-day, such as 2025-11-03')
        try:
            return date.fromisoformat(value.strip())
        except ValueError:
            raise ValueError(
                f'"{value}" is not a day of the calendar; write year-month-day, such as 2025-11-03'
            ) from None
    return value


Date = Annotated[date, BeforeValidator(_date)]


class Review(Frozen):
    """The state of a content file."""

    status: Literal["draft", "reviewed"] = Field(description="draft until a clinician has confirmed every line")
    author: Text | None = None
    reviewer: Text | None = Field(default=None, description="the clinician who confirmed it; needed when reviewed")
    written: Date | None = Field(default=None, description="year-month-day; printed as the version")
    reviewed: Date | None = None
    review_by: Date | None = Field(default=None, description="when it must be checked again")

    @model_validator(mode="after")
    def _reviewed_by_somebody(self) -> Review:
        if self.status == "reviewed" and (self.reviewer is None or self.reviewed is None):
            raise ValueError('"status: reviewed" names no reviewer or no date; write "reviewer: …" and "reviewed: …"')
        if self.written and self.review_by and self.review_by <= self.written:
            raise ValueError('"review_by" does not lie after "written"; write a later date')
        return self
