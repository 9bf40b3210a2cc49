"""A plan is the same plan whoever wrote it; a problem has its place and none of the patient's words."""

from __future__ import annotations

import csv
import json
import random
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from handout_builder.errors import ContentError
from handout_builder.plans.plan import Plan
from handout_builder.plans.read import Row, plan_file, plan_of_words, plan_rows
from handout_builder.plans.resolve import resolved_plan
from tests.plans.samples import EXAMPLES, composed, library

FIELDS: dict[str, Any] = {
    "patient": "Ines O'Conner",
    "record": "00417",
    "clinician": "Dana Okafor, PT",
    "date": "2025-11-03",
    "next_visit": "2025-11-17",
    "exercises": [
        "lunge_stretch:left:2 x 30 s hold, every day",
        "knee_lift_march::2 x 8, Mon Wed Fri, from week 2",
    ],
    "note": "Go slow, and breathe.",
    "log_weeks": "3",
    "flags": ["osteoporosis"],
}


def in_yaml(folder: Path) -> Plan:
    path = folder / "plan.yaml"
    path.write_text(json.dumps(FIELDS, ensure_ascii=False), encoding="utf-8")  # JSON is YAML too
    return plan_file(path).model


def in_json_lines(folder: Path) -> Plan:
    path = folder / "plans.jsonl"
    path.write_text(json.dumps({**FIELDS, "log_weeks": 3}, ensure_ascii=False) + "\n", encoding="utf-8")
    return only(list(plan_rows(path)))


def in_csv(folder: Path) -> Plan:
    cells = {**FIELDS, "exercises": "; ".join(FIELDS["exercises"]), "flags": "osteoporosis"}
    path = folder / "plans.csv"
    path.write_text(as_csv([cells]), encoding="utf-8-sig")
    return only(list(plan_rows(path)))


def in_semicolons(folder: Path) -> Plan:
    """As a spreadsheet of a country with decimal commas saves it."""
    in_csv(folder)
    path = folder / "plans.csv"
    cells = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    out = StringIO()
    csv.writer(out, delimiter=";").writerows(cells)
    path.write_text(out.getvalue(), encoding="utf-8-sig")
    return only(list(plan_rows(path)))


def in_words(folder: Path) -> Plan:
    return plan_of_words(FIELDS).model


def as_csv(rows: list[dict[str, Any]]) -> str:
    out = StringIO()
    writer = csv.DictWriter(out, list(dict.fromkeys(name for row in rows for name in row)))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def only(rows: list[Row]) -> Plan:
    (row,) = rows
    assert row.plan is not None, row.problems
    return row.plan.model


@pytest.mark.parametrize("read", [in_yaml, in_json_lines, in_csv, in_semicolons])
def test_every_way_of_writing_gives_the_same_plan(read: Any, tmp_path: Path) -> None:
    assert read(tmp_path) == in_words(tmp_path)


def test_a_record_number_keeps_its_zeros(tmp_path: Path) -> None:
    assert {read(tmp_path).record for read in (in_yaml, in_json_lines, in_csv, in_words)} == {"00417"}


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_examples_are_plans(path: Path) -> None:
    assert resolved_plan(plan_file(path), library()).exercises


WRONG: list[tuple[dict[str, Any], str, int]] = [
    ({"exercises": ["lunge_stretch:left:hold 300 min"]}, "outside 1 to 10 min", 6),
    ({"date": "2025-02-30"}, "not a day of the calendar", 4),
    ({"next_visit": "2024-01-01"}, "is not in the two years after", 1),
    ({"log_weeks": "9"}, "log_weeks", 8),
    ({"exercises": ["lunge_stretch:left", "lunge_stretch:both"]}, "twice for one side", 1),
    ({"exercises": ["lunge_stretch:lefft"]}, "is no side", 6),
    ({"patient": "Ines\u202egpj"}, "invisible", 1),
    ({"id": "conner-1"}, "holds a part of the name", 1),
]


@pytest.mark.parametrize(("change", "wrong", "column"), WRONG, ids=[wrong for _, wrong, _ in WRONG])
def test_a_wrong_row_says_where_and_what(change: dict[str, Any], wrong: str, column: int, tmp_path: Path) -> None:
    path = tmp_path / "plans.jsonl"
    good = {name: value for name, value in FIELDS.items() if name not in ("note", "flags", "record") or name in change}
    good = {"patient": FIELDS["patient"], "record": FIELDS["record"], **good}
    path.write_text("\n" + json.dumps({**good, **change}) + "\n" + json.dumps(FIELDS) + "\n", encoding="utf-8")
    bad, fine = plan_rows(path)
    assert fine.plan and bad.plan is None and bad.number == 2
    found = [problem for problem in bad.problems if wrong in str(problem)]
    assert found, bad.problems
    assert found[0].place.line == 2
    for secret in ("Conner", "Ines", "00417"):
        assert not any(secret in str(problem) for problem in bad.problems)


