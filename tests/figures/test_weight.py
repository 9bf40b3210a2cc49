"""What a figure weighs in a PDF: its own stream, counted by another library, in a contact sheet of all figures."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from handout_builder.cli import main
from handout_builder.geometry.drawing import Drawing
from handout_builder.practice.library import Library
from tests import REPOSITORY

MOST = 40_000


@pytest.fixture
def sheet(shipped: Callable[[Path], Drawing], drawn: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """The contact sheet of all figures, in which none is drawn again."""
    for path in Library(REPOSITORY).shipped_figures:
        shipped(path)
    monkeypatch.setattr(Library, "figure_cache", drawn)
    assert main(["figure", "--all", "--root", str(REPOSITORY), "-o", str(tmp_path / "all.pdf")]) == 0
    return (tmp_path / "all.pdf").read_bytes()


def test_a_figure_adds_at_most_forty_kilobytes(sheet: bytes) -> None:
    with pikepdf.open(io.BytesIO(sheet)) as document:
        (page,) = document.pages
        weights = {name: len(form.read_raw_bytes()) for name, form in page.Resources.XObject.items()}
    assert len(weights) >= len(list((REPOSITORY / "images" / "figures").glob("*.yaml")))
    assert max(weights.values()) <= MOST


def test_figures_are_vectors(sheet: bytes) -> None:
    with pikepdf.open(io.BytesIO(sheet)) as document:
        kinds = {str(item.get("/Subtype")) for item in document.objects if isinstance(item, pikepdf.Stream)}
    assert "/Image" not in kinds
    assert "/Form" in kinds
