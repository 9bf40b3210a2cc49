"""Practices with little or odd content: what the commands say and how they end."""

from __future__ import annotations

import io
from contextlib import redirect_stdout
from pathlib import Path

import pytest
from PIL import Image

from handout_builder.cli import main
from tests.cli.practice import EXERCISE, edit, lines

Said = pytest.CaptureFixture[str]


def test_a_practice_without_handouts_is_asked_for_one(practice: Path, capsys: Said) -> None:
    (practice / "handouts" / "sore_knees.yaml").unlink()
    assert main(["build"], home=practice) == 2
    assert "write one there, such as back_pain.yaml" in capsys.readouterr().err
    assert main(["list"], home=practice) == 0
    assert "Handouts: none" in capsys.readouterr().out


def test_quiet_commands_print_names_or_nothing(practice: Path, capsys: Said) -> None:
    assert main(["check", "--quiet"], home=practice) == 0
    assert capsys.readouterr() == ("", "")
    assert main(["list", "--quiet"], home=practice) == 0
    names = lines(capsys.readouterr().out)
    assert {"sore_knees", "knee_bend", "oak", "standard", "en", "lunge_1"} <= set(names)
    assert all(" " not in name for name in names)


def pictured(practice: Path, name: str) -> None:
    """The exercise with a picture."""
    text = EXERCISE.replace("detail:", f"figure: {{file: {name}, alt: A person bends both knees.}}\n    detail:")
    (practice / "handouts" / "exercises" / "knee_bend.yaml").write_text(text, encoding="utf-8")


def test_a_coarse_picture_is_noted_by_build(practice: Path, capsys: Said) -> None:
    pictured(practice, "small")
    (practice / "images").mkdir()
    Image.effect_noise((60, 40), 30).save(practice / "images" / "small.png")
    assert main(["build"], home=practice) == 0
    assert "  note: " in capsys.readouterr().out


def test_a_name_of_two_pictures_is_refused(practice: Path, capsys: Said) -> None:
    pictured(practice, "twice")
    (practice / "images").mkdir()
    for ending in ("png", "jpg"):
        Image.effect_noise((60, 40), 30).save(practice / "images" / f"twice.{ending}")
    assert main(["build"], home=practice) == 1
    assert '"twice" names more than one picture (twice.jpg, twice.png); write the ending too' in capsys.readouterr().err


@pytest.mark.parametrize("figure", ["{file: , alt: A person bends both knees.}", "{alt: A person bends both knees.}"])
def test_a_picture_without_a_name_is_one_problem(figure: str, practice: Path, capsys: Said) -> None:
    edit(practice / "handouts/exercises/knee_bend.yaml", "    detail:", f"    figure: {figure}\n    detail:")
    assert main(["check"], home=practice) == 1
    assert "1 problem" in capsys.readouterr().err


def test_a_picture_without_words_is_one_problem(practice: Path, capsys: Said) -> None:
    edit(
        practice / "handouts/exercises/knee_bend.yaml", "    detail:", "    figure: {file: lunge_1, alt: }\n    detail:"
    )
    assert main(["check"], home=practice) == 1
    assert "1 problem" in capsys.readouterr().err


def test_output_that_cannot_be_set_up_anew_is_written_to(practice: Path) -> None:
    """As in a notebook."""
    with redirect_stdout(io.StringIO()) as notebook:
        assert main(["check"], home=practice) == 0
    assert "No problems" in notebook.getvalue()
