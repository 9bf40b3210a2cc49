"""What paginating reads: boxes in order, what must stay with what, and how a chapter can be made shorter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from handout_builder.boxes import Box, Tag
from handout_builder.errors import Place


@dataclass(frozen=True, slots=True)
class FlowBox:
    """A box in the story. Boxes are never split; `gap` points are above it unless it begins a page.

    with_next  it stays on the page of the next box
    elastic    the gap above may grow where a page has room to spare
    path       the roles that it shares with its neighbours, outermost first (an exercise, its list of steps)
    place      where its content comes from
    """

    box: Box
    place: Place
    gap: float = 0.0
    with_next: bool = False
    elastic: bool = False
    path: tuple[Tag, ...] = ()


@dataclass(frozen=True, slots=True)
class FitOption:
    """One way to set an exercise: the scale of its figures, and points taken off the leading of its text."""

    scale: float
    tighter: float = 0.0


@dataclass(frozen=True, slots=True)
class FlexibleExercise:
    """An exercise that can be set in several ways, best first.

    height  of the whole exercise in one of them
    make    the boxes in one of them: head, then one box a step (`steps` says which), then what closes it
    repeat  the boxes at the top of a page that begins after the box of that number
    """

    name: str
    place: Place
    options: Sequence[FitOption]
    height: Callable[[FitOption], float]
    make: Callable[[FitOption], tuple[FlowBox, ...]]
    repeat: Callable[[FitOption, int], tuple[FlowBox, ...]]
    can_break_before: Callable[[int], bool]


@dataclass(frozen=True, slots=True)
class ChapterFlow:
    """Boxes that begin on a new page; `foot` is at its foot; `exercise`, when there is one, comes first.

    `closer` makes the same boxes with smaller and smaller gaps, used when that saves a page.
    """

    exercise: FlexibleExercise | None
    boxes: tuple[FlowBox, ...]
    foot: FlowBox | None = None
    closer: tuple[Callable[[], tuple[FlowBox, ...]], ...] = ()
