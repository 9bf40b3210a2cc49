"""The dosage strip never overlaps: doses in looks of every brand, edition, paper, language and side have room."""

from __future__ import annotations

from itertools import product
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handout_builder.boxes import Box, Run, walk
from handout_builder.compose.dose import DoseWording
from handout_builder.compose.exercise_blocks import DoseCell
from handout_builder.model.dosage import Dosage
from handout_builder.model.dose_text import DoseChange, parse_dose
from handout_builder.model.side import Side
from handout_builder.plans.dose_merge import merged
from handout_builder.practice.language import Language
from tests.covering import covering
from tests.model.test_dose_text import doses
from tests.typeset.strips import Look, faults, language_of, moved, rectangles, side_cell, strip, typography_of

BRANDS, EDITIONS, PAPERS, LANGUAGES = (
    ("fernhollow", "quince"),
    ("standard", "black", "large"),
    ("letter", "a4"),
    ("en", "long", "endless"),
)
LOOKS = [Look(*names) for names in product(BRANDS, EDITIONS, PAPERS, LANGUAGES)]
EACH_PAIR = [Look(*names) for names in covering(BRANDS, EDITIONS, PAPERS, LANGUAGES)]
"""Looks that hold each pair of brand, edition, paper and language; generated doses are set in all `LOOKS`."""
SIDES: tuple[Side | Literal["none"] | None, ...] = (Side.LEFT, Side.RIGHT, Side.BOTH, None, "none")
OVERLAPPED = (
    "3 x 10, hold 5 s, rest 30 s, 2 a day",
    "2 x 8, hold 30 s, rest 60 s, Mon Wed Fri, from week 2",
    "2-3 x 10-12, hold 5 s, rest 30 s, 2 a day",
    "3 x 10, hold 30 s, rest 30 s, 2 a day, Mon Wed Fri",
    "2-3 x 10-12, hold 5-10 s, rest 30-60 s, 2-3 a day",
    "2-3 x 8-12, rest 60-90 s, Mon Wed Fri",
)
"""The doses that printed one number over the next."""
OTHERS = (
    "10 times",
    "5 min, every day",
    "3 x 10, every other day",
    "every 2 hours, 5-10 times, hold 10-15 s",
    "as needed, up to 3 a day",
    "as needed, up to 12 a day, 2-3 x 90-100, hold 280-300 s, rest 590-600 s",
    "9-10 x 99-100, hold 290-300 s, rest 550-600 s, with 1.25-59.75 kg, 11-12 a day, Mon Tue Wed Thu Fri",
    "10 x 100 each side, rest 30 s, with a medium band, morning and evening, Mon-Fri",
    "3 x 12, with bodyweight, rest 60-90 s, morning and evening, 2 a week",
)


def cells_of(written: str | DoseChange, language: Language) -> tuple[DoseCell, ...]:
    change = parse_dose(written) if isinstance(written, str) else written
    dose = merged(Dosage(), change).dose
    return DoseWording(language).cells(dose)


def strip_faults(look: Look, side: Side | Literal["none"] | None, cells: tuple[DoseCell, ...]) -> list[str]:
    cell = None if side == "none" else side_cell(side, language_of(look.language))
    return faults(strip(look, cell, cells), look, cell, cells)


@pytest.mark.parametrize("look", EACH_PAIR, ids=lambda look: "-".join(vars(look).values()))
def test_f14_no_dose_overlaps_in_any_look(look: Look) -> None:
    language = language_of(look.language)
    for side, written in product(SIDES, (*OVERLAPPED, *OTHERS)):
        assert not strip_faults(look, side, cells_of(written, language)), (side, written)


@given(doses(), st.sampled_from(LOOKS), st.sampled_from(SIDES))
def test_f14_no_generated_dose_overlaps(change: DoseChange, look: Look, side: Side | Literal["none"] | None) -> None:
    assert not strip_faults(look, side, cells_of(change, language_of(look.language)))


@pytest.mark.parametrize("look", EACH_PAIR, ids=lambda look: "-".join(vars(look).values()))
def test_f14_lines_to_write_on_have_room(look: Look) -> None:
    said = language_of(look.language).strip
    blanks = tuple(
        DoseCell(icon, label, None, unit)
        for icon, label, unit in (
            ("sets", said.sets, ""),
            ("reps", said.repeat, said.times),
            ("hold", said.hold, said.seconds),
            ("rest", said.rest, said.seconds),
            ("often", said.often, ""),
        )
    )
    for side in SIDES:
        assert not strip_faults(look, side, blanks), side


def rows(box: Box, look: Look) -> int:
    tops = {round(each.top) for each in rectangles(box, typography_of(look)) if each.kind == "rule"}
    return len(tops)


def test_f14_a_dose_that_fits_is_in_one_row_and_a_longer_one_in_two() -> None:
    look, language = Look(), language_of("en")
    right = side_cell(Side.RIGHT, language)
    short, long = (strip(look, right, cells_of(OVERLAPPED[at], language)) for at in (0, 4))
    assert (short.height, long.height) == (48, 96)


def test_f14_words_that_no_row_has_room_for_go_on_in_a_second_line_of_the_same_size() -> None:
    look, language = Look(language="endless"), language_of("endless")
    cells = cells_of(OTHERS[5], language)
    box, english = strip(look, None, cells), strip(Look(), None, cells_of(OTHERS[5], language_of("en")))
    assert box.height > english.height
    sizes = [{run.size for run in runs(each)} for each in (box, english)]
    assert sizes[0] == sizes[1]


def runs(box: Box) -> list[Run]:
    return [item for item, _, _ in walk(box.content) if isinstance(item, Run)]


@pytest.mark.parametrize("brand", BRANDS)
def test_f19_six_points_are_free_inside_each_cell(brand: str) -> None:
    look, language = Look(brand, paper="a4"), language_of("en")
    for written in OVERLAPPED:
        box = strip(look, side_cell(Side.BOTH, language), cells_of(written, language))
        found = rectangles(box, typography_of(look))
        dividers = [each for each in found if each.kind == "rule" and each.bottom - each.top > 10]
        for words in (each for each in found if each.kind == "words"):
            wider = words._replace(right=words.right + 5.9)
            assert not any(wider.meets(divider) for divider in dividers), (written, words.said)


@pytest.mark.parametrize("brand", BRANDS)
def test_f19_the_cell_of_both_sides_is_narrow(brand: str) -> None:
    look, language = Look(brand, paper="a4"), language_of("en")
    box = strip(look, side_cell(Side.BOTH, language), cells_of(OVERLAPPED[0], language))
    icon = next(each for each in rectangles(box, typography_of(look)) if each.kind == "sign")
    assert icon.left < 150 + 8


def test_a_planted_overlap_is_found() -> None:
    look, language = Look(), language_of("en")
    cells = cells_of(OVERLAPPED[0], language)
    box = strip(look, None, cells)
    assert not faults(box, look, None, cells)
    assert faults(moved(box, 30), look, None, cells)
    assert faults(moved(box, -60), look, None, cells)
    assert faults(box, look, None, (*cells, DoseCell("load", "Weight", "2", "kg")))
