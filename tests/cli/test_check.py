"""`check` and `list`: all problems of all files at once, sorted and counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from handout_builder.cli import main
from tests.cli.practice import EXERCISE, edit, lines


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


def test_check_tells_a_practice_of_its_colours_and_build_does_not(
    practice: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(practice / "layouts/brands/oak/brand.yaml", "#1F5F3F", "#FFD400")
    assert main([], home=practice) == 0
    assert "note" not in capsys.readouterr().out
    assert main(["check"], home=practice) == 0
    assert capsys.readouterr().out.count("note: oak: the brand colour #FFD400 is too light under white words") == 1


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
        '"sides: two"', "bend_1", "is a file name", 'bare word "left"', '"name" is written twice',
    ):  # fmt: skip
        assert part in said, part
    assert int(lines(said)[-1].split()[0]) >= 10


def test_check_of_a_good_folder_says_so(practice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"], home=practice) == 0
    assert capsys.readouterr().out == "No problems in 1 handout and 1 exercise.\n"


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


def test_f103_a_plan_file_is_checked_as_plan_would_and_nothing_is_built(
    practice: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "maria.yaml"
    text = "date: 2025-11-03\nhandout: sore_knees\nexercises: ['knee_bend::2 x 8, daily']\n"
    plan.write_text(text, encoding="utf-8")
    assert main(["check", str(plan)], home=practice) == 0
    assert capsys.readouterr().out == "No problems in 1 plan.\n"
    plan.write_text(text.replace("2 x 8", "8 x 2"), encoding="utf-8")
    assert main(["check", str(plan), "sore_knees"], home=practice) == 1
    assert "maria.yaml:3:" in capsys.readouterr().err
    assert not (practice / "build").exists()
    for arguments in ([str(plan), "--brand", "oak"], [str(tmp_path / "none.yaml")]):
        assert main(["check", *arguments], home=practice) == 2


def test_f105_a_file_in_a_folder_that_is_not_read_is_named_with_where_it_belongs(
    practice: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder, name in (
        ("exercises/knee", "knee_bend"),
        ("old", "sore_knees"),
        ("packs/knees/exercises", "knee_bend"),
    ):
        (practice / "handouts" / folder).mkdir(parents=True)
        source = practice / "handouts" / ("exercises" if name == "knee_bend" else "") / f"{name}.yaml"
        (practice / "handouts" / folder / f"{name}.yaml").write_bytes(source.read_bytes())
    assert main(["check"], home=practice) == 1
    said = [line.partition(": ")[2] for line in lines(capsys.readouterr().err)]
    inside = "a file in this folder is not read; move it to handouts/exercises/"
    assert said[:2] == [
        inside,
        "a file in this folder is not read; move it to handouts/, or an exercise to handouts/exercises/",
    ]
    assert said[2] == inside


def test_f105_a_logo_in_other_capitals_is_offered(practice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    brand = practice / "layouts" / "brands" / "oak" / "brand.yaml"
    (brand.parent / "Logo.svg").write_text("<svg/>", encoding="utf-8")
    brand.write_text(brand.read_text(encoding="utf-8") + "logo: logoo.svg\n", encoding="utf-8")
    assert main(["check"], home=practice) == 1
    assert 'Did you mean "Logo.svg"?' in capsys.readouterr().err
