"""A resolved plan + brand and language → the patient's sheet: plan page, a page for each exercise and side, the log."""

from __future__ import annotations

from dataclasses import dataclass, replace

from handout_builder.compose.block_parts import SafeguardBlock
from handout_builder.compose.blocks import Block, Chapter, Sheet, TitleBlock
from handout_builder.compose.dose import DoseWording
from handout_builder.compose.exercise import exercise_block, safety_block
from handout_builder.compose.exercise_blocks import DoseCell, ExerciseBlock, FeelBlock, FeelCell
from handout_builder.compose.handout import footer, stop_block
from handout_builder.compose.log import log_chapter
from handout_builder.compose.plan_blocks import (
    FieldCell,
    FieldsBlock,
    NoteBlock,
    PainBlock,
    PainZone,
    PlanListBlock,
    PlanRowBlock,
    StoppedBlock,
    WhereBlock,
)
from handout_builder.compose.safety_lines import lines_for_plan
from handout_builder.compose.wording import Wording
from handout_builder.errors import ContentError, Problem
from handout_builder.model.brand import Brand
from handout_builder.model.review import Review
from handout_builder.model.rich_text import Rich, rich
from handout_builder.model.side import Side
from handout_builder.plans.gate import measures_of
from handout_builder.plans.prescription import PrescribedExercise, ResolvedPlan, signature
from handout_builder.practice.language import Language
from handout_builder.practice.library import Entry, Library

SKIP = "skip"


@dataclass(frozen=True)
class Changes:
    """What changed since the plan before: a label by index of the exercise, and what the patient no longer does."""

    labels: dict[int, str]
    stopped: tuple[tuple[PrescribedExercise, Side | None], ...]
    before: ResolvedPlan


def plan_sheet(
    resolved: ResolvedPlan,
    brand: Entry[Brand],
    language: Entry[Language],
    library: Library,
    key: str,
    previous: ResolvedPlan | None = None,
) -> Sheet:
    """The sheet for the patient. `key` names the file, never the patient; `previous` is the plan before.

    Raises ContentError with every problem.
    """
    return _Composer(resolved, Wording(language.model, brand.model, code=language.name), library, previous).sheet(key)


def changes(now: ResolvedPlan, before: ResolvedPlan, wording: Wording) -> Changes:
    """What changed, compared by exercise and side: a changed side is one exercise begun and another stopped."""
    said = wording.language.plan
    old = {(each.entry.name, side): each for each in before.exercises for side in each.sides}
    new = {(each.entry.name, side) for each in now.exercises for side in each.sides}
    labels: dict[int, str] = {}
    for each in now.exercises:
        earlier = [old.get((each.entry.name, side)) for side in each.sides]
        if not any(earlier):
            labels[each.index] = said.new
        elif not all(then and signature(then) == signature(each) for then in earlier):
            labels[each.index] = said.changed
    stopped = tuple((each, key[1]) for key, each in old.items() if key not in new)
    return Changes(labels, stopped, before)


def pain_block(heading: str, wording: Wording) -> PainBlock:
    """The pain ruler with the clinic's own limits."""
    said, limits = wording.language.plan, wording.brand.pain
    zones = (
        PainZone(0, limits.fine_to, "check", said.fine, said.fine_text),
        PainZone(limits.fine_to + 1, limits.ease_to, "easier", said.ease, said.ease_text),
        PainZone(limits.ease_to + 1, 10, "stop", said.stop, said.stop_text),
    )
    return PainBlock(rich(heading), rich(said.pain_scale), tuple(zone for zone in zones if zone.first <= zone.last))


