"""A plan's sheet: the warnings that its exercises require, and one side throughout."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import combinations, product
from typing import Any

import pytest

from handout_builder.compose.blocks import Sheet
from handout_builder.compose.exercise_blocks import ExerciseBlock
from handout_builder.compose.plan_blocks import (
    PlanRowBlock,
)
from handout_builder.model.exercise import Exercise
from handout_builder.model.figure import Figure
from handout_builder.model.rich_text import words
from handout_builder.model.safety import Level
from handout_builder.model.side import Side, SideText
from handout_builder.plans.prescription import ResolvedPlan
from handout_builder.plans.resolve import resolved_plan
from tests.plans.samples import blocks, composed, library, pages_of, plan, sheet_of

EXERCISES = tuple(library().handout("iliopsoas").model.exercises)


SUBSETS = [chosen for size in range(1, len(EXERCISES) + 1) for chosen in combinations(EXERCISES, size)]


BRANDS = library().brand_names


Warned = Counter[tuple[Level, str]]


def short(name: str, side: str) -> str:
    return f"{name}:{side if library().exercise(name).model.sides == 'one' else ''}"


def required(resolved: ResolvedPlan) -> Warned:
    """Every warning that the YAML of the chosen exercises asks for, once a page."""
    found: Warned = Counter()
    for given in resolved.exercises:
        model = given.entry.model
        for _ in given.sides:
            for message in (*model.safety, *(m for step in model.steps for m in step.safety)):
                found[(message.level, message.avoid.form(None).raw)] += 1
    return found


def printed_on_pages(sheet: Sheet) -> Warned:
    return Counter((m.level, words(m.head)) for page in pages_of(sheet) for m in page.all_safety)


def missing(sheet: Sheet, resolved: ResolvedPlan) -> list[str]:
    """Warnings that should be on a page of an exercise or in its row, and are not."""
    wanted, on_pages = required(resolved), printed_on_pages(sheet)
    in_rows = {(s.level, words(s.head)) for row in rows(sheet) for s in row.safety}
    found = [f"page: {head}" for (level, head) in wanted if on_pages[(level, head)] != wanted[(level, head)]]
    found += [f"row: {head}" for (level, head) in wanted if (level, head) not in in_rows]
    found += [f"more: {head}" for level, head in in_rows | set(on_pages) if (level, head) not in wanted]
    stop = sheet.chapters[0].foot
    signs = library().handout("iliopsoas").model.stop
    assert signs
    said = {words(text) for text in (*stop.emergency, *stop.clinic)} if stop else set()
    return found + [f"stop: {sign.raw}" for sign in (*signs.emergency, *signs.clinic) if sign.raw not in said]


def rows(sheet: Sheet) -> list[PlanRowBlock]:
    return [block for block in blocks(sheet) if isinstance(block, PlanRowBlock)]


@pytest.mark.parametrize("brand", BRANDS)
@pytest.mark.parametrize("side", ["left", "right", "both"])
def test_warnings_are_the_union_that_the_exercises_require(brand: str, side: str) -> None:
    for chosen in SUBSETS:
        resolved = resolved_plan(plan(*(short(name, side) for name in chosen), brand=brand), library())
        sheet = composed(resolved)
        assert missing(sheet, resolved) == [], chosen
        homes = {(home, message.head) for page in pages_of(sheet) for home, message in page.placed_safety}
        assert all((line.anchor, line.head) in homes for row in rows(sheet) for line in row.safety)


def test_a_warning_left_out_anywhere_is_seen() -> None:
    """Mutations: each warning of each page and row, and each sign of the stop box, taken away once."""
    resolved = resolved_plan(plan(*(short(name, "left") for name in EXERCISES)), library())
    sheet, planted = composed(resolved), 0
    for number, chapter in enumerate(sheet.chapters):
        for at, block in enumerate(chapter.blocks):
            for mutant in mutants(block):
                changed = replace(chapter, blocks=(*chapter.blocks[:at], mutant, *chapter.blocks[at + 1 :]))
                assert missing(with_chapter(sheet, number, changed), resolved)
                planted += 1
    assert sheet.chapters[0].foot is not None
    for name in ("emergency", "clinic"):
        for index in range(len(getattr(sheet.chapters[0].foot, name))):
            signs = getattr(sheet.chapters[0].foot, name)
            foot = replace(sheet.chapters[0].foot, **{name: signs[:index] + signs[index + 1 :]})
            assert missing(with_chapter(sheet, 0, replace(sheet.chapters[0], foot=foot)), resolved)
            planted += 1
    assert missing(with_chapter(sheet, 0, replace(sheet.chapters[0], foot=None)), resolved)
    assert planted >= 2 * sum(required(resolved).values()) + 7


def mutants(block: Any) -> list[Any]:
    if isinstance(block, PlanRowBlock):
        return [replace(block, safety=block.safety[:at] + block.safety[at + 1 :]) for at in range(len(block.safety))]
    if not isinstance(block, ExerciseBlock):
        return []
    found = [replace(block, safety=block.safety[:at] + block.safety[at + 1 :]) for at in range(len(block.safety))]
    for at, step in enumerate(block.steps):
        for index in range(len(step.safety)):
            bare = replace(step, safety=step.safety[:index] + step.safety[index + 1 :])
            found.append(replace(block, steps=(*block.steps[:at], bare, *block.steps[at + 1 :])))
    return found


def with_chapter(sheet: Sheet, number: int, chapter: Any) -> Sheet:
    return replace(sheet, chapters=(*sheet.chapters[:number], chapter, *sheet.chapters[number + 1 :]))


def side_faults(page: ExerciseBlock, model: Exercise) -> list[str]:
    """Texts of the page that name sides otherwise than their author wrote {side} and {other_side}."""
    other = {"left": "right", "right": "left"}[str(page.side)]
    names = {"{side}": str(page.side), "{other_side}": other}
    wrong = []
    for printed, written in zip(said(page), texts(model), strict=True):
        wanted = [names[word] for word in re.findall(r"\{(?:other_)?side\}", written)]
        if re.findall(r"\b(?:left|right)\b", printed.lower()) != wanted:
            wrong.append(printed)
    if not page.strip.side or page.strip.side.phrase.lower() != f"{page.side} side":
        wrong.append("the strip")
    return wrong


def said(page: ExerciseBlock) -> list[str]:
    """Every text of the page that may name a side."""
    found = [words(page.intro)]
    for message in page.all_safety:
        found += [words(message.head), words(message.body)]
    feel = {cell.icon: words(cell.text) for cell in page.feel.cells} if page.feel else {}
    found += [feel.get(icon, "") for icon in ("check", "cross", "easier", "harder")]
    for step in page.steps:
        found += [words(step.do), words(step.detail or ()), step.picture.alt if step.picture else ""]
    return found


def texts(model: Exercise) -> list[str]:
    """What the author wrote for them, in the form that a sheet with a side prints."""

    def form(*parts: SideText | None) -> str:
        return " ".join(text.form(Side.LEFT).raw for text in parts if text)

    found = [form(model.purpose)]
    for message in (*model.safety, *(message for step in model.steps for message in step.safety)):
        found += [form(message.avoid), form(message.hazard, message.consequence)]
    found += [form(each) for each in (model.should_feel, model.should_not_feel, model.easier, model.harder)]
    for step in model.steps:
        found += [form(step.do), form(step.detail), form(step.figure.alt if isinstance(step.figure, Figure) else None)]
    return found


@pytest.mark.parametrize("brand", BRANDS)
@pytest.mark.parametrize("name", EXERCISES)
def test_one_page_means_one_side_throughout(name: str, brand: str) -> None:
    entry = library().exercise(name)
    if entry.model.sides != "one":
        assert pages_of(sheet_of(plan(name, brand=brand)))[0].side is None
        return
    left, right = pages_of(sheet_of(plan(f"{name}:both", brand=brand)))
    assert (left.side, right.side) == ("left", "right")
    assert left.anchor != right.anchor
    for page in (left, right):
        assert side_faults(page, entry.model) == []
        for step, block in zip(entry.model.steps, page.steps, strict=True):
            if isinstance(step.figure, Figure) and block.picture:
                assert block.picture.mirrored == (step.figure.side not in ("none", page.side))
    (alone,) = pages_of(sheet_of(plan(f"{name}:left", brand=brand)))
    assert replace(alone, letter=left.letter) == left


def test_a_wrong_side_anywhere_is_seen() -> None:
    """Mutations: one step of the right page, or its strip, on the left page."""
    entry = library().exercise("lunge_stretch")
    left, right = pages_of(sheet_of(plan("lunge_stretch:both")))
    assert side_faults(replace(left, side=right.side), entry.model)
    assert side_faults(replace(left, strips=right.strips), entry.model) == ["the strip"]
    for at, (step, wrong) in enumerate(zip(left.steps, right.steps, strict=True)):
        if words(step.do) + words(step.detail or ()) != words(wrong.do) + words(wrong.detail or ()):
            mixed = replace(left, steps=(*left.steps[:at], wrong, *left.steps[at + 1 :]))
            assert side_faults(mixed, entry.model), step.number


def test_rows_and_strips_follow_the_side_and_the_dose() -> None:
    sheet = sheet_of(plan("lunge_stretch:both:3 x 30 s hold, 2 a day", "knee_lift_march", "bed_edge_stretch:right"))
    assert [row.chips[0] for row in rows(sheet)] == ["Both sides", "Both sides", "Right side"]
    assert "on each side" in words(rows(sheet)[0].dose[1])
    for page in pages_of(sheet):
        assert all(cell.value for cell in page.strip.cells), "no line is left to write on"


def test_all_pairs_of_sides_keep_their_warnings_apart() -> None:
    for sides in product(("left", "right", "both"), repeat=2):
        chosen = [f"{name}:{side}" for name, side in zip(("lunge_stretch", "ball_massage"), sides, strict=True)]
        resolved = resolved_plan(plan(*chosen), library())
        assert missing(composed(resolved), resolved) == [], sides
