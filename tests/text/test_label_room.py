"""Labels in pictures have room in every typeface and language: none is cut off, or the picture is refused by name."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from handout_builder.boxes import Group, Page, PlacedDrawing, Tag
from handout_builder.compose.block_parts import PictureBlock
from handout_builder.errors import ContentError
from handout_builder.figures.scene.drawing_cache import FigureCache
from handout_builder.geometry.drawing import LABEL_WEIGHTS, Drawing, Label, Shape
from handout_builder.model.brand import Brand, Fonts, TextFont
from handout_builder.pdf.document import write
from handout_builder.pipeline.sheet import typography_of
from handout_builder.practice.library import Library
from handout_builder.text.fonts import Face, load_face
from handout_builder.text.label_room import Room, fitted
from handout_builder.text.typography import Typography
from handout_builder.typeset.picture_box import Pictures
from tests import REPOSITORY
from tests.pdf import sample
from tests.text.made_fonts import FONTS, lay_family, source_sans, wide

FACTORS = (0.8, 1.0, 1.2, 1.6, 2.0)
SMALLEST = 9.0
OUTLINE = Shape((("M", 0, 0), ("L", 100, 0), ("L", 100, 80), ("L", 0, 80), ("Z",)), stroke="figink", stroke_width=1)
PHRASES = ("2.5 cm down", "10 cm", "einatmen", "Schulterblatt nach unten ziehen", "Отведите плечо", "jy", "Å", "1 in")


@cache
def made(factor: float) -> tuple[bytes, Face]:
    """A font whose letters are `factor` times as wide as those of Source Sans."""
    data = wide(source_sans("SemiBold"), factor)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "Wide-SemiBold.ttf"
        path.write_bytes(data)
        return data, load_face(path)


def ink(label: Label, font: TTFont) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a label in units of its drawing, by another reader of the font."""
    em, pen, boxes = label.size / font["head"].unitsPerEm, 0.0, []
    for character in label.text:
        name = font.getBestCmap()[ord(character)]
        glyph = font["glyf"][name]
        if glyph.numberOfContours:
            boxes.append((pen + glyph.xMin, glyph.yMin, pen + glyph.xMax, glyph.yMax))
        pen += font["hmtx"][name][0]
    start = label.x - {"start": 0.0, "middle": pen / 2, "end": pen}[label.anchor] * em
    left, low, right, high = (
        pick(edges) for pick, edges in zip((min, min, max, max), zip(*boxes, strict=True), strict=True)
    )
    return start + left * em, label.y - high * em, start + right * em, label.y - low * em


labels = st.builds(
    Label,
    x=st.floats(0, 100),
    y=st.floats(5, 78),
    text=st.sampled_from(PHRASES),
    size=st.floats(3, 9),
    anchor=st.sampled_from(["start", "middle", "end"]),
    fill=st.just("figink"),
)


@pytest.mark.no_cover
@settings(max_examples=80)
@given(
    st.lists(labels, min_size=1, max_size=3), st.sampled_from(FACTORS), st.floats(0.9, 2.0), st.sampled_from([110, 200])
)
def test_f71_the_ink_of_every_label_is_in_the_box_of_its_picture(
    drawn: list[Label], factor: float, scale: float, widest: float
) -> None:
    data, face = made(factor)
    drawing = Drawing(100, 80, (OUTLINE, *drawn))
    room = Room(100 * min(scale, widest / 100), 80 * min(scale, widest / 100), widest, SMALLEST)
    found = fitted(drawing, dict.fromkeys(LABEL_WEIGHTS, face), room)
    if found is None:
        return
    assert found.width <= widest + 0.02
    assert found.height <= room.height + 0.02
    font = TTFont(BytesIO(data))
    shown = list(found.drawing.labels())
    assert [label.text for label in shown] == [label.text for label in drawn]
    for label in shown:
        assert label.size * found.scale >= SMALLEST - 1e-6
        left, top, right, bottom = ink(label, font)
        assert found.x + left * found.scale >= -0.05
        assert found.y + top * found.scale >= -0.05
        assert found.x + right * found.scale <= found.width + 0.05
        assert found.y + bottom * found.scale <= found.height + 0.05


@settings(max_examples=40)
@given(st.lists(labels, min_size=1, max_size=3), st.sampled_from(FACTORS))
def test_f71_the_box_of_the_form_in_the_file_holds_every_label(drawn: list[Label], factor: float) -> None:
    data, face = made(factor)
    drawing = Drawing(100, 80, (OUTLINE, *drawn))
    placed = PlacedDrawing(60, 60, 2, drawing, sample.PALETTE, tuple((weight, face.key) for weight in LABEL_WEIGHTS))
    page = Page(sample.WIDTH, sample.HEIGHT, (Group((placed,), tag=Tag("Figure", alt="A picture")),), 1)
    with pikepdf.open(BytesIO(write([page], sample.INFO, {face.key: face}))) as pdf:
        (form,) = pdf.pages[0].Resources.XObject.values()
        box = [float(edge) for edge in form.BBox]
    font = TTFont(BytesIO(data))
    for label in drawn:
        left, top, right, bottom = ink(label, font)
        assert box[0] <= left
        assert box[2] >= right
        assert box[1] <= top
        assert box[3] >= bottom


@cache
def typography(folder: Path, family: str) -> Typography:
    library = Library(REPOSITORY)
    found = typography_of(library, library.brand("quince"), library.edition("standard"), None, "en")
    brand: Brand = found.brand.model_copy(update={"fonts": Fonts(text=TextFont(family=family))})
    return Typography(brand, found.edition, found.paper, "en", (FONTS, folder), found.brand_place)


def test_f71_shipped_figures_show_every_label_in_a_wide_typeface(tmp_path: Path) -> None:
    lay_family(tmp_path / "fonts", "Wide", lambda data: wide(data, 1.2))
    library, setting = Library(REPOSITORY), typography(tmp_path / "fonts", "Wide")
    pictures = Pictures(setting, FigureCache.open(tmp_path / "cache", library.poses))
    labelled = 0
    for path in sorted((REPOSITORY / "images/figures").glob("ball_*.yaml")):
        block = PictureBlock(path, "A figure")
        box = pictures.box(block, 1.2, 172.0)
        (placed,) = box.content.items
        assert isinstance(placed, PlacedDrawing)
        for label in placed.drawing.labels():
            labelled += 1
            face = setting.style("label", LABEL_WEIGHTS[label.weight]).faces[0]
            left, top, right, bottom = ink(label, TTFont(face.path))
            assert placed.x + left * placed.scale >= 0
            assert placed.x + right * placed.scale <= box.width + 0.05 <= 172.1
            assert placed.y + top * placed.scale >= 0
            assert placed.y + bottom * placed.scale <= box.height + 0.05
    assert labelled


def test_f71_labels_without_room_are_refused_with_the_name_of_the_picture(tmp_path: Path) -> None:
    lay_family(tmp_path / "fonts", "Widest", lambda data: wide(data, 2.5))
    library = Library(REPOSITORY)
    pictures = Pictures(typography(tmp_path / "fonts", "Widest"), FigureCache.open(tmp_path / "cache", library.poses))
    chart = REPOSITORY / "images/figures/body_chart.yaml"
    with pytest.raises(ContentError, match=r'labels of the picture "body_chart.yaml" have no room') as caught:
        pictures.box(PictureBlock(chart, "The body"), 1.2, 120.0)
    assert caught.value.problems[0].remedy
