"""Boxes → pages. Pure geometry; the page-break rules live here and nowhere else.

- A chapter begins on a new page; its foot is at the foot of that page.
- A box is never split; a box marked `with_next` stays on the page of the next one.
- Boxes that do not fit their first page are set closer if that saves a page.
- An exercise is set with the largest figures that keep its chapter, else itself, on one page;
  then with tighter text; then it breaks between steps, two at least on each side; then it is an error.
- A page that continues an exercise begins with its name and the safety lines of earlier steps.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from handout_builder.boxes import Group, Tag, walk
from handout_builder.errors import ContentError, Problem
from handout_builder.typeset.flow import ChapterFlow, FitOption, FlexibleExercise, FlowBox

FOOT_GAP = 9.0
LEAST_ABOVE_FOOT = 100.0
"""Points that a title needs above the box at the foot of its page."""
MOST_STRETCH = 21.0
"""Points that one elastic gap may grow by."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The area for boxes in points: top of the first page, top of later pages, bottom, start edge."""

    first_top: float
    later_top: float
    bottom: float
    start: float


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
        try:
            pages += _chapter(chapter, frame, first=not pages)
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


def _height(boxes: Sequence[FlowBox]) -> float:
    """Height of boxes at the top of a page, where the first gap does not count."""
    return sum((flow.gap if index else 0.0) + flow.box.height for index, flow in enumerate(boxes))


def _chapter(chapter: ChapterFlow, frame: Frame, *, first: bool) -> list[PageLayout]:
    foot = chapter.foot
    top = frame.first_top if first else frame.later_top
    foot_space = foot.box.height + FOOT_GAP if foot else 0.0
    room = frame.bottom - top - foot_space
    if foot and room < LEAST_ABOVE_FOOT:
        message = f"the box at the foot of page 1 is {LEAST_ABOVE_FOOT - room:.0f} points too tall"
        raise ContentError([Problem(foot.place, message, "shorten its texts, or leave some out")])
    later_room = frame.bottom - frame.later_top
    boxes = chapter.boxes
    if chapter.exercise:
        pages = _exercise_pages(chapter.exercise, boxes, room, later_room)
    else:
        pages = _fill(list(boxes), room, later_room)
        if len(pages) > 1:
            closer = (_fill(list(make()), room, later_room) for make in chapter.closer)
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


def _exercise_pages(
    exercise: FlexibleExercise, rest: Sequence[FlowBox], room: float, later_room: float
) -> list[list[FlowBox]]:
    below = sum(flow.gap + flow.box.height for flow in rest)
    with_rest = (each for each in exercise.options if not each.tighter and exercise.height(each) + below <= room)
    alone = (each for each in exercise.options if exercise.height(each) <= room)
    option = next(with_rest, None) or next(alone, None)
    if option is None:
        return _broken(exercise, rest, room, later_room)
    return _fill([*exercise.make(option), *rest], room, later_room)


def _broken(exercise: FlexibleExercise, rest: Sequence[FlowBox], room: float, later_room: float) -> list[list[FlowBox]]:
    """An exercise too tall for one page, divided between steps: on the fewest pages, then with the largest figures."""
    fewest = _divided(exercise, exercise.options[-1], room, later_room)
    if isinstance(fewest, float):
        problem = (
            f'the exercise "{exercise.name}" is {fewest:.0f} points too tall for its pages, even with the smallest '
        )
        more = "figures and the tightest text, and no break between steps helps"
        raise ContentError([Problem(exercise.place, problem + more, "shorten its texts, or make two exercises of it")])
    good = {exercise.options[-1]: fewest}

    def as_few(option: FitOption) -> bool:
        """Whether this option needs no more pages. If not, no later option does: each is lower than the one before."""
        found = _divided(exercise, option, room, later_room)
        if isinstance(found, float) or len(found) > len(fewest):
            return False
        good[option] = found
        return True

    first = bisect_left(exercise.options[:-1], True, key=as_few)
    pages = good[exercise.options[first]]
    space = room if len(pages) == 1 else later_room
    return [*pages[:-1], *_fill([*pages[-1], *rest], space, later_room)]


def _divided(
    exercise: FlexibleExercise, option: FitOption, room: float, later_room: float
) -> list[list[FlowBox]] | float:
    """The fewest pages of an exercise set in one way; or by how many points it is too tall, wherever it breaks."""
    boxes = list(exercise.make(option))
    found: dict[int, tuple[int, ...] | None] = {}

    def page(start: int, end: int) -> list[FlowBox]:
        return [*(exercise.repeat(option, start) if start else ()), *boxes[start:end]]

    def cuts_from(start: int) -> tuple[int, ...] | None:
        """Where to break the boxes from `start` on, the fullest pages first; None when they cannot fit."""
        if start not in found:
            best: tuple[int, ...] | None = None
            space = later_room if start else room
            if _height(page(start, len(boxes))) <= space:
                best = ()
            for cut in range(len(boxes) - 1, start + 1, -1) if best is None else ():
                if exercise.can_break_before(cut) and _height(page(start, cut)) <= space:
                    rest = cuts_from(cut)
                    if rest is not None and (best is None or len(rest) + 1 < len(best)):
                        best = (cut, *rest)
            found[start] = best
        return found[start]

    cuts = cuts_from(0)
    if cuts is None:
        over = [
            _height(page(at, len(boxes))) - (later_room if at else room) for at, rest in found.items() if rest is None
        ]
        return min(over)
    return [page(start, end) for start, end in pairwise((0, *cuts, len(boxes)))]


def _fill(boxes: list[FlowBox], room: float, later_room: float) -> list[list[FlowBox]]:
    """Boxes on as many pages as they need; boxes that stay together move to the next page together."""
    pages: list[list[FlowBox]] = [[]]
    for run in _runs(boxes):
        space = room if len(pages) == 1 else later_room
        if pages[-1] and _height([*pages[-1], *run]) > space + 0.01:
            pages.append([])
            space = later_room
        if _height(run) > max(space, 0.0) + 0.01:
            problem = f"this part of the sheet is {_height(run) - space:.0f} points taller than its page"
            raise ContentError([Problem(run[0].place, problem, "shorten it, or move a part of it to another section")])
        pages[-1] += run
    return pages


def _runs(boxes: Sequence[FlowBox]) -> list[list[FlowBox]]:
    runs: list[list[FlowBox]] = [[]]
    for flow in boxes:
        runs[-1].append(flow)
        if not flow.with_next:
            runs.append([])
    return [run for run in runs if run]


def _place(boxes: Sequence[FlowBox], start: float, top: float, room: float, *, stretch: bool) -> tuple[PlacedBox, ...]:
    """Boxes from `top` down, in points; with `stretch`, elastic gaps share the room that is left."""
    elastic = sum(flow.elastic for flow in boxes[1:])
    more = min(MOST_STRETCH, max(0.0, room - _height(boxes)) / elastic) if stretch and elastic else 0.0
    placed = []
    y = top
    for index, flow in enumerate(boxes):
        if index:
            y += flow.gap + (more if flow.elastic else 0.0)
        placed.append(PlacedBox(flow, start, y))
        y += flow.box.height
    return tuple(placed)
