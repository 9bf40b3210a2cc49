"""A photograph of one side is never printed for the other, unless it may be mirrored; each side may have its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageStat

from handout_builder.compose.exercise_blocks import ExerciseBlock
from handout_builder.errors import ContentError
from handout_builder.pictures.open import encode, open_picture
from handout_builder.pipeline.handout import Job, lay_out
from handout_builder.pipeline.sheet import LaidOutSheet, html_of, printed
from handout_builder.practice.library import Library
from tests.pictures.raster.samples import natural, pixels, scene
from tests.sides.practices import exercise, messages, planned, practice

ALT = "A person bends one knee."
EACH = {
    "left": {"file": "left.png", "alt": "A person bends the left knee.", "caption": "Left knee"},
    "right": {"file": "right.png", "alt": "A person bends the right knee.", "caption": "Right knee"},
}


def photographed(root: Path, figure: dict[str, Any], **fields: Any) -> Library:
    library = practice(root, exercise({"do": "Bend one knee.", "figure": figure}, **fields))
    (root / "images").mkdir()
    for name in ("left.png", "right.png", "photo.jpg"):
        scene((640, 400)).save(root / "images" / name)
    return library


def pictures(made: LaidOutSheet) -> list[tuple[str, str, bool]]:
    blocks = [block for chapter in made.sheet.chapters for block in chapter.blocks if isinstance(block, ExerciseBlock)]
    found = [step.picture for block in blocks for step in block.steps if step.picture]
    return [(picture.path.name, picture.alt, picture.mirrored) for picture in found]


def test_f60_each_side_has_its_own_picture_words_and_caption(tmp_path: Path) -> None:
    library = photographed(tmp_path, EACH)
    assert not any(messages(library, "both").values())
    left, right = (planned(library, side).laid_out for side in ("left", "right"))
    assert pictures(left) == [("left.png", "A person bends the left knee.", False)]
    assert pictures(right) == [("right.png", "A person bends the right knee.", False)]
    assert pictures(planned(library, "both").laid_out) == [*pictures(left), *pictures(right)]
    assert pictures(lay_out(library, Job("trial"))) == pictures(left)
    assert "right knee" not in html_of(left).lower() and "left knee" not in html_of(right).lower()
    assert printed(left) and printed(right)


@pytest.mark.parametrize("mirror", [None, "never"])
def test_f60_a_photograph_of_the_other_side_is_refused_with_remedies_that_exist(
    mirror: str | None, tmp_path: Path
) -> None:
    figure = {"file": "photo.jpg", "alt": ALT, "side": "right", **({"mirror": mirror} if mirror else {})}
    library = photographed(tmp_path, figure)
    assert pictures(planned(library, "right").laid_out) == [("photo.jpg", ALT, False)]
    with pytest.raises(ContentError) as caught:
        planned(library, "left")
    (problem,) = caught.value.problems
    assert problem.place.path.name == "trial.yaml" and problem.place.line
    assert '"left:" and "right:"' in problem.remedy
    assert ("mirror: allowed" in problem.remedy) == (mirror is None)


def test_f60_a_photograph_that_may_be_mirrored_is_mirrored_for_the_other_side_only(tmp_path: Path) -> None:
    figure = {"file": "photo.jpg", "alt": ALT, "side": "right", "mirror": "allowed"}
    library = photographed(tmp_path, figure)
    assert pictures(planned(library, "right").laid_out) == [("photo.jpg", ALT, False)]
    made = planned(library, "left").laid_out
    assert pictures(made) == [("photo.jpg", ALT, True)]
    assert printed(made) != printed(planned(library, "right").laid_out)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("ending", ["png", "jpg"])
def test_f60_a_mirrored_photograph_is_the_upright_one_with_left_and_right_exchanged(
    orientation: int, ending: str, tmp_path: Path
) -> None:
    path = tmp_path / f"photo.{ending}"
    exif = Image.Exif()
    exif[0x0112] = orientation
    how: dict[str, Any] = {"quality": 95, "subsampling": 0} if ending == "jpg" else {}
    scene((64, 40)).save(path, exif=exif, **how)
    picture = open_picture(path)
    upright, mirrored = pixels(natural(picture)).convert("RGB"), pixels(natural(picture.mirrored)).convert("RGB")
    turned = upright.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    assert mirrored.size == upright.size
    far = max(ImageStat.Stat(ImageChops.difference(turned, mirrored)).mean)
    assert far <= (0 if ending == "png" else 4)
    assert encode(picture.mirrored.mirrored, 10, 10) == encode(picture, 10, 10)


@pytest.mark.parametrize(
    ("figure", "fields", "wrong"),
    [
        (EACH, {"sides": "both"}, "a picture for the left side is in an exercise"),
        (EACH, {"sides": "none"}, "a picture for the right side is in an exercise"),
        ({"left": EACH["left"]}, {}, '"right" is missing'),
        ({"left": EACH["left"], "right": {**EACH["left"], "file": "right.png"}}, {}, "which is the other side"),
        ({**EACH, "file": "photo.jpg"}, {}, 'unknown key "file"'),
        ({"left": EACH["left"], "right": {**EACH["right"], "file": "none.png"}}, {}, 'there is no picture "none.png"'),
        ({"left": EACH["left"], "right": {**EACH["right"], "side": "left"}}, {}, 'unknown key "side"'),
        ({"left": EACH["left"], "right": {**EACH["right"], "caption": "Left knee"}}, {}, "which is the other side"),
    ],
)
def test_f60_two_pictures_that_would_not_both_be_right_are_refused(
    figure: dict[str, Any], fields: dict[str, Any], wrong: str, tmp_path: Path
) -> None:
    found = messages(photographed(tmp_path, figure, **fields), "left" if not fields else "")
    assert all(any(wrong in line for line in lines) for lines in found.values()), found
