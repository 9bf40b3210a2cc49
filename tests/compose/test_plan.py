"""A patient's sheet: every warning that its exercises require and no other, one side throughout, an honest log."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest

from handout_builder.compose.blocks import Sheet
from handout_builder.compose.exercise_blocks import ExerciseBlock
from handout_builder.compose.outline import outline
from handout_builder.compose.plan_blocks import (
    LogWeekBlock,
    NoteBlock,
    PainBlock,
    PlanRowBlock,
    StoppedBlock,
)
from handout_builder.model.exercise import Exercise
from handout_builder.model.rich_text import words
from handout_builder.model.safety import Level
from handout_builder.model.side import SideText
from handout_builder.plans.prescription import ResolvedPlan, resolved_plan
from handout_builder.plans.read import plan_file
from tests.plans.samples import EXAMPLES, blocks, composed, library, pages_of, plan, sheet_of

EXERCISES = tuple(library().handout("iliopsoas").model.exercises)
SUBSETS = [chosen for size in range(1, len(EXERCISES) + 1) for chosen in combinations(EXERCISES, size)]
BRANDS = library().brand_names
Warned = Counter[tuple[Level, str]]


def short(name: str, side: str) -> str:
    return f"{name}:{side if library().exercise(name).model.sides == 'one' else ''}"


# ---- warnings


def required(whole: ResolvedPlan) -> Warned:
    """Every warning that the YAML of the chosen exercises asks for, once a page."""
    found: Warned = Counter()
    for given in whole.exercises:
        model = given.entry.model
        for _ in given.sides:
            for message in (*model.safety, *(m for step in model.steps for m in step.safety)):
                found[(message.level, message.avoid.neutral)] += 1
    return found


def printed_on_pages(sheet: Sheet) -> Warned:
    return Counter((m.level, words(m.head)) for page in pages_of(sheet) for m in page.all_safety)


def missing(sheet: Sheet, whole: ResolvedPlan) -> list[str]:
    """Warnings that should stand on a page of an exercise or in its row, and do not."""
    wanted, on_pages = required(whole), printed_on_pages(sheet)
    in_rows = {(s.level, words(s.head)) for row in rows(sheet) for s in row.safety}
    found = [f"page: {head}" for (level, head) in wanted if on_pages[(level, head)] != wanted[(level, head)]]
    found += [f"row: {head}" for (level, head) in wanted if (level, head) not in in_rows]
    found += [f"more: {head}" for level, head in in_rows | set(on_pages) if (level, head) not in wanted]
    stop = sheet.chapters[0].foot
    signs = library().handout("iliopsoas").model.stop
    said = {words(text) for text in (*stop.emergency, *stop.clinic)} if stop else set()
    return found + [f"stop: {sign}" for sign in (*signs.emergency, *signs.clinic) if sign not in said]


def rows(sheet: Sheet) -> list[PlanRowBlock]:
    return [block for block in blocks(sheet) if isinstance(block, PlanRowBlock)]


@pytest.mark.parametrize("brand", BRANDS)
@pytest.mark.parametrize("side", ["left", "right", "both"])
def test_warnings_are_the_union_that_the_exercises_require(brand: str, side: str) -> None:
    for chosen in SUBSETS:
        whole = resolved_plan(plan(*(short(name, side) for name in chosen), brand=brand), library())
        sheet = composed(whole)
        assert missing(sheet, whole) == [], chosen
        homes = {
            (home, message.head)
            for page in pages_of(sheet)
            for home, messages in [
                (page.anchor, page.safety),
                *((page.step_anchor(step), step.safety) for step in page.steps),
            ]
            for message in messages
        }
        assert all((line.anchor, line.head) in homes for row in rows(sheet) for line in row.safety)


def test_a_warning_left_out_anywhere_is_seen() -> None:
    """Mutations: each warning of each page and row, and each sign of the stop box, taken away once."""
    whole = resolved_plan(plan(*(short(name, "left") for name in EXERCISES)), library())
    sheet, planted = composed(whole), 0
    for number, chapter in enumerate(sheet.chapters):
        for at, block in enumerate(chapter.blocks):
            for mutant in mutants(block):
                changed = replace(chapter, blocks=(*chapter.blocks[:at], mutant, *chapter.blocks[at + 1 :]))
                assert missing(with_chapter(sheet, number, changed), whole)
                planted += 1
    assert sheet.chapters[0].foot is not None
    for name in ("emergency", "clinic"):
        for index in range(len(getattr(sheet.chapters[0].foot, name))):
            signs = getattr(sheet.chapters[0].foot, name)
            foot = replace(sheet.chapters[0].foot, **{name: signs[:index] + signs[index + 1 :]})
            assert missing(with_chapter(sheet, 0, replace(sheet.chapters[0], foot=foot)), whole)
            planted += 1
    assert missing(with_chapter(sheet, 0, replace(sheet.chapters[0], foot=None)), whole)
    assert planted >= 2 * sum(required(whole).values()) + 7


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


# ---- sides


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
        return " ".join(text.sided or text.neutral for text in parts if text)

    found = [form(model.purpose)]
    for message in (*model.safety, *(message for step in model.steps for message in step.safety)):
        found += [form(message.avoid), form(message.hazard, message.consequence)]
    found += [form(each) for each in (model.should_feel, model.should_not_feel, model.easier, model.harder)]
    for step in model.steps:
        found += [form(step.do), form(step.detail), form(step.figure.alt if step.figure else None)]
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
            if step.figure and block.picture:
                assert block.picture.mirrored == (step.figure.side not in ("none", page.side))
    (alone,) = pages_of(sheet_of(plan(f"{name}:left", brand=brand)))
    assert replace(alone, letter=left.letter) == left


def test_a_wrong_side_anywhere_is_seen() -> None:
    """Mutations: one step of the right page, or its strip, on the left page."""
    entry = library().exercise("lunge_stretch")
    left, right = pages_of(sheet_of(plan("lunge_stretch:both")))
    assert side_faults(replace(left, side=right.side), entry.model)
    assert side_faults(replace(left, strip=right.strip), entry.model) == ["the strip"]
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


# ---- log, changes, own words


def weeks(sheet: Sheet) -> list[LogWeekBlock]:
    return [block for block in blocks(sheet) if isinstance(block, LogWeekBlock)]


def test_the_log_has_boxes_exactly_where_the_dose_asks() -> None:
    sheet = sheet_of(
        plan(
            "lunge_stretch:left:3 times, 2-3 a day",
            "ball_massage:left:2 x 8, Mon Wed Fri, from week 2, for 1 week",
            "knee_lift_march::8 times, 3 a week",
            date="2025-11-06",
            log_weeks="3",
        )
    )
    first, second, third = weeks(sheet)
    assert first.days[:2] == ("Thu 6", "Fri 7") and second.days[0] == "Thu 13"
    assert all(week.rows[0].boxes == (3,) * 7 for week in weeks(sheet))
    assert [week.rows[1].boxes for week in weeks(sheet)] == [(0,) * 7, (0, 1, 0, 0, 1, 0, 1), (0,) * 7]
    assert third.rows[2].any_day == "On any 3 days" and third.rows[2].boxes == (3,)


@pytest.mark.parametrize(("fine", "ease"), [(3, 5), (0, 9), (5, 5), (2, 3)])
def test_the_pain_ruler_has_the_clinics_own_limits(fine: int, ease: int) -> None:
    whole = resolved_plan(plan("lunge_stretch:left"), library())
    brand = library().brand("fernhollow")
    limits = brand.model.pain.model_copy(update={"fine_to": fine, "ease_to": ease})
    own = replace(brand, model=brand.model.model_copy(update={"pain": limits}))
    from handout_builder.compose.plan import plan_sheet

    sheet = plan_sheet(whole, own, library().language("en"), library(), "key")
    ruler = next(block for block in blocks(sheet) if isinstance(block, PainBlock))
    numbers = [number for zone in ruler.zones for number in range(zone.first, zone.last + 1)]
    assert numbers == list(range(11))
    assert ruler.zones[0].last == fine and ruler.zones[-1].first == ease + 1


def test_changes_since_the_plan_before() -> None:
    before = plan(
        "lunge_stretch:left:3 x 30 s hold, every day", "ball_massage:left", "knee_lift_march", date="2025-10-01"
    )
    now = plan("lunge_stretch:left:4 x 30 s hold, every day", "ball_massage:right", "knee_lift_march")
    sheet = sheet_of(now, before)
    assert [row.change for row in rows(sheet)] == ["Changed", "New", None]
    (stopped,) = [block for block in blocks(sheet) if isinstance(block, StoppedBlock)]
    assert [words(item) for item in stopped.items] == ["Ball massage (Left side)"]
    assert "Oct 1, 2025" in words(stopped.advice)
    assert not any(row.change for row in rows(sheet_of(now, now)))
    assert not [block for block in blocks(sheet_of(now)) if isinstance(block, StoppedBlock)]


def test_own_words_replace_or_drop_a_variation_and_are_never_markup() -> None:
    item = {"exercise": "lunge_stretch", "side": "left", "easier": "hold **both** {side} rails", "harder": "skip"}
    (page,) = pages_of(sheet_of(plan({**item, "note": "[x](https://y.example) {phone}"})))
    assert page.feel and [cell.icon for cell in page.feel.cells] == ["check", "cross", "easier"]
    assert words(page.feel.cells[2].text) == "hold **both** {side} rails"
    assert page.note and words(page.note.text) == "[x](https://y.example) {phone}"
    assert all(span.target is None and not span.bold for span in page.note.text)


def test_private_words_are_nowhere_in_the_patients_sheet() -> None:
    item = {"exercise": "ball_massage", "side": "left", "private_note": "Zephyr one"}
    decided = {"exercise": "ball_massage", "flag": "hernia", "who": "Quilla", "reason": "Zephyr two"}
    entry = plan(item, private_note="Zephyr three", record="778899", flags=["hernia"], overrides=[decided])
    said = repr(sheet_of(entry))
    assert not [secret for secret in ("Zephyr", "Quilla", "778899") if secret in said]
    assert "Zephyr" in repr(entry.model)


def test_a_note_stands_with_its_signature() -> None:
    (note,) = [b for b in blocks(sheet_of(plan("lunge_stretch:left", note="Go slow."))) if isinstance(b, NoteBlock)]
    assert words(note.text) == "Go slow." and note.signature and "Dana Okafor, PT" in words(note.signature)


# ---- golden outlines

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("name", ["two_exercises", "both_sides", "by_hand"])
def test_golden_outline(name: str, request: pytest.FixtureRequest) -> None:
    """The whole sheet as text. `--update-golden` writes it anew and fails, so that the switch is never left on."""
    found = outline(sheet_of(plan_file(EXAMPLES / f"{name}.yaml")))
    path = GOLDEN / f"{name}.txt"
    if request.config.getoption("--update-golden"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(found, encoding="utf-8", newline="\n")
        pytest.fail(f"{path.name} is written anew; read what changed")
    assert found == path.read_text(encoding="utf-8")


def test_all_pairs_of_sides_keep_their_warnings_apart() -> None:
    for sides in product(("left", "right", "both"), repeat=2):
        chosen = [f"{name}:{side}" for name, side in zip(("lunge_stretch", "ball_massage"), sides, strict=True)]
        whole = resolved_plan(plan(*chosen), library())
        assert missing(composed(whole), whole) == [], sides
