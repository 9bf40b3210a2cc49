"""Every kind of content with every kind of picture is printed whole, in brand colours and in black alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import page
import pypdfium2
import pytest

from handout_builder.boxes import PlacedImage, Run, walk
from handout_builder.errors import ContentError
from handout_builder.geometry.drawing import Shape
from handout_builder.pipeline.handout import Job, build, lay_out
from handout_builder.pipeline.plan import PlanBuilder, PlanJob
from handout_builder.pipeline.sheet import LaidOutSheet, printed
from handout_builder.plans.read import plan_of_words
from handout_builder.practice.library import Library
from tests.html.reader import read
from tests.safety.checks import faults, squeezed
from tests.safety.everything import BLACK, everything
from tests.safety.ink import ink_faults
from tests.safety.page_checks import break_faults, page_faults
from tests.safety.said import author_texts, filled, nodes, printed_text, values_of

PHOTO = re.compile(r'("file": "photo",[^}]*"side": )"none"')


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return everything(tmp_path_factory.mktemp("everything") / "practice")


@pytest.fixture(scope="module")
def laid(practice: Library) -> Callable[[str], LaidOutSheet]:
    """Lays out the sheet in an edition, once."""
    return cache(lambda edition: lay_out(practice, Job("sheet", edition=edition)))


@pytest.fixture(scope="module", params=["standard", BLACK])
def sheet(request: pytest.FixtureRequest, laid: Callable[[str], LaidOutSheet]) -> LaidOutSheet:
    return laid(request.param)


def wanted(practice: Library) -> list[str]:
    """Every text of the author, as it must be read."""
    values = values_of(practice, "acorn")
    return [
        squeezed(filled(raw, values)) for node in nodes(practice, "sheet").values() for _, raw in author_texts(node)
    ]


def test_every_text_is_printed_and_every_warning_shows(practice: Library, sheet: LaidOutSheet) -> None:
    assert break_faults(sheet) == [] and page_faults(sheet) == []
    data = printed(sheet)
    if not sheet.typography.edition.only_black:  # the colours of levels are those of the other editions
        assert faults(sheet) == [] and ink_faults(sheet, data) == []
    found = printed_text(data)
    assert [text for text in wanted(practice) if text not in found] == []


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_the_file_is_valid(sheet: LaidOutSheet, profile: str, tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    path.write_bytes(printed(sheet))
    result = page.validate_pdf(str(path), profile=page.ValidationProfile(profile))
    assert [failure.rule_id for failure in result.failures] == []


def test_pictures_of_pixels_are_printed_in_every_form(sheet: LaidOutSheet) -> None:
    images = {
        (item.image.colour, item.image.filter, item.image.mask is not None)
        for each in sheet.pages
        for group in each.groups
        for item, _, _ in walk(group)
        if isinstance(item, PlacedImage)
    }
    assert ("DeviceRGB", "DCTDecode", False) in images
    assert ("DeviceGray", "DCTDecode", False) in images
    assert ("Indexed", "FlateDecode", False) in images
    assert any(mask for _, _, mask in images)


def test_a_black_edition_has_no_colour_but_in_pictures(laid: Callable[[str], LaidOutSheet]) -> None:
    made = laid(BLACK)
    used: set[str] = set()
    for each in made.pages:
        for group in each.groups:
            for item, _, _ in walk(group):
                used |= {item.colour} if isinstance(item, Run) else set()
                used |= {paint for paint in (item.fill, item.stroke) if paint} if isinstance(item, Shape) else set()
    assert used
    assert [colour for colour in used if len({colour[1:3], colour[3:5], colour[5:7]}) > 1] == []


def test_the_page_for_screens_has_every_text_and_picture(practice: Library, tmp_path: Path) -> None:
    built = build(practice, Job("sheet", html=True), tmp_path)
    assert built.html is not None
    tree = read(built.html.read_text(encoding="utf-8"))
    found = squeezed(" ".join(tree.words()))
    assert [text for text in wanted(practice) if text not in found] == []
    pictures = [*tree.all("img"), *[svg for svg in tree.all("svg") if svg.attributes.get("role") == "img"]]
    assert len(pictures) >= 4 * 5 + 2


def test_a_plan_of_the_same_exercises_is_printed_in_both_editions(practice: Library, tmp_path: Path) -> None:
    for edition in ("standard", BLACK):
        entry = plan_of_words(
            {
                "date": "2025-11-03",
                "edition": edition,
                "handout": "sheet",
                "flags": [],
                "exercises": ["long_name_0", "long_name_1"],
            }
        )
        built = PlanBuilder(practice).build(PlanJob(entry), tmp_path / edition)
        with pypdfium2.PdfDocument(built.path) as document:
            text = " ".join(each.get_textpage().get_text_range() for each in document)
        assert "Stop when a leg goes numb" in " ".join(text.split())


def test_a_picture_of_pixels_that_would_have_to_be_mirrored_is_refused(tmp_path: Path) -> None:
    practice = everything(tmp_path / "practice")
    path = practice.root / "handouts" / "exercises" / "long_name_0.yaml"
    source = path.read_text(encoding="utf-8").replace('"sides": "both"', '"sides": "one"')
    path.write_text(PHOTO.sub(r'\1"right"', source), encoding="utf-8")
    entry = plan_of_words({"date": "2025-11-03", "handout": "sheet", "exercises": ["long_name_0:left"]})
    with pytest.raises(ContentError, match="shows the right side and is not mirrored; give a picture of each side"):
        PlanBuilder(Library(practice.root)).build(PlanJob(entry), tmp_path)
