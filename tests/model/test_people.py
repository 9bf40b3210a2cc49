"""Whom figures show: one person to an exercise, several to a practice, the outline always clear."""

from __future__ import annotations

from typing import get_args

import pytest

from handout_builder.geometry.colour import colours, contrast
from handout_builder.model.people import SKIN_TONES, People, Skin

EXERCISES = [f"exercise_{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]
EVERYBODY = People(skin=("light", "tan", "brown", "dark"), hair=("short", "bob", "curly"), shape=("average", "full"))


def test_nothing_said_leaves_the_figure_as_it_is() -> None:
    someone = People().person("lunge_1")
    assert (someone.skin, someone.looks) == (None, ())
    assert People(skin=("paper",)).person("lunge_1").skin is None


def test_the_steps_of_an_exercise_show_one_person() -> None:
    for name in EXERCISES:
        assert EVERYBODY.person(f"{name}_1") == EVERYBODY.person(f"{name}_12") == EVERYBODY.person(name)


def test_a_practice_shows_all_its_people() -> None:
    people = [EVERYBODY.person(name) for name in EXERCISES]
    assert {person.skin for person in people} == set(SKIN_TONES.values())
    assert {value for person in people for value in dict(person.looks).values()} == {
        "short", "bob", "curly", "average", "full",
    }  # fmt: skip


@pytest.mark.parametrize("brand", ["#0B6E78", "#6E2445", "#777700", "#0000FF", "#FF0000", "#111111"])
def test_every_outline_is_clear_on_every_skin(brand: str) -> None:
    assert set(SKIN_TONES) == set(get_args(Skin)) - {"paper"}
    ink = colours(brand).figure_ink
    for near, far in SKIN_TONES.values():
        assert contrast(ink, near) >= 3
        assert contrast(ink, far) >= 3
        assert contrast(near, far) > 1.1  # also in greyscale
