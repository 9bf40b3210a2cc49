"""What could hurt a patient: each once gave a wrong dose, a wrong side, a printed name or a batch that stopped."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from handout_builder.cli.app import main
from handout_builder.cli.plan import checked_password
from handout_builder.compose.plan_blocks import FieldsBlock
from handout_builder.errors import CommandError, ContentError
from handout_builder.model.dose_text import parse_dose
from handout_builder.pdf.lock import opens
from handout_builder.pipeline.plan import PlanBuilder, PlanJob
from handout_builder.plans.plan import Plan
from handout_builder.plans.prescription import side_remarks
from handout_builder.plans.read import plan_file, plan_rows
from handout_builder.plans.resolve import previous_plan, resolved_plan
from handout_builder.practice.library import Entry, Library
from tests import REPOSITORY
from tests.plans.files import spoken
from tests.plans.samples import blocks, library, plan, sheet_of

FIELDS: dict[str, Any] = {"date": "2026-11-23", "exercises": ["lunge_stretch:left"]}


def problems_of_row(tmp_path: Path, row: str) -> str:
    """All that is said about one row of JSON Lines; empty for one without problems."""
    path = tmp_path / "plans.jsonl"
    path.write_text(row + "\n", encoding="utf-8")
    (only,) = plan_rows(path)
    return "\n".join(str(problem) for problem in only.problems)


def practice_with(folder: Path, name: str, text: str) -> Library:
    """The practice that ships with one exercise more, which no handout lists."""
    for part in ("handouts", "images", "layouts"):
        shutil.copytree(REPOSITORY / part, folder / part)
    (folder / "handouts" / "exercises" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return Library(folder)


# ---- doses


@pytest.mark.parametrize(
    "text", ["3 x 1,5 min hold", "1,5 min", "2 x 8, rest 1,5 min", "2 x 1,000 s", "2 x 8,3 a week"]
)
def test_a_decimal_comma_never_becomes_another_dose(text: str) -> None:
    with pytest.raises(ValueError, match="may mean two numbers or one"):
        parse_dose(text)


def test_an_exercise_that_begins_after_the_log_earns_a_note() -> None:
    late = resolved_plan(plan("lunge_stretch:left:from week 5", log_weeks="4"), library())
    assert any("begins in week 5" in remark for remark in late.remarks)
    in_time = resolved_plan(plan("lunge_stretch:left:from week 4", log_weeks="4"), library())
    assert not any("begins" in remark for remark in in_time.remarks)


# ---- sides

SIDED = """
name: Hip hold
purpose: Opens the front of your hip.
sides: one
steps:
  - do: {do}
    figure: {{file: lunge_1, alt: A person bends one knee in a lunge.{side}}}
