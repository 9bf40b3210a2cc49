"""Every phrase of PyYAML that is translated: the installed version still says it, and an author reads plain words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from handout_builder.source import parse
from handout_builder.source.syntax_errors import PHRASES, stop_of

LOADERS = {"libyaml": yaml.CSafeLoader, "PyYAML's own": yaml.SafeLoader}
INDENTATION = "make it line up with its neighbours, and check that quotes are closed in the lines above"
EXAMPLES = {
    "mapping values are not allowed": ("a: b\n  c: d\n", f"2:4: this line is indented too far; {INDENTATION}"),
    "found unexpected end of stream": (
        'a: b\nc: "d\ne: f\n',
        "2:4: this quote is never closed; write the same quote, \" or ', at its end",
    ),
    "found unexpected document separator": (
        "a: b\nc: 'd\n---\n",
        "2:4: this quote is never closed; write the same quote, \" or ', at its end",
    ),
    "expected ',' or ']'": (
        "a: b\nc: [d, e\nf: g\n",
        "2:4: this bracket [ is never closed; write ] at its end, or put the text in quotes",
    ),
    "expected ',' or '}'": (
        "a: b\nc: {d: e\n",
        "2:4: this brace { is never closed; write } at its end, or put the text in quotes",
    ),
    "that cannot start any token": ("a: @b\n", '1:4: a text cannot begin with "@"; put it in quotes: "…"'),
    "while scanning an alias": ("a: **b**\n", '1:4: a text cannot begin with "*" or "&"; put it in quotes: "…"'),
    "while scanning an anchor": ("a: & b\n", '1:4: a text cannot begin with "*" or "&"; put it in quotes: "…"'),
    "while scanning a tag": ("a: !<b>c\n", '1:4: a text cannot begin with "!"; put it in quotes: "…"'),
    "while scanning a directive": ("a: b\n%c: d\n", '2:1: a line cannot begin with "%"; put it in quotes: "…"'),
    "mapping keys are not allowed": ("a: ? b\n", '1:4: a text cannot begin with "?"; put it in quotes: "…"'),
    "sequence entries are not allowed": ("a: - b\n", "1:4: a list begins behind a colon; begin it on the next line"),
    "found unknown escape character": (
        'a: "\\d"\n',
        "1:5: a backslash in double quotes begins a special character; "
        r"write \\ for a backslash, or use single quotes",
    ),
    "while parsing a block collection: expected <block end>": (
        "a:\n  - b\n  c: d\n",
        f'3:3: this line is in a list but does not begin with "- "; {INDENTATION}',
    ),
    "could not find expected ':'": ("a: b\nc\nd: e\n", f"2:1: this line has no colon; {INDENTATION}"),
    "while scanning a block scalar": (
        "a: > b\n",
        "1:6: there is text after > or |; begin it on the next line, indented",
    ),
    "but found '<stream end>'": (
        "a: [b,\n",
        "2:1: the file ends inside brackets; write a ] for each [ and a } for each {",
    ),
    "expected the node content": ("a: ]\n", '1:4: a text cannot begin with "]"; put it in quotes: "…"'),
    "while parsing a block mapping: expected <block end>": (
        "a: b\n- c\n",
        f"2:1: this does not fit what is before it; {INDENTATION}",
    ),
    "expected '<document start>'": (
        "  a: b\nc: d\n",
        f"2:1: this does not fit what is before it; {INDENTATION}",
    ),
}
"""A phrase → a text that is refused with it, and the problem that its author reads."""


@pytest.fixture(params=LOADERS)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The parser that reads first: libyaml, or PyYAML's own where a machine has no libyaml."""
    monkeypatch.setattr(parse, "_LOADER", LOADERS[request.param])
    return str(request.param)


def problems(text: str) -> list[str]:
    node, found = parse.read_nodes(text, Path("x"))
    assert node is not None or found
    return [str(problem).removeprefix("x:") for problem in found]


