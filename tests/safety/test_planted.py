"""Faults planted in good sheets: the checks of this folder must see each of them, or they prove nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from handout_builder.boxes import BoxItem, ClippedShapes, Group, Run, walk
from handout_builder.geometry.basic_paths import rectangle_path
from handout_builder.geometry.drawing import Shape
from handout_builder.geometry.shapes import filled
from handout_builder.pipeline.sheet import LaidOutSheet, printed
from tests.safety.checks import faults, pieces, together, warnings_of
from tests.safety.ink import ink_faults
from tests.safety.page_checks import break_faults, page_faults
from tests.safety.sheets import BRANDS, HANDOUTS, laid

Change = Callable[[Group], BoxItem | None]


@pytest.fixture(scope="module")
def good() -> LaidOutSheet:
    sheet = laid(HANDOUTS[0], BRANDS[0], "letter")
    assert faults(sheet) == [] and break_faults(sheet) == [] and page_faults(sheet) == []
    return sheet


@pytest.fixture(scope="module")
def source(good: LaidOutSheet) -> str:
    """A warning that belongs to a step."""
    return next(each.source for each in warnings_of(good.sheet) if each.needs and each.needs.startswith("step:"))


def changed(sheet: LaidOutSheet, source: str, change: Change) -> LaidOutSheet:
    """The sheet with every group of that source changed, or gone when there is nothing left of it."""

    def inside(item: BoxItem) -> list[BoxItem]:
        if not isinstance(item, Group):
            return [item]
        if item.source == source:
            made = change(item)
            return [] if made is None else [made]
        return [replace(item, items=tuple(new for old in item.items for new in inside(old)))]

    pages = tuple(
        replace(page, groups=tuple(new for group in page.groups for new in inside(group) if isinstance(new, Group)))
        for page in sheet.pages
    )
    return replace(sheet, pages=pages)


def each_item(group: Group, change: Callable[[BoxItem], BoxItem | None]) -> Group:
    """The group with every leaf changed."""

    def inside(item: BoxItem) -> BoxItem | None:
        if isinstance(item, Group):
            return replace(item, items=tuple(new for old in item.items if (new := inside(old)) is not None))
        return change(item)

    made = inside(group)
    assert isinstance(made, Group)
    return made


def on_runs(change: Callable[[Run], Run | None]) -> Change:
    return lambda group: each_item(group, lambda item: change(item) if isinstance(item, Run) else item)


def on_shapes(change: Callable[[Shape], Shape | None]) -> Change:
    return lambda group: each_item(group, lambda item: change(item) if isinstance(item, Shape) else item)


def on_panel(colour: str) -> Change:
    def paint(item: BoxItem) -> BoxItem:
        if not isinstance(item, ClippedShapes):
            return item
        shapes = tuple(replace(shape, fill=colour) if index else shape for index, shape in enumerate(item.shapes))
        return replace(item, shapes=shapes)

    return lambda group: each_item(group, paint)


def is_frame(shape: Shape) -> bool:
    return shape.stroke is not None and shape.fill is None


def without_last_run(group: Group) -> Group:
    last = [item for item, _, _ in walk(group) if isinstance(item, Run)][-1]
    return each_item(group, lambda item: None if item is last else item)


def only_frames(group: Group) -> Group:
    """Without the symbol: only what is as wide as the box, or the rule next to the panel, stays."""
    return each_item(group, lambda item: item if not isinstance(item, Shape) or is_frame(item) else None)


def pale(shape: Shape) -> Shape:
    return replace(shape, stroke="#DDDDDD" if shape.stroke else None)


def drop(shape: Shape) -> Shape | None:
    return None if is_frame(shape) else shape


def thin(shape: Shape) -> Shape:
    return replace(shape, stroke_width=0.5) if is_frame(shape) else shape


PLANTED: dict[str, tuple[Change, str]] = {
    "deleted": (lambda group: None, "is printed 0 times"),
    "doubled": (lambda group: Group((group, replace(group, y=group.y + 90))), "is printed 2 times"),
    "its end cut off": (without_last_run, "it says"),
    "too small": (on_runs(lambda run: replace(run, size=run.size * 0.9)), "points instead of"),
    "in the colour of its background": (
        on_runs(lambda run: replace(run, colour=run.background)),
        "colour of its background",
    ),
    "without a frame": (on_shapes(drop), "no frame of its level"),
    "a thin frame": (on_shapes(thin), "no frame of its level"),
    "a panel in the brand's colour": (on_panel("#0B6E78"), "no panel is painted in"),
    "a word in the brand's colour": (on_runs(lambda run: replace(run, colour="#0B6E78")), "its signal word is not"),
    "without its symbol": (only_frames, "no symbol is above"),
    "off the page": (lambda group: replace(group, x=group.x + 60), "reaches out of its page"),
    "its text out of its frame": (on_runs(lambda run: replace(run, y=run.y + 60)), "reaches out of its frame"),
    "another word": (on_runs(lambda run: replace(run, text=run.text.replace("C", "N", 1))), "it says"),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_fault_is_seen(name: str, good: LaidOutSheet, source: str) -> None:
    change, wanted = PLANTED[name]
    found = faults(changed(good, source, change))
    assert any(wanted in said and source in said for said in found), found


def test_a_warning_on_another_page_than_its_step_is_seen(good: LaidOutSheet, source: str) -> None:
    moved: list[Group] = []
    without = changed(good, source, moved.append)
    last = replace(without.pages[-1], groups=(*without.pages[-1].groups, moved[0]))
    other = replace(without, pages=(*without.pages[:-1], last))
    assert any("apart from step:" in said for said in faults(other))


def test_something_painted_over_a_warning_is_seen(good: LaidOutSheet, source: str) -> None:
    covered = over(good, source)
    assert any("lies over it" in said for said in faults(covered))


def over(good: LaidOutSheet, source: str) -> LaidOutSheet:
    """A white patch on the words of the warning, painted after them."""
    pages = []
    for page in good.pages:
        mine = [piece.area for piece in pieces(page) if source in piece.sources]
        patch: tuple[Group, ...] = ()
        if mine:
            left, top, right, bottom = together(mine)
            patch = (Group((filled(rectangle_path(left, top, right - left, bottom - top), "#FFFFFF"),)),)
        pages.append(replace(page, groups=(*page.groups, *patch)))
    return replace(good, pages=tuple(pages))


def test_a_warning_deleted_from_the_sheet_is_seen_when_it_is_asked_for(good: LaidOutSheet) -> None:
    wanted = warnings_of(good.sheet)
    fewer = changed(good, wanted[0].source, lambda group: None)
    assert faults(fewer, wanted) and not faults(fewer, wanted[1:])


INK: dict[str, tuple[Change | None, str]] = {
    "white words": (on_runs(lambda run: replace(run, colour="#FFFFFF")), "does not show"),
    "pale words": (on_runs(lambda run: replace(run, colour="#D8D8D8")), "does not show"),
    "no words": (on_runs(lambda run: None), "does not show"),
    "a green panel": (on_panel("#20A040"), "its panel"),
    "a pale frame": (on_shapes(pale), "its frame is broken"),
    "a white patch": (None, "does not show"),
}


@pytest.mark.parametrize("name", INK)
def test_a_fault_in_ink_is_seen_in_the_pixels(name: str, good: LaidOutSheet, source: str) -> None:
    """Judged against where the good sheet has its warning, as a reader would who knows where to look."""
    change, wanted = INK[name]
    bad = over(good, source) if change is None else changed(good, source, change)
    one = [each for each in warnings_of(good.sheet) if each.source == source]
    assert ink_faults(good, printed(good), one) == []
    found = ink_faults(good, printed(bad), one)
    assert any(wanted in said for said in found), found


def test_broken_page_rules_are_seen(good: LaidOutSheet) -> None:
    block = next(b for chapter in good.sheet.chapters for b in chapter.blocks if getattr(b, "steps", None))
    steps = [f"step:{step.place}" for step in getattr(block, "steps", ())]
    assert break_faults(changed(good, steps[-1], lambda group: None))
    taken: list[Group] = []
    without = good
    for step in steps[1:]:
        without = changed(without, step, taken.append)
    behind = replace(without.pages[-1], groups=tuple(taken), number=len(good.pages) + 1)
    found = break_faults(replace(without, pages=(*without.pages, behind)))
    assert any("lone step" in said for said in found)
    doubled = replace(good, pages=(good.pages[0], replace(good.pages[0], number=2), *good.pages[1:]))
    assert any("stop box is on pages" in said for said in break_faults(doubled))


def test_text_over_text_and_text_off_the_paper_are_seen(good: LaidOutSheet, source: str) -> None:
    step = next(s for s in (piece.sources for p in good.pages for piece in pieces(p)) if source in s)[0]
    above = changed(good, step, lambda group: replace(group, y=group.y - 60))
    assert any("printed over each other" in said for said in page_faults(above))
    outside = changed(good, source, lambda group: replace(group, x=group.x + 400))
    assert any("leaves the paper" in said for said in page_faults(outside))
