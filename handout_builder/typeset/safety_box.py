"""A warning → its box or its safety line. Colour, symbol, word, frame and corner are fixed: no brand reaches them.

After ANSI Z535.6 and ISO 3864: four cues (symbol, word, weight of the frame, colour), so that one may fail.
"""

from __future__ import annotations

from dataclasses import replace

from handout_builder.boxes import Box, BoxItem, ClippedShapes, Group, Tag
from handout_builder.compose.block_parts import SafetyBlock, SafetyLineBlock
from handout_builder.geometry.drawing import Shape
from handout_builder.model.colour import FRAME, SAFETY_COLOURS
from handout_builder.model.rich_text import Span, rich
from handout_builder.model.safety import Level
from handout_builder.text.lines import ParagraphSetter, natural_width
from handout_builder.text.typography import TextStyle, Typography
from handout_builder.typeset.shapes import filled as filled_path
from handout_builder.typeset.shapes import frame, rectangle_path
from handout_builder.typeset.signs import sign
from handout_builder.typeset.stack import stack

RADIUS = 3.0
DIVIDER = 1.5
PANEL = 93.0
SYMBOL = 26.0
MIN_INNER = 53.0
PAD_X, PAD_TOP, PAD_BOTTOM = 12.0, 5.0, 6.0
BORDER = {Level.DANGER: 2.25, Level.WARNING: 2.25, Level.CAUTION: 1.5, Level.NOTICE: 1.0}
BORDER_BLACK = {Level.DANGER: 4.5, Level.WARNING: 3.0, Level.CAUTION: 1.5, Level.NOTICE: 1.0}
LINE_HEIGHT, LINE_PANEL, LINE_SYMBOL = 24.0, 95.0, 15.0


def safety_box(block: SafetyBlock, typography: Typography, width: float) -> Box:
    """The whole box, `width` points wide. Raises ContentError for text that cannot be set."""
    border, panel, ink = _manner(block.level, typography)
    setter, large = ParagraphSetter(block.place), typography.edition.type.signal.size / 13.5
    panel_width = PANEL * large
    text_width = width - 2 * border - panel_width - DIVIDER - 2 * PAD_X
    head = setter.box(block.head, typography.style("do"), text_width, role="P")
    body = setter.box(block.body, typography.style("body"), text_width, role="P")
    texts = stack(text_width, [(0, head), (0, body)])
    inner = max(MIN_INNER * large, texts.height + PAD_TOP + PAD_BOTTOM)
    height = inner + 2 * border
    word = _signal(block.word, typography.style("signal").on(panel, ink), ParagraphSetter(block.place), panel_width)
    symbol = SYMBOL * large
    top = border + (inner - symbol - 2 - word.height) / 2
    picture = _symbol(block.level, border + (panel_width - symbol) / 2, top, symbol, ink, panel, typography)
    text_x = border + panel_width + DIVIDER + PAD_X
    text_y = border + (inner - texts.height) / 2
    content = Group(
        (
            *_ground(width, height, border, panel_width, panel),
            *picture,
            word.at(border, top + symbol + 2),
            texts.at(text_x, text_y),
        ),
        tag=Tag("Warning", title=block.word),
        source=f"safety:{block.place}",
    )
    return Box(width, height, content)


def safety_line(block: SafetyLineBlock, typography: Typography, width: float, page: int | None = None) -> Box:
    """The warning in one line with its page: for overviews and continued pages. Grows when the line is too long."""
    border, panel, ink = _manner(block.level, typography)
    setter, large = ParagraphSetter(block.place), typography.edition.type.signal.size / 13.5
    panel_width, symbol = LINE_PANEL * large, LINE_SYMBOL * large
    text = block.head if page is None else (*block.head, Span(" " + block.page_word.format(page=page)))
    text = (*(replace(span, bold=True) for span in block.head), *text[len(block.head) :])
    text_width = width - 2 * border - panel_width - DIVIDER - 2 * PAD_X
    line = setter.box(text, typography.style("body"), text_width, role="P")
    inner = max(LINE_HEIGHT * large - 2 * border, line.height + 4)
    height = inner + 2 * border
    signal = typography.style("label", "800").on(panel, ink)
    word = setter.line(rich(block.word), signal, role="P")
    top = border + (inner - symbol) / 2
    left = border + (panel_width - symbol - 5 - natural_width(rich(block.word), signal)) / 2
    content = Group(
        (
            *_ground(width, height, border, panel_width, panel),
            *_symbol(block.level, left, top, symbol, ink, panel, typography),
            word.at(left + symbol + 5, border + (inner - word.height) / 2),
            line.at(border + panel_width + DIVIDER + PAD_X, border + (inner - line.height) / 2),
        ),
        tag=Tag("Warning", title=block.word),
        source=f"safety-line:{block.place}",
    )
    return Box(width, height, content)


def _manner(level: Level, typography: Typography) -> tuple[float, str, str]:
    """Border width, colour of the panel and of what stands on it."""
    if typography.edition.colours == "black":
        return BORDER_BLACK[level], "#FFFFFF", "#000000"
    panel, ink = SAFETY_COLOURS[level.value]
    return BORDER[level], panel, ink


def _ground(width: float, height: float, border: float, panel_width: float, panel: str) -> tuple[BoxItem, ...]:
    outside = rectangle_path(0, 0, width, height, RADIUS)
    left = filled_path(rectangle_path(0, 0, border + panel_width, height), panel)
    return (
        ClippedShapes(outside, (filled_path(outside, "#FFFFFF"), left)),
        filled_path(rectangle_path(border + panel_width, border / 2, DIVIDER, height - border), FRAME),
        frame(0, 0, width, height, RADIUS, FRAME, border),
    )


def _symbol(
    level: Level, x: float, y: float, size: float, ink: str, panel: str, typography: Typography
) -> tuple[Shape, ...]:
    if level is Level.NOTICE:
        return sign("info", x, y, size, ink, panel)
    outlined = typography.edition.colours == "black" and level is Level.CAUTION
    return sign("triline" if outlined else "tri", x, y, size, ink, panel)


def _signal(word: str, style: TextStyle, setter: ParagraphSetter, width: float) -> Box:
    return setter.box(rich(word), style, width, align="center", role="P")
