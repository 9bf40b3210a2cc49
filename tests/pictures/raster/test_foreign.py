"""Odd picture files of other programs are shown right or refused."""

from __future__ import annotations

import json

import pytest
from PIL import Image, ImageStat

from handout_builder.errors import ContentError
from handout_builder.pictures.open import open_picture
from tests import SHARED, needs
from tests.pictures.raster.samples import far_apart, natural, pixels

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


def _hostile(name: str) -> Image.Image:
    return pixels(natural(open_picture(HOSTILE / name)))


def test_two_turns_of_one_photograph_look_alike() -> None:
    one = _hostile("pillow__Tests__images__hopper_orientation_3.jpg")
    other = _hostile("pillow__Tests__images__hopper_orientation_6.jpg")
    assert far_apart(one, other) < 6


def test_a_16_bit_ramp_has_its_tones() -> None:
    grey = _hostile("pngsuite__png__basn0g16.png")
    assert len(grey.getcolors() or []) > 50 and 60 < ImageStat.Stat(grey).mean[0] < 200
