"""The day on which a plan was made and the day on which it starts: two dates, each printed as what it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from handout_builder.pipeline.plan import PlanBuilder, PlanJob
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
    sheet, chart, _, _ = built(tmp_path, date=start)
    assert sheet.count("Plan made Nov 27, 2026") == 2 and "Plan made Nov 27, 2026" in chart
    assert f"Plan made {printed}" not in sheet + chart
    assert f"Starts {printed}" in sheet and f"Starts {printed}" in chart
    assert f"Week 1, {printed}" in sheet


def test_f44_the_plan_itself_may_say_when_it_was_made(tmp_path: Path) -> None:
    sheet, chart, data, name = built(tmp_path / "one", made="2026-11-02")
    assert "Plan made Nov 2, 2026" in sheet and "Plan made Nov 2, 2026" in chart
    assert built(tmp_path / "other", date(2027, 3, 1), made="2026-11-02")[2:] == (data, name), "another day, same bytes"


def test_f44_source_date_epoch_is_the_day_of_making(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793664000")
    one, other = built(tmp_path / "one"), built(tmp_path / "other", date(2027, 3, 1))
    assert "Plan made Nov 3, 2026" in one[0] and one[2:] == other[2:]


def test_f44_a_sheet_made_on_an_earlier_day_is_kept_by_resume(tmp_path: Path) -> None:
    """It is the same sheet: nothing but the day of making differs, and that is the day it says."""
    job = PlanJob(plan("lunge_stretch:left"))
    first = PlanBuilder(library(), TODAY).build(job, tmp_path)
    assert PlanBuilder(library(), date(2026, 11, 28)).build(job, tmp_path, resume=True).skipped
    assert "Plan made Nov 27, 2026" in spoken(first.path)


def test_f44_old_sheets_are_named_by_the_day_on_which_they_started(tmp_path: Path) -> None:
    before = plan("lunge_stretch:left", "knee_lift_march", date="2026-11-02")
    job = PlanJob(plan("lunge_stretch:left", date="2026-12-07"), before)
    sheet = spoken(PlanBuilder(library(), TODAY).build(job, tmp_path).path)
    assert "which started Nov 2, 2026." in sheet
