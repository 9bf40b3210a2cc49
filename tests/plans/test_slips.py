"""Slips of a new user: each problem is at its place, with the choices."""

from __future__ import annotations

from pathlib import Path

import pytest

from handout_builder.cli.app import main
from handout_builder.errors import ContentError
from handout_builder.pipeline.plan import PlanBuilder, PlanJob
from handout_builder.plans.read import plan_file
from tests.plans.samples import library, plan


@pytest.mark.parametrize("side", ["lft", "links", "l", "up"])
def test_a_slip_of_a_side_offers_the_choices(side: str) -> None:
    with pytest.raises(ContentError, match="write left, right or both after the first colon"):
        plan(f"lunge_stretch:{side}:3 x 30 s hold")


def test_a_dose_after_one_colon_is_offered_two() -> None:
    with pytest.raises(ContentError, match=r'"::10 reps"'):
        plan("knee_lift_march:10 reps")


def test_a_value_that_no_name_can_be_is_shown() -> None:
    with pytest.raises(ContentError, match="log_weeks: 6"):
        plan("lunge_stretch:left", log_weeks="6")


@pytest.mark.parametrize("option", ["--date", "--next-visit"])
def test_a_problem_of_an_option_names_it_once(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "--exercise", "lunge_stretch:left", option, "2026-13-45"]) == 1
    said = capsys.readouterr().err
    assert f"{option}: " in said and f": {option[2:].replace('-', '_')}: " not in said


def test_a_plan_file_that_is_not_there_is_a_fault_of_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["plan", str(tmp_path / "none.yaml")]) == 2
    assert "there is no plan file" in capsys.readouterr().err


@pytest.mark.parametrize("private", ["דן", "Call דן.", "小月", "Ring 小月 at noon"])
@pytest.mark.parametrize("field", ["clinician", "note"])
def test_letters_that_the_fonts_lack_never_spell_a_private_word(field: str, private: str) -> None:
    words = {field: private} if field == "note" else {"clinician": private, "note": "Go slowly."}
    with pytest.raises(ContentError) as caught:
        PlanBuilder(library()).lay_out(PlanJob(plan("lunge_stretch:left", **words)))
    said = str(caught.value)
    assert "cannot print" in said and "U+" not in said
    assert not any(ord(letter) > 0x24F and letter not in "…“”’" for letter in said)


DECISION = "  - {exercise: lunge_stretch, flag: recent_fracture, who: Dr Wood, reason: We agreed}"


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        (["next_visit: 2024-01-01"], "next_visit"),
        (["id: conner-1"], "id"),
        (
            [
                "overrides:",
                *["  - {exercise: lunge_stretch, flag: recent_fracture, who: Dr Wood, reason: We agreed}"] * 2,
            ],
            "overrides",
        ),
    ],
)
def test_a_problem_about_several_fields_is_at_the_first_that_it_names(
    lines: list[str], line: str, tmp_path: Path
) -> None:
    text = ["patient: Ines Conner", "date: 2025-11-03", *lines, "exercises: ['lunge_stretch:left:2 x 8, daily']"]
    path = tmp_path / "plan.yaml"
    path.write_text("\n".join(text), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        plan_file(path)
    places = [problem.place.line for problem in caught.value.problems]
    assert places == [next(number for number, each in enumerate(text, 1) if each.startswith(f"{line}:"))]
