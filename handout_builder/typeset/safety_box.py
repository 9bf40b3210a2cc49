"""A warning → its box or its safety line; sign, colours and frame are those of its level and never of a brand."""

from __future__ import annotations

from dataclasses import replace

from handout_builder.boxes import Box, BoxItem, ClippedShapes, Group, Tag
from handout_builder.boxes.stack import stack
from handout_builder.compose.block_parts import SafetyBlock, SafetyLineBlock
from handout_builder.geometry.basic_paths import rectangle_path
from handout_builder.geometry.colour import WHITE
from handout_builder.geometry.shapes import filled as filled_path
from handout_builder.geometry.shapes import frame
from handout_builder.model.rich_text import Span, rich
from handout_builder.pictures.placed_sign import placed_sign
from handout_builder.text.safety_style import SafetyStyle, safety_style
from handout_builder.text.setter import ParagraphSetter
from handout_builder.text.typography import Typography

RADIUS = 3.0
DIVIDER = 1.5
PANEL = 93.0
SYMBOL = 26.0
MIN_INNER = 53.0
PAD_X, PAD_TOP, PAD_BOTTOM = 12.0, 5.0, 6.0
LINE_HEIGHT, LINE_PANEL, LINE_SYMBOL = 24.0, 95.0, 15.0


def safety_box(block: SafetyBlock, typography: Typography, width: float, anchor: str | None = None) -> Box:
    """The whole box, `width` points wide; `anchor` names its place. Raises ContentError for text that cannot be set."""
    style = safety_style(block.level, black=typography.edition.only_black)
    border = style.border
    setter, large = ParagraphSetter(typography, block.place), typography.signal_scale
    panel_width = PANEL * large
    text_width = width - 2 * border - panel_width - DIVIDER - 2 * PAD_X
    head = setter.box(block.head, typography.style("do"), text_width, role="P")
    body = setter.box(block.body, typography.style("body"), text_width, role="P")
    texts = stack(text_width, [(0, head), (0, body)])
    inner = max(MIN_INNER * large, texts.height + PAD_TOP + PAD_BOTTOM)
    height = inner + 2 * border
    signal = typography.style("signal").on(style.panel, style.ink)
    word = setter.box(rich(block.word), signal, panel_width, align="center", role="P")
    symbol = SYMBOL * large
    top = border + (inner - symbol - 2 - word.height) / 2
    text_x = border + panel_width + DIVIDER + PAD_X
    text_y = border + (inner - texts.height) / 2
    content = Group(
        (
            *panelled_frame(width, height, panel_width, style),
            placed_sign(style.sign, border + (panel_width - symbol) / 2, top, symbol, style.ink, style.panel),
            word.at(border, top + symbol + 2),
            texts.at(text_x, text_y),
        ),
        tag=Tag("Warning", title=block.word),
        anchor=anchor,
        source=f"safety:{block.place}",
    )
    return Box(width, height, content)


def safety_line(block: SafetyLineBlock, typography: Typography, width: float, page: int | None = None) -> Box:
    """The warning in one line with its page: for overviews and continued pages. Grows when the line is too long."""
    style = safety_style(block.level, black=typography.edition.only_black)
    border = style.border
    setter, large = ParagraphSetter(typography, block.place), typography.signal_scale
    panel_width, symbol = LINE_PANEL * large, LINE_SYMBOL * large
    behind = () if page is None else (Span(" " + block.page_word.format(page=page)),)
    text = (*(replace(span, bold=True) for span in block.head), *block.body, *behind)
    text_width = width - 2 * border - panel_width - DIVIDER - 2 * PAD_X
    line = setter.box(text, typography.style("body"), text_width, role="P")
    inner = max(LINE_HEIGHT * large - 2 * border, line.height + 4)
    height = inner + 2 * border
    signal = typography.style("label", "800").on(style.panel, style.ink)
    word = setter.line(rich(block.word), signal, role="P")
    top = border + (inner - symbol) / 2
    symbol_x = border + (panel_width - symbol - 5 - setter.width(rich(block.word), signal)) / 2
    content = Group(
        (
            *panelled_frame(width, height, panel_width, style),
            placed_sign(style.sign, symbol_x, top, symbol, style.ink, style.panel),
            word.at(symbol_x + symbol + 5, border + (inner - word.height) / 2),
            line.at(border + panel_width + DIVIDER + PAD_X, border + (inner - line.height) / 2),
        ),
        tag=Tag("Warning", title=block.word),
        source=f"safety-line:{block.place}",
    )
    return Box(width, height, content)


def panelled_frame(width: float, height: float, panel_width: float, style: SafetyStyle) -> tuple[BoxItem, ...]:
    """White inside the frame, the panel at its start, a rule between them; for a box of that size in points."""
    border, outside = style.border, rectangle_path(0, 0, width, height, RADIUS)
    panel = filled_path(rectangle_path(0, 0, border + panel_width, height), style.panel)
    return (
        ClippedShapes(outside, (filled_path(outside, WHITE), panel)),
        filled_path(rectangle_path(border + panel_width, border / 2, DIVIDER, height - border), style.frame),
        frame(0, 0, width, height, RADIUS, style.frame, border),
    )
