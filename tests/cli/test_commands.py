"""The commands as people use them: what is built, what is said where, and the exit codes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from handout_builder import __version__
from handout_builder.cli import main
from handout_builder.cli.app import app
from handout_builder.errors import ContentError, Place
from handout_builder.pipeline import handout as pipeline
from handout_builder.practice.library import Library
from tests.cli.practice import EXERCISE, edit, make_practice

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture
def practice(tmp_path: Path) -> Path:
    return make_practice(tmp_path / "practice")


def lines(text: str) -> list[str]:
    return text.strip().splitlines()


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
    assert "look at it with check --pdf" in capsys.readouterr().err


def test_no_practice_folder_is_said_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"], home=tmp_path) == 2
    assert "--root DIR" in capsys.readouterr().err
    assert main(["build", "--root", str(tmp_path / "nowhere")]) == 2
    assert "nowhere" in capsys.readouterr().err


def test_problems_of_all_files_come_at_once_sorted_and_counted(
    practice: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(practice / "handouts/sore_knees.yaml", "title:", "tilte:")
    edit(practice / "handouts/exercises/knee_bend.yaml", "sides: both", "sides: two")
    edit(practice / "layouts/brands/oak/brand.yaml", "#1F5F3F", "green")
    assert main(["check"], home=practice) == 1
    said = capsys.readouterr()
    *problems, last = lines(said.err)
    assert said.out == ""
    assert last == f"{len(problems)} problems"
    assert problems == sorted(set(problems))
    assert [problem.split(":")[0] for problem in problems] == [
        "handouts/exercises/knee_bend.yaml",
        "handouts/sore_knees.yaml",
        "handouts/sore_knees.yaml",
        "layouts/brands/oak/brand.yaml",
    ]
    assert not list(practice.rglob("*.pdf"))


def test_one_bad_handout_does_not_stop_the_others(practice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = practice / "handouts/sore_knees.yaml"
    bad = practice / "handouts/bad_back.yaml"
    bad.write_text(good.read_text(encoding="utf-8").replace("knee_bend", "knee_band"), encoding="utf-8")
    assert main([], home=practice) == 1
    said = capsys.readouterr()
    assert "sore_knees.pdf" in said.out
    assert "handouts/bad_back.yaml" in said.err
    assert lines(said.err)[-1] == "1 problem"


def test_check_tells_a_practice_of_its_colours_and_build_does_not(
    practice: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(practice / "layouts/brands/oak/brand.yaml", "#1F5F3F", "#FFD400")
    assert main([], home=practice) == 0
    assert "note" not in capsys.readouterr().out
    assert main(["check"], home=practice) == 0
    assert capsys.readouterr().out.count("note: oak: the brand colour #FFD400 is too light under white words") == 1


def test_a_failed_build_leaves_the_old_file(practice: Path) -> None:
    assert main([], home=practice) == 0
    target = practice / "build/oak/sore_knees.pdf"
    before = target.read_bytes()
    edit(practice / "handouts/exercises/knee_bend.yaml", "sides: both", "sides: two")
    assert main([], home=practice) == 1
    assert target.read_bytes() == before
    assert [path.name for path in target.parent.iterdir()] == ["sore_knees.pdf"]


def test_check_reads_files_that_no_handout_names(practice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (practice / "handouts/exercises/unused.yaml").write_text("name: Unused\n", encoding="utf-8")
    assert main(["check"], home=practice) == 1
    assert "handouts/exercises/unused.yaml" in capsys.readouterr().err
    assert main(["check", "sore_knees"], home=practice) == 0


def test_check_reads_figures_plans_and_strays(practice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = {
        "images/figures/bad.yaml": "from: lunge\npose: {right_leg: {knee: 400}}\n",
        "handouts/plans/bad.yaml": "clinician: Dana Okafor\ndate: 2025-11-03\nexercises: [knee_band]\n",
        "handouts/exercises/lost.yml": EXERCISE,
        "handouts/exercises/pictured.yaml": EXERCISE.replace(
            "detail:", "figure: {file: nowhere, alt: A knee bends.}\n    detail:"
        ),
    }
    for name, text in wrong.items():
        (practice / name).parent.mkdir(parents=True, exist_ok=True)
        (practice / name).write_text(text, encoding="utf-8")
    assert main(["check"], home=practice) == 1
    *problems, last = lines(capsys.readouterr().err)
    assert {problem.split(":")[0] for problem in problems} == set(wrong)
    assert last == f"{len(problems)} problems"


def test_ten_faults_in_three_files_are_all_named(practice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    handout, exercise = practice / "handouts/sore_knees.yaml", practice / "handouts/exercises/knee_bend.yaml"
    edit(handout, "lead:", "laed:")  # 1 unknown key, 2 the key that is missing
    edit(handout, "exercises: [knee_bend]", "exercises: [knee_bend, knee_band]")  # 3 unknown exercise
    edit(handout, "written: 2025-11-03", "written: 2025-02-30")  # 4 no day of the calendar
    edit(handout, "clinic: [the knee swells]", "clinic: []")  # 5 an empty list
    edit(exercise, "sides: both", "sides: two")  # 6 no choice
    edit(
        exercise,
        "detail: Go only",
        "figure: {file: bend_1.png, alt: bend_1.png}\n    detail: Move your left leg. Go only",
    )
    # 7 a missing picture, 8 an alt text that is a file name, 9 a bare side
    edit(practice / "layouts/brands/oak/brand.yaml", "web:", "name: Oak\nweb:")  # 10 a doubled key
    assert main(["check", "sore_knees"], home=practice) == 1
    said = capsys.readouterr().err
    for part in (
        'unknown key "laed"', '"lead" is missing', 'no exercise "knee_band"', '"2025-02-30" is not a day', '"clinic"',
        '"sides: two"', "bend_1", "is a file name", 'bare word "left"', '"name" stands twice',
    ):  # fmt: skip
        assert part in said, part
    assert int(lines(said)[-1].split()[0]) >= 10


def test_check_of_a_good_folder_says_so(practice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"], home=practice) == 0
    assert capsys.readouterr().out == "No problems in 1 handout and 1 exercise.\n"


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


def test_list_names_everything_with_its_title(practice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list"], home=practice) == 0
    said = capsys.readouterr().out
    for name, title in (
        ("sore_knees", "Sore knees"),
        ("knee_bend", "Knee bend"),
        ("oak", "Oak House"),
        ("en", "English"),
    ):
        assert any(line.split() == [name, *title.split()] for line in lines(said))
    assert any("lunge_1, " in line for line in lines(said)), "pictures that come with the program"
    edit(practice / "layouts/brands/oak/brand.yaml", "web:", "wob:")
    assert main(["list"], home=practice) == 0
    assert "see check" in capsys.readouterr().out


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"handout-builder {__version__}\n"


def test_a_bug_is_told_without_the_words_of_the_exception(
    practice: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("Jane Doe")

    monkeypatch.setattr(pipeline, "build", broken)
    assert main([], home=practice) == 70
    said = capsys.readouterr().err
    assert "RuntimeError" in said
    assert "Jane Doe" not in said
    assert "Traceback" not in said
    monkeypatch.setenv("HANDOUT_DEBUG", "1")
    assert main([], home=practice) == 70
    assert "Traceback" in capsys.readouterr().err


def test_every_command_is_in_the_help_with_its_options(capsys: pytest.CaptureFixture[str]) -> None:
    commands = [command.name for command in app.registered_commands]
    assert {"build", "check", "list"} <= set(commands)
    assert main(["--help"]) == 0
    whole = capsys.readouterr().out
    assert "Examples:" in whole
    for name in commands:
        assert name is not None
        assert f"  {name} " in whole
        assert main([name, "--help"]) == 0
        said = capsys.readouterr().out
        assert "--root DIR" in said
        assert "--quiet" in said


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(REPOSITORY / "make_pdf.py"), *arguments]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    return subprocess.run(
        command, cwd=cwd, env=environment, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", check=False
    )


def test_the_script_works_from_any_folder_and_prints_plain_lines_when_piped(practice: Path, tmp_path: Path) -> None:
    second = practice / "handouts/sorer_knees.yaml"
    second.write_bytes((practice / "handouts/sore_knees.yaml").read_bytes())
    done = run("--root", str(practice), cwd=tmp_path)
    assert done.returncode == 0
    assert done.stderr == ""
    assert len(lines(done.stdout)) == 2
    assert "\x1b" not in done.stdout


def test_help_imports_nothing_heavy(tmp_path: Path) -> None:
    heavy = "pydantic yaml reportlab PIL shapely rich uharfbuzz segno markdown_it numpy multiprocessing"
    code = (
        "import sys; from handout_builder.cli import main; code = main(['--help']);"
        f"print(code, [name for name in {[*heavy.split(), 'handout_builder.practice.library']} if name in sys.modules])"
    )
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, encoding="utf-8", check=True, cwd=tmp_path
    )
    assert lines(done.stdout)[-1] == "0 []"


def test_what_ships_serves_a_folder_without_layouts(practice: Path) -> None:
    library = Library(practice)
    assert "standard" in library.edition_names
    assert "en" in library.language_names
    assert not (practice / "layouts/editions").exists()
    shipped = library.picture("lunge_1", Place(Path("x")))
    assert not shipped.is_relative_to(practice)
    own = practice / "images" / "lunge_1.svg"
    own.parent.mkdir(exist_ok=True)
    own.write_text("<svg/>", encoding="utf-8")
    assert Library(practice).picture("lunge_1", Place(Path("x"))) == own


def test_flags_without_their_list_say_what_to_write(practice: Path) -> None:
    with pytest.raises(ContentError, match=r"precautions\.yaml: there is no such file, but flags are named; write it"):
        Library(practice).precautions()
