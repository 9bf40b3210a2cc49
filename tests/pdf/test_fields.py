"""Fillable files: what a person types is printed, and every field has a name that programs can read."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdfium2 import raw

from handout_builder.boxes import FieldArea
from handout_builder.pdf.document import write
from handout_builder.pipeline.handout import Job, lay_out
from handout_builder.pipeline.plan import PlanBuilder, PlanJob
from handout_builder.pipeline.sheet import FileKind, printed
from handout_builder.plans.read import plan_file
from tests.pdf import sample
from tests.pdf.sample import tagged
from tests.plans.samples import EXAMPLES, library, plan

FILLABLE = FileKind(fillable=True)


def fields_of(data: bytes) -> list[Any]:
    with pikepdf.open(BytesIO(data)) as pdf:
        return [
            (str(one.T), str(one.get("/TU", "")), [float(x) for x in one.get("/Rect", [])], int(one.get("/MaxLen", 0)))
            for one in pdf.Root.AcroForm.Fields
        ]


def of_plan(name: str) -> bytes:
    job = PlanJob(plan_file(EXAMPLES / f"{name}.yaml"), kind=FILLABLE)
    return printed(PlanBuilder(library()).lay_out(job).laid_out, FILLABLE)


def with_blanks(*blanks: FieldArea) -> bytes:
    (page, *_) = sample.pages()
    groups = (tagged("P", *blanks),)
    return write(
        [type(page)(sample.WIDTH, sample.HEIGHT, groups, number=1)], sample.INFO, sample.FACES, fillable="text"
    )


def typed(data: bytes, box: list[float], words: str) -> tuple[str, str]:
    """What stays in the field at `box` after typing, and what of it is printed inside the box."""
    document = pypdfium2.PdfDocument(data)
    document.init_forms()
    for number in range(len(document)):
        page = document[number]
        form = document.formenv.raw
        raw.FORM_OnAfterLoadPage(page.raw, form)
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        raw.FORM_OnMouseMove(form, page.raw, 0, x, y)
        raw.FORM_OnLButtonDown(form, page.raw, 0, x, y)
        raw.FORM_OnLButtonUp(form, page.raw, 0, x, y)
        for letter in words:
            raw.FORM_OnChar(form, page.raw, ord(letter), 0)
        raw.FORM_ForceToKillFocus(form)
        raw.FPDFPage_Flatten(page.raw, raw.FLAT_PRINT)
        break
    buffer = BytesIO()
    document.save(buffer)
    again = pypdfium2.PdfDocument(buffer.getvalue())
    text = again[0].get_textpage()
    inside = ""
    for index in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(index)
        if box[0] - 0.5 <= left and right <= box[2] + 0.5 and box[1] - 0.5 <= bottom and top <= box[3] + 0.5:
            inside += text.get_text_range(index, 1)
    return "".join(words.split()), "".join(inside.split())


@pytest.mark.parametrize(
    "label, words",
    [
        ("Next visit", "Thursday 11 February 2027 at 10:30"),
        ("Name", "Alexandra Konstantinidou-Fernandez M"),
        ("Name", "Jo"),
        ("Next visit", "When you are back from Lisbon, call us"),
    ],
)
def test_f92_what_a_person_types_is_printed_whole(label: str, words: str) -> None:
    job = PlanJob(plan("lunge_stretch:left", clinician=None), kind=FILLABLE)
    data = printed(PlanBuilder(library()).lay_out(job).laid_out, FILLABLE)
    (box,) = [rectangle for name, _, rectangle, _ in fields_of(data) if name == label]
    wanted, found = typed(data, box, words)
    assert found == wanted


@settings(max_examples=20, deadline=None)
@given(
    wide=st.floats(30, 300),
    high=st.floats(9, 60),
    words=st.text("abcdefghijklmnop nopqrstuvwxyzABCDEMW 0123456789", min_size=1, max_size=120),
)
def test_f92_a_field_takes_no_more_than_it_prints(wide: float, high: float, words: str) -> None:
    """Typing ends at the limit of the field; all that it took is inside its box."""
    data = with_blanks(FieldArea(20, 20, wide, high, "text", "notes", "Your notes"))
    ((_, _, box, most),) = fields_of(data)
    plain = " ".join(words.split()) or "a"
    wanted, found = typed(data, box, plain[:most])
    assert found == wanted


NAMES = ["St. George", "a.b.c", ".", "Hip", "Hip", "Hip (2)", "8. a", "Knee"]


def test_f93_f94_names_have_no_full_stop_and_are_told_apart() -> None:
    blanks = [FieldArea(10, 10 + 12 * row, 50, 11, "tick", name, name) for row, name in enumerate(NAMES)]
    found = fields_of(with_blanks(*blanks))
    assert [said for _, said, *_ in found] == NAMES
    assert len({name for name, *_ in found}) == len(NAMES)
    assert not [name for name, *_ in found if "." in name or not name]


@given(st.lists(st.text(st.characters(codec="ascii", categories=["L", "P", "N", "Zs"]), min_size=1), max_size=12))
@settings(max_examples=30, deadline=None)
def test_f93_f94_any_words_make_names(words: list[str]) -> None:
    said = [word for word in words if word.strip()]
    if said:
        blanks = [FieldArea(10, 10 + 12 * row, 50, 11, "tick", name, name) for row, name in enumerate(said)]
        found = fields_of(with_blanks(*blanks))
        assert len({name for name, *_ in found}) == len(said) and not any("." in name for name, *_ in found)


@pytest.mark.parametrize("name", ["both_sides", "by_hand", "iliopsoas"])
def test_f93_f94_shipped_sheets_have_names_that_programs_can_read(name: str) -> None:
    found = fields_of(printed(lay_out(library(), Job(name)), FILLABLE) if name == "iliopsoas" else of_plan(name))
    assert len(found) > 5 and len({name for name, *_ in found}) == len(found)
    assert not [name for name, *_ in found if "." in name]
    assert all(said for _, said, *_ in found)
