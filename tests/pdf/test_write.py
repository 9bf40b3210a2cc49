"""Hand-made pages → a file that validators pass, readers understand and every process writes alike."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import page
import pikepdf
import pypdfium2
import pytest
from pikepdf.form import Form

from handout_builder.boxes import FieldArea, Group, Page, PlacedDrawing, Run, Tag, text_of, walk
from handout_builder.pdf.document import write
from tests.pdf import reader, sample
from tests.pdf.sample import run, tagged

ROOT = Path(__file__).resolve().parents[2]


def one_page(*groups: Group) -> list[Page]:
    return [Page(sample.WIDTH, sample.HEIGHT, groups, number=1)]


def made(*groups: Group, pdf2: bool = False) -> bytes:
    return write(one_page(*groups), sample.INFO, sample.FACES, pdf2=pdf2)


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def ink(data: bytes, scale: float = 4.0) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of everything dark on the first page, in points."""
    with pypdfium2.PdfDocument(data) as document:
        picture = document[0].render(scale=scale, grayscale=True).to_pil()
    box = picture.point(lambda grey: 255 if grey < 160 else 0).getbbox()
    assert box is not None
    left, top, right, bottom = (edge / scale for edge in box)
    return left, top, right, bottom


@pytest.fixture(scope="module")
def good() -> bytes:
    return write(sample.pages(), sample.INFO, sample.FACES)


@pytest.mark.parametrize("profile", ["ua1", "2a"])
@pytest.mark.parametrize("fillable", [None, "text"])
def test_validators_pass(profile: str, fillable: str | None, tmp_path: Path) -> None:
    path = tmp_path / "sample.pdf"
    path.write_bytes(write(sample.pages(), sample.INFO, sample.FACES, fillable=fillable))
    result = page.validate_pdf(str(path), profile=page.ValidationProfile(profile))
    assert [failure.rule_id for failure in result.failures] == []
    assert result.is_compliant


@pytest.mark.parametrize("pdf2", [False, True])
def test_the_syntax_is_right(pdf2: bool, tmp_path: Path) -> None:
    data = write(sample.pages(), sample.INFO, sample.FACES, pdf2=pdf2)
    with opened(data) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert pdf.pdf_version == ("2.0" if pdf2 else "1.7")
    program = shutil.which("qpdf")
    if program:
        path = tmp_path / "sample.pdf"
        path.write_bytes(data)
        assert subprocess.run([program, "--check", str(path)], capture_output=True, check=False).returncode == 0


def test_a_screen_reader_gets_the_tree_that_was_meant(good: bytes) -> None:
    reading = reader.read(good)
    assert reading.problems == []
    expected = (Path(__file__).parent / "sample_tree.txt").read_text(encoding="utf-8")
    assert reading.tree.outline() == expected.rstrip("\n")


def test_pdf2_tells_the_same(good: bytes) -> None:
    old, new = reader.read(good), reader.read(write(sample.pages(), sample.INFO, sample.FACES, pdf2=True))
    assert new.problems == []
    assert new.tree.outline().replace("Aside", "Warning") == old.tree.outline()
    assert new.artifacts == old.artifacts


def test_every_word_of_the_boxes_is_in_the_tree_in_order(good: bytes) -> None:
    def spoken(group: Group) -> str:
        if group.tag and group.tag.role == "Artifact":
            return ""
        if group.tag and group.tag.role == "Figure":
            captions = [item for item in group.items if isinstance(item, Group)]
            labels = [item.drawing for item in group.items if isinstance(item, PlacedDrawing)]
            return "".join(label.text + " " for drawing in labels for label in drawing.labels()) + "".join(
                map(spoken, captions)
            )
        return "".join(spoken(item) if isinstance(item, Group) else text_of(item) for item in group.items)

    meant = "".join(spoken(group) for page_ in sample.pages() for group in page_.groups)
    assert reader.read(good).tree.text() == meant


def test_heads_and_feet_are_artifacts_of_their_kind() -> None:
    data = made(*sample.head_and_foot(1), tagged("P", run("Words", 54, 100)))
    with opened(data) as pdf:
        written = pdf.pages[0].Contents.read_bytes()
    assert b"/Subtype/Header" in written
    assert b"/Subtype/Footer" in written
    assert reader.read(data).tree.text() == "Words"


@pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="poppler is not installed")
def test_poppler_reads_the_same_words(good: bytes, tmp_path: Path) -> None:
    path = tmp_path / "sample.pdf"
    path.write_bytes(good)
    said = subprocess.run(["pdfinfo", "-struct-text", str(path)], capture_output=True, check=True).stdout.decode()
    for words in ("The hip flexor", "Kneel on the floor and keep your back straight."):
        assert words in " ".join(said.replace('"', "").split())


def test_the_same_pages_give_the_same_bytes(good: bytes) -> None:
    assert write(sample.pages(), sample.INFO, sample.FACES) == good
    code = (
        "import sys; from tests.pdf import sample; from handout_builder.pdf.document import write;"
        "sys.stdout.buffer.write(write(sample.pages(), sample.INFO, sample.FACES))"
    )
    elsewhere = {
        **os.environ,
        "PYTHONHASHSEED": "7",
        "PYTHONPATH": str(ROOT),
        "TZ": "Asia/Tokyo",
        "RL_pdfMultiLine": "1",
    }
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=elsewhere, cwd=ROOT)
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
        # no letter stands off the edge of its cell by more than a tenth of an em
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


def test_a_figure_says_where_it_is(good: bytes) -> None:
    data = made(
        tagged("Figure", PlacedDrawing(100, 200, 2, sample.DRAWING, sample.PALETTE, (("medium", "text"),)), alt="Knee")
    )
    with opened(data) as pdf:
        element = pdf.Root.StructTreeRoot.K.K
        assert [float(edge) for edge in element.A.BBox] == [100, 792 - 360, 300, 592]


def test_a_link_over_two_lines_has_two_areas_and_one_element(good: bytes) -> None:
    with opened(good) as pdf:
        first, second = list(pdf.pages[0].Annots)[:2]
        assert first.StructParent != second.StructParent
        assert str(first.Contents) == str(second.Contents) == "see the lunge"
        assert float(first.Rect[1]) > float(second.Rect[1])
        assert len(reader.read(good).tree.find("Link")[0].kids) == 1


def test_links_of_pdf2_lead_to_page_and_element() -> None:
    target = tagged("P", run("Here", 54, 300), anchor="here", bookmark=(1, "Here"))
    with opened(made(tagged("P", tagged("Link", run("Go", 54, 100), target="#here")), target, pdf2=True)) as pdf:
        for action in (pdf.pages[0].Annots[0].A, pdf.Root.Outlines.First.A):
            assert action.D[0].objgen == pdf.pages[0].objgen
            assert action.SD[0].S == pikepdf.Name.P


def test_bookmarks_form_a_tree(good: bytes) -> None:
    with opened(good) as pdf, pdf.open_outline() as outline:
        (top,) = outline.root
        assert (top.title, [kid.title for kid in top.children]) == ("The hip flexor", ["Lunge stretch"])
        assert [kid.title for kid in top.children[0].children] == ["Log"]


def test_page_labels_follow_the_printed_numbers() -> None:
    words = tagged("P", run("x", 54, 54))
    book = [Page(612, 792, (words,), number, label) for number, label in ((1, "Cover"), (4, ""), (5, ""), (9, "9"))]
    with opened(write(book, sample.INFO, sample.FACES)) as pdf:
        assert [one.label for one in pdf.pages] == ["Cover", "4", "5", "9"]


def test_blanks_become_fields_only_on_demand(good: bytes) -> None:
    with opened(good) as pdf:
        assert "/AcroForm" not in pdf.Root
    with opened(write(sample.pages(), sample.INFO, sample.FACES, fillable="text")) as pdf:
        fields = {str(one.T): one for one in pdf.Root.AcroForm.Fields}
        assert set(fields) == {"notes", "better", "side"}
        assert len(fields["side"].Kids) == 2
        assert str(fields["notes"].TU) == "Your notes"
        assert all("/N" in one.AP for one in (fields["notes"], fields["better"], *fields["side"].Kids))


