"""What paginating reads: boxes in order, what must stay with what, and how a chapter can be made shorter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from handout_builder.boxes import Box, Tag
from handout_builder.errors import Place


@dataclass(frozen=True, slots=True)
class FlowBox:
    """A box in the story. Boxes are never split; `gap` points are above it unless it begins a page.

    with_next  it stays on the page of the next box
    soft       that yields where both are taller than a page together
    elastic    the gap above may grow where a page has room to spare
    path       the roles that it shares with its neighbours, outermost first (an exercise, its list of steps)
    place      where its content comes from
    name       what it is to its author, such as: list "What to bring"
    parts      the same content in several boxes, for a box that is taller than its page
    again      of a part: the head printed again above it where it begins a page
    notes      what the practice should know about it, such as a text that has no room
    """

    box: Box
    place: Place
    gap: float = 0.0
    with_next: bool = False
    elastic: bool = False
    path: tuple[Tag, ...] = ()
    soft: bool = False
    name: str = ""
    parts: Callable[[], tuple[FlowBox, ...]] | None = None
    again: FlowBox | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FitOption:
    """One way to set an exercise.

    scale    of its figures, points per unit
    tighter  points taken off the leading of its text
    column   width in points of the column of its figures
    """

    scale: float
    tighter: float = 0.0
    column: float = 0.0


class BreakRule(IntEnum):
    """Where an exercise taller than a page may break; each rule yields to the next before the sheet is refused.

    TWO_STEPS  between steps, two at least on each side
    ANY_STEP   between any two steps
    ANY_BOX    also above the warnings of the whole exercise, above the first step and below the last
    BRIEF      there too, and a continued page names the pages of earlier warnings without their heads
    """

    TWO_STEPS = 0
    ANY_STEP = 1
    ANY_BOX = 2
    BRIEF = 3


@dataclass(frozen=True, slots=True)
class FlexibleExercise:
    """An exercise that can be set in several ways, best first.

    height     of the whole exercise in one of them
    make       the boxes in one of them: head, then one box a step, then what closes it
    repeat     the boxes at the top of a page that begins with the box of that number; in few words if asked
    rule_at    the first rule by which a page may begin with the box of that number; None for no rule
    """

    name: str
    place: Place
    options: Sequence[FitOption]
    height: Callable[[FitOption], float]
    make: Callable[[FitOption], tuple[FlowBox, ...]]
    repeat: Callable[[int, bool], tuple[FlowBox, ...]]
    rule_at: Callable[[int], BreakRule | None]


@dataclass(frozen=True, slots=True)
class SharedExercise:
    """An exercise that shares its page with others.

    scales   of its figures, points per unit, smallest first
    texts    how much it may say, least first
    height   of the whole exercise at a scale with so many texts, without the gap above
    make     its boxes at a scale with so many texts
    divider  between it and what is above it on its page
    gap      points between the divider and its boxes
    alone    how it is set where it is taller than a page
    """

    name: str
    place: Place
    scales: Sequence[float]
    texts: Sequence[int]
    height: Callable[[float, int], float]
    make: Callable[[float, int], tuple[FlowBox, ...]]
    divider: FlowBox
    gap: float
    alone: FlexibleExercise


@dataclass(frozen=True, slots=True)
class SharedPages:
    """Exercises that share pages, in order.

    instead  a chapter that comes before them, where not even the first of them fits below the boxes above it
    loose    boxes that go below the exercises of the first page if they fit there, else below the last exercise
    after    what follows the last exercise
    """

    exercises: tuple[SharedExercise, ...]
    instead: ChapterFlow | None = None
    loose: tuple[FlowBox, ...] = ()
    after: tuple[FlowBox, ...] = ()


@dataclass(frozen=True, slots=True)
class ChapterFlow:
    """Boxes that begin on a new page; `foot` is at its foot; `exercise`, when there is one, comes first.

    closer  makes the same boxes with smaller and smaller gaps, used when that saves a page
    shared  exercises below the boxes, several to a page
    """

    exercise: FlexibleExercise | None
    boxes: tuple[FlowBox, ...]
    foot: FlowBox | None = None
    closer: tuple[Callable[[], tuple[FlowBox, ...]], ...] = ()
    shared: SharedPages | None = None
