"""Pictures of many sheets are opened once, yet the notes of a sheet are about its own pictures only."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from handout_builder.boxes import Box, PlacedImage, walk
from handout_builder.compose.block_parts import PictureBlock
from handout_builder.compose.exercise_blocks import StepBlock
from handout_builder.errors import ContentError, Place
from handout_builder.figures.scene.drawing_cache import FigureCache
from handout_builder.model.rich_text import rich
from handout_builder.pictures.open import open_picture
from handout_builder.pipeline.sheet import typography_of
from handout_builder.practice.library import Library
from handout_builder.typeset.picture_box import HIGHEST, Pictures
from handout_builder.typeset.step import step_box, step_height, step_parts
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


@pytest.mark.parametrize(("ground", "suffix"), [("#FFFFFF", "jpg"), ("#FFFFFF00", "png"), ("#FDFDFD", "png")])
def test_f63_a_picture_with_a_clear_border_is_noted(
    pictures: Pictures, tmp_path: Path, ground: str, suffix: str
) -> None:
    image = Image.new("RGBA", (900, 600), ground)
    ImageDraw.Draw(image).ellipse((360, 20, 540, 580), fill="#1F5F3F")
    (image if suffix == "png" else image.convert("RGB")).save(tmp_path / f"leg.{suffix}")
    box = shown(pictures, PictureBlock(tmp_path / f"leg.{suffix}", "A knee bends"), 72.0)
    assert pictures.notes_on([box.content]) == (
        f"leg.{suffix}: a clear border takes 80% of its width; crop it, and it prints larger",
    )


def test_f63_a_turned_photograph_is_judged_upright_and_one_that_is_full_is_not_noted(tmp_path: Path) -> None:
    image = Image.new("RGB", (900, 600), "#FFFFFF")
    ImageDraw.Draw(image).rectangle((300, 20, 600, 580), fill="#1F5F3F")
    exif = Image.Exif()
    exif[0x0112] = 6
    image.save(tmp_path / "turned.jpg", exif=exif)
    [note] = open_picture(tmp_path / "turned.jpg").notes
    assert "of its height" in note
    image.crop((280, 0, 620, 600)).save(tmp_path / "full.png")
    Image.radial_gradient("L").save(tmp_path / "photo.png")
    assert open_picture(tmp_path / "full.png").notes + open_picture(tmp_path / "photo.png").notes == ()


TALL = [(400, 1600), (300, 800), (200, 1300), (400, 640), (640, 400), (400, 400)]


@pytest.mark.parametrize("size", TALL, ids=str)
def test_f61_the_picture_of_a_step_is_limited_by_its_height(
    pictures: Pictures, tmp_path: Path, size: tuple[int, int]
) -> None:
    Image.new("RGB", size, "teal").save(tmp_path / "tall.png")
    block = StepBlock(1, "step 1", rich("Bend your knee."), None, PictureBlock(tmp_path / "tall.png", "A knee"), ())
    for scale in (1.6, 1.2, 0.72):
        parts = step_parts(block, pictures.typography, pictures, 500.0, 126.0)
        box = step_box(parts, pictures.typography, pictures, scale, 500.0, first=True, anchor="a")
        assert box.height == pytest.approx(step_height(parts, pictures.typography, scale))
        ((image, _, _),) = [found for found in walk(box.content) if isinstance(found[0], PlacedImage)]
        assert isinstance(image, PlacedImage)
        assert image.height <= HIGHEST + 1e-6 and image.width <= 126.0 + 1e-6
        assert image.height / image.width == pytest.approx(size[1] / size[0])
        assert box.height <= HIGHEST + 10


@pytest.mark.parametrize("size", [(20, 60_000), (10, 200), (30, 210)], ids=str)
def test_f61_a_picture_too_narrow_to_be_seen_is_named(
    pictures: Pictures, tmp_path: Path, size: tuple[int, int]
) -> None:
    Image.new("L", size, 90).save(tmp_path / "strip.png")
    place = Place(tmp_path / "trial.yaml", 7, 3)
    with pytest.raises(ContentError) as caught:
        pictures.load(PictureBlock(tmp_path / "strip.png", "A strip", place=place))
    (problem, *_) = caught.value.problems
    assert problem.place == place
    assert f'the picture "strip.png" is {size[1] / size[0]:.0f} times as high as wide' in problem.message
