"""Boxes to tick, and the row that names the exercises with their pages → boxes."""

from __future__ import annotations

from collections.abc import Mapping

from handout_builder.boxes import Box, BoxItem, FieldArea, Group, Tag
from handout_builder.boxes.stack import group, stack
from handout_builder.compose.blocks import OverviewBlock, OverviewItem, TickBlock, TickColumnBlock
from handout_builder.geometry.shapes import frame, horizontal
from handout_builder.model.rich_text import Rich, rich, words
from handout_builder.text.setter import ParagraphSetter
from handout_builder.text.typography import Typography
from handout_builder.typeset.exercise_head import tile

TOP_RULE, PAD_TOP = 1.5, 8.0
TICK, TICK_GAP, TICK_RADIUS, TICK_PEN = 12.0, 7.5, 2.5, 1.1
ITEM_GAP, HEAD_GAP, LEAST_COLUMN_GAP = 0.5, 4.0, 12.0
NAV_TILE, NAV_GAP, NAV_PAGE, NAV_SPACE = 18.0, 6.0, 4.0, 8.0


def tick_box(block: TickBlock, typography: Typography, width: float) -> Box | None:
    """Heading and hint on one line, columns of boxes below; columns take their width and share what is left.

    None when the columns have no room side by side.
    """
    columns = [_column(column, block, typography, width) for column in block.columns]
    if sum(column.width for column in columns) + LEAST_COLUMN_GAP * (len(columns) - 1) > width:
        return None
    head = tick_head(block, typography, width)
    items: list[BoxItem] = [head.at(0, 0)]
    spare = max(0.0, width - sum(column.width for column in columns)) / max(1, len(columns) - 1 or 1)
    gap = min(spare, width / 3 - min(column.width for column in columns)) if len(columns) > 1 else 0.0
    gap = max(gap, LEAST_COLUMN_GAP)
    x = 0.0
    for column in columns:
        items.append(column.at(x, head.height))
        x += column.width + gap
    height = head.height + max(column.height for column in columns)
    return Box(width, height, group(items))


def tick_head(block: TickBlock, typography: Typography, width: float) -> Box:
    """The rule above, the heading, and the hint on its line where there is room, else below it."""
    setter = ParagraphSetter(typography, block.place)
    heading = setter.line(block.heading, typography.display("h2"), role="H2")
    if heading.width > width:
        heading = setter.box(block.heading, typography.display("h2"), width, balance=True, role="H2")
    items: list[BoxItem] = [horizontal(0, 0, width, TOP_RULE, typography.colours.text)]
    y = TOP_RULE + PAD_TOP
    items.append(heading.at(0, y))
    y += heading.height
    if block.hint:
        style = typography.style("body")
        hint = setter.box(block.hint, style, width, role="P")
        in_line = heading.width + 10 + setter.width(block.hint, style) <= width
        base = typography.display("h2").first_baseline - style.first_baseline
        items.append(hint.at(heading.width + 10, y - heading.height + base) if in_line else hint.at(0, y))
        y += 0.0 if in_line else hint.height
    return Box(width, y + HEAD_GAP, Group((group(items),), bookmark=(1, words(block.heading))))


def _column(column: TickColumnBlock, block: TickBlock, typography: Typography, width: float) -> Box:
    setter = ParagraphSetter(typography, block.place)
    style = typography.style("body", "700")
    heading = setter.line(column.heading, style, role="H3")
    if heading.width > width:
        heading = setter.box(column.heading, style, width, balance=True, role="H3")
    rows = [tick_row(text, block, typography, width) for text in column.items]
    listed = stack(max(row.width for row in rows), [(ITEM_GAP, row) for row in rows], tag="L")
    return stack(max(heading.width, listed.width), [(0.0, heading), (HEAD_GAP, listed)])


