"""`build` as people use it: what is built, what is said where, and the exit codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from handout_builder.cli import main
from tests.cli.practice import edit, lines


def test_bare_command_builds_every_handout_in_its_own_brand(practice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([], home=practice) == 0
    target = practice / "build" / "oak" / "sore_knees.pdf"
    assert target.read_bytes().startswith(b"%PDF-")
    said = capsys.readouterr()
    assert said.out.startswith(f"{target}  1 page, ") or said.out.startswith(f"{target}  2 pages, ")
    assert said.err == ""


def test_root_is_read_before_and_after_the_command(practice: Path, tmp_path: Path) -> None:
    assert main(["--root", str(practice), "build", "-o", str(tmp_path / "one")]) == 0
    assert main(["build", "sore_knees", "--root", str(practice), "--output", str(tmp_path / "two")]) == 0
    found = [
        sorted(path.relative_to(tmp_path / top) for path in (tmp_path / top).rglob("*.pdf")) for top in ("one", "two")
    ]
    assert found == [[Path("oak/sore_knees.pdf")]] * 2
    assert not (practice / "build").exists()


def test_the_same_inputs_give_the_same_bytes(practice: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert main(["build", "-o", str(tmp_path / name)], home=practice) == 0
    assert (tmp_path / "one/oak/sore_knees.pdf").read_bytes() == (tmp_path / "two/oak/sore_knees.pdf").read_bytes()


def test_paper_is_the_brands_unless_named(practice: Path, tmp_path: Path) -> None:
    assert main(["build", "-o", str(tmp_path / "a4")], home=practice) == 0
    assert main(["build", "--paper", "letter", "-o", str(tmp_path / "letter")], home=practice) == 0
    a4, letter = ((tmp_path / name / "oak/sore_knees.pdf").read_bytes() for name in ("a4", "letter"))
    assert a4 != letter


def test_quiet_says_nothing_but_problems(practice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--quiet"], home=practice) == 0
    assert capsys.readouterr() == ("", "")
    edit(practice / "handouts/sore_knees.yaml", "lead:", "laed:")
    assert main(["build", "--quiet"], home=practice) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert 'Did you mean "lead"?' in said.err


def test_unknown_names_are_all_told_with_the_nearest(practice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["sore_nees", "--brand", "oka", "--edition", "standrad", "--language", "e"]
    assert main(["build", *options], home=practice) == 2
    said = capsys.readouterr().err
    for nearest in ('Did you mean "sore_knees"?', 'Did you mean "oak"?', 'Did you mean "standard"?', 'no language "e"'):
        assert nearest in said
    assert not (practice / "build").exists()


@pytest.mark.parametrize("wrong", [["biuld"], ["build", "--papr", "a4"], ["build", "--paper", "a5"], ["--rot"]])
def test_a_wrong_command_line_exits_with_two(
    practice: Path, wrong: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(wrong, home=practice) == 2
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("name", ["sore_knees", "sore_knees.yaml", "handouts/sore_knees.yaml"])
def test_a_handout_is_named_with_or_without_folder_and_ending(practice: Path, name: str) -> None:
    assert main(["build", name, "--paper", "LETTER"], home=practice) == 0
    assert (practice / "build/oak/sore_knees.pdf").is_file()


def test_an_exercise_is_no_handout_and_a_pdf_is_checked_with_pdf(
    practice: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "handouts/exercises/sore_knees.yaml"], home=practice) == 2
    assert main(["check", "build/oak/sore_knees.pdf"], home=practice) == 2
    assert "write check --pdf to check it" in capsys.readouterr().err


def test_no_practice_folder_is_said_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"], home=tmp_path) == 2
    assert "--root DIR" in capsys.readouterr().err
    assert main(["build", "--root", str(tmp_path / "nowhere")]) == 2
    assert "nowhere" in capsys.readouterr().err


def test_one_bad_handout_does_not_stop_the_others(practice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = practice / "handouts/sore_knees.yaml"
    bad = practice / "handouts/bad_back.yaml"
    bad.write_text(good.read_text(encoding="utf-8").replace("knee_bend", "knee_band"), encoding="utf-8")
    assert main([], home=practice) == 1
    said = capsys.readouterr()
    assert "sore_knees.pdf" in said.out
    assert "handouts/bad_back.yaml" in said.err
    assert lines(said.err)[-1] == "1 problem"


def test_a_failed_build_leaves_the_old_file(practice: Path) -> None:
    assert main([], home=practice) == 0
    target = practice / "build/oak/sore_knees.pdf"
    before = target.read_bytes()
    edit(practice / "handouts/exercises/knee_bend.yaml", "sides: both", "sides: two")
    assert main([], home=practice) == 1
    assert target.read_bytes() == before
    assert [path.name for path in target.parent.iterdir()] == ["sore_knees.pdf"]


def test_an_output_folder_that_cannot_be_written_is_said(
    practice: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    in_the_way = tmp_path / "taken"
    in_the_way.write_text("a file where a folder is wanted", encoding="utf-8")
    assert main(["build", "-o", str(in_the_way)], home=practice) == 1
    said = capsys.readouterr().err
    assert str(in_the_way) in said
    assert "-o DIR" in said
    assert "Traceback" not in said


def test_f102_build_shows_all_problems_of_all_files_at_once_as_check_does(
    practice: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(practice / "handouts/sore_knees.yaml", "lead:", "laed:")
    edit(practice / "handouts/sore_knees.yaml", "title:", "tilte:")
    edit(practice / "handouts/exercises/knee_bend.yaml", "sides: both", "sides: two")
    edit(practice / "handouts/exercises/knee_bend.yaml", "purpose:", "purpos:")
    edit(practice / "layouts/brands/oak/brand.yaml", '"#1F5F3F"', '"green"')
    shown = []
    for command in ("build", "check"):
        assert main([command], home=practice) == 1
        shown.append(lines(capsys.readouterr().err))
    assert shown[0] == shown[1]
    for file in ("handouts/sore_knees.yaml:", "handouts/exercises/knee_bend.yaml:", "layouts/brands/oak/brand.yaml:"):
        assert any(line.startswith(file) for line in shown[0]), shown[0]
    assert shown[0][-1] == "8 problems"
