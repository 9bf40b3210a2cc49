"""Pictures of an exercise: mirrored for the other side where that may be, refused where it must not, all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from handout_builder.compose.exercise_blocks import ExerciseBlock
from handout_builder.compose.plan import plan_sheet
from handout_builder.errors import ContentError
from handout_builder.pipeline.handout import Job, lay_out
from handout_builder.plans.resolve import resolved_plan
from handout_builder.practice.library import Library
from tests.cli.practice import edit, make_practice
from tests.plans.samples import pages_of, plan

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><path d="M4 4H36V26H4Z"/></svg>'
STEP = """\
  - do: Bend {number}.
    figure:
      file: {file}
      side: left
      mirror: {mirror}
      alt: A person bends one knee, picture {number}.
"""


def exercise(name: str, *steps: tuple[str, str]) -> str:
    """An exercise for one side whose steps show these pictures of the left side, each with its word for `mirror`."""
    made = "".join(
        STEP.format(number=number, file=file, mirror=mirror) for number, (file, mirror) in enumerate(steps, 1)
    )
    return f"name: {name}\npurpose: Makes your thighs strong.\nsides: one\nsteps:\n{made}"


def practice(folder: Path, **exercises: str) -> Library:
    make_practice(folder)
    edit(folder / "handouts" / "sore_knees.yaml", "[knee_bend]", f"[{', '.join(exercises)}]")
    for name, text in exercises.items():
        (folder / "handouts" / "exercises" / f"{name}.yaml").write_text(text, encoding="utf-8")
    (folder / "images").mkdir()
    (folder / "images" / "bend.svg").write_text(SVG, encoding="utf-8")
    return Library(folder)


def pages(library: Library, side: str, *names: str) -> list[ExerciseBlock]:
    dose = "2 x 8, every day"
    resolved = resolved_plan(plan(*({"exercise": name, "side": side, "dosage": dose} for name in names)), library)
    return pages_of(plan_sheet(resolved, library.brand("oak"), library.language("en"), library, "key"))


def problems(library: Library, side: str, *names: str) -> list[tuple[str, int, str, str]]:
    with pytest.raises(ContentError) as caught:
        pages(library, side, *names)
    return [(each.place.path.stem, each.place.line, each.message, each.remedy) for each in caught.value.problems]


def test_a_picture_that_must_not_be_mirrored_is_refused_for_the_other_side_and_printed_for_its_own(
    tmp_path: Path,
) -> None:
    library = practice(tmp_path, bend=exercise("Bend", ("bend.svg", "never")))
    wrong = 'the picture "bend.svg" shows the left side and must not be mirrored'
    remedy = 'give a picture of each side ("figure:" with "left:" and "right:" below it, each with "file:" and "alt:")'
    assert problems(library, "right", "bend") == [("bend", 6, wrong, remedy)]
    assert problems(library, "both", "bend") == [("bend", 6, wrong, remedy)]
    (page,) = pages(library, "left", "bend")
    assert [step.picture and step.picture.mirrored for step in page.steps] == [False]


def test_a_picture_that_may_be_mirrored_is_mirrored_for_the_other_side_only(tmp_path: Path) -> None:
    library = practice(tmp_path, bend=exercise("Bend", ("bend.svg", "allowed")))
    mirrored = {
        page.side: [step.picture and step.picture.mirrored for step in page.steps]
        for page in pages(library, "both", "bend")
    }
    assert mirrored == {"left": [False], "right": [True]}


def test_every_picture_of_every_exercise_that_cannot_be_used_is_reported_at_once(tmp_path: Path) -> None:
    library = practice(
        tmp_path,
        bend=exercise("Bend", ("bend.svg", "never"), ("squat.svg", "allowed"), ("bend.svg", "never")),
        lift=exercise("Lift", ("lift.svg", "allowed"), ("bend.svg", "never")),
    )
    found = problems(library, "right", "bend", "lift")
    assert [(name, line) for name, line, *_ in found] == [
        ("bend", 6),
        ("bend", 12),
        ("bend", 18),
        ("lift", 6),
        ("lift", 12),
    ]
    assert [message for *_, message, _ in found if "there is no picture" in message] == [
        'there is no picture "squat.svg" in images/',
        'there is no picture "lift.svg" in images/',
    ]


def test_a_handout_shows_the_picture_as_it_is(tmp_path: Path) -> None:
    """On a handout no side is chosen: nothing is mirrored, so nothing is refused."""
    library = practice(tmp_path, bend=exercise("Bend", ("bend.svg", "never")))
    sheet = lay_out(library, Job("sore_knees")).sheet
    assert [step.picture and step.picture.mirrored for page in pages_of(sheet) for step in page.steps] == [False]
