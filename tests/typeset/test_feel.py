"""The matrix of what to feel: its key costs no line of its own, a cell without a neighbour takes the whole row."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from handout_builder.boxes import Box, Group
from handout_builder.compose.exercise_blocks import FeelBlock, FeelCell
from handout_builder.geometry.drawing import Shape
from handout_builder.model.rich_text import rich
from handout_builder.practice.library import Library
from handout_builder.text.typography import Typography
from handout_builder.typeset.feel import feel_box
from tests import REPOSITORY

WIDTH = 522.0
LINE = 16.0


@pytest.fixture(scope="module")
def typography() -> Typography:
    library = Library(REPOSITORY)
    brand, edition = library.brand("fernhollow"), library.edition("standard")
    return Typography(brand.model, edition.model, "letter", "en", (REPOSITORY / "layouts" / "fonts",), brand.place())


def matrix(typography: Typography, *texts: str, swatch: bool = True, hatched: bool = True) -> Box:
    icons = ("check", "cross", "easier", "harder")
    cells = tuple(
        FeelCell(icon, "Feel", rich(text), swatch and index == 0)
        for index, (icon, text) in enumerate(zip(icons, texts, strict=False))
    )
    return feel_box(FeelBlock(cells, "the hatch"), typography, WIDTH, hatched)


def keys(group: Group, x: float = 0.0) -> Iterator[float]:
    """Where keys to the hatch are painted, from the left."""
    for item in group.items:
        if isinstance(item, Group):
            if item.tag and item.tag.role == "Figure":
                first = next(shape for shape in item.items if isinstance(shape, Shape))
                yield x + item.x + min(float(str(value)) for _, *at in first.path for value in at[:1])
            else:
                yield from keys(item, x + item.x)


@pytest.mark.parametrize("words", range(4, 28))
def test_the_key_never_makes_a_text_of_two_lines_or_more_longer(typography: Typography, words: int) -> None:
    text = " ".join(["a pull"] * (words // 2) + ["now"] * (words % 2))
    with_key, without = matrix(typography, text, "no"), matrix(typography, text, "no", swatch=False)
    assert len(list(keys(with_key.content))) == 1
    if without.height > matrix(typography, "a", "no").height + 1:
        assert with_key.height == without.height


def test_the_key_stands_behind_the_words_where_they_leave_room(typography: Typography) -> None:
    (x,) = keys(matrix(typography, "a pull", "no").content)
    assert x > typography.edition.icon


def test_f58_there_is_no_key_where_no_picture_has_a_hatch(typography: Typography) -> None:
    without = matrix(typography, "a pull", "no", hatched=False)
    assert list(keys(without.content)) == []
    assert without.height == matrix(typography, "a pull", "no", swatch=False).height


def test_a_cell_without_a_neighbour_takes_the_whole_row(typography: Typography) -> None:
    long = "keep both hands on the kitchen counter all the time"
    alone, with_another = matrix(typography, "a", "b", long), matrix(typography, "a", "b", long, "d")
    assert with_another.height - alone.height == pytest.approx(2 * LINE - typography.edition.icon)
