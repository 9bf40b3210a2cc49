"""What Word, phones and foreign keyboards type: each slip is one problem at its character, and prose is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handout_builder.source.parse import plain, read_nodes
from tests.cli.practice import edit, make_practice

QUOTES = "write straight ones, \" or '; to print these, put straight ones around"
DASH = 'does not begin an item of a list; write a hyphen and a space, "- "; to print it, put the text in quotes'
COLON = 'the full-width colon "：" is no colon here; write ": ", a plain colon and a space'
SPACE = "is here; write plain spaces"
SLIPS = {
    "name: “Sore knees”\n": f"1:7: “ and ” are no quotes here; {QUOTES}",
    "a: b\ncolour: “#FFD400”\n": f"2:9: “ and ” are no quotes here; {QUOTES}",
    "do: “Rest: one minute”\n": f"1:5: “ and ” are no quotes here; {QUOTES}",
    "do: „Rest: eine Minute“\n": f"1:5: „ and “ are no quotes here; {QUOTES}",
    "do: „Ruhe”\n": f"1:5: „ and ” are no quotes here; {QUOTES}",
    "do: « Repos : une minute »\n": f"1:5: « and » are no quotes here; {QUOTES}",
    "do: »Ruhe«\n": f"1:5: » and « are no quotes here; {QUOTES}",
    "do: ‘Don’t rest’\n": f"1:5: ‘ and ’ are no quotes here; {QUOTES}",
    "do: ’Rest’\n": f"1:5: ’ is no straight quote; {QUOTES}",
    'colour: “#FFD400"\n': f"1:9: “ is no straight quote; {QUOTES}",
    'colour: "#FFD400”\n': f"1:17: ” is no straight quote; {QUOTES}",
    "a:\n  - b\n  - “c”\n": f"3:5: “ and ” are no quotes here; {QUOTES}",
    "a: [b, “c”]\n": f"1:8: “ and ” are no quotes here; {QUOTES}",
    "“name”: x\n": f"1:1: “ and ” are no quotes here; {QUOTES}",
    "’name’: x\n": f"1:1: ’ is no straight quote; {QUOTES}",
    "name\u00a0: x\n": f"1:5: a space that is none to YAML (U+00A0) {SPACE}",
    "name\u202f: x\n": f"1:5: a space that is none to YAML (U+202F) {SPACE}",
    "name:\u00a0x\n": f"1:6: a space that is none to YAML (U+00A0) {SPACE}",
    "a: b\nname:\u00a0x\nc: d\n": f"2:6: a space that is none to YAML (U+00A0) {SPACE}",
    "a:\n  b: c\n\u00a0\u00a0d: e\n": f"3:1: a space that is none to YAML (U+00A0) {SPACE}",
    "a:\n\u3000b: c\n": f"2:1: a space that is none to YAML (U+3000) {SPACE}",
    "a:\n\tb: c\n": "2:1: a tab is where YAML wants spaces; indent with spaces",
    "a:\n  - b\n\t- c\n": "3:1: a tab is where YAML wants spaces; indent with spaces",
    "steps:\n  – do: x\n": f'2:3: "–" {DASH}',
    "a:\n  - b\n  – c\n": f'3:3: "–" {DASH}',
    "a:\n  — b\n  — c\n": f'2:3: "—" {DASH}',
    "a:\n  − b\n": f'2:3: "−" {DASH}',
    "a:\n  • b\n  • c\n": f'2:3: "•" {DASH}',
    "name： x\n": f"1:5: {COLON}",
    "a: b\nname： x\nc: d\n": f"2:5: {COLON}",
    "na\u200bme: x\n": "1:3: an invisible character (U+200B) is in the text; delete it",
    "na\u200dme: x\n": "1:3: an invisible character (U+200D) is in the text; delete it",
    "na\u00adme: x\n": "1:3: an invisible character (U+00AD) is in the text; delete it",
    "a: b\n\ufeffc: d\n": "2:1: an invisible character (U+FEFF) is in the text; delete it",
}
PROSE = {
    "do: Lie on the “good” side.\n": "Lie on the “good” side.",
    "do: “Good” pain and “bad” pain\n": "“Good” pain and “bad” pain",
    "do: '“Keep moving.”'\n": "“Keep moving.”",
    'do: "„Ruhe“"\n': "„Ruhe“",
    "do: Don’t rest – move.\n": "Don’t rest – move.",
    "do: Rest\n  – but not long.\n": "Rest – but not long.",
    "do: >-\n  – a dash of prose\n": "– a dash of prose",
    "do: '– 5 degrees'\n": "– 5 degrees",
    "do: 10\u00a0seconds\n": "10\u00a0seconds",
    "do: ’Tis done\n": "’Tis done",
    "do: 注意：休息\n": "注意：休息",
    "do: می\u200cروم\n": "می\u200cروم",
}


@pytest.mark.parametrize("text", SLIPS)
def test_f98_a_character_that_is_none_to_yaml_is_one_problem_at_its_place(text: str) -> None:
    _, problems = read_nodes(text, Path("f.yaml"))
    assert [str(problem) for problem in problems] == [f"f.yaml:{SLIPS[text]}"]


@pytest.mark.parametrize("text", PROSE)
def test_f98_prose_may_hold_the_same_characters(text: str) -> None:
    node, problems = read_nodes(text, Path("f.yaml"))
    assert problems == ()
    assert node is not None and plain(node) == {"do": PROSE[text]}


@pytest.mark.parametrize("data", [b"\xef\xbb\xbfa: b\r\nc: d\r\n", b"a: b\rc: d\r", b"\xef\xbb\xbfa: b\rc: d"])
def test_f98_a_byte_order_mark_and_other_line_ends_are_read(data: bytes, tmp_path: Path) -> None:
    from handout_builder.source.parse import load

    (tmp_path / "f.yaml").write_bytes(data)
    assert plain(load(tmp_path / "f.yaml")) == {"a": "b", "c": "d"}


def test_f98_the_colour_in_curly_quotes_is_one_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from handout_builder.cli import main

    practice = make_practice(tmp_path)
    edit(practice / "layouts/brands/oak/brand.yaml", '"#1F5F3F"', "“#1F5F3F”")
    assert main(["build"], home=practice) == 1
    assert capsys.readouterr().err.splitlines() == [
        f"layouts/brands/oak/brand.yaml:5:9: “ and ” are no quotes here; {QUOTES}",
        "1 problem",
    ]


@given(st.text("abc “”„«»‘’–—•：\u00a0\u202f:-'\"\n[]{},", max_size=40))
def test_f98_whatever_is_typed_is_read_or_a_problem(text: str) -> None:
    node, problems = read_nodes(text, Path("f.yaml"))
    assert node is not None or problems
    assert all(problem.remedy for problem in problems)
