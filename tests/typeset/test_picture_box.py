"""Pictures of many sheets are opened once, yet a sheet is told about its own pictures only."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from handout_builder.boxes import Box
from handout_builder.compose.block_parts import PictureBlock
from handout_builder.figures.scene.drawing_cache import FigureCache
from handout_builder.pipeline.sheet import typography_of
from handout_builder.practice.library import Library
from handout_builder.typeset.picture_box import Pictures
from tests import REPOSITORY


@pytest.fixture
def pictures(tmp_path: Path) -> Pictures:
    library = Library(REPOSITORY)
    typography = typography_of(library, library.brand("fernhollow"), library.edition("standard"), None, "en")
    return Pictures(typography, FigureCache.open(tmp_path / "cache", library.poses))


def photograph(path: Path, side: int) -> PictureBlock:
    Image.radial_gradient("L").resize((side, side)).save(path)
    return PictureBlock(path, "A knee bends")


def shown(pictures: Pictures, block: PictureBlock, width: float) -> Box:
    return pictures.box(block, 100.0, width)


def test_a_sheet_is_told_about_its_own_pictures_only(pictures: Pictures, tmp_path: Path) -> None:
    coarse, fine = photograph(tmp_path / "coarse.png", 60), photograph(tmp_path / "fine.png", 600)
    of_one_patient, of_another = shown(pictures, coarse, 72.0), shown(pictures, fine, 72.0)
    (note,) = pictures.notes_on([of_one_patient.content])
    assert note.startswith("coarse.png: prints at 60 dpi")
    assert pictures.notes_on([of_another.content]) == ()
    assert pictures.notes_on([of_another.content, of_one_patient.content, of_one_patient.content]) == (note,)


def test_a_note_is_about_the_size_on_this_sheet(pictures: Pictures, tmp_path: Path) -> None:
    block = photograph(tmp_path / "knee.png", 150)
    small, large = shown(pictures, block, 72.0), shown(pictures, block, 144.0)
    assert small.content.items[0].image is large.content.items[0].image  # type: ignore[union-attr]
    assert pictures.notes_on([small.content]) == ()
    assert "at 75 dpi" in pictures.notes_on([large.content])[0]
