"""The day on which a plan was made and the day on which it starts: two dates, each printed as what it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Self

import pytest

from handout_builder.cli.app import main
from handout_builder.pipeline import sheet
from handout_builder.pipeline.plan import PlanBuilder, PlanJob
from handout_builder.pipeline.sheet import today
from handout_builder.plans.read import plan_file
from tests import REPOSITORY
from tests.plans.files import spoken
from tests.plans.samples import library, plan

TODAY = date(2026, 11, 27)


def built(folder: Path, today: date = TODAY, **fields: Any) -> tuple[str, str, bytes, str]:
    """The words of the sheet and of the chart copy, the bytes of the sheet, and its name."""
    entry = plan("lunge_stretch:left", **fields)
    found = PlanBuilder(library(), today).build(PlanJob(entry, chart=True), folder)
    assert found.chart
    return spoken(found.path), spoken(found.chart), found.path.read_bytes(), found.path.name


@pytest.mark.parametrize(("start", "printed"), [("2027-01-04", "Jan 4, 2027"), ("2026-11-20", "Nov 20, 2026")])
def test_f44_a_plan_says_when_it_was_made_and_when_it_starts(start: str, printed: str, tmp_path: Path) -> None:
    page, chart, _, _ = built(tmp_path, date=start)
    assert page.count("Plan made Nov 27, 2026") == 2 and "Plan made Nov 27, 2026" in chart
    assert f"Plan made {printed}" not in page + chart
    assert f"Starts {printed}" in page and f"Starts {printed}" in chart
    assert f"Week 1, {printed}" in page


def test_f44_the_plan_itself_may_say_when_it_was_made(tmp_path: Path) -> None:
    page, chart, data, name = built(tmp_path / "one", made="2026-11-02")
    assert "Plan made Nov 2, 2026" in page and "Plan made Nov 2, 2026" in chart
    assert built(tmp_path / "other", date(2027, 3, 1), made="2026-11-02")[2:] == (data, name), "another day, same bytes"


def test_f44_source_date_epoch_is_the_day_of_making(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793664000")
    page, *_ = built(tmp_path, today())
    assert "Plan made Nov 3, 2026" in page


def test_f44_a_sheet_made_on_an_earlier_day_is_kept_by_resume(tmp_path: Path) -> None:
    """It is the same sheet: nothing but the day of making differs, and that is the day it says."""
    job = PlanJob(plan("lunge_stretch:left"))
    first = PlanBuilder(library(), TODAY).build(job, tmp_path)
    assert PlanBuilder(library(), date(2026, 11, 28)).build(job, tmp_path, resume=True).skipped
    assert "Plan made Nov 27, 2026" in spoken(first.path)


def test_f44_old_sheets_are_named_by_the_day_on_which_they_started(tmp_path: Path) -> None:
    before = plan("lunge_stretch:left", "knee_lift_march", date="2026-11-02")
    job = PlanJob(plan("lunge_stretch:left", date="2026-12-07"), before)
    page = spoken(PlanBuilder(library(), TODAY).build(job, tmp_path).path)
    assert "which started Nov 2, 2026." in page


# ---- another clock


def clock(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    """Set the clock that the program asks."""

    class Clock(date):
        @classmethod
        def today(cls) -> Self:
            return cls(day.year, day.month, day.day)

    monkeypatch.setattr(sheet, "date", Clock)


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_plan_that_ships_says_when_it_was_made_so_its_files_are_the_same_on_every_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = sorted([*REPOSITORY.glob("handouts/plans/*.yaml"), *REPOSITORY.glob("examples/*/handouts/plans/*.yaml")])
    assert len(paths) >= 4 and [path for path in paths if plan_file(path).model.made is None] == []
    for name, day in (("one", TODAY), ("other", date(2031, 1, 2))):
        clock(monkeypatch, day)
        by_hand = REPOSITORY / "handouts" / "plans" / "by_hand.yaml"
        arguments = ["plan", str(by_hand), "--root", str(REPOSITORY), "--chart-copy", "--html"]
        assert main([*arguments, "-o", str(tmp_path / name)]) == 0
    assert len(files(tmp_path / "one")) == 3
    assert files(tmp_path / "one") == files(tmp_path / "other")


def _of_options(folder: Path) -> list[str]:
    return ["plan", "--exercise", "lunge_stretch:left", "-o", str(folder)]


def _of_rows(folder: Path) -> list[str]:
    rows = folder.with_suffix(".csv")
    rows.write_text("exercises\nlunge_stretch:left\n", encoding="utf-8")
    return ["batch", str(rows), "-o", str(folder)]


@pytest.mark.parametrize("command", [_of_options, _of_rows])
def test_source_date_epoch_is_today_for_a_plan_without_a_date(
    command: Callable[[Path], list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793664000")
    for name, day in (("one", TODAY), ("other", date(2031, 1, 2))):
        clock(monkeypatch, day)
        assert main([*command(tmp_path / name), "--root", str(REPOSITORY), "--brand", "fernhollow"]) == 0
    assert len(files(tmp_path / "one")) == 1
    assert files(tmp_path / "one") == files(tmp_path / "other")
    said = spoken(next((tmp_path / "one").iterdir()))
    assert "Starts Nov 3, 2026" in said and "Plan made Nov 3, 2026" in said


@pytest.mark.parametrize("command", [_of_options, _of_rows])
def test_without_it_a_plan_without_a_date_starts_on_the_day_of_the_clock(
    command: Callable[[Path], list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    clock(monkeypatch, date(2031, 1, 2))
    assert main([*command(tmp_path / "one"), "--root", str(REPOSITORY), "--brand", "fernhollow"]) == 0
    said = spoken(next((tmp_path / "one").iterdir()))
    assert "Starts Jan 2, 2031" in said and "Plan made Jan 2, 2031" in said
