"""A table of plans is read as spreadsheets save it; a lost or slipped cell is a problem, never another plan."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from handout_builder.cli.report import GroupedProblems
from handout_builder.errors import ContentError
from handout_builder.plans.read import Row, plan_rows

HEAD = "patient,date,exercises"
ROW = "Ana,2026-11-23,lunge_stretch:left:3 x 30 s hold"


def read(tmp_path: Path, data: str | bytes, name: str = "plans.csv") -> list[Row]:
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    return list(plan_rows(path))


def problems_of(rows: list[Row]) -> str:
    return "\n".join(str(problem) for row in rows for problem in row.problems)


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}\n{ROW}\n",
        f"{HEAD},,\n{ROW},,\n",
        f"\n{HEAD}\n{ROW}\n",
        f"\n\n,,\n{HEAD}\n\n{ROW}\n\n",
        f"Patient list week 48,,\n{HEAD}\n{ROW}\n",
        f"Sheets for November\n\n{HEAD}\n{ROW}\n,,\n",
        f",{HEAD}\n,{ROW}\n",
        "patient,,date,exercises\nAna,,2026-11-23,lunge_stretch:left:3 x 30 s hold\n",
        f"{HEAD}\n{ROW}\n".replace(",", ";"),
        f"{HEAD};\n{ROW};\n".replace(",", ";"),
        f"sep=;\n{HEAD}\n{ROW}\n".replace(",", ";"),
        f"{HEAD}\n{ROW}\n".replace(",", "\t"),
        f"{HEAD}\r\n{ROW}\r\n",
        f"\ufeff{HEAD}\n{ROW}\n",
        'Patient,Date,Exercises\n"Ana","2026-11-23","lunge_stretch:left:3 x 30 s hold"\n',
        "Patient ; DATE;exercises\nAna;23.11.2026;lunge_stretch:left:3 x 30 s hold\n",
    ],
    ids=range(16),
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_f41_f42_a_table_is_found_whatever_is_around_it(tmp_path: Path, text: str, encoding: str) -> None:
    (row,) = read(tmp_path, text.removeprefix("\ufeff" if encoding == "utf-16" else "").encode(encoding))
    assert row.plan is not None, row.problems
    assert (row.plan.model.patient, str(row.plan.model.date)) == ("Ana", "2026-11-23")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id,patient,date,exercises,flags\na1,Ann,2026-11-23,lunge_stretch:left\n", "has 4 cells for 5 columns"),
        (f"{HEAD}\nAna,2026-11-23\n", "has 2 cells for 3 columns"),
        (f"{HEAD}\nAna\n", "has 1 cells for 3 columns"),
        (f"{HEAD}\n{ROW},more\n", "has 4 cells for 3 columns"),
        (f"{HEAD},,\n{ROW},,flag\n", "has 5 cells for 3 columns"),
        ("patient,,date,exercises\nAna,x,2026-11-23,lunge_stretch:left\n", "column without a name"),
        (f"{HEAD}\nAna,2026-11-23,#REF!\n", "error of the spreadsheet"),
    ],
)
def test_f40_a_row_that_does_not_fit_its_columns_is_a_problem(tmp_path: Path, text: str, said: str) -> None:
    rows = read(tmp_path, text)
    assert [row.plan for row in rows] == [None]
    assert said in problems_of(rows)


@pytest.mark.parametrize("text", ["Ana,2026-11-23,lunge_stretch:left\n", "a,b,c\nAna,x,y\n"])
def test_f42_no_row_of_names_is_said_with_a_place(tmp_path: Path, text: str) -> None:
    with pytest.raises(ContentError, match=r"plans.csv:1:1: no row names a column"):
        read(tmp_path, text)


def test_f43_the_line_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"plans.csv:3:1: the line is not UTF-8"):
        read(tmp_path, f"{HEAD}\n{ROW}\nJos\xe9,2026-11-23,lunge_stretch:left\n".encode("latin-1"))


def test_f45_dates_as_excel_saves_them(tmp_path: Path) -> None:
    dates = ["23/11/2026", "11/23/2026", "2026-11-23 00:00:00", "23.11.2026", "2026/11/23", "23 Nov 2026"]
    rows = read(tmp_path, HEAD + "".join(f"\nAna,{day},lunge_stretch:left" for day in dates))
    assert [str(row.plan.model.date) if row.plan else row.problems for row in rows] == ["2026-11-23"] * len(dates)


def test_f45_f38_one_problem_of_many_rows_is_one_line(tmp_path: Path) -> None:
    days = [f"0{day}/04/2026" for day in (1, 2, 3, 5, 6, 7, 8, 9)]
    rows = read(tmp_path, HEAD + "".join(f"\nAna,{day},lunge_stretch:left" for day in days))
    problems = GroupedProblems()
    for row in rows:
        problems.add(row.problems)
    (only,) = problems.found()
    assert 'date: "01/04/2026" may mean two days' in str(only)
    assert "likewise in lines 3, 4, 5, 6, 7 and 2 more" in str(only)


def workbook(tmp_path: Path, *rows: list[Any], title: str = "Patients", first: bool = False) -> list[Row]:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    if first:
        sheet = book.create_sheet(title)
    sheet.title = title
    for row in rows:
        sheet.append(row)
    book.save(tmp_path / "plans.xlsx")
    return list(plan_rows(tmp_path / "plans.xlsx"))


@pytest.mark.parametrize("day", [date(2026, 11, 23), datetime(2026, 11, 23), "2026-11-23", "23.11.2026"])
@pytest.mark.parametrize("above", [[], [["Patient list", None, None], []]])
@pytest.mark.parametrize("first", [False, True])
def test_an_excel_file_is_read_itself(tmp_path: Path, day: Any, above: list[list[Any]], first: bool) -> None:
    rows = workbook(tmp_path, *above, ["Patient", "Date", "Exercises", "Log weeks", None],
                    ["Ana", day, "lunge_stretch:left", 3, None], [], first=first)  # fmt: skip
    (row,) = rows
    assert row.plan is not None, row.problems
    assert (str(row.plan.model.date), row.plan.model.log_weeks, row.number) == ("2026-11-23", 3, len(above) + 2)


def test_a_formula_that_was_never_computed_is_a_problem(tmp_path: Path) -> None:
    rows = workbook(tmp_path, ["patient", "date", "exercises"], ["Ana", date(2026, 11, 23), '="lunge_"&"stretch"'])
    assert "formula without a value" in problems_of(rows)


def test_f5_a_progression_in_a_cell_is_one_exercise(tmp_path: Path) -> None:
    cell = "lunge_stretch:left:weeks 1-2: 2 x 20 s hold; weeks 3-4: 3 x 30 s hold; ball_massage:left"
    (row,) = read(tmp_path, f"{HEAD}\nAna,2026-11-23,{cell}\n")
    assert row.plan is not None, row.problems
    assert [len(item.doses) for item in row.plan.model.exercises] == [2, 0]


SECRETS = ("Mariadelgadowska", "delgado", "0048213", "zorblatt", "Maria")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", "patient,record,date,exercises,note\nDelgado, Maria,0048213,2026-01-05,knee_lift_march\n"),
        ("a.csv", "patient,record,date,exercises\nx,delgado,delgado,0048213\n"),
        ("a.csv", "patient,date,exercises\nx,2026-01-05,0048213\n"),
        ("a.csv", "patient,date,exercises\nx,2026-01-05,delgado:left\n"),
        ("a.csv", "patient,date,exercises\nx,2026-01-05,lunge_stretch:delgado\n"),
        ("a.csv", "patient,date,exercises\nx,2026-01-05,lunge_stretch:left:0048213\n"),
        ("a.csv", "patient,date,exercises,log_weeks\nMariadelgadowska,2026-01-05,knee_lift_march,"
                  "the sheets of next month belong to the patient Mariadelgadowska\n"),
        ("a.csv", "zorblatt_quimby,date,exercises\nx,2026-01-05,knee_lift_march\n"),
        ("a.jsonl", '{"Zorblatt": 1, "Zorblatt": 2}\n'),
        ("a.jsonl", '{"zorblatt": 1, "exercises": ["x"]}\n'),
        ("a.csv", "patient,date,exercises,brand,language,paper,id\n"
                  "x,2026-01-05,lunge_stretch:left,delgado,0048213,Maria,0048213 x\n"),
        ("a.csv", "patient,date,exercises,flags,next_visit\nx,2026-01-05,lunge_stretch:left,delgado,0048213\n"),
    ],
)  # fmt: skip
def test_f47_f48_f51_no_problem_tells_a_name_or_number(tmp_path: Path, name: str, text: str) -> None:
    try:
        said = problems_of(read(tmp_path, text, name))
    except ContentError as error:
        said = str(error)
    assert not any(secret.casefold() in said.casefold().replace(str(tmp_path).casefold(), "") for secret in SECRETS), (
        said
    )


def test_f47_a_near_miss_and_a_date_are_quoted(tmp_path: Path) -> None:
    said = problems_of(read(tmp_path, "patient,date,exercises,log_weeks\nx,2026-02-31,lunge_stretch:lefft,4\n"))
    assert '"2026-02-31" is not a day of the calendar' in said
    with pytest.raises(ContentError, match='unknown column "exercise"'):
        read(tmp_path, "patient,date,exercise\nx,2026-01-05,y\n")


@pytest.mark.parametrize(
    "note", ["3 sets of 10 on the left, or both", "write 10 times x 3 for 30 s", "Mar 2 / 23, no rest"]
)
def test_f47_remedies_are_whole_whatever_a_note_says(tmp_path: Path, note: str) -> None:
    head = "patient,record,date,exercises,log_weeks,note\n"
    said = problems_of(read(tmp_path, f'{head}Ana,0048213,2026-01-05,lunge_stretch:left:10 x 3,4,"{note}"\n'))
    assert '"10 x 3" may mean two things; write "10 sets of 3" or "3 sets of 10"' in said


def test_a_record_number_without_its_zeros_is_no_id(tmp_path: Path) -> None:
    rows = read(tmp_path, "id,record,date,exercises\n48213,0048213,2026-01-05,lunge_stretch:left\n")
    assert rows[0].plan is None and "would show it" in problems_of(rows)
