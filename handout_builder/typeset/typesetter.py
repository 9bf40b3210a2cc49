"""A sheet → chapters of boxes; the one place that knows which module sets which block."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from handout_builder.boxes import Box
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
)
from handout_builder.compose.exercise_blocks import ExerciseBlock
from handout_builder.compose.plan_blocks import LineBlock, LogWeekBlock, PainBlock
from handout_builder.errors import ContentError, Problem
from handout_builder.text.typography import Typography
from handout_builder.typeset.exercise_flow import ExerciseFlow
from handout_builder.typeset.flow import ChapterFlow, FlexibleExercise, FlowBox
from handout_builder.typeset.picture_box import Pictures
from handout_builder.typeset.plan_flow import PlanBlock, plan_flow
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


@dataclass
class Typesetter:
    """Sets the blocks of one sheet. Each exercise is set once, however often the page numbers around it change."""

    typography: Typography
    pictures: Pictures
    _exercises: dict[ExerciseBlock, FlexibleExercise] = field(default_factory=dict)
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
        for chapter in sheet.chapters:
            try:
                flows.append(self._chapter(chapter, pages))
            except ContentError as error:
                problems.extend(error.problems)
        if problems:
            raise ContentError(problems)
        return tuple(flows)

    def _chapter(self, chapter: Chapter, pages: PageNumbers) -> ChapterFlow:
        problems: list[Problem] = []
        exercise: FlexibleExercise | None = None
        boxes: list[FlowBox] = []
        warned = 0
        for block in chapter.blocks:
            try:
                if isinstance(block, ExerciseBlock):
                    exercise = self._exercise(block)
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

    def _exercise(self, block: ExerciseBlock) -> FlexibleExercise:
        if block not in self._exercises:
            flow = ExerciseFlow(block, self.typography, self.pictures, self.typography.width)
            _gather([lambda: flow.head, *flow.step_settings, lambda: flow.tail])
            if len(self._exercises) >= MOST_EXERCISES:
                del self._exercises[next(iter(self._exercises))]
            self._exercises[block] = flow.flexible()
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

        def section(box: Box, gap: float = SECTION_GAP, *, with_next: bool = False) -> FlowBox:
            return FlowBox(box, place, gap, with_next=with_next, elastic=True)

        match block:
            case TitleBlock():
                return [FlowBox(title_box(block, typography, width), place, with_next=True)]
            case OpeningBlock():
                return [FlowBox(opening_box(block, typography, self.pictures, width), place)]
            case TextBlock(picture=PictureBlock() as picture):
                return [section(figure_text_box(block, picture, typography, self.pictures, width))]
            case TextBlock():
                body = paragraph_boxes(block.body, typography, width, place)
                return [
                    section(heading_box(block.heading, typography, width, place), with_next=True),
                    *(FlowBox(box, place, PARAGRAPH_GAP if index else 2.0) for index, box in enumerate(body)),
                ]
            case ListBlock():
                intro = paragraph_boxes((block.intro,), typography, width, place) if block.intro else []
                return [
                    section(heading_box(block.heading, typography, width, place), with_next=True),
                    *(FlowBox(box, place, 2.0, with_next=True) for box in intro),
                    FlowBox(list_box(block, typography, width), place, 3.0),
                ]
            case TickBlock():
                return [section(tick_box(block, typography, width))]
            case OverviewBlock():
                return [section(overview_box(block, typography, pages, width), PANEL_GAP)]
            case CalloutBlock():
                return [section(callout_box(block, typography, self.pictures, width), PANEL_GAP)]
            case NextPartBlock():
                return [section(next_part_box(block, typography, width), PANEL_GAP)]
            case SafetyBlock():
                return [section(safety_box(block, typography, width), PANEL_GAP)]
            case SafetyLineBlock():
                page = pages.get(block.anchor, 0) if block.anchor else None
                return [FlowBox(safety_line(block, typography, width, page), place, 5.0)]
            case PainBlock() | LogWeekBlock() | LineBlock():  # they hold no words of a patient
                return [self._once(block, lambda: plan_flow(block, typography, self.pictures, pages))]
            case _ if isinstance(block, PlanBlock):
                return [plan_flow(block, typography, self.pictures, pages)]
            case _:
                raise TypeError(f"no module sets a {type(block).__name__}")


def _together(boxes: list[FlowBox], warned: int) -> tuple[FlowBox, ...]:
    """Warnings for the whole sheet, which are among the first `warned` boxes, stay on its first page."""
    return tuple(replace(flow, with_next=flow.with_next or at + 1 < warned) for at, flow in enumerate(boxes))


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
