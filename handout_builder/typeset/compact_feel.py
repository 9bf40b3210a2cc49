"""What to feel and what not, easier and harder → rows under the steps of a compact exercise, or one row below it."""

from __future__ import annotations

from collections.abc import Sequence

from handout_builder.boxes import Box, BoxItem
from handout_builder.boxes.stack import group
from handout_builder.compose.exercise_blocks import FeelBlock, FeelCell
from handout_builder.geometry.shapes import horizontal, vertical
from handout_builder.text.setter import ParagraphSetter
from handout_builder.text.typography import Typography
from handout_builder.typeset.feel import feel_cell

RULE_ABOVE, RULE_BELOW, RULE = 5.0, 3.0, 0.75
ROW_PAD = 2.0
SHARES = (1.32, 1.0)
COLUMN_GAP = 24.0
MUSCLES_GAP = 2.0


def feel_rows(
    block: FeelBlock, cells: Sequence[FeelCell], typography: Typography, width: float, *, hatched: bool, muscles: bool
) -> Box:
    """The cells below each other, under a thin rule; the key to the hatch is there when a picture is `hatched`."""
    items: list[BoxItem] = [horizontal(0, RULE_ABOVE, width, RULE, typography.colours.hair)]
    y = RULE_ABOVE + RULE + RULE_BELOW
    for cell in cells:
        box = feel_cell(cell, block, typography, width, hatched)
        items.append(box.at(0, y + ROW_PAD))
        y += box.height + 2 * ROW_PAD
    return _with_muscles(block, typography, width, items, y, muscles=muscles)


def feel_row(
    block: FeelBlock, cells: Sequence[FeelCell], typography: Typography, width: float, *, hatched: bool, muscles: bool
) -> Box:
    """The cells two in a row, under a thin rule."""
    items: list[BoxItem] = [horizontal(0, 0, width, RULE, typography.colours.hair)]
    first = (width - COLUMN_GAP) * SHARES[0] / sum(SHARES)
    columns = ((0.0, first), (first + COLUMN_GAP, width - first - COLUMN_GAP))
    y = RULE + RULE_BELOW
    for at in range(0, len(cells), 2):
        pair = cells[at : at + 2]
        places = columns if len(pair) > 1 else ((0.0, width),)
        boxes = [
            (x, feel_cell(cell, block, typography, room, hatched)) for cell, (x, room) in zip(pair, places, strict=True)
        ]
        height = max(box.height for _, box in boxes)
        items += [box.at(x, y + ROW_PAD) for x, box in boxes]
        if len(pair) > 1:
            middle = first + COLUMN_GAP / 2
            items.append(vertical(middle, y, height + 2 * ROW_PAD, RULE, typography.colours.hair))
        y += height + 2 * ROW_PAD
    return _with_muscles(block, typography, width, items, y, muscles=muscles)


def _with_muscles(
    block: FeelBlock, typography: Typography, width: float, items: list[BoxItem], y: float, *, muscles: bool
) -> Box:
    if muscles and block.muscles:
        line = ParagraphSetter(typography, block.place).box(block.muscles, typography.style("body"), width, role="P")
        items.append(line.at(0, y + MUSCLES_GAP))
        y += MUSCLES_GAP + line.height
    return Box(width, y, group(items))
