"""SVG files read before: the same drawing again, never a stale one, and no problem forgotten."""

from __future__ import annotations

from pathlib import Path

import pytest

from handout_builder.cache import Cache
from handout_builder.errors import ContentError
from handout_builder.geometry.drawing import LazyItems
from handout_builder.pictures.open import open_picture

ROUND = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><circle cx="9.3" cy="10" r="7.1" fill="{}"/></svg>'


def test_a_drawing_is_found_again_and_a_changed_file_is_read_anew(tmp_path: Path) -> None:
    cache, logo = Cache(tmp_path / "kept"), tmp_path / "logo.svg"
    logo.write_text(ROUND.format("#0B6E78"), encoding="utf-8")
    plain = open_picture(logo)
    assert open_picture(logo, cache) == plain
    found = open_picture(logo, cache)
    assert found.drawing is not None
    assert isinstance(found.drawing.items, LazyItems)
    assert found == plain
    logo.write_text(ROUND.format("#0B6E79"), encoding="utf-8")
    assert open_picture(logo, cache) == open_picture(logo) != plain
    for file in cache.folder.iterdir():
        file.write_bytes(b"damaged")
    assert open_picture(logo, cache) == open_picture(logo)


def test_a_faulty_file_is_a_problem_each_time(tmp_path: Path) -> None:
    logo = tmp_path / "logo.svg"
    logo.write_text(ROUND.format("url(#nowhere)"), encoding="utf-8")
    for _ in range(2):
        with pytest.raises(ContentError):
            open_picture(logo, Cache(tmp_path / "kept"))
    assert not (tmp_path / "kept").exists()
