"""The grammar of authors' texts: bold, links, placeholders and foreign words are markup, all else is literal."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handout_builder.model.author_text import (
    Link,
    author_text,
)
from handout_builder.model.markup import in_units
from handout_builder.model.rich_text import Rich, Span, merged, rich, words

CALM = settings(max_examples=250)
LITERAL = st.text("abcXYZ 0129.,;:!?'\"()[]<>&#/%+-–—_*`~^=|@$\\éжλ‘’“”", min_size=1, max_size=40).filter(str.strip)
VALUES = {"side": "left", "other_side": "right", "clinic": "the **clinic**", "phone": "(206) {555}", "emergency": "911"}


def printed(raw: str, metric: bool = True) -> Rich:
    return author_text(raw).fill(VALUES, metric)


# ---- what is literal


def _no_markup(text: str) -> bool:
    return "**" not in text and "](" not in text


@CALM
@given(LITERAL.filter(_no_markup))
def test_everything_that_is_not_bold_or_a_link_is_literal(text: str) -> None:
    assert printed(text) == (Span(" ".join(text.split())),)


@CALM
@given(LITERAL.filter(lambda text: "](" not in text and "\\" not in text))
def test_stars_that_pair_are_bold_and_no_other_letter_goes(text: str) -> None:
    """Every letter but the stars of a pair is printed, in its order."""
    folded, said = " ".join(text.split()), words(printed(text))
    assert said.replace("*", "") == folded.replace("*", "")
    assert (folded.count("*") - said.count("*")) % 4 == 0


@pytest.mark.parametrize(
    "text", ["2 ** 3 ** 4", "*so*", "__so__", "a ** b", "** a **", "[a] (b)", "see [1](", "**a", "__so__ ** __a__"]
)
def test_marks_that_are_no_markup_here_are_printed(text: str) -> None:
    assert printed(text) == (Span(text),)


# ---- the whole grammar against a printer of its own


@dataclass(frozen=True)
class Piece:
    """A piece of a text: how an author writes it, and what a sheet must print."""

    written: str
    us: Rich
    metric: Rich

    def bold(self) -> Piece:
        return Piece(f"**{self.written}**", *(_all(text, bold=True) for text in (self.us, self.metric)))

    def linked(self, address: str) -> Piece:
        texts = (_all(text, target=address) for text in (self.us, self.metric))
        return Piece(f"[{self.written}]({address})", *texts)


def _all(text: Rich, **changes: object) -> Rich:
    return tuple(replace(span, **changes) for span in text)  # type: ignore[arg-type]


def literal(text: str) -> Piece:
    return Piece(text, rich(text), rich(text))


def foreign(text: str) -> Piece:
    spans = (Span(text, lang="pt-BR"),)
    return Piece(f"{{pt-BR: {text}}}", spans, spans)


def value(name: str) -> Piece:
    return Piece(f"{{ {name} }}", rich(VALUES[name]), rich(VALUES[name]))


WORD = st.text("abcdežéж079", min_size=1, max_size=6)
NAMES = st.sampled_from(["other_side", "clinic", "phone", "emergency"])
MEASURE = st.builds(lambda us, metric: Piece(f"{{{us} |{metric}}}", rich(us), rich(metric)), WORD, WORD)
SIMPLE = st.one_of(WORD.map(literal), WORD.map(foreign), NAMES.map(value), MEASURE)
ADDRESSES = st.sampled_from(["https://a.example/b?c=d&e=f#g", "https://a.example/hip_(joint)", "mailto:a@b.example"])
STYLED = st.one_of(SIMPLE, SIMPLE.map(Piece.bold), st.builds(Piece.linked, SIMPLE, ADDRESSES))
PIECES = st.one_of(STYLED, st.builds(Piece.linked, SIMPLE.map(Piece.bold), ADDRESSES))


@CALM
@given(st.lists(PIECES, min_size=1, max_size=8))
def test_a_text_is_printed_as_its_pieces_are(pieces: list[Piece]) -> None:
    """Words, bold, links, foreign words, values and amounts, in any order: each as it must be, and no letter more."""
    text = author_text("x " + " ".join(piece.written for piece in pieces))
    for metric in (False, True):
        spans = [span for piece in pieces for span in (Span(" "), *(piece.metric if metric else piece.us))]
        assert text.fill(VALUES, metric) == merged([Span("x"), *spans])
    assert all(not one.alike(other) for one, other in pairwise(text.fill(VALUES, True)))


MARKS = st.sampled_from(
    ["**", "*", "***", "_", "[", "]", "](", "](tel:1)", "](https://a.example/(b))", ")", " ", " ", "{side}", "{es: ",
     "{", "}", "|", "{1|2}", "\\", "<", ">", "`", "!", "."]
)  # fmt: skip


@settings(CALM, max_examples=1000)
@given(st.lists(st.one_of(MARKS, st.just("word")), min_size=1, max_size=12))
def test_no_word_of_a_text_is_lost_whatever_marks_are_around_it(pieces: list[str]) -> None:
    """A text is refused, or each of its words is printed once, in its order."""
    raw = "".join(f"w{number}." if piece == "word" else piece for number, piece in enumerate(pieces))
    try:
        text = author_text(raw)
    except ValueError:
        return
    wanted = re.findall(r"w\d+", raw)
    assert re.findall(r"w\d+", text.words) == wanted
    if "|" not in raw:  # of an amount one form is printed
        assert re.findall(r"w\d+", words(text.fill(VALUES, True))) == wanted


# ---- links


@pytest.mark.parametrize(
    "address", ["https://a.example/b?c=d&e=f#g", "mailto:us@a.example", "tel:+12065550142", "https://a.example/b_(c)"]
)
def test_links_carry_their_address(address: str) -> None:
    (before, link, bold, after) = printed(f"See [our **page**]({address}) now")
    assert (before.target, link.target, bold.target, after.target) == (None, address, address, None)
    assert author_text(f"See [our **page**]({address}) now").links == (Link("our page", address),)


@pytest.mark.parametrize("number", ["+12065550142", "01632-960118", "206.555.0142", "112"])
def test_a_link_that_dials_one_number_is_a_link(number: str) -> None:
    assert author_text(f"[call us](tel:{number})").links[0].address == f"tel:{number}"


@pytest.mark.parametrize(
    "number", ["112/999", "1-800-HURT", "112,999", "5550142x12", "(206)112/999", "us", "+", "-", "++1"]
)
def test_a_link_that_would_dial_a_wrong_number_is_a_problem(number: str) -> None:
    with pytest.raises(ValueError, match="dials no number; write one number in digits"):
        author_text(f"[call us](tel:{number})")


def test_links_of_a_text_are_all_there_even_without_words() -> None:
    text = author_text("[a](tel:1) [](tel:2) [{clinic}](tel:3) [ ](tel:4)")
    assert [(link.words, link.address) for link in text.links] == [
        ("a", "tel:1"),
        ("", "tel:2"),
        ("{clinic}", "tel:3"),
        (" ", "tel:4"),
    ]


@pytest.mark.parametrize(
    "bad",
    [
        "[a](b)", "[a](http://b.example)", "[a](javascript:alert(1))", "[a](file:///etc/passwd)", "[a]()",
        "[a](tel:{phone})", '[a](https://b.example "title")', "[a](<https://b.example>)", "[a](https://b.example c)",
        "[a](data:text/html,x)", "[a](https://b\\.example)", "[a]( https://b.example)",
    ],
)  # fmt: skip
def test_a_link_that_cannot_be_followed_is_refused(bad: str) -> None:
    with pytest.raises(ValueError, match="cannot be followed"):
        author_text(bad)


@pytest.mark.parametrize(
    "bad",
    [
        "a](tel:1)", "[a [b](tel:1) c](tel:2)", "{es: a](tel:1)}", '[a](https://b.example/(c) "title")',
        "[a](https://b.example/(c){side})",
    ],
)  # fmt: skip
def test_what_looks_like_a_link_is_one_or_a_problem(bad: str) -> None:
    """Printed as written, its address would be on the sheet, and nothing could be followed."""
    with pytest.raises(ValueError, match="is not complete"):
        author_text(bad)


# ---- placeholders


@pytest.mark.parametrize("bad", ["{", "}", "a { b", "{{side}}", "{side", "side}", "{a{b}c}", "{}"])
def test_lone_and_nested_braces_are_refused(bad: str) -> None:
    with pytest.raises(ValueError, match=r"brace|placeholder"):
        author_text(bad)


@pytest.mark.parametrize("bad", ["{|}", "{a|}", "{a|b|c}", "{|b}", "{ | }"])
def test_amounts_need_two_forms(bad: str) -> None:
    with pytest.raises(ValueError, match="two forms"):
        author_text(bad)


def test_placeholders_are_filled_and_values_are_not_read_again() -> None:
    assert printed("{clinic} at { phone }, {1 inch|2.5 cm}") == rich("the **clinic** at (206) {555}, 2.5 cm")
    assert printed("{1 inch|2.5 cm}", metric=False) == rich("1 inch")
    assert printed("[call]{phone}") == rich("[call](206) {555}"), "no value makes a link"
    with pytest.raises(KeyError):
        author_text("{clinician}").fill(VALUES, True)


def test_bold_around_a_placeholder_and_inside_one() -> None:
    assert printed("pre**{side}**post") == (Span("pre"), Span("left", bold=True), Span("post"))
    assert printed("{**1** inch|**2** cm}") == (Span("2", bold=True), Span(" cm"))
    assert printed("**{es: el **psoas**}") == (Span("**"), Span("el ", lang="es"), Span("psoas", bold=True, lang="es"))


def test_a_side_that_begins_a_sentence_has_a_capital() -> None:
    said = printed("{side} leg back. **{other_side} leg** bent! Keep the {side} knee low.")
    assert words(said) == "Left leg back. Right leg bent! Keep the left knee low."
    assert (
        words(printed("[{side} leg](tel:1). [See.](tel:1) {side} {es: Ya.} {side}")) == "Left leg. See. Left Ya. Left"
    )
    assert words(printed("Go. {clinic} {side} {1|2} {side}")) == "Go. the **clinic** left 2 left"
    assert words(printed("{clinic} is near. {clinic}")) == "the **clinic** is near. the **clinic**"


def test_rules_see_placeholders_as_they_are_written() -> None:
    text = author_text("Go {1 inch|2.5 cm} to the **{ side }**. {es: Ya} [x](tel:1)")
    assert text.words == "Go {1 inch|2.5 cm} to the { side }. Ya x"
    assert text.names == ("side",) and text.names_side


@pytest.mark.parametrize("letter", ["\ue000", "\ue001", "\uf8ff"])
def test_letters_of_private_use_are_letters(letter: str) -> None:
    assert words(printed(f"{letter} {{side}} {letter}")) == f"{letter} left {letter}"


def test_the_words_of_a_picture_have_units_and_no_markup() -> None:
    assert in_units("{1 in|2.5 cm} **out**\n{ 2 in | 5 cm }", True) == "2.5 cm **out**\n5 cm"
    assert in_units("{1 in|2.5 cm} {x}", False) == "1 in {x}"
