"""The notes to a practice on its colours."""

from __future__ import annotations

import pytest

from handout_builder.practice.library import Library
from handout_builder.text.typography import Typography
from tests import REPOSITORY


def notes(colour: str, accent: str | None = None, edition_colours: str = "brand") -> str:
    library = Library(REPOSITORY)
    entry = library.brand("quince")
    brand = entry.model.model_copy(update={"colour": colour, "accent": accent})
    edition = library.edition("standard").model.model_copy(update={"colours": edition_colours})
    return " ".join(
        Typography(brand, edition, "a4", "en", (REPOSITORY / "layouts" / "fonts",), entry.place()).colour_notes()
    )


def test_a_colour_of_its_own_needs_no_note() -> None:
    assert notes("#6E2445", "#9C6405") == ""


@pytest.mark.parametrize(("colour", "level"), [("#C8102E", "DANGER"), ("#1D4F91", "NOTICE")])
def test_a_colour_like_a_safety_colour_is_told(colour: str, level: str) -> None:
    assert level in notes(colour)
    assert level in notes("#6E2445", colour)
    assert notes(colour, edition_colours="black") == ""


def test_a_light_colour_is_told_what_becomes_of_it() -> None:
    assert "#FFD400 is too light under white words; panels are #846D00" in notes("#FFD400")


def test_f82_an_accent_like_the_panels_is_told_what_is_printed_in_its_place() -> None:
    assert "the accent #685603 is like the panels, #846D00; arrows are #7748A7" in notes("#FFD400", "#685603")
    assert "like the panels" not in notes("#FFD400", "#B3206B") + notes("#FFD400")
