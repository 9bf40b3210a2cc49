"""What a figure weighs in a PDF: its own stream, counted by another library, in a contact sheet of all figures."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

from handout_builder.cli import main

ROOT = Path(__file__).resolve().parents[2]
MOST = 40_000


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    target = tmp_path_factory.mktemp("sheet") / "all.pdf"
    assert main(["figure", "--all", "--root", str(ROOT), "-o", str(target)]) == 0
    return target.read_bytes()


def test_a_figure_adds_at_most_forty_kilobytes(sheet: bytes) -> None:
    with pikepdf.open(io.BytesIO(sheet)) as document:
        (page,) = document.pages
        weights = {name: len(form.read_raw_bytes()) for name, form in page.Resources.XObject.items()}
    assert len(weights) >= len(list((ROOT / "images" / "figures").glob("*.yaml")))
    assert max(weights.values()) <= MOST


def test_figures_are_vectors(sheet: bytes) -> None:
    with pikepdf.open(io.BytesIO(sheet)) as document:
        kinds = {str(item.get("/Subtype")) for item in document.objects if isinstance(item, pikepdf.Stream)}
    assert "/Image" not in kinds
    assert "/Form" in kinds
