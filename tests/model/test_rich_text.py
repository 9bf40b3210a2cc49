"""Authors' texts: bold and links are markup, everything else is what it looks like."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from handout_builder.model.rich_text import AnyText, Span, Text, checked, fill, placeholders, spans, unmarked
from handout_builder.model.side import SideText

CALM = settings(max_examples=250)
PLAIN = st.text("abc déж", min_size=1, max_size=8).map(str.strip).filter(bool)
BOLD_OR_NOT = st.tuples(PLAIN, st.booleans())
LITERAL = st.text("abcXYZ 0129.,;:!?'\"()[]<>&#/%+-–—_*`~^=|@$\\éжλ‘’“”", min_size=1, max_size=40)


def _no_markup(text: str) -> bool:
    return "**" not in text and "](" not in text


@CALM
@given(LITERAL.filter(_no_markup))
def test_everything_that_is_not_bold_or_a_link_is_literal(text: str) -> None:
    assert spans(text) == (Span(text),)


@CALM
@given(LITERAL.filter(lambda text: "](" not in text and "\\" not in text))
def test_stars_that_pair_are_bold_and_no_other_letter_goes(text: str) -> None:
    """Every letter but the stars of a pair is printed, in its order."""
    assert unmarked(text).replace("*", "") == text.replace("*", "")
    assert (text.count("*") - unmarked(text).count("*")) % 4 == 0


@CALM
@given(st.lists(BOLD_OR_NOT, min_size=1, max_size=6))
def test_bold_words_are_bold_and_the_others_are_not(parts: list[tuple[str, bool]]) -> None:
    raw = " | ".join(f"**{text}**" if bold else text for text, bold in parts)
    found = spans(raw)
    assert "".join(span.text for span in found) == " | ".join(text for text, _ in parts)
    assert "".join(span.text for span in found if span.bold) == "".join(text for text, bold in parts if bold)
    assert all((a.bold, a.target) != (b.bold, b.target) for a, b in pairwise(found)), "neighbours of one manner"


@pytest.mark.parametrize("address", ["https://a.example/b?c=d&e=f#g", "mailto:us@a.example", "tel:+12065550142"])
def test_links_carry_their_address(address: str) -> None:
    (before, link, after) = spans(f"See [our **best** page]({address}) now".replace("**", ""))
    assert (before.target, link.target, after.target) == (None, address, None)
    assert link.text == "our best page"


@pytest.mark.parametrize(
    "bad",
    [
        "[a](b)", "[a](http://b.example)", "[a](javascript:alert(1))", "[a](file:///etc/passwd)", "[a]()",
        "[a](tel:{phone})", '[a](https://b.example "title")', "[a](<https://b.example>)", "[a](https://b.example c)",
        "[a](data:text/html,x)", "[a](https://b\\.example)",
    ],
)  # fmt: skip
def test_a_link_that_cannot_be_followed_is_refused(bad: str) -> None:
    with pytest.raises(ValueError, match="cannot be followed"):
        checked(bad)


@pytest.mark.parametrize("bad", ["{", "}", "a { b", "{{side}}", "{side", "side}", "{a{b}c}", "{}"])
def test_lone_and_nested_braces_are_refused(bad: str) -> None:
    with pytest.raises(ValueError, match=r"brace|placeholder"):
        checked(bad)


@pytest.mark.parametrize("bad", ["{|}", "{a|}", "{a|b|c}", "{|b}", "{ | }"])
def test_amounts_need_two_forms(bad: str) -> None:
    with pytest.raises(ValueError, match="two forms"):
        checked(bad)


def test_placeholders_are_filled_and_values_are_not_read_again() -> None:
    values = {"clinic": "our {phone} **clinic**", "phone": "555"}
    assert fill("{clinic} at { phone }, {1 inch|2.5 cm}", values, True) == "our {phone} **clinic** at 555, 2.5 cm"
    assert fill("{1 inch|2.5 cm}", values, False) == "1 inch"


def test_a_side_that_begins_a_sentence_has_a_capital() -> None:
    values = {"side": "left", "other_side": "right", "clinic": "our clinic"}
    said = fill("{side} leg back. **{other_side} leg** bent! Keep the {side} knee low.", values, True)
    assert said == "Left leg back. **Right leg** bent! Keep the left knee low."
    assert fill("{clinic} is near. {clinic}", values, True) == "our clinic is near. our clinic"
    assert placeholders("{a} b { c }") == ["a", "c"]


@CALM
@given(st.text("ab \t\n\r", max_size=30))
def test_white_space_is_folded_and_nothing_else_changes(raw: str) -> None:
    if raw.split():
        assert checked(raw) == " ".join(raw.split())
    else:
        with pytest.raises(ValueError, match="nothing is written"):
            checked(raw)


def test_letters_and_their_accents_become_one() -> None:
    assert checked("e\u0301") == "é"


def test_only_texts_that_follow_the_side_may_name_it() -> None:
    assert TypeAdapter(AnyText).validate_python("your {side} leg") == "your {side} leg"
    with pytest.raises(ValidationError, match="has no side"):
        TypeAdapter(Text).validate_python("your {other_side} leg")
    with pytest.raises(ValidationError, match="names no side"):
        SideText.model_validate({"neutral": "your leg", "sided": "your leg"})
