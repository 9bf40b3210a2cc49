"""Log, pain ruler, changes, own words and notes of a plan's sheet; and whole sheets as text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from handout_builder.compose.blocks import Sheet
from handout_builder.compose.outline import outline
from handout_builder.compose.plan_blocks import (
    LogWeekBlock,
    NoteBlock,
    PainBlock,
    StoppedBlock,
)
from handout_builder.model.rich_text import words
from handout_builder.plans.read import plan_file
from handout_builder.plans.resolve import resolved_plan
from tests.compose.test_plan import rows
from tests.plans.samples import EXAMPLES, blocks, library, pages_of, plan, sheet_of


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
    resolved = resolved_plan(plan("lunge_stretch:left"), library())
    brand = library().brand("fernhollow")
    limits = brand.model.pain.model_copy(update={"fine_to": fine, "ease_to": ease})
    own = replace(brand, model=brand.model.model_copy(update={"pain": limits}))
    from handout_builder.compose.plan import plan_sheet

    sheet = plan_sheet(resolved, own, library().language("en"), library(), "key")
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
    decided = {"exercise": "ball_massage", "flag": "pregnancy", "who": "Quilla", "reason": "Zephyr two"}
    entry = plan(item, private_note="Zephyr three", record="778899", flags=["pregnancy"], overrides=[decided])
    said = repr(sheet_of(entry))
    assert not [secret for secret in ("Zephyr", "Quilla", "778899") if secret in said]
    assert "Zephyr" in repr(entry.model)


def test_a_note_stands_with_its_signature() -> None:
    (note,) = [b for b in blocks(sheet_of(plan("lunge_stretch:left", note="Go slow."))) if isinstance(b, NoteBlock)]
    assert words(note.text) == "Go slow." and note.signature and "Dana Okafor, PT" in words(note.signature)


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
