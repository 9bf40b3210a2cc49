"""A block of a plan → its boxes in the story: what may part, what must not, and the gaps between."""

from __future__ import annotations

from collections.abc import Mapping

from handout_builder.boxes import Box, Tag
from handout_builder.boxes.flow import FlowBox
from handout_builder.compose.plan_blocks import (
    FieldsBlock,
    LineBlock,
    LogTitleBlock,
    LogWeekBlock,
    NoteBlock,
    PainBlock,
    PlanListBlock,
    PlanRowBlock,
    StoppedBlock,
)
from handout_builder.text.typography import Typography
from handout_builder.typeset.log import line_box, log_title_box, log_week_box
from handout_builder.typeset.pain_ruler import pain_box
from handout_builder.typeset.picture_box import Pictures
from handout_builder.typeset.plan_page import fields_box, note_box, plan_list_box, plan_row_box, stopped_box

PlanBlock = (
    FieldsBlock
    | PlanListBlock
    | PlanRowBlock
    | StoppedBlock
    | NoteBlock
    | PainBlock
    | LogTitleBlock
    | LogWeekBlock
    | LineBlock
)
FIELDS_GAP, LIST_GAP, PANEL_GAP, RULER_GAP, WEEK_GAP, LOG_GAP = 9.0, 15.0, 11.0, 12.0, 9.0, 15.0


def plan_flow(
    block: PlanBlock, typography: Typography, pictures: Pictures, pages: Mapping[str, int], *, close: bool = False
) -> FlowBox:
    """The box of a block of a plan, with smaller gaps inside when `close`. Raises ContentError for text that cannot
    be set.
    """
    width, place = typography.width, block.place

    def flow(box: Box, gap: float, *, with_next: bool = False, elastic: bool = True) -> FlowBox:
        return FlowBox(box, place, gap, with_next=with_next, elastic=elastic)

    match block:
        case FieldsBlock():
            return flow(fields_box(block, typography, width), FIELDS_GAP, elastic=False)
        case PlanListBlock():
            return flow(plan_list_box(block, typography, width), LIST_GAP, with_next=True)
        case PlanRowBlock():
            box = plan_row_box(block, typography, pictures, pages, width, close=close)
            return FlowBox(box, place, 0.0, path=(Tag("L", key="plan"),))
        case StoppedBlock():
            return flow(stopped_box(block, typography, width), PANEL_GAP)
        case NoteBlock():
            return flow(note_box(block, typography, width, close=close), PANEL_GAP)
        case PainBlock():
            return flow(pain_box(block, typography, width), RULER_GAP)
        case LogTitleBlock():
            return flow(log_title_box(block, typography, width), 0.0, with_next=True)
        case LogWeekBlock():
            return flow(log_week_box(block, typography, width, close=close), WEEK_GAP)
        case LineBlock():
            return flow(line_box(block, typography, width), LOG_GAP)
