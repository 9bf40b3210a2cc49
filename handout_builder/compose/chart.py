"""A resolved plan + what was built from it → the clinic's own page: doses, decisions, private notes, provenance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from handout_builder.compose.blocks import Block, Chapter, Footer, ListBlock, Sheet, TitleBlock
from handout_builder.compose.dose import DoseWording
from handout_builder.compose.plan import SKIP
from handout_builder.compose.plan_blocks import FieldCell, FieldsBlock
from handout_builder.compose.wording import Wording
from handout_builder.errors import Place
from handout_builder.model.brand import Brand
from handout_builder.model.dose_text import print_dose
from handout_builder.model.rich_text import Rich, Span, rich, words
from handout_builder.plans.dose_time import PlannedDose
from handout_builder.plans.gate import measures_of
from handout_builder.plans.prescription import PrescribedExercise, ResolvedPlan
from handout_builder.practice.language import Language
from handout_builder.practice.library import Entry


@dataclass(frozen=True)
class Provenance:
    """What the patient's file was made from. Hashes are SHA-256; equal hashes mean equal files, byte for byte."""

    plan: str
    content: str
    version: str
    sheet: str


def chart_sheet(
    resolved: ResolvedPlan,
    brand: Entry[Brand],
    language: Entry[Language],
    flag_words: Mapping[str, str],
    provenance: Provenance,
    remarks: tuple[str, ...],
    key: str,
) -> Sheet:
    """The chart copy, with the private notes and reasons that the patient's sheet never has.

    flag_words  for every flag of the plan, its words for clinicians
    remarks     the notes of the build
    key         names the file
    """
    wording = Wording(language.model, brand.model, code=language.name)
    said, plan = language.model.chart, resolved.plan.model
    composer = _Composer(resolved, wording, flag_words)
    place = resolved.plan.place()
    blocks: list[Block] = [
        TitleBlock(rich(said.title), rich(said.keep), None, place),
        composer.fields(),
        _listed(place, said.given, composer.prescribed()),
        _listed(place, said.checked, composer.checked(), rich(said.not_advice)),
        *([_listed(place, said.overridden, overridden)] if (overridden := composer.overridden()) else []),
        *([_listed(place, said.made_safe, made_safe)] if (made_safe := composer.made_safe()) else []),
        *([_listed(place, said.private, private)] if (private := composer.private()) else []),
        *([_listed(place, said.remarks, [rich(remark) for remark in remarks])] if remarks else []),
        _listed(
            place,
            said.rebuild,
            [
                rich(said.content.format(version=provenance.version, digest=provenance.content)),
                rich(said.plan.format(digest=provenance.plan)),
                rich(said.sheet.format(digest=provenance.sheet)),
            ],
        ),
    ]
    made = (language.model.plan.made.format(date=wording.date(plan.made)),) if plan.made else ()
    foot = Footer((said.title, *made), (said.title, *made), language.model.page.page_of)
    return Sheet(
        key=key,
        title=said.title,
        subject="",
        language=resolved.language,
        brand=brand.model,
        running=said.title,
        continued=language.model.page.continued,
        footer=foot,
        chapters=(Chapter(tuple(blocks)),),
        metric=wording.metric,
        created=(plan.made or plan.date).isoformat(),
    )


def _listed(place: Place, heading: str, items: list[Rich], intro: Rich | None = None) -> ListBlock:
    return ListBlock(rich(heading), intro, tuple(items), place)