def tick_row(item: Rich, block: TickBlock, typography: Typography, width: float) -> Box:
    """A box to tick and its words, on one line where `width` has room for it."""
    setter, style, text_x = ParagraphSetter(typography, block.place), typography.style("body"), TICK + TICK_GAP
    text = setter.line(item, style, role="LBody")
    if text_x + text.width > width:
        text = setter.box(item, style, width - text_x, role="LBody")
    top = (style.leading - TICK) / 2
    square = frame(0, top, TICK, TICK, typography.radius(TICK_RADIUS), typography.colours.text, TICK_PEN)
    name = f"{words(block.heading)}: {words(item)}"
    blank = FieldArea(0, top, TICK, TICK, "tick", name, name)
    return Box(
        text_x + text.width,
        text.height,
        group(
            group(group(square, blank, tag=Tag("Figure", alt=block.box_alt)), tag="Lbl"), text.at(text_x, 0), tag="LI"
        ),
    )


def overview_box(block: OverviewBlock, typography: Typography, pages: Mapping[str, int], width: float) -> Box:
    """The exercises with their pages in rows, one role for all."""
    rows = overview_rows(block, typography, pages, width)
    return stack(width, [(3.0 if index else 0.0, row) for index, row in enumerate(rows)], tag="L")


def overview_rows(
    block: OverviewBlock, typography: Typography, pages: Mapping[str, int], width: float
) -> tuple[Box, ...]:
    """The exercises with their pages, spread over the width, a rule above the first row; where room is short with
    short words for the page, then in smaller type, then in more rows.
    """
    setter = ParagraphSetter(typography, block.place)
    for style, page_word in (("body", block.page_word), ("body", block.page_short), ("label", block.page_short)):
        cells = [
            _nav_cell(item, page_word, style, typography, setter, pages[item.anchor], width) for item in block.items
        ]
        per_row = _per_row([cell.width for cell in cells], width)
        if per_row == len(cells):
            break
    column_width = [max(cell.width for cell in cells[column::per_row]) for column in range(per_row)]
    gap = (width - sum(column_width)) / max(1, per_row - 1)
    rows = []
    for start in range(0, len(cells), per_row):
        items: list[BoxItem] = []
        x, top = 0.0, 0.0
        if not start:
            items.append(horizontal(0, 0, width, TOP_RULE, typography.colours.text))
            top = TOP_RULE + PAD_TOP
        for column, cell in enumerate(cells[start : start + per_row]):
            items.append(cell.at(x, top))
            x += column_width[column] + gap
        rows.append(Box(width, top + max(cell.height for cell in cells[start : start + per_row]), group(items)))
    return tuple(rows)


def _per_row(widths: list[float], width: float) -> int:
    """As many columns as fit in even rows: four that do not fit become two and two, not three and one."""
    for rows in range(1, len(widths) + 1):
        count = -(-len(widths) // rows)
        column_width = [max(widths[column::count]) for column in range(count)]
        if sum(column_width) + NAV_SPACE * (count - 1) <= width:
            return count
    return 1


def _nav_cell(
    item: OverviewItem,
    page_word: str,
    size: str,
    typography: Typography,
    setter: ParagraphSetter,
    page: int,
    width: float,
) -> Box:
    letter = tile(item.letter, typography, NAV_TILE, setter)
    name = setter.line(item.name, typography.style(size, "600"), more=True)
    number = setter.line(rich(page_word.format(page=page)), typography.style(size, "400", typography.colours.muted))
    x = NAV_TILE + NAV_GAP
    most = width - x - NAV_PAGE - number.width
    if name.width > most:
        name = setter.box(item.name, typography.style(size, "600"), most, more=True)
    link = Group(
        (letter.at(0, (name.height - NAV_TILE) / 2), name.at(x, 0), number.at(x + name.width + NAV_PAGE, 0)),
        tag=Tag("Link", target=f"#{item.anchor}"),
    )
    return Box(
        x + name.width + NAV_PAGE + number.width, max(name.height, NAV_TILE), group(group(link, tag="LBody"), tag="LI")
    )
