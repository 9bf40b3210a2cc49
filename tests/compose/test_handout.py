"""A handout whose pictures or exercises are not there: every one of them is reported, and there is no sheet."""

from __future__ import annotations

from pathlib import Path

import pytest

from handout_builder.compose.handout import handout_sheet
from handout_builder.errors import ContentError
from handout_builder.practice.library import Library
from tests.cli.practice import edit, make_practice

SECTIONS = """\
  - type: figure
    heading: Where it hurts
    body: [Your knee does much each day.]
    figure: {file: knee.svg, alt: A person rubs one knee.}
closing:
  - type: callout
    heading: Take care
    body: [Go slowly.]
    figure: {file: care.svg, alt: A person holds on to a chair.}
exercises: [knee_bend, knee_lift]
"""
FIGURE = "    figure: {file: bend.svg, alt: A person bends both knees.}\n    safety:\n"


def test_everything_that_is_not_there_is_reported_at_once(tmp_path: Path) -> None:
    practice = make_practice(tmp_path)
    edit(practice / "handouts" / "sore_knees.yaml", "exercises: [knee_bend]\n", SECTIONS)
    edit(practice / "handouts" / "exercises" / "knee_bend.yaml", "    safety:\n", FIGURE)
    library = Library(practice)
    with pytest.raises(ContentError) as caught:
        handout_sheet(library.handout("sore_knees"), library.brand("oak"), library.language("en"), library)
    found = [(each.place.path.as_posix(), each.place.line, each.message) for each in caught.value.problems]
    assert found == [
        ("handouts/exercises/knee_bend.yaml", 7, 'there is no picture "bend.svg" in images/'),
        ("handouts/sore_knees.yaml", 11, 'there is no picture "knee.svg" in images/'),
        ("handouts/sore_knees.yaml", 16, 'there is no picture "care.svg" in images/'),
        ("handouts/sore_knees.yaml", 17, 'there is no exercise "knee_lift"'),
    ]
