"""A step: its number has room for two digits in every look, and its words use the width that no picture takes."""

from __future__ import annotations

from pathlib import Path

import pytest

from handout_builder.boxes import Run, walk
from handout_builder.compose.exercise_blocks import StepBlock
from handout_builder.errors import Place
from handout_builder.figures.scene.drawing_cache import FigureCache
from handout_builder.model.rich_text import rich
from handout_builder.typeset.picture_box import Pictures
from handout_builder.typeset.step import step_box, step_parts
from tests.plans.samples import library
from tests.typeset.strips import Look, typography_of

LOOKS = [Look(brand, edition) for brand in ("fernhollow", "quince") for edition in ("standard", "black", "large")]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> FigureCache:
    return FigureCache.open(tmp_path_factory.mktemp("cache"), library().poses)


def runs_of(number: int, look: Look, cache: FigureCache) -> list[tuple[Run, float]]:
    """The runs of a step without a picture, each with the x of its start."""
    typography = typography_of(look)
    block = StepBlock(number, f"Step {number}", rich("Lift your arm."), None, None, (), Place(Path("x.yaml"), 1, 1))
    pictures = Pictures(typography, cache)
    parts = step_parts(block, typography, pictures, typography.width, 126.0)
    box = step_box(parts, typography, pictures, 1.0, typography.width, first=True, anchor="a")
    return [(item, x + item.x) for item, x, _ in walk(box.content) if isinstance(item, Run)]


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look.brand}-{look.edition}")
@pytest.mark.parametrize("number", range(1, 13))
def test_f83_one_to_twelve_steps_have_room_for_their_numbers(number: int, look: Look, cache: FigureCache) -> None:
    columns = typography_of(look).edition.step
    (digits, x), *_ = runs_of(number, look, cache)
    ink = digits.width - digits.size / 4 * digits.text.endswith(" ")
    assert digits.text.strip() == str(number)
    assert x >= 0 and x + ink <= columns.number + columns.number_gap - 2
    assert digits.size >= typography_of(look).edition.smallest


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look.brand}-{look.edition}")
def test_f83_digits_stay_inside_their_disc(look: Look, cache: FigureCache) -> None:
    if typography_of(look).brand.style.step_marker != "disc":
        look = Look("fernhollow", look.edition)
    typography, size = typography_of(look), typography_of(look).edition.step.number
    (digits, x), *_ = runs_of(12, look, cache)
    width = digits.width - digits.size / 4
    height = typography.faces()[digits.face].cap_height * digits.size / 1000
    assert (width**2 + height**2) ** 0.5 <= size
    assert x + width / 2 == pytest.approx(size / 2, abs=1.5)


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look.brand}-{look.edition}")
def test_f18_a_step_without_a_picture_uses_the_whole_width(look: Look, cache: FigureCache) -> None:
    columns = typography_of(look).edition.step
    _, (words, x), *_ = runs_of(1, look, cache)
    assert words.text.startswith("Lift")
    assert x == columns.number + columns.number_gap
