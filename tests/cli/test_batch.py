"""`batch` interrupted, on a full disk or with a worker lost: finished sheets are whole, and it says what happened."""

from __future__ import annotations

import errno
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from handout_builder.cli import main
from handout_builder.pipeline import batch
from handout_builder.pipeline.plan import LaidOutPlan, PlanBuilder, PlanBuilt, PlanJob
from handout_builder.pipeline.save import save
from handout_builder.pipeline.sheet import LaidOutSheet, printed
from handout_builder.pipeline.workers import processes
from tests import REPOSITORY, needs
from tests.plans.files import rows

Said = pytest.CaptureFixture[str]


def run(source: Path, folder: Path, *options: str) -> int:
    return main(["batch", str(source), "-o", str(folder), "--jobs", "1", *options], REPOSITORY)


def finished(folder: Path) -> dict[str, bytes]:
    """The sheets in a folder, each opened to see that it is whole; nothing else may be there."""
    found = {path.name: path.read_bytes() for path in folder.iterdir()}
    for name in found:
        with pikepdf.open(folder / name) as file:
            assert len(file.pages) > 1
    return found


def failing(monkeypatch: pytest.MonkeyPatch, at: str, error: BaseException) -> None:
    """Have the build of the sheet for this patient raise."""
    real = PlanBuilder.build

    def build(self: PlanBuilder, job: PlanJob, folder: Path, *, resume: bool = False) -> PlanBuilt:
        if job.plan.model.patient == at:
            raise error
        return real(self, job, folder, resume=resume)

    monkeypatch.setattr(PlanBuilder, "build", build)


def test_an_interrupted_batch_says_how_to_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    source, folder, report = rows(tmp_path), tmp_path / "out", tmp_path / "report.json"
    with monkeypatch.context() as patch:
        failing(patch, "Person 3", KeyboardInterrupt())
        assert run(source, folder, "--report", str(report)) == 130
    said = capsys.readouterr()
    assert "stopped; finished sheets are complete; the same command with --resume builds the others" in said.err
    assert "2 sheets built" in said.out
    assert json.loads(report.read_text(encoding="utf-8"))["built"] == 2
    before = finished(folder)
    assert len(before) == 2
    assert run(source, folder, "--resume") == 1, "row 3 has a date that is none"
    assert "3 sheets built, 2 kept" in capsys.readouterr().out
    assert before.items() <= finished(folder).items()


def test_a_print_run_that_is_interrupted_writes_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    lay_out = PlanBuilder.lay_out

    def interrupted(self: PlanBuilder, job: PlanJob) -> LaidOutPlan:
        if job.plan.model.patient == "Person 1":
            raise KeyboardInterrupt
        return lay_out(self, job)

    monkeypatch.setattr(PlanBuilder, "lay_out", interrupted)
    assert run(rows(tmp_path), tmp_path / "out", "--one-file") == 130
    assert "stopped" in capsys.readouterr().err
    assert finished(tmp_path / "out") == {}


@needs.posix
def test_ctrl_c_leaves_whole_sheets_and_workers_finish_theirs(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """The signal reaches the program and its workers, as a terminal sends it.

    The pipe, which is read only after the signal, is full before all rows are built, however slow this test is.
    """
    count = 2500
    source, folder = rows(tmp_path, count), tmp_path / "out"
    command = [sys.executable, str(REPOSITORY / "make_pdf.py"), "batch", str(source), "-o", str(folder), "--jobs", "2"]
    # tests that were started in the background of a shell ignore the signal, and what they start would, too
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    request.addfinalizer(lambda: signal.signal(signal.SIGINT, before))
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True
    ) as process:
        assert process.stdout
        first = process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate()
    assert first.startswith("row 1: ")
    assert process.returncode == 130, err
    assert "stopped; finished sheets are complete" in err
    assert "Traceback" not in out + err
    assert 1 <= len(finished(folder)) < count


