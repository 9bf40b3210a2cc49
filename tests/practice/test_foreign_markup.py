"""Texts that look like the markup of another program, or like a warning in a plain line, are noted with a remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from handout_builder.errors import ContentError
from handout_builder.practice.foreign_markup import foreign_markup
from handout_builder.source.parse import load


def notes(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "one.yaml"
    path.write_text(f"do: {text}\n", encoding="utf-8")
    return list(foreign_markup(load(path, Path("one.yaml"))))


@pytest.mark.parametrize(
    "text, said",
    [
        ("1. Stand tall.", "number of its own"),
        ("12) Stand tall.", "number of its own"),
        ('"- x"', "bullet"),
        ('"• Stand tall."', "bullet"),
        ('"| Week | Sets |"', "row of a table"),
        ('"## Stand tall"', "heading"),
        ("'null'", "empty value"),
        ("'~'", "empty value"),
        ("n/a", "empty value"),
        ("Stand <b>tall</b>.", "HTML tag"),
        ("Stand tall.<br/>Breathe.", "HTML tag"),
        ('"*Rarely* done."', "emphasis"),
        ("Stand _very_ tall.", "emphasis"),
    ],
)
def test_f87_signs_of_other_formats_are_noted(tmp_path: Path, text: str, said: str) -> None:
    found = notes(tmp_path, text)
    assert any(said in note for note in found), found
    assert all(note.startswith("one.yaml:1:5: ") and "; " in note for note in found)


@pytest.mark.parametrize(
    "text",
    [
        '"Caution: do not let the back sag."',
        "WARNING! Do not let the back sag.",
        '"**Danger:** do not let go."',
        "Important – breathe on.",
        '"Notice: rest first."',
    ],
)
def test_f88_a_warning_in_a_plain_line_is_noted(tmp_path: Path, text: str) -> None:
    (note,) = notes(tmp_path, text)
    assert 'write it under "safety:"' in note


@pytest.mark.parametrize(
    "text",
    [
        "Stand tall.", "3 times is enough.", '"**Stand tall.**"', "Warning signs are rare.", "Keep a 5 < 10 lb weight.",
        '"Your home: sit down."', "It is a well-known 2 x 3 rule.", "Important muscles work here.",
    ],
)  # fmt: skip
def test_plain_sentences_are_not_noted(tmp_path: Path, text: str) -> None:
    assert notes(tmp_path, text) == []


@pytest.mark.parametrize("line", ["do: [our page](https://a.example) helps.", "- [a](https://a.example) b"])
def test_f89_a_text_that_begins_with_a_link_goes_in_quotes(tmp_path: Path, line: str) -> None:
    path = tmp_path / "one.yaml"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"a text cannot begin with a link; put it in quotes"):
        load(path, Path("one.yaml"))
