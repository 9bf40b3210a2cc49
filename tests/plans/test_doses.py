"""The dose that is printed is the dose that was written: usual parts, bare numbers, everyday words, several weeks."""

from __future__ import annotations

from typing import Any

import pytest

from handout_builder.compose.plan_blocks import LogWeekBlock, PlanRowBlock
from handout_builder.errors import ContentError
from handout_builder.model.dose_text import parse_dose, print_dose
from handout_builder.model.rich_text import words
from handout_builder.plans.resolve import resolved_plan
from tests.plans.samples import blocks, library, pages_of, plan, sheet_of


def lines_of(*exercises: Any) -> list[str]:
    """What the plan page says of the first exercise's dose."""
    row = next(block for block in blocks(sheet_of(plan(*exercises))) if isinstance(block, PlanRowBlock))
    return [words(line) for line in row.dose]


def remarks_of(*exercises: Any) -> list[str]:
    return [said for said in resolved_plan(plan(*exercises), library()).remarks if said.startswith("exercise A: ")]


def problem_of(*exercises: Any) -> str:
    with pytest.raises(ContentError) as caught:
        sheet_of(plan(*exercises))
    return str(caught.value)


@pytest.mark.parametrize(
    ("exercise", "said"),
    [
        ("ball_massage:left:3 x 30 s hold", ["Once a day", "3 times, hold 30 seconds", "Rest 60 seconds between"]),
        ("ball_massage:left:10 times", ["Once a day", "10 times", "Rest 60 seconds between"]),
        ("ball_massage:left:30 s hold", ["Once a day", "Hold 30 seconds", "Rest 60 seconds between"]),
        ("lunge_stretch:left:3 x 10 s hold, Mon, no rest", ["1 day a week (Mon)", "3 times, hold 10 seconds"]),
        ("ball_massage:left:5 min, every day", ["Once a day", "For 5 minutes", "Rest 60 seconds between"]),
        ("lunge_stretch:left:10 min", ["Once a day", "For 10 minutes", "Rest 15 seconds between"]),
        ("lunge_stretch:left:10 times", ["Once a day", "10 times", "Rest 15 seconds between"]),
        ("lunge_stretch:left:2 sets of 5", ["Once a day", "2 sets of 5", "Rest 15 seconds between"]),
        ("lunge_stretch:left:20 s hold, no rest", ["Once a day", "Hold 20 seconds"]),
        ("knee_lift_march::30 s, no rest", ["3 days a week", "For 30 seconds, on each side"]),
        ("knee_lift_march::2 x 30 s, no rest", ["3 days a week", "2 times, 30 seconds each, on each side"]),
        ("knee_lift_march::3 sets of 20 s hold, no rest", ["3 days a week", "3 sets, hold 20 seconds, on each side"]),
    ],
)
def test_f1_a_written_dose_that_names_work_is_whole(exercise: str, said: list[str]) -> None:
    assert lines_of(exercise) == said


def test_f1_sets_of_nothing_are_a_problem() -> None:
    assert '3 sets of how many; write "3 x 10"' in problem_of("lunge_stretch:left:3 sets").replace("?", ";").replace(
        ";;", ";"
    )


@pytest.mark.parametrize(
    ("exercise", "said"),
    [
        ("lunge_stretch:left:5 times", "the usual hold of 30 s is left out"),
        ("lunge_stretch:left:3x30sec", 'without "hold" is how long it is done; write "30 s hold" to hold it'),
        ("lunge_stretch:left:5 times", 'the usual rest of 15 s and "1 a day" are kept'),
        ("ball_massage:left:3 x 30 s hold", "the usual 2 sets is left out"),
        ("knee_lift_march::3 x 10, 2 kg, every day", "the usual rest of 30 s is kept"),
    ],
)
def test_f1_what_the_usual_dose_gives_and_leaves_out_is_reported(exercise: str, said: str) -> None:
    assert any(said in remark for remark in remarks_of(exercise)), remarks_of(exercise)


def test_f1_a_dose_with_a_load_takes_no_usual_frequency() -> None:
    assert "says how often" in problem_of("knee_lift_march::3 x 10, 2 kg")
    assert lines_of("lunge_stretch:left:3 x 10, 2 kg, 2 a week")[:3] == ["2 days a week", "3 sets of 10", "With 2 kg"]


@pytest.mark.parametrize(
    "dose",
    ["2 x 8, every day, Mon Wed Fri", "2 x 8, daily, Mon", "2 x 8, 3 a week, Mon", "2 x 8, every other day, Mon",
             "2 x 8, every 3 days, weekdays", "2 x 8, 3 a day, morning and evening", "2 x 8, every 2 hours, morning"]
)  # fmt: skip
def test_f2_a_contradiction_about_days_is_refused(dose: str) -> None:
    problem = problem_of(f"knee_lift_march::{dose}")
    assert "contradict" in problem or "do not agree" in problem


