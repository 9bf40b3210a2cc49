"""An exercise without steps, such as a walk: its words, warnings and dose are printed, and no empty list is."""

from __future__ import annotations

from pathlib import Path

import pytest

from handout_builder.pipeline.handout import Job, build, lay_out
from handout_builder.pipeline.plan import PlanBuilder, PlanJob
from handout_builder.plans.read import plan_of_words
from tests.html.reader import read
from tests.pages.test_section_breaks import LOOKS, handout
from tests.safety.checks import faults
from tests.safety.generated import written
from tests.safety.page_checks import break_faults, page_faults
from tests.safety.said import logical_text

WALK = {
    "name": "Walk",
    "purpose": "Keeps your heart well.",
    "equipment": "shoes that do not slip.",
    "position": "Stand tall.",
    "sides": "none",
    "safety": [{"level": "warning", "avoid": "Do not walk on ice.", "hazard": "You could fall."}],
    "should_feel": "warm.",
    "dosage": {"duration": "20 min", "frequency": "1 a day"},
}


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("left_out", [(), ("should_feel",), ("safety", "position", "equipment", "should_feel")])
def test_f27_an_exercise_without_steps_is_printed(
    left_out: tuple[str, ...], look: tuple[str, str], tmp_path: Path
) -> None:
    walk = {key: value for key, value in WALK.items() if key not in left_out}
    library = written(tmp_path, handout({"type": "overview"}), {"move_0": walk})
    sheet = lay_out(library, Job("sheet", brand=look[0], paper=look[1]))
    assert faults(sheet) == [] and page_faults(sheet) == [] and break_faults(sheet) == []
    wanted = [text for key, text in (("safety", "Donotwalkonice."), ("should_feel", "warm.")) if key not in left_out]
    assert all(text in logical_text(sheet) for text in ["Walk", *wanted])


def test_f27_a_plan_gives_it_its_dose_and_a_row_in_the_log(tmp_path: Path) -> None:
    library = written(tmp_path, handout({"type": "overview"}), {"move_0": WALK})
    words = {"date": "2025-11-03", "handout": "sheet", "exercises": ["move_0::15 min, every day"]}
    made = PlanBuilder(library).lay_out(PlanJob(plan_of_words(words)))
    assert faults(made.laid_out) == []
    said = logical_text(made.laid_out)
    assert "15min" in said and said.count("Walk") == 6, "plan row, page, four weeks of the log"


def test_f27_the_page_for_screens_has_no_empty_list(tmp_path: Path) -> None:
    library = written(tmp_path / "practice", handout({"type": "overview"}), {"move_0": WALK})
    built = build(library, Job("sheet", html=True), tmp_path / "out")
    assert built.html is not None
    page = read(built.html.read_text(encoding="utf-8"))
    assert page.all("ol", "steps") == []
    assert "Do not walk on ice." in " ".join(page.words())
