"""What to feel and what not, easier and harder → a matrix of two columns, with the key to the hatch in the pictures."""

from __future__ import annotations

from handout_builder.boxes import Box, BoxItem, ClippedShapes, Group, Tag
from handout_builder.boxes.stack import group
from handout_builder.compose.exercise_blocks import FeelBlock, FeelCell
from handout_builder.geometry.basic_paths import rectangle_path
from handout_builder.geometry.shapes import filled, frame, horizontal, stroked, vertical
from handout_builder.model.rich_text import Span
from handout_builder.pictures.placed_sign import placed_sign
from handout_builder.text.setter import ParagraphSetter, boxed
from handout_builder.text.typography import Typography

GAP_ABOVE = 8.0
TOP_RULE, INNER_RULE = 1.5, 0.75
PAD_Y, PAD_X = 6.0, 12.0
ICON_GAP = 8.0
SWATCH_WIDTH, SWATCH_HEIGHT, SWATCH_GAP = 22.0, 12.0, 5.0


def feel_box(block: FeelBlock, typography: Typography, width: float, hatched: bool) -> Box:
    """The matrix, `width` points wide; two cells a row, and the whole row for a last one without a neighbour.

    The key to the hatch is there when a picture of the exercise is `hatched`.
    """
    middle = width / 2
    items: list[BoxItem] = [horizontal(0, 0, width, TOP_RULE, typography.colours.text)]
    y = TOP_RULE
    for row in range(0, len(block.cells), 2):
        if row:
            items.append(horizontal(0, y, width, INNER_RULE, typography.colours.hair))
        pair = block.cells[row : row + 2]
        rooms = (middle - PAD_X, middle - PAD_X - 1) if len(pair) > 1 else (width,)
        boxes = [feel_cell(cell, block, typography, room, hatched) for cell, room in zip(pair, rooms, strict=True)]
        height = max(box.height for box in boxes) + 2 * PAD_Y
        for index, box in enumerate(boxes):
            items.append(box.at((middle + PAD_X + 1) * index, y + PAD_Y))
        if len(pair) > 1:
            items.append(vertical(middle, y, height, INNER_RULE, typography.colours.hair))
        y += height
    if block.muscles:
        if block.cells:
            items.append(horizontal(0, y, width, INNER_RULE, typography.colours.hair))
        line = ParagraphSetter(typography, block.place).box(block.muscles, typography.style("body"), width, role="P")
        items.append(line.at(0, y + PAD_Y))
        y += line.height + PAD_Y
    return Box(width, y, group(items))


def feel_cell(cell: FeelCell, block: FeelBlock, typography: Typography, width: float, hatched: bool) -> Box:
    """Sign and words; the key follows the words, or is under the sign where it would need a line of its own."""
    size = typography.edition.icon
    colour = typography.colours.negative if cell.icon == "cross" else typography.colours.ink
    text_x = size + ICON_GAP
    text = (Span(cell.head, bold=True), Span(" "), *cell.text)
    style, setter = typography.style("body"), ParagraphSetter(typography, block.place)
    words = setter.box(text, style, width - text_x, role="P")
    items: list[BoxItem] = []
    if cell.swatch and hatched:
        lines = setter.lines(text, style, width - text_x, tail=SWATCH_GAP + SWATCH_WIDTH)
        followed = boxed(lines, width - text_x, role="P")
        if followed.height > words.height >= size + SWATCH_HEIGHT:
            items.append(_swatch(0.0, words.height - SWATCH_HEIGHT, size, typography, block.swatch_alt))
        else:
            words = followed
            end = text_x + lines.lines[-1].end + SWATCH_GAP
            top = words.height - style.leading + (style.leading - SWATCH_HEIGHT) / 2 + 0.5
            items.append(_swatch(end, top, SWATCH_WIDTH, typography, block.swatch_alt))
    icon = placed_sign(cell.icon, 0, 0, size, colour)
    return Box(width, max(words.height, size), group(icon, words.at(text_x, 0), items))


def _swatch(x: float, y: float, w: float, typography: Typography, alt: str) -> Group:
    h, c = SWATCH_HEIGHT, typography.colours
    path = rectangle_path(x, y, w, h, h / 2)
    lines = tuple(stroked((("M", x + at, y + h), ("L", x + at + h, y)), c.accent, 1.0) for at in (-2.0, 3.0, 8.0, 13.0))
    return group(
        filled(path, c.zone),
        ClippedShapes(path, lines),
        frame(x, y, w, h, h / 2, c.accent, 1.1),
        tag=Tag("Figure", alt=alt),
        picture=(x, w),
    )
