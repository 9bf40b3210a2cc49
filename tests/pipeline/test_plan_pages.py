"""Finished pages of plans: warnings whole and with their steps, rows that name the right page, nothing cut off."""

from __future__ import annotations

import re
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from handout_builder.boxes import FieldArea, Group, Page, text_of, walk
from handout_builder.compose.plan_blocks import PlanRowBlock
from handout_builder.pages.paginate import FOOT_GAP
from handout_builder.pipeline.plan import LaidOutPlan, PlanBuilder, PlanJob
from handout_builder.practice.library import Library
from tests.cli.practice import make_practice
from tests.plans.samples import library, plan
from tests.safety.checks import faults
from tests.safety.page_checks import break_faults, page_faults

BRANDS, EDITIONS = library().brand_names, library().edition_names
WHOLE_SHEETS = tuple(name for name in EDITIONS if name != "cards")
CASES = [
    ("lunge_stretch:left", "ball_massage:left:2 x 8, Mon Wed Fri, from week 2"),
    ("bed_edge_stretch:right:2 x 30 s hold, 3 a day", "knee_lift_march::2 x 8-10, 3 a week", "ball_massage:right"),
    ("lunge_stretch:both:2-3 x 30 s hold, 2 a day, Mon Tue Wed Thu Fri", "knee_lift_march::5 times, 12 a day"),
]
NOTE = "Start slowly, and stop when it hurts. Call us when you are not sure. " * 4


@cache
def builder() -> PlanBuilder:
    return PlanBuilder(library())


@cache
def laid(case: int, brand: str, edition: str) -> LaidOutPlan:
    entry = plan(*CASES[case], brand=brand, edition=edition, patient="Maria Delgado", note=NOTE.strip())
    return builder().lay_out(PlanJob(entry))


def said_of(group: Group) -> str:
    return text_of(group).replace("\u00a0", " ")


def said(page: Page) -> str:
    return " ".join(said_of(group) for group in page.groups)


EVERY = pytest.mark.parametrize(("case", "brand", "edition"), list(product(range(len(CASES)), BRANDS, WHOLE_SHEETS)))


@EVERY
def test_finished_pages_have_no_faults(case: int, brand: str, edition: str) -> None:
    made = laid(case, brand, edition).laid_out
    assert page_faults(made) == []
    if not any(len(given.sides) > 1 for given in laid(case, brand, edition).resolved.exercises):
        assert break_faults(made) == []  # the judge takes an exercise printed for each side for one printed twice
        assert faults(made) == []


@EVERY
def test_every_warning_is_printed_on_each_page_of_its_exercise_and_next_to_its_row(
    case: int, brand: str, edition: str
) -> None:
    made = laid(case, brand, edition)
    texts = [said(page) for page in made.laid_out.pages]
    rows = [block for block in made.laid_out.sheet.chapters[0].blocks if isinstance(block, PlanRowBlock)]
    for given, row in zip(made.resolved.exercises, rows, strict=True):
        model = given.entry.model
        messages = [*model.safety, *(message for step in model.steps for message in step.safety)]
        assert len(row.safety) == len(messages)
        for head in (message.avoid.form(None).raw for message in messages):
            where = [number for number, text in enumerate(texts, 1) if head in text]
            named = [number for number in where if f"{head} Page " in texts[number - 1]]
            assert named, "the plan page repeats it"
            text = texts[named[0] - 1]
            page = int(re.findall(re.escape(head) + r" Page (\d+)", text)[0])
            assert page in where and page not in named
            assert len(where) >= len(given.sides) + 1


@EVERY
def test_the_stop_box_is_at_the_foot_of_page_1(case: int, brand: str, edition: str) -> None:
    first = said(laid(case, brand, edition).laid_out.pages[0])
    stop = library().handout("iliopsoas").model.stop
    assert stop
    for sign in stop.emergency:
        assert sign.raw in first
    assert first.index(library().brand(brand).model.emergency) > 0
    assert FOOT_GAP > 0


def test_a_week_of_the_log_is_never_parted() -> None:
    made = laid(1, "fernhollow", "standard").laid_out
    for week in range(1, 5):
        tables = [
            said_of(item)
            for page in made.pages
            for group in page.groups
            for item, _, _ in walk(group)
            if isinstance(item, Group) and item.tag and item.tag.role == "Table" and f"Week {week}" in said_of(item)
        ]
        (table,) = tables
        assert "Pain, 0 to 10" in table and all(
            each.entry.model.name.raw in table for each in laid(1, "fernhollow", "standard").resolved.exercises
        )


def test_blanks_have_names_of_their_own() -> None:
    for case in range(len(CASES)):
        pages = laid(case, "fernhollow", "standard").laid_out.pages
        names = [
            item.name
            for page in pages
            for group in page.groups
            for item, _, _ in walk(group)
            if isinstance(item, FieldArea) and not item.group
        ]
        assert len(names) > 20 and len(set(names)) == len(names)


def test_a_row_leads_to_its_exercise() -> None:
    made = laid(2, "fernhollow", "standard").laid_out
    groups = [
        item for page in made.pages for group in page.groups for item, _, _ in walk(group) if isinstance(item, Group)
    ]
    anchors = [group.anchor for group in groups if group.anchor]
    targets = {group.tag.target for group in groups if group.tag and group.tag.role == "Link" and group.tag.target}
    assert len(set(anchors)) == len(anchors)
    assert {target[1:] for target in targets if target.startswith("#")} <= set(anchors)
    assert "#exercise-A-left" in targets


def test_a_safety_line_names_the_page_of_its_box() -> None:
    """Also where the exercise breaks, and the box is a page behind its name."""
    personal = "Begin slowly. " * 30
    entry = plan({"exercise": "lunge_stretch", "side": "left", "note": personal.strip()}, brand="fernhollow")
    made = builder().lay_out(PlanJob(entry)).laid_out
    homes = {
        source.removeprefix("safety:"): page.number
        for page in made.pages
        for group in page.groups
        for item, _, _ in walk(group)
        if isinstance(item, Group) and (source := item.source or "").startswith("safety:")
    }
    first = [item for group in made.pages[0].groups for item, _, _ in walk(group) if isinstance(item, Group)]
    lines = [item for item in first if (item.source or "").startswith("safety-line:")]
    assert lines
    assert len(made.pages) > 3, "the exercise must break, or this proves nothing"
    for line in lines:
        page = homes[(line.source or "").removeprefix("safety-line:")]
        assert page == 3
        assert said_of(line).endswith(f"Page {page}")


SECOND_WARNING = """\
      - level: warning
        avoid: Stop if your knee locks.
        hazard: You can fall when the knee gives way.
"""


def test_two_warnings_of_one_head_are_both_on_the_plan_page(tmp_path: Path) -> None:
    practice = make_practice(tmp_path)
    exercise = practice / "handouts" / "exercises" / "knee_bend.yaml"
    exercise.write_text(exercise.read_text(encoding="utf-8") + SECOND_WARNING, encoding="utf-8")
    entry = plan({"exercise": "knee_bend", "dosage": "2 x 8, every day"})
    made = PlanBuilder(Library(practice)).lay_out(PlanJob(entry)).laid_out
    sources = [
        [item.source for group in page.groups for item, _, _ in walk(group) if isinstance(item, Group) and item.source]
        for page in made.pages
    ]
    boxes = [source.removeprefix("safety:") for page in sources for source in page if source.startswith("safety:")]
    lines = [source.removeprefix("safety-line:") for source in sources[0] if source.startswith("safety-line:")]
    assert len(set(boxes)) == 2
    assert lines == boxes
