"""Lists, ticks, overviews and call-outs taller than a page: broken between items, nothing lost, the head again."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handout_builder.boxes import Group, text_of
from handout_builder.pipeline.handout import Job, lay_out
from handout_builder.pipeline.sheet import LaidOutSheet
from tests.covering import covering
from tests.safety.checks import faults, squeezed
from tests.safety.generated import Content, written
from tests.safety.page_checks import page_faults
from tests.safety.said import logical_text
from tests.safety.test_generated import calm, practice

BRANDS, PAPERS = ("acorn", "fernhollow", "quince"), ("letter", "a4")
LOOKS = list(product(BRANDS, PAPERS))
MOVE: Content = {"name": "Move", "sides": "none", "purpose": "Moves you.", "steps": [{"do": "Move."}]}
PICTURE: Content = {"file": "hold", "alt": "A person bends one knee and holds it with both hands"}


def handout(*sections: Content, exercises: int = 1) -> Content:
    return {
        "title": "Sheet",
        "lead": "Read it.",
        "brand": "acorn",
        "sections": list(sections),
        "exercises": [f"move_{number}" for number in range(exercises)],
        "stop": {"emergency": ["faint"], "clinic": ["it swells"]},
        "review": {"status": "draft"},
    }


def laid(
    folder: Path, *sections: Content, exercises: int = 1, look: tuple[str, str] = LOOKS[0], name: str = "Move"
) -> LaidOutSheet:
    moves = {f"move_{number}": {**MOVE, "name": f"{name} {number}"} for number in range(exercises)}
    library = written(folder, handout(*sections, exercises=exercises), moves)
    return lay_out(library, Job("sheet", brand=look[0], paper=look[1]))


def items(count: int, words: int = 1) -> list[str]:
    return [f"Point {number}" + " more" * (words - 1) for number in range(1, count + 1)]


def listed(count: int, words: int) -> Content:
    return {"type": "list", "heading": "What to bring", "items": items(count, words)}


def ticks(count: int, words: int) -> Content:
    columns = [{"heading": f"Column {at}", "items": [f"{at} {item}" for item in items(count, words)]} for at in (1, 2)]
    return {"type": "ticks", "heading": "What fits", "hint": "Tick it.", "columns": columns}


def callout(count: int, words: int) -> Content:
    said: Content = {"type": "callout", "heading": "Good to know", "body": items(count, words)}
    return {**said, "checks": ["Back straight", "Knees bent"], "closing": "Ask us.", "figure": PICTURE}


def figure(count: int, words: int) -> Content:
    return {"type": "figure", "heading": "Your hip", "body": items(count, words), "figure": PICTURE}


KINDS: dict[str, Callable[[int, int], Content]] = {
    "list": listed, "ticks": ticks, "callout": callout, "figure": figure,
}  # fmt: skip
BEFORE: Content = {"type": "text", "heading": "First", "body": ["Read this first."]}


@pytest.mark.parametrize(("kind", "before", "brand", "paper"), covering(list(KINDS), [(BEFORE,), ()], BRANDS, PAPERS))
def test_f25_a_long_section_breaks_between_its_items_with_its_head_again(
    kind: str, before: tuple[Content, ...], brand: str, paper: str, tmp_path: Path
) -> None:
    section = KINDS[kind](70, 12)
    sheet = laid(tmp_path / "practice", *before, section, look=(brand, paper))
    pages = ["".join(text_of(group) for group in page.groups) for page in sheet.pages]
    on = [number for number, text in enumerate(pages) if "Point" in text]
    assert len(on) > 1
    assert [squeezed(f"{section['heading']} (continued)") in squeezed(pages[number]) for number in on] == [
        number > on[0] for number in on
    ]
    assert faults(sheet) == [] and page_faults(sheet) == []
    in_order(sheet, section)


def in_order(sheet: LaidOutSheet, section: Content) -> None:
    """Every text of a section once, in the order of its file."""
    said, at = logical_text(sheet), 0
    texts = [section["heading"], *section.get("body", ()), *section.get("items", ())]
    for column in section.get("columns", ()):
        texts += [column["heading"], *column["items"]]
    for text in [*texts, *section.get("checks", ()), *([section["closing"]] if "closing" in section else [])]:
        assert said.count(squeezed(text)) >= 1, text
        at = said.index(squeezed(text), at) + 1


@pytest.mark.parametrize("kind", ["list", "ticks", "callout"])
def test_f25_a_short_section_stays_whole(kind: str, tmp_path: Path) -> None:
    sheet = laid(tmp_path / "practice", BEFORE, KINDS[kind](4, 3))
    assert "(continued)" not in "".join(text_of(group) for group in sheet.pages[0].groups)
    assert sum("Point" in "".join(text_of(group) for group in page.groups) for page in sheet.pages) == 1


def test_f25_two_items_at_least_are_on_each_side_of_a_break(tmp_path: Path) -> None:
    for count in range(28, 60):
        sheet = laid(tmp_path / str(count), listed(count, 1))
        on = [text_of(Group(page.groups)).count("Point") for page in sheet.pages]
        assert all(number != 1 for number in on), (count, on)


def test_a_tick_item_wider_than_its_column_is_set_in_lines(tmp_path: Path) -> None:
    """Columns with no room side by side are set one after the other; nothing leaves the paper."""
    sheet = laid(tmp_path / "practice", BEFORE, ticks(3, 25))
    assert page_faults(sheet) == []
    in_order(sheet, ticks(3, 25))


NAMES = ("Seated shoulder rotation against the band, stage", "Move")


@pytest.mark.parametrize(("exercises", "name", "brand", "paper"), covering([21, 26], NAMES, BRANDS, PAPERS))
def test_f24_an_overview_of_many_exercises_breaks_between_its_rows(
    exercises: int, name: str, brand: str, paper: str, tmp_path: Path
) -> None:
    look = (brand, paper)
    sheet = laid(tmp_path / "practice", BEFORE, {"type": "overview"}, exercises=exercises, look=look, name=name)
    said = logical_text(sheet)
    first = said.index(squeezed(f"{name} {exercises - 1}"))
    assert [said.index(squeezed(f"{name} {number}")) for number in range(2)] < [first]
    assert page_faults(sheet) == []


@pytest.mark.parametrize(("kind", "brand", "paper"), covering(list(KINDS), BRANDS, PAPERS))
def test_f25_items_as_long_as_a_text_may_be_print_on_every_paper(
    kind: str, brand: str, paper: str, tmp_path: Path
) -> None:
    section = KINDS[kind](2, 390)
    in_order(laid(tmp_path / "practice", section, look=(brand, paper)), section)


@pytest.mark.parametrize("at", range(4))
def test_f21_an_overview_is_where_its_author_put_it(at: int, tmp_path: Path) -> None:
    sections = [{"type": "text", "heading": f"Phase {number}", "body": ["Rest."]} for number in range(3)]
    sheet = laid(tmp_path / "practice", *sections[:at], {"type": "overview"}, *sections[at:])
    said = logical_text(sheet)
    found = sorted(
        [(said.index(f"Phase{number}"), f"Phase {number}") for number in range(3)] + [(said.index("Move0"), "")]
    )
    assert [name for _, name in found].index("") == at


@calm(12)
@given(
    st.lists(st.tuples(st.sampled_from(list(KINDS)), st.integers(1, 60), st.integers(1, 30)), min_size=1, max_size=3),
    st.sampled_from(LOOKS),
)
def test_f25_no_text_is_lost_and_the_order_is_kept_whatever_breaks(
    made: list[tuple[str, int, int]], look: tuple[str, str]
) -> None:
    sections = [KINDS[kind](count, words) for kind, count, words in made]
    with practice((handout(*sections), {"move_0": MOVE})) as library:
        sheet = lay_out(library, Job("sheet", brand=look[0], paper=look[1]))
        assert faults(sheet) == [] and page_faults(sheet) == []
        for section in sections:
            in_order(sheet, section)
