"""`check` lays every exercise out as a plan for each side; `check --every` does so in every look."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from handout_builder.cli import main
from handout_builder.pipeline.check_plans import every_look, plan_problems
from handout_builder.practice.library import Library
from tests.cli.practice import lines

OF_ONE_SIDE = """\
name: {name}
purpose: Stretches the muscle.
sides: one
steps:
  - do: Sit up tall.
"""
PHOTOGRAPH = """\
    figure: {file: arm.png, alt: A person lifts one arm to the side, side: left, mirror: never}
"""


def add(practice: Path, name: str, text: str) -> None:
    (practice / "handouts" / "exercises" / f"{name}.yaml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    "name",
    ["Sternocleidomastoid stretch", "Oberschenkeldehnung", "Hüftbeugerdehnung", "Brustwirbelsäulenmobilisation"],
)
def test_f17_a_name_that_check_accepts_is_accepted_by_plan(
    practice: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    add(practice, "long", OF_ONE_SIDE.replace("{name}", name))
    assert main(["check"], home=practice) == 0, capsys.readouterr().err
    assert main(["plan", "--handout", "sore_knees", "--exercise", "long:left:3 x 10, every day"], home=practice) == 0


@pytest.mark.parametrize("count", [1, 9, 10, 11, 12])
def test_f83_so_many_steps_pass_check_in_every_look(
    practice: Path, count: int, capsys: pytest.CaptureFixture[str]
) -> None:
    brand = practice / "layouts/brands/oak/brand.yaml"
    brand.write_text(brand.read_text(encoding="utf-8") + "style: {step_marker: numeral}\n", encoding="utf-8")
    steps = "".join(f"  - do: Lift arm number {number}.\n" for number in range(count))
    add(practice, "many", f"name: Arm raise\npurpose: Works the shoulders.\nsides: none\nsteps:\n{steps}")
    assert main(["check", "--every"], home=practice) == 0, capsys.readouterr().err


def test_f108_a_picture_that_one_side_cannot_have_is_found(practice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (practice / "images").mkdir()
    Image.radial_gradient("L").resize((600, 600)).save(practice / "images" / "arm.png")
    add(practice, "arm", OF_ONE_SIDE.replace("{name}", "Arm raise") + PHOTOGRAPH)
    wanted = ["plan", "--handout", "sore_knees", "--exercise", "arm:right:3 x 10, every day"]
    assert main(wanted, home=practice) == 1
    (refused, *_) = lines(capsys.readouterr().err)
    assert main(["check"], home=practice) == 1
    assert refused in capsys.readouterr().err
    assert main(["check", "--every"], home=practice) == 1
    assert refused in capsys.readouterr().err


def test_f108_every_look_is_tried(practice: Path) -> None:
    library = Library(practice)
    looks = every_look(library)
    assert {look.paper for look in looks} == {"letter", "a4"}
    assert {look.brand for look in looks} == set(library.brand_names)
    assert {look.language for look in looks} == set(library.language_names)
    assert {look.edition for look in looks} == set(library.edition_names)
    assert plan_problems(library, looks) == set()


def test_f108_every_is_written_alone(practice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--every", "sore_knees"], home=practice) == 2
    assert "--every checks all handouts and exercises in every look" in capsys.readouterr().err
