"""A sheet that would hide a text or never settle is refused, whatever made it so."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest

from handout_builder.errors import ContentError
from handout_builder.pages import paginate
from handout_builder.pipeline.handout import Job, lay_out
from handout_builder.pipeline.plan import PlanBuilder, PlanJob
from handout_builder.plans.read import plan_rows
from handout_builder.practice.library import Library
from handout_builder.text.typography import X_HEIGHT_FLOOR_MM, Typography
from tests import REPOSITORY
from tests.plans.files import build
from tests.plans.samples import library, plan


def test_texts_that_cannot_be_read_are_problems_and_no_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    """A colour of the safety boxes is spoilt, as a fault of the program would."""
    monkeypatch.setattr("handout_builder.legibility.measure.LEAST", 22.0)
    with pytest.raises(ContentError, match="has a contrast of") as caught:
        lay_out(Library(REPOSITORY), Job("iliopsoas"))
    assert len(caught.value.problems) > 10


def test_page_numbers_that_never_settle_are_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    numbers, anchors = count(), paginate.anchors
    monkeypatch.setattr(paginate, "anchors", lambda layouts: {**anchors(layouts), "exercise-A": next(numbers)})
    with pytest.raises(ContentError, match="the number of pages changes each time"):
        lay_out(Library(REPOSITORY), Job("iliopsoas"))


def test_a_very_long_name_is_cut_in_the_name_of_its_file(tmp_path: Path) -> None:
    built = build(tmp_path, patient="山" * 60 + " Lee", job={"named": True})
    assert 100 < len(built.path.name.encode()) < 140
    assert build(tmp_path, patient="…", job={"named": True}).path.name.startswith("plan-")


def test_words_of_a_later_dose_belong_to_the_first(tmp_path: Path) -> None:
    first = {"exercise": "lunge_stretch", "side": "left", "dosage": "2 x 30 s hold, daily, for 2 weeks"}
    later = {"exercise": "lunge_stretch", "side": "left", "dosage": "3 x 30 s hold, daily, from week 3"}
    assert PlanBuilder(library()).lay_out(PlanJob(plan(first, later))).resolved.exercises[0].doses[1:]
    with pytest.raises(ContentError, match='"note" is in a later item of one exercise') as caught:
        PlanBuilder(library()).lay_out(PlanJob(plan(first, later | {"note": "Slowly."})))
    assert caught.value.problems[0].remedy == "write it in the first item"


def test_a_folder_and_a_row_without_end_are_no_plans(tmp_path: Path) -> None:
    (tmp_path / "folder.jsonl").mkdir()
    with pytest.raises(ContentError, match="the file cannot be read"):
        list(plan_rows(tmp_path / "folder.jsonl"))
    path = tmp_path / "plans.jsonl"
    path.write_text('{"note": "' + "x" * 1_100_000 + '"}\n{"date": true}\n', encoding="utf-8")
    long, wrong = plan_rows(path)
    assert "the row is longer than" in str(long.problems[0])
    assert wrong.problems and wrong.plan is None


def test_a_font_with_low_letters_is_set_larger() -> None:
    brand, edition = library().brand("fernhollow"), library().edition("standard").model
    small = edition.model_copy(
        update={"type": edition.type.model_copy(update={"body": edition.type.body.model_copy(update={"size": 9.0})})}
    )
    typography = Typography(brand.model, small, "a4", "en", (REPOSITORY / "layouts" / "fonts",), brand.place())
    style = typography.style("body")
    assert style.size > 9.0
    assert style.faces[0].x_height / 1000 * style.size * 25.4 / 72 >= X_HEIGHT_FLOOR_MM
