"""A verdict "legible" that was kept is found for the same picture only: whatever differs is judged anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from handout_builder.boxes import Group, PlacedDrawing
from handout_builder.cache import Cache
from handout_builder.errors import Place
from handout_builder.geometry.drawing import Drawing, Label, Shape
from handout_builder.geometry.stored_drawing import packed, unpacked
from handout_builder.legibility import check
from handout_builder.legibility.check import LegibilityChecker

PANEL = Shape((("M", 0, 0), ("L", 90, 0), ("L", 90, 40), ("L", 0, 40), ("Z",)), fill="skin")
DRAWING = Drawing(100, 60, (PANEL, Label(10, 20, "knee", 10, fill="text")))
PALETTE = (("text", "#111111"), ("skin", "#F0E0D0"))
FINE = PlacedDrawing(0, 0, 1, unpacked(packed(DRAWING)), PALETTE)


def relabelled(change: Callable[[Label], Label]) -> PlacedDrawing:
    return replace(FINE, drawing=FINE.drawing.relabelled(change))


def with_items(*items: Shape | Label) -> PlacedDrawing:
    return replace(FINE, drawing=unpacked(packed(replace(DRAWING, items=items))))


CHANGES = {
    "colour of the ground": (replace(FINE, palette=(("text", "#111111"), ("skin", "#333333"))), 9.0),
    "scale": (replace(FINE, scale=0.5), 9.0),
    "smallest size": (FINE, 11.0),
    "size of the label": (relabelled(lambda label: replace(label, size=5)), 9.0),
    "colour of the label": (relabelled(lambda label: replace(label, fill="#EEEEEE")), 9.0),
    "ground": (with_items(replace(PANEL, fill="#222222"), DRAWING.items[1]), 9.0),  # type: ignore[arg-type]
}


def verdict(placed: PlacedDrawing, smallest: float, cache: Cache) -> list[str]:
    checker = LegibilityChecker(9, smallest, cache)
    return [problem.message for problem in checker.problems([(Place(Path("a")), Group((placed,)))])]


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_differs_is_judged_anew(change: str, tmp_path: Path) -> None:
    placed, smallest = CHANGES[change]
    warm = Cache(tmp_path / "warm")
    assert verdict(FINE, 9.0, warm) == []
    assert len(list(warm.folder.iterdir())) == 1
    assert verdict(placed, smallest, warm) == verdict(placed, smallest, Cache(tmp_path / "cold")) != []


def test_what_is_the_same_is_not_judged_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert verdict(FINE, 9.0, Cache(tmp_path)) == []
    monkeypatch.setattr(check, "label_faults", None)
    assert verdict(replace(FINE, x=50, y=7), 9.0, Cache(tmp_path)) == []
