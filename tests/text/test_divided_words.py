"""Words too wide for their column are divided: every letter is printed, in order; no number is ever divided."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handout_builder.boxes import Box, Run, text_of, walk
from handout_builder.errors import ContentError, Place
from handout_builder.model.rich_text import SOFT_HYPHEN, Span, rich, words
from handout_builder.text.breaks import divided
from handout_builder.text.setter import ParagraphSetter
from tests.typeset.strips import Look, typography_of

TYPOGRAPHY = typography_of(Look())
STYLE = TYPOGRAPHY.style("body")
LETTERS = "abcdefghijklmnopqrstuvwxyzäöüßéñçøłščABCDEFGαβγδεабвгдеж"
TOO_WIDE = (
    "Hüftbeugerdehnung",
    "Oberschenkeldehnung",
    "Sternocleidomastoid",
    "Donaudampfschifffahrtsgesellschaft",
    "Brustwirbelsäulenmobilisation",
    "Επαναλαμβανόμενος",
    "Противопоказание",
    "Wzmacnianiemięśni",
    "push-up/pull-up/step-up",
    "physio@fernhollow.example",
)


def box(text: str, width: float) -> Box:
    return ParagraphSetter(TYPOGRAPHY, Place(Path("x.yaml"), 1, 1)).box(rich(text), STYLE, width)


def lines(made: Box) -> Iterator[tuple[str, float]]:
    """The text of each line with its width in points."""
    found: dict[float, list[Run]] = {}
    for item, _, _ in walk(made.content):
        if isinstance(item, Run):
            found.setdefault(item.y, []).append(item)
    for runs in found.values():
        yield "".join(run.text for run in runs), max(run.x + run.width for run in runs)


@pytest.mark.parametrize("word", TOO_WIDE)
@pytest.mark.parametrize("width", [40.0, 60.0, 80.0])
def test_f17_a_word_wider_than_its_column_is_divided_and_keeps_its_letters(word: str, width: float) -> None:
    made = box(word, width)
    assert text_of(made.content).replace(SOFT_HYPHEN, "") == word
    parts = [text for text, _ in lines(made)]
    assert len(parts) > 1
    assert all(wide <= width + 0.6 for _, wide in lines(made))
    for part in parts[:-1]:
        assert part.endswith(SOFT_HYPHEN) or part[-1] in "-/@.", part


@given(st.lists(st.text(LETTERS, min_size=1, max_size=40), min_size=1, max_size=6), st.floats(30, 200))
def test_f17_no_letter_of_any_text_is_lost_or_changed(said: list[str], width: float) -> None:
    text = " ".join(said)
    made = box(text, width)
    assert "".join(text_of(made.content).replace(SOFT_HYPHEN, "").split()) == "".join(said)
    assert all(wide <= width + STYLE.size / 4 + 0.6 for _, wide in lines(made))


@given(st.from_regex(r"[0-9]{2,9}([-–.,:/][0-9]{1,9}){0,3}", fullmatch=True))
def test_f17_no_number_is_divided(number: str) -> None:
    assert divided(number, lambda part: len(part) > 1) == []
    with pytest.raises(ContentError, match="wider than its column"):
        box(number, 5)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Sternocleidomastoid", "Ster noc lei do mas toid"),
        ("Oberschenkeldehnung", "Oberschen kel deh nung"),
        ("step-up", "step- up"),
        ("hips", "hips"),
    ],
)
def test_f17_a_word_is_divided_before_a_consonant_and_a_vowel(word: str, parts: str) -> None:
    most = max(map(len, parts.split()))
    cuts = divided(word, lambda part: len(part) > most or part == word != parts)
    assert " ".join(word[start:end] for start, end in zip([0, *cuts], [*cuts, len(word)], strict=True)) == parts


def test_f17_a_word_without_vowels_is_divided_between_its_letters() -> None:
    assert divided("bcdfgh", lambda part: len(part) > 1) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("text", ["Ober­schenkel­muskulatur", "a­b", "­begins", "ends­", "two ­ words"])
def test_f99_a_soft_hyphen_is_never_visible_where_no_line_ends(text: str) -> None:
    made = box(text, 400)
    assert text_of(made.content).split() == text.replace(SOFT_HYPHEN, "").split()
    assert SOFT_HYPHEN not in text_of(made.content)


def test_f99_a_line_ends_at_a_soft_hyphen_with_a_hyphen_that_reads_as_a_soft_one() -> None:
    made = box("Ober­schenkel­muskulatur", 80)
    first, *_ = lines(made)
    assert first[0] == "Oberschenkel" + SOFT_HYPHEN
    last = next(item for item, _, _ in walk(made.content) if isinstance(item, Run)).glyphs[-1]
    assert last.gid == STYLE.faces[0].glyph_of("-") and last.text == SOFT_HYPHEN


def test_f99_rules_meet_the_word_without_its_soft_hyphen() -> None:
    assert words((Span("le­ft"),)) == "left"
    assert list(TYPOGRAPHY.unprintable("Ober­schenkel")) == []