@needs.posix
def test_workers_leave_ctrl_c_to_the_program() -> None:
    with processes(2) as pool:
        assert pool.submit(signal.getsignal, signal.SIGINT).result() == signal.SIG_IGN


def full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_is_a_problem_of_its_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    calls = 0

    def second_fails(data: bytes, path: Path, *, private: bool = False) -> None:
        nonlocal calls
        calls += 1
        full() if calls == 2 else save(data, path, private=private)

    monkeypatch.setattr("handout_builder.pipeline.save.save", second_fails)
    assert run(rows(tmp_path), tmp_path / "out") == 1
    said = capsys.readouterr()
    assert "plans.jsonl:2:1: the file cannot be written (No space left on device); check the rights" in said.err
    assert "4 sheets built" in said.out
    assert len(finished(tmp_path / "out")) == 4


def test_a_full_disk_is_said_for_one_file_and_for_the_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    source = rows(tmp_path, 1)
    (tmp_path / "taken").write_text("a file where a folder is wanted", encoding="utf-8")
    assert run(source, tmp_path / "out", "--report", str(tmp_path / "taken" / "report.json")) == 2
    assert "cannot write" in capsys.readouterr().err
    monkeypatch.setattr("handout_builder.pipeline.save.save", full)
    assert run(source, tmp_path / "one", "--one-file") == 2
    assert "plans.pdf: No space left on device" in capsys.readouterr().err


def test_a_bug_in_a_row_has_the_exit_code_of_a_bug(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    failing(monkeypatch, "Person 1", KeyError("Person 1"))
    assert run(rows(tmp_path), tmp_path / "out") == 70
    said = capsys.readouterr()
    assert "row 2: a bug of this program: KeyError in " in said.err and "Person" not in said.err
    assert "4 sheets built" in said.out


def test_workers_build_what_one_process_builds(tmp_path: Path, capsys: Said) -> None:
    source = rows(tmp_path)
    assert run(source, tmp_path / "one") == 1
    assert main(["batch", str(source), "-o", str(tmp_path / "two"), "--jobs", "2"], REPOSITORY) == 1
    assert finished(tmp_path / "one") == finished(tmp_path / "two")
    assert "No space" not in capsys.readouterr().err


def test_a_quiet_batch_prints_problems_only(tmp_path: Path, capsys: Said) -> None:
    assert run(rows(tmp_path), tmp_path / "out", "--quiet") == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.rstrip().endswith("1 problem")


@pytest.mark.parametrize("stage", ["laid out", "painted"])
def test_f32_a_row_that_meets_a_bug_does_not_end_a_print_run(
    stage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    lay_out = PlanBuilder.lay_out

    def laying_out(self: PlanBuilder, job: PlanJob) -> LaidOutPlan:
        if stage == "laid out" and job.plan.model.patient == "Person 3":
            raise KeyError("Person 3")
        return lay_out(self, job)

    def painting(laid_out: LaidOutSheet) -> bytes:
        if stage == "painted" and "Person 3" in str(laid_out.sheet):
            raise ValueError("Person 3")
        return printed(laid_out)

    monkeypatch.setattr(PlanBuilder, "lay_out", laying_out)
    monkeypatch.setattr(batch, printed.__name__, painting)
    source = rows(tmp_path)
    assert run(source, tmp_path / "out", "--one-file", "--report", str(tmp_path / "report.json")) == 70
    said = capsys.readouterr()
    assert re.search(r"^row 4: a bug of this program: \w+Error in batch.py, line \d+$", said.err, re.MULTILINE)
    assert "Person 3" not in said.out + said.err
    with pikepdf.open(tmp_path / "out" / "plans.pdf") as file, file.open_outline() as outline:
        assert len(outline.root) == 4, "all but row 3, which has a problem, and row 4"
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert [row["status"] for row in report["rows"]] == ["built", "built", "failed", "failed", "built", "built"]
