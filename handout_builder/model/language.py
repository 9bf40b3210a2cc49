"""The fixed words of a sheet in one language, whole sentences with named placeholders: `layouts/languages/*.yaml`."""

from __future__ import annotations

from pydantic import Field

from handout_builder.model.frozen import Frozen
from handout_builder.model.plan_words import ChartWords, DoseWords, LogWords, PlanWords
from handout_builder.model.plural import PluralRule


class SideWords(Frozen):
    """The side in words. A sided text says {side}; a chip says the whole phrase."""

    left: str
    right: str
    both: str
    left_letter: str
    right_letter: str
    left_side: str
    right_side: str
    both_sides: str


class SafetyWords(Frozen):
    """Signal words; capitals are part of them."""

    danger: str
    warning: str
    caution: str
    notice: str


class StripWords(Frozen):
    """The dosage strip: labels, units, and what stands behind a number."""

    side: str
    sets: str
    repeat: str
    hold: str
    rest: str
    often: str
    times: str
    time: str
    seconds: str
    minutes: str
    a_day: str
    a_week: str


class FeelWords(Frozen):
    """Run-in heads of the feel matrix; the author's words end the sentence."""

    should_feel: str
    should_not_feel: str
    easier: str
    harder: str


class StopWords(Frozen):
    """The stop box."""

    stop: str
    and_call: str
    emergency: str = Field(description="with {number}")
    clinic: str


class PageWords(Frozen):
    """Heads, feet and references."""

    page_of: str = Field(description="with {page} and {pages}")
    page: str = Field(description="with {page}")
    page_short: str = Field(description="the same where room is short, with {page}")
    version: str = Field(description="with {version}")
    review_by: str = Field(description="with {date}")
    draft: str
    legal: str
    continued: str
    part_of: str = Field(description="with {part} and {series}")
    next_part: str = Field(description="with {topic}")


class ExerciseWords(Frozen):
    """Words around an exercise."""

    you_need: str
    watch_video: str = Field(description="two lines, parted by |")
    video_alt: str = Field(description="with {address}")
    start: str
    muscles: str
    zone_alt: str
    step: str = Field(description="with {number}")
    exercise: str = Field(description="with {letter}")


class Language(Frozen):
    """All fixed words of one language."""

    name: str
    months: tuple[str, ...] = Field(min_length=12, max_length=12)
    plurals: PluralRule = Field(default="one_other", description="which forms of a counted word the language has")
    numbers: tuple[str, ...] = Field(default=(), description="small numbers as words, from one")
    days: tuple[str, ...] = Field(min_length=7, max_length=7, description="short, Monday first")
    bare_sides: tuple[str, ...] = Field(
        default=(), description="words that no author may write bare in a sided exercise"
    )
    no_break_after: tuple[str, ...] = Field(default=(), description="words that stay with the word behind them")
    side: SideWords
    safety: SafetyWords
    strip: StripWords
    feel: FeelWords
    stop: StopWords
    page: PageWords
    exercise: ExerciseWords
    dose: DoseWords
    plan: PlanWords
    log: LogWords
    chart: ChartWords
