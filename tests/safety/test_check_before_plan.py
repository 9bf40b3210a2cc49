"""`check` reads the list of precautions by itself; `check NAME` lays out plans of that handout's exercises."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from handout_builder.cli import main
from tests import REPOSITORY
from tests.cli.practice import EXERCISE, make_practice

CONTENT = ("handouts", "layouts", "images")


def shipped_content(practice: Path) -> None:
    """The shipped content in a practice folder of its own."""
    for part in CONTENT:
        shutil.copytree(REPOSITORY / part, practice / part)


@pytest.mark.parametrize("broken", ["flags: [a]\n", "flags: {\n", "flagz: {pregnancy: Pregnancy}\n"])
def test_f108_a_wrong_list_of_precautions_is_found_though_no_exercise_names_a_flag(
    broken: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_practice(tmp_path)
    assert "flags" not in EXERCISE
    (tmp_path / "handouts" / "precautions.yaml").write_text(broken, encoding="utf-8")
    assert main(["check"], home=tmp_path) == 1
    assert "handouts/precautions.yaml:" in capsys.readouterr().err


def test_f108_check_of_a_name_lays_out_plans_of_its_exercises(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shipped_content(tmp_path)
    file = tmp_path / "handouts" / "exercises" / "lunge_stretch.yaml"
    written = file.read_text(encoding="utf-8")
    assert "side: right" in written
    file.write_text(written.replace("side: right", "side: right, mirror: never", 1), encoding="utf-8")
    assert main(["check", "iliopsoas"], home=tmp_path) == 1
    assert "mirror" in capsys.readouterr().err
