"""Every value that a model refuses, with the reason that its author reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from handout_builder.model.amount import Amount
from handout_builder.model.brand import Brand
from handout_builder.model.dosage import Dosage
from handout_builder.model.dose_text import DoseChange, parse_dose
from handout_builder.model.edition import FigureFit, TypeScale
from handout_builder.model.handout import Handout
from handout_builder.model.load import read_load
from handout_builder.model.safety import Precautions
from handout_builder.model.schedule import DayTime, Frequency, read_day_times, read_days, read_frequency
from handout_builder.plans.plan import PlanItem
from handout_builder.plans.progression import phases_of

PARSED: list[tuple[Callable[[Any], Any], Any, str]] = [
    (read_frequency, "sometimes", "does not say how often"),
    (read_frequency, "3 x every day", 'may mean two things; write "3 a day"'),
    (read_frequency, "40 a day", "40"),
    (read_days, "", "no day is named here"),
    (read_days, {"Mon": 1}, "no day is named here"),
    (read_days, "Mun", '"mun" is not a day'),
    (read_days, "Mon-Mon", "begins and ends on one day"),
    (read_day_times, "", "no time of day is named here"),
    (read_day_times, "mornin", '"mornin" is no time of day'),
    (read_day_times, "dusk", "known are: "),
    (read_day_times, "morning and morning", "named twice"),
    (read_load, "heavy", "is no load"),
    (read_load, "plaid band", "names no band that is known"),
    (read_load, "x kg", "is no load"),
    (parse_dose, "2 sets of 10 of 8 of 3", "numbers"),
    (parse_dose, "2 sets, 3 sets", "a second time"),
    (parse_dose, "2 sets x 3 sets x 8", "says sets twice"),
    (parse_dose, "30 s hold x 20 s hold", "says hold twice"),
    (phases_of, "2 x 8", "does not begin with its weeks"),
    (phases_of, "from week 2: 2 x 8; week 4: 3 x 8", "follows one without a last week"),
    (phases_of, "week 1: 2 x 8; week 1: 3 x 8", "has two doses"),
    (phases_of, "from week 1-2: 2 x 8", "says from and to"),
    (phases_of, "weeks 3-2: 2 x 8", 'run backwards; write "weeks 2-3"'),
    (phases_of, "week 1: 2 x 8, for 2 weeks", "names its weeks twice"),
]


@pytest.mark.parametrize(("read", "value", "reason"), PARSED)
def test_a_text_that_says_too_little_or_too_much_is_refused(
    read: Callable[[Any], Any], value: Any, reason: str
) -> None:
    with pytest.raises(ValueError) as caught:
        read(value)
    assert reason in str(caught.value)


HANDOUT = {
    "title": "Sore knees",
    "lead": "Strong thighs help.",
    "brand": "oak",
    "sections": [{"type": "overview"}],
    "stop": {"emergency": ["x"], "clinic": ["y"]},
    "review": {"status": "draft"},
}
MODELS: list[tuple[type[BaseModel], dict[str, Any], str]] = [
    (Dosage, {"sets": ["3"]}, "an amount is one text"),
    (Dosage, {"sets": "3" * 200}, "write number and unit alone"),
    (Dosage, {"sets": "3"}, "3 sets of how many?"),
    (Dosage, {"repetitions": "3", "hold": "30 s", "duration": "5 min"}, "say how long twice"),
    (DoseChange, {"without": ["sets"], "sets": "3", "repetitions": "8"}, "contradict each other"),
    (DoseChange, {"without": ["sets", "sets"]}, "names a part twice"),
    (PlanItem, {"exercise": "a", "later": [parse_dose("from week 3, 2 x 8")]}, '"later" needs a first dose'),
    (
        PlanItem,
        {"exercise": "a", "dosage": "2 x 8", "later": [parse_dose("2 x 9, from week 3")]},
        "two doses hold in week 3",
    ),
    (PlanItem, {"exercise": "a", "dosage": "2 x 8, from week 2", "start_week": 3}, "name two different weeks"),
    (Precautions, {"head": "Ask first"}, '"head" and "text" make one sentence'),
    (Precautions, {}, '"precautions" says nothing'),
    (Handout, HANDOUT, "an overview needs exercises"),
    (Brand, {"name": "Oak", "phone": "0" * 31}, "write at most 30"),
    (TypeScale, {"body": 12}, "is not a size and a leading"),
    (FigureFit, {"smallest": 2, "largest": 1}, '"smallest" is larger than "largest"'),
]


@pytest.mark.parametrize(("model", "fields", "reason"), MODELS)
def test_fields_that_contradict_each_other_are_refused(
    model: type[BaseModel], fields: dict[str, Any], reason: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        model.model_validate(fields)
    assert reason in str(caught.value)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("every 1 days", "every day"),
        ("every 2 days", "every other day"),
        ("every 3 days", "every 3 days"),
        ("every 1 hours", "every hour"),
        ("twice weekly", "2 a week"),
        ("as needed, up to 3 a day", "as needed, up to 3 a day"),
    ],
)
def test_a_frequency_is_printed_in_one_way(text: str, printed: str) -> None:
    assert str(read_frequency(text)) == printed
    assert read_frequency(printed) == read_frequency(text)


def test_a_model_takes_what_was_read_before() -> None:
    dosage = Dosage.model_validate({"repetitions": Amount(3, 3), "frequency": Frequency(Amount(2, 2), "day")})
    assert Dosage.model_validate(dosage.model_dump()) == dosage
    assert read_load("gray band").band == "grey"
    assert read_day_times(["evening", "morning"]) == (DayTime("morning"), DayTime("evening"))


def test_a_dose_with_times_of_day_behind_it_needs_no_comma() -> None:
    assert parse_dose("2 x 8 every morning") == parse_dose("2 x 8, every morning")
