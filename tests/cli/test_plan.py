"""`plan` and `batch` as people use them: what is built, what is said, and the exit codes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from handout_builder.cli.app import main
from tests import REPOSITORY
from tests.plans.files import rows, spoken
from tests.plans.samples import EXAMPLES


def test_the_commands_of_the_issue(tmp_path: Path, capsys: Any) -> None:
    arguments = [
        "plan",
        "--patient",
        "Zephyrine Quux",
        "--exercise",
        'lunge_stretch:left:"2 x 30 s hold, rest 15 s, every day"',
    ]
    arguments += ["--exercise", 'ball_massage:left:"2 x 8, Mon Wed Fri, from week 2"', "--note", "Go slow."]
    arguments += ["--date", "2026-11-23", "--next-visit", "2026-12-07", "-o", str(tmp_path)]
    assert main(arguments, REPOSITORY) == 0
    (path,) = tmp_path.glob("*.pdf")
    said = spoken(path)
    assert "Do these two exercises" in said and "2 times, hold 30 seconds" in said and "Mon, Dec 7" in said
    assert "Quux" not in capsys.readouterr().out
    assert main(["plan", str(EXAMPLES / "by_hand.yaml"), "-o", str(tmp_path)], REPOSITORY) == 0
    assert main(["plan", "-o", str(tmp_path)], REPOSITORY) == 2
    assert main(["plan", str(EXAMPLES / "by_hand.yaml"), "--note", "x", "-o", str(tmp_path)], REPOSITORY) == 2
    assert main(["plan", "--exercise", "lunge_stretch:up", "--patient", "Zephyrine Quux"], REPOSITORY) == 1
    assert "Quux" not in capsys.readouterr().err


def test_the_batch_command_exits_1_with_a_report(tmp_path: Path, capsys: Any) -> None:
    report = tmp_path / "report.json"
    arguments = ["batch", str(rows(tmp_path)), "-o", str(tmp_path / "out"), "--jobs", "1", "--report", str(report)]
    assert main(arguments, REPOSITORY) == 1
    out = capsys.readouterr()
    assert "5 sheets built" in out.out and "plans.jsonl:3:1" in out.err and "Person" not in out.out + out.err
    assert json.loads(report.read_text(encoding="utf-8"))["failed"] == 1
    assert main([*arguments, "--resume"], REPOSITORY) == 1
    assert "5 kept" in capsys.readouterr().out
    assert main([*arguments[:2], "--one-file", "-o", str(tmp_path / "one")], REPOSITORY) == 1
    assert (tmp_path / "one" / "plans.pdf").is_file()


def test_an_empty_password_leaves_no_file_open(tmp_path: Path, capsys: Any, monkeypatch: Any) -> None:
    plan_now = ["plan", "--exercise", "lunge_stretch:left", "-o", str(tmp_path / "out")]
    for arguments in (plan_now, ["batch", str(rows(tmp_path, 1)), "-o", str(tmp_path / "out")]):
        assert main([*arguments, "--password", ""], REPOSITORY) == 2
        assert "the password is empty; write one" in capsys.readouterr().err
        with monkeypatch.context() as patch:
            patch.setenv("HANDOUT_PASSWORD", "")
            assert main(arguments, REPOSITORY) == 2
        assert "the password is empty; write one" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_batch_without_rows_or_without_a_folder_says_so(tmp_path: Path, capsys: Any) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_text("patient,exercises\n", encoding="utf-8")
    assert main(["batch", str(empty), "-o", str(tmp_path / "out")], REPOSITORY) == 2
    assert "empty.csv holds no plan" in capsys.readouterr().err
    assert main(["batch", str(rows(tmp_path, 1)), "-o", str(empty)], REPOSITORY) == 2
    assert "cannot write " in capsys.readouterr().err


def test_the_plan_before_marks_what_changed(tmp_path: Path) -> None:
    before = tmp_path / "before.yaml"
    before.write_text(
        "date: 2025-10-01\nexercises: [lunge_stretch:left, 'ball_massage:left']\n", encoding="utf-8", newline="\n"
    )
    now = [
        "plan",
        "--exercise",
        "lunge_stretch:left:5 x 20 s hold",
        "--exercise",
        "knee_lift_march",
        "--date",
        "2025-11-03",
    ]
    assert main([*now, "--previous", str(before), "-o", str(tmp_path)], REPOSITORY) == 0
    said = spoken(next(tmp_path.glob("*.pdf")))
    for words in (
        "Changed",
        "New",
        "You can stop this exercise",
        "Ball massage (Left side)",
        "which started Oct 1, 2025",
    ):
        assert words in said
