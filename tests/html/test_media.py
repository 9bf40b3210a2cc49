"""Pictures, drawings and fonts inside the page: the pixels, shapes and letters of their sources, no more."""

from __future__ import annotations

import base64
import io
import re
import struct
import zlib
from itertools import count
from pathlib import Path

import pytest
import uharfbuzz as hb
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from handout_builder.geometry.drawing import Clipped, Drawing, Label, Shape
from handout_builder.geometry.path import Segment
from handout_builder.html.element import Markup, block, element, escape, inline
from handout_builder.html.screen import image
from handout_builder.html.vector import drawing_svg, sign_svg
from handout_builder.model.rich_text import Span
from handout_builder.pictures.open import encode, open_picture
from handout_builder.pictures.signs import SIGNS
from handout_builder.text.fonts import load_face
from handout_builder.text.web_font import web_font
from tests import REPOSITORY
from tests.html.reader import read

FONT = REPOSITORY / "layouts" / "fonts" / "SourceSans3-Regular.ttf"


def pixels(uri: str) -> Image.Image:
    kind, data = re.fullmatch(r"data:image/(png|jpeg);base64,(.*)", uri).groups()  # type: ignore[union-attr]
    found = Image.open(io.BytesIO(base64.b64decode(data)))
    assert found.format == kind.upper()
    return found


def shown(tmp_path: Path, source: Image.Image, name: str = "a.png") -> str:
    path = tmp_path / name
    source.save(path)
    return image(encode(open_picture(path), 400, 300), "A knee", 7)


@pytest.mark.parametrize("mode", ["RGB", "L", "P", "1"])
def test_a_png_keeps_every_pixel(tmp_path: Path, mode: str) -> None:
    source = Image.linear_gradient("L").resize((30, 20)).convert("RGB").convert(mode)
    text = shown(tmp_path, source)
    (uri,) = re.findall(r'src="(.*?)"', text)
    assert pixels(uri).convert("RGB").tobytes() == source.convert("RGB").tobytes()
    assert 'alt="A knee"' in text


def test_transparency_becomes_a_mask(tmp_path: Path) -> None:
    source = Image.new("RGBA", (8, 6), (200, 30, 40, 255))
    source.putpixel((3, 2), (0, 0, 0, 128))
    text = shown(tmp_path, source)
    mask, picture = (pixels(uri) for uri in re.findall(r'href="(data:.*?)"', text))
    assert mask.tobytes() == source.getchannel("A").tobytes()
    assert picture.convert("RGB").getpixel((0, 0)) == (200, 30, 40)
    assert 'role="img" aria-label="A knee"' in text
    assert 'mask="url(#mask-7)"' in text


