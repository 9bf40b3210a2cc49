"""A short word about an exercise → its chip: the side as a dark pill, other words in an outlined one."""

from __future__ import annotations

from handout_builder.boxes import Box
from handout_builder.boxes.stack import group
from handout_builder.geometry.shapes import frame, panel
from handout_builder.model.rich_text import rich
from handout_builder.text.setter import ParagraphSetter
from handout_builder.text.typography import Typography

CHIP_PAD_X, CHIP_PAD_Y, CHIP_RADIUS, CHIP_SPACE = 10.0, 2.0, 12.0, 6.0


def chip(text: str, typography: Typography, setter: ParagraphSetter, *, solid: bool) -> Box:
    """The side as a dark pill; when it begins and what is new as outlined ones."""
    c = typography.colours
    dark = solid and not typography.edition.only_black
    style = typography.style("body", "700").on(c.solid, c.on_solid) if dark else typography.style("body", "700")
    said = setter.line(rich(text), style, role="P")
    width, height = said.width + 2 * CHIP_PAD_X, said.height + 2 * CHIP_PAD_Y
    background = (
        panel(0, 0, width, height, CHIP_RADIUS, c.solid)
        if dark
        else frame(0, 0, width, height, CHIP_RADIUS, c.text, 1.25)
    )
    return Box(width, height, group(background, said.at(CHIP_PAD_X, CHIP_PAD_Y)))
