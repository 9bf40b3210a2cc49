"""Warnings, texts and pages of generated content whose exercises share pages."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handout_builder.errors import ContentError
from handout_builder.model.side import Side
from handout_builder.pipeline.handout import Job
from handout_builder.pipeline.sheet import LaidOutSheet
from tests.safety.checks import faults, squeezed
from tests.safety.generated import practices
from tests.safety.page_checks import page_faults
from tests.safety.said import author_texts, filled, logical_text, nodes, values_of
from tests.safety.sheets import for_side
from tests.safety.test_generated import LOOKS, Made, calm, laid_or_refused, practice

pytestmark = pytest.mark.no_cover
MAY_BE_LEFT_OUT = {"purpose", "easier", "harder", "muscles"}
"""Fields of an exercise that a full page leaves out."""
UNDER_PICTURES = {"caption", "credit"}
seen: Counter[str] = Counter()


def left_out(sheet: LaidOutSheet) -> dict[str, set[str]]:
    """The fields that the notes of a sheet say it leaves out, by the name of the exercise."""
    found: dict[str, set[str]] = {}
    for note in sheet.notes:
        said = re.fullmatch(r'exercise "(\w+)": there is no room for (.*)', note)
        if said:
            found.setdefault(said[1], set()).update(re.findall(r'"(\w+)"', said[2]))
            found[said[1]] |= UNDER_PICTURES if "the pictures of steps" in said[2] else set()
    return found


@calm(20)
@given(practices(), st.sampled_from(LOOKS), st.sampled_from([None, Side.LEFT, Side.RIGHT]))
def test_every_warning_is_printed_and_every_text_or_the_sheet_says_what_it_leaves_out(
    made: Made, look: tuple[str, str], side: Side | None
) -> None:
    brand, paper = look
    with practice(made) as library:
        sheet = laid_or_refused(library, Job("sheet", brand=brand, paper=paper, edition="compact"))
        if sheet is not None and side is not None:
            try:
                sheet = for_side(library, "sheet", brand, paper, side, "compact")
            except ContentError:
                sheet = None
        seen["laid" if sheet else "refused"] += 1
        if sheet is None:
            return
        assert faults(sheet) == []
        assert page_faults(sheet) == []
        missing, logical, values = left_out(sheet), logical_text(sheet), values_of(library, brand)
        assert all(fields <= MAY_BE_LEFT_OUT | UNDER_PICTURES for fields in missing.values())
        if side is not None:
            values |= {"side": side.value, "other_side": side.other.value}
        for name, node in nodes(library, "sheet").items():
            one = side is not None and name != "sheet" and library.exercise(name).model.sides == "one"
            for key, raw in author_texts(node, sided=one):
                if key not in missing.get(name, set()):
                    assert squeezed(filled(raw, values)) in logical, f"{name}, {key}: {raw}"


def test_most_generated_sheets_were_laid_out() -> None:
    if not seen:
        test_every_warning_is_printed_and_every_text_or_the_sheet_says_what_it_leaves_out()
    assert seen["laid"] > 12, seen
