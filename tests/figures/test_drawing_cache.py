"""Stored drawings: the same back, found again, and never stale."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
import shapely

from handout_builder.errors import ContentError
from handout_builder.figures.scene import drawing_cache
from handout_builder.figures.scene.drawing_cache import FigureCache
from handout_builder.figures.scene.figure_file import draw_file
from handout_builder.geometry import stored_drawing
from handout_builder.geometry.drawing import Drawing, LazyItems
from handout_builder.geometry.stored_drawing import packed, unpacked
from tests import REPOSITORY

IMAGES = REPOSITORY / "images"
POSES = IMAGES / "poses"
BED = IMAGES / "figures" / "bed_4.yaml"


def test_every_shipped_drawing_comes_back_unchanged_to_the_type_of_each_number(
    shipped: Callable[[Path], Drawing],
) -> None:
    for path in sorted((IMAGES / "figures").glob("*.yaml")):
        drawing = shipped(path)
        again = unpacked(packed(drawing))
        assert whole(again) == whole(drawing)
        assert isinstance(drawing.items, LazyItems) and isinstance(again.items, LazyItems)
        assert again.items.digest == drawing.items.digest


def whole(drawing: Drawing) -> str:
    return repr((drawing.width, drawing.height, tuple(drawing.items), tuple(drawing.labels())))


def test_a_drawing_just_stored_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(stored: object) -> None:
        raise AssertionError("a stored drawing was read")

    monkeypatch.setattr(stored_drawing, "_read", fail)
    cache = FigureCache.open(tmp_path / "cache", POSES)
    assert len(cache.drawing(BED).items) > 20
    with pytest.raises(AssertionError, match="was read"):
        len(cache.drawing(BED).items)


def test_the_second_time_is_read_not_drawn(tmp_path: Path) -> None:
    cache = FigureCache.open(tmp_path / "cache", POSES)
    first = cache.drawing(BED)
    assert first == draw_file(BED, POSES)
    assert len(list((tmp_path / "cache").glob("*/*"))) == 1
    assert cache.drawing(BED) == first
    script = (
        "import sys; from pathlib import Path; from handout_builder.figures.scene.drawing_cache import FigureCache\n"
        f"FigureCache.open(Path({str(tmp_path / 'cache')!r}), Path({str(POSES)!r})).drawing(Path({str(BED)!r}))\n"
        "print(sorted({'shapely', 'pydantic', 'numpy', 'yaml'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=IMAGES.parent)
    assert run.stdout.strip() == "[]"


def test_another_version_of_geos_is_stored_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may be another under the same version of shapely."""
    assert shapely.geos_version_string in " ".join(drawing_cache._geos())
    before = FigureCache.open(tmp_path, POSES)
    monkeypatch.setattr(drawing_cache, "_geos", lambda: ("libgeos-0a1b2c3d.so.3.99.1",))
    assert FigureCache.open(tmp_path, POSES).ground != before.ground


def test_geos_that_no_wheel_carries_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = SimpleNamespace(origin=str(tmp_path / "shapely" / "__init__.py"))
    monkeypatch.setattr(drawing_cache, "find_spec", lambda name: spec)
    assert drawing_cache._geos.__wrapped__() == (shapely.geos_version_string,)


def test_mirrored_and_changed_drawings_are_stored_apart(tmp_path: Path) -> None:
    poses = tmp_path / "poses"
    poses.mkdir()
    (poses / "base.yaml").write_text("pose: {head: {flex: 5}}\n", encoding="utf-8")
    figure = tmp_path / "nod.yaml"
    figure.write_text("from: base\n", encoding="utf-8")
    plain = FigureCache.open(tmp_path / "c", poses).drawing(figure)
    assert FigureCache.open(tmp_path / "c", poses).drawing(figure, mirror=True) == plain.mirrored()
    (poses / "base.yaml").write_text("pose: {head: {flex: 45}}\n", encoding="utf-8")
    assert FigureCache.open(tmp_path / "c", poses).drawing(figure) != plain


def test_another_person_is_stored_apart(tmp_path: Path) -> None:
    cache = FigureCache.open(tmp_path / "c", POSES)
    own, other = cache.drawing(BED), cache.drawing(BED, looks={"hair": "bald"})
    assert other != own
    assert other == draw_file(BED, POSES, looks={"hair": "bald"})
    assert not any(getattr(item, "fill", None) == "hair" for item in other.items)
    with pytest.raises(ValueError, match="hair"):
        cache.drawing(BED, looks={"hair": "green"})


def test_a_broken_file_is_drawn_anew_and_problems_are_not_stored(tmp_path: Path) -> None:
    cache = FigureCache.open(tmp_path / "c", POSES)
    first = cache.drawing(BED)
    kept = next((tmp_path / "c").glob("*/*"))
    kept.write_text('{"width": 3', encoding="utf-8")
    assert cache.drawing(BED) == first
    bad = tmp_path / "bad.yaml"
    bad.write_text("pose: {head: {flex: 500}}\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(ContentError):
            cache.drawing(bad)
    with pytest.raises(ContentError):
        cache.drawing(tmp_path / "nowhere.yaml")
