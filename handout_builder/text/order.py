"""The direction of a paragraph and of its runs → the order in which they follow each other on the line.

After UAX 9 (Unicode bidirectional algorithm): rule L2 over embedding levels. All scripts that can be printed today run
from left to right, so each run has one of the two levels below.
"""

from __future__ import annotations

from collections.abc import Sequence

from handout_builder.boxes import Direction

BASE_LEVELS: dict[Direction, int] = {"ltr": 0, "rtl": 1}
"""The level of a paragraph: of its own script, and of the space at the end of a line (rule L1)."""
LEFT_TO_RIGHT_LEVELS: dict[Direction, int] = {"ltr": 0, "rtl": 2}
"""The level of text that runs from left to right, by the direction of its paragraph."""


def from_start(levels: Sequence[int], direction: Direction) -> list[int]:
    """The numbers of a line's runs from the start edge to the end edge; `levels` are given in reading order."""
    order = list(range(len(levels)))
    for level in range(max(levels, default=0), 0, -1):
        _reverse(order, levels, level)
    return order if direction == "ltr" else order[::-1]


def _reverse(order: list[int], levels: Sequence[int], least: int) -> None:
    """Turn round each sequence of neighbours whose level is `least` or more."""
    start = 0
    for end in range(len(order) + 1):
        if end == len(order) or levels[order[end]] < least:
            order[start:end] = order[start:end][::-1]
            start = end + 1
