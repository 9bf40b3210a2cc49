"""A picture of gradients and masks in a PDF: valid for the archive and for screen readers, and stored once."""

from __future__ import annotations

from pathlib import Path

import page
import pikepdf
import pytest

from handout_builder.boxes import Group, PlacedDrawing
from handout_builder.geometry.drawing import Drawing
from tests import needs
from tests.pdf.sample import tagged
from tests.pdf.written import made, opened
from tests.pictures.svg.beyond_shapes import DRAWN
from tests.pictures.svg.drawn import drawn

pytestmark = needs.svg2pdf


def figure(*drawings: Drawing) -> Group:
    placed = (PlacedDrawing(50, 50 + 60 * at, 0.5, drawing, ()) for at, drawing in enumerate(drawings))
    return tagged("Figure", *placed, alt="Logos")


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_f67_validators_pass(profile: str, tmp_path: Path) -> None:
    path = tmp_path / "logos.pdf"
    path.write_bytes(made(figure(*(drawn(body) for body in DRAWN.values()))))
    result = page.validate_pdf(str(path), profile=page.ValidationProfile(profile))
    assert [failure.rule_id for failure in result.failures] == []


@pytest.mark.parametrize("pdf2", [False, True])
def test_f67_the_syntax_is_right(pdf2: bool) -> None:
    data = made(figure(*(drawn(body) for body in DRAWN.values())), pdf2=pdf2)
    with opened(data) as pdf:
        assert pdf.check_pdf_syntax() == []
        spaces = {
            str(each.ColorSpace)
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and "/ShadingType" in each
        }
    assert spaces == {"/DeviceRGB", "/DeviceGray"}


def test_f67_a_logo_shown_again_is_stored_once() -> None:
    drawing, again = drawn(DRAWN["round"]), drawn(DRAWN["round"])
    once, thrice = made(figure(drawing)), made(figure(drawing, again, drawing.mirrored()))
    for data, forms in ((once, 1), (thrice, 2)):
        with opened(data) as pdf:
            shadings = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/ShadingType" in each]
            assert len(shadings) == 1
            assert len(pdf.pages[0].Resources.XObject) == forms


def test_f67_the_same_pages_give_the_same_bytes() -> None:
    body = DRAWN["a mask by brightness"]
    assert made(figure(drawn(body))) == made(figure(drawn(body)))
