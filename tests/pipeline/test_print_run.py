"""A print run: no leaf of paper holds the pages of two patients, and every sheet can be found in the file."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pypdfium2 as pdfium
import pytest

from handout_builder.pipeline.plan import LaidOutPlan, PlanBuilder, PlanJob
from handout_builder.pipeline.print_run import blank_pages, together
from tests.plans.samples import library, plan


def made(*names: str) -> list[LaidOutPlan]:
    builder = PlanBuilder(library())
    items = {"one": ["lunge_stretch:left"], "two": ["lunge_stretch:left", "knee_lift_march"]}
    return [builder.lay_out(PlanJob(plan(*items[name], patient=f"Person {name}"))) for name in names]


@pytest.mark.parametrize("names", [("one", "two", "one"), ("two",), ("one", "one", "one", "two")])
@pytest.mark.parametrize("duplex", [True, False])
def test_f31_each_sheet_begins_on_a_front_side(names: tuple[str, ...], duplex: bool) -> None:
    sheets = made(*names)
    data = together(sheets, duplex=duplex)
    counts = [len(each.laid_out.pages) for each in sheets]
    starts, page = [], 1
    for count in counts:
        starts.append(page)
        page += count + (count % 2 if duplex else 0)
    with pikepdf.open(BytesIO(data)) as file:
        assert len(file.pages) == page - 1
        with file.open_outline() as outline:
            assert [entry.title for entry in outline.root] == [f"Sheet {number}" for number in range(1, len(names) + 1)]
            firsts = [file.pages.index(pikepdf.Page(entry.destination[0])) + 1 for entry in outline.root]  # type: ignore[index]
            assert all(entry.children for entry in outline.root)
    assert firsts == starts
    if duplex:
        assert all(start % 2 for start in starts)
    document = pdfium.PdfDocument(data)
    texts = [page.get_textpage().get_text_bounded() for page in document]
    blank = [number for number, text in enumerate(texts, 1) if "This page is blank on purpose" in text]
    assert len(blank) == (blank_pages(sheets) if duplex else 0)
    assert all(len(texts[number - 1].split()) == 6 for number in blank)
    assert document.get_page_label(starts[-1] - 1) == f"{len(names)}-1"