def test_every_phrase_has_an_example() -> None:
    assert set(EXAMPLES) == {phrase for phrase, *_ in PHRASES}


@pytest.mark.parametrize("phrase", EXAMPLES)
def test_the_installed_pyyaml_says_the_phrase(phrase: str) -> None:
    with pytest.raises(yaml.MarkedYAMLError) as caught:
        list(yaml.parse(EXAMPLES[phrase][0], Loader=yaml.SafeLoader))
    said = stop_of(caught.value).said
    first = next((known for known, *_ in PHRASES if known in said), None)
    assert first == phrase, f"PyYAML {yaml.__version__} says {said!r}"


@pytest.mark.parametrize("phrase", EXAMPLES)
def test_an_author_reads_plain_words_whichever_parser_is_there(phrase: str, loader: str) -> None:
    text, wanted = EXAMPLES[phrase]
    (problem,) = problems(text)
    if loader != "libyaml":  # its column may be the next one
        problem, wanted = re.sub(r":\d+:", ":", problem), re.sub(r":\d+:", ":", wanted)
    assert problem == wanted, f"{phrase!r} with {loader}, PyYAML {yaml.__version__}"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a: b: c\n", '1:5: a second ": " is in one line; put the whole text in quotes: "…"'),
        ("a: {b: c: d}\n", '1:9: a second ": " is in one line; put the whole text in quotes: "…"'),
        ("a: b\n\tc: d\n", "2:1: a tab is where YAML wants spaces; indent with spaces"),
        ("a:b\nc: d\n", '1:2: there is no space after the colon; write one there, as in "name: …"'),
        ("a: {side} b\nc: d\n", '1:4: a text cannot begin with "{"; put it in quotes: "…"'),
        ('a: "b"c\n', "1:7: there is text after a closing quote; use the other kind of quotes around the whole text, "
                      "or write a quote inside it twice"),
        ('a: "\\x4g"\n', "1:7: this escape means no character; write the character itself"),
    ],
)  # fmt: skip
def test_what_place_and_text_tell_by_themselves(text: str, wanted: str, loader: str) -> None:
    assert problems(text) == [wanted]


@pytest.mark.parametrize("text", ["a: " + "[" * 3000, "[" * 100_000, "{" * 1_000_000, "- " * 500_000, "? " * 500_000])
def test_deep_nesting_is_named_as_such_whichever_parser_is_there(text: str, loader: str) -> None:
    (problem,) = problems(text)
    assert problem.endswith(": nested deeper than 30 levels; check the brackets")


def test_tabs_and_question_marks_inside_plain_words_hide_no_fault_further_down() -> None:
    assert problems("a: one\ttwo\nb: [why?, c]\nd: [e\n") == [
        "3:4: this bracket [ is never closed; write ] at its end, or put the text in quotes"
    ]


def test_a_reason_that_is_about_another_place_is_not_given() -> None:
    """PyYAML's own parser stops at the question mark, which libyaml takes for a word."""
    remedy = "check quotes, colons and indentation here and one line up"
    assert problems("a: [what ?, b]\nd: [e\n") == [f"3:1: not readable as YAML; {remedy}"]


@pytest.mark.parametrize("escape", ["\\ud800", "\\U00110000"])
def test_escapes_of_what_is_no_character_are_refused(escape: str, loader: str) -> None:
    assert len(problems(f'a: "b {escape}"\n')) == 1


def test_a_fault_behind_many_aliases_is_named(loader: str) -> None:
    found = problems("".join(f"a{number}: *b\n" for number in range(50)) + "c: [\n")
    assert len(found) == 51
    assert "the file ends inside brackets" in found[-1]


def test_what_only_pyyaml_reads_is_refused_as_libyaml_refuses_it() -> None:
    text = "a: {b:[c]}\n"
    assert list(yaml.parse(text, Loader=yaml.SafeLoader))
    assert problems(text) == ['1:6: there is no space after the colon; write one there, as in "name: …"']
