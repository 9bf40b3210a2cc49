"""Parts of PDF files that our own files do not have are read as the standard says, in files of other programs."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from handout_builder.preflight.fonts import fonts
from handout_builder.preflight.report_text import report_text
from tests.preflight.files import changed, drawn, handout, words
from tests.preflight.planted import Look, checks


def fonts_of(change: Callable[[Pdf], None]) -> dict[str, tuple[bool, bool]]:
    """Name → embedded, only a subset; for a page in Helvetica after a change."""
    with pikepdf.open(io.BytesIO(drawn(words("Hi")))) as pdf:
        change(pdf)
        return {font.name: (font.embedded, font.subset) for font in fonts(pdf)}


def drawn_font(pdf: Pdf) -> pikepdf.Object:
    """A Type 3 font, whose glyphs are drawn with a font of their own."""
    inner = Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name.Inner)
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        Name=Name.Drawn,
        FontMatrix=Array([1, 0, 0, 1, 0, 0]),
        FontBBox=Array([0, 0, 1, 1]),
        CharProcs=Dictionary(),
        Resources=Dictionary(Font=Dictionary(I=inner)),
    )


def in_the_page(pdf: Pdf) -> None:
    pdf.pages[0].obj.Resources.Font["/D"] = drawn_font(pdf)


def in_a_form_field(pdf: Pdf) -> None:
    pdf.Root["/AcroForm"] = Dictionary(DR=Dictionary(Font=Dictionary(D=drawn_font(pdf))))


def in_a_state_of_an_appearance(pdf: Pdf) -> None:
    """The stream is under /N /On, and its resources hold themselves."""
    stream = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    stream["/Resources"] = Dictionary(Font=Dictionary(D=drawn_font(pdf)), XObject=Dictionary(Again=stream))
    tick = Dictionary(
        Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([0, 0, 9, 9]), AP=Dictionary(N=Dictionary(On=stream))
    )
    pdf.pages[0].obj["/Annots"] = Array([tick])


def in_a_pattern(pdf: Pdf) -> None:
    stream = pdf.make_stream(b"", Type=Name.Pattern, PatternType=1)
    stream["/Resources"] = Dictionary(Font=Dictionary(D=drawn_font(pdf)))
    pdf.pages[0].obj.Resources["/Pattern"] = Dictionary(P=stream)


def inherited_from_the_tree_of_pages(pdf: Pdf) -> None:
    page = pdf.pages[0].obj
    page.Parent["/Resources"] = page.Resources
    page.Parent.Resources.Font["/D"] = drawn_font(pdf)
    del page["/Resources"]


@pytest.mark.parametrize(
    "change",
    [in_the_page, in_a_form_field, in_a_state_of_an_appearance, in_a_pattern, inherited_from_the_tree_of_pages],
)
def test_fonts_are_found_wherever_a_page_can_use_them(change: Callable[[Pdf], None]) -> None:
    found = fonts_of(change)
    assert found["Drawn"] == (True, True)
    assert found["Inner"] == (False, False)


def test_a_page_without_resources_has_no_fonts(look: Look) -> None:
    def bare(pdf: Pdf) -> None:
        del pdf.pages[0].obj["/Resources"]

    report = look(changed(drawn(lambda canvas: None), bare))
    assert report.fonts == ()
    assert "fonts      none" in report_text(report)


def test_a_font_that_is_embedded_whole_is_noted(look: Look) -> None:
    def whole(pdf: Pdf) -> None:
        for found in pdf.objects:
            if isinstance(found, Dictionary) and "/BaseFont" in found:
                found["/BaseFont"] = Name("/" + str(found.BaseFont)[1:].partition("+")[2])

    report = look(changed(handout(), whole))
    assert "fonts" in checks(report, "note")
    assert "is embedded whole" in report_text(report)


def test_the_contrast_of_a_text_that_is_seen_through_is_that_of_its_mixture(look: Look) -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFillColor("#000000", alpha=0.5)
        canvas.setFont("Helvetica", 20)
        canvas.drawString(40, 200, "Half")

    found = look(drawn(page)).lowest_contrast
    assert found is not None
    assert found.value == pytest.approx(3.9, abs=0.11)  # grey #808080 on white


def test_a_file_without_pages_is_a_fault(look: Look) -> None:
    with pikepdf.new() as pdf:
        target = io.BytesIO()
        pdf.save(target)
    assert not look(target.getvalue()).fine


def test_a_part_that_cannot_be_read_is_a_fault_and_stops_nothing(look: Look) -> None:
    def broken(pdf: Pdf) -> None:
        pdf.Root["/Metadata"] = pdf.make_stream(b"not packed", Filter=Name.FlateDecode)

    report = look(changed(drawn(words("Hi")), broken, fix_metadata_version=False))
    assert report.pages == 1 and report.fonts
    assert "the metadata cannot be read: " in report_text(report)


@pytest.mark.parametrize("metadata", [b"<x><y></x>", b"<!DOCTYPE x><x/>"])
def test_metadata_that_is_no_xml_says_nothing(look: Look, metadata: bytes) -> None:
    def spoilt(pdf: Pdf) -> None:
        pdf.Root.Metadata.write(metadata)

    report = look(changed(handout(), spoilt, fix_metadata_version=False))
    assert report.claims.pdf_ua is None or report.claims.pdf_ua == ""
    assert "tags" in checks(report)


def test_what_tells_nothing_of_a_person_is_no_detail(look: Look) -> None:
    def change(pdf: Pdf) -> None:
        blank = pdf.make_indirect(
            Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=Array([0, 0, 9, 9]), FT=Name.Tx, T="name", V=" ")
        )
        note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 9, 9]), T="")
        pdf.pages[0].obj["/Annots"] = Array([blank, note])
        pdf.Root["/AcroForm"] = Dictionary(Fields=Array([blank]))

    before = look(drawn(words("Hi"))).details
    assert set(look(changed(drawn(words("Hi")), change)).details) == set(before)


def test_private_data_of_a_program_are_a_detail(look: Look) -> None:
    def change(pdf: Pdf) -> None:
        pdf.pages[0].obj["/PieceInfo"] = Dictionary(Draw=Dictionary())

    details = look(changed(drawn(words("Hi")), change)).details
    assert "private data of the program that made it" in [detail.value for detail in details]


def test_a_photograph_without_camera_data_tells_nothing(look: Look) -> None:
    target = io.BytesIO()
    Image.effect_noise((60, 40), 30).convert("RGB").save(target, "JPEG")

    def page(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(io.BytesIO(target.getvalue())), 0, 0, 14.4, 9.6)

    report = look(drawn(page))
    assert not any("camera" in detail.value for detail in report.details)
    assert "1, lowest resolution 300 dpi" in report_text(report)


def test_the_text_of_a_report_has_a_line_for_each_thing(look: Look) -> None:
    bare = report_text(look(drawn(lambda canvas: None)))
    for line in ("language   none", "pictures   none with pixels", "safety     no safety message found"):
        assert line in bare
    assert "type " not in bare and "contrast " not in bare
    unread = report_text(look(b"hello"))
    assert unread.count("\n") == 1 and "no PDF" in unread

    def two_languages(pdf: Pdf) -> None:
        first = next(found for found in pdf.objects if isinstance(found, Dictionary) and found.get("/S") == Name.P)
        first["/Lang"] = "fr"

    assert "language   en, and fr" in report_text(look(changed(handout(), two_languages)))
