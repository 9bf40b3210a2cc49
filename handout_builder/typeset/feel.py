"""What to feel and what not, easier and harder → a matrix of two columns, with the key to the hatch in the pictures."""

from __future__ import annotations

from handout_builder.compose.blocks import FeelBlock, FeelCell
from handout_builder.model.rich_text import Span
from handout_builder.typeset.box import Box, BoxItem, ClippedMarks, Group, Run, Tag
from handout_builder.typeset.setting import Setting
from handout_builder.typeset.shapes import filled, frame, horizontal, rectangle_path, stroked, vertical
from handout_builder.typeset.signs import sign
from handout_builder.typeset.stack import group
from handout_builder.typeset.text import Setter

GAP_ABOVE = 8.0
TOP_RULE, INNER_RULE = 1.5, 0.75
PAD_Y, PAD_X = 6.0, 12.0
ICON_GAP = 8.0
SWATCH_WIDTH, SWATCH_HEIGHT, SWATCH_GAP = 22.0, 12.0, 5.0


def feel_box(block: FeelBlock, setting: Setting, width: float) -> Box:
    """The matrix, `width` points wide; two cells a row."""
    middle = width / 2
    items: list[BoxItem] = [horizontal(0, 0, width, TOP_RULE, setting.colours.text)]
    y = TOP_RULE
    for row in range(0, len(block.cells), 2):
        if row:
            items.append(horizontal(0, y, width, INNER_RULE, setting.colours.hair))
        pair = block.cells[row : row + 2]
        boxes = [_cell(cell, block, setting, middle - PAD_X - (1 if index else 0)) for index, cell in enumerate(pair)]
        height = max(box.height for box in boxes) + 2 * PAD_Y
        for index, box in enumerate(boxes):
            items.append(box.at((middle + PAD_X + 1) * index, y + PAD_Y))
        y += height
    if len(block.cells) > 1:
        items.append(vertical(middle, TOP_RULE, y - TOP_RULE, INNER_RULE, setting.colours.hair))
    if block.muscles:
        if block.cells:
            items.append(horizontal(0, y, width, INNER_RULE, setting.colours.hair))
        line = Setter(block.place).box(block.muscles, setting.style("body"), width, role="P")
        items.append(line.at(0, y + PAD_Y))
        y += line.height + PAD_Y
    return Box(width, y, group(items))


def _cell(cell: FeelCell, block: FeelBlock, setting: Setting, width: float) -> Box:
    size = setting.edition.icon
    colour = setting.colours.negative if cell.icon == "cross" else setting.colours.ink
    left = size + ICON_GAP
    text = (Span(cell.head, bold=True), Span(" "), *cell.text)
    style = setting.style("body")
    tail = SWATCH_GAP + SWATCH_WIDTH if cell.swatch else 0.0
    words = Setter(block.place).box(text, style, width - left, role="P", tail=tail)
    items: list[BoxItem] = [*sign(cell.icon, 0, 0, size, colour), words.at(left, 0)]
    height = max(words.height, size)
    if cell.swatch:
        runs = [item for item in words.content.items if isinstance(item, Run)]
        end = runs[-1].x + runs[-1].width + SWATCH_GAP
        top = words.height - style.leading + (style.leading - SWATCH_HEIGHT) / 2 + 0.5
        items.append(_swatch(left + end, top, setting, block.swatch_alt))
    return Box(width, height, group(items))


def _swatch(x: float, y: float, setting: Setting, alt: str) -> Group:
    w, h, c = SWATCH_WIDTH, SWATCH_HEIGHT, setting.colours
    path = rectangle_path(x, y, w, h, h / 2)
    lines = tuple(stroked((("M", x + at, y + h), ("L", x + at + h, y)), c.accent, 1.0) for at in (-2.0, 3.0, 8.0, 13.0))
    return group(
        filled(path, c.zone),
        ClippedMarks(path, lines),
        frame(x, y, w, h, h / 2, c.accent, 1.1),
        tag=Tag("Figure", alt=alt),
    )