@pytest.mark.parametrize("dose", ["2 x 8, once a day, Mon", "2 x 8, every day, Mon-Sun", "2 x 8, 2 a day, weekdays"])
def test_f2_times_a_day_on_named_days_are_no_contradiction(dose: str) -> None:
    assert lines_of(f"knee_lift_march::{dose}")


@pytest.mark.parametrize(
    "dose",
    ["5 x 10 s x 3", "30 s hold x 3 x 2", "3 reps of 10", "2 times x 8", "8 of 2", "10 x 3", "30", "8", "8-10 x 3",
     "3 x 5 s hold x 10", "10 x 2 x 5 s hold", "4 of 10 s", "10 times every day", "8-10", "5 reps x 3"],
)  # fmt: skip
def test_f3_a_number_that_may_mean_two_things_is_refused_with_spellings_that_work(dose: str) -> None:
    with pytest.raises(ValueError, match=r"may mean|may be|is no part of a dose") as caught:
        parse_dose(dose)
    offered = [part for part in str(caught.value).split('"')[3::2] if "x 3" not in part[:4]]
    assert "is no part" in str(caught.value) or any(_reads(spelling) for spelling in offered)


def _reads(spelling: str) -> bool:
    try:
        return bool(print_dose(parse_dose(spelling)))
    except ValueError:
        return False


@pytest.mark.parametrize(
    ("dose", "printed"),
    [
        ("3 x 10", "3 x 10"), ("10 sets of 3", "10 sets of 3"),
        ("10 x 3 reps", "10 sets of 3"), ("10 reps x 3 sets", "3 x 10"),
        ("2 x 3 x 30 s hold", "2 x 3 x 30 s hold"), ("30 s hold x 3", "3 x 30 s hold"), ("5 x 5", "5 x 5"),
        ("2-3 x 8-12", "2-3 x 8-12"), ("3 sets of 10 to 12", "3 x 10-12"),
    ],
)  # fmt: skip
def test_f3_a_number_with_one_meaning_is_as_written(dose: str, printed: str) -> None:
    assert print_dose(parse_dose(dose)) == printed


@pytest.mark.parametrize(
    ("dose", "printed"),
    [
        ("3 x 10, Mon/Wed/Fri", "3 x 10, Mon Wed Fri"),
        ("2 x 8 Mon / Wed", "2 x 8, Mon Wed"),
        ("Mon-Wed/Fri, 2 x 8", "2 x 8, Mon Tue Wed Fri"),
        ("2 x 8 daily", "2 x 8, every day"),
        ("3 sets of 10 twice a day", "3 x 10, 2 a day"),
        ("3 x 10 2 a day", "3 x 10, 2 a day"),
        ("3 x 10 x 2 kg", "3 x 10, 2 kg"),
        ("3 x 10 @ 2 kg, Mon/Wed", "3 x 10, 2 kg, Mon Wed"),
        ("3 sets of 10 x 4 lb each side", "3 x 10, each side, 4 lb"),
        ("3 x 10 x 5 s hold x red band", "3 x 10 x 5 s hold, red band"),
    ],
)
def test_f4_days_with_strokes_and_loads_behind_the_work_are_read(dose: str, printed: str) -> None:
    assert print_dose(parse_dose(dose)) == printed


