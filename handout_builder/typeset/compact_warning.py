"""A warning → its box above the steps of a compact exercise, with the number of the step that it guards."""

from __future__ import annotations

from handout_builder.boxes import Box, BoxItem, Group, Tag
from handout_builder.boxes.stack import stack
from handout_builder.compose.block_parts import SafetyBlock
from handout_builder.model.rich_text import rich
from handout_builder.pictures.placed_sign import placed_sign
from handout_builder.text.safety_style import safety_style
from handout_builder.text.setter import ParagraphSetter
from handout_builder.text.typography import Typography
from handout_builder.typeset.safety_box import DIVIDER, PAD_BOTTOM, PAD_TOP, PAD_X, panelled_frame

PANEL, SYMBOL, SYMBOL_GAP, PANEL_PAD = 106.0, 20.0, 5.0, 5.0
LEAST_INNER = 53.0


def warning_box(
    block: SafetyBlock, step: str | None, typography: Typography, width: float, anchor: str | None = None
) -> Box:
    """The whole warning: sign, signal word and step in the panel, head and body next to it.

    `step` is the label of its step, None for a warning of the whole exercise; `anchor` names its place. Raises
    ContentError for text that cannot be set.
    """
    style = safety_style(block.level, black=typography.edition.only_black)
    border, setter = style.border, ParagraphSetter(typography, block.place)
    signal = typography.style("signal").on(style.panel, style.ink)
    number = typography.style("do", "800").on(style.panel, style.ink)
    word_wide = setter.width(rich(block.word), signal) + 0.01
    panel = max(PANEL, SYMBOL + SYMBOL_GAP + word_wide + 2 * PANEL_PAD)
    text_width = width - 2 * border - panel - DIVIDER - 2 * PAD_X
    texts = stack(
        text_width,
        [
            (0.0, setter.box(block.head, typography.style("do"), text_width, role="P")),
            (0.0, setter.box(block.body, typography.style("body"), text_width, role="P")),
        ],
    )
    word = setter.line(rich(block.word), signal, role="P")
    said = setter.box(rich(step), number, panel, align="center", role="P") if step else None
    below = said.height if said else 0.0
    inner = max(LEAST_INNER, texts.height + PAD_TOP + PAD_BOTTOM, max(SYMBOL, word.height) + below + 2 * PANEL_PAD)
    height = inner + 2 * border
    x = border + (panel - SYMBOL - SYMBOL_GAP - word_wide) / 2
    top = border + (inner - max(SYMBOL, word.height) - below) / 2
    items: list[BoxItem] = [
        *panelled_frame(width, height, panel, style),
        placed_sign(style.sign, x, top, SYMBOL, style.ink, style.panel),
        word.at(x + SYMBOL + SYMBOL_GAP, top + (SYMBOL - word.height) / 2),
    ]
    if said:
        items.append(said.at(border, top + max(SYMBOL, word.height)))
    items.append(texts.at(border + panel + DIVIDER + PAD_X, border + (inner - texts.height) / 2))
    tag = Tag("Warning", title=block.word)
    return Box(width, height, Group(tuple(items), tag=tag, source=f"safety:{block.place}", anchor=anchor))