class _Composer:
    """Composes one plan and collects the problems met on the way."""

    def __init__(
        self, resolved: ResolvedPlan, wording: Wording, library: Library, previous: ResolvedPlan | None
    ) -> None:
        self.resolved, self.plan = resolved, resolved.plan.model
        self.wording, self.library = wording, library
        self.dose_wording = DoseWording(wording.language)
        self.changes = changes(resolved, previous, wording) if previous else None
        self.problems: list[Problem] = []

    def sheet(self, key: str) -> Sheet:
        pages = [self.exercise_pages(each) for each in self.resolved.exercises]
        if self.problems:
            raise ContentError(self.problems)
        said, plan = self.wording.language.plan, self.plan
        return Sheet(
            key=key,
            title=said.title,
            subject="",
            language=self.resolved.language,
            brand=self.wording.brand,
            running=said.running.format(name=plan.patient) if plan.patient else said.running_blank,
            continued=self.wording.language.page.continued,
            footer=footer(self.made(), self.reviews(), self.wording),
            chapters=(
                self.front(pages),
                *(Chapter((page,)) for each in pages for page in each),
                log_chapter(
                    self.resolved, self.wording, pain_block(self.wording.language.log.pain_number, self.wording)
                ),
            ),
            metric=self.wording.metric,
            created=(plan.made or plan.date).isoformat(),
        )

    def made(self) -> str:
        """The day on which the plan was made; nothing where no one says it, for the first day is another one."""
        said, made = self.wording.language.plan.made, self.plan.made
        return said.format(date=self.wording.date(made)) if made else ""

    def reviews(self) -> tuple[Review, ...]:
        exercises = (each.entry.model.review for each in self.resolved.exercises)
        return (*(handout.model.review for handout in self.resolved.handouts), *(found for found in exercises if found))

    # ---- the plan page

    def front(self, pages: list[list[ExerciseBlock]]) -> Chapter:
        said, plan = self.wording.language.plan, self.plan
        count = len(self.resolved.exercises)
        numbers = self.wording.language.numbers
        number = numbers[count - 1] if count <= len(numbers) else str(count)
        rules = self.wording.language.plurals
        blocks: list[Block] = [
            TitleBlock(rich(said.title), None, None, self.resolved.plan.place()),
            self.fields(),
            *self.handout_warnings(),
            PlanListBlock(
                rich(said.do_these.of(count, rules).format(count=number)),
                rich(said.minutes.of(self.resolved.minutes, rules).format(count=self.resolved.minutes)),
                self.where(pages),
                self.resolved.plan.place("exercises"),
            ),
            *(self.row(each, made) for each, made in zip(self.resolved.exercises, pages, strict=True)),
            *self.stopped(),
        ]
        if plan.note:
            blocks.append(NoteBlock(rich(plan.note), self.signature(), self.resolved.plan.place("note")))
        blocks.append(pain_block(said.pain, self.wording))
        stop = stop_block(self.resolved.stop.signs, self.wording, self.resolved.stop.place)
        return Chapter(tuple(blocks), stop)

    def where(self, pages: list[list[ExerciseBlock]]) -> WhereBlock:
        return WhereBlock(self.wording.language.where, tuple((each[0].letter, each[0].anchor) for each in pages))

    def fields(self) -> FieldsBlock:
        said, plan = self.wording.language.plan, self.plan
        visit = self.wording.visit(plan.next_visit, plan.date) if plan.next_visit else None
        cells = (
            FieldCell(said.name, plan.patient),
            FieldCell(said.date, self.wording.date(plan.date)),
            FieldCell(said.clinician.format(clinician=self.wording.terms.clinician), plan.clinician),
            FieldCell(said.next_visit, visit),
        )
        return FieldsBlock(cells, self.resolved.plan.place("patient"))

    def row(self, each: PrescribedExercise, pages: list[ExerciseBlock]) -> PlanRowBlock:
        first = pages[0]
        both = len(pages) > 1
        pictures = [step.picture for step in first.steps if step.picture]
        side = first.strip.side
        chips = (self.wording.language.side.of(Side.BOTH).phrase,) if both else (side.phrase,) if side else ()
        return PlanRowBlock(
            letter=each.letter,
            anchor=first.anchor,
            name=first.name,
            picture=pictures[(len(pictures) - 1) // 2] if pictures else None,
            chips=(*chips, *self.begins(each)),
            change=self.change(each),
            dose=self._dose_lines(each),
            safety=lines_for_plan(pages, self.wording.language.plan.page),
            place=self.resolved.plan.place("exercises", each.index),
        )

    def begins(self, each: PrescribedExercise) -> tuple[str, ...]:
        """From which week on, where that is not the first."""
        return (self.wording.language.dose.start.format(week=each.first_week),) if each.first_week > 1 else ()

    def change(self, each: PrescribedExercise) -> str | None:
        """What has changed since the plan before."""
        return self.changes.labels.get(each.index) if self.changes else None

    def stopped(self) -> list[Block]:
        if not self.changes or not self.changes.stopped:
            return []
        said, rules = self.wording.language.plan, self.wording.language.plurals
        sides = self.wording.language.side
        items: list[Rich] = []
        for each, side in self.changes.stopped:
            name = self.wording.text(each.entry.model.name)
            items.append((*name, *rich(f" ({sides.of(side).phrase})")) if side else name)
        advice = said.throw_away.format(date=self.wording.date(self.changes.before.plan.model.date))
        return [StoppedBlock(rich(said.stopped.of(len(items), rules)), tuple(items), rich(advice))]

    def handout_warnings(self) -> list[Block]:
        """Warnings of whole handouts: no exercise prints them."""
        return [
            safety_block(message, self.wording, handout.place("safety", index))
            for handout in self.resolved.handouts
            for index, message in enumerate(handout.model.safety)
        ]

    def signature(self) -> Rich | None:
        said, who = self.wording.language.plan, self.plan.clinician
        return rich(said.note_from.format(clinician=who)) if who else None

    # ---- the pages of exercises

    def exercise_pages(self, each: PrescribedExercise) -> list[ExerciseBlock]:
        """A page for each side: all pictures and words of a page are for one side."""
        made = []
        for side in each.sides:
            wording = replace(self.wording, side=side)
            try:
                block = exercise_block(each.entry, each.letter, wording, self.library, self._strips(each))
            except ContentError as error:
                self.problems.extend(error.problems)
                continue
            change = self.change(each)
            made.append(
                replace(
                    block,
                    feel=self.feel(each, block),
                    note=self.note(each),
                    safeguard=self.safeguard(each),
                    status=(*self.begins(each), *((change,) if change else ())),
                )
            )
        return made

    def _dose_lines(self, each: PrescribedExercise) -> tuple[Rich, ...]:
        """A single dose names no first week here: the row has a chip for it."""
        alone = len(each.doses) == 1
        doses = (replace(each.doses[0], first_week=1),) if alone else each.doses
        return self.dose_wording.plan_lines(doses, each_side=each.rounds > 1)

    def _strips(self, each: PrescribedExercise) -> tuple[tuple[str, tuple[DoseCell, ...]], ...]:
        several = len(each.doses) > 1
        return tuple(
            (self.dose_wording.weeks(planned) if several else "", self.dose_wording.cells(planned.dose))
            for planned in each.doses
        )

    def note(self, each: PrescribedExercise) -> NoteBlock | None:
        if not each.item.note:
            return None
        place = self.resolved.plan.place("exercises", each.index, "note")
        return NoteBlock(rich(each.item.note), None, place)

    def safeguard(self, each: PrescribedExercise) -> SafeguardBlock | None:
        """How the precautions of the exercise that are true of this patient are made safe, each measure once."""
        found = measures_of(self.plan, each.entry)
        if not found:
            return None
        said = self.wording.language.safeguards
        measures = dict.fromkeys(said.of(decision.measure, decision.made_safe) for decision in found)
        place = self.resolved.plan.place("precautions", self.plan.precautions.index(found[0]))
        return SafeguardBlock(rich(said.head), tuple(map(rich, measures)), place)

    def feel(self, each: PrescribedExercise, block: ExerciseBlock) -> FeelBlock | None:
        """The feel matrix with this patient's own ways to make it easier or harder."""
        said, item = self.wording.language.feel, each.item
        place = self.resolved.plan.place("exercises", each.index)
        cells = block.feel.cells if block.feel else ()
        for icon, head, own in (("easier", said.easier, item.easier), ("harder", said.harder, item.harder)):
            if own is None:
                continue
            others = [cell for cell in cells if cell.icon != icon]
            if own.lower() != SKIP:
                cell = FeelCell(icon, head, rich(own), own=True)
                at = next((index for index, old in enumerate(cells) if old.icon == icon), len(others))
                others.insert(at, cell)
            cells = tuple(others)
        if block.feel:
            place = place if item.easier or item.harder else block.feel.place
            return replace(block.feel, cells=cells, place=place) if cells or block.feel.muscles else None
        zone = self.wording.language.exercise.zone_alt
        return FeelBlock(cells, zone, None, place) if cells else None
