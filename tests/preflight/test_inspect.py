"""Our own files have no fault, each planted fault is seen and nothing else, and private details are named."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Pdf, Permissions
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from handout_builder.boxes import Group, walk
from handout_builder.model.rich_text import words as words_of
from handout_builder.preflight.report_text import report_text
from tests.html.sheets import BRANDS, laid
from tests.preflight.files import changed, drawn, handout, label_sizes, lowest_contrast, runs, words
from tests.preflight.planted import FAULTS, Look, attached, checks, comment, filled, keyword, maker


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
