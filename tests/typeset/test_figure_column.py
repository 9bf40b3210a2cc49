"""The column of an exercise's figures: the one with the largest figures that keeps the exercise on its page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from handout_builder.boxes import PlacedDrawing, PlacedImage, walk
from handout_builder.boxes.flow import FitOption
from handout_builder.compose.exercise_blocks import ExerciseBlock
from handout_builder.compose.handout import handout_sheet
from handout_builder.model.edition import StepMeasures
from handout_builder.pages.exercise_breaks import exercise_pages
from handout_builder.pages.exercise_flow import MOST_UNEQUAL, ExerciseFlow
from handout_builder.pipeline.sheet import SheetLayout, typography_of
from handout_builder.practice.library import Library
from handout_builder.typeset.picture_box import fitting_scale
from tests import REPOSITORY

COLUMNS = (126.0, 156.0, 186.0)
NAMES = ("lunge_stretch", "bed_edge_stretch", "ball_massage", "knee_lift_march")
ROOMS = (500.0, 560.0, 600.0, 640.0, 680.0, 800.0)


@cache
def flows(brand_name: str) -> dict[str, ExerciseFlow]:
    library = Library(REPOSITORY)
    brand = library.brand(brand_name)
    sheet = handout_sheet(library.handout("iliopsoas"), brand, library.language("en"), library)
    layout = SheetLayout(library, brand, typography_of(library, brand, library.edition("standard"), None, "en"))
    blocks = [block for chapter in sheet.chapters for block in chapter.blocks if isinstance(block, ExerciseBlock)]
    look = (layout.typography, layout.pictures, layout.typography.width)
    return {block.key: ExerciseFlow(block, *look) for block in blocks}


def scales(flow: ExerciseFlow, option: FitOption) -> list[float]:
    units = [flow.pictures.load(step.picture).units for step in flow.block.steps if step.picture]
    return [fitting_scale(each, option.scale, option.column) for each in units]


def every_way(flow: ExerciseFlow) -> Iterator[FitOption]:
    """All columns at all scales, also the ones that no one chooses."""
    for column in COLUMNS:
        for number in range(89):
            yield FitOption(round(1.60 - number * 0.01, 4), column=column)


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("brand", ["fernhollow", "quince"])
def test_f63_the_column_with_the_largest_figures_that_keeps_the_page_is_chosen(
    brand: str, name: str, room: float
) -> None:
    flow = flows(brand)[name]
    flexible = flow.flexible(defaultdict(int))
    fitting = [way for way in every_way(flow) if flow.height(way) <= room]
    if not fitting:
        assert len(exercise_pages(flexible, (), room, room)) >= 1
        return
    even = [way for way in fitting if max(scales(flow, way)) <= MOST_UNEQUAL * min(scales(flow, way))]
    chosen = next(option for option in flow.options if not option.tighter and flow.height(option) <= room)
    largest = max(min(scales(flow, way)) for way in even or fitting)
    assert min(scales(flow, chosen)) == pytest.approx(largest)
    as_large = [way.column for way in every_way(flow) if scales(flow, way) == scales(flow, chosen)]
    assert chosen.column == min(as_large)
    (page,) = exercise_pages(flexible, (), room, room)
    assert sum(item.gap + item.box.height for item in page) <= room


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("column", COLUMNS)
def test_f63_no_figure_leaves_its_column_or_meets_the_words(name: str, column: float) -> None:
    flow = flows("quince")[name]
    option = next(each for each in flow.options if each.column == column)
    steps = [item.box for item in flow.make(option) if item.name.startswith("Step ")]
    assert len(steps) == len(flow.block.steps)
    for box in steps:
        for item, x, _ in walk(box.content):
            if isinstance(item, PlacedImage):
                assert x + item.x >= 36 - 1e-6 and x + item.x + item.width <= 36 + column + 1e-6
            elif isinstance(item, PlacedDrawing):
                left = x + item.x
                assert left >= 36 - 1e-6 and left + item.drawing.width * item.scale <= 36 + column + 1e-6


def test_f63_wider_than_the_column_of_before() -> None:
    best = {name: flow.options[0].column for name, flow in flows("fernhollow").items()}
    assert best["knee_lift_march"] > 126
    assert {option.column for flow in flows("fernhollow").values() for option in flow.options} == set(COLUMNS)


def test_f63_an_exercise_without_pictures_has_two_ways_only() -> None:
    flow = flows("fernhollow")["knee_lift_march"]
    bare = replace(flow.block, steps=tuple(replace(step, picture=None) for step in flow.block.steps))
    options = ExerciseFlow(bare, flow.typography, flow.pictures, flow.width).options
    assert [option.tighter > 0 for option in options] == [False, True]


@pytest.mark.parametrize(
    ("written", "columns"), [(126, (126,)), ([186, 156, 126], (126, 156, 186)), ([150], (150,)), ([90, 90], (90,))]
)
def test_f63_an_edition_names_one_column_or_several(written: object, columns: tuple[float, ...]) -> None:
    assert StepMeasures.model_validate({"figure": written}).figure_columns == columns
