"""A dose + a language → its words: the lines of a plan's row, one plain sentence, the cells of the dosage strip."""

from __future__ import annotations

from dataclasses import dataclass

from handout_builder.compose.exercise_blocks import DoseCell
from handout_builder.model.dosage import Amount, Day, Dosage
from handout_builder.model.language import Language
from handout_builder.model.plural import PluralForms
from handout_builder.model.rich_text import Rich, Span, rich, words

NBSP = "\u00a0"
STRIP_RANGE = "{low}–{high}"
"""A range in the dosage strip, where there is no room for a word between its numbers."""


@dataclass(frozen=True)
class DoseWording:
    """Says doses in one language."""

    language: Language

    def lines(self, dose: Dosage, start_week: int = 1, *, each_side: bool = False) -> tuple[Rich, ...]:
        """How often, how much, how long to rest, from when: a line each, the first begins bold."""
        said = self.language.dose
        work = self._work(dose)
        if work and each_side:
            work = said.each_side.format(work=work)
        rest = said.rest.format(time=self._time(dose.rest)) if dose.rest else ""
        first = self._often(dose)
        return tuple(line for line in (first, *map(rich, (work, rest, self._when(dose, start_week)))) if words(line))

    def sentence(self, dose: Dosage, start_week: int = 1, *, each_side: bool = False) -> str:
        """All of it in one plain line."""
        return ". ".join(words(line) for line in self.lines(dose, start_week, each_side=each_side)) + "."

    def cells(self, dose: Dosage) -> tuple[DoseCell, ...]:
        """The amounts of the dosage strip; what the dose does not say is left out."""
        said = self.language.strip
        units = {"s": said.seconds, "min": said.minutes}
        found = []
        if dose.sets:
            found.append(DoseCell("sets", said.sets, dose.sets.number(STRIP_RANGE), ""))
        if dose.repetitions:
            unit = said.time if dose.repetitions.high == 1 else said.times
            found.append(DoseCell("reps", said.repeat, dose.repetitions.number(STRIP_RANGE), unit))
        if dose.hold:
            found.append(DoseCell("hold", said.hold, dose.hold.number(STRIP_RANGE), units[dose.hold.unit]))
        if dose.rest:
            found.append(DoseCell("rest", said.rest, dose.rest.number(STRIP_RANGE), units[dose.rest.unit]))
        return (*found, *self._often_cell(dose))

    def day_names(self, days: tuple[Day, ...]) -> str:
        """Short names of days, in the order of the week."""
        order = list(Day)
        return ", ".join(self.language.days[order.index(day)] for day in days)

    # ---- parts

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
        if not dose.hold:
            return work
        time = self._time(dose.hold)
        return said.with_hold.format(work=work, time=time) if work else said.hold.format(time=time)

    def _often(self, dose: Dosage) -> Rich:
        said, often = self.language.dose, dose.frequency
        a_day = self._counted(said.a_day, often.times) if often and often.per == "day" else ""
        if not dose.days:
            text = a_day or (self._counted(said.a_week, often.times) if often else "")
            return (Span(text, bold=True),) if text else ()
        text = self._counted(said.a_week, Amount(len(dose.days), len(dose.days)))
        if often and often.per == "day" and often.times.high > 1:
            text = said.day_and_week.format(day=a_day, week=text)
        before, _, after = said.on_days.partition("{often}")
        names = self.day_names(dose.days)
        spans = (Span(before.format(days=names)), Span(text, bold=True), Span(after.format(days=names)))
        return tuple(span for span in spans if span.text)

    def _often_cell(self, dose: Dosage) -> tuple[DoseCell, ...]:
        said, often, days = self.language.strip, dose.frequency, dose.days
        if days:
            unit = self.language.dose.strip_days.of(len(days), self.language.plurals)
            if often and often.per == "day" and often.times.high > 1:
                week = f"{len(days)} {unit}".replace(" ", NBSP)
                return (DoseCell("often", said.often, often.times.number(STRIP_RANGE), f"{said.a_day}, {week}"),)
            return (DoseCell("often", said.often, str(len(days)), unit),)
        if not often:
            return ()
        return (
            DoseCell(
                "often", said.often, often.times.number(STRIP_RANGE), said.a_day if often.per == "day" else said.a_week
            ),
        )

    def _when(self, dose: Dosage, start_week: int) -> str:
        said = self.language.dose
        start = said.start.format(week=start_week) if start_week > 1 else ""
        weeks = self._counted(said.weeks, dose.weeks) if dose.weeks else ""
        return ". ".join(part for part in (start, weeks) if part)
