"""A resolved plan → its log: weeks with dates, a box where the dose asks for one, a row for pain."""

from __future__ import annotations

from datetime import timedelta

from handout_builder.compose.blocks import Chapter
from handout_builder.compose.plan_blocks import LineBlock, LogRow, LogTitleBlock, LogWeekBlock, PainBlock
from handout_builder.compose.wording import Wording
from handout_builder.model.rich_text import Rich, Span, rich
from handout_builder.model.schedule import Day
from handout_builder.model.side import Side
from handout_builder.plans.prescription import PrescribedExercise, ResolvedPlan

MOST_ROWS_WITH_RULER = 10
"""With more rows, the pain ruler, which the plan page has too, would need another page."""


def log_chapter(resolved: ResolvedPlan, wording: Wording, pain: PainBlock) -> Chapter:
    """The log of the plan, on pages of its own, with the pain ruler where there is room."""
    said, plan = wording.language.log, resolved.plan.model
    weeks = [_week(resolved, wording, week) for week in range(1, plan.log_weeks + 1)]
    title = LogTitleBlock(rich(said.title.format(weeks=plan.log_weeks)), _how(resolved, wording), resolved.plan.place())
    room = plan.log_weeks * len(resolved.exercises) <= MOST_ROWS_WITH_RULER
    return Chapter((title, *weeks, *((pain,) if room else ()), LineBlock(rich(said.easier))))


def _how(resolved: ResolvedPlan, wording: Wording) -> Rich:
    said, visit = wording.language.log, resolved.plan.model.next_visit
    text = [Span(said.how + " "), Span(said.rest_day, bold=True), Span(" " + said.bring)]
    if visit:
        text.append(Span(" " + said.next.format(date=wording.visit(visit, resolved.plan.model.date))))
    return tuple(text)


def _week(resolved: ResolvedPlan, wording: Wording, week: int) -> LogWeekBlock:
    said, first = wording.language.log, resolved.plan.model.date + timedelta(weeks=week - 1)
    dates = [first + timedelta(days=day) for day in range(7)]
    days = tuple(f"{wording.language.days[day.weekday()]} {day.day}" for day in dates)
    order = [day.weekday() for day in dates]
    rows = tuple(_row(each, wording, week, order) for each in resolved.exercises)
    return LogWeekBlock(
        said.week.format(week=week, date=wording.date(first)),
        days,
        rows,
        said.pain_row,
        said.box,
        resolved.plan.place("exercises"),
    )


def _row(each: PrescribedExercise, wording: Wording, week: int, order: list[int]) -> LogRow:
    """One exercise in a week. The boxes are in the order of the plan's week, which begins on the plan's first day."""
    asked = each.week(week, list(Day)[order[0]])
    name = (*wording.text(each.entry.model.name), *_side(each, wording))
    if asked.any_days:
        said = wording.language.log.any_days.of(asked.any_days, wording.language.plurals)
        times = max(1, *asked.sessions)
        return LogRow(each.letter, name, (asked.any_days * times,), said.format(count=asked.any_days))
    return LogRow(each.letter, name, asked.sessions)


def _side(each: PrescribedExercise, wording: Wording) -> Rich:
    """The side behind the name: one exercise may have a row for each side, with a dose of its own."""
    side = Side.BOTH if each.entry.model.sides == "both" else each.item.side
    return (Span(f" {wording.language.side.of(side).word.capitalize()}", bold=True),) if side else ()
