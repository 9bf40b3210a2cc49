"""What a plan names must be there, fit together and be allowed: sides, doses, stop lists, letters, flags."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from handout_builder.errors import ContentError, Problem
from handout_builder.model.side import Side
from handout_builder.plans.prescription import side_remarks
from handout_builder.plans.resolve import previous_plan, resolved_plan
from handout_builder.practice.library import Library
from tests.plans.samples import library, plan, sheet_of

LISTED = library().handout("iliopsoas").model.exercises


def problems(*exercises: Any, **fields: Any) -> tuple[Problem, ...]:
    with pytest.raises(ContentError) as caught:
        resolved_plan(plan(*exercises, **fields), library())
    return caught.value.problems


# ---- sides


@pytest.mark.parametrize("name", LISTED)
@pytest.mark.parametrize("side", ["", "left", "right", "both"])
def test_a_side_is_taken_where_the_exercise_has_one_and_refused_elsewhere(name: str, side: str) -> None:
    sides = library().exercise(name).model.sides
    fits = {"one": side != "", "both": side in ("", "both"), "none": side == ""}[sides]
    if not fits:
        (problem,) = problems(f"{name}:{side}")
        assert problem.remedy and name in problem.message
        return
    (given,) = resolved_plan(plan(f"{name}:{side}"), library()).exercises
    pages = {"left": (Side.LEFT,), "right": (Side.RIGHT,), "both": (Side.LEFT, Side.RIGHT)}
    assert given.sides == (pages[side] if sides == "one" else (None,))


def test_both_sides_are_refused_where_an_exercise_has_none(tmp_path: Path) -> None:
    folder = practice(tmp_path, one="first sign")
    with pytest.raises(ContentError) as caught:
        resolved_plan(plan("a:both"), folder)
    (problem,) = caught.value.problems
    assert problem.message == '"a" has no side (handouts/exercises/a.yaml:3:1), and the plan says "both"'
    assert problem.remedy == "delete the side"
    assert resolved_plan(plan("a"), folder).exercises[0].sides == (None,)


def test_a_conflict_names_both_places() -> None:
    (problem,) = problems("knee_lift_march:left")
    assert "knee_lift_march.yaml:" in problem.message and "exercise" in str(problem.place)


def test_unknown_exercises_are_all_told_at_once() -> None:
    found = problems("ball_masage:left", "lunge_strech:right")
    assert [problem.remedy for problem in found] == ['Did you mean "ball_massage"?', 'Did you mean "lunge_stretch"?']


# ---- doses


def test_a_dose_that_says_too_little_is_a_problem(tmp_path: Path) -> None:
    found = problems("lunge_stretch:left:no frequency, no repetitions, no hold")
    assert [problem.message.rpartition(" says ")[2] for problem in found] == ["how many times or how long", "how often"]


def test_many_exercises_and_minutes_earn_a_note() -> None:
    few = resolved_plan(plan("lunge_stretch:left"), library())
    assert few.remarks == ()
    long = resolved_plan(plan("lunge_stretch:both:10 sets of 10 x 60 s hold, every day"), library())
    assert "minutes a day" in long.remarks[0]
    many = plan(*(f"{name}:{side}" for name in LISTED[:3] for side in ("left", "right")))
    assert any("exercises" in remark for remark in resolved_plan(many, library()).remarks)


# ---- handouts


def practice(tmp_path: Path, **stops: str) -> Library:
    """A practice of two exercises: `a` in handouts one and two, `b` in none."""
    for name in ("a", "b"):
        path = tmp_path / "handouts" / "exercises" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f'name: Exercise {name}\npurpose: Good.\nsides: none\nsteps: [{{do: "Do {name}."}}]\n'
            'dosage: {repetitions: "3", frequency: 1 a day}\n',
            encoding="utf-8",
        )
    for handout, sign in stops.items():
        (tmp_path / "handouts" / f"{handout}.yaml").write_text(
            f"title: {handout}\nlead: Lead.\nbrand: oak\nexercises: [a]\n"
            f"stop: {{emergency: [common sign, {sign}], clinic: [{sign}]}}\nreview: {{status: draft}}\n",
            encoding="utf-8",
        )
    return Library(tmp_path)


def test_an_exercise_of_no_handout_has_no_stop_list_and_is_a_problem(tmp_path: Path) -> None:
    folder = practice(tmp_path, one="first sign")
    with pytest.raises(ContentError, match="nothing says when to stop"):
        resolved_plan(plan("b"), folder)
    (sign,) = resolved_plan(plan("b", handout="one"), folder).stop.signs.clinic
    assert sign.raw == "first sign"


def test_a_broken_handout_hides_no_stop_list(tmp_path: Path) -> None:
    folder = practice(tmp_path, one="first sign")
    (tmp_path / "handouts" / "broken.yaml").write_text("title: Broken\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"broken\.yaml"):
        resolved_plan(plan("a"), folder)


def test_letters_are_in_the_order_of_the_plan() -> None:
    for items in (("ball_massage:left", "lunge_stretch:left"), ("ball_massage:left", "ball_massage:right:5 times")):
        assert [each.letter for each in resolved_plan(plan(*items), library()).exercises] == ["A", "B"]


# ---- flags


def test_every_flag_of_an_exercise_is_on_the_shared_list() -> None:
    known = library().precautions().model.flags
    for name in library().exercise_names:
        found = library().exercise(name).model.precautions
        assert set(found.flags if found else ()) <= set(known), name


def test_unknown_flags_and_idle_or_wordless_overrides_are_problems() -> None:
    (problem,) = problems("lunge_stretch:left", flags=["pregnancie"])
    assert 'Did you mean "pregnancy"?' in problem.remedy
    idle = {"exercise": "lunge_stretch", "flag": "pregnancy", "who": "Dana", "reason": "seen here"}
    (problem,) = problems("lunge_stretch:left", overrides=[idle])
    assert "overrides nothing" in problem.message
    with pytest.raises(ContentError, match='"reason" is missing'):
        plan(
            "ball_massage:left",
            flags=["hernia"],
            overrides=[{"exercise": "ball_massage", "flag": "hernia", "who": "Dana"}],
        )


def test_without_flags_the_sheet_asks_as_before() -> None:
    (page,) = [b for c in sheet_of(plan("ball_massage:left")).chapters for b in c.blocks if hasattr(b, "ask")]
    assert page.ask is not None


# ---- a second look


def test_the_plan_before_is_this_patients_and_earlier() -> None:
    now = plan("lunge_stretch:left", patient="Ada Able", record="001")
    assert previous_plan(plan("lunge_stretch:left", patient="ADA ABLE", date="2025-10-01"), now, library()).exercises
    for change, wrong in (
        ({"patient": "Bea Best"}, "another patient"),
        ({"record": "002"}, "another patient"),
        ({"date": "2026-01-01"}, "later than this one"),
    ):
        fields = {"date": "2025-10-01", **change}
        with pytest.raises(ContentError, match=wrong) as caught:
            previous_plan(plan("lunge_stretch:left", **fields), now, library())
        assert "Bea" not in str(caught.value) and "00" not in str(caught.value).replace("2025", "").replace("2026", "")


OTHER_SIDE = {
    "Rest your Right foot.": "right", "Keep the righthand leg down.": "righthand", "Lean rightwards.": "rightwards",
    "Step to the right away from the wall.": "right", "Put the right above the left.": "right",
}  # fmt: skip
"""Texts of an exercise for the left side that name the right one, each with the word that does."""
NO_SIDE = (
    "Copyright. Left foot.", "Call right away if it hurts.", "Stop right now.", "Bend your knee to a right angle.",
    "Put the ball right below your hip.", "That is all right.", "Lean brightly.",
)  # fmt: skip


@pytest.mark.parametrize("field", ["note", "easier", "harder"])
def test_own_words_for_the_other_side_earn_a_second_look(field: str) -> None:
    words = library().language("en").model.bare_sides
    for text, word in OTHER_SIDE.items():
        item = {"exercise": "lunge_stretch", "side": "left", field: text}
        (remark,) = side_remarks(resolved_plan(plan(item), library()), words)
        assert remark == f'the words for exercise A say "{word}", and it is given for the left side'
        assert not side_remarks(resolved_plan(plan({**item, "side": "both"}), library()), words)
    for text in NO_SIDE:
        item = {"exercise": "lunge_stretch", "side": "left", field: text}
        assert not side_remarks(resolved_plan(plan(item), library()), words), text


def test_a_note_for_the_other_side_earns_a_second_look_and_no_phrase_does() -> None:
    words = library().language("en").model.bare_sides
    for text, word in OTHER_SIDE.items():
        said = side_remarks(resolved_plan(plan("lunge_stretch:left", note=text), library()), words)
        assert said == (f'the note says "{word}", and the plan is for the left side',)
    for text in NO_SIDE:
        assert not side_remarks(resolved_plan(plan("lunge_stretch:left", note=text), library()), words), text


def test_two_texts_are_not_read_as_one() -> None:
    words = library().language("en").model.bare_sides
    item = {"exercise": "lunge_stretch", "side": "left", "note": "Hold on with the right", "easier": "away you go."}
    assert side_remarks(resolved_plan(plan(item), library()), words)


def test_the_massage_of_the_issue_holds_nothing() -> None:
    """ "2 x 8" prints sets and repetitions; no hold is added to them."""
    (given,) = resolved_plan(plan("ball_massage:left:2 x 8, Mon Wed Fri, from week 2"), library()).exercises
    (planned,) = given.doses
    assert planned.dose.hold is None
    assert (str(planned.dose.sets), str(planned.dose.repetitions)) == ("2", "8")
