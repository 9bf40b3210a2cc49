"""Boxes on pages: none lost, split or out of order; kept together where they must; as few pages as can be."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handout_builder.boxes import Box, Group, Tag, walk
from handout_builder.errors import ContentError, Place
from handout_builder.pages.paginate import FOOT_GAP, LEAST_ABOVE_FOOT, Frame, PageLayout, anchors, groups, paginate
from handout_builder.typeset.flow import ChapterFlow, FitOption, FlexibleExercise, FlowBox

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
        repeat=lambda option, index: (flow(f"again{index - 1}", repeated),),
        can_break_before=lambda index: 2 <= index - 1 <= len(steps) - 2,
    )


EXERCISES = st.builds(
    exercise,
    st.lists(st.floats(40, 330), min_size=1, max_size=10),
    st.floats(60, 200),
    st.one_of(st.just(0.0), st.floats(20, 120)),
    st.floats(20, 90),
    st.floats(0, 0.1),
)


def fits(move: FlexibleExercise, option: FitOption, cuts: Sequence[int]) -> bool:
    """Whether the exercise fits its pages when it is cut before these steps (a judge of its own)."""
    boxes = move.make(option)
    steps = sum(1 for box in boxes if str(box.box.content.source).startswith("step"))
    bounds = [0, *(cut + 1 for cut in cuts), len(boxes)]
    for start, end in pairwise(bounds):
        again = move.repeat(option, start)[0].box.height if start else 0
        if again + sum(box.box.height for box in boxes[start:end]) > LATER_ROOM:
            return False
        held = sum(1 for box in boxes[start:end] if str(box.box.content.source).startswith("step"))
        if len(bounds) > 2 and held < 2:
            return False
    return steps > 0


@CALM
@given(EXERCISES, st.lists(st.floats(10, 200), max_size=3))
def test_an_exercise_breaks_only_by_the_rules_and_wherever_they_allow(
    move: FlexibleExercise, rest: list[float]
) -> None:
    behind = tuple(flow(f"rest{index}", height, gap=5) for index, height in enumerate(rest))
    chapters = [ChapterFlow(None, (flow("front", 50),)), ChapterFlow(move, behind)]
    steps = (
        len(move.make(move.options[0]))
        - 1
        - any("tail" in str(f.box.content.source) for f in move.make(move.options[0]))
    )
    possible = [
        cuts
        for count in range(5)
        for cuts in combinations(range(2, steps - 1), count)
        if fits(move, move.options[-1], cuts)
    ]
    pages = laid(chapters)
    assert (pages is None) == (not possible), possible
    if pages is None:
        return
    story = [name for page in pages[1:] for name in names(page)]
    assert [name for name in story if not name.startswith("again")] == [
        *(str(f.box.content.source) for f in move.make(move.options[0])),
        *(str(f.box.content.source) for f in behind),
    ]
    with_steps = [page for page in pages[1:] if any(name.startswith("step") for name in names(page))]
    for number, page in enumerate(with_steps):
        here = [name for name in names(page) if name.startswith("step")]
        assert len(with_steps) == 1 or len(here) >= 2
        assert (names(page)[0] == "head") == (number == 0)
        if number:
            assert names(page)[0] == f"again{here[0].removeprefix('step')}"
    if "tail" in story:
        assert "tail" in names(with_steps[-1])
    if not any(fits(move, option, ()) for option in move.options):
        fewest = min(map(len, possible)) + 1
        assert len(with_steps) == fewest, "no page more than it needs"
    else:
        assert len(with_steps) == 1


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
