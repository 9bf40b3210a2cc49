"""A batch trusts no file that it did not check, gives each row a file of its own, and outlives its workers."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from handout_builder.cli import main
from handout_builder.pipeline import batch
from handout_builder.pipeline.batch import BatchJob, RowDone, run_batch
from handout_builder.pipeline.copies import Copies
from handout_builder.pipeline.workers import Inline, processes
from handout_builder.plans.plan import Plan
from handout_builder.plans.read import Row, plan_rows
from tests import REPOSITORY, needs
from tests.plans.files import rows
from tests.plans.samples import EXAMPLES, plan

Said = pytest.CaptureFixture[str]


def run_rows(tmp_path: Path, lines: list[dict[str, Any]], **fields: Any) -> list[RowDone]:
    path = tmp_path / "plans.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return list(run_batch(plan_rows(path), BatchJob(REPOSITORY, tmp_path / "out", **fields), Inline()))


ONE = {"patient": "Person", "date": "2026-01-05", "exercises": ["lunge_stretch:left"]}


@pytest.mark.parametrize("damage", [b"", b"%PDF-1.7\n", None, "cut", "link"])
def test_f33_resume_keeps_only_what_is_whole(tmp_path: Path, damage: Any) -> None:
    (first,) = run_rows(tmp_path, [ONE])
    path = tmp_path / "out" / str(first.file)
    whole = path.read_bytes()
    path.unlink()
    if isinstance(damage, bytes):
        path.write_bytes(damage)
    elif damage == "cut":
        path.write_bytes(whole[:1000])
    elif damage == "link":
        (tmp_path / "other.txt").write_text("x", encoding="utf-8")
        path.symlink_to(tmp_path / "other.txt")
    (again,) = run_rows(tmp_path, [ONE], resume=True)
    assert again.status == "built"
    assert path.read_bytes() == whole and not path.is_symlink()
    (kept,) = run_rows(tmp_path, [ONE], resume=True)
    assert kept.status == "kept"


def test_f34_equal_rows_get_sheets_of_their_own(tmp_path: Path) -> None:
    done = run_rows(tmp_path, [ONE, ONE, {**ONE, "patient": "Other"}, ONE])
    files = [row.file for row in done]
    assert len(set(files)) == 4 == len(list((tmp_path / "out").iterdir()))
    assert len({(tmp_path / "out" / str(name)).read_bytes() for name in (files[0], files[1], files[3])}) == 1
    again = run_rows(tmp_path, [ONE, ONE, ONE], resume=True)
    assert [row.status for row in again] == ["kept"] * 3


def test_f39_equal_plans_have_one_name_whoever_wrote_them(tmp_path: Path) -> None:
    forms = [
        {**ONE, "exercises": ["lunge_stretch:left:3 x 30 s hold, from week 2"]},
        {**ONE, "exercises": [{"exercise": "lunge_stretch", "side": "left", "dosage": "3 x 30 s hold",
                               "start_week": 2}]},
        {**ONE, "exercises": [{"exercise": "lunge_stretch", "side": "left", "dosage": {
            "repetitions": "3", "hold": "30 s", "start_week": 2}}]},
    ]  # fmt: skip
    copies = Copies()
    path = tmp_path / "plans.jsonl"
    path.write_text("\n".join(map(json.dumps, forms)), encoding="utf-8")
    assert [copies.next(row.plan.model) for row in plan_rows(path) if row.plan] == [1, 2, 3]
    copies.close()


def test_f35_only_own_old_half_written_files_are_removed(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    names = {
        ".thesis.docx.part": False,
        ".a.pdf.0123abcd.part": True,
        ".b.pdf.part": False,
        ".c.pdf.0123ABCD.part": False,
    }
    for name in names:
        (folder / name).write_text("x", encoding="utf-8")
        os.utime(folder / name, (0, 0))
    (folder / ".running.pdf.0123abcd.part").write_text("x", encoding="utf-8")
    run_rows(tmp_path, [ONE])
    assert {name for name in names if not (folder / name).exists()} == {name for name, ours in names.items() if ours}
    assert (folder / ".running.pdf.0123abcd.part").exists(), "another run is writing it"


@pytest.mark.parametrize("epoch", ["abc", "1.5", "1e9", "0x10", " ", "253402300800", "-5", "\u0661"])
def test_f36_a_wrong_source_date_is_one_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said, epoch: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert main(["batch", str(rows(tmp_path, 3)), "-o", str(tmp_path / "out"), "--jobs", "1"]) == 2
    assert capsys.readouterr().err.count("SOURCE_DATE_EPOCH") == 1


def test_f37_the_look_is_an_option_everywhere(tmp_path: Path, capsys: Said) -> None:
    assert main(["plan", str(EXAMPLES / "two_exercises.yaml"), "--brand", "quince", "-o", str(tmp_path / "a")]) == 0
    assert main(["plan", str(EXAMPLES / "two_exercises.yaml"), "-o", str(tmp_path / "b")]) == 0
    assert {path.name for path in (tmp_path / "a").iterdir()}.isdisjoint(
        path.name for path in (tmp_path / "b").iterdir()
    )
    assert main(["batch", str(rows(tmp_path, 2)), "--brand", "quince", "-o", str(tmp_path / "c"), "--jobs", "1"]) in (
        0,
        1,
    )
    capsys.readouterr()
    assert main(["plan", str(EXAMPLES / "two_exercises.yaml"), "--patient", "X", "-o", str(tmp_path / "d")]) == 2


@needs.posix
def test_f49_sheets_are_private(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "out"
    command = ["plan", str(EXAMPLES / "two_exercises.yaml"), "--chart-copy", "--html", "-o", str(folder)]
    assert main(command) == 0
    assert [oct(path.stat().st_mode & 0o777) for path in folder.iterdir()] == ["0o600"] * 3
    assert oct(folder.stat().st_mode & 0o777) == oct(folder.parent.stat().st_mode & 0o777) == "0o700"
    run_rows(tmp_path, [ONE])
    assert all(path.stat().st_mode & 0o077 == 0 for path in (tmp_path / "out").iterdir())


def test_f50_no_open_page_is_next_to_a_locked_sheet(tmp_path: Path, capsys: Said) -> None:
    command = ["plan", str(EXAMPLES / "two_exercises.yaml"), "-o", str(tmp_path)]
    assert main([*command, "--chart-copy", "--html"]) == 0
    assert main([*command, "--password", "pw"]) == 0
    said = capsys.readouterr().out
    assert not list(tmp_path.glob("*.html"))
    assert "was deleted, because the sheet has a password" in said and "has no password" in said


@pytest.mark.parametrize("word", ["\u200d", "\u3164\u3164\u3164", "\u2800" * 4, "\u115f" * 3, "-", ".", "ab", "x y"])
@pytest.mark.parametrize("field", ["who", "reason"])
def test_f54_a_decision_says_something(word: str, field: str) -> None:
    override = {
        "exercise": "lunge_stretch",
        "flag": "pregnancy",
        "who": "Dana Okafor",
        "reason": "seen here",
        field: word,
    }
    with pytest.raises(ValueError, match=r"decision|invisible|nothing"):
        Plan.model_validate({**ONE, "overrides": [override]})


def dies(row: Row, job: BatchJob, copy: int = 1) -> RowDone:
    """Builds nothing; ends the worker at row 3 always, at row 5 once."""
    once = job.folder / "once"
    if row.number == 3 or (row.number == 5 and not once.exists()):
        once.touch() if row.number == 5 else None
        os.kill(os.getpid(), signal.SIGKILL)
    return RowDone(row.number, "built", f"{row.number}.pdf")


@needs.posix
@pytest.mark.parametrize("workers", [2, 3])
def test_a_killed_worker_is_replaced_and_its_row_is_run_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    monkeypatch.setattr(batch, "build_row", dies)
    source = [Row(number, None) for number in range(1, 13)]
    done = list(run_batch(source, BatchJob(REPOSITORY, tmp_path / "out"), partial(processes, workers), workers))
    assert [row.number for row in done] == list(range(1, 13))
    assert [row.number for row in done if row.status != "built"] == [3]
    assert "the worker ended 2 times" in done[2].problems[0].message


@needs.posix
def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    source = rows(tmp_path, 400)
    command = [
        sys.executable,
        str(REPOSITORY / "make_pdf.py"),
        "batch",
        str(source),
        "-o",
        str(tmp_path / "o"),
        "--jobs",
        "2",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout
        process.stdout.readline()
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="utf-8").split()
        process.kill()
    assert children
    for _ in range(100):
        if not any(Path(f"/proc/{child}").exists() for child in children):
            break
        time.sleep(0.1)
    assert not any(Path(f"/proc/{child}").exists() for child in children)


def test_copies_forget_nothing_and_hold_no_words() -> None:
    copies = Copies()
    entry = plan("lunge_stretch:left", patient="Person")
    assert [copies.next(entry.model) for _ in range(3)] == [1, 2, 3]
    assert "Person" not in repr(vars(copies))
    copies.close()
