"""Rich texts: fewer spans, the same words in the same format."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from handout_builder.model.rich_text import Span, merged, rich, words

CALM = settings(max_examples=250)
SPANS = st.builds(
    Span,
    st.sampled_from(["", " ", "a", "b c", "**"]),
    st.booleans(),
    st.sampled_from([None, "https://a.example", "tel:1"]),
    st.sampled_from([None, "es"]),
)


def letters(text: tuple[Span, ...] | list[Span]) -> list[tuple[str, bool, str | None, str | None]]:
    """Each letter with its format."""
    return [(letter, span.bold, span.target, span.lang) for span in text for letter in span.text]


@CALM
@given(st.lists(SPANS, max_size=8))
def test_merging_keeps_each_letter_in_its_format_and_leaves_no_spans_to_merge(spans: list[Span]) -> None:
    found = merged(spans)
    assert letters(found) == letters(spans)
    assert all(span.text for span in found)
    assert not any(one.alike(other) for one, other in pairwise(found))
    assert words(found) == words(spans)


def test_fixed_words_are_one_span_without_format() -> None:
    assert rich("**a** {b}") == (Span("**a** {b}"),)
