"""Files by other programs, and files that cannot be read, get a report too; the command says it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf
from reportlab.pdfgen.canvas import Canvas

from handout_builder.cli import main
from handout_builder.preflight import inspect
from tests.html.sheets import laid
from tests.preflight.files import changed, drawn, handout, words
from tests.preflight.planted import Look, checks


def test_a_plain_file_by_another_program(look: Look) -> None:
    def page(canvas: Canvas) -> None:
        words("WARNING: do not bend.", y=250)(canvas)
        words("It hurts.", y=236)(canvas)
        words("Faint", colour="#999999", y=200)(canvas)
        words("Tiny", size=7, y=150)(canvas)
        canvas.linkURL("https://a.example", (10, 10, 90, 30))

    report = look(drawn(page, lambda canvas: None))
    assert report.readable
    assert checks(report) == {"tags", "language", "fonts", "title", "type", "contrast", "links", "empty"}
    assert [font.name for font in report.fonts if not font.embedded] == ["Helvetica"]
    assert report.smallest_type is not None
    assert (report.smallest_type.value, report.smallest_type.words) == (7, "Tiny")
    assert report.lowest_contrast is not None
    assert report.lowest_contrast.words == "Faint"
    assert report.lowest_contrast.value == pytest.approx(2.85, abs=0.02)
    (found,) = report.safety
    assert (found.page, found.word, found.tagged) == (1, "WARNING", False)
    assert found.words.startswith("WARNING: do not bend. It hurts.")
    assert report.empty_pages == (2,)


def test_text_inside_forms_turned_pages_and_moved_crops_is_measured_where_it_is_seen(look: Look) -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFillColor("#000080")
        canvas.rect(100, 100, 200, 100, stroke=0, fill=1)
        canvas.beginForm("inner")
        words("White on blue", size=20, colour="#FFFFFF", x=0, y=0)(canvas)
        canvas.endForm()
        canvas.saveState()
        canvas.translate(110, 140)
        canvas.scale(0.6, 0.6)
        canvas.doForm("inner")
        canvas.restoreState()

    def turn(pdf: Pdf) -> None:
        pdf.pages[0].obj["/Rotate"] = 90
        pdf.pages[0].obj["/CropBox"] = Array([90, 90, 320, 220])

    for data in (drawn(page), changed(drawn(page), turn)):
        report = look(data)
        assert report.smallest_type is not None
        assert report.lowest_contrast is not None
        assert report.smallest_type.value == pytest.approx(12)
        assert report.lowest_contrast.value == pytest.approx(16.0, abs=0.1)


def test_text_that_nobody_sees_is_not_measured(look: Look) -> None:
    def page(canvas: Canvas) -> None:
        text = canvas.beginText(40, 200)
        text.setTextRenderMode(3)
        text.setFont("Helvetica", 5)
        text.textOut("words behind a scan")
        canvas.drawText(text)

    report = look(drawn(page))
    assert report.smallest_type is None
    assert report.empty_pages == (1,)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"hello", "no PDF"),
        (b"<html>%PDF", "no PDF"),
        (b"%PDF-1.7\nhello", "damaged"),
        (b"%PDF-1.7", "damaged"),
    ],
)
def test_what_is_no_pdf_is_said_plainly(look: Look, data: bytes, said: str) -> None:
    report = look(data)
    assert not report.readable
    (finding,) = report.findings
    assert said in finding.message


def test_a_locked_file_and_a_missing_one(look: Look, tmp_path: Path) -> None:
    locked = changed(handout(), lambda pdf: None, encryption=pikepdf.Encryption(owner="x", user="secret"))
    assert "locked with a password" in look(locked).findings[0].message
    assert "cannot be read" in inspect(tmp_path / "none.pdf").findings[0].message
    assert "cannot be read" in inspect(tmp_path).findings[0].message


def circle(pdf: Pdf) -> None:
    tree = pdf.Root.StructTreeRoot
    first = tree.K[0] if isinstance(tree.K, Array) else tree.K
    first["/K"] = Array([first])


def strange(pdf: Pdf) -> None:
    pdf.Root["/Lang"] = Array([1])
    pdf.Root["/MarkInfo"] = 7
    pdf.Root["/ViewerPreferences"] = Name.Odd
    pdf.Root["/StructTreeRoot"] = Dictionary(K=Array([3, Name.A, Dictionary(S=7)]))
    pdf.Root.Metadata.write(b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]><x>&a;</x>")
    pdf.pages[0].obj["/Annots"] = Array(
        [1, Dictionary(Subtype=Name.Link, A=3), Dictionary(Subtype=Name.Link, A=Dictionary())]
    )
    pdf.pages[0].obj.Resources["/Font"] = Dictionary(A=3, B=Dictionary(Subtype=Name.Type0, DescendantFonts=4))
    pdf.pages[1].obj["/Contents"] = pdf.make_stream(b"q q ( Tj BT /None 12 Tf <00 Tj")


@pytest.mark.parametrize("change", [circle, strange])
def test_strange_files_are_read_to_the_end(look: Look, change: Callable[[Pdf], None]) -> None:
    report = look(changed(handout(), change))
    assert report.readable
    assert report.pages == len(laid().pages)
    assert not report.fine


def test_a_file_cut_or_broken_anywhere_gets_a_report(look: Look) -> None:
    whole = drawn(words("WARNING"), words("b"))
    for at in range(0, len(whole), len(whole) // 25):
        cut, broken = whole[:at], whole[:at] + b"\xff" + whole[at + 3 :]
        for data in (cut, broken):
            report = look(data)
            assert report.findings
            json.dumps(report.as_data())


def test_the_command_says_it_and_its_exit_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = tmp_path / "good.pdf", tmp_path / "bad.pdf"
    good.write_bytes(handout())
    bad.write_bytes(drawn(words("x", size=5)))
    assert main(["check", "--pdf", str(good)]) == 0
    assert "no faults" in capsys.readouterr().out
    assert main(["check", "--pdf", str(good), str(bad), "--quiet"]) == 1
    said = capsys.readouterr().out
    assert str(bad) in said
    assert str(good) not in said
    assert "fault: page 1: “x” is 5 points high" in said
    assert main(["check", "--pdf", "--json", str(good), str(bad)]) == 1
    data = json.loads(capsys.readouterr().out)
    assert [(found["path"], found["fine"]) for found in data] == [(str(good), True), (str(bad), False)]
    assert data[0]["claims"]["pdf_ua"] == "1"
    assert data[0]["safety"][0]["page"] == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--pdf"], "name the PDF files"),
        (["--pdf", "none.pdf", "no.pdf"], 'no file "no.pdf"'),
        (["--json"], "belongs to --pdf"),
    ],
)
def test_a_command_that_names_nothing_is_told_so(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", *arguments]) == 2
    assert said in capsys.readouterr().err