def test_files_that_are_no_rows(tmp_path: Path) -> None:
    def wrong(name: str, data: bytes) -> str:
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises(ContentError) as caught:
            list(plan_rows(path))
        return str(caught.value)

    assert "ends in" in wrong("plans.ods", b"PK")
    assert "no Excel workbook" in wrong("plans.xlsx", b"PK")
    assert "UTF-8" in wrong("a.csv", "patient,date\nJosé,2025-11-03\n".encode("latin-1"))
    assert "unknown column" in wrong("b.csv", b"patient,dates\n")
    assert "two columns" in wrong("c.csv", b"patient,patient\n")
    assert "empty" in wrong("d.csv", b"")
    with pytest.raises(ContentError, match="no such file"):
        list(plan_rows(tmp_path / "none.csv"))


def test_broken_rows_do_not_stop_the_others(tmp_path: Path) -> None:
    good = json.dumps(FIELDS)
    lines = ["[1, 2]", '{"patient": "A", "patient": "B"}', "{" * 5000, "[" * 90_000, '{"date": NaN}', "null", good]
    path = tmp_path / "plans.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    *bad, fine = plan_rows(path)
    assert len(bad) == 6 and all(row.problems and row.plan is None for row in bad)
    assert fine.plan is not None


def test_a_row_whose_cells_slipped_does_not_tell_the_name(tmp_path: Path) -> None:
    path = tmp_path / "plans.csv"
    path.write_text("record,date,exercises\n00417,Ines O'Conner,lunge_stretch:left\n00417,2025-11-03,Ines O'Conner\n")
    for row in plan_rows(path):
        try:
            assert row.plan is not None
            resolved_plan(row.plan, library())
            problems: tuple[Any, ...] = ()
        except (AssertionError, ContentError) as error:
            problems = row.problems or getattr(error, "problems", ())
        assert problems and not any("Conner" in str(problem) for problem in row.problems)


# ---- a bounded fuzz: every row is a sheet or a problem, never a crash, never a private word

NAMES = [
    "O'Conner",
    "../x",
    "山田 太郎",
    "Ann\u00a0Lee",
    "<b>Bo</b>",
    "{side}",
    "**Al**",
    "Robert'); DROP",
    "😀",
    "x" * 200,
    "",
]
EXERCISES = ["lunge_stretch", "ball_massage", "bed_edge_stretch", "knee_lift_march", "flying", "../../etc", ""]
SIDES = ["left", "right", "both", "", "LEFT", "up", "left "]
DOSES = [
    "3 x 30 s hold, every day",
    "2 x 8, Mon Wed Fri",
    "hold 300 min",
    "no rest",
    "2 x",
    "",
    "∞",
    "2-3 a day",
    "x" * 500,
]
VALUES: list[Any] = [
    None,
    "",
    "2025-11-03",
    "2025-13-01",
    7,
    -1,
    3.5,
    True,
    [],
    {},
    [[]],
    "skip",
    "quince",
    "nobody",
    "a\u0000b",
]


def fuzzed(chance: random.Random) -> dict[str, Any]:
    def pick(values: list[Any], good: int) -> Any:
        return chance.choice(values[:good] if chance.random() < 0.85 else values)

    def item() -> Any:
        short = f"{pick(EXERCISES, 3)}:{pick(SIDES, 3)}:{pick(DOSES, 2)}"
        full = {"exercise": pick(EXERCISES, 3), "side": pick(SIDES, 3), "dosage": pick(DOSES, 2)}
        full |= {
            name: chance.choice(VALUES + NAMES) for name in ("note", "easier", "start_week") if chance.random() < 0.3
        }
        return pick([short, full, chance.choice(VALUES)], 2)

    row: dict[str, Any] = {"date": "2025-11-03", "exercises": [item() for _ in range(chance.randint(1, 3))]}
    row["patient"] = "Zz" + pick(NAMES, 9) + "qQ"
    for name in Plan.model_fields:
        if chance.random() < 0.03:
            row[name] = chance.choice(VALUES + NAMES)
    return row


def test_two_thousand_generated_rows_are_sheets_or_problems(tmp_path: Path) -> None:
    chance = random.Random(20251103)
    rows = [fuzzed(chance) for _ in range(1000)]
    tables = []
    for row in rows:
        cells = {name: value if isinstance(value, str) else json.dumps(value) for name, value in row.items()}
        listed = row["exercises"] if isinstance(row["exercises"], list) else []
        cells["exercises"] = "; ".join(each if isinstance(each, str) else "x" for each in listed)
        tables.append({name: value.replace("\u0000", "") for name, value in cells.items()})
    (tmp_path / "plans.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (tmp_path / "plans.csv").write_text(as_csv(tables), encoding="utf-8", newline="")
    built = 0
    for ending in (".jsonl", ".csv"):
        found = list(plan_rows(tmp_path / f"plans{ending}"))
        assert len(found) == len(rows)
        for read in found:
            problems = read.problems
            if read.plan:
                try:
                    composed(resolved_plan(read.plan, library()))
                    built += 1
                except ContentError as error:
                    problems = error.problems
            assert not any("Zz" in str(problem) for problem in problems), problems
    assert 50 < built < 1500
