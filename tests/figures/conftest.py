"""Shipped figures, each drawn once for all tests."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from handout_builder.figures.scene.figure_file import draw_file
from handout_builder.geometry.drawing import Drawing

POSES = Path(__file__).resolve().parents[2] / "images" / "poses"


@pytest.fixture(scope="session")
def shipped() -> Callable[[Path], Drawing]:
    """Draws a shipped figure or pose, once."""
    return cache(lambda path: draw_file(path, POSES))
