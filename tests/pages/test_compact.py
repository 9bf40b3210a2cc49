"""Compact sheets: several exercises on a page, each whole with its warnings, side and dose, its figures large."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from handout_builder.boxes import Group, Page, PlacedDrawing, Run, text_of, walk
from handout_builder.pipeline.handout import Job, lay_out
from handout_builder.pipeline.plan import PlanBuilder, PlanJob
from handout_builder.pipeline.sheet import LaidOutSheet, printed
from handout_builder.plans.read import plan_file
from handout_builder.practice.library import Library
from tests import REPOSITORY
from tests.safety.checks import faults, groups_of
from tests.safety.generated import written
from tests.safety.page_checks import page_faults

LEAST_SCALE = 1.1
"""Points to a figure unit: smaller figures cannot be used from the floor (design/compact.md)."""
Content = dict[str, Any]


def short(name: str, figure: str, **more: Any) -> Content:
    """An exercise of four commands and one picture."""
    commands = ("Lie on your back.", "Squeeze your buttocks.", "Lift your hips.", "Lower slowly.")
    steps: list[Content] = [{"do": command, "detail": "Keep breathing as you do it."} for command in commands]
    steps[2]["figure"] = {"file": figure, "alt": "Lifting the hips, arms by the sides", "side": "none"}
    return {
        "name": name,
        "purpose": "Makes your buttocks and back strong.",
        "equipment": "a mat",
        "sides": "none",
        "steps": steps,
        "should_feel": "your buttocks at work.",
        "should_not_feel": "a cramp.",
        "commands_alone": True,
        **more,
    }


def practice(folder: Path, *exercises: Content) -> Library:
    names = [f"move_{index}" for index in range(len(exercises))]
    handout = {
        "title": "Sheet",
        "lead": "Move.",
        "brand": "fernhollow",
        "exercises": names,
        "stop": {"emergency": ["cannot breathe"], "clinic": ["it swells"]},
        "review": {"status": "draft"},
    }
    return written(folder, handout, dict(zip(names, exercises, strict=True)))


def plan_of(library: Library, folder: Path, edition: str = "compact", **more: Any) -> LaidOutSheet:
    given = [{"exercise": name, "dosage": "2 x 10, once a day"} for name in library.handout("sheet").model.exercises]
    plan = {"patient": "Ruth Amberley", "date": "2025-11-03", "made": "2025-11-03", "flags": [], "handout": "sheet"}
    file = folder / "plan.yaml"
    file.write_text(yaml.safe_dump({**plan, "exercises": given, "edition": edition, **more}), encoding="utf-8")
    return PlanBuilder(library).lay_out(PlanJob(plan_file(file, file))).laid_out


def exercises_on(page: Page) -> list[str]:
    """The keys of the exercises that begin on a page."""
    return [
        item.source.partition(":")[2]
        for group in page.groups
        for item, _, _ in walk(group)
        if isinstance(item, Group) and item.source and item.source.startswith("exercise:")
    ]


def figures(sheet: LaidOutSheet) -> Iterator[PlacedDrawing]:
    """The pictures of exercises."""
    for group in (group for page in sheet.pages for group in page.groups):
        for item, _, _ in walk(group):
            if isinstance(item, Group) and (item.source or "").startswith("picture:"):
                yield from (each for each, _, _ in walk(item) if isinstance(each, PlacedDrawing))


def said(sheet: LaidOutSheet) -> str:
    return " ".join(text_of(group) for page in sheet.pages for group in page.groups).replace("\u00a0", " ")


FOUR = [
    short("Bridge", "bridge_2"),
    short("Rise", "heel_raise"),
    short("Tilt", "pelvic_tilt"),
    short("Pull", "bridge_1"),
]


def test_four_short_exercises_take_two_pages_and_six_take_three(tmp_path: Path) -> None:
    four = plan_of(practice(tmp_path / "four", *FOUR), tmp_path)
    at = [exercises_on(page) for page in four.pages]
    assert [name for page in at for name in page] == [f"move_{index}" for index in range(4)]
    assert [len(page) > 0 for page in at[:3]] == [True, True, False]
    six = plan_of(practice(tmp_path / "six", *FOUR, *FOUR[:2]), tmp_path)
    assert [len(exercises_on(page)) > 0 for page in six.pages[:4]] == [True, True, True, False]
    for sheet in (four, six):
        assert page_faults(sheet) == [] and faults(sheet) == []
        assert min(each.scale for each in figures(sheet)) >= LEAST_SCALE


def test_the_first_page_says_where_each_exercise_is(tmp_path: Path) -> None:
    made = plan_of(practice(tmp_path / "p", *FOUR), tmp_path)
    first, second = (len(exercises_on(page)) for page in made.pages[:2])
    letters = "ABCD"
    here = f"{letters[0]} here" if first == 1 else f"A {'and' if first == 2 else 'to'} {letters[first - 1]} here"
    behind = letters[first : first + second]
    there = f"{behind[0]} {'and' if len(behind) == 2 else 'to'} {behind[-1]} on page 2"
    assert f"{here}, {there}" in said(made)


def test_details_are_printed_unless_the_commands_are_enough(tmp_path: Path) -> None:
    plain = [{**each, "commands_alone": False} for each in FOUR]
    assert said(plan_of(practice(tmp_path / "a", *plain), tmp_path)).count("Keep breathing as you do it.") == 16
    long = [short(f"Move {n}", "bridge_2") for n in range(9)]
    for each in long:
        each["steps"] = [
            {**step, "detail": f"{step['detail']} Keep your back still all the time."} for step in each["steps"]
        ]
    many = plan_of(practice(tmp_path / "b", *long), tmp_path)
    left_out = [note for note in many.notes if '"detail"' in note]
    assert said(many).count("Keep breathing as you do it.") == 4 * (9 - len(left_out))
    assert left_out, "a full page leaves them out, and says so"


def test_a_warning_is_a_whole_box_above_the_steps_with_the_number_of_its_step(tmp_path: Path) -> None:
    warned = short("Bridge", "bridge_2")
    message = {"level": "warning", "avoid": "Put the chair against a wall.", "hazard": "A chair that slides can hurt."}
    warned["steps"] = [dict(step) for step in warned["steps"]]
    warned["steps"][2]["safety"] = [message, {**message, "level": "danger", "avoid": "Do not go on alone."}]
    warned["safety"] = [{**message, "level": "caution", "avoid": "Wear shoes."}]
    made = plan_of(practice(tmp_path / "p", warned, *FOUR), tmp_path)
    assert faults(made) == []
    assert printed(made)
    page = next(page for page in made.pages if "move_0" in exercises_on(page))
    order = [
        item.source
        for group in page.groups
        for item, _, _ in walk(group)
        if isinstance(item, Group) and item.source and item.source.startswith(("safety:", "step:"))
    ]
    assert [source.partition(":")[0] for source in order[:4]] == ["safety"] * 3 + ["step"]
    assert ["Step 3" in text_of(groups_of(page, source)[0]) for source in order[:3]] == [False, True, True]


def test_what_was_written_for_this_patient_is_never_left_out(tmp_path: Path) -> None:
    crowded = [short(f"Move {n}", "bridge_2", easier="lift less.", harder="lift more.") for n in range(9)]
    own = [{"exercise": f"move_{n}", "dosage": "2 x 10, once a day", "easier": f"your own way {n}."} for n in range(9)]
    made = plan_of(practice(tmp_path / "p", *crowded), tmp_path, exercises=own)
    for number in range(9):
        assert f"your own way {number}." in said(made)
    assert "lift less." not in said(made)


def test_a_side_is_a_chip_and_every_dose_has_its_line(tmp_path: Path) -> None:
    sided = short("Raise", "bridge_2", sides="one")
    dose = "weeks 1-2: 2 x 8, daily; weeks 3-4: 3 x 10, daily"
    made = plan_of(
        practice(tmp_path / "p", sided), tmp_path, exercises=[{"exercise": "move_0", "side": "left", "dosage": dose}]
    )
    text = said(made)
    assert "Left side" in text and "Right side" not in text
    for part in ("Weeks 1 to 2", "2 sets", "8 times", "Weeks 3 to 4", "3 sets", "10 times"):
        assert part in text, part


def test_where_the_first_exercise_has_no_room_the_first_page_has_the_rows_of_the_plan(tmp_path: Path) -> None:
    tall = short("Tall", "bridge_2", commands_alone=False)
    tall["steps"] = [{**step, "detail": " ".join(["Go slow."] * 40)} for step in tall["steps"]]
    made = plan_of(practice(tmp_path / "p", tall, *FOUR[:2]), tmp_path)
    assert exercises_on(made.pages[0]) == [] and exercises_on(made.pages[1])[0] == "move_0"
    assert "Tall" in " ".join(text_of(group) for group in made.pages[0].groups)
    assert page_faults(made) == []


def test_an_exercise_taller_than_a_page_is_divided_by_the_known_rules(tmp_path: Path) -> None:
    message = {"level": "danger", "avoid": "Hold on.", "hazard": "You may fall."}
    long = short("Long", "bridge_2")
    long["steps"] = [{"do": "Move.", "detail": " ".join(["Go slow."] * 30), "safety": [message]} for _ in range(9)]
    made = plan_of(practice(tmp_path / "p", long, FOUR[0]), tmp_path)
    assert faults(made) == [] and page_faults(made) == []


@pytest.mark.parametrize("brand", Library(REPOSITORY).brand_names)
@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_shipped_handouts_say_all_they_say_in_the_standard_edition_or_say_what_is_left_out(
    brand: str, paper: str
) -> None:
    library = Library(REPOSITORY)
    for name in library.handout_names:
        made = lay_out(library, Job(name, brand=brand, edition="compact", paper=paper))
        assert faults(made) == [] and page_faults(made) == []
        sizes = [
            item.size for page in made.pages for g in page.groups for item, _, _ in walk(g) if isinstance(item, Run)
        ]
        assert min(sizes) >= 12
