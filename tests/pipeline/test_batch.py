"""A file of plans becomes a file for each row, on any executor; no row stops another."""

from __future__ import annotations

import errno
import io
import json
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from handout_builder.errors import ContentError, Problem
from handout_builder.pipeline import batch, save
from handout_builder.pipeline.batch import BatchJob, RowDone, Tally, lay_out_rows, run_batch
from handout_builder.pipeline.plan import BLANK_NAME, LaidOutPlan, PlanBuilder, PlanBuilt, PlanJob
from handout_builder.pipeline.workers import Inline
from handout_builder.plans.read import plan_rows
from tests import REPOSITORY
from tests.plans.files import rows, spoken


def report(done: list[RowDone], seconds: float) -> str:
    text = io.StringIO()
    tally = Tally(text)
    tally.begin()
    for row in done:
        tally.add(row)
    tally.end(seconds)
    return text.getvalue()


def test_a_batch_builds_the_good_rows_and_lists_the_others(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    done = list(run_batch(plan_rows(rows(tmp_path)), BatchJob(REPOSITORY, folder), Inline()))
    assert [row.status for row in done] == ["built", "built", "failed", "built", "built", "built"]
    assert [row.number for row in done] == [1, 2, 3, 4, 5, 6]
    assert len(list(folder.iterdir())) == 5
    said = json.loads(report(done, 1.5))
    assert (said["built"], said["kept"], said["failed"]) == (5, 0, 1)
    assert said["rows"][2]["problems"][0]["place"].endswith("plans.jsonl:3:1")
    assert "Person" not in report(done, 1.5)


def test_any_executor_gives_the_same_files(tmp_path: Path) -> None:
    source = rows(tmp_path)
    with ThreadPoolExecutor(3) as pool:
        many = list(run_batch(plan_rows(source), BatchJob(REPOSITORY, tmp_path / "many"), pool, 3))
    one = list(run_batch(plan_rows(source), BatchJob(REPOSITORY, tmp_path / "one"), Inline()))
    assert many == one
    for row in one:
        if row.file:
            assert (tmp_path / "many" / row.file).read_bytes() == (tmp_path / "one" / row.file).read_bytes()


def test_an_interrupted_batch_goes_on_and_leaves_nothing_half_written(tmp_path: Path, monkeypatch: Any) -> None:
    folder, job = tmp_path / "out", BatchJob(REPOSITORY, tmp_path / "out", resume=True)
    running = run_batch(plan_rows(rows(tmp_path)), job, Inline())
    next(running)
    running.close()
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert 0 < len(before) < 6
    (folder / ".left.pdf.1234abcd.part").write_bytes(b"half")
    os.utime(folder / ".left.pdf.1234abcd.part", (0, 0))
    done = list(run_batch(plan_rows(rows(tmp_path)), job, Inline()))
    assert sum(row.status == "kept" for row in done) == len(before)
    assert all(path.stat().st_mtime_ns == when for path, when in before.items())
    assert len(list(folder.iterdir())) == 5 and not list(folder.glob("*.part"))
    whole = list(run_batch(plan_rows(rows(tmp_path)), replace(job, folder=tmp_path / "whole"), Inline()))
    for row in whole:
        if row.file:
            assert (folder / row.file).read_bytes() == (tmp_path / "whole" / row.file).read_bytes()


def test_a_bug_in_one_row_stops_no_other_and_tells_no_words(tmp_path: Path, monkeypatch: Any) -> None:
    real = PlanBuilder.build

    def faulty(self: PlanBuilder, job: PlanJob, folder: Path, *, resume: bool = False) -> PlanBuilt:
        if job.plan.model.patient == "Person 4":
            raise KeyError(job.plan.model.patient)
        return real(self, job, folder, resume=resume)

    monkeypatch.setattr(PlanBuilder, "build", faulty)
    done = list(run_batch(plan_rows(rows(tmp_path)), BatchJob(REPOSITORY, tmp_path / "out"), Inline()))
    assert [row.number for row in done if row.bug] == [5]
    assert "KeyError in batch.py" in str(done[4].bug) and "Person" not in str(done[4])
    assert sum(row.status == "built" for row in done) == 4


def test_a_disk_that_fails_for_one_row_is_a_problem_of_that_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, written = save.save, list[str]()

    def full(data: bytes, path: Path, *, private: bool = False) -> None:
        written.append(path.name)
        if len(written) == 2:
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        real(data, path, private=private)

    monkeypatch.setattr(save, "save", full)
    done = list(run_batch(plan_rows(rows(tmp_path)), BatchJob(REPOSITORY, tmp_path / "out"), Inline()))
    assert [row.status for row in done] == ["built", "failed", "failed", "built", "built", "built"]
    (problem,) = done[1].problems
    assert problem.message == "the file cannot be written (No space left on device)"
    assert problem.remedy and problem.place.line == 2
    assert {path.name for path in (tmp_path / "out").iterdir()} == {row.file for row in done if row.file}
    assert "Person" not in report(done, 1.0)


def test_f32_one_file_of_all_leaves_out_rows_with_problems_and_rows_that_meet_a_bug(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = PlanBuilder.lay_out

    def faulty(self: PlanBuilder, job: PlanJob) -> LaidOutPlan:
        if job.plan.model.patient == "Person 3":
            raise KeyError(job.plan.model.patient)
        if job.plan.model.patient == "Person 4":
            raise ContentError([Problem(job.plan.place(), "too tall")])
        return real(self, job)

    monkeypatch.setattr(PlanBuilder, "lay_out", faulty)
    found = list(lay_out_rows(plan_rows(rows(tmp_path)), BatchJob(REPOSITORY, tmp_path / "out")))
    done = [row for row, _ in found]
    assert [row.status for row in done] == ["built", "built", "failed", "failed", "failed", "built"]
    assert [made is not None for _, made in found] == [row.status == "built" for row in done]
    assert str(done[3].bug).startswith("KeyError in batch.py") and "Person" not in str(done)
    assert [problem.message for problem in done[4].problems] == ["too tall"]
    assert done[2].problems and all(row.pages for row in done if row.status == "built")


def test_rows_are_read_only_as_far_ahead_as_workers_need(tmp_path: Path) -> None:
    read = 0

    def counted() -> Any:
        nonlocal read
        for row in plan_rows(rows(tmp_path, 60)):
            read += 1
            yield replace(row, plan=None)

    running = run_batch(counted(), BatchJob(REPOSITORY, tmp_path / "out"), Inline(), 2)
    next(running)
    assert read <= 2 * batch.AHEAD + 1
    running.close()


PRINTED = ("Zoë Ångström-Łaski", "José Núñez Ibáñez", "Þóra Æsisdóttir", "Şule Çağman", "Nguyễn Thị Ánh",
           "Владимир Орлин", "Ελένη Παπαδίκη", "Ana-Marija Šimunčić", "O’Brien, Síle", "Ðorđe Ljubić")  # fmt: skip
BY_HAND = ("山田 花", "王 小月", "דנה כהני", "ليلى حسني", "สมใจ ดีงาม", "김 하늘빛")
"""Invented names; the fonts have the letters of the first, and not those of the second."""


def test_names_of_many_languages_become_files(tmp_path: Path) -> None:
    path = tmp_path / "people.jsonl"
    usual = {"date": "2025-11-03", "exercises": ["knee_lift_march"]}
    path.write_text("\n".join(json.dumps({"patient": name, **usual}) for name in PRINTED + BY_HAND), encoding="utf-8")
    done = list(run_batch(plan_rows(path), BatchJob(REPOSITORY, tmp_path / "out", named=True), Inline()))
    assert [row.problems for row in done if row.status != "built"] == []
    assert [BLANK_NAME in row.notes for row in done] == [False] * len(PRINTED) + [True] * len(BY_HAND)
    assert len({row.file for row in done}) == len(done)


def test_resume_keeps_no_open_file_where_a_password_is_wanted(tmp_path: Path) -> None:
    source, job = rows(tmp_path, 1), BatchJob(REPOSITORY, tmp_path / "out", chart=True, resume=True)
    for password, wanted in ((None, "built"), ("word", "built"), ("word", "kept"), (None, "built"), (None, "kept")):
        (done,) = run_batch(plan_rows(source), replace(job, password=password), Inline())
        assert done.status == wanted


def test_a_worker_that_lives_on_reads_changed_content_anew(tmp_path: Path) -> None:
    """As in a cluster whose workers serve one batch after the other."""
    practice = tmp_path / "practice"
    for name in ("handouts", "layouts/brands", "images/figures", "images/poses"):
        shutil.copytree(REPOSITORY / name, practice / name)
    source, path = rows(tmp_path, 1), practice / "handouts" / "exercises" / "lunge_stretch.yaml"
    said = []
    for _ in range(2):
        (done,) = run_batch(plan_rows(source), BatchJob(practice, tmp_path / "out"), Inline())
        assert done.status == "built", done
        said.append(done.file)
        path.write_text(path.read_text(encoding="utf-8").replace("Do not lean back.", "Never lean back."), "utf-8")
    first, second = (spoken(tmp_path / "out" / (file or "")) for file in said)
    assert said[0] != said[1], "the name holds a hash of the content"
    assert second.count("Never lean back.") == 2
    assert "Never lean back." not in first
