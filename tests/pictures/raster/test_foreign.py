"""Odd picture files of other programs are shown right or refused; `test_formats` and `test_bad_files` make such."""

from __future__ import annotations

import json

import pytest

from handout_builder.errors import ContentError
from handout_builder.pictures.open import open_picture
from tests import SHARED, needs
from tests.pictures.raster.samples import natural, pixels

pytestmark = needs.shared
HOSTILE = SHARED / "data" / "hostile"


def manifest() -> dict[str, dict[str, str]]:
    """What each file is, by its name; one name that is skipped where there are none."""
    path = HOSTILE / "manifest.jsonl"
    if not path.exists():
        return {"none here": {}}
    return {entry["file"]: entry for entry in map(json.loads, path.read_text(encoding="utf-8").splitlines())}


@pytest.mark.parametrize("entry", manifest().values(), ids=manifest())
def test_odd_files_are_shown_right_or_refused(entry: dict[str, str]) -> None:
    path = HOSTILE / entry["file"]
    is_refused = entry["class"] in (
        *("truncated", "corrupt", "decompression bomb", "wrong extension / empty"),
        *("svg hostile", "svg broken/odd"),
    )
    if is_refused:
        with pytest.raises(ContentError):
            open_picture(path)
        return
    picture = open_picture(path)
    if picture.kind == "vector":
        assert picture.drawing and picture.drawing.items
        return
    shown = pixels(natural(picture))
    ink = [channel.getextrema() for channel in shown.convert("RGBA").split()]
    assert shown.size == (picture.width, picture.height)
    assert entry["class"] == "tiny" or any(len(set(extrema)) > 1 for extrema in ink)
