"""Text that is in a finished file but that nobody sees is a fault: without outline, unpainted, covered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from handout_builder.preflight.report import Report
from tests.preflight.files import changed, drawn, words
from tests.preflight.planted import Look
from tests.text.made_fonts import source_sans, without_ink

Painter = Callable[[Canvas], None]


def ink(report: Report, weight: str = "fault") -> list[str]:
    return [found.message for found in report.findings if found.check == "ink" and found.weight == weight]


def covered(canvas: Canvas) -> None:
    words("Take 20 drops")(canvas)
    canvas.setFillColor("#FFFFFF")
    canvas.rect(66, 195, 16, 16, stroke=0, fill=1)


def under_a_picture(canvas: Canvas) -> None:
    words("Take 20 drops")(canvas)
    canvas.drawImage(ImageReader(Image.new("RGB", (200, 200), "#FFFFFF")), 66, 190, 16, 20)


def white_on_white(canvas: Canvas) -> None:
    words("Take", x=20)(canvas)
    words("20", colour="#FFFFFF", x=60)(canvas)


def clipped_away(canvas: Canvas) -> None:
    words("Take", x=20)(canvas)
    path = canvas.beginPath()
    path.rect(0, 0, 5, 5)
    canvas.clipPath(path, stroke=0)
    words("20", x=60)(canvas)


@pytest.mark.parametrize("page", [covered, under_a_picture, white_on_white, clipped_away])
def test_f73_a_number_that_is_not_seen_is_a_fault(look: Look, page: Painter) -> None:
    [found] = ink(look(drawn(page)))
    assert found.startswith("“20” leaves no ink")


@pytest.mark.parametrize("turn", [0, 90])
def test_f73_digits_without_outlines_are_faults_and_words_are_not(look: Look, tmp_path: Path, turn: int) -> None:
    path = tmp_path / "Holes.ttf"
    path.write_bytes(without_ink(source_sans(), "0123456789"))
    pdfmetrics.registerFont(TTFont("Holes", path))

    def page(canvas: Canvas) -> None:
        canvas.setFont("Holes", 12)
        canvas.drawString(40, 200, "Go about 2.5 cm out, then hold.")

    report = look(changed(drawn(page), lambda pdf: pdf.pages[0].obj.update({"/Rotate": turn})))
    assert [found.partition("”")[0] for found in ink(report)] == ["“2.5"]


def test_f73_text_that_paints_nothing_is_a_fault_but_under_a_scan_a_note(look: Look) -> None:
    def hidden(canvas: Canvas) -> None:
        text = canvas.beginText(40, 200)
        text.setTextRenderMode(3)
        text.setFont("Helvetica", 12)
        text.textOut("Take 20 drops")
        canvas.drawText(text)

    def scan(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(Image.radial_gradient("L")), 0, 0, 300, 300)
        hidden(canvas)

    alone, with_scan = look(drawn(hidden)), look(drawn(scan))
    assert len(ink(alone)) == 1 and ink(alone, "note") == []
    assert len(ink(with_scan, "note")) == 1 and ink(with_scan) == []


def test_f73_small_signs_on_any_ground_are_seen(look: Look) -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFillColor("#1D4F91")
        canvas.rect(0, 150, 250, 100, stroke=0, fill=1)
        words("1.5 – 2, it's “so” · ‘x’ l I | - : ; ° ½", size=9, colour="#FFFFFF")(canvas)
        words("J. j f, (y) e.g. 1/2", size=9, y=100)(canvas)

    assert ink(look(drawn(page))) == []
