"""Exercises that share pages, with the boxes around them → the boxes of each page.

- The order is kept. An exercise moves whole to the next page; only one that is taller than a page is divided, by the
  rules of `exercise_breaks`.
- First every exercise has its smallest figures and its fewest texts. Then the figures of a page grow together as long
  as it holds them, and then its exercises say more, all of them as much.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from handout_builder.boxes.flow import FlowBox, SharedExercise, SharedPages
from handout_builder.pages.exercise_breaks import exercise_pages
from handout_builder.pages.fill import SLACK, filled, height, runs


@dataclass
class _Page:
    """A page that is being filled: boxes at its top, exercises, boxes below them."""

    room: float
    above: list[FlowBox] = field(default_factory=list)
    exercises: list[SharedExercise] = field(default_factory=list)
    below: list[FlowBox] = field(default_factory=list)

    def height(self, scale: int = 0, texts: int = 0) -> float:
        """Height in points with the figures at the scale of that index and the texts of that index."""
        total = height(self.above)
        for each in self.exercises:
            if total:
                total += each.divider.gap + each.divider.box.height + each.gap
            total += each.height(each.scales[scale], _of(each.texts, texts))
        return total + sum(flow.gap + flow.box.height for flow in self.below)

    def holds(self, scale: int = 0, texts: int = 0) -> bool:
        """Whether all of it fits."""
        return self.height(scale, texts) <= self.room + SLACK

    def takes(self, boxes: Sequence[FlowBox]) -> bool:
        """Whether these fit below all that is on the page."""
        more = sum(flow.gap + flow.box.height for flow in boxes)
        return self.height() + more <= self.room + SLACK

    def boxes(self) -> Iterator[FlowBox]:
        """Everything on the page, its figures as large and its texts as many as it holds."""
        scale, texts = self._largest()
        yield from self.above
        empty = not self.above
        for each in self.exercises:
            if not empty:
                yield each.divider
            yield from each.make(each.scales[scale], _of(each.texts, texts))
            empty = False
        yield from self.below

    def _largest(self) -> tuple[int, int]:
        scales = min((len(each.scales) for each in self.exercises), default=1)
        texts = max((len(each.texts) for each in self.exercises), default=1)
        scale = next((index for index in range(scales - 1, 0, -1) if self.holds(index)), 0)
        return scale, next((index for index in range(texts - 1, 0, -1) if self.holds(scale, index)), 0)


def shared_pages(above: Sequence[FlowBox], shared: SharedPages, room: float, later_room: float) -> list[list[FlowBox]]:
    """All pages; rooms are the heights of the first page and of each later one.

    Raises ContentError for whatever is taller than a page by itself.
    """
    begun = filled(list(above), room, later_room) if above else [[]]
    pages = [_Page(later_room if index else room, list(boxes)) for index, boxes in enumerate(begun)]
    first, loose = pages[-1], list(shared.loose)
    for each in shared.exercises:
        _add(each, pages, later_room)
    while loose and first.takes(loose[:1]):
        first.below.append(loose.pop(0))
    rest = runs([*loose, *shared.after])
    while rest and pages[-1].takes(rest[0]):
        pages[-1].below += rest.pop(0)
    made = [list(page.boxes()) for page in pages]
    left = [flow for run in rest for flow in run]
    return [*made, *(filled(left, later_room, later_room) if left else [])]


def begins_below(above: Sequence[FlowBox], shared: SharedPages, room: float) -> bool:
    """Whether the first exercise has room below the boxes above it."""
    return _Page(room, list(above), list(shared.exercises[:1])).holds()


def _add(exercise: SharedExercise, pages: list[_Page], later_room: float) -> None:
    """Put an exercise on the last page, or on a new one."""
    page = pages[-1]
    page.exercises.append(exercise)
    if page.holds():
        return
    page.exercises.pop()
    empty = not page.above and not page.exercises
    fresh = _Page(later_room, exercises=[exercise])
    if fresh.holds() and not empty:
        pages.append(fresh)
        return
    room = page.room if empty else later_room
    divided = exercise_pages(exercise.alone, (), room, later_room)
    parts = [_Page(later_room if index else room, boxes) for index, boxes in enumerate(divided)]
    pages[-1:] = parts if empty else [page, *parts]


def _of(texts: Sequence[int], index: int) -> int:
    """The texts of that index, or the most that the exercise has."""
    return texts[min(index, len(texts) - 1)]
