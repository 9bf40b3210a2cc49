"""Texts follow the side, the brand and the language; dates follow the brand."""

from __future__ import annotations

import ast
import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handout_builder.compose.wording import Wording, format_date
from handout_builder.model.author_text import author_text
from handout_builder.model.brand import DATE_PATTERNS
from handout_builder.model.rich_text import words
from handout_builder.model.side import Side, SideText
from handout_builder.practice.library import Library
from tests import REPOSITORY

LIBRARY = Library(REPOSITORY)
ENGLISH = LIBRARY.language("en").model
CALM = settings(max_examples=120)


def wording(side: Side | None = None, brand: str = "fernhollow") -> Wording:
    return Wording(ENGLISH, LIBRARY.brand(brand).model, side)


TEXT = SideText.model_validate(
    {
        "neutral": "Lift one leg. The other stays.",
        "sided": "Lift your **{side}** leg. The {other_side} one stays.",
    }
)


def test_a_text_has_the_form_of_its_side() -> None:
    assert words(wording(Side.LEFT).said(TEXT)) == "Lift your left leg. The right one stays."
    assert words(wording(Side.RIGHT).said(TEXT)) == "Lift your right leg. The left one stays."
    for neutral in (None, Side.BOTH):
        assert words(wording(neutral).said(TEXT)) == TEXT.form(None).raw


def test_the_sides_are_each_others_other() -> None:
    assert [side.other for side in (Side.LEFT, Side.RIGHT, Side.BOTH)] == [Side.RIGHT, Side.LEFT, Side.BOTH]


@CALM
@given(st.lists(st.sampled_from(["{side}", "{other_side}", "leg", "arm", "and"]), min_size=1, max_size=8))
def test_left_and_right_sheets_are_mirror_images(parts: list[str]) -> None:
    text = SideText.model_construct(neutral=author_text("x"), sided=author_text(" ".join(parts)), source="")
    left, right = words(wording(Side.LEFT).said(text)), words(wording(Side.RIGHT).said(text))
    other = {"left": "right", "right": "left", "Left": "Right", "Right": "Left"}
    swapped = re.sub("left|right", lambda match: other[match[0]], left, flags=re.IGNORECASE)
    assert swapped == right


def test_a_text_without_a_sided_form_is_the_same_on_each_side() -> None:
    plain = SideText.model_validate({"neutral": "Breathe out."})
    assert {words(wording(side).said(plain)) for side in (None, *Side)} == {"Breathe out."}


def test_alt_texts_have_no_markup_left() -> None:
    assert wording(Side.LEFT).plain(TEXT) == "Lift your left leg. The right one stays."


def test_terms_and_units_are_the_brands() -> None:
    raw = "Ask your {clinician}, call {phone}, or {emergency}. Step {1 inch|2.5 cm}."
    said = {brand: words(wording(brand=brand).text(author_text(raw))) for brand in LIBRARY.brand_names}
    for name, text in said.items():
        brand = LIBRARY.brand(name).model
        assert brand.phone in text and brand.emergency in text and brand.terms.clinician in text
        assert ("1 inch" in text) == (brand.units == "us") != ("2.5 cm" in text)


@pytest.mark.parametrize("pattern", DATE_PATTERNS)
@CALM
@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_date_can_be_read_back_in_every_pattern(pattern: str, day: date) -> None:
    text = format_date(day, pattern, ENGLISH)
    months = "|".join(ENGLISH.months)
    shapes = {
        "MMM D, YYYY": rf"(?P<b>{months}) (?P<d>\d+), (?P<y>\d+)",
        "D. MMM YYYY": rf"(?P<d>\d+)\. (?P<b>{months}) (?P<y>\d+)",
        "D MMM YYYY": rf"(?P<d>\d+) (?P<b>{months}) (?P<y>\d+)",
        "DD/MM/YYYY": r"(?P<d>\d\d)/(?P<m>\d\d)/(?P<y>\d+)", "MM/DD/YYYY": r"(?P<m>\d\d)/(?P<d>\d\d)/(?P<y>\d+)",
        "YYYY-MM-DD": r"(?P<y>\d+)-(?P<m>\d\d)-(?P<d>\d\d)", "D.M.YYYY": r"(?P<d>\d+)\.(?P<m>\d+)\.(?P<y>\d+)",
    }  # fmt: skip
    found = re.fullmatch(shapes[pattern], text)
    assert found
    parts = found.groupdict()
    month = ENGLISH.months.index(parts["b"]) + 1 if "b" in parts else int(parts["m"])
    assert date(int(parts["y"]), month, int(parts["d"])) == day


@pytest.mark.parametrize("pattern", DATE_PATTERNS)
def test_no_two_days_of_a_year_look_the_same(pattern: str) -> None:
    days = [date(2024, 1, 1) + timedelta(days=count) for count in range(366)]
    assert len({format_date(day, pattern, ENGLISH) for day in days}) == 366


@pytest.mark.parametrize("code", LIBRARY.language_names)
def test_each_side_has_its_own_word_letter_and_phrase(code: str) -> None:
    said = LIBRARY.language(code).model.side
    left, right, both = (said.of(side) for side in (Side.LEFT, Side.RIGHT, Side.BOTH))
    assert (left.word, right.word, both.word) == (said.left, said.right, said.both)
    assert (left.letter, right.letter, both.letter) == (
        said.left_letter,
        said.right_letter,
        f"{said.left_letter}+{said.right_letter}",
    )
    assert (left.phrase, right.phrase, both.phrase) == (said.left_side, said.right_side, said.both_sides)
    assert len({left.word, right.word, both.word}) == len({left.phrase, right.phrase, both.phrase}) == 3


TABLE = "handout_builder/practice/language.py"
SIDE_FIELDS = {"left_letter", "right_letter", "left_side", "right_side", "both_sides"}


def test_there_is_one_table_of_side_words() -> None:
    """A second table could name the wrong side where the first does not."""
    readers = {
        path.relative_to(REPOSITORY).as_posix()
        for path in sorted((REPOSITORY / "handout_builder").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in SIDE_FIELDS
    }
    assert readers == {TABLE}
