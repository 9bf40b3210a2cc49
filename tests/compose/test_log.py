"""The log can be filed: each row names its side, each week its month and year."""

from __future__ import annotations

import pytest

from handout_builder.compose.plan_blocks import LogWeekBlock
from handout_builder.model.rich_text import words
from tests.plans.samples import blocks, plan, sheet_of


def weeks_of(*exercises: str, **fields: str) -> list[LogWeekBlock]:
    return [block for block in blocks(sheet_of(plan(*exercises, **fields))) if isinstance(block, LogWeekBlock)]


@pytest.mark.parametrize(
    ("exercises", "names"),
    [
        (("lunge_stretch:left:2 x 8", "lunge_stretch:right:3 x 8"), ["Lunge stretch Left", "Lunge stretch Right"]),
        (("lunge_stretch:left",), ["Lunge stretch Left"]),
        (("lunge_stretch:both",), ["Lunge stretch Both"]),
        (("knee_lift_march", "ball_massage:right"), ["Knee march Both", "Ball massage Right"]),
    ],
)
def test_f15_a_row_of_the_log_names_its_side(exercises: tuple[str, ...], names: list[str]) -> None:
    for week in weeks_of(*exercises):
        assert [words(row.name) for row in week.rows] == names


@pytest.mark.parametrize("date", ["2026-12-17", "2027-02-25", "2026-01-05"])
def test_f16_a_week_of_the_log_has_month_and_year(date: str) -> None:
    headings = [week.heading for week in weeks_of("lunge_stretch:left", date=date)]
    assert [heading.partition(",")[0] for heading in headings] == [f"Week {number}" for number in range(1, 5)]
    assert headings[0].endswith(date[:4])
    if date == "2026-12-17":
        assert headings == [
            "Week 1, Dec 17, 2026",
            "Week 2, Dec 24, 2026",
            "Week 3, Dec 31, 2026",
            "Week 4, Jan 7, 2027",
        ]
