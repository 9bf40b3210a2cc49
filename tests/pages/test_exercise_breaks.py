"""Exercises on pages: the best setting that fits, breaks by the first rule that helps, nothing lost or out of order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handout_builder.boxes.flow import BreakRule, ChapterFlow, FitOption, FlexibleExercise, FlowBox
from handout_builder.errors import ContentError, Place
from handout_builder.pages.paginate import anchors, paginate
from tests.pages.story import CALM, FRAME, LATER_ROOM, flow, laid, names


def exercise(
    steps: Sequence[float], head: float, tail: float, repeated: float, shrink: float = 0.0
) -> FlexibleExercise:
    """An exercise whose steps lose `shrink` of their height from each option to the next."""
    options = [FitOption(1.0), FitOption(0.8), FitOption(0.6), FitOption(0.6, 0.5)]

    def make(option: FitOption) -> tuple[FlowBox, ...]:
        factor = 1 - shrink * options.index(option)
        rows = [
            flow(f"step{index}", height * factor, with_next=index == 0 or (index == len(steps) - 1 and tail > 0))
            for index, height in enumerate(steps)
        ]
        return (flow("head", head, with_next=True, anchor="exercise"), *rows, *([flow("tail", tail)] if tail else []))

    return FlexibleExercise(
        name="move",
        place=Place(Path("move.yaml"), 1, 1),
        options=options,
        height=lambda option: sum(f.gap + f.box.height for f in make(option)),
        make=make,
        repeat=lambda index, brief: (flow(f"again{index - 1}", repeated / 2 if brief else repeated),),
        rule_at=lambda index: rule_at(index - 1, len(steps)),
    )


def rule_at(step: int, count: int) -> BreakRule | None:
    if 2 <= step <= count - 2:
        return BreakRule.TWO_STEPS
    return BreakRule.ANY_STEP if 1 <= step < count else BreakRule.ANY_BOX


EXERCISES = st.builds(
    exercise,
    st.lists(st.floats(40, 330), min_size=1, max_size=8),
    st.floats(60, 200),
    st.one_of(st.just(0.0), st.floats(20, 120)),
    st.floats(20, 90),
    st.floats(0, 0.1),
)


def fits(move: FlexibleExercise, option: FitOption, cuts: Sequence[int], rule: BreakRule) -> bool:
    """Whether the exercise fits its pages when it is cut before these boxes (a judge of its own)."""
    boxes = move.make(option)
    bounds = [0, *cuts, len(boxes)]
    for start, end in pairwise(bounds):
        again = move.repeat(start, rule is BreakRule.BRIEF)[0].box.height if start else 0
        if again + sum(box.box.height for box in boxes[start:end]) > LATER_ROOM:
            return False
        held = sum(1 for box in boxes[start:end] if str(box.box.content.source).startswith("step"))
        if len(bounds) > 2 and held < 2 and rule is BreakRule.TWO_STEPS:
            return False
    return True


def possible_cuts(move: FlexibleExercise, rule: BreakRule) -> list[tuple[int, ...]]:
    """Every way to break the exercise by the rule on the fewest pages."""
    count = len(move.make(move.options[-1]))
    places = [at for at in range(1, count) if (needed := move.rule_at(at)) is not None and needed <= rule]
    for number in range(len(places) + 1):
        found = [cuts for cuts in combinations(places, number) if fits(move, move.options[-1], cuts, rule)]
        if found:
            return found
    return []


@CALM
@given(EXERCISES, st.lists(st.floats(10, 200), max_size=3))
def test_f23_an_exercise_breaks_by_the_first_rule_that_helps_and_wherever_it_allows(
    move: FlexibleExercise, rest: list[float]
) -> None:
    behind = tuple(flow(f"rest{index}", height, gap=5) for index, height in enumerate(rest))
    chapters = [ChapterFlow(None, (flow("front", 50),)), ChapterFlow(move, behind)]
    rule, possible = next(
        ((rule, found) for rule in BreakRule if (found := possible_cuts(move, rule))), (BreakRule.BRIEF, [])
    )
    pages = laid(chapters)
    assert (pages is not None) or not possible, possible
    if pages is None:
        return
    story = [name for page in pages[1:] for name in names(page)]
    made = [str(f.box.content.source) for f in move.make(move.options[0])]
    assert [name for name in story if not name.startswith("again")] == [
        *made,
        *(str(f.box.content.source) for f in behind),
    ]
    own = [page for page in pages[1:] if any(name in made for name in names(page))]
    for number, page in enumerate(own):
        here = [name for name in names(page) if name in made]
        if rule is BreakRule.TWO_STEPS and len(own) > 1:
            assert sum(name.startswith("step") for name in here) >= 2
        assert (names(page)[0] == "head") == (number == 0)
        if number:
            assert names(page)[0] == f"again{made.index(here[0]) - 1}"
    if "tail" in story and rule < BreakRule.ANY_BOX:
        assert "tail" in names(own[-1]) and any(name.startswith("step") for name in names(own[-1]))
    if any(fits(move, option, (), BreakRule.TWO_STEPS) for option in move.options):
        assert len(own) == 1
    elif possible:
        assert len(own) == len(possible[0]) + 1, "no page more than it needs"


@pytest.mark.parametrize(
    ("steps", "head", "tail", "pages"),
    [
        ([500.0, 500.0], 100, 0, [["head", "step0"], ["again1", "step1"]]),  # one to a page
        ([300.0, 300.0, 300.0], 100, 0, [["head", "step0"], ["again1", "step1", "step2"]]),
        ([600.0], 100, 0, [["head"], ["again0", "step0"]]),  # the first step on a page by itself
        ([500.0], 100, 120, [["head", "step0"], ["again1", "tail"]]),
        ([625.0], 100, 0, [["head"], ["again0", "step0"]]),  # only with earlier warnings in few words
    ],
)
def test_f23_two_steps_on_each_side_yield_before_the_sheet_is_refused(
    steps: list[float], head: float, tail: float, pages: list[list[str]]
) -> None:
    move = exercise(steps, head, tail, 40)
    made = paginate([ChapterFlow(None, (flow("front", 50),)), ChapterFlow(move, ())], FRAME)
    assert [names(page) for page in made[1:]] == pages


def test_each_step_that_is_taller_than_a_page_is_a_problem_of_its_own() -> None:
    with pytest.raises(ContentError) as caught:
        paginate([ChapterFlow(exercise([700, 100, 800], 100, 0, 40), ())], FRAME)
    assert [str(problem).count("points too tall") for problem in caught.value.problems] == [1, 1]


@CALM
@given(EXERCISES)
def test_an_exercise_on_one_page_is_set_in_the_best_way_that_fits(move: FlexibleExercise) -> None:
    pages = laid([ChapterFlow(None, (flow("front", 50),)), ChapterFlow(move, ())])
    best = next((option for option in move.options if move.height(option) <= LATER_ROOM), None)
    if pages is None or best is None:
        return
    heights = [placed.flow.box.height for placed in pages[1].boxes]
    assert heights == [box.box.height for box in move.make(best)]


def test_anchors_name_the_page_of_their_first_box() -> None:
    move = exercise([100, 100], 80, 0, 30)
    pages = paginate([ChapterFlow(None, (flow("front", 50),)), ChapterFlow(move, ())], FRAME)
    assert anchors(pages) == {"exercise": 2}
