"""The fonts of a brand → sheets in them, or each font problem once, with the path from the practice folder."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from handout_builder.errors import ContentError
from handout_builder.pipeline.handout import Job, lay_out
from handout_builder.pipeline.sheet import printed
from handout_builder.practice.library import Library
from tests.cli.practice import edit, make_practice
from tests.text.made_fonts import WEIGHTS, lay_family, named, source_sans, wide, without_characters


@pytest.fixture
def practice(tmp_path: Path) -> Path:
    """A practice with the text font "Mine", whose files are still to be laid."""
    make_practice(tmp_path)
    edit(tmp_path / "layouts/brands/oak/brand.yaml", "emergency:", "fonts: {text: {family: Mine}}\nemergency:")
    return tmp_path


def lines(practice: Path) -> list[str]:
    """The problems of the handout, one a line."""
    with pytest.raises(ContentError) as caught:
        lay_out(Library(practice), Job("sore_knees"))
    return str(caught.value).splitlines()


def test_f76_each_font_problem_is_said_once_with_the_path_from_the_practice_folder(practice: Path) -> None:
    lay_family(practice / "layouts/fonts", "Mine", lambda data: b"wOF2" + data[4:])
    found = lines(practice)
    assert [line.partition(":")[0] for line in found] == [
        f"layouts/fonts/Mine-{weight}.ttf" for weight in sorted(WEIGHTS)
    ]
    assert all("this is a web font (WOFF2)" in line for line in found)


def test_f74_a_font_cut_to_a_fifth_is_a_problem_and_no_crash(practice: Path) -> None:
    lay_family(practice / "layouts/fonts", "Mine", lambda data: data[: len(data) // 5])
    assert all("this font file is damaged" in line for line in lines(practice))


def test_f75_a_font_that_cannot_be_used_for_latin_is_a_problem(practice: Path) -> None:
    lay_family(practice / "layouts/fonts", "Mine", lambda data: without_characters(data, map(chr, range(33, 127))))
    assert all("cannot be used for Latin" in line for line in lines(practice))


def test_f72_files_of_one_name_print_each_with_its_own_glyphs(practice: Path) -> None:
    folder = practice / "layouts/fonts"
    folder.mkdir(parents=True)
    for weight in WEIGHTS:
        heavy = wide(source_sans(weight), 1.1) if weight == "ExtraBold" else source_sans(weight)
        (folder / f"Mine-{weight}.ttf").write_bytes(named(heavy, "Mine"))
    with pikepdf.open(BytesIO(printed(lay_out(Library(practice), Job("sore_knees"))))) as pdf:
        fonts = {name: font for page in pdf.pages for name, font in page.Resources.Font.items()}
        mine = [font for font in fonts.values() if str(font.BaseFont).endswith("+Mine")]
        programs = {bytes(font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()) for font in mine}
    assert len(mine) == len(programs) >= 3
