"""Each letter is set in the first face that has it: display, text, Source Sans; digits in one with a plain zero."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from string import ascii_lowercase, digits

import pytest
from fontTools.ttLib import TTFont

from handout_builder.boxes import PlacedDrawing, Run, walk
from handout_builder.compose.block_parts import PictureBlock
from handout_builder.errors import ContentError, Place
from handout_builder.figures.scene.drawing_cache import FigureCache
from handout_builder.model.rich_text import rich
from handout_builder.practice.library import Library
from handout_builder.text.fonts import load_face
from handout_builder.text.setter import ParagraphSetter
from handout_builder.text.typography import Typography
from handout_builder.text.web_font import web_font
from handout_builder.typeset.picture_box import Pictures
from tests import REPOSITORY
from tests.text.made_fonts import FONTS, changed, lay_family, source_sans, without_characters

ATKINSON = FONTS / "AtkinsonHyperlegibleNext-ExtraBold.ttf"


def look(folder: Path, display: str, text: str = "Source Sans 3", brand: str = "fernhollow") -> Typography:
    library = Library(REPOSITORY)
    entry = library.brand(brand)
    fonts = {"display": {"family": display, "weight": "800"}, "text": {"family": text}}
    model = type(entry.model).model_validate({**entry.model.model_dump(), "fonts": fonts})
    edition = library.edition("standard").model
    return Typography(model, edition, "a4", "en", (folder, FONTS), entry.place())


def set_in(made: Typography, words: str, style: str = "h1") -> list[tuple[str, str]]:
    """Each stretch of a heading with the name of the file that prints it."""
    setter = ParagraphSetter(made, Place(Path("heading")))
    box = setter.box(rich(words), made.display(style), 900)
    faces = made.faces()
    return [
        (item.text.strip(), faces[item.face].path.stem.partition("-")[0])
        for item, _, _ in walk(box.content)
        if isinstance(item, Run)
    ]


def lay_display(folder: Path, lacking: str, name: str = "Show") -> None:
    (folder / f"{name}-ExtraBold.ttf").write_bytes(without_characters(ATKINSON.read_bytes(), lacking))


def test_f75_a_letter_that_the_display_face_lacks_is_set_in_the_text_face_and_then_in_source_sans(
    tmp_path: Path,
) -> None:
    lay_display(tmp_path, "ßλ")
    lay_family(tmp_path, "Mine", lambda data: without_characters(data, "λ"))
    assert set_in(look(tmp_path, "Show", "Mine"), "Fuß λ hip") == [
        ("Fu", "Show"),
        ("ß", "Mine"),
        ("", "Show"),
        ("λ", "SourceSans3"),
        ("hip", "Show"),
    ]


@pytest.mark.parametrize("lacking", [digits, ascii_lowercase, digits + ascii_lowercase])
def test_f75_a_display_face_of_capitals_alone_is_no_problem(tmp_path: Path, lacking: str) -> None:
    lay_display(tmp_path, lacking)
    made = look(tmp_path, "Show")
    assert list(made.font_problems()) == []
    assert {name for _, name in set_in(made, "HIP 27 hip")} == {"Show", "SourceSans3"}


def test_f75_a_text_face_must_have_every_letter_and_digit(tmp_path: Path) -> None:
    lay_family(tmp_path, "Mine", lambda data: without_characters(data, "7"))
    problems = list(look(tmp_path, "Source Sans 3", "Mine").font_problems())
    assert len(problems) == 4
    assert all("it has no 7" in str(problem) for problem in problems)


def test_f75_a_display_face_without_any_latin_letter_is_a_problem(tmp_path: Path) -> None:
    lay_display(tmp_path, "".join(map(chr, range(33, 127))))
    with pytest.raises(ContentError, match="cannot be used for Latin"):
        look(tmp_path, "Show").display("h1")


def test_f77_digits_of_a_heading_have_a_plain_zero() -> None:
    made = look(FONTS, "Atkinson Hyperlegible Next")
    assert set_in(made, "Weeks 0 to 12") == [
        ("Weeks", "AtkinsonHyperlegibleNext"),
        ("0", "SourceSans3"),
        ("to", "AtkinsonHyperlegibleNext"),
        ("12", "SourceSans3"),
    ]


def test_f77_a_display_face_with_a_plain_zero_keeps_its_digits(tmp_path: Path) -> None:
    (tmp_path / "Show-ExtraBold.ttf").write_bytes((FONTS / "Fraunces-SemiBold.ttf").read_bytes())
    assert {name for _, name in set_in(look(tmp_path, "Show"), "Weeks 0 to 12")} == {"Show"}


def test_f77_a_dotted_zero_is_marked_too_and_a_font_without_zero_has_none(tmp_path: Path) -> None:
    def dotted(font: TTFont) -> None:
        cmap = font.getBestCmap()
        font["glyf"][cmap[ord("0")]] = font["glyf"][cmap[ord("8")]]

    made = changed(source_sans("ExtraBold"), dotted)
    for name, data, marked in (
        ("dotted", made, True),
        ("none", without_characters(source_sans(), "0"), False),
        ("plain", source_sans(), False),
    ):
        path = tmp_path / f"{name}.ttf"
        path.write_bytes(data)
        assert load_face(path, needed="").marks_zero is marked, name


def test_f77_where_the_text_face_marks_its_zero_too_the_digits_of_headings_stay(tmp_path: Path) -> None:
    def slashed(data: bytes) -> bytes:
        font = TTFont(BytesIO(data))
        cmap = font.getBestCmap()
        return changed(data, lambda made: made["glyf"].__setitem__(cmap[ord("0")], made["glyf"][cmap[ord("8")]]))

    lay_family(tmp_path, "Mine", slashed)
    made = look(tmp_path, "Atkinson Hyperlegible Next", "Mine")
    assert {name for _, name in set_in(made, "Weeks 0 to 12")} == {"AtkinsonHyperlegibleNext"}


def test_f77_on_screens_the_display_font_has_no_digits_either() -> None:
    face = look(FONTS, "Atkinson Hyperlegible Next").display("h1").faces[0]
    assert web_font(face, "Weeks 012") == web_font(face, "Weeks ") != web_font(load_face(ATKINSON), "Weeks 012")


def test_f75_a_label_in_a_picture_is_set_in_the_first_face_that_has_all_its_letters(tmp_path: Path) -> None:
    lay_family(tmp_path, "Mine", lambda data: without_characters(data, "ß"))
    made, library = look(tmp_path, "Source Sans 3", "Mine"), Library(REPOSITORY)
    figures = FigureCache.open(tmp_path / "cache", library.poses)
    figure = library.root / "images" / "figures" / "lunge_2.yaml"
    for words, name in (("von oben", "Mine"), ("Fuß oben", "SourceSans3")):
        block = PictureBlock(figure, "A person stands in a lunge", labels=(("from above", words),))
        [placed] = Pictures(made, figures).box(block, 1.0, 200.0).content.items
        assert isinstance(placed, PlacedDrawing)
        used = {
            made.faces()[key].path.stem.partition("-")[0] for weight, key in placed.label_faces if weight == "medium"
        }
        assert used == {name}
