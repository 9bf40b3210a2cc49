"""Defaults of models: made unchecked, so they are checked here."""

from __future__ import annotations

import pytest

from handout_builder.model.brand import DisplayFont, Fonts, PainZones, Style, Terms, TextFont
from handout_builder.model.edition import FigureFit, StepMeasures
from handout_builder.model.frozen import Frozen


@pytest.mark.parametrize("model", [DisplayFont, TextFont, Fonts, Style, Terms, PainZones, StepMeasures, FigureFit])
def test_the_usual_model_is_that_of_an_empty_file(model: type[Frozen]) -> None:
    assert model.usual() == model.model_validate({}) == model.model_validate(model.usual().model_dump())
