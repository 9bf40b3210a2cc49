"""Each shipped sheet laid out in both directions, and what is on their pages, read without the layout's own code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

import pytest

from handout_builder.boxes import BoxItem, ClippedShapes, FieldArea, Group, Page, Run, walk
from handout_builder.compose.blocks import Sheet
from handout_builder.geometry.drawing import Shape
from handout_builder.geometry.path import Path as Outline
from handout_builder.pipeline.handout import Job, build
from handout_builder.pipeline.plan import PlanBuilder, PlanJob
from handout_builder.pipeline.sheet import LaidOutSheet, SheetLayout
from handout_builder.plans.read import plan_file
from handout_builder.practice.library import Library
from tests import REPOSITORY

LIBRARY = Library(REPOSITORY)
NEAR = 0.01
"""Points; the brief of the layout allows no more."""
BothDirections = tuple[LaidOutSheet, LaidOutSheet]


def in_both_directions(brand: str, folder: Path) -> list[BothDirections]:
    """All handouts, example plans and chart copies of a brand in all editions, in both directions: left to right first.

    Files are written to `folder`.
    """
    made: list[tuple[SheetLayout, Sheet, LaidOutSheet]] = []
    lay_out = SheetLayout.lay_out

    def noted(self: SheetLayout, sheet: Sheet) -> LaidOutSheet:
        laid = lay_out(self, sheet)
        made.append((self, sheet, laid))
        return laid

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SheetLayout, "lay_out", noted)
        for edition in LIBRARY.edition_names:
            for handout in LIBRARY.handout_names:
                build(LIBRARY, Job(handout, brand, edition, "letter"), folder)
            for file in sorted((REPOSITORY / "handouts" / "plans").glob("*.yaml")):
                entry = plan_file(file, LIBRARY.relative(file))
                plan = entry.model.model_copy(update={"brand": brand, "edition": edition, "paper": "a4"})
                PlanBuilder(LIBRARY).build(PlanJob(replace(entry, model=plan), chart=True), folder)
    return [(laid, _turned(layout).lay_out(sheet)) for layout, sheet, laid in made]


def _turned(layout: SheetLayout) -> SheetLayout:
    return SheetLayout(LIBRARY, layout.brand, replace(layout.typography, direction="rtl"))


@dataclass(frozen=True)
class Placed:
    """An item and the place of its parent on the page; `text` numbers the paragraph that a run is part of."""

    item: BoxItem
    x: float
    y: float
    text: int


@dataclass
class Reading:
    """What is on a page, in reading order."""

    found: list[Placed] = field(default_factory=list)
    choices: list[list[Placed]] = field(default_factory=list)
    count: int = 0

    def read(self, group: Group, x: float, y: float, text: int | None = None) -> None:
        x, y = x + group.x, y + group.y
        if text is None or group.tag is None or group.tag.role not in ("Link", "Span"):
            self.count += 1
            text = self.count
        kept = self.found
        if any(isinstance(item, FieldArea) and item.group.endswith(" side") for item in group.items):
            self.choices.append([])
            self.found = self.choices[-1]
        for item in group.items:
            if isinstance(item, Group) and item.picture is None:
                self.read(item, x, y, text)
            else:
                self.found.append(Placed(item, x, y, text))
        self.found = kept


def reading(page: Page) -> Reading:
    made = Reading()
    for group in page.groups:
        made.read(group, 0.0, 0.0)
    return made


def pairs(sheets: list[BothDirections]) -> Iterator[tuple[Page, Page]]:
    for ltr, rtl in sheets:
        yield from zip(ltr.pages, rtl.pages, strict=True)


def points(path: Outline, x: float, y: float) -> list[tuple[float, float]]:
    flat = [value for _, *numbers in path for value in numbers]
    return [(across + x, down + y) for across, down in zip(flat[::2], flat[1::2], strict=True)]


def mirrored(width: float, places: list[tuple[float, float]]) -> list[tuple[float, float]]:
    return [(width - x, y) for x, y in places]


def alike(one: set[tuple[float, float]], other: set[tuple[float, float]]) -> bool:
    """Whether each point of the first has one of the second next to it, to a hundredth of a point or two."""
    grid = {(round(x / NEAR), round(y / NEAR)) for x, y in other}
    return len(one) == len(other) and all(
        any((round(x / NEAR) + across, round(y / NEAR) + down) in grid for across in (-1, 0, 1) for down in (-1, 0, 1))
        for x, y in one
    )


def near(one: list[tuple[float, float]], other: list[tuple[float, float]]) -> bool:
    return len(one) == len(other) and all(
        abs(a - c) < NEAR and abs(b - d) < NEAR for (a, b), (c, d) in zip(one, other, strict=True)
    )


def of(kind: type, page: Page) -> list[Placed]:
    return [placed for placed in reading(page).found if isinstance(placed.item, kind)]


def item_of(placed: Placed) -> Run:
    assert isinstance(placed.item, Run)
    return placed.item


@dataclass(frozen=True)
class TextLine:
    """A line on a page: what is visible of it, and where its runs begin, from its left edge."""

    words: str
    left: float
    right: float
    baseline: float
    starts: list[float]


def lines(page: Page) -> list[TextLine]:
    found = []
    for _, group in groupby(of(Run, page), lambda placed: (placed.text, item_of(placed).y)):
        runs = [(placed, item_of(placed)) for placed in group]
        ink = [
            (placed.x + run.x, placed.x + run.x + run.width - space(run)) for placed, run in runs if run.text.strip(" ")
        ]
        left, right = min(start for start, _ in ink), max(end for _, end in ink)
        starts = [start - left for start, _ in ink]
        assert starts == sorted(starts)
        words = "".join(run.text for _, run in runs).rstrip(" ")
        found.append(TextLine(words, left, right, runs[0][0].y + runs[0][1].y, starts))
    return found


def space(run: Run) -> float:
    """Width of the spaces that end a run."""
    count = len(run.text) - len(run.text.rstrip(" "))
    ending = run.glyphs[len(run.glyphs) - count :]
    return sum(glyph.advance for glyph in ending) * run.size / 1000 + run.tracking * count


def figures(page: Page) -> list[Group]:
    """The groups of a page that are Figures to its readers."""
    return [
        replace(item, x=item.x + x, y=item.y + y)
        for group in page.groups
        for item, x, y in walk(group)
        if isinstance(item, Group) and item.tag and item.tag.role == "Figure"
    ]


def corners(group: Group) -> set[tuple[float, float]]:
    """Every point and handle of the shapes in a group, to a thousandth of a point."""
    shapes = [
        (shape, x, y)
        for item, x, y in walk(group)
        for shape in (item.shapes if isinstance(item, ClippedShapes) else (item,))
        if isinstance(shape, Shape)
    ]
    return {(round(x, 3), round(y, 3)) for shape, dx, dy in shapes for x, y in points(shape.path, dx, dy)}
