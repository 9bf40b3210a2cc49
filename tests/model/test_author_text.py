"""Fields that hold an author's text: folded, parsed once, frozen, a string to editors."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from typing import Annotated

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from handout_builder.model import author_text as module
from handout_builder.model.author_text import MAX_LENGTH, AnyText, Line, Text, author_text, literal_text
from handout_builder.model.markup import Part, parts_of
from handout_builder.model.rich_text import rich
from handout_builder.model.side import SideText

CALM = settings(max_examples=250)


@CALM
@given(st.text("ab \t\n\r", max_size=30))
def test_white_space_is_folded_and_nothing_else_changes(raw: str) -> None:
    if raw.split():
        assert author_text(raw).raw == " ".join(raw.split())
    else:
        with pytest.raises(ValueError, match="nothing is written"):
            author_text(raw)


def test_letters_and_their_accents_become_one() -> None:
    assert author_text("e\u0301").raw == "é"


def test_only_texts_that_follow_the_side_may_name_it() -> None:
    assert TypeAdapter(AnyText).validate_python("your {side} leg") == author_text("your {side} leg")
    for kind in (Text, Line):
        with pytest.raises(ValidationError, match="has no side"):
            TypeAdapter(kind).validate_python("your {other_side} leg")
    with pytest.raises(ValidationError, match="names no side"):
        SideText.model_validate({"neutral": "your leg", "sided": "your leg"})


def test_a_line_is_held_to_the_grammar_and_stays_as_written() -> None:
    assert TypeAdapter(Line).validate_python(" **Elm**  {clinic} ") == "**Elm** {clinic}"
    with pytest.raises(ValidationError, match="cannot be followed"):
        TypeAdapter(Line).validate_python("[Elm](here)")


def test_a_field_counts_letters_as_written_and_is_a_string_to_editors() -> None:
    class Model(BaseModel):
        name: Annotated[Text, Field(max_length=8)]

    assert Model.model_validate({"name": "**abcd**"}).name.raw == "**abcd**"
    with pytest.raises(ValidationError, match="at most 8"):
        Model.model_validate({"name": "**abcde**"})
    assert Model.model_json_schema()["properties"]["name"] == {"title": "Name", "type": "string", "maxLength": 8}
    with pytest.raises(ValueError, match=f"has {MAX_LENGTH + 1} characters; write at most {MAX_LENGTH}"):
        author_text("a" * (MAX_LENGTH + 1))


def test_a_text_is_parsed_once_however_often_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []

    def counted(text: str) -> Iterator[Part]:
        parsed.append(text)
        return parts_of(text)

    monkeypatch.setattr(module, "parts_of", counted)
    author_text.cache_clear()
    for _ in range(3):
        SideText.model_validate({"neutral": "One **leg**.", "sided": "Your {side} leg."})
        author_text("One **leg**.").fill({}, True)
    assert parsed == ["One **leg**.", "Your {side} leg."]


def test_a_text_travels_between_processes_and_cannot_change() -> None:
    text = author_text("Go {1 inch|2.5 cm} **{side}**")
    assert pickle.loads(pickle.dumps(text)) == text
    with pytest.raises(AttributeError):
        text.raw = "x"  # type: ignore[misc]
    assert literal_text("**a** {b}").fill({}, True) == rich("**a** {b}")
