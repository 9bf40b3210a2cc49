"""A dose + a language → its words: the lines of a plan's row, one plain sentence, the cells of the dosage strip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handout_builder.compose.exercise_blocks import NBSP, DoseCell
from handout_builder.model.amount import Amount
from handout_builder.model.dosage import Dosage
from handout_builder.model.rich_text import Rich, Span, rich, words
from handout_builder.model.schedule import Day, Frequency
from handout_builder.plans.dose_time import PlannedDose
from handout_builder.practice.language import Language
from handout_builder.practice.plural import PluralForms

STRIP_RANGE = "{low}–{high}"
"""A range in the dosage strip, where there is no room for a word between its numbers."""


@dataclass(frozen=True)
class DoseWording:
    """Doses in the words of one language."""

    language: Language

    def plan_lines(self, doses: Sequence[PlannedDose], *, each_side: bool = False) -> tuple[Rich, ...]:
        """The doses of one exercise on the plan page: one dose in a line for each part, several in a line each."""
        if len(doses) == 1:
            return self.lines(doses[0].dose, doses[0].first_week, each_side=each_side)
        return tuple(
            (Span(f"{self.weeks(planned)}:", bold=True), Span(f" {self._work_and_time(planned.dose, each_side)}"))
            for planned in doses
        )

    def lines(self, dose: Dosage, start_week: int = 1, *, each_side: bool = False) -> tuple[Rich, ...]:
        """How often, how much, with what, how long to rest, from when: a line each, the first begins bold."""
        parts = (*self._parts(dose, each_side), rich(self._when(dose, start_week)))
        return tuple(line for line in parts if words(line))

    def sentence(self, dose: Dosage, start_week: int = 1, *, each_side: bool = False) -> str:
        """The same as one plain text, a sentence for each line."""
        return ". ".join(words(line) for line in self.lines(dose, start_week, each_side=each_side)) + "."

    def plan_sentence(self, doses: Sequence[PlannedDose], *, each_side: bool = False) -> str:
        """All doses of one exercise in one plain line."""
        if len(doses) == 1:
            return self.sentence(doses[0].dose, doses[0].first_week, each_side=each_side)
        return " ".join(words(line) for line in self.plan_lines(doses, each_side=each_side))

    def weeks(self, planned: PlannedDose) -> str:
        """In which weeks of the plan a dose holds."""
        said, first, last = self.language.dose, planned.first_week, planned.last_week
        if last is None:
            return said.start.format(week=first)
        return said.in_week.format(week=first) if last == first else said.in_weeks.format(first=first, last=last)

    def cells(self, dose: Dosage) -> tuple[DoseCell, ...]:
        """The cells of the dosage strip; an amount that the dose does not say has no cell."""
        said, line = self.language.strip, self.language.dose_line
        found = []
        if dose.sets:
            sets = line.sets.of(dose.sets.high, self.language.plurals)
            found.append(DoseCell("sets", said.sets, dose.sets.number(STRIP_RANGE), "", sets))
        if dose.repetitions:
            unit = said.time if dose.repetitions.high == 1 else said.times
            found.append(DoseCell("reps", said.repeat, dose.repetitions.number(STRIP_RANGE), unit))
        if dose.hold:
            found.append(self._time_cell("hold", said.hold, dose.hold, line.hold))
        if dose.duration:
            found.append(self._time_cell("hold", said.duration, dose.duration, line.duration))
        if dose.load:
            found.append(self._load_cell(dose))
        if dose.rest:
            found.append(self._time_cell("rest", said.rest, dose.rest, line.rest))
        return (*found, *self._often_cell(dose))

    def day_names(self, days: tuple[Day, ...]) -> str:
        """Short names of days, in the order of the week."""
        order = list(Day)
        return ", ".join(self.language.days[order.index(day)] for day in days)

    # ---- parts of a sentence

    def _parts(self, dose: Dosage, each_side: bool) -> tuple[Rich, ...]:
        said = self.language.dose
        work = self._work(dose)
        if work and each_side:
            work = said.each_side.format(work=work)
        rest = said.rest.format(time=self._time(dose.rest)) if dose.rest else ""
        return (self._often(dose), *map(rich, (work, self._load(dose), rest)))

    def _work_and_time(self, dose: Dosage, each_side: bool) -> str:
        return ". ".join(words(line) for line in self._parts(dose, each_side) if words(line)) + "."

    def _counted(self, forms: PluralForms, amount: Amount, **more: str) -> str:
        return forms.of(amount.high, self.language.plurals).format(
            count=amount.number(self.language.dose.range), **more
        )

    def _time(self, amount: Amount) -> str:
        said = self.language.dose
        return self._counted(said.minutes if amount.unit == "min" else said.seconds, amount)

    def _work(self, dose: Dosage) -> str:
        said = self.language.dose
        work = ""
        if dose.sets and dose.repetitions:
            work = self._counted(said.sets_of, dose.sets, repetitions=dose.repetitions.number(said.range))
        elif dose.sets:
            work = self._counted(said.sets, dose.sets)
        elif dose.repetitions:
            work = self._counted(said.times, dose.repetitions)
        if dose.hold:
            alone, joined, time = said.hold, said.with_hold, self._time(dose.hold)
        elif dose.duration:
            alone, joined, time = said.duration, said.with_duration, self._time(dose.duration)
        else:
            return work
        return joined.format(work=work, time=time) if work else alone.format(time=time)

    def _load(self, dose: Dosage) -> str:
        said, load = self.language.dose, dose.load
        if load is None:
            return ""
        if load.weight:
            return said.weight.format(load=f"{load.weight.number(self.language.dose.range)} {load.weight.unit}")
        band = str(getattr(said.bands, load.band)) if load.band else ""
        return said.band.format(band=band) if band else said.bodyweight

    def _often(self, dose: Dosage) -> Rich:
        """How often, the number bold: in a day first, then in a week; named days and times in brackets."""
        said, often = self.language.dose, dose.frequency
        a_day, week = self._a_day(dose), ""
        if dose.days:
            week = self._counted(said.a_week, Amount(len(dose.days), len(dose.days)))
        elif often and often.per == "week" and not often.as_needed:
            week = self._counted(said.a_week, often.times)
        if dose.days and _once_a_day(dose):
            a_day = ""
        text = said.day_and_week.format(day=a_day, week=week) if a_day and week else a_day or week
        if not dose.days:
            return (Span(text, bold=True),) if text else ()
        before, _, after = said.on_days.partition("{often}")
        names = self.day_names(dose.days)
        spans = (Span(before.format(days=names)), Span(text, bold=True), Span(after.format(days=names)))
        return tuple(span for span in spans if span.text)

    def _a_day(self, dose: Dosage) -> str:
        """How often in a day; "" where the dose says times a week alone."""
        said, often = self.language.dose, dose.frequency
        if dose.day_times:
            count = Amount(len(dose.day_times), len(dose.day_times))
            times = ", ".join(getattr(said.day_times, time) for time in dose.day_times)
            return said.at_times.format(often=self._counted(said.a_day, count), times=times)
        if often is None:
            return ""
        if often.as_needed:
            return self._counted(said.as_needed_day if often.per == "day" else said.as_needed_week, often.times)
        return self._interval(often) or (self._counted(said.a_day, often.times) if often.per == "day" else "")

    def _interval(self, often: Frequency) -> str:
        """ "Every 2 hours", "Every other day"; "" for a number of times."""
        said = self.language.dose
        if often.per == "hours":
            return self._counted(said.every_hours, often.times)
        if often.per == "days":
            return said.every_other_day if often.times.high == 2 else self._counted(said.every_days, often.times)
        return ""

    def _when(self, dose: Dosage, start_week: int) -> str:
        said = self.language.dose
        start = said.start.format(week=start_week) if start_week > 1 else ""
        weeks = self._counted(said.weeks, dose.weeks) if dose.weeks else ""
        return ". ".join(part for part in (start, weeks) if part)

    # ---- cells of the strip

    def _time_cell(self, icon: str, label: str, time: Amount, line: str) -> DoseCell:
        units = {"s": self.language.strip.seconds, "min": self.language.strip.minutes}
        return DoseCell(icon, label, time.number(STRIP_RANGE), units[time.unit], line)

    def _load_cell(self, dose: Dosage) -> DoseCell:
        said, line, load = self.language.strip, self.language.dose_line, dose.load
        if load is not None and load.weight:
            return DoseCell("load", said.weight, load.weight.number(STRIP_RANGE), load.weight.unit)
        if load is not None and load.band:
            return DoseCell("load", said.band, getattr(self.language.dose.bands, load.band), "", line.band)
        return DoseCell("load", said.weight, said.own_weight, "", line.own_weight)

    def _often_cell(self, dose: Dosage) -> tuple[DoseCell, ...]:
        """Times a day with the days of the week behind them; times a week alone where no day is named."""
        value, unit = self._day_cell(dose)
        week = self._week_cell(dose)
        if not value:
            value, unit = week
        elif week[0]:
            unit = f"{unit}, {NBSP.join((week[0], *week[1].split(' ')))}"
        return (DoseCell("often", self.language.strip.often, value, unit),) if value else ()

    def _day_cell(self, dose: Dosage) -> tuple[str, str]:
        said, often = self.language.strip, dose.frequency
        if dose.day_times:
            return str(len(dose.day_times)), said.a_day
        if not often or often.per == "week" or (dose.days and _once_a_day(dose)):
            return "", ""
        number = often.times.number(STRIP_RANGE)
        if often.per == "day":
            return said.up_to.format(count=number) if often.as_needed else number, said.a_day
        units = said.hours if often.per == "hours" else said.days
        return said.every.format(count=number), units.of(often.times.high, self.language.plurals)

    def _week_cell(self, dose: Dosage) -> tuple[str, str]:
        said, often = self.language.strip, dose.frequency
        if dose.days:
            return str(len(dose.days)), self.language.dose.strip_days.of(len(dose.days), self.language.plurals)
        if not often or often.per != "week":
            return "", ""
        number = often.times.number(STRIP_RANGE)
        return said.up_to.format(count=number) if often.as_needed else number, said.a_week


def _once_a_day(dose: Dosage) -> bool:
    """Whether the dose says no more of a day than that the exercise is done on it."""
    often = dose.frequency
    once = often is not None and often.per == "day" and often.times.high == 1 and not often.as_needed
    return once and not dose.day_times
