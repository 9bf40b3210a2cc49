"""The one call that sets a text: where lines may begin, in which language words are measured, and both directions."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handout_builder.boxes import Direction
from handout_builder.errors import ContentError, Place
from handout_builder.model.rich_text import Rich, Span, rich
from handout_builder.practice.library import Library
from handout_builder.text.breaks import NBSP, break_opportunities, kept_together
from handout_builder.text.collect import collect
from handout_builder.text.order import from_start
from handout_builder.text.paragraph import Paragraph, TextLines, set_paragraph
from handout_builder.text.placing import Align, Line
from handout_builder.text.segments import natural_width
from handout_builder.text.typography import TextStyle, Typography
from tests import REPOSITORY

PLACE = Place(Path("x.yaml"), 3, 5)
CALM = settings(max_examples=80)
SPANS = st.lists(
    st.builds(
        Span,
        st.text("abc 12\u00a0", max_size=12),
        st.booleans(),
        st.sampled_from([None, "https://a.example"]),
        st.sampled_from([None, "es"]),
    ),
    max_size=8,
).map(tuple)
ALIGNS = st.sampled_from(["start", "center", "end"])


@cache
def typography() -> Typography:
    library = Library(REPOSITORY)
    brand, edition = library.brand("fernhollow"), library.edition("standard")
    return Typography(brand.model, edition.model, "letter", "en", (REPOSITORY / "layouts" / "fonts",), brand.place())


def body() -> TextStyle:
    return typography().style("body")


def texts(line: Line) -> str:
    return "".join(placed.run.text for placed in line.runs)


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("one two", ["two"]),
        ("side-to-side and/or so", ["and/or so", "so"]),
        (f"5{NBSP}kg now", ["now"]),
        (f"now {NBSP}", [NBSP]),
        ("24–48 hours", ["hours"]),
        ("word", []),
        ("", []),
    ],
)
def test_a_line_may_begin_after_a_space_and_nowhere_else(text: str, begins: list[str]) -> None:
    assert [text[offset:] for offset in break_opportunities(text)] == begins


@pytest.mark.parametrize("text", ["30 seconds", "2.5 cm", "page 4", "Page 4", "p. 4"])
def test_a_number_and_its_unit_are_kept_together(text: str) -> None:
    assert kept_together(f"a {text}, b") == f"a {text.replace(' ', NBSP)}, b"


@pytest.mark.parametrize("text", ["sets 4", "4 (four)", "package p 4", "in 2025."])
def test_a_space_that_holds_no_unit_is_left_alone(text: str) -> None:
    assert kept_together(text) == text


@CALM
@given(SPANS)
def test_collecting_loses_no_word_and_items_leave_no_gap(spans: Rich) -> None:
    found = collect(spans, keep_units=False)
    assert found.text == " ".join(filter(None, "".join(span.text for span in spans).split(" ")))
    assert "".join(part for part, _ in found.pieces(0, len(found.text))) == found.text
    letters = [
        (letter, manner.bold, manner.target, manner.language)
        for part, manner in found.pieces(0, len(found.text))
        for letter in part.replace(" ", "")
    ]
    assert letters == [(c, s.bold, s.target, s.lang) for s in spans for c in s.text if c != " "]


LEVELS = [
    # the examples of UAX 9, section 3.4: capitals run from right to left
    ("ltr", "car means CAR.", "00000000001110", "car means RAC."),
    ("rtl", "<car MEANS CAR.=", "1222111111111111", "=.RAC SNAEM car<"),
    ("ltr", "he said “car MEANS CAR.”", "000000000222111111111100", "he said “RAC SNAEM car.”"),
    ("rtl", "abc ", "2221", " abc"),
    ("rtl", "abc", "222", "abc"),
    ("ltr", "", "", ""),
]


@pytest.mark.parametrize(("direction", "said", "levels", "shown"), LEVELS)
def test_runs_follow_each_other_as_unicode_says(direction: Direction, said: str, levels: str, shown: str) -> None:
    assert len(said) == len(levels), "a level for each letter"
    order = from_start([int(level) for level in levels], direction)
    from_left = order if direction == "ltr" else order[::-1]
    assert "".join(said[number] for number in from_left) == shown


@pytest.mark.parametrize("language", ["en", "bg", "sr", "tr"])
def test_words_are_as_wide_as_the_letters_of_their_language(language: str) -> None:
    """Bulgarian, Serbian and Turkish have letters and ligatures of their own in the shipped fonts."""
    for style in (body(), typography().display("h1")):
        for word in ("грбдпт", "office"):
            line = set_paragraph(Paragraph(rich(word), style, 400, language), PLACE).lines[0]
            assert natural_width(rich(word), style, language) == pytest.approx(line.ink, abs=1e-6)
    assert natural_width(rich("грбдпт"), body(), "bg") > natural_width(rich("грбдпт"), body(), "en") + 2


def test_a_foreign_word_is_measured_in_its_own_language() -> None:
    said = natural_width((Span("грбдпт", lang="bg"),), body(), "en")
    assert said == pytest.approx(natural_width(rich("грбдпт"), body(), "bg"))


def both(spans: Rich, align: Align, width: float, **more: bool) -> tuple[TextLines, TextLines]:
    ltr = Paragraph(spans, body(), width, "en", "ltr", align, **more)
    return set_paragraph(ltr, PLACE), set_paragraph(replace(ltr, direction="rtl"), PLACE)


@CALM
@given(SPANS, ALIGNS, st.floats(100, 400), st.booleans(), st.booleans())
def test_a_line_from_right_to_left_is_at_the_mirrored_place_and_reads_the_same(
    spans: Rich, align: Align, width: float, balance: bool, more: bool
) -> None:
    try:
        ltr, rtl = both(spans, align, width, balance=balance, more=more)
    except ContentError as error:
        assert "wider than its column" in str(error)
        return
    assert (ltr.height, len(ltr.lines)) == (rtl.height, len(rtl.lines))
    for one, other in zip(ltr.lines, rtl.lines, strict=True):
        assert texts(one) == texts(other)
        assert one.baseline == other.baseline and one.ink == pytest.approx(other.ink, abs=0.01)
        edge = {"start": 0.0, "center": (width - one.ink) / 2, "end": width - one.ink}[align]
        # from the left edge of what is visible: in both directions Latin words are read from left to right
        runs = [placed.run for placed in other.runs if placed.run.text.strip(" ")]
        from_left = [other.ink + edge - run.x - run.width for run in runs]
        in_ltr = [placed.run.x - edge for placed in one.runs if placed.run.text.strip(" ")]
        assert from_left == pytest.approx(in_ltr, abs=0.01)


def test_a_space_at_the_end_of_a_line_hangs_over_its_end_edge() -> None:
    for lines in both(rich("one two three four"), "start", 62):
        first = lines.lines[0]
        assert texts(first).endswith(" ")
        assert min(placed.run.x for placed in first.runs) == 0
        assert first.end > first.ink


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_a_script_that_runs_from_right_to_left_is_refused_once_a_paragraph(direction: Direction) -> None:
    with pytest.raises(ContentError) as caught:
        set_paragraph(Paragraph(rich("שלום one, and مرحبا"), body(), 300, "he", direction), PLACE)
    (problem,) = caught.value.problems
    assert "שלום" in problem.message and "مرحبا" in problem.message and "right to left" in problem.message
    assert problem.place == PLACE and problem.remedy
