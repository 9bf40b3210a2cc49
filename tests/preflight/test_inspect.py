"""What the report says of our own files is what their boxes say; each fault is seen; nothing ends in a traceback."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Permissions
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from handout_builder.boxes import Group, walk
from handout_builder.cli import main
from handout_builder.model.rich_text import words as words_of
from handout_builder.preflight import Report, inspect
from handout_builder.preflight.report_text import report_text
from tests.html.sheets import BRANDS, laid
from tests.preflight.files import changed, drawn, handout, label_sizes, lowest_contrast, runs, words


@pytest.fixture
def look(tmp_path: Path) -> Callable[[bytes], Report]:
    def looked(data: bytes) -> Report:
        path = tmp_path / "a.pdf"
        path.write_bytes(data)
        return inspect(path)

    return looked


def checks(report: Report, weight: str = "fault") -> set[str]:
    return {finding.check for finding in report.findings if finding.weight == weight}


Look = Callable[[bytes], Report]


# --- our own files


@pytest.mark.parametrize("brand", BRANDS)
def test_our_own_file_has_no_fault(look: Look, brand: str) -> None:
    report = look(handout(brand))
    assert report.findings == tuple(finding for finding in report.findings if finding.check == "person")
    assert (report.claims.pdf_ua, report.claims.pdf_a, report.claims.tagged) == ("1", "2A", True)
    assert report.claims.title == laid(brand).sheet.title
    assert report.claims.title_shown
    assert report.claims.language == "en"
    assert report.pages == len(laid(brand).pages)
    assert report.empty_pages == ()
    assert {detail.value for detail in report.details} == {laid(brand).sheet.brand.name}


@pytest.mark.parametrize("brand", BRANDS)
def test_type_and_contrast_are_those_of_the_boxes(look: Look, brand: str) -> None:
    report = look(handout(brand))
    assert report.smallest_type is not None
    assert report.lowest_contrast is not None
    sizes = [run.size for _, run in runs(brand)] + list(label_sizes(brand))
    assert report.smallest_type.value == pytest.approx(min(sizes), abs=0.05)
    assert report.lowest_contrast.value == pytest.approx(lowest_contrast(brand), abs=0.1)


@pytest.mark.parametrize("brand", BRANDS)
def test_safety_messages_are_those_of_the_sheet_on_their_pages(look: Look, brand: str) -> None:
    report = look(handout(brand))
    wanted = [
        (page.number, item.tag.title, " ".join(spoken(item).split()))
        for page in laid(brand).pages
        for group in page.groups
        for item, _, _ in walk(group)
        if isinstance(item, Group) and item.tag and item.tag.role == "Warning"
    ]
    assert len(wanted) >= 4
    assert [(found.page, found.word, found.words) for found in report.safety] == wanted
    assert all(found.tagged for found in report.safety)


def spoken(group: Group) -> str:
    parts = [spoken(item) if isinstance(item, Group) else getattr(item, "text", "") for item in group.items]
    return " " + "".join(parts) + " "


def test_fonts_and_links(look: Look) -> None:
    report = look(handout())
    assert report.fonts
    assert all(font.embedded and font.subset and "+" in font.name for font in report.fonts)
    videos = [
        exercise.video for chapter in laid().sheet.chapters for exercise in chapter.blocks if hasattr(exercise, "video")
    ]
    assert {link.target for link in report.links} == {"in this file", *(video.address for video in videos if video)}
    assert all(link.description for link in report.links)
    assert words_of(laid().sheet.chapters[1].blocks[0].name) in str(report.links[0].description)  # type: ignore[union-attr]


# --- each fault


def appended(content: bytes) -> Callable[[Pdf], None]:
    """More painting on page 1: the letter e of its first font for E."""

    def change(pdf: Pdf) -> None:
        page = pdf.pages[0]
        name, font = next(iter(page.obj.Resources.Font.items()))
        code = re.search(rb"(<[0-9A-F]{4}>) <0065>", font.ToUnicode.read_bytes())
        assert code
        shown = content.replace(b"/F", name.encode()).replace(b"E", code[1], 1)
        page.contents_add(pdf.make_stream(b"/Artifact BMC " + shown + b" EMC"))

    return change


def without(path: str) -> Callable[[Pdf], None]:
    """The file without one entry of its catalog, or of a dictionary in it."""

    def change(pdf: Pdf) -> None:
        *above, last = path.split("/")
        holder = pdf.Root
        for name in above:
            holder = holder["/" + name]
        del holder["/" + last]

    return change


def no_font_file(pdf: Pdf) -> None:
    for found in pdf.objects:
        if isinstance(found, Dictionary) and "/FontFile2" in found:
            del found["/FontFile2"]


def first_link(pdf: Pdf) -> pikepdf.Object:
    return next(a for page in pdf.pages for a in page.obj.get("/Annots", ()) if a.Subtype == Name.Link)


def no_description(pdf: Pdf) -> None:
    del first_link(pdf)["/Contents"]


def script(pdf: Pdf) -> None:
    first_link(pdf)["/A"] = Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def plain_http(pdf: Pdf) -> None:
    first_link(pdf)["/A"] = Dictionary(S=Name.URI, URI="http://a.example")


def a_lost_tag(pdf: Pdf) -> None:
    heading = next(found for found in pdf.objects if isinstance(found, Dictionary) and found.get("/S") == Name.H1)
    del heading["/K"]


def a_blank_page(pdf: Pdf) -> None:
    pdf.add_blank_page(page_size=(400, 300))


def only_a_foot(pdf: Pdf) -> None:
    pdf.add_blank_page(page_size=(400, 300))
    pdf.pages[-1].contents_add(pdf.make_stream(b"/Artifact BMC 0 0 100 20 re f EMC"))


def another_signal_word(pdf: Pdf) -> None:
    for found in pdf.objects:
        if isinstance(found, Dictionary) and found.get("/S") == Name.Warning:
            found["/T"] = "DANGER"


def no_ua(pdf: Pdf) -> None:
    stream = pdf.Root.Metadata
    stream.write(stream.read_bytes().replace(b"pdfuaid:part", b"pdfuaid:past"))


def no_title(pdf: Pdf) -> None:
    no_metadata(pdf)
    del pdf.docinfo["/Title"]


def no_metadata(pdf: Pdf) -> None:
    del pdf.Root["/Metadata"]


SMALL = b"BT /F 6 Tf 0 g 1 0 0 1 40 20 Tm E Tj ET"
GREY = b"BT /F 12 Tf 0.7 g 1 0 0 1 40 20 Tm E Tj ET"
ON_DARK = b"0 g 30 10 200 40 re f BT /F 12 Tf 0.3 g 1 0 0 1 40 20 Tm E Tj ET"
SHRUNK = b"q 0.5 0 0 0.5 0 0 cm BT /F 12 Tf 0 g 1 0 0 1 80 40 Tm E Tj ET Q"
FAULTS: dict[str, tuple[Callable[[Pdf], None], str]] = {
    "no structure": (without("StructTreeRoot"), "tags"),
    "not marked": (without("MarkInfo/Marked"), "tags"),
    "no PDF/UA": (no_ua, "tags"),
    "no metadata": (no_metadata, "tags"),
    "no language": (without("Lang"), "language"),
    "title not shown": (without("ViewerPreferences"), "title"),
    "no title": (no_title, "title"),
    "fonts left out": (no_font_file, "fonts"),
    "type of 6 points": (appended(SMALL), "type"),
    "type of 12 points at half size": (appended(SHRUNK), "type"),
    "grey on white": (appended(GREY), "contrast"),
    "grey on black": (appended(ON_DARK), "contrast"),
    "link without words": (no_description, "links"),
    "link that runs a script": (script, "links"),
    "link without https": (plain_http, "links"),
    "words that no tag leads to": (a_lost_tag, "tags"),
    "blank page": (a_blank_page, "empty"),
    "page with a foot alone": (only_a_foot, "empty"),
    "signal word not first": (another_signal_word, "safety"),
}

ALSO = {"no title": ("tags",)}
"""What goes with the metadata."""


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_seen_and_nothing_else(look: Look, name: str) -> None:
    change, check = FAULTS[name]
    report = look(changed(handout(), change))
    assert checks(report) == ({check, "title"} if name == "no title" else {check}) | (
        {"tags"} if name == "no title" else set()
    )
    assert not report.fine
    assert all(found.message in report_text(report) for found in report.faults)


def test_protection_that_shuts_screen_readers_out(look: Look) -> None:
    rules = pikepdf.Encryption(
        owner="x", user="", R=3, aes=False, metadata=False, allow=Permissions(accessibility=False)
    )
    report = look(changed(handout(), lambda pdf: None, encryption=rules))
    assert report.claims.encrypted
    assert "protection" in checks(report)
    rules = pikepdf.Encryption(owner="x", user="", allow=Permissions(extract=False))
    assert "protection" not in checks(look(changed(handout(), lambda pdf: None, encryption=rules)))


# --- what could tell who somebody is


def comment(pdf: Pdf) -> None:
    found = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[0, 0, 9, 9], T="Ada Okoro", Contents="Hello")
    pdf.pages[0].obj["/Annots"] = Array([*pdf.pages[0].obj.get("/Annots", []), pdf.make_indirect(found)])


def filled(pdf: Pdf) -> None:
    field = Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=[0, 0, 9, 9], FT=Name.Tx, T="name", V="Ada Okoro")
    made = pdf.make_indirect(field)
    pdf.pages[0].obj["/Annots"] = Array([made])
    pdf.Root["/AcroForm"] = Dictionary(Fields=Array([made]))


def attached(pdf: Pdf) -> None:
    pdf.attachments["ada_okoro.yaml"] = b"patient: Ada"


def keyword(pdf: Pdf) -> None:
    pdf.docinfo["/Keywords"] = "Ada Okoro, hip"


def maker(pdf: Pdf) -> None:
    pdf.docinfo["/Producer"] = r"Writer C:\Users\dana\plans\ada.docx"


@pytest.mark.parametrize(
    ("change", "value"),
    [
        (comment, "Ada Okoro"),
        (filled, "name"),
        (attached, "ada_okoro.yaml"),
        (keyword, "Ada Okoro, hip"),
        (maker, "dana"),
    ],
)
def test_details_that_tell_who_somebody_is(look: Look, change: Callable[[Pdf], None], value: str) -> None:
    before, after = look(drawn(words("Hi"))), look(changed(drawn(words("Hi")), change))
    more = set(after.details) - set(before.details)
    assert any(value in detail.value for detail in more)
    assert not any("Okoro" in detail.value for detail in more if change is filled)
    assert "person" in checks(after, "note")


def test_a_photograph_with_camera_data_and_few_pixels(look: Look) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Ada's camera"
    target = io.BytesIO()
    Image.effect_noise((60, 40), 30).convert("RGB").save(target, "JPEG", exif=exif)

    def page(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(10, 10)
        canvas.rotate(90)
        canvas.scale(2, 1)
        canvas.drawImage(ImageReader(io.BytesIO(target.getvalue())), 0, -100, 72, 96)
        canvas.restoreState()

    report = look(drawn(page))
    (found,) = report.pictures
    assert (found.width, found.height) == (60, 40)
    assert found.dpi == pytest.approx(30, abs=0.1)  # 60 pixels in 2 inches; 40 in 1.33 would be 30 too
    assert "pictures" in checks(report, "note")
    assert any("camera" in detail.value for detail in report.details)


# --- files by other programs


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


# --- files that cannot be read


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


# --- the command


def test_the_command_says_it_and_its_exit_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = tmp_path / "good.pdf", tmp_path / "bad.pdf"
    good.write_bytes(handout())
    bad.write_bytes(drawn(words("x", size=5)))
    assert main(["check", "--pdf", str(good)]) == 0
    assert "nothing to mend" in capsys.readouterr().out
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
