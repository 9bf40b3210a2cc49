"""A language file whose words are still English is noted, field by field."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from handout_builder.cli import main
from handout_builder.practice.library import Library
from handout_builder.practice.translations import untranslated_notes
from tests.sides.practices import ENGLISH, exercise, practice


def notes(root: Path, change: str = "", by: str = "") -> list[str]:
    """The notes on a German file that is English but for a few words, after a change in it."""
    folder = practice(root, exercise("Sit."), languages=("de",)).root
    path = folder / "layouts" / "languages" / "de.yaml"
    source = path.read_text(encoding="utf-8")
    assert change in source
    path.write_text(source.replace(change, by, 1) if change else source, encoding="utf-8")
    return list(untranslated_notes(Library(folder)))


def count(root: Path, change: str = "", by: str = "") -> int:
    (note,) = notes(root, change, by)
    found = re.match(r"de: (\d+) fixed words are the English ones \(", note)
    assert found
    return int(found[1])


def test_f12_a_file_that_is_mostly_english_is_noted_with_the_names_of_its_fields(tmp_path: Path) -> None:
    (note,) = notes(tmp_path)
    assert "numbers.1" in note and "months" not in note and "side." not in note
    assert note.endswith("translate them, or list those that are right under same_as_english")


@pytest.mark.parametrize(
    ("change", "by"),
    [
        ("title: Your exercise plan", "title: Ihr Übungsplan"),
        ("name: Name", "name: Ihr Name"),
        ("start: From week {week}", "start: Ab Woche {week}"),
        ("days: [Mon,", "days: [Mo,"),
        ("closed: When", "closed: Wenn"),
    ],
)
def test_f12_each_translated_word_is_one_less(change: str, by: str, tmp_path: Path) -> None:
    assert count(tmp_path / "after", change, by) == count(tmp_path / "before") - 1


def test_f12_words_that_are_rightly_the_same_are_named_in_the_file(tmp_path: Path) -> None:
    named = "same_as_english: [plan.name, stop.stop]\nplurals:"
    assert count(tmp_path / "after", "plurals:", named) == count(tmp_path / "before") - 2


def test_f12_english_of_another_country_is_no_translation(tmp_path: Path) -> None:
    folder = practice(tmp_path, exercise("Sit."), languages=()).root
    (folder / "layouts" / "languages" / "en-GB.yaml").write_text(ENGLISH, encoding="utf-8")
    assert list(untranslated_notes(Library(folder))) == []


def test_f12_check_prints_the_note(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = practice(tmp_path, exercise("Sit."), languages=("de",)).root
    assert main(["check"], home=folder) == 0
    assert re.search(r"^  note: de: \d+ fixed words are the English ones", capsys.readouterr().out, re.MULTILINE)
