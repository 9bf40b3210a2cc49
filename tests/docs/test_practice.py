"""The example practice: no problem and no note, a sheet for every row, and every warning on its page."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pypdfium2
import pytest

from handout_builder.cli.app import main
from tests import REPOSITORY

PRACTICE = REPOSITORY / "examples" / "practice"


def text(path: Path) -> list[str]:
    """The words of each page."""
    with pypdfium2.PdfDocument(path) as document:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def test_it_has_no_problem_and_no_note(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--root", str(PRACTICE)]) == 0
    assert capsys.readouterr().out == "No problems in 1 handout and 2 exercises.\n"


def test_its_handout_has_each_warning_on_the_page_of_its_step(tmp_path: Path) -> None:
    assert main(["build", "--root", str(PRACTICE), "-q", "-o", str(tmp_path)]) == 0
    pages = text(tmp_path / "marigold" / "steady_feet.pdf")
    assert "Draft, not confirmed" in pages[0]
    for step, warning in (
        ("Stand up slowly.", "CAUTION Wait if you feel dizzy."),
        ("Lift one foot.", "WARNING Keep both hands on the counter."),
    ):
        (page,) = [page for page in pages if step in page]
        assert warning in page


def test_its_spreadsheet_makes_a_sheet_for_each_row(tmp_path: Path) -> None:
    with (PRACTICE / "patients.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    report = tmp_path / "report.json"
    command = ["batch", str(PRACTICE / "patients.csv"), "--root", str(PRACTICE), "--jobs", "1", "-q"]
    assert main([*command, "-o", str(tmp_path), "--report", str(report)]) == 0
    done = json.loads(report.read_text(encoding="utf-8"))["rows"]
    assert [each["row"] for each in done] == [2, 3, 4]
    for row, each in zip(rows, done, strict=True):
        pages = text(tmp_path / each["file"])
        assert row["patient"] in pages[0]
        assert row["record"] not in " ".join(pages), "the record number is for the chart copy only"
        assert each["file"].startswith(row["id"])


def test_a_plan_that_names_the_left_side_never_lifts_the_left_foot(tmp_path: Path) -> None:
    plan = PRACTICE / "handouts" / "plans" / "one_patient.yaml"
    assert main(["plan", str(plan), "--root", str(PRACTICE), "-q", "-o", str(tmp_path)]) == 0
    (path,) = tmp_path.glob("*.pdf")
    (page,) = [page for page in text(path) if "Lift your" in page]
    assert "Lift your right foot." in page
    assert re.search(r"you stand on your left leg", page)
