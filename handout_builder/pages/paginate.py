"""Boxes → pages. Pure geometry; the page-break rules are in this room and nowhere else.

- A chapter begins on a new page; its foot is at the foot of that page.
- Boxes follow each other by the rules of `fill`, an exercise by those of `exercise_breaks`.
- Boxes that do not fit their first page are set closer if that saves a page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handout_builder.boxes import Group, Tag, walk
from handout_builder.boxes.flow import ChapterFlow, FlowBox
from handout_builder.errors import ContentError, Problem
from handout_builder.pages.exercise_breaks import exercise_pages
from handout_builder.pages.fill import filled, height
from handout_builder.pages.shared_pages import begins_below, shared_pages

FOOT_GAP = 9.0
LEAST_ABOVE_FOOT = 100.0
"""Points that a title needs above the box at the foot of its page."""
MOST_STRETCH = 21.0
"""Points that one elastic gap may grow by."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The area for boxes in points: top of the first page, top of later pages, bottom, start edge.

    `last` is by how much the pages of the last chapter end higher, since the foot of the last page may be taller.
    """

    first_top: float
    later_top: float
    bottom: float
    start: float
    last: float = 0.0


@dataclass(frozen=True, slots=True)
class PlacedBox:
    """A box on its page; x, y is its top start corner."""

    flow: FlowBox
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class PageLayout:
    """The boxes of one page from top to bottom, and its foot."""

    boxes: tuple[PlacedBox, ...]
    foot: PlacedBox | None = None


def paginate(chapters: Sequence[ChapterFlow], frame: Frame) -> tuple[PageLayout, ...]:
    """All pages. Raises ContentError for every exercise or block that fits on no page."""
    pages: list[PageLayout] = []
    problems: list[Problem] = []
    for chapter in chapters:
        area = replace(frame, bottom=frame.bottom - frame.last) if chapter is chapters[-1] else frame
        try:
            pages += _chapter(chapter, area, first=not pages)
        except ContentError as error:
            problems.extend(error.problems)
            pages.append(PageLayout(()))
    if problems:
        raise ContentError(problems)
    return tuple(pages)


def anchors(pages: Sequence[PageLayout]) -> dict[str, int]:
    """On which page, from 1, each anchor is."""
    found: dict[str, int] = {}
    for number, page in enumerate(pages, 1):
        for placed in page.boxes:
            for item, _, _ in walk(placed.flow.box.content):
                if isinstance(item, Group) and item.anchor:
                    found.setdefault(item.anchor, number)
    return found


def groups(layout: PageLayout) -> tuple[Group, ...]:
    """The page's boxes as groups in reading order; neighbours that share a role are inside one group."""
    made: list[tuple[tuple[Tag, ...], Group]] = [
        (placed.flow.path, placed.flow.box.at(placed.x, placed.y)) for placed in layout.boxes
    ]
    found = _nested(made)
    return (*found, layout.foot.flow.box.at(layout.foot.x, layout.foot.y)) if layout.foot else found


def _nested(made: list[tuple[tuple[Tag, ...], Group]]) -> tuple[Group, ...]:
    found: list[Group] = []
    index = 0
    while index < len(made):
        path, group = made[index]
        if not path:
            found.append(group)
            index += 1
            continue
        end = index
        while end < len(made) and made[end][0][:1] == path[:1]:
            end += 1
        inner = _nested([(rest[1:], item) for rest, item in made[index:end]])
        found.append(Group(inner, tag=path[0]))
        index = end
    return tuple(found)


def _chapter(chapter: ChapterFlow, frame: Frame, *, first: bool) -> list[PageLayout]:
    shared, foot = chapter.shared, chapter.foot
    top = frame.first_top if first else frame.later_top
    foot_space = foot.box.height + FOOT_GAP if foot else 0.0
    room = frame.bottom - top - foot_space
    if foot and room < LEAST_ABOVE_FOOT:
        message = f"the box at the foot of page 1 is {LEAST_ABOVE_FOOT - room:.0f} points too tall"
        raise ContentError([Problem(foot.place, message, "shorten its texts, or leave some out")])
    later_room = frame.bottom - frame.later_top
    boxes = chapter.boxes
    if chapter.exercise:
        pages = exercise_pages(chapter.exercise, boxes, room, later_room)
    elif shared and shared.instead and not begins_below(boxes, shared, room):
        before = _chapter(shared.instead, frame, first=first)
        begun = [placed.flow for placed in before.pop().boxes] if len(before) > 1 else []
        behind = ChapterFlow(None, tuple(begun), shared=replace(shared, instead=None, loose=()))
        return [*before, *_chapter(behind, frame, first=False)]
    elif shared:
        pages = shared_pages(boxes, shared, room, later_room)
    else:
        pages = filled(list(boxes), room, later_room)
        if len(pages) > 1:
            closer = (filled(list(make()), room, later_room) for make in chapter.closer)
            pages = next((found for found in closer if len(found) < len(pages)), pages)
    layouts = []
    for index, page in enumerate(pages):
        page_top = top if index == 0 else frame.later_top
        space = room if index == 0 else later_room
        placed = _place(page, frame.start, page_top, space, stretch=index == 0 and foot is not None)
        at_foot = None
        if index == 0 and foot:
            at_foot = PlacedBox(foot, frame.start, frame.bottom - foot.box.height)
        layouts.append(PageLayout(placed, at_foot))
    return layouts


def _place(boxes: Sequence[FlowBox], start: float, top: float, room: float, *, stretch: bool) -> tuple[PlacedBox, ...]:
    """Boxes from `top` down, in points; with `stretch`, elastic gaps share the room that is left."""
    elastic = sum(flow.elastic for flow in boxes[1:])
    more = min(MOST_STRETCH, max(0.0, room - height(boxes)) / elastic) if stretch and elastic else 0.0
    placed = []
    y = top
    for index, flow in enumerate(boxes):
        if index:
            y += flow.gap + (more if flow.elastic else 0.0)
        placed.append(PlacedBox(flow, start, y))
        y += flow.box.height
    return tuple(placed)
