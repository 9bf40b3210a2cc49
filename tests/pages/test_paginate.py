"""Boxes on pages: none lost, split or out of order; kept together where they must; as few pages as can be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handout_builder.boxes import Box, Group, Tag, walk
from handout_builder.boxes.flow import ChapterFlow, FlowBox
from handout_builder.errors import ContentError, Place
from handout_builder.pages.paginate import FOOT_GAP, LEAST_ABOVE_FOOT, groups, paginate
from tests.pages.story import CALM, FRAME, LATER_ROOM, ROOM, flow, laid, names

STORY = st.lists(
    st.tuples(st.floats(1, 300), st.floats(0, 30), st.booleans(), st.booleans()), min_size=1, max_size=25
).map(
    lambda parts: tuple(
        flow(f"b{index}", height, gap=gap, with_next=stays, elastic=elastic)
        for index, (height, gap, stays, elastic) in enumerate(parts)
    )
)


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
