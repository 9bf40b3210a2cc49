"""Which warnings are printed again in one line: all of them on the plan page, the grave ones on a continued page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from handout_builder.compose.block_parts import SafetyBlock
from handout_builder.compose.exercise_blocks import ExerciseBlock, StepBlock
from handout_builder.compose.safety_lines import (
    lines_for_continued_page,
    lines_for_plan,
    shortest_for_continued_page,
    summaries_for_continued_page,
)
from handout_builder.errors import Place
from handout_builder.model.rich_text import rich, words
from handout_builder.model.safety import Level
from handout_builder.model.side import Side
from tests.plans.samples import pages_of, plan, sheet_of


def warning(head: str, body: str, level: Level = Level.WARNING, line: int = 1) -> SafetyBlock:
    return SafetyBlock(level, level.value.upper(), rich(head), rich(body), Place(Path("move.yaml"), line, 1))


def exercise(safety: Sequence[SafetyBlock], steps: Sequence[Sequence[SafetyBlock]], side: Side) -> ExerciseBlock:
    """An exercise of the repository with these warnings and no others."""
    (page,) = pages_of(sheet_of(plan("lunge_stretch:left")))
    made = tuple(_step(page.steps[0], number, messages) for number, messages in enumerate(steps, 1))
    return replace(page, safety=tuple(safety), steps=made, side=side)


def _step(step: StepBlock, number: int, safety: Sequence[SafetyBlock]) -> StepBlock:
    return replace(step, number=number, safety=tuple(safety))


def test_two_warnings_of_one_head_are_two_lines() -> None:
    """The line shows the head alone; the boxes that it leads to differ, so both must be found from the plan page."""
    first = warning("Stop if it hurts.", "The muscle can tear.")
    second = warning("Stop if it hurts.", "The knee can lock.", line=2)
    page = exercise([first], [[], [second]], Side.LEFT)
    lines = lines_for_plan([page], "Page {page}")
    assert [line.anchor for line in lines] == [page.warning_anchor(0), page.step_anchor(page.steps[1])]
    assert [line.place for line in lines] == [first.place, second.place]


@pytest.mark.parametrize("change", ["level", "head", "body"])
def test_warnings_that_differ_in_anything_are_two_lines(change: str) -> None:
    one = warning("Stop if it hurts.", "The muscle can tear.")
    others = {
        "level": replace(one, level=Level.CAUTION, word="CAUTION"),
        "head": replace(one, head=rich("Stop if it is sore.")),
        "body": replace(one, body=rich("The knee can lock.")),
    }
    assert len(lines_for_plan([exercise([one, others[change]], [[]], Side.LEFT)], "Page {page}")) == 2


def test_a_warning_of_both_sides_is_one_line_that_leads_to_the_first_page() -> None:
    both = warning("Stop if it hurts.", "The muscle can tear.")
    sided = [warning(f"Hold on with your {side} hand.", "You can fall.") for side in (Side.LEFT, Side.RIGHT)]
    pages = [exercise([both], [[each]], side) for each, side in zip(sided, (Side.LEFT, Side.RIGHT), strict=True)]
    lines = lines_for_plan(pages, "Page {page}")
    assert [(words(line.head), line.anchor) for line in lines] == [
        ("Stop if it hurts.", pages[0].warning_anchor(0)),
        ("Hold on with your left hand.", pages[0].step_anchor(pages[0].steps[0])),
        ("Hold on with your right hand.", pages[1].step_anchor(pages[1].steps[0])),
    ]


def test_every_level_has_a_line_on_the_plan_page() -> None:
    messages = [warning(f"Mind {level}.", "It can hurt.", level) for level in Level]
    lines = lines_for_plan([exercise(messages, [[]], Side.LEFT)], "Page {page}")
    assert [(line.level, line.word, line.head) for line in lines] == [(m.level, m.word, m.head) for m in messages]


@pytest.mark.parametrize("first_step", range(4))
def test_a_continued_page_repeats_danger_and_warning_of_earlier_steps_and_no_other(first_step: int) -> None:
    levels = tuple(Level)
    whole = [warning(f"Mind {level}.", "It can hurt.", level) for level in levels]
    steps = [[warning(f"Step {step}, {level}.", "It can hurt.", level) for level in levels] for step in range(4)]
    lines = lines_for_continued_page(exercise(whole, steps, Side.LEFT), first_step)
    wanted = [f"Mind {level}." for level in ("danger", "warning")]
    wanted += [f"Step {step}, {level}." for step, level in product(range(first_step), ("danger", "warning"))]
    assert [words(line.head) for line in lines] == wanted
    assert {line.anchor for line in lines} == {None}


def test_a_continued_page_repeats_a_warning_as_often_as_it_is_given() -> None:
    """Two boxes may share a head: each is repeated, as each can be on a page that the reader has turned over."""
    same = [warning("Stop.", "It can tear.", line=line) for line in (1, 2)]
    assert len(lines_for_continued_page(exercise([], [[same[0]], [same[1]], []], Side.LEFT), 2)) == 2


def test_f22_many_grave_warnings_are_one_line_a_level_with_their_pages_and_heads_each_once() -> None:
    steps = [[warning(f"Mind {step}.", "It tears.", level) for level in Level] for step in range(3)]
    steps.append([warning("Mind 0.", "It locks."), warning("Mind 0.", "It locks.", Level.DANGER)])
    page = exercise([warning("Mind all.", "You fall.")], [*steps, []], Side.LEFT)
    pages = {page.warning_anchor(0): 2} | {page.step_anchor(step): 2 + step.number // 2 for step in page.steps}
    danger, warned = summaries_for_continued_page(page, 4, None, pages, page.earlier)
    assert (danger.level, danger.word, warned.level) == (Level.DANGER, "DANGER", Level.WARNING)
    assert words(danger.head) == words(warned.head) == "Warnings on pages 2 to 4 still hold:"
    assert words(danger.body) == " Mind 0.\u00a0· Mind 1.\u00a0· Mind 2."
    assert words(warned.body) == " Mind all.\u00a0· Mind 0.\u00a0· Mind 1.\u00a0· Mind 2."
    one = summaries_for_continued_page(
        page, 1, None, {page.warning_anchor(0): 2, page.step_anchor(page.steps[0]): 2}, page.earlier
    )
    assert words(one[0].head) == "Warnings on page 2 still hold:"


def test_f22_the_shortest_line_has_the_word_of_the_gravest_warning_and_the_pages_of_all() -> None:
    page = exercise([warning("Mind all.", "You fall.")], [[warning("Stop.", "It tears.", Level.DANGER)], []], Side.LEFT)
    pages = {page.warning_anchor(0): 3, page.step_anchor(page.steps[0]): 4}
    (line,) = shortest_for_continued_page(page, 1, None, pages, page.earlier)
    assert (line.word, words(line.head), line.body) == ("DANGER", "Warnings on pages 3 to 4 still hold.", ())
    mild = exercise([warning("Mind all.", "You fall.", Level.CAUTION)], [[]], Side.LEFT)
    assert shortest_for_continued_page(mild, 1, None, pages, page.earlier) == ()


def test_f22_a_page_that_begins_above_a_warning_of_the_whole_exercise_repeats_those_before_it() -> None:
    whole = [warning(f"Mind {number}.", "You fall.") for number in range(3)]
    page = exercise(whole, [[]], Side.LEFT)
    assert [words(line.head) for line in lines_for_continued_page(page, 0, 2)] == ["Mind 0.", "Mind 1."]
