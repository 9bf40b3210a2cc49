"""A run that fails says which file of an earlier run is still there, and leaves it as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from handout_builder.cli import main
from tests.cli.practice import edit

HANDOUT, EXERCISE, BRAND = (
    "handouts/sore_knees.yaml",
    "handouts/exercises/knee_bend.yaml",
    "layouts/brands/oak/brand.yaml",
)
STILL = "the old file is still there, unchanged: "
PLAN = "date: 2025-11-03\nid: a17\nexercises: ['knee_bend::3 x 10, every day']\n"
FIGURE = "images/figures/mine.yaml"


def said_of_old(err: str) -> list[str]:
    return [line.removeprefix(STILL) for line in err.splitlines() if line.startswith(STILL)]


@pytest.mark.parametrize(
    "file, old, new",
    [
        (HANDOUT, "lead:", "laed:"),
        (HANDOUT, "title: Sore knees", "title: [Sore"),
        (HANDOUT, "[knee_bend]", "[knee_band]"),
        (EXERCISE, "sides: both", "sides: two"),
        (EXERCISE, "Bend your knees.", "Bend [here](https://oak.example)."),
        (BRAND, '"#1F5F3F"', '"green"'),
        (BRAND, "name: Oak House", "name: 'Oak House"),
    ],
)
@pytest.mark.parametrize("html", [(), ("--html",)])
def test_f101_a_failed_build_names_the_old_files(
    practice: Path, file: str, old: str, new: str, html: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", *html], home=practice) == 0
    built = sorted((practice / "build/oak").iterdir(), reverse=True)
    before = [path.read_bytes() for path in built]
    capsys.readouterr()
    edit(practice / file, old, new)
    assert main(["build", *html], home=practice) == 1
    err = capsys.readouterr().err
    assert said_of_old(err) == [str(path) for path in built]
    assert len(built) == 1 + len(html)
    assert err.splitlines()[-1].endswith(("problem", "problems"))
    assert [path.read_bytes() for path in built] == before


def test_f101_nothing_is_said_where_no_file_is(practice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(practice / HANDOUT, "lead:", "laed:")
    assert main(["build"], home=practice) == 1
    assert said_of_old(capsys.readouterr().err) == []


def test_f101_a_file_of_another_brand_is_not_the_old_file(practice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([], home=practice) == 0
    (practice / "layouts/brands/elm").mkdir()
    text = (practice / BRAND).read_text(encoding="utf-8").replace("#1F5F3F", "green")
    (practice / "layouts/brands/elm/brand.yaml").write_text(text, encoding="utf-8")
    capsys.readouterr()
    assert main(["build", "--brand", "elm"], home=practice) == 1
    assert said_of_old(capsys.readouterr().err) == []


@pytest.mark.parametrize(
    "now", [PLAN.replace("knee_bend", "knee_band"), PLAN.replace("2025-11-03", "soon"), PLAN + "nota: x\n"]
)
def test_f101_a_failed_plan_names_the_sheet_of_the_same_id(
    practice: Path, now: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = practice / "a17.yaml"
    file.write_text(PLAN, encoding="utf-8")
    assert main(["plan", str(file), "--chart-copy"], home=practice) == 0
    (sheet,) = [path for path in (practice / "build/plans").glob("a17-*.pdf") if "chart" not in path.name]
    other = sheet.with_name("a17-left-01234567.pdf")
    other.write_bytes(sheet.read_bytes())
    capsys.readouterr()
    file.write_text(now, encoding="utf-8")
    assert main(["plan", str(file)], home=practice) == 1
    assert said_of_old(capsys.readouterr().err) == [str(sheet)]


def test_f101_a_failed_row_names_the_sheet_of_the_same_id(practice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = practice / "today.csv"
    rows.write_text(
        'id,exercises\na17,"knee_bend::3 x 10, every day"\nb2,"knee_bend::3 x 10, every day"\n', encoding="utf-8"
    )
    assert main(["batch", str(rows), "--jobs", "1"], home=practice) == 0
    (sheet,) = (practice / "build/plans").glob("a17-*.pdf")
    capsys.readouterr()
    rows.write_text(
        'id,exercises\na17,"knee_band::3 x 10, every day"\nc3,"knee_band::3 x 10, every day"\n', encoding="utf-8"
    )
    assert main(["batch", str(rows), "--jobs", "1"], home=practice) == 1
    out = capsys.readouterr().out
    assert [line for line in out.splitlines() if STILL in line] == [f"  note: today.csv:2: {STILL}{sheet.name}"]


def test_f101_a_failed_figure_names_the_old_picture(
    practice: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "mine.png"
    assert main(["figure", "lunge_1", "-o", str(target), "--width", "60"], home=practice) == 0
    before = target.read_bytes()
    edit(practice / BRAND, '"#1F5F3F"', '"green"')
    capsys.readouterr()
    assert main(["figure", "lunge_1", "-o", str(target), "--width", "60"], home=practice) == 1
    assert said_of_old(capsys.readouterr().err) == [str(target)]
    assert target.read_bytes() == before
    assert main(["figure", "lunge_1", "-o", str(tmp_path / "new.png")], home=practice) == 1
    assert said_of_old(capsys.readouterr().err) == []


@pytest.mark.parametrize(
    "arguments",
    [["batch", "no.csv"], ["batch", "no.xlsx"], ["plan", "--previous", "no.yaml", "--exercise", "knee_bend"]],
)
def test_f101_a_file_that_is_not_there_is_a_wrong_command_line(
    practice: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments, home=practice) == 2
    assert arguments[1 if arguments[0] == "batch" else 2] in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments, where",
    [
        (["build", "--brand", "mine"], 'no brand "mine" in layouts/brands/'),
        (["check", "--brand", "mine"], 'no brand "mine" in layouts/brands/'),
        (["build", "mine"], 'no handout "mine" in handouts/'),
        (["build", "--edition", "mine"], 'no edition "mine" in layouts/editions/'),
        (["build", "--language", "xx"], 'no language "xx" in layouts/languages/'),
    ],
)
def test_f103_a_name_that_is_not_there_is_said_with_its_folder(
    practice: Path, arguments: list[str], where: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments, home=practice) == 2
    assert where in capsys.readouterr().err
