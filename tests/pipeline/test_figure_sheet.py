"""The `figure` command on real files: what it writes, and what it refuses."""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from handout_builder.cli import main
from handout_builder.geometry.colour import colours, contrast
from handout_builder.geometry.roles import ROLES
from handout_builder.model.people import SKIN_TONES, People
from handout_builder.pipeline.figure_sheet import FigureSheet
from handout_builder.pipeline.sheet import typography_of
from handout_builder.practice.library import Library
from handout_builder.text.typography import Typography
from handout_builder.typeset.picture_box import palette
from tests import REPOSITORY


def run(*arguments: str) -> int:
    return main(["figure", "--root", str(REPOSITORY), *arguments])


def grey(path: Path) -> Image.Image:
    with Image.open(path) as picture:
        return picture.convert("L")


def test_one_figure_in_each_form(tmp_path: Path) -> None:
    for ending in ("png", "svg", "pdf"):
        assert run("lunge_3", "-o", str(tmp_path / f"x.{ending}"), "--width", "400") == 0
    with Image.open(tmp_path / "x.png") as picture:
        assert picture.width == 400
    assert (tmp_path / "x.svg").read_text(encoding="utf-8").startswith("<svg")
    assert len(pypdfium2.PdfDocument((tmp_path / "x.pdf").read_bytes())) == 1


def test_the_mirror_is_the_figure_seen_in_a_mirror(tmp_path: Path) -> None:
    for name, more in (("plain", []), ("mirrored", ["--mirror"])):
        assert run("march_3", "-o", str(tmp_path / f"{name}.png"), "--width", "300", *more) == 0
    plain, mirrored = grey(tmp_path / "plain.png"), grey(tmp_path / "mirrored.png")
    assert plain.tobytes() != mirrored.tobytes()
    turned = mirrored.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    far = sum(abs(a - b) > 96 for a, b in zip(plain.tobytes(), turned.tobytes(), strict=True))
    assert far < 0.004 * len(plain.tobytes())


def test_grey_has_no_colour(tmp_path: Path) -> None:
    assert run("lunge_3", "--grey", "-o", str(tmp_path / "x.png"), "--width", "200") == 0
    picture = Image.open(io.BytesIO((tmp_path / "x.png").read_bytes())).convert("RGB")
    red, green, blue = picture.split()
    assert red.tobytes() == green.tobytes() == blue.tobytes()


def test_brands_differ_only_in_colours(tmp_path: Path) -> None:
    for brand in ("fernhollow", "quince"):
        assert run("lunge_3", "--brand", brand, "-o", str(tmp_path / f"{brand}.svg")) == 0
    one, other = ((tmp_path / f"{brand}.svg").read_text(encoding="utf-8") for brand in ("fernhollow", "quince"))
    assert one != other
    assert _without_colours(one) == _without_colours(other)


def test_several_names_make_a_contact_sheet(tmp_path: Path) -> None:
    assert run("march_1", "march_2", "-o", str(tmp_path / "sheet.pdf")) == 0
    words = pypdfium2.PdfDocument((tmp_path / "sheet.pdf").read_bytes())[0].get_textpage().get_text_range()
    assert "march_1" in words
    assert "march_2" in words


def test_people_of_a_practice_change_skin_hair_and_build_and_nothing_else(tmp_path: Path) -> None:
    for folder in ("layouts", "images", "handouts"):
        shutil.copytree(REPOSITORY / folder, tmp_path / folder)
    brand = tmp_path / "layouts" / "brands" / "fernhollow" / "brand.yaml"
    svgs = {}
    for skin in ("paper", "tan", "dark"):
        people = f"people: {{skin: [{skin}], hair: [bald]}}\n"
        brand.write_text(_shipped_brand() + people, encoding="utf-8")
        target = tmp_path / f"{skin}.svg"
        assert main(["figure", "--root", str(tmp_path), "lunge_3", "-o", str(target)]) == 0
        svgs[skin] = target.read_text(encoding="utf-8")
    near, far = SKIN_TONES["dark"]
    assert f'fill="{near}"' in svgs["dark"]
    assert f'fill="{far}"' in svgs["dark"]
    assert near not in svgs["tan"]
    assert len({_without_colours(svg) for svg in svgs.values()}) == 1
    hair = colours("#0B6E78").hair_colour
    assert not any(f'fill="{hair}"' in svg for svg in svgs.values())


def test_the_low_ink_form_is_outline_and_hatch_alone() -> None:
    library = Library(REPOSITORY)
    brand = library.brand("fernhollow").model.model_copy(update={"people": People(skin=("dark",))})
    edition = library.edition("standard").model.model_copy(update={"colours": "black"})
    place = library.brand("fernhollow").place()
    typography = Typography(brand, edition, "a4", "en", (REPOSITORY / "layouts" / "fonts",), place)
    paints = dict(palette(typography, "lunge_1"))
    assert set(paints) == set(ROLES)
    dark = {role for role, colour in paints.items() if contrast(colour, "#FFFFFF") > 1.05}
    assert dark == {"figink", "prop", "accent", "hatch", "ghost", "text", "muted"}


def test_labels_have_the_same_weight_on_screens_and_on_paper() -> None:
    library = Library(REPOSITORY)
    typography = typography_of(library, library.brand("fernhollow"), library.edition("standard"), None, "en")
    sheet, name = FigureSheet(library, typography), "iliopsoas_plate"
    on_screen = set(re.findall(r'font-weight="(\d+)"', sheet.svg(name).decode()))
    with pikepdf.open(io.BytesIO(sheet.pdf([name]))) as pdf:
        (drawing,) = pdf.pages[0].Resources.XObject.values()
        names = {str(font.BaseFont).partition("+")[2] for font in drawing.Resources.Font.values()}
    faces = {face.name: face.weight for face in typography.faces().values()}
    assert {f"{faces[name]:.0f}" for name in names} == on_screen == {"600", "700"}


def _shipped_brand() -> str:
    return (REPOSITORY / "layouts" / "brands" / "fernhollow" / "brand.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "arguments",
    [
        ["nobody"],
        [],
        ["march_1", "-o", "x.gif"],
        ["march_1", "march_2", "-o", "x.svg"],
        ["march_1", "--brand", "nobody"],
    ],
)
def test_what_is_not_there_is_a_matter_of_the_command_line(arguments: list[str], tmp_path: Path) -> None:
    assert run(*arguments) == 2


def test_a_plate_that_must_not_be_mirrored_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("iliopsoas_plate", "--mirror", "-o", str(tmp_path / "x.svg")) == 1
    assert "must not be mirrored" in capsys.readouterr().err


def _without_colours(svg: str) -> str:
    return re.sub(r"#[0-9A-F]{6}", "#", svg)
