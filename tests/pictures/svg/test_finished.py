"""Gradients, masks, layers and lines that no plain shape can say are drawn as another program draws them."""

from __future__ import annotations

import base64
import io
import re
from itertools import count
from xml.etree import ElementTree

import pikepdf
import pytest
from PIL import Image, ImageOps

from handout_builder.geometry.drawing import Drawing
from handout_builder.geometry.stored_drawing import packed, unpacked
from handout_builder.html.vector import drawing_svg
from handout_builder.pictures.svg import finish, read
from handout_builder.pictures.svg.tree import SvgError
from tests import needs
from tests.pictures.svg.beyond_shapes import DRAWN, LINEAR, SQUARE
from tests.pictures.svg.drawn import drawn, problems, svg
from tests.pictures.svg.painted import difference, elsewhere, on_paper


@needs.svg2pdf
@needs.resvg
@pytest.mark.parametrize("kind", DRAWN)
def test_f67_it_looks_as_another_program_shows_it(kind: str) -> None:
    drawing = drawn(DRAWN[kind])
    ours = on_paper(drawing)
    mean, far = difference(ours, elsewhere(svg(DRAWN[kind]), ours.size))
    assert mean < 2.5
    assert far < 0.01
    assert drawing.finished is not None


@needs.svg2pdf
@needs.resvg
def test_f67_what_is_compared_would_show_a_lost_part() -> None:
    ours = on_paper(drawn(DRAWN["a mask by brightness"]))
    unmasked = DRAWN["a mask by brightness"].replace("mask='url(#m)'", "")
    assert difference(ours, elsewhere(svg(unmasked), ours.size))[0] > 20


@needs.svg2pdf
@pytest.mark.parametrize(
    "head", ["viewBox='-20 -20 140 140'", "width='300' height='100' viewBox='0 0 100 100'", "viewBox='0 0 3 2'"]
)
def test_f67_it_is_laid_on_the_page_as_another_program_lays_it(head: str) -> None:
    body = LINEAR + "<rect width='2' height='1' fill='url(#g)'/><rect x='10' width='80' height='90' fill='url(#g)'/>"
    drawing = drawn(body, head)
    ours = on_paper(drawing)
    assert difference(ours, elsewhere(svg(body, head), ours.size))[1] < 0.01


@needs.svg2pdf
def test_f67_it_is_mirrored_kept_and_found_again() -> None:
    drawing = drawn(DRAWN["aslant, measured in the drawing"])
    assert difference(on_paper(drawing.mirrored()), ImageOps.mirror(on_paper(drawing)))[1] < 0.01
    assert drawing.mirrored().mirrored() == drawing != drawing.mirrored()
    for each in (drawing, drawing.mirrored()):
        assert unpacked(packed(each)) == each


@needs.svg2pdf
def test_f67_the_same_file_has_the_same_bytes() -> None:
    """The library writes its dictionaries in another order each time."""
    body = DRAWN["a mask by brightness"] + DRAWN["many layers"] + DRAWN["a stretched line"]
    one = drawn(body).finished
    assert one is not None
    assert [drawn(body).finished for _ in range(4)] == [one] * 4


@needs.svg2pdf
def test_f67_a_form_has_colours_as_our_files_have_and_no_other_kinds_of_object() -> None:
    for body in DRAWN.values():
        finished = drawn(body).finished
        assert finished is not None
        syntax = " ".join(str(piece) for part in finished.parts for piece in part.syntax)
        assert not re.search(r"ICCBased|/Image|/Font|/ProcSet|\d[eE][+-]?\d", syntax)
        assert all(index < own for own, part in enumerate(finished.parts) for index in _references(part.syntax))


def _references(syntax: tuple[str | int, ...]) -> list[int]:
    return [piece for piece in syntax if isinstance(piece, int)]


@needs.svg2pdf
def test_f67_a_page_for_screens_shows_the_copy_and_shares_no_names_with_it() -> None:
    drawing = drawn(DRAWN["shown twice"])
    assert drawing.finished is not None
    page = ElementTree.fromstring(drawing_svg(drawing.mirrored(), {}, count()))
    (image,) = page
    assert image.tag == "image" and "-1" in image.attrib["transform"]
    shown = base64.b64decode(image.attrib["href"].removeprefix("data:image/svg+xml;base64,"))
    assert shown.decode() == drawing.finished.svg
    assert difference(on_paper(drawing), elsewhere(shown, on_paper(drawing).size))[1] < 0.01


BLANK = {
    "masked away": "<mask id='m'><rect width='100' height='100' fill='black'/></mask><g mask='url(#m)'>"
    + SQUARE.format("")
    + "</g>",
    "clipped away": "<clipPath id='c' clipPathUnits='objectBoundingBox'/>" + SQUARE.format("clip-path='url(#c)'"),
    "outside": LINEAR + "<g transform='translate(500)'>" + SQUARE.format("fill='url(#g)'") + "</g>",
    "faded away": "<linearGradient id='g'><stop stop-opacity='0'/></linearGradient>" + SQUARE.format("fill='url(#g)'"),
}


@needs.svg2pdf
@pytest.mark.parametrize("kind", BLANK)
def test_f67_a_picture_in_which_nothing_is_seen_is_refused(kind: str) -> None:
    assert "drawing.svg:1:1: the drawing shows nothing" in problems(BLANK[kind])


def test_f67_without_the_library_the_problem_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finish, "find_spec", lambda _: None)
    text = problems(LINEAR + SQUARE.format("fill='url(#g)'"))
    assert "drawing.svg:2:" in text
    assert "gradient" in text
    assert 'install "handout-builder[svg]", or export it as PNG' in text
    assert "install" not in problems(LINEAR + SQUARE.format("fill='url(#g)'") + "<text>x</text>")


def test_f67_what_plain_shapes_say_is_not_left_to_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "finished", None)
    assert isinstance(drawn(SQUARE.format("stroke='red'")), Drawing)


@needs.svg2pdf
def test_f67_what_the_library_cannot_read_is_a_problem() -> None:
    with pytest.raises(SvgError, match="cannot draw it"):
        finish.finished("<svg")


@pytest.mark.parametrize(("kind", "why"), [("Font", "it used /Font"), ("XObject", "it used pixels")])
def test_f67_a_library_that_sets_text_or_pixels_is_not_followed(
    kind: str, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A later version may draw what this one does not."""
    monkeypatch.setattr(finish, "_drawn", lambda svg: square_with(kind))
    with pytest.raises(SvgError, match=why):
        finish.finished("")


def square_with(kind: str) -> bytes:
    """A PDF of one page with a black square, and a resource of that kind: a font or an image of one pixel."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(9, 9))
    page.Contents = document.make_stream(b"0 0 9 9 re f")
    page.obj.Group = pikepdf.Object.parse(b"<</S /Transparency>>")
    entries = b"<</Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray>>"
    resource = document.make_stream(b"0", pikepdf.Object.parse(entries))
    page.Resources = pikepdf.Dictionary({f"/{kind}": pikepdf.Dictionary(A=resource)})
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def test_pictures_of_a_size_are_compared() -> None:
    white = Image.new("RGB", (9, 9), "white")
    assert difference(white, white) == (0, 0)
    assert difference(white, Image.new("RGB", (9, 9), "#FFBB00")) == (255, 1)
