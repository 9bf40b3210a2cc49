"""A date as people and spreadsheets write it is read when it can mean one day only."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handout_builder.source.dates import read_date

NOVEMBER = date(2026, 11, 23)


@pytest.mark.parametrize(
    "text",
    ["2026-11-23", "2026/11/23", "2026.11.23", "23/11/2026", "11/23/2026", "23.11.2026", "23. 11. 2026", "23-11-2026",
     "23 Nov 2026", "23-Nov-2026", "23rd November 2026", "November 23, 2026", "Nov. 23 2026", "Mon, 23 Nov 2026",
     "2026-11-23 00:00:00", "2026-11-23T00:00:00Z", " 2026-11-23 "],
)  # fmt: skip
def test_f45_a_date_with_one_meaning_is_read(text: str) -> None:
    assert read_date(text) == NOVEMBER


def test_f45_day_and_month_that_are_equal_are_one_day() -> None:
    assert read_date("05/05/2026") == date(2026, 5, 5)
    assert read_date("2026-1-5") == date(2026, 1, 5)
    assert read_date("3.4.2026") == date(2026, 4, 3), "with points, the day is first in every country"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("03/04/2026", "may mean two days; write 2026-04-03 or 2026-03-04"),
        ("1-2-2026", "may mean two days"),
        ("3-Apr-26", "year of two digits"),
        ("11/23/26", "year of two digits"),
        ("46349", "number of a day in a spreadsheet"),
        ("31/02/2026", "not a day of the calendar"),
        ("13/13/2026", "not a day of the calendar"),
        ("2026-11-23 10:30:00", "not a date"),
        ("next Monday", "not a date"),
        ("23 Zed 2026", "not a date"),
        ("", "not a date"),
    ],
)
def test_f45_what_may_mean_two_days_or_none_is_refused(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        read_date(text)
    assert said in str(caught.value)


@given(st.dates(date(2000, 1, 1), date(2199, 12, 31)))
def test_every_form_of_a_day_is_that_day_or_refused(day: date) -> None:
    for text in (day.isoformat(), day.strftime("%d.%m.%Y"), day.strftime("%d %b %Y"), day.strftime("%B %d, %Y")):
        assert read_date(text) == day
    for text in (day.strftime("%d/%m/%Y"), day.strftime("%m/%d/%Y")):
        if day.day > 12 or day.day == day.month:
            assert read_date(text) == day
        else:
            with pytest.raises(ValueError, match="two days"):
                read_date(text)


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_a_problem(text: str) -> None:
    try:
        assert read_date(text) < date.max - timedelta(1)
    except ValueError as error:
        assert "write" in str(error) or "format" in str(error)
