"""The fixed words of a patient's plan in one language: whole sentences with named placeholders."""

from __future__ import annotations

from pydantic import Field

from handout_builder.model.frozen import Frozen
from handout_builder.practice.plural import PluralForms


class BandWords(Frozen):
    """Colours and strengths of exercise bands, as they go before the word for a band."""

    yellow: str
    red: str
    green: str
    blue: str
    black: str
    silver: str
    gold: str
    grey: str
    orange: str
    purple: str
    pink: str
    white: str
    tan: str
    light: str
    medium: str
    heavy: str


class DayTimeWords(Frozen):
    """Times of day, as they go in a list."""

    morning: str
    noon: str
    afternoon: str
    evening: str
    bedtime: str


class DoseWords(Frozen):
    """A dose in everyday words. {count} is a number or a range."""

    range: str = Field(description="with {low} and {high}")
    seconds: PluralForms
    minutes: PluralForms
    sets: PluralForms
    sets_of: PluralForms = Field(description="with {count} and {repetitions}")
    times: PluralForms
    with_hold: str = Field(description="with {work} and {time}")
    hold: str = Field(description="with {time}")
    duration: str = Field(description="with {time}")
    with_duration: str = Field(description="with {work} and {time}")
    weight: str = Field(description="with {load}, such as 2 kg")
    band: str = Field(description="with {band}, a word of `bands`")
    bodyweight: str
    bands: BandWords
    each_side: str = Field(description="with {work}")
    rest: str = Field(description="with {time}")
    a_day: PluralForms
    a_week: PluralForms
    every_hours: PluralForms
    every_other_day: str
    every_days: PluralForms
    as_needed_day: PluralForms
    as_needed_week: PluralForms
    at_times: str = Field(description="with {often} and {times}")
    day_times: DayTimeWords
    day_and_week: str = Field(description="with {day} and {week}")
    on_days: str = Field(description="with {often} and {days}")
    weeks: PluralForms
    start: str = Field(description="with {week}")
    in_weeks: str = Field(description="with {first} and {last}")
    in_week: str = Field(description="with {week}")
    strip_days: PluralForms = Field(description="after the number of days in the dosage strip")


class SafeguardWords(Frozen):
    """What makes a precaution safe, on the page of each exercise with it: words to the patient."""

    head: str
    support: str
    someone_near: str
    seen_done_here: str
    surgeon_agrees: str

    def of(self, measure: str | None, own: str) -> str:
        """The words of a measure by its name here; the plan's own words for none, as a sentence."""
        if measure:
            return str(getattr(self, measure))
        return own if own[-1] in ".!?" else f"{own}."


class PlanWords(Frozen):
    """The plan page."""

    title: str
    running: str = Field(description="with {name}; the head of later pages")
    running_blank: str
    made: str = Field(description="with {date}")
    name: str
    date: str
    clinician: str = Field(description="with {clinician}, what the practice calls its people")
    next_visit: str
    do_these: PluralForms = Field(description="{count} is a number in words")
    minutes: PluralForms
    page: str = Field(description="with {page}")
    note_from: str = Field(description="with {clinician}, the name of one")
    new: str
    changed: str
    stopped: PluralForms
    throw_away: str = Field(description="with {date}")
    pain: str
    pain_scale: str
    fine: str
    fine_text: str
    ease: str
    ease_text: str
    stop: str
    stop_text: str


class LogWords(Frozen):
    """The log."""

    title: str = Field(description="with {weeks}")
    how: str
    rest_day: str
    bring: str
    next: str = Field(description="with {date}")
    week: str = Field(description="with {week}, and {date}: its first day, with month and year")
    pain_row: str
    any_days: PluralForms
    box: str = Field(description="with {exercise} and {day}; names a box for readers who cannot see it")
    pain_number: str
    easier: str


class ChartWords(Frozen):
    """The clinic's own copy."""

    title: str
    keep: str
    record: str
    given: str
    checked: str
    flags: str = Field(description="with {flags}")
    no_flags: str = Field(description="asked, and no flag is true")
    not_asked: str
    no_match: str
    not_advice: str
    overridden: str = Field(description="the heading of contraindications that a clinician has overridden")
    override: str = Field(description="with {exercise} and its sides, {flag}, {who} and {reason}")
    made_safe: str = Field(description="the heading of precautions that are made safe")
    precaution: str = Field(description="with {flag}, {exercises}, {measure}, {who} and {date}")
    left_out: str
    private: str
    remarks: str
    rebuild: str
    content: str = Field(description="with {version} and {digest}")
    plan: str = Field(description="with {digest}")
    sheet: str = Field(description="with {digest}")
