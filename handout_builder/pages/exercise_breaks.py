"""An exercise and what follows it → the boxes of each page.

- It is set with the largest figures that keep its chapter, else itself, on one page; then with tighter text.
- Then it breaks by the first rule of `BreakRule` that helps, on the fewest pages, then with the largest figures.
- A page that continues an exercise begins with its name and the grave warnings of earlier steps.
- Only a box that is taller than a page by itself is an error.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from handout_builder.boxes.flow import BreakRule, FitOption, FlexibleExercise, FlowBox
from handout_builder.errors import ContentError, Problem
from handout_builder.pages.fill import filled, height


def exercise_pages(
    exercise: FlexibleExercise, rest: Sequence[FlowBox], room: float, later_room: float
) -> list[list[FlowBox]]:
    """The pages of an exercise and of the boxes after it; rooms are the heights of its first and of later pages.

    Raises ContentError for every part of it that is taller than a page.
    """
    below = sum(flow.gap + flow.box.height for flow in rest)
    with_rest = (each for each in exercise.options if not each.tighter and exercise.height(each) + below <= room)
    alone = (each for each in exercise.options if exercise.height(each) <= room)
    option = next(with_rest, None) or next(alone, None)
    if option is None:
        return _broken(exercise, rest, room, later_room)
    return filled([*exercise.make(option), *rest], room, later_room)


def _broken(exercise: FlexibleExercise, rest: Sequence[FlowBox], room: float, later_room: float) -> list[list[FlowBox]]:
    """An exercise too tall for one page, divided: on the fewest pages, then with the largest figures."""
    tightest = exercise.options[-1]
    found = ((rule, _divided(exercise, tightest, rule, room, later_room)) for rule in BreakRule)
    rule, fewest = next(((rule, pages) for rule, pages in found if pages), (BreakRule.BRIEF, []))
    if not fewest:
        raise ContentError(_problems(exercise, room, later_room))
    good = {tightest: fewest}

    def as_few(option: FitOption) -> bool:
        """Whether this option needs no more pages.

        Of the options of one column each is lower than the one before, so that no later one needs more pages.
        """
        pages = _divided(exercise, option, rule, room, later_room)
        if pages is None or len(pages) > len(fewest):
            return False
        good[option] = pages
        return True

    for column in dict.fromkeys(option.column for option in exercise.options):
        of_column = [option for option in exercise.options[:-1] if option.column == column]
        bisect_left(of_column, True, key=as_few)
    pages = next(good[option] for option in exercise.options if option in good)
    space = room if len(pages) == 1 else later_room
    return [*pages[:-1], *filled([*pages[-1], *rest], space, later_room)]


def _divided(
    exercise: FlexibleExercise, option: FitOption, rule: BreakRule, room: float, later_room: float
) -> list[list[FlowBox]] | None:
    """The fewest pages of an exercise set in one way and broken by one rule; None when it cannot be."""
    boxes = list(exercise.make(option))
    least = 2 if rule is BreakRule.TWO_STEPS else 1
    found: dict[int, tuple[int, ...] | None] = {}

    def page(start: int, end: int) -> list[FlowBox]:
        return [*(exercise.repeat(start, rule is BreakRule.BRIEF) if start else ()), *boxes[start:end]]

    def cuts_from(start: int) -> tuple[int, ...] | None:
        """Where to break the boxes from `start` on, the fullest pages first; None when they cannot fit."""
        if start not in found:
            best: tuple[int, ...] | None = None
            space = later_room if start else room
            if height(page(start, len(boxes))) <= space:
                best = ()
            for cut in range(len(boxes) - 1, start + least - 1, -1) if best is None else ():
                if _allowed(exercise, cut, rule) and height(page(start, cut)) <= space:
                    rest = cuts_from(cut)
                    if rest is not None and (best is None or len(rest) + 1 < len(best)):
                        best = (cut, *rest)
            found[start] = best
        return found[start]

    cuts = cuts_from(0)
    if cuts is None:
        return None
    return [page(start, end) for start, end in pairwise((0, *cuts, len(boxes)))]


def _allowed(exercise: FlexibleExercise, index: int, rule: BreakRule) -> bool:
    needed = exercise.rule_at(index)
    return needed is not None and needed <= rule


def _problems(exercise: FlexibleExercise, room: float, later_room: float) -> Iterator[Problem]:
    """A problem for each part of an exercise that fits on no page, though nothing else is on it."""
    boxes = exercise.make(exercise.options[-1])
    cuts = [index for index in range(1, len(boxes)) if _allowed(exercise, index, BreakRule.BRIEF)]
    for start, end in pairwise((0, *cuts, len(boxes))):
        again = exercise.repeat(start, True) if start else ()
        over = height([*again, *boxes[start:end]]) - (later_room if start else room)
        if over > 0:
            tallest = max(boxes[start:end], key=lambda flow: flow.box.height)
            problem = (
                f'the {tallest.name or "head"} of the exercise "{exercise.name}" is {over:.0f} points too tall for its '
                "page, even with the smallest figures and the tightest text"
            )
            yield Problem(tallest.place, problem, "shorten its texts, or make two exercises of it")
