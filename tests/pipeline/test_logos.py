"""A logo that nobody could see or read on paper is a problem; its dark and wide versions are printed in its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from handout_builder.boxes import PlacedDrawing, walk
from handout_builder.cache import Cache
from handout_builder.errors import Place
from handout_builder.geometry.colour import tell_apart
from handout_builder.pictures.logo import opened_logos
from handout_builder.pipeline.logos import logo_problems
from handout_builder.pipeline.sheet import typography_of
from handout_builder.practice.library import Library
from handout_builder.typeset.furniture import RUN_LOGO, Furniture
from tests import REPOSITORY

PNG = b"\x89PNG"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {1}">{2}</svg>'
CROSS = SVG.format(100, 100, '<path d="M40 10h20v30h30v20H60v30H40V60H10V40h30z" fill="{0}"/>')


def drawn(content: str, width: int = 100, height: int = 100) -> bytes:
    return SVG.format(width, height, content).encode()


def cross(colour: str) -> bytes:
    return CROSS.format(colour).encode()


def pixels(path: Path, colour: str, box: tuple[int, int, int, int], ground: str = "#FFFFFF00") -> bytes:
    image = Image.new("RGBA", (400, 400), ground)
    ImageDraw.Draw(image).ellipse(box, fill=colour)
    image.save(path)
    return path.read_bytes()


def furniture(folder: Path, **files: bytes) -> Furniture:
    """Heads with these logos, each a file of the field that it is given for."""
    paths = {}
    for field, data in files.items():
        paths[field] = folder / (field + (".png" if data.startswith(PNG) else ".svg"))
        paths[field].write_bytes(data)
    library = Library(REPOSITORY)
    look = typography_of(library, library.brand("fernhollow"), library.edition("standard"), None, "en")
    return Furniture(look, *opened_logos(paths, Cache(folder / "kept")), lambda field: Place(Path(field)))


def said(folder: Path, **files: bytes) -> list[str]:
    made = furniture(folder, **files)
    found = [list(logo_problems(made, made.place_of, Cache(folder / "kept"))) for _ in range(2)]
    assert found[0] == found[1], "measured or found again, a logo is judged alike"
    return [f"{problem.place.path.name}: {problem}" for problem in found[0]]


@pytest.mark.parametrize("colour", ["#FFFFFF", "#FFF4D6", "#F2F7F3"])
def test_f78_a_logo_as_light_as_paper_is_refused(tmp_path: Path, colour: str) -> None:
    [problem] = said(tmp_path, logo=cross(colour))
    assert "cannot be seen on white paper" in problem and '"logo_dark"' in problem
    assert said(tmp_path, logo=pixels(tmp_path / "pixels.png", colour, (20, 20, 380, 380)))


@pytest.mark.parametrize(
    "content",
    [
        '<circle cx="50" cy="50" r="45" fill="#0B6E78" opacity="0.05"/>',
        '<circle cx="50" cy="50" r="45" fill="#0B6E78"/><path d="M0 0h100v100H0z" fill="#FFFFFF"/>',
        '<circle cx="50" cy="50" r="45" fill="none" stroke="#FFFFFF" stroke-width="6"/>',
    ],
    ids=["transparent", "covered", "white line"],
)
def test_f78_what_counts_is_what_is_painted_and_not_what_the_file_names(tmp_path: Path, content: str) -> None:
    assert "cannot be seen" in "".join(said(tmp_path, logo=drawn(content)))


@pytest.mark.parametrize(
    "content",
    [
        '<circle cx="50" cy="50" r="45" fill="#0B6E78"/><path d="M40 10h20v80H40z" fill="#FFFFFF"/>',
        '<circle cx="50" cy="50" r="45" fill="#FFD400"/>',
        '<circle cx="50" cy="50" r="45" fill="none" stroke="#B3206B" stroke-width="3"/>',
    ],
    ids=["white on a ground", "yellow", "line"],
)
def test_f78_a_logo_that_can_be_seen_is_no_problem(tmp_path: Path, content: str) -> None:
    assert said(tmp_path, logo=drawn(content)) == []


def test_f78_pixels_with_an_empty_border_are_told_to_be_cropped(tmp_path: Path) -> None:
    for ground in ("#FFFFFF00", "#FFFFFF"):
        [problem] = said(tmp_path, logo=pixels(tmp_path / "pixels.png", "#00AA55", (170, 170, 230, 230), ground))
        assert "3 by 3 points" in problem and "cut off the empty border" in problem
    assert said(tmp_path, logo=pixels(tmp_path / "pixels.png", "#00AA55", (40, 40, 360, 360))) == []


def test_f78_a_very_wide_logo_is_told_to_be_the_one_of_page_1(tmp_path: Path) -> None:
    wide = drawn('<path d="M0 0h1000v100H0z" fill="#0B6E78"/>', 1000, 100)
    [problem] = said(tmp_path, logo=wide)
    assert "54 by 6 points" in problem and '"logo_wide"' in problem
    assert said(tmp_path, logo=cross("#0B6E78"), logo_wide=wide) == []
    assert said(tmp_path, logo_wide=wide) == []
    [tall] = said(tmp_path, logo=drawn('<path d="M0 0h10v100H0z" fill="#0B6E78"/>', 10, 100))
    assert "2 by 18 points" in tall and "nearly square" in tall


def test_f78_each_head_has_the_version_that_is_for_it(tmp_path: Path) -> None:
    wide = drawn('<path d="M0 0h400v100H0z" fill="#6E2445"/>', 400, 100)
    made = furniture(tmp_path, logo=cross("#FFFFFF"), logo_dark=cross("#0B6E78"), logo_wide=wide)
    assert list(logo_problems(made, made.place_of, Cache(tmp_path / "kept"))) == []
    heads = (made.masthead(), made.run_head("Hips"))
    first, later = ([item for item, _, _ in walk(head.content) if isinstance(item, PlacedDrawing)] for head in heads)
    assert first[0].drawing.width / first[0].drawing.height == 4
    assert first[0].drawing.height * first[0].scale == made.masthead_place
    assert later[0].drawing.height * later[0].scale == RUN_LOGO
    assert later[0].drawing == furniture(tmp_path, logo=cross("#0B6E78")).logo.picture.drawing  # type: ignore[union-attr]


def test_f81_a_coarse_logo_is_noted(tmp_path: Path) -> None:
    Image.new("RGB", (32, 32), "#0B6E78").save(tmp_path / "small.png")
    [note] = furniture(tmp_path, logo=(tmp_path / "small.png").read_bytes()).notes
    assert note.startswith("logo.png: prints at 64 dpi")
    assert furniture(tmp_path, logo=pixels(tmp_path / "pixels.png", "#00AA55", (40, 40, 360, 360))).notes == ()


def test_f81_a_moving_logo_is_noted(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (320, 320), colour) for colour in ("#0B6E78", "#B3206B")]
    frames[0].save(tmp_path / "moving.gif", save_all=True, append_images=frames[1:])
    first, _ = opened_logos({"logo": tmp_path / "moving.gif"}, Cache(tmp_path / "kept"))
    assert first is not None
    assert first.notes(36.0) == ("moving.gif: GIF: only the first of 2 frames is shown",)


def test_colours_of_paper_are_not_told_from_it() -> None:
    assert not tell_apart("#FFF4D6", "#FFFFFF")
    assert tell_apart("#FFD400", "#FFFFFF")