def test_answers_can_be_filled_in() -> None:
    data = write(sample.pages(), sample.INFO, sample.FACES, fillable="text")
    with opened(data) as pdf:
        form = Form(pdf)
        form["notes"].value = "Größer, später"
        form["better"].checked = True
        form["side"].options[1].select()
        fields = {str(one.T): one for one in pdf.Root.AcroForm.Fields}
        assert str(fields["notes"].V) == "Größer, später"
        assert fields["better"].AS == "/Yes"


def paragraph(words: str, **tag: object) -> Group:
    return tagged("P", run(words, 54, 54), **tag)


BROKEN: dict[str, tuple[tuple[Group, ...], str]] = {
    "role": ((tagged("Paragraph", run("x", 1, 9)),), "unknown role 'Paragraph'"),
    "untagged": ((Group((run("Lost words", 1, 9),)),), "'Lost words' stands in a Document"),
    "grouped": ((tagged("Sect", run("Lost words", 1, 9)),), "'Lost words' stands in a Sect"),
    "item": ((tagged("LI", tagged("LBody", run("x", 1, 9))),), "a LI cannot stand in a Document"),
    "cell": ((tagged("Table", tagged("TR", paragraph("x"))),), "a P cannot stand in a TR"),
    "scope": ((tagged("Table", tagged("TR", tagged("TH", run("x", 1, 9)))),), "scope"),
    "alt": ((tagged("Figure", sample.rectangle(1, 1, 9, 9, "#000000"), alt=" "),), "alt text"),
    "heading": ((tagged("H2", run("x", 1, 9)),), "a level is skipped"),
    "artifact": ((tagged("Artifact", paragraph("x")),), "cannot stand in an artifact"),
    "kind": ((tagged("Artifact", run("x", 1, 9), artifact_type="Header"),), "unknown artifact type"),
    "glyph": ((paragraph("漢"),), "has no glyph for '漢'"),
    "face": ((tagged("P", replace(run("x", 1, 9), face="serif")),), "unknown face 'serif'"),
    "spelling": ((tagged("P", replace(run("x", 1, 9), text="y")),), "do not spell"),
    "colour": ((tagged("P", run("x", 1, 9, colour="red")),), "'red' is not a colour"),
    "palette": (
        (tagged("Figure", PlacedDrawing(1, 1, 1, sample.DRAWING, (), (("medium", "text"),)), alt="x"),),
        "colour role 'skin'",
    ),
    "nowhere": ((tagged("P", tagged("Link", run("x", 1, 9), target="#gone")),), "'gone', which is nowhere"),
    "address": ((tagged("P", tagged("Link", run("x", 1, 9), target="javascript:1")),), "not an address"),
    "empty link": ((tagged("P", tagged("Link", target="https://example.org")),), "nothing to click"),
    "twice": ((paragraph("x", anchor="a"), paragraph("y", anchor="a")), "two groups have the anchor 'a'"),
    "bookmark": ((paragraph("x", bookmark=(2, "x")),), "skips a level"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_boxes_that_make_no_valid_file_raise(name: str) -> None:
    groups, words = BROKEN[name]
    with pytest.raises(ValueError, match=words):
        made(*groups)


def test_two_fields_of_one_name_raise() -> None:
    blank = FieldArea(10, 10, 50, 20, "text", "notes", "Your notes")
    with pytest.raises(ValueError, match="two fields have the name"):
        write(one_page(tagged("P", blank, blank)), sample.INFO, sample.FACES, fillable="text")


def test_no_pages_raise() -> None:
    with pytest.raises(ValueError, match="at least one page"):
        write([], sample.INFO, sample.FACES)


def test_the_sample_has_every_role_and_item() -> None:
    groups = [item for page_ in sample.pages() for group in page_.groups for item, _, _ in walk(group)]
    roles = {group.tag.role for group in groups if isinstance(group, Group) and group.tag}
    documented = set((Tag.__doc__ or "").split("role ")[1].split("(")[0].split('"')[1::2])
    assert documented <= roles
    assert {type(item).__name__ for item in groups} == {
        "Run", "Shape", "ClippedShapes", "PlacedDrawing", "PlacedImage", "FieldArea", "Group",
    }  # fmt: skip
    assert any(isinstance(item, Run) and item.tracking for item in groups)
