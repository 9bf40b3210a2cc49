"""A sheet → chapters of boxes; the one place that knows which module sets which block."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from handout_builder.boxes import Box
from handout_builder.boxes.flow import ChapterFlow, FlexibleExercise, FlowBox, SharedPages
from handout_builder.compose.block_parts import PictureBlock, SafetyBlock, SafetyLineBlock
from handout_builder.compose.blocks import (
    Block,
    CalloutBlock,
    Chapter,
    ListBlock,
    NextPartBlock,
    OpeningBlock,
    OverviewBlock,
    Sheet,
    StopBlock,
    TextBlock,
    TickBlock,
    TitleBlock,
    section_name,
)
from handout_builder.compose.exercise_blocks import ExerciseBlock
from handout_builder.compose.plan_blocks import LineBlock, LogWeekBlock, PainBlock, PlanListBlock
from handout_builder.errors import ContentError, Problem
from handout_builder.pages.arrange import SharedChapter, arranged
from handout_builder.pages.broken_sections import (
    callout_parts,
    figure_text_parts,
    list_parts,
    opening_parts,
    overview_parts,
    tick_parts,
)
from handout_builder.pages.compact_exercise import CompactExercise
from handout_builder.pages.exercise_flow import ExerciseFlow
from handout_builder.pages.plan_flow import PlanBlock, plan_flow
from handout_builder.text.typography import Typography
from handout_builder.typeset.picture_box import Pictures
from handout_builder.typeset.safety_box import safety_box, safety_line
from handout_builder.typeset.sections import (
    PARAGRAPH_GAP,
    callout_box,
    figure_text_box,
    heading_box,
    list_box,
    next_part_box,
    opening_box,
    paragraph_boxes,
    title_box,
)
from handout_builder.typeset.stop_box import stop_box
from handout_builder.typeset.ticks import overview_box, tick_box

SECTION_GAP, PANEL_GAP = 12.0, 9.0
CLOSER = 0.6
"""Share of an elastic gap that stays where boxes are set closer to save a page."""
MOST_EXERCISES = 100
"""Exercises whose boxes are kept: a thousand patients share most of them, and memory does not grow."""
PageNumbers = Mapping[str, int]
Parts = Callable[[], tuple[FlowBox, ...]] | None


@dataclass
class Typesetter:
    """Sets the blocks of one sheet. Each exercise is set once, however often the page numbers around it change."""

    typography: Typography
    pictures: Pictures
    _exercises: dict[ExerciseBlock, ExerciseFlow] = field(default_factory=dict)
    _compact: dict[ExerciseBlock, CompactExercise] = field(default_factory=dict)
    _shared: dict[Block | StopBlock, FlowBox] = field(default_factory=dict)
    _sheet: Sheet | None = None
    _set: dict[int, list[FlowBox]] = field(default_factory=dict)

    def chapters(self, sheet: Sheet, pages: PageNumbers) -> tuple[ChapterFlow, ...]:
        """The whole sheet in boxes; `pages` says on which page each anchor is.

        Raises ContentError with every problem of every block.
        """
        if sheet is not self._sheet:
            self._sheet, self._set = sheet, {}
        problems: list[Problem] = []
        flows = []
        for chapter in self._arranged(sheet):
            try:
                flows.append(self._chapter_flow(chapter, pages))
            except ContentError as error:
                problems.extend(error.problems)
        if problems:
            raise ContentError(problems)
        return tuple(flows)

    def _arranged(self, sheet: Sheet) -> tuple[Chapter | SharedChapter, ...]:
        return arranged(sheet.chapters) if self.typography.edition.layout == "compact" else sheet.chapters

    def _chapter_flow(self, chapter: Chapter | SharedChapter, pages: PageNumbers) -> ChapterFlow:
        if isinstance(chapter, SharedChapter):
            return self._shared_chapter(chapter, pages)
        return self._chapter(chapter, pages)

    def _shared_chapter(self, chapter: SharedChapter, pages: PageNumbers) -> ChapterFlow:
        problems: list[Problem] = []

        def set_all(blocks: Iterable[Block]) -> list[FlowBox]:
            found: list[FlowBox] = []
            for block in blocks:
                try:
                    found += self._flow(block, pages)
                except ContentError as error:
                    problems.extend(error.problems)
            return found

        above = set_all(each.with_places(pages) if isinstance(each, PlanListBlock) else each for each in chapter.above)
        loose, after = set_all(chapter.loose), set_all(chapter.after)
        exercises = []
        for block in chapter.exercises:
            try:
                exercises.append(self._shared_exercise(block).shared(self._exercise(block).flexible(pages)))
            except ContentError as error:
                problems.extend(error.problems)
        foot = self._foot(chapter.foot) if chapter.foot else None
        if problems:
            raise ContentError(problems)
        instead = self._chapter(chapter.instead, pages) if chapter.instead else None
        shared = SharedPages(tuple(exercises), instead, tuple(loose), tuple(after))
        return ChapterFlow(None, _together(above, 0), foot, shared=shared)

    def _shared_exercise(self, block: ExerciseBlock) -> CompactExercise:
        if block not in self._compact:
            if len(self._compact) >= MOST_EXERCISES:
                del self._compact[next(iter(self._compact))]
            self._compact[block] = CompactExercise(block, self.typography, self.pictures, self.typography.width)
        return self._compact[block]

    def _chapter(self, chapter: Chapter, pages: PageNumbers) -> ChapterFlow:
        problems: list[Problem] = []
        exercise: FlexibleExercise | None = None
        boxes: list[FlowBox] = []
        warned = 0
        for block in chapter.blocks:
            try:
                if isinstance(block, ExerciseBlock):
                    exercise = self._exercise(block).flexible(pages)
                else:
                    boxes += self._flow(block, pages)
                    warned = len(boxes) if isinstance(block, SafetyBlock) else warned
            except ContentError as error:
                problems.extend(error.problems)
        try:
            foot = self._foot(chapter.foot) if chapter.foot else None
        except ContentError as error:
            problems.extend(error.problems)
        if problems:
            raise ContentError(problems)
        warned = warned if foot else 0
        story = _together(boxes, warned)
        if exercise:
            return ChapterFlow(exercise, story, foot)
        return ChapterFlow(None, story, foot, (lambda: _closer(story), partial(self._closest, chapter, pages, warned)))

    def _closest(self, chapter: Chapter, pages: PageNumbers, warned: int) -> tuple[FlowBox, ...]:
        """The boxes of a chapter that has no exercise, with smaller gaps between them and inside a plan's rows."""
        boxes: list[FlowBox] = []
        for block in chapter.blocks:
            if isinstance(block, PlanBlock):
                boxes.append(plan_flow(block, self.typography, self.pictures, pages, close=True))
            else:
                boxes += self._flow(block, pages)
        return _closer(_together(boxes, warned))

    def _foot(self, block: StopBlock) -> FlowBox:
        return self._once(block, lambda: FlowBox(stop_box(block, self.typography, self.typography.width), block.place))

    def _once(self, block: Block | StopBlock, make: Callable[[], FlowBox]) -> FlowBox:
        """The box of a block that many sheets share, set once."""
        if block not in self._shared:
            if len(self._shared) >= MOST_EXERCISES:
                del self._shared[next(iter(self._shared))]
            self._shared[block] = make()
        return self._shared[block]

    def _exercise(self, block: ExerciseBlock) -> ExerciseFlow:
        if block not in self._exercises:
            flow = ExerciseFlow(block, self.typography, self.pictures, self.typography.width)
            _gather([lambda: flow.head, *flow.step_settings, lambda: flow.tail])
            if len(self._exercises) >= MOST_EXERCISES:
                del self._exercises[next(iter(self._exercises))]
            self._exercises[block] = flow
        return self._exercises[block]

    def _flow(self, block: Block, pages: PageNumbers) -> list[FlowBox]:
        """The boxes of a block. What shows no page numbers is set once for a sheet, whose blocks are held meanwhile."""
        if isinstance(block, OverviewBlock | SafetyLineBlock | PlanBlock):
            return self._boxes(block, pages)
        if id(block) not in self._set:
            self._set[id(block)] = self._boxes(block, pages)
        return self._set[id(block)]

    def _boxes(self, block: Block, pages: PageNumbers) -> list[FlowBox]:
        typography, width, place = self.typography, self.typography.width, block.place
        look, continued = (typography, self.pictures, width), self._sheet.continued if self._sheet else ""

        def section(box: Box, gap: float = SECTION_GAP, name: str = "", parts: Parts = None) -> FlowBox:
            return FlowBox(box, place, gap, elastic=True, name=name, parts=parts)

        match block:
            case TitleBlock():
                return [FlowBox(title_box(block, typography, width), place, with_next=True, soft=True, name="title")]
            case OpeningBlock():
                parts: Parts = partial(opening_parts, block, *look, continued)
                return [FlowBox(opening_box(block, *look), place, name=section_name(block.text.heading), parts=parts)]
            case TextBlock(picture=PictureBlock() as picture):
                parts = partial(figure_text_parts, block, picture, *look, continued)
                return [section(figure_text_box(block, picture, *look), name=section_name(block.heading), parts=parts)]
            case TextBlock():
                body = paragraph_boxes(block.body, typography, width, place)
                name = f"paragraph of the {section_name(block.heading)}"
                return [
                    self._heading(block),
                    *(
                        FlowBox(box, place, PARAGRAPH_GAP if index else 2.0, name=name)
                        for index, box in enumerate(body)
                    ),
                ]
            case ListBlock():
                intro = paragraph_boxes((block.intro,), typography, width, place) if block.intro else []
                name, parts = (
                    section_name(block.heading, "list"),
                    partial(list_parts, block, typography, width, continued),
                )
                return [
                    self._heading(block),
                    *(FlowBox(box, place, 2.0, with_next=True, name=name) for box in intro),
                    FlowBox(list_box(block, typography, width), place, 3.0, name=name, parts=parts),
                ]
            case TickBlock():
                box, name = tick_box(block, typography, width), section_name(block.heading, "tick list")
                ticks = partial(tick_parts, block, typography, width, continued)
                if box:
                    return [section(box, name=name, parts=ticks)]
                head, *rows = (replace(part, name=f"part of the {name}") for part in ticks())
                return [replace(head, gap=SECTION_GAP, elastic=True), *rows]
            case OverviewBlock():
                parts = partial(overview_parts, block, typography, pages, width)
                return [section(overview_box(block, typography, pages, width), PANEL_GAP, "overview", parts)]
            case CalloutBlock():
                parts = partial(callout_parts, block, *look, continued)
                return [section(callout_box(block, *look), PANEL_GAP, section_name(block.heading, "call-out"), parts)]
            case NextPartBlock():
                return [section(next_part_box(block, typography, width), PANEL_GAP)]
            case SafetyBlock():
                return [section(safety_box(block, typography, width), PANEL_GAP, "warning")]
            case SafetyLineBlock():
                page = pages[block.anchor] if block.anchor else None
                return [FlowBox(safety_line(block, typography, width, page), place, 5.0)]
            case PainBlock() | LogWeekBlock() | LineBlock():  # they hold no words of a patient
                return [self._once(block, lambda: plan_flow(block, typography, self.pictures, pages))]
            case _ if isinstance(block, PlanBlock):
                return [plan_flow(block, typography, self.pictures, pages)]
            case _:
                raise TypeError(f"no module sets a {type(block).__name__}")

    def _heading(self, block: TextBlock | ListBlock) -> FlowBox:
        box = heading_box(block.heading, self.typography, self.typography.width, block.place)
        return FlowBox(box, block.place, SECTION_GAP, with_next=True, elastic=True)


def _together(boxes: list[FlowBox], warned: int) -> tuple[FlowBox, ...]:
    """Warnings for the whole sheet, which are among the first `warned` boxes, stay on its first page."""
    tied = (replace(flow, with_next=True, soft=False) for flow in boxes[: max(warned - 1, 0)])
    return (*tied, *boxes[max(warned - 1, 0) :])


def _closer(boxes: tuple[FlowBox, ...]) -> tuple[FlowBox, ...]:
    return tuple(replace(flow, gap=flow.gap * CLOSER) if flow.elastic else flow for flow in boxes)


def _gather(actions: list[Callable[[], object]]) -> None:
    """Do all of them; raise the problems of all of them together."""
    problems: list[Problem] = []
    for action in actions:
        try:
            action()
        except ContentError as error:
            problems.extend(error.problems)
    if problems:
        raise ContentError(problems)