def test_a_photograph_is_turned_and_says_nothing_of_where_it_was_taken(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "Ada's garden"
    path = tmp_path / "a.jpg"
    Image.effect_noise((60, 40), 50).convert("RGB").save(path, exif=exif)
    (uri,) = re.findall(r'src="(.*?)"', image(encode(open_picture(path), 400, 300), "A garden", 0))
    assert pixels(uri).size == (40, 60)
    assert b"garden" not in base64.b64decode(uri.partition(",")[2])
    assert not pixels(uri).getexif()


# --- drawings


def absolute(data: str) -> list[tuple[str, ...]]:
    """Path data as absolute commands, by the rules of SVG 1.1."""
    found: list[tuple[str, ...]] = []
    x = y = sx = sy = 0.0
    for kind, numbers in re.findall(r"([MLCZmlcz])([^MLCZmlcz]*)", data):
        values = [float(number) for number in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", numbers)]
        if kind.islower():
            values = [value + (y if index % 2 else x) for index, value in enumerate(values)]
        if values:
            x, y = values[-2:]
        if kind in "Mm":
            sx, sy = x, y
        if kind in "Zz":
            x, y = sx, sy
        found.append((kind.upper(), *(f"{value:.2f}" for value in values)))
    return found


number = st.floats(-200, 200).map(lambda value: round(value, 2) + 0.0)
segments = st.one_of(
    st.tuples(st.just("L"), number, number),
    st.tuples(st.just("C"), *[number] * 6),
    st.just(("Z",)),
    st.tuples(st.just("M"), number, number),
)


@given(st.lists(segments, max_size=12), number, number)
def test_a_path_stays_where_it_was(more: list[Segment], x: float, y: float) -> None:
    path: tuple[Segment, ...] = (("M", x, y), *more)
    (data,) = re.findall(r' d="(.*?)"', drawing_svg(Drawing(10, 10, (Shape(path, fill="#000000"),)), {}, count()))
    wanted = [(kind, *(f"{value:.2f}" for value in values)) for kind, *values in path]
    found = absolute(data)
    assert [s[0] for s in found] == [s[0] for s in wanted]
    for one, other in zip(found, wanted, strict=True):
        assert [float(value) for value in one[1:]] == pytest.approx([float(value) for value in other[1:]], abs=0.006)


def test_clips_have_names_of_their_own_and_words_are_escaped() -> None:
    square: tuple[Segment, ...] = (("M", 0, 0), ("L", 9, 0), ("L", 9, 9), ("Z",))
    inner = Clipped(square, (Shape(square, fill="skin", stroke="accent", stroke_width=1, dash=(2, 1), opacity=0.5),))
    drawing = Drawing(10, 10, (Clipped(square, (inner,), even_odd=True), Label(1, 1, "a < b", 4)))
    ids = count()
    text = "".join(drawing_svg(drawing, {"skin": "#AABBCC", "accent": "#112233", "text": "#000000"}, ids) for _ in "ab")
    names = re.findall(r'<clipPath id="(.*?)"', text)
    assert len(set(names)) == 4
    assert sorted(re.findall(r"url\(#(.*?)\)", text)) == sorted(names)
    assert "a &lt; b" in text
    with pytest.raises(KeyError):
        drawing_svg(drawing, {}, ids)


@pytest.mark.parametrize("name", SIGNS)
def test_signs_take_the_colour_of_the_text_and_are_passed_over(name: str) -> None:
    text = sign_svg(name, "#C8102E")
    assert 'aria-hidden="true"' in text
    assert set(re.findall(r'(?:fill|stroke)="(.*?)"', text)) <= {"currentColor", "none", "#C8102E"}


# --- fonts


def tables(font: bytes) -> bytes:
    """The TrueType file inside a WOFF file, put together by the W3C Recommendation."""
    signature, flavour, length, number = struct.unpack_from(">4s4sIH", font)
    assert (signature, length) == (b"wOFF", len(font))
    (total,) = struct.unpack_from(">I", font, 16)
    directory, body = b"", b""
    for index in range(number):
        name, offset, packed, plain, checksum = struct.unpack_from(">4sIIII", font, 44 + 20 * index)
        assert offset % 4 == 0
        data = font[offset : offset + packed]
        data = zlib.decompress(data) if packed < plain else data
        assert len(data) == plain
        directory += struct.pack(">4sIII", name, checksum, 12 + 16 * number + len(body), plain)
        body += data + bytes(-plain % 4)
    whole = flavour + struct.pack(">HHHH", number, 0, 0, 0) + directory + body
    assert len(whole) == total
    return bytes(whole)


def test_a_web_font_shows_its_characters_as_the_whole_font_does() -> None:
    face = load_face(FONT)
    part = hb.Font(hb.Face(tables(web_font(face, "AV To 0é→"))))
    whole = face.shape("AV To 0é")
    buffer = hb.Buffer()
    buffer.add_str("AV To 0é")
    buffer.guess_segment_properties()
    hb.shape(part, buffer)
    assert all(info.codepoint for info in buffer.glyph_infos)
    assert [place.x_advance for place in buffer.glyph_positions] == [round(glyph.advance) for glyph in whole]
    assert not part.get_nominal_glyph(ord("z"))
    assert web_font(face, "To AV") == web_font(face, "VA oT")
    assert len(web_font(face, "To AV")) < 6_000


# --- escaping


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_any_text_comes_back_from_content_and_attribute(text: str) -> None:
    tree = read("<!DOCTYPE html>\n" + element("p", text, title=text))
    assert tree.attributes["title"] == text
    assert "".join(map(str, tree.kids)) == text
    assert escape(escape(text)) == escape(text)


def test_elements_say_their_attributes_and_children() -> None:
    made = element("input", type="checkbox", checked=True, disabled=False, aria_label="x", class_=None)
    assert made == '<input type="checkbox" checked aria-label="x">'
    assert block("ul", None, element("li", "a & b"), Markup("<hr>")) == "<ul>\n<li>a &amp; b</li>\n<hr>\n</ul>"
    rich = (Span("a "), Span("b", bold=True), Span("c", target="https://x.example/?a&b"))
    assert inline((Span("psoas", bold=True, lang="es"),)) == '<strong><span lang="es">psoas</span></strong>'
    assert inline(rich) == 'a <strong>b</strong><a href="https://x.example/?a&amp;b">c</a>'
