"""Lines of text: nothing is lost, nothing is too wide, and the last line is never a lone word."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from handout_builder.boxes import Box, Group, Run, text_of, walk
from handout_builder.errors import ContentError, Place
from handout_builder.model.author_text import author_text
from handout_builder.model.rich_text import Rich, Span, rich
from handout_builder.practice.library import Library
from handout_builder.text.breaks import NBSP
from handout_builder.text.setter import ParagraphSetter
from handout_builder.text.typography import PAPERS, TextStyle, Typography
from tests import REPOSITORY

CALM = settings(max_examples=80)
STYLES = ["body", "do", "lead", "label", "display"]
WORDS = st.lists(st.text("abcdefgilmnorstuéöжλ.,-'", min_size=1, max_size=10), min_size=1, max_size=40)
WIDTHS = st.floats(270, 520)


@cache
def typography() -> Typography:
    library = Library(REPOSITORY)
    brand, edition = library.brand("fernhollow"), library.edition("standard")
    return Typography(brand.model, edition.model, "letter", "en", (REPOSITORY / "layouts" / "fonts",), brand.place())


SETTER = ParagraphSetter(typography(), Place(Path("x.yaml"), 3, 5))


def style(name: str) -> TextStyle:
    return typography().display("display") if name == "display" else typography().style(name)


def lines(box: Box) -> list[list[Run]]:
    """The runs of each line, from the top."""
    found: dict[float, list[Run]] = {}
    for item, _, _ in walk(box.content):
        if isinstance(item, Run):
            found.setdefault(round(item.y, 3), []).append(item)
    return [found[y] for y in sorted(found)]


def said(box: Box) -> str:
    return text_of(box.content).replace(NBSP, " ")


def ink_end(runs: list[Run]) -> float:
    last = runs[-1]
    spaces = len(last.text) - len(last.text.rstrip(" "))
    return last.x + last.width - sum(g.advance for g in last.glyphs[len(last.glyphs) - spaces :]) * last.size / 1000


@CALM
@given(WORDS, st.sampled_from(STYLES), WIDTHS, st.booleans(), st.booleans())
def test_no_word_is_lost_and_no_line_is_wider_than_asked(
    words: list[str], name: str, width: float, balance: bool, keep_pair: bool
) -> None:
    box = SETTER.box(rich(" ".join(words)), style(name), width, balance=balance, keep_pair=keep_pair)
    assert said(box) == " ".join(words)
    found = lines(box)
    assert box.height == pytest.approx(len(found) * style(name).leading)
    for runs in found:
        assert runs[0].x >= 0 and ink_end(runs) <= width + 0.5
        assert "".join(run.text for run in runs).strip()


@CALM
@given(WORDS, st.sampled_from(STYLES), WIDTHS, st.booleans())
def test_lines_are_as_few_as_can_be_however_they_are_balanced(
    words: list[str], name: str, width: float, balance: bool
) -> None:
    """Filling each line as far as it goes is the fewest; balancing and pairing must not add one."""
    least, used = 1, 0.0
    space = (
        SETTER.width(rich("a b"), style(name))
        - SETTER.width(rich("a"), style(name))
        - SETTER.width(rich("b"), style(name))
    )
    for word in words:
        wide = SETTER.width(rich(word), style(name))
        if used and used + space + wide > width:
            least, used = least + 1, wide
        else:
            used += wide + (space if used else 0)
    assert len(lines(SETTER.box(rich(" ".join(words)), style(name), width, balance=balance))) <= least


@CALM
@given(WORDS, WIDTHS)
def test_a_last_line_has_two_words_where_any_breaking_into_as_many_lines_has(words: list[str], width: float) -> None:
    body = style("body")
    box = SETTER.box(rich(" ".join(words)), body, width)
    found = lines(box)
    if len(found) < 2 or " " in "".join(run.text for run in found[-1]).strip():
        return
    for narrower in range(int(width), 40, -3):
        if max(SETTER.width(rich(word), body) for word in words) > narrower:
            break
        other = lines(SETTER.box(rich(" ".join(words)), body, float(narrower), keep_pair=False))
        if len(other) > len(found):
            break
        assert " " not in "".join(run.text for run in other[-1]).strip(), f"{narrower} points leave two words"


@CALM
@given(WORDS, WIDTHS)
def test_balanced_lines_are_no_wider_and_no_more_than_plain_ones(words: list[str], width: float) -> None:
    plain = lines(SETTER.box(rich(" ".join(words)), style("display"), width, keep_pair=False))
    even = lines(SETTER.box(rich(" ".join(words)), style("display"), width, balance=True))
    assert len(even) == len(plain)
    assert max(map(ink_end, even)) <= max(map(ink_end, plain)) + 0.5


@CALM
@given(st.lists(st.tuples(st.text("abcdeé", min_size=1, max_size=7), st.booleans()), min_size=1, max_size=25), WIDTHS)
def test_bold_and_links_change_faces_and_no_word(words: list[tuple[str, bool]], width: float) -> None:
    text: Rich = tuple(Span(word + " ", bold, "https://a.example" if bold else None) for word, bold in words)
    box = SETTER.box(text, style("body"), width)
    assert said(box).strip() == "".join(word + " " for word, _ in words).strip()
    body = style("body")
    bold = {face.key for face in body.bold_faces}
    linked = [i for i, _, _ in walk(box.content) if isinstance(i, Group) and i.tag and i.tag.role == "Link"]
    assert "".join(text_of(group) for group in linked).split() == [word for word, is_bold in words if is_bold]
    for group in linked:
        assert {item.face for item, _, _ in walk(group) if isinstance(item, Run)} <= bold


@pytest.mark.parametrize("unit", ["Hold for 30 seconds", "About 2.5 cm wide", "See page 4 now", "1 inch", "10 times"])
def test_a_number_is_never_parted_from_its_unit(unit: str) -> None:
    for width in range(60, 200, 3):
        try:
            box = SETTER.box(rich(f"word word {unit} word word"), style("body"), float(width))
        except ContentError:
            continue
        for runs in lines(box):
            text = "".join(run.text for run in runs).replace(NBSP, " ").strip()
            assert not text[-1].isdigit() and not text.endswith("page"), text


def test_a_number_leaves_its_unit_only_where_both_together_are_wider_than_the_line() -> None:
    text = "5 Widerstandsfähigkeitsübungen"
    wide = SETTER.width(rich(text.split()[1]), style("body")) + 2
    assert len(lines(SETTER.box(rich(text), style("body"), wide))) == 2
    assert said(SETTER.box(rich(text), style("body"), wide)) == text


def test_an_authors_no_break_space_holds() -> None:
    for width in range(60, 220, 5):
        found = lines(SETTER.box(rich(f"aaa bbb{NBSP}ccc ddd eee"), style("body"), float(width)))
        assert any("bbb" in (text := "".join(r.text for r in runs)) and "ccc" in text for runs in found)


@CALM
@given(st.text("0123456789", min_size=60, max_size=90), st.floats(60, 150))
def test_a_number_wider_than_its_line_is_a_problem_that_names_it(word: str, width: float) -> None:
    with pytest.raises(ContentError) as caught:
        SETTER.box(rich(f"a {word} b"), style("body"), width)
    (problem,) = caught.value.problems
    assert word in problem.message and problem.place == SETTER.place and problem.remedy


@CALM
@given(st.characters(blacklist_categories=["Cs"]), st.sampled_from(STYLES))
def test_a_letter_is_printed_or_refused_never_swapped_or_dropped(letter: str, name: str) -> None:
    assume(not letter.isspace())
    try:
        box = SETTER.box(rich(f"a{letter}b"), style(name), 400)
    except ContentError as error:
        assert f"U+{ord(letter):04X}" in str(error)
        return
    runs = [item for item, _, _ in walk(box.content) if isinstance(item, Run)]
    assert said(box) == f"a{letter}b".replace("\u00ad", "")
    assert all(glyph.gid for run in runs for glyph in run.glyphs), "glyph 0 is an empty box"


def test_centred_and_end_aligned_lines_meet_their_edge() -> None:
    text = rich("one two three four five six seven")
    for runs in lines(SETTER.box(text, style("body"), 100, align="end")):
        assert ink_end(runs) == pytest.approx(100, abs=0.01)
    for runs in lines(SETTER.box(text, style("body"), 100, align="center")):
        assert runs[0].x == pytest.approx(100 - ink_end(runs), abs=0.01)


def test_marked_up_text_and_plain_text_take_the_same_place() -> None:
    """An author's star or bracket that is no markup is a letter like any other."""
    for literal in ("a * b", "a_b_c", "# a", "<b>a</b>", "a & b", "1. a", "`a`", "[a]", "a ** b", "![a]"):
        assert said(SETTER.box(author_text(literal).fill({}, True), style("body"), 300)) == literal


def test_papers_are_those_of_the_world() -> None:
    assert PAPERS["letter"] == (612, 792) and PAPERS["a4"] == pytest.approx(
        (210 / 25.4 * 72, 297 / 25.4 * 72), abs=0.01
    )
