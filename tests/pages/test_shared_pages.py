"""Exercises that share pages: in order, whole, on few pages, with the largest figures that a page holds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from handout_builder.boxes.flow import (
    BreakRule,
    ChapterFlow,
    FitOption,
    FlexibleExercise,
    FlowBox,
    SharedExercise,
    SharedPages,
)
from handout_builder.errors import Place
from handout_builder.pages.paginate import PageLayout, paginate
from tests.pages.story import CALM, FRAME, LATER_ROOM, ROOM, flow, names

SCALES = (1.0, 1.2, 1.4)
PLACE = Place(Path("x.yaml"))


def exercise(name: str, words: float, figure: float = 0.0, more: float = 0.0, steps: int = 1) -> SharedExercise:
    """An exercise of `words` points, a figure that grows, and `more` points for each text that it can leave out."""

    def height(scale: float, texts: int) -> float:
        return words + figure * scale + more * texts

    def make(scale: float, texts: int) -> tuple[FlowBox, ...]:
        return (flow(f"{name} at {scale:g} says {texts}", height(scale, texts), gap=8),)

    def parts(option: FitOption) -> tuple[FlowBox, ...]:
        return tuple(flow(f"{name}.{number}", words / steps) for number in range(steps))

    alone = FlexibleExercise(
        name=name,
        place=PLACE,
        options=(FitOption(1.0),),
        height=lambda option: words,
        make=parts,
        repeat=lambda index, brief: (flow(f"{name} again", 20),),
        rule_at=lambda index: BreakRule.TWO_STEPS,
    )
    return SharedExercise(name, PLACE, SCALES, (0, 1), height, make, flow("line", 1, gap=9), 8.0, alone)


def paged(shared: SharedPages, above: tuple[FlowBox, ...] = ()) -> tuple[PageLayout, ...]:
    return paginate([ChapterFlow(None, above, shared=shared)], FRAME)


def test_an_exercise_that_does_not_fit_moves_whole_and_nothing_is_pulled_forward() -> None:
    made = paged(SharedPages((exercise("A", 300), exercise("B", 400), exercise("C", 200), exercise("D", 100))))
    assert [[name[0] for name in names(page) if name != "line"] for page in made] == [["A"], ["B", "C"], ["D"]]


def test_there_is_a_line_between_two_exercises_and_none_at_the_top_of_a_page() -> None:
    made = paged(SharedPages(tuple(exercise(name, 150) for name in "ABCDE")), (flow("title", 100),))
    assert [name[0] for name in names(made[0])] == ["t", "l", "A", "l", "B"]
    assert names(made[1])[0][0] == "C"


def test_the_figures_of_a_page_grow_together_and_then_its_texts() -> None:
    held = ROOM - 2 * 150 - 18 - 2 * 100 * 1.2  # room for the second scale on both
    made = paged(SharedPages((exercise("A", 150 + held / 2 - 15, 100), exercise("B", 150 + held / 2 - 15, 100))))
    assert names(made[0]) == ["A at 1.2 says 1", "line", "B at 1.2 says 1"]
    more = paged(SharedPages((exercise("A", 100, 100, more=50), exercise("B", 100, 100, more=30))))
    assert names(more[0]) == ["A at 1.4 says 1", "line", "B at 1.4 says 1"]
    none = paged(SharedPages((exercise("A", 150, 100, more=120), exercise("B", 150, 100, more=1))))
    assert names(none[0]) == ["A at 1.4 says 0", "line", "B at 1.4 says 0"], "all of a page say as much"


def test_where_the_first_does_not_fit_another_chapter_comes_before_them() -> None:
    rows = ChapterFlow(None, (flow("rows", 300),))
    shared = SharedPages((exercise("A", 300), exercise("B", 200)), instead=rows, loose=(flow("note", 50),))
    first, _ = paged(shared, (flow("title", 200),))
    assert [name[0] for name in names(first)] == ["t", "l", "A", "n"]
    tall = replace(shared, exercises=(exercise("A", 450), exercise("B", 100)))
    assert [[name[0] for name in names(page)] for page in paged(tall, (flow("title", 200),))] == [
        ["r"],
        ["A", "l", "B"],
    ]


def test_loose_boxes_go_on_the_first_page_or_behind_the_last_exercise() -> None:
    note = (flow("note", 80, gap=10),)
    early = paged(SharedPages((exercise("A", 300), exercise("B", 400)), loose=note))
    assert [names(page)[-1][0] for page in early] == ["n", "B"]
    late = paged(SharedPages((exercise("A", 550), exercise("B", 400)), loose=note, after=(flow("end", 20),)))
    assert [[name[0] for name in names(page)] for page in late] == [["A"], ["B", "n", "e"]]


def test_only_an_exercise_taller_than_a_page_is_divided() -> None:
    made = paged(SharedPages((exercise("A", 100), exercise("B", 1000, steps=10), exercise("C", 100))))
    said = [names(page) for page in made]
    assert said[0] == ["A at 1.4 says 1"]
    assert said[1][0] == "B.0" and said[2][0] == "B again"
    assert said[2][-1][0] == "C", "the next one follows on its last page"


@CALM
@given(st.lists(st.tuples(st.floats(20, 600), st.floats(0, 60), st.floats(0, 60)), min_size=1, max_size=9))
def test_every_exercise_is_there_once_in_order_and_on_no_more_pages_than_greedy(
    sizes: list[tuple[float, float, float]],
) -> None:
    title = flow("title:", 1)
    exercises = tuple(exercise(f"e{index}:", *size) for index, size in enumerate(sizes))
    made = paged(SharedPages(exercises), (title,))
    placed = [name.partition(":")[0] for page in made for name in names(page) if name != "line"]
    assert placed == ["title", *(f"e{index}" for index in range(len(sizes)))]
    pages, used = 1, 1.0
    for each in exercises:
        least = each.height(SCALES[0], 0)
        more = least + (18.0 if used else 0.0)
        room = ROOM if pages == 1 else LATER_ROOM
        if used + more > room + 0.01:
            pages, used, more = pages + 1, 0.0, least
        used += more
    assert len(made) == pages
    for page in made:
        assert page.boxes[-1].y + page.boxes[-1].flow.box.height <= FRAME.bottom + 0.02
