"""The short notation of a dose: read, printed, read again, within sane limits; said in words, always the same dose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from handout_builder.compose.dose import DoseWording
from handout_builder.model.dosage import Dosage
from handout_builder.model.dose_text import PARTS, DoseChange, parse_dose, print_dose
from handout_builder.model.rich_text import words
from handout_builder.model.schedule import Day, DayTime
from handout_builder.plans.dose_merge import WORK, merged
from handout_builder.plans.dose_time import PlannedDose, busiest_day_seconds, session_seconds
from tests.plans.samples import library

LOADS = ("2 kg", "1.5-2.5 kg", "5 lb", "500 g", "red band", "heavy band", "bodyweight")
WORDING = DoseWording(library().language("en").model)


def ranges(most: int, unit: str = "") -> st.SearchStrategy[str]:
    pairs = st.tuples(st.integers(1, most), st.integers(1, most)).map(sorted)
    return pairs.map(lambda pair: f"{pair[0]}-{pair[1]} {unit}".strip() if pair[0] < pair[1] else f"{pair[0]} {unit}")


@st.composite
def doses(draw: st.DrawFn) -> DoseChange:
    """Any dose that may be written: work, load, rest, schedule, weeks."""
    fields: dict[str, object] = {}
    timed = draw(st.sampled_from([None, "hold", "duration"]))
    if timed:
        most, minutes = (300, 10) if timed == "hold" else (600, 180)
        fields[timed] = draw(st.one_of(ranges(most, "s"), ranges(minutes, "min")))
    if draw(st.booleans()):
        fields["repetitions"] = draw(ranges(100))
    with_sets = draw(st.booleans())
    if fields and with_sets:
        fields["sets"] = draw(ranges(10))
    if draw(st.booleans()):
        fields["load"] = draw(st.sampled_from(LOADS))
    if draw(st.booleans()):
        fields["rest"] = draw(st.one_of(ranges(600, "s"), ranges(10, "min")))
    if draw(st.booleans()):
        fields["weeks"] = draw(ranges(52))
    fields |= draw(schedules())
    free = [part for part in PARTS if part not in fields and not (part == "repetitions" and "sets" in fields)]
    if free:
        fields["without"] = draw(st.sets(st.sampled_from(free), max_size=2).map(tuple))
    if draw(st.booleans()):
        fields["start_week"] = draw(st.integers(1, 12))
    if draw(st.booleans()):
        fields["each_side"] = True
    return DoseChange.model_validate(fields)


@st.composite
def schedules(draw: st.DrawFn) -> dict[str, object]:
    fields: dict[str, object] = {}
    kind = draw(st.sampled_from(["none", "day", "week", "days", "days and day", "interval", "needed", "times"]))
    if kind in ("day", "days and day"):
        fields["frequency"] = draw(ranges(12)) + " a day"
    if kind == "week":
        fields["frequency"] = draw(ranges(7)) + " a week"
    if kind.startswith("days"):
        fields["days"] = draw(st.sets(st.sampled_from(list(Day)), min_size=1).map(list))
    if kind == "interval":
        hours = ranges(12).map(lambda number: f"every {number} hours")
        fields["frequency"] = draw(st.one_of(hours, st.integers(2, 14).map(lambda number: f"every {number} days")))
    if kind == "needed":
        per = draw(st.sampled_from([("day", 12), ("week", 7)]))
        fields["frequency"] = f"as needed, up to {draw(st.integers(1, per[1]))} a {per[0]}"
    if kind == "times":
        fields["day_times"] = draw(st.sets(st.sampled_from(list(DayTime)), min_size=1).map(list))
        often = draw(st.sampled_from(["", "every day", "3 a week", "every other day"]))
        fields |= {"frequency": often} if often else {}
    return fields


@given(doses())
def test_what_is_printed_reads_as_the_same_dose(dose: DoseChange) -> None:
    text = print_dose(dose)
    if text:
        again = parse_dose(text)
        assert again.model_copy(update={"without": ()}) == dose.model_copy(update={"without": ()})
        assert set(again.without) == set(dose.without)
        assert print_dose(again) == text


@given(doses())
def test_strip_and_sentence_say_the_same_numbers(dose: DoseChange) -> None:
    """Every number of the strip is in the sentence, so that the two never differ."""
    sentence = WORDING.sentence(dose).replace(" to ", "–")
    for cell in WORDING.cells(dose):
        if cell.icon != "often" or cell.value != "1":
            number = (cell.value or "").removeprefix("every ").removeprefix("up to ")
            assert cell.unit == "days" or number in ("your own", "1") or number in sentence, (cell, sentence)


@given(doses(), doses())
def test_a_written_dose_that_names_work_is_whole(usual: DoseChange, own: DoseChange) -> None:
    found = merged(usual, own)
    for part in PARTS:
        mine, printed = getattr(own, part), getattr(found.dose, part)
        if mine is not None:
            assert printed == mine
        elif part in own.without or (own.names_work and part in WORK) or (own.load and part == "frequency"):
            assert printed is None
        elif printed is not None:
            assert printed == getattr(usual, part)
        said = getattr(usual, part) is not None and mine is None and part not in own.without
        assert (part in found.kept or part in found.left_out) == said, "no usual part is kept or left out silently"
        assert (part in found.kept) == (said and printed is not None)
    assert merged(found.dose, None).dose == found.dose


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2 x 30 s hold, rest 15 s, every day", "Once a day. 2 times, hold 30 seconds. Rest 15 seconds between."),
        ("2 x 8, Mon Wed Fri", "3 days a week (Mon, Wed, Fri). 2 sets of 8."),
        ("8-10 times, 3 a week", "3 days a week. 8 to 10 times."),
        ("1 x 1 min hold, 2-3 a day, for 1 week", "2 to 3 times a day. 1 time, hold 1 minute. For 1 week."),
        (
            "2 sets of 8, hold: 5 s, twice a day, Tue, Thu",
            "2 times a day, 2 days a week (Tue, Thu). 2 sets of 8, hold 5 seconds.",
        ),
    ],
)
def test_words_that_people_say(text: str, said: str) -> None:
    assert WORDING.sentence(parse_dose(text)) == said


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("hold: 300 min", "outside 1 to 10 min"),
        ("2 x 8 x 9", "more numbers than sets and repetitions"),
        ("rest 15", "has no unit"),
        ("rest 15 parsecs", "unknown unit"),
        ("12-8 times", "runs backwards"),
        ("Mon Mon", "twice"),
        ("from week 99", "less than or equal to 12"),
        ("2 x 8, 3", "may be times or seconds"),
        ("2 x 8, 3 x 9", "a second time"),
        ("3 a week, Mon", "do not agree"),
        ("no fun", "names no part of a dose"),
        ("no hold, hold 3 s", "keep one of the two"),
        ("whenever you like", "is no part of a dose"),
        ("2 x 8,,", "empty"),
        ("", "empty"),
        ("13 a day", "outside 1 to 12"),
        ("9999999 sets of 8", "sets: 9999999"),
    ],
)
def test_a_dose_that_makes_no_sense_is_a_problem(text: str, wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong):
        parse_dose(text)


@given(st.text(max_size=60))
def test_any_text_is_a_dose_or_a_problem(text: str) -> None:
    try:
        dose = parse_dose(text)
    except ValueError:
        return
    assert parse_dose(print_dose(dose)) == dose


def test_own_days_stand_in_place_of_usual_times_a_week() -> None:
    usual = Dosage.model_validate({"repetitions": "3", "frequency": "3 a week"})
    assert merged(usual, parse_dose("Mon Thu")).dose.frequency is None
    daily = Dosage.model_validate({"repetitions": "3", "days": "Mon Wed Fri"})
    assert merged(daily, parse_dose("every day")).dose.days is None


def test_minutes_count_sets_sides_holds_and_rests() -> None:
    once = Dosage.model_validate({"repetitions": "3", "hold": "30 s", "rest": "15 s", "frequency": "1 a day"})
    assert session_seconds(once) == 3 * 32 + 2 * 15
    assert session_seconds(once, sides=2) == 2 * session_seconds(once)
    twice = once.model_copy(update={"frequency": Dosage.model_validate({"frequency": "2 a day"}).frequency})
    assert busiest_day_seconds([(PlannedDose(twice), 1)]) == 2 * busiest_day_seconds([(PlannedDose(once), 1)])


@given(doses(), st.integers(1, 12), st.integers(1, 12), st.sampled_from(list(Day)))
def test_boxes_begin_and_end_with_the_dose(dose: DoseChange, start: int, week: int, begins: Day) -> None:
    last = start + dose.weeks.high - 1 if dose.weeks else None
    asked = PlannedDose(dose, start, last).week(week, begins)
    running = week >= start and (last is None or week <= last)
    rare = dose.frequency is not None and dose.frequency.per == "days" and dose.frequency.times.high > 7
    assert bool(sum(asked.sessions) or asked.any_days) == running or (rare and running)
    if running and dose.days:
        order = [list(Day)[(list(Day).index(begins) + day) % 7] for day in range(7)]
        assert {day for day, count in zip(order, asked.sessions, strict=True) if count} == {*dose.days}


@given(st.integers(1, 4), st.integers(2, 14), st.sampled_from(list(Day)))
def test_every_other_day_goes_on_over_the_weeks(start: int, every: int, begins: Day) -> None:
    planned = PlannedDose(parse_dose(f"2 x 8, every {every} days"), start)
    boxes = [count for week in range(start, 13) for count in planned.week(week, begins).sessions]
    assert boxes == [int(day % every == 0) for day in range(len(boxes))]


def test_models_refuse_what_the_short_form_refuses() -> None:
    with pytest.raises(ValidationError, match="outside"):
        DoseChange.model_validate({"hold": "300 min"})
    assert words(WORDING.lines(parse_dose("30 s hold, every day"))[1]) == "Hold 30 seconds"
