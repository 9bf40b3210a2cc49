"""Defaults of models, made unchecked, are checked here; and which fields a model says no sheet prints."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

import pytest

from handout_builder.model.brand import Brand, DisplayFont, Fonts, PainZones, Style, Terms, TextFont
from handout_builder.model.edition import FigureFit, StepMeasures
from handout_builder.model.exercise import Exercise
from handout_builder.model.frozen import Frozen
from handout_builder.model.handout import Handout
from handout_builder.model.side import SideText
from handout_builder.practice.language import Language


@pytest.mark.parametrize("model", [DisplayFont, TextFont, Fonts, Style, Terms, PainZones, StepMeasures, FigureFit])
def test_the_usual_model_is_that_of_an_empty_file(model: type[Frozen]) -> None:
    assert model.usual() == model.model_validate({}) == model.model_validate(model.usual().model_dump())


def models(annotation: Any) -> Iterator[type[Frozen]]:
    """The model that an annotation is or holds, and all models inside."""
    if isinstance(annotation, type) and issubclass(annotation, Frozen):
        yield annotation
        for field in annotation.model_fields.values():
            yield from models(field.annotation)
    else:
        for part in get_args(annotation):
            yield from models(part)


@pytest.mark.parametrize("kind", [Exercise, Handout, Brand, Language])
def test_a_model_says_which_of_its_fields_and_of_those_inside_no_sheet_prints(kind: type[Frozen]) -> None:
    inside = set(models(kind)) - {SideText}  # whose one unprinted field is "source", which every owner names
    assert set().union(*(model.UNPRINTED_FIELDS for model in inside)) == kind.UNPRINTED_FIELDS
    fields = {name for model in inside for name in model.model_fields}
    assert kind.UNPRINTED_FIELDS - fields == set()


def test_words_of_a_language_are_checked_under_whatever_name() -> None:
    """A word under "side" or "pain" is a name or a number in an exercise and a brand, but printed in a language."""
    names = {name for model in models(Language) for name in model.model_fields}
    assert {"side", "pain"} <= names
    assert frozenset() == Language.UNPRINTED_FIELDS
