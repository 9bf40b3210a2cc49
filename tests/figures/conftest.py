"""Shipped figures, each drawn once for all tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from handout_builder.figures.scene import figure_file
from handout_builder.figures.scene.drawing_cache import FigureCache
from handout_builder.figures.scene.scene import Composed, compose
from handout_builder.geometry.drawing import Drawing
from handout_builder.model.figures.figure import FigureFile
from tests import REPOSITORY

POSES = REPOSITORY / "images" / "poses"
MOST_DRAWN = 10
"""Figures that a single test may draw."""


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder where the drawings of `shipped` are stored."""
    return tmp_path_factory.mktemp("drawn")


@pytest.fixture(scope="session")
def shipped(drawn: Path) -> Callable[[Path], Drawing]:
    """Draws a shipped figure, pose or plate, once in a run."""
    figures = FigureCache.open(drawn, POSES)

    def drawing(path: Path) -> Drawing:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(figure_file, "compose", compose)  # not counted by `few_are_drawn`
            return figures.drawing(path)

    return cache(drawing)


@pytest.fixture(autouse=True)
def few_are_drawn(shipped: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No test draws all figures anew: it asks `shipped`."""
    count = 0

    def counted(figure: FigureFile, mirror: bool = False) -> Composed:
        nonlocal count
        count += 1
        return compose(figure, mirror)

    monkeypatch.setattr(figure_file, "compose", counted)
    yield
    assert count <= MOST_DRAWN, f"this test draws {count} figures: take shipped ones from the fixture `shipped`"