class _Composer:
    """Composes the parts of one chart copy."""

    def __init__(self, resolved: ResolvedPlan, wording: Wording, flag_words: Mapping[str, str]) -> None:
        self.resolved, self.plan, self.wording = resolved, resolved.plan.model, wording
        self.said, self.flag_words = wording.language.chart, flag_words
        self.names = {each.entry.name: words(wording.text(each.entry.model.name)) for each in resolved.exercises}

    def fields(self) -> FieldsBlock:
        said, plan = self.wording.language.plan, self.plan
        cells = (
            FieldCell(said.name, plan.patient),
            FieldCell(self.said.record, plan.record),
            FieldCell(said.clinician.format(clinician=self.wording.terms.clinician), plan.clinician),
            FieldCell(said.date, self.wording.date(plan.date)),
        )
        return FieldsBlock(cells, self.resolved.plan.place())

    def prescribed(self) -> list[Rich]:
        dose_wording = DoseWording(self.wording.language)
        return [self._prescribed(each, dose_wording) for each in self.resolved.exercises]

    def _prescribed(self, each: PrescribedExercise, dose_wording: DoseWording) -> Rich:
        item = each.item
        side = f", {self.wording.language.side.of(item.side).phrase}" if item.side else ""
        dose = dose_wording.plan_sentence(each.doses, each_side=each.rounds > 1)
        short = "; ".join(_short(planned, len(each.doses) > 1) for planned in each.doses)
        feel = self.wording.language.feel
        ways = ((feel.easier, item.easier), (feel.harder, item.harder))
        changed = [f"{head} {self.said.left_out if own.lower() == SKIP else own}" for head, own in ways if own]
        own = " ".join(text for text in (item.note, *changed) if text)
        head = Span(f"{each.letter} {self.names[each.entry.name]}{side}.", bold=True)
        return (head, Span(f" {dose} ({each.entry.name}: {short})" + (f" {own}" if own else "")))

    def checked(self) -> list[Rich]:
        """Which flags were asked about; "not asked" and "asked, none" are two things."""
        plan, said = self.plan, self.said
        if plan.flags is None:
            return [rich(said.not_asked)]
        if not plan.flags:
            return [rich(said.no_flags)]
        found = [rich(said.flags.format(flags=", ".join(self.flag_words[flag] for flag in plan.flags)))]
        return found if plan.overrides or plan.precautions else [*found, rich(said.no_match)]

    def overridden(self) -> list[Rich]:
        """Each contraindication with who decided, why, and for which sides."""
        return [
            rich(
                self.said.override.format(
                    exercise=self._with_sides(override.exercise),
                    flag=self.flag_words[override.flag],
                    who=override.who,
                    reason=override.reason,
                )
            )
            for override in self.plan.overrides
        ]

    def made_safe(self) -> list[Rich]:
        """Each precaution with the exercises that have it, what makes it safe, who decided, and when."""
        given = list({each.entry.name: each for each in self.resolved.exercises}.values())
        return [
            rich(
                self.said.precaution.format(
                    flag=self.flag_words[decision.flag],
                    exercises=", ".join(
                        self._with_sides(each.entry.name)
                        for each in given
                        if decision in measures_of(self.plan, each.entry)
                    ),
                    measure=self.wording.language.safeguards.of(decision.measure, decision.made_safe),
                    who=decision.who,
                    date=self.wording.date(decision.when),
                )
            )
            for decision in self.plan.precautions
        ]

    def _with_sides(self, name: str) -> str:
        """The exercise with every side that it is given to."""
        sides = [side for each in self.resolved.exercises if each.entry.name == name for side in each.sides if side]
        said = ", ".join(self.wording.language.side.of(side).phrase for side in dict.fromkeys(sides))
        return f"{self.names[name]} ({said})" if said else self.names[name]

    def private(self) -> list[Rich]:
        notes = [rich(self.plan.private_note)] if self.plan.private_note else []
        return notes + [
            (Span(f"{each.letter} {self.names[each.entry.name]}: ", bold=True), Span(each.item.private_note))
            for each in self.resolved.exercises
            if each.item.private_note
        ]


def _short(planned: PlannedDose, several: bool) -> str:
    """A dose in its short notation, as it can be written into a plan again."""
    if not several:
        return print_dose(planned.dose, planned.first_week if planned.first_week > 1 else None)
    dose = print_dose(planned.dose.model_copy(update={"weeks": None}))
    if planned.last_week is None:
        return f"from week {planned.first_week}: {dose}"
    return f"weeks {planned.first_week}-{planned.last_week}: {dose}"