dosage: {{repetitions: "3", hold: 30 s, frequency: 1 a day}}
"""


@pytest.mark.parametrize(
    ("do", "side", "wrong"),
    [
        ("Lift your left leg.", ", side: right", 'the bare word "left"'),
        ("Lift your leg.", "", "does not say which side it shows"),
        ("Lift your leg.", ", side: right", None),
        ("Lift your leg.", ", side: none", None),
    ],
)
def test_a_plan_checks_exercises_that_no_handout_lists(tmp_path: Path, do: str, side: str, wrong: str | None) -> None:
    practice = practice_with(tmp_path / "practice", "hip_hold", SIDED.format(do=do, side=side))
    job = PlanJob(plan("hip_hold:right", handout="iliopsoas"))
    if wrong is None:
        assert PlanBuilder(practice).lay_out(job).laid_out.pages
        return
    with pytest.raises(ContentError, match=wrong):
        PlanBuilder(practice).lay_out(job)


def test_a_note_that_names_the_other_side_earns_a_second_look() -> None:
    words = library().language("en").model.bare_sides
    said = side_remarks(resolved_plan(plan("lunge_stretch:left", note="Begin with the RIGHT leg."), library()), words)
    assert any('the note says "right"' in remark for remark in said)
    both = plan("lunge_stretch:left", "bed_edge_stretch:right", note="Begin with the right leg.")
    assert not side_remarks(resolved_plan(both, library()), words)


def test_a_word_too_wide_for_the_log_is_divided_and_printed_whole(tmp_path: Path) -> None:
    word = "Hip" + "hold" * 9
    text = SIDED.format(do="Lift.", side=", side: right").replace("Hip hold", word)
    practice = practice_with(tmp_path / "practice", "hip_hold", text)
    job = PlanJob(plan("hip_hold:right", handout="iliopsoas"))
    printed = spoken(PlanBuilder(practice).build(job, tmp_path / "out").path)
    assert re.sub(r"[\W_]", "", printed).count(word) >= 3, "in the plan, on its own page and in the log"


# ---- rows that killed their batch


@pytest.mark.parametrize("fields", [{"date": "9999-12-20"}, {"date": "9999-01-01", "next_visit": "9999-02-01"}])
def test_dates_at_the_end_of_time_are_problems(tmp_path: Path, fields: dict[str, str]) -> None:
    assert "check the date" in problems_of_row(tmp_path, json.dumps(FIELDS | fields))


@pytest.mark.parametrize("levels", [30, 400, 900])
def test_deep_brackets_are_a_problem_of_their_row(tmp_path: Path, levels: int) -> None:
    row = json.dumps(FIELDS)[:-1] + ', "patient": ' + "[" * levels + "]" * levels + "}"
    assert "nested too deeply" in problems_of_row(tmp_path, row)


# ---- names


@pytest.mark.parametrize(
    ("patient", "record", "name"),
    [
        ("José García", None, "jose-garcia"),
        ("Łukasz Wójcik", None, "p-wojcik"),
        ("Bo Li", None, "bo-li"),
        ("Bo Li", "12-34", "12-34"),
    ],
)
def test_an_id_never_spells_the_name(patient: str, record: str | None, name: str) -> None:
    with pytest.raises(ContentError, match="would show it"):
        plan("lunge_stretch:left", patient=patient, record=record, id=name)
    assert plan("lunge_stretch:left", patient=patient, record=record, id="plan-b2").model.id == "plan-b2"


def test_a_file_without_a_head_does_not_tell_its_first_patient(tmp_path: Path) -> None:
    path = tmp_path / "plans.csv"
    path.write_text("Zephyrine Quux,2026-11-23,lunge_stretch:left\n", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        list(plan_rows(path))
    assert "no row names a column" in str(caught.value) and "quux" not in str(caught.value).lower()


def test_a_name_in_a_dose_is_hidden_in_lower_case_too(tmp_path: Path) -> None:
    row = FIELDS | {"patient": "Zephyrine Quux", "exercises": ["lunge_stretch:left:2 x 8 for Quux"]}
    said = problems_of_row(tmp_path, json.dumps(row))
    assert "no part of a dose" in said and "quux" not in said.lower()


def test_a_suggestion_is_not_hidden_by_the_misspelling(tmp_path: Path) -> None:
    entry = plan("ball_massage:left", flags=["Pregnancy"])
    with pytest.raises(ContentError, match='Did you mean "pregnancy"'):
        PlanBuilder(library()).lay_out(PlanJob(entry))


def test_a_note_that_is_too_long_is_told_in_characters(tmp_path: Path) -> None:
    assert '"note" has 601 characters' in problems_of_row(tmp_path, json.dumps(FIELDS | {"note": "x " * 300 + "x"}))


# ---- commands that promised more than they did


@pytest.mark.parametrize("word", ["x" * 128, "ä" * 64, "ﷺ" * 10])
def test_a_password_that_would_open_nothing_is_refused(word: str) -> None:
    with pytest.raises(CommandError, match="bytes"):
        checked_password(word)


def test_a_password_takes_the_form_that_readers_give_it() -> None:
    assert checked_password("e\u0301") == "\u00e9" and checked_password("x" * 127) == "x" * 127


def test_one_file_does_not_swallow_the_wish_for_chart_copies(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "plans.csv"
    path.write_text("date,exercises\n2026-11-23,lunge_stretch:left\n", encoding="utf-8")
    assert main(["batch", str(path), "--one-file", "--chart-copy", "-o", str(tmp_path / "out")]) == 2
    assert "chart copies" in capsys.readouterr().err


# ---- time


def test_a_visit_far_ahead_names_its_year() -> None:
    far = plan("lunge_stretch:left", date="2026-11-23", next_visit="2027-11-30")
    near = plan("lunge_stretch:left", date="2026-11-23", next_visit="2027-01-05")
    assert "2027" in repr(fields_of(far)) and "2027" not in repr(fields_of(near))


def fields_of(entry: Entry[Plan]) -> FieldsBlock:
    return next(block for block in blocks(sheet_of(entry)) if isinstance(block, FieldsBlock))


def test_a_flag_against_an_exercise_of_the_plan_before_stops_only_that_exercise() -> None:
    before = plan("ball_massage:left", "lunge_stretch:left", flags=["pregnancy"])
    now = plan("lunge_stretch:left", flags=["pregnancy"])
    assert [each.entry.name for each in previous_plan(before, now, library()).exercises] == [
        "ball_massage",
        "lunge_stretch",
    ]
    with pytest.raises(ContentError, match="contraindication"):
        resolved_plan(before, library())


# ---- words that problems repeat


@pytest.mark.parametrize(
    "fields",
    [
        {"private_note": "Zephyrine \U0001f600 Quuxquux"},
        {"record": "\U0001f600Quuxquux"},
        {"exercises": [{"exercise": "lunge_stretch", "side": "left", "private_note": "Quuxquux\U0001f600"}]},
    ],
)
def test_problems_of_the_chart_copy_and_of_own_words_tell_no_secret(tmp_path: Path, fields: dict[str, Any]) -> None:
    entry = plan(*fields.get("exercises", ["lunge_stretch:left"]), **{k: v for k, v in fields.items() if k[0] != "e"})
    with pytest.raises(ContentError) as caught:
        PlanBuilder(library()).build(PlanJob(entry, chart=True), tmp_path)
    assert "quux" not in str(caught.value).lower() and "-:" not in str(caught.value)
    assert not list(tmp_path.glob("*.pdf"))


@pytest.mark.parametrize("line", ["patient: *Quux", "patient: &Quux Z", "patient: !Quux Z", "Zoe Quux: 1\nZoe Quux: 2"])
def test_a_plan_that_is_no_yaml_does_not_tell_its_words(tmp_path: Path, line: str) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(f"{line}\ndate: 2026-11-23\nexercises: [lunge_stretch:left]\n", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        plan_file(path)
    assert "Quux" not in str(caught.value) and "plan.yaml:" in str(caught.value)


def test_an_unknown_key_that_is_a_name_is_hidden_and_a_misspelt_one_is_not(tmp_path: Path) -> None:
    said = problems_of_row(tmp_path, json.dumps(FIELDS | {"Zoe Quux": "1", "patent": "x"}))
    assert "Quux" not in said and 'unknown key "patent". Did you mean "patient"?' in said


@pytest.mark.parametrize(
    "broken", ['"Bob" x,2026-11-23,lunge_stretch:left', '"Bob,2026-11-23,lunge_stretch:left', "x" * 140_000]
)
def test_a_row_that_is_no_csv_takes_no_row_above_with_it(tmp_path: Path, broken: str) -> None:
    path = tmp_path / "plans.csv"
    good = "Ann,2026-11-23,lunge_stretch:left"
    path.write_text(f"patient,date,exercises\n{good}\n{broken}\n{good}\n", encoding="utf-8")
    above, bad = plan_rows(path)
    assert above.plan and bad.plan is None and bad.number == 3
    assert "rows below it were not read" in str(bad.problems[0])


@pytest.mark.parametrize("name", ["Ann Lee", "Wilhelmina-Margaretha van der Westhuizen-Oosterhuizen", "Wiljamina " * 8])
@pytest.mark.parametrize("brand", ["fernhollow", "quince"])
def test_every_page_says_whose_it_is(tmp_path: Path, name: str, brand: str) -> None:
    built = PlanBuilder(library()).build(PlanJob(plan("lunge_stretch:left", patient=name, brand=brand)), tmp_path)
    with pypdfium2.PdfDocument(built.path) as document:
        texts = ["".join(page.get_textpage().get_text_range().split()) for page in document]
    assert len(texts) > 2 and all(name.replace(" ", "")[:16] in text for text in texts)


def test_a_day_of_exercise_that_no_day_can_hold_is_a_problem() -> None:
    with pytest.raises(ContentError, match="the most is 480"):
        resolved_plan(plan("lunge_stretch:left:10 x 100 x 5 min hold"), library())
    assert resolved_plan(plan("lunge_stretch:left:10 x 10 x 1 min hold"), library()).remarks


def test_resume_keeps_no_file_of_another_password(tmp_path: Path) -> None:
    entry = plan("lunge_stretch:left")
    made = {
        word: PlanBuilder(library()).build(PlanJob(entry, password=word), tmp_path, resume=True) for word in ("a", "b")
    }
    assert not made["b"].skipped and opens(made["b"].path.read_bytes(), "b") and not opens(made["b"].path.read_bytes())
    assert PlanBuilder(library()).build(PlanJob(entry, password="b"), tmp_path, resume=True).skipped
    made["b"].path.write_bytes(b"%PDF-1.7 cut off")
    assert not PlanBuilder(library()).build(PlanJob(entry, password="b"), tmp_path, resume=True).skipped