@pytest.mark.parametrize(
    ("dose", "said"),
    [
        ("3 x 10, 61 kg", "is outside 0 to 60 kg"),
        ("3 x 10 x 140 lb", "is outside 0 to 132 lb"),
        ("3x10x2kg", '"2kg" is a load; write it behind the work and a comma'),
        ("2 kg x 3 x 10", '"2 kg" is a load'),
        ("3 x 10 x 2 kg x 5 s hold", '"2 kg" is a load'),
        ("3 x 2 kg", "may be times or seconds"),
        ("3 x 10, Mon/", "is no part of a dose"),
        ("3 x 10, Mon/Mon", "a day is named twice"),
        ("3 x 10, T/T", "is no part of a dose"),
    ],
)
def test_f4_loads_and_days_that_leave_something_open_are_refused(dose: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse_dose(dose)


@pytest.mark.parametrize(
    ("dose", "said"),
    [
        ("3 x 10, every other day", ["Every other day", "3 sets of 10"]),
        ("10 times, every 2 hours", ["Every 2 hours", "10 times"]),
        ("10 times, hourly", ["Every hour", "10 times"]),
        ("2 x 8, weekdays", ["5 days a week (Mon, Tue, Wed, Thu, Fri)", "2 sets of 8"]),
        ("2 x 8, Mon-Fri", ["5 days a week (Mon, Tue, Wed, Thu, Fri)", "2 sets of 8"]),
        ("2 x 8, 5 days a week", ["5 days a week", "2 sets of 8"]),
        ("2 x 8, morning and evening", ["2 times a day (morning, evening)", "2 sets of 8"]),
        ("20 min daily", ["Once a day", "For 20 minutes"]),
        ("2 x 8, as needed up to 3 a day", ["As needed, at most 3 times a day", "2 sets of 8"]),
        ("3 x 10, 2 kg, 3 a week", ["3 days a week", "3 sets of 10", "With 2 kg"]),
        ("3 x 10 with a red band, 3 a week", ["3 days a week", "3 sets of 10", "With the red band"]),
        ("3 x 10, bodyweight, every day", ["Once a day", "3 sets of 10", "With your own body weight"]),
        ("3 x 10 twice a day", ["2 times a day", "3 sets of 10"]),
        ("2 x 8 Mon Wed Fri", ["3 days a week (Mon, Wed, Fri)", "2 sets of 8"]),
        ("2 x 8, weekends", ["2 days a week (Sat, Sun)", "2 sets of 8"]),
        ("2 x 8, three times a day", ["3 times a day", "2 sets of 8"]),
        ("2 x 8, 3 a week, morning and evening", ["2 times a day (morning, evening), 3 days a week", "2 sets of 8"]),
        ("2.5 kg, 2 x 8, every 3 days", ["Every 3 days", "2 sets of 8", "With 2.5 kg"]),
    ],
)
def test_f4_what_clinicians_write_every_day_is_understood(dose: str, said: list[str]) -> None:
    assert lines_of(f"lunge_stretch:left:{dose}, no rest") == said


@pytest.mark.parametrize(
    ("dose", "remedy"),
    [("2 x 8, as needed", "as needed, up to 3 a day"), ("2 x 8, every 2-3 days", "one number of days"),
     ("2 x 8, 2,5 kg", "write 2.5"), ("2 x 8, brown band", "known are"), ("2 x 8, 0 kg", "bodyweight")],
)  # fmt: skip
def test_f4_what_leaves_something_open_names_the_form_that_works(dose: str, remedy: str) -> None:
    assert remedy in problem_of(f"knee_lift_march::{dose}")


def test_f4_each_side_is_checked_against_the_side() -> None:
    assert lines_of("lunge_stretch:both:3 x 10 each side")[1] == "3 sets of 10, on each side"
    assert 'the dose says "each side", and the plan gives' in problem_of("lunge_stretch:left:3 x 10 each side")


PROGRESSIONS = (
    ("lunge_stretch:left:2 x 20 s hold, for 2 weeks", "lunge_stretch:left:3 x 30 s hold, from week 3"),
    ("lunge_stretch:left:weeks 1-2: 2 x 20 s hold; from week 3: 3 x 30 s hold",),
    ({"exercise": "lunge_stretch", "side": "left", "dosage": "weeks 1-2: 2 x 20 s hold; from week 3: 3 x 30 s hold"},),
    ({"exercise": "lunge_stretch", "side": "left", "dosage": "2 x 20 s hold, for 2 weeks",
      "later": ["3 x 30 s hold, from week 3"]},),
)  # fmt: skip


@pytest.mark.parametrize("items", PROGRESSIONS, ids=str)
def test_f5_doses_of_one_exercise_in_other_weeks_are_one_exercise(items: tuple[Any, ...]) -> None:
    sheet = sheet_of(plan(*items))
    (page,) = pages_of(sheet)
    assert [strip.weeks for strip in page.strips] == ["Weeks 1 to 2", "From week 3"]
    assert [strip.cells[0].value for strip in page.strips] == ["2", "3"]
    assert lines_of(*items) == [
        "Weeks 1 to 2: Once a day. 2 times, hold 20 seconds. Rest 15 seconds between.",
        "From week 3: Once a day. 3 times, hold 30 seconds. Rest 15 seconds between.",
    ]
    weeks = [block for block in blocks(sheet) if isinstance(block, LogWeekBlock)]
    assert [[len(row.boxes) for row in week.rows] for week in weeks] == [[7]] * 4


@pytest.mark.parametrize(
    ("items", "wrong"),
    [
        (("lunge_stretch:left:2 x 8", "lunge_stretch:left:3 x 8, from week 3"), "in the same weeks"),
        (("lunge_stretch:left:2 x 8", "lunge_stretch:left:3 x 8"), "in the same weeks"),
        (("lunge_stretch:left:2 x 8, for 2 weeks", "lunge_stretch:both:3 x 8, from week 2"), "in the same weeks"),
        (("lunge_stretch:left:weeks 1-2: 2 x 8; weeks 2-3: 3 x 8",), "two doses"),
        (("lunge_stretch:left:weeks 3-1: 2 x 8",), "run backwards"),
        (("lunge_stretch:left:from week 1: 2 x 8; from week 3: 3 x 8",), "without a last week"),
        (("lunge_stretch:left:weeks 1-2: 2 x 8, for 4 weeks",), "names its weeks twice"),
        (("lunge_stretch:left:weeks 1-2: 2 x 8; 3 x 8",), "does not begin with its weeks"),
    ],
)
def test_f5_weeks_that_meet_are_a_problem(items: tuple[str, ...], wrong: str) -> None:
    assert wrong in problem_of(*items)
