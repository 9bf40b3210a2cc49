"""What is written is painted where the boxes say, alike in any company, and stored once."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest

from handout_builder.boxes import Group, PlacedDrawing
from handout_builder.pdf.document import write
from tests import REPOSITORY
from tests.pdf import sample
from tests.pdf.sample import run, tagged
from tests.pdf.written import made, opened


def ink(data: bytes, scale: float = 4.0) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of everything dark on the first page, in points."""
    with pypdfium2.PdfDocument(data) as document:
        picture = document[0].render(scale=scale, grayscale=True).to_pil()
    box = picture.point(lambda grey: 255 if grey < 160 else 0).getbbox()
    assert box is not None
    left, top, right, bottom = (edge / scale for edge in box)
    return left, top, right, bottom


def test_the_same_pages_give_the_same_bytes(good: bytes) -> None:
    assert write(sample.pages(), sample.INFO, sample.FACES) == good
    code = (
        "import sys; from tests.pdf import sample; from handout_builder.pdf.document import write;"
        "sys.stdout.buffer.write(write(sample.pages(), sample.INFO, sample.FACES))"
    )
    elsewhere = {
        **os.environ,
        "PYTHONHASHSEED": "7",
        "PYTHONPATH": str(REPOSITORY),
        "TZ": "Asia/Tokyo",
        "RL_pdfMultiLine": "1",
    }
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=elsewhere, cwd=REPOSITORY)
    assert other.stdout == good


def test_a_page_is_written_alike_in_any_company() -> None:
    first, second = sample.pages()
    alone = replace(first, groups=first.groups[:2])
    with opened(write([alone], sample.INFO, sample.FACES)) as single:
        expected = single.pages[0].Contents.read_bytes()
    other = replace(second, groups=(tagged("H1", run("Other ÄÖÜ", 54, 54, "display")),))
    with opened(write([other, alone], sample.INFO, sample.FACES)) as batch:
        assert batch.pages[1].Contents.read_bytes() == expected


def test_a_picture_is_stored_once(good: bytes) -> None:
    with opened(good) as pdf:
        forms = {x.objgen for one in pdf.pages for x in one.Resources.XObject.values() if x.Subtype == "/Form"}
        images = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]
    assert len(forms) == 2  # the figure on both pages, and the warning's symbol
    assert len(images) == 2  # the photo and its mask


def test_equal_drawings_share_one_form_and_palettes_do_not() -> None:
    again = replace(sample.DRAWING)
    other = (*sample.PALETTE[:1], ("skin", "#8D5524"))
    placed = [
        PlacedDrawing(10, 10, 1, sample.DRAWING, sample.PALETTE, (("medium", "text"),)),
        PlacedDrawing(120, 10, 1, again, sample.PALETTE, (("medium", "text"),)),
        PlacedDrawing(230, 10, 1, again, other, (("medium", "text"),)),
    ]
    with opened(made(tagged("Figure", *placed, alt="Three"))) as pdf:
        assert len(pdf.pages[0].Resources.XObject) == 2


def test_kerned_and_tracked_text_is_as_wide_as_its_run() -> None:
    for words, tracking in (("AVATAR To Wave.H", 0.0), ("AVATAR To Wave.H", 1.5), ("HHHHHH", 0.0)):
        line = run(words, 72, 100, size=40, tracking=tracking)
        left, _, right, _ = ink(made(tagged("P", line)))
        # no letter is off the edge of its cell by more than a tenth of an em
        assert 71.5 < left < 72 + 4.5
        assert right - 0.5 < 72 + line.width < right + 4.5 + tracking


def test_tracking_and_colour_do_not_leak() -> None:
    plain = run("Plain words", 72, 100, size=20)
    before = run("TRACKED", 72, 700, size=8, tracking=4, colour="#FFFFFF")
    alone = ink(made(tagged("P", plain)))
    assert ink(made(tagged("P", before), tagged("P", plain))) == alone


def test_marks_stand_where_they_were_put() -> None:
    data = made(Group((sample.rectangle(10, 20, 30, 40, "#000000"),), x=100, y=200), tagged("P", run(" ", 1, 9)))
    assert ink(data) == pytest.approx((110, 220, 140, 260), abs=0.3)
