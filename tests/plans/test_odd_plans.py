"""Files of plans that are broken in rarer ways, and plans with rarer parts: problems, or whole sheets."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from handout_builder.errors import ContentError
from handout_builder.pipeline.plan import PlanBuilder, PlanJob
from handout_builder.plans import table, workbook
from handout_builder.plans.read import plan_rows
from handout_builder.source.dates import read_date
from tests.plans.files import spoken
from tests.plans.samples import library, plan

HEAD = "date,exercises,note\n"
ROW = "2025-11-03,lunge_stretch:left,"


def problems_of(path: Path) -> str:
    """What is said about a file as a whole, or about its rows."""
    try:
        return "\n".join(str(problem) for row in plan_rows(path) for problem in row.problems)
    except ContentError as error:
        return str(error)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xff\xfe\x00", "is not UTF-8"),
        (HEAD.encode() + ROW.encode() + b"caf\xe9\n", "plans.csv:2:1: the line is not UTF-8"),
        (HEAD.encode() + ROW.encode() + b"x" * (table.MOST_CHARACTERS + 1), "the row is longer than"),
    ],
)
def test_a_table_that_cannot_be_read_names_the_line(data: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "plans.csv"
    path.write_bytes(data)
    assert reason in problems_of(path)


def test_a_workbook_that_is_none_or_too_large_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plans.xlsx"
    path.write_bytes(b"no workbook")
    broken = problems_of(path)
    assert "plans.xlsx" in broken
    with ZipFile(path, "w") as packed:
        packed.writestr("other.txt", "no sheet")
    assert problems_of(path) == broken
    monkeypatch.setattr(workbook, "MOST_BYTES", 1_000)
    with ZipFile(path, "w", ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "x" * 10_000)
    assert "the workbook is too large" in problems_of(path)


def test_a_table_of_empty_rows_has_no_plans(tmp_path: Path) -> None:
    path = tmp_path / "plans.csv"
    path.write_text(f"{HEAD},,\n{ROW}Go slow.\n , ,\n", encoding="utf-8")
    (row,) = plan_rows(path)
    assert row.plan and row.number == 3


@pytest.mark.parametrize(
    ("text", "reason"), [("13.13.2026", "not a day of the calendar"), ("3/4/2026", "may mean two days")]
)
def test_a_date_without_one_meaning_is_refused(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read_date(text)


def test_the_chart_copy_says_every_dose_with_its_weeks(tmp_path: Path) -> None:
    dosage = "weeks 1-2: 2 x 30 s hold, every day; from week 3: 3 x 30 s hold, every day"
    item = {"exercise": "lunge_stretch", "side": "left", "dosage": dosage}
    built = PlanBuilder(library()).build(PlanJob(plan(item), chart=True), tmp_path)
    assert built.chart is not None
    said = spoken(built.chart)
    assert "weeks 1-2: " in said and "from week 3: " in said
