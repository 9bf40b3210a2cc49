"""Boxes on pages: none lost, split or out of order; kept together where they must; as few pages as can be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handout_builder.boxes import Box, Group, Tag, walk
from handout_builder.errors import ContentError, Place
from handout_builder.pages.paginate import FOOT_GAP, LEAST_ABOVE_FOOT, Frame, PageLayout, anchors, groups, paginate
from handout_builder.typeset.flow import BreakRule, ChapterFlow, FitOption, FlexibleExercise, FlowBox

FRAME = Frame(first_top=120, later_top=70, bottom=720, start=45)
ROOM, LATER_ROOM = FRAME.bottom - FRAME.first_top, FRAME.bottom - FRAME.later_top
CALM = settings(max_examples=150)


def flow(
    name: str, height: float, *, gap: float = 0.0, with_next: bool = False, elastic: bool = False, **more: str
) -> FlowBox:
    content = Group((), source=name, anchor=more.get("anchor"))
    return FlowBox(
        Box(500, height, content), Place(Path("x.yaml"), int(more.get("line", "1"))), gap, with_next, elastic
    )


def names(page: PageLayout) -> list[str]:
    return [str(placed.flow.box.content.source) for placed in page.boxes]


STORY = st.lists(
    st.tuples(st.floats(1, 300), st.floats(0, 30), st.booleans(), st.booleans()), min_size=1, max_size=25
).map(
    lambda parts: tuple(
        flow(f"b{index}", height, gap=gap, with_next=stays, elastic=elastic)
        for index, (height, gap, stays, elastic) in enumerate(parts)
    )
)


def laid(chapters: Sequence[ChapterFlow]) -> tuple[PageLayout, ...] | None:
    try:
        return paginate(chapters, FRAME)
    except ContentError as error:
        assert all("taller than its page" in str(p) or "too tall" in str(p) for p in error.problems)
        return None


@CALM
@given(st.lists(STORY, min_size=1, max_size=3), st.one_of(st.none(), st.floats(10, 480)))
def test_every_box_is_placed_once_in_order_whole_and_apart(
    stories: list[tuple[FlowBox, ...]], foot: float | None
) -> None:
    at_foot = flow("foot", foot) if foot else None
    chapters = [ChapterFlow(None, story, at_foot if index == 0 else None) for index, story in enumerate(stories)]
    pages = laid(chapters)
    if pages is None:
        return
    assert [name for page in pages for name in names(page)] == [
        f.box.content.source for story in stories for f in story
    ]
    for number, page in enumerate(pages):
        top = FRAME.later_top if number else FRAME.first_top
        assert page.boxes and page.boxes[0].y == top
        for one, other in pairwise(page.boxes):
            assert other.y - (one.y + one.flow.box.height) >= other.flow.gap - 1e-6
        end = FRAME.bottom - (page.foot.flow.box.height + FOOT_GAP if page.foot else 0)
        assert page.boxes[-1].y + page.boxes[-1].flow.box.height <= end + 0.02
        last = page.boxes[-1].flow
        assert not last.with_next or last in [story[-1] for story in stories], "it stays with the one behind it"
    assert [bool(page.foot) for page in pages] == [bool(foot)] + [False] * (len(pages) - 1)
    if foot and pages[0].foot:
        assert pages[0].foot.y + foot == pytest.approx(FRAME.bottom)


@CALM
@given(STORY)
def test_no_page_ends_before_it_must(story: tuple[FlowBox, ...]) -> None:
    pages = laid([ChapterFlow(None, story)])
    if pages is None:
        return
    for number, (page, following) in enumerate(pairwise(pages)):
        run = []
        for placed in following.boxes:
            run.append(placed.flow)
            if not placed.flow.with_next:
                break
        used = sum(p.flow.box.height + (p.flow.gap if i else 0) for i, p in enumerate(page.boxes))
        assert used + sum(f.gap + f.box.height for f in run) > (LATER_ROOM if number else ROOM)


def test_boxes_are_never_stretched_apart_where_nothing_is_elastic() -> None:
    foot = flow("foot", 100)
    (page,) = paginate([ChapterFlow(None, (flow("a", 50), flow("b", 50, gap=9)), foot)], FRAME)
    assert page.boxes[1].y == page.boxes[0].y + 59
    (page,) = paginate([ChapterFlow(None, (flow("a", 50), flow("b", 50, gap=9, elastic=True)), foot)], FRAME)
    assert page.boxes[1].y > page.boxes[0].y + 59


@pytest.mark.parametrize(
    ("loose", "close", "closer_is_used"),
    [(ROOM - 40, ROOM - 41, False), (ROOM + 10, ROOM - 5, True), (ROOM + 10, ROOM + 5, False)],
)
def test_boxes_are_set_closer_only_where_that_saves_a_page(loose: float, close: float, closer_is_used: bool) -> None:
    def story(height: float, name: str) -> tuple[FlowBox, ...]:
        return (flow(f"first {name}", height - 50), flow(f"second {name}", 50))

    chapter = ChapterFlow(
        None, story(loose, "loose"), closer=(lambda: story(loose, "loose"), lambda: story(close, "close"))
    )
    found = [name for page in paginate([chapter], FRAME) for name in names(page)]
    wanted = "close" if closer_is_used else "loose"
    assert found == [f"first {wanted}", f"second {wanted}"]


def test_a_box_taller_than_its_page_is_a_problem_with_its_place() -> None:
    with pytest.raises(ContentError) as caught:
        paginate([ChapterFlow(None, (flow("a", 10), flow("b", LATER_ROOM + 50, line="7")))], FRAME)
    (problem,) = caught.value.problems
    assert problem.place.line == 7 and "50 points taller" in problem.message


def broken(name: str, heights: Sequence[float], *, line: int = 1) -> FlowBox:
    """A box with parts of these heights, the first two and the last two kept together while there is room."""
    again = flow("again", 30)

    def parts() -> tuple[FlowBox, ...]:
        made = [replace(flow(f"{name}{at}", height), again=again) for at, height in enumerate(heights)]
        last = len(made) - 1
        return tuple(
            replace(part, with_next=last > 0 and at in (0, last - 1), soft=True, place=Place(Path("x.yaml"), line + at))
            for at, part in enumerate(made)
        )

    return replace(flow(name, sum(heights), gap=7), parts=parts, name=f'list "{name}"')


def test_f25_a_box_taller_than_its_page_is_replaced_by_its_parts_with_its_head_again() -> None:
    story = (flow("heading", 20, with_next=True), broken("list", [210.0] * 5), flow("after", 10))
    pages = paginate([ChapterFlow(None, story)], FRAME)
    assert [names(page) for page in pages] == [
        ["heading", "list0", "list1"], ["again", "list2"], ["again", "list3", "list4", "after"],
    ]  # fmt: skip
    assert pages[0].boxes[1].y == FRAME.first_top + 27, "the gap above the whole is above its first part"


def test_f25_a_box_that_fits_a_later_page_moves_there_whole() -> None:
    pages = paginate([ChapterFlow(None, (flow("a", 100), broken("list", [300.0, 300.0])))], FRAME)
    assert [names(page) for page in pages] == [["a"], ["list"]]


def test_f25_parts_that_should_stay_together_are_parted_before_the_sheet_is_refused() -> None:
    pages = paginate([ChapterFlow(None, (flow("heading", 20, with_next=True), broken("list", [500.0, 500.0])))], FRAME)
    assert [names(page) for page in pages] == [["heading", "list0"], ["again", "list1"]]


def test_f24_a_part_taller_than_its_page_is_named_with_its_place() -> None:
    story = (flow("heading", 20, with_next=True, line="3"), broken("what to bring", [50.0, 700.0, 50.0], line=5))
    with pytest.raises(ContentError) as caught:
        paginate([ChapterFlow(None, story)], FRAME)
    (problem,) = caught.value.problems
    assert problem.message == 'the part of the list "what to bring" is 80 points taller than its page'
    assert problem.place.line == 6


def test_a_foot_that_leaves_no_room_is_a_problem_of_the_foot() -> None:
    foot = flow("foot", ROOM - FOOT_GAP - LEAST_ABOVE_FOOT + 5, line="9")
    with pytest.raises(ContentError) as caught:
        paginate([ChapterFlow(None, (flow("a", 10),), foot)], FRAME)
    assert [problem.place.line for problem in caught.value.problems] == [9]


def test_the_problems_of_all_chapters_are_named_together() -> None:
    tall = [ChapterFlow(None, (flow("a", 900, line=str(line)),)) for line in (4, 2, 8)]
    with pytest.raises(ContentError) as caught:
        paginate(tall, FRAME)
    assert [problem.place.line for problem in caught.value.problems] == [2, 4, 8]


# ---- exercises


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
    st.lists(st.floats(40, 330), min_size=1, max_size=10),
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
    """Every way to break the exercise by the rule, on at most five pages."""
    count = len(move.make(move.options[-1]))
    places = [at for at in range(1, count) if (needed := move.rule_at(at)) is not None and needed <= rule]
    ways = (cuts for number in range(5) for cuts in combinations(places, number))
    return [cuts for cuts in ways if fits(move, move.options[-1], cuts, rule)]


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
        assert len(own) == min(map(len, possible)) + 1, "no page more than it needs"


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


def test_neighbours_of_one_role_are_grouped_and_keep_their_order() -> None:
    section, steps = Tag("Sect", key="s"), Tag("L", key="l")
    paths = [(), (section,), (section, steps), (section, steps), (section,), ()]
    boxes = tuple(
        FlowBox(Box(10, 10, Group((), source=str(index))), Place(Path("x")), path=path)
        for index, path in enumerate(paths)
    )
    (page,) = paginate([ChapterFlow(None, boxes)], FRAME)
    found = groups(page)
    assert len(found) == 3 and found[1].tag == section
    order = [g.source for group in found for g, _, _ in walk(group) if isinstance(g, Group) and g.source]
    assert order == [str(index) for index in range(6)]
    listed = [item for item in found[1].items if isinstance(item, Group) and item.tag == steps]
    assert len(listed) == 1 and len(listed[0].items) == 2
