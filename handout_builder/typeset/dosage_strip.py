"""Side and amounts → the dosage strip: cells in one row, or in as many as they need, filled in or to write on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from handout_builder.boxes import Box, BoxItem
from handout_builder.boxes.stack import group, stack
from handout_builder.compose.exercise_blocks import StripBlock
from handout_builder.geometry.basic_paths import rectangle_path
from handout_builder.geometry.shapes import filled, frame, horizontal, panel, vertical
from handout_builder.model.rich_text import rich
from handout_builder.text.setter import ParagraphSetter
from handout_builder.text.typography import Typography
from handout_builder.typeset.strip_cells import CellMaker, StripCell

RADIUS = 6.0
DIVIDER, DIVIDER_INSET = 0.75, 9.0
WEEKS_GAP = 2.0
MOST_COLUMNS = 3


class _Place(NamedTuple):
    """A cell set in its place: start edge, row and box."""

    x: float
    row: int
    box: Box


def dosage_strip(block: StripBlock, typography: Typography, width: float) -> Box:
    """The strip, `width` points wide. Cells are measured: no number meets its neighbour, in whatever words.

    Where the natural widths of all cells are too wide for one row, the amounts are in rows of equal columns and the
    side is as high as all of them. What is wider than its column goes on in a second line, in type of the same size.
    """
    setter = ParagraphSetter(typography, block.place)
    maker = CellMaker(typography, setter, block.of)
    side = maker.side(block.side) if block.side else None
    amounts = [maker.dose(cell) for cell in block.cells]
    strip = _strip(side, amounts, typography, width)
    if not block.weeks:
        return strip
    head = setter.box(rich(block.weeks), typography.style("body", "700"), width, role="P")
    return stack(width, [(0.0, head), (WEEKS_GAP, strip)])


def _strip(side: StripCell | None, amounts: Sequence[StripCell], typography: Typography, width: float) -> Box:
    natural = sum(cell.natural for cell in amounts)
    start = side.natural if side else 0.0
    if start + natural <= width:
        sharing = len(amounts) + (side is not None and not side.solid)
        share = (width - start - natural) / max(1, sharing)
        start += share if side and not side.solid else 0.0
        placed = _in_one_row(amounts, start, share)
    else:
        placed = _in_columns(amounts, start, width)
    first = side.make(start) if side else None
    heights = _heights(placed, first.height if first else 0.0)
    tops = [sum(heights[:row]) for row in range(len(heights))]
    height = sum(heights)

    items: list[BoxItem] = list(_ground(typography, width, height))
    if side and side.solid and not typography.edition.only_black:
        radius = typography.radius(RADIUS)
        items.append(filled(rectangle_path(0, 0, start, height, (radius, 0, 0, radius)), typography.colours.solid))
        rules_from = start
    elif side and placed:
        items.append(_divider(start, 0.0, height, typography))
        rules_from = start + DIVIDER
    else:
        rules_from = 0.0
    hair = typography.colours.hair
    items += [horizontal(rules_from, top, width - rules_from, DIVIDER, hair) for top in tops[1:]]
    items += [_divider(cell.x, tops[cell.row], heights[cell.row], typography) for cell in placed if cell.x > start]
    if first:
        items.append(first.at(0.0, (height - first.height) / 2))
    items += [cell.box.at(cell.x, tops[cell.row]) for cell in placed]
    return Box(width, height, group(items, tag="Div"))


def _heights(placed: Sequence[_Place], least: float) -> list[float]:
    """The height of each row; all together they are at least as high as the cell of the side."""
    heights = [0.0] * (1 + max((cell.row for cell in placed), default=0))
    for cell in placed:
        heights[cell.row] = max(heights[cell.row], cell.box.height)
    missing = max(0.0, least - sum(heights))
    return [height + missing / len(heights) for height in heights]


def _in_one_row(cells: Sequence[StripCell], x: float, share: float) -> list[_Place]:
    placed = []
    for cell in cells:
        wide = cell.natural + share
        placed.append(_Place(x, 0, cell.make(wide)))
        x += wide
    return placed


def _in_columns(cells: Sequence[StripCell], start: float, width: float) -> list[_Place]:
    """Rows of equal columns; the last cell takes what is left of its row."""
    columns = _columns(cells, width - start)
    wide = (width - start) / columns
    placed = []
    for index, cell in enumerate(cells):
        row, column = divmod(index, columns)
        left = columns - column if index == len(cells) - 1 else 1
        placed.append(_Place(start + column * wide, row, cell.make(wide * left)))
    return placed


def _columns(cells: Sequence[StripCell], width: float) -> int:
    """As many columns as keep every cell on its lines; else two, or one, that keep every word whole."""
    most = MOST_COLUMNS if len(cells) > 4 else min(2, len(cells))
    for columns in range(most, 1, -1):
        if _fit([cell.natural for cell in cells], columns, width / columns):
            return columns
    return 2 if len(cells) > 1 and _fit([cell.least for cell in cells], 2, width / 2) else 1


def _fit(widths: Sequence[float], columns: int, column: float) -> bool:
    """Whether each of `widths` has room in its column, the last one in all that are left of its row."""
    last = (len(widths) - 1) % columns
    return all(wide <= column for wide in widths[:-1]) and widths[-1] <= column * (columns - last)


def _divider(x: float, y: float, height: float, typography: Typography) -> BoxItem:
    return vertical(x, y + DIVIDER_INSET, height - 2 * DIVIDER_INSET, DIVIDER, typography.colours.line)


def _ground(typography: Typography, width: float, height: float) -> tuple[BoxItem, ...]:
    if typography.ruled:
        return (
            horizontal(0, 0, width, 1.5, typography.colours.ink),
            horizontal(0, height - 0.75, width, 0.75, typography.colours.hair),
        )
    if typography.edition.only_black:
        return (frame(0, 0, width, height, typography.radius(RADIUS), typography.colours.frame, 1.25),)
    return (panel(0, 0, width, height, typography.radius(RADIUS), typography.colours.tint),)
