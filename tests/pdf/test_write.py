"""Pages become a valid, tagged file whose tree says what the boxes say."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import page
import pikepdf
import pytest
from pikepdf.form import Form

from handout_builder.boxes import Group, Page, PlacedDrawing, Run, Tag, text_of, walk
from handout_builder.geometry.drawing import Shape
from handout_builder.pdf.document import write
from tests import needs
from tests.pdf import reader, sample
from tests.pdf.sample import run, tagged
from tests.pdf.written import made, opened


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


@needs.poppler
def test_poppler_reads_the_same_words(good: bytes, tmp_path: Path) -> None:
    path = tmp_path / "sample.pdf"
    path.write_bytes(good)
    said = subprocess.run(["pdfinfo", "-struct-text", str(path)], capture_output=True, check=True).stdout.decode()
    for words in ("The hip flexor", "Kneel on the floor and keep your back straight."):
        assert words in " ".join(said.replace('"', "").split())


def test_a_figure_says_where_it_is(good: bytes) -> None:
    data = made(
        tagged("Figure", PlacedDrawing(100, 200, 2, sample.DRAWING, sample.PALETTE, (("medium", "text"),)), alt="Knee")
    )
    with opened(data) as pdf:
        element = pdf.Root.StructTreeRoot.K.K
        assert [float(edge) for edge in element.A.BBox] == [100, 792 - 360, 300, 592]


def test_a_figure_of_shapes_is_where_its_ink_is() -> None:
    arch = Shape((("M", 100, 200), ("C", 100, 120, 300, 120, 300, 200)), stroke="#000000", stroke_width=2)
    with opened(made(tagged("Figure", arch, alt="Arch"))) as pdf:
        element = pdf.Root.StructTreeRoot.K.K
        assert [float(edge) for edge in element.A.BBox] == [99, 792 - 201, 301, 792 - 139]


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
        form: dict[str, Any] = dict(Form(pdf).items())
        form["notes"].value = "Größer, später"
        form["better"].checked = True
        form["side"].options[1].select()
        fields = {str(one.T): one for one in pdf.Root.AcroForm.Fields}
        assert str(fields["notes"].V) == "Größer, später"
        assert fields["better"].AS == "/Yes"


def test_the_sample_has_every_role_and_item() -> None:
    groups = [item for page_ in sample.pages() for group in page_.groups for item, _, _ in walk(group)]
    roles = {group.tag.role for group in groups if isinstance(group, Group) and group.tag}
    documented = set((Tag.__doc__ or "").split("role ")[1].split("(")[0].split('"')[1::2])
    assert documented <= roles
    assert {type(item).__name__ for item in groups} == {
        "Run", "Shape", "ClippedShapes", "PlacedDrawing", "PlacedImage", "FieldArea", "Group",
    }  # fmt: skip
    assert any(isinstance(item, Run) and item.tracking for item in groups)
