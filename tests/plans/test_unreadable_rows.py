"""A table of plans that cannot be read, or not to its end: a problem with its place, and nothing is read past it."""

from __future__ import annotations

from pathlib import Path

import pytest

from handout_builder.errors import ContentError, Problem
from handout_builder.plans.read import plan_rows
from handout_builder.plans.table import MOST_CHARACTERS

HEAD = "patient,date,exercises\n"
GOOD = "Ada Able,2025-11-03,lunge_stretch:left\n"


def problems(path: Path) -> list[Problem]:
    found: list[Problem] = []
    try:
        for row in plan_rows(path):
            found += row.problems
    except ContentError as error:
        found += error.problems
    return found


@pytest.mark.parametrize("ending", [".csv", ".jsonl", ".tsv"])
def test_f116_a_folder_named_like_a_table_is_refused(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"plans{ending}"
    path.mkdir()
    (problem,) = problems(path)
    assert problem.message.startswith("the file cannot be read (")
    assert problem.place.path == path


NOT_CSV = {
    "a quote in the middle": 'Ada "Able",2025-11-03,"lunge_stretch":left\n',
    "text after a quote": '"Ada" Able,2025-11-03,lunge_stretch:left\n',
    "a quote that stays open": '"Ada Able,2025-11-03,lunge_stretch:left\n',
    "a row that is too long": f'"{"x" * (MOST_CHARACTERS + 1)}",2025-11-03,lunge_stretch:left\n',
    "a field that is too long": f"{'x' * 140_000},2025-11-03,lunge_stretch:left\n",
}


@pytest.mark.parametrize("name", NOT_CSV)
def test_f116_a_row_that_is_no_csv_is_refused_at_its_line(name: str, tmp_path: Path) -> None:
    path = tmp_path / "plans.csv"
    path.write_text(HEAD + GOOD + NOT_CSV[name] + GOOD, encoding="utf-8")
    (problem,) = problems(path)
    assert problem.message.startswith("the row is longer than" if "row" in name else "the row is not CSV (")
    assert problem.place.line == 3 and problem.remedy
    assert "Ada" not in problem.message
