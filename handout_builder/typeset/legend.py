"""What an author says under a picture (caption, then credit) → the lines to print there."""

from __future__ import annotations

from dataclasses import replace

from handout_builder.boxes import Box, Group, Tag
from handout_builder.boxes.stack import stack
from handout_builder.compose.block_parts import PictureBlock
from handout_builder.text.setter import ParagraphSetter
from handout_builder.text.typography import Typography

ABOVE = 4.0


def legend(block: PictureBlock, typography: Typography, width: float, background: str) -> Box | None:
    """Caption and credit, centred in `width`; None when there is neither.

    The gap above them is part of the box. Raises ContentError for text that cannot be set.
    """
    muted, setter = typography.colours.muted, ParagraphSetter(typography, block.place)
    texts = [
        (text, typography.style(style, colour=muted).on(background))
        for text, style in ((block.caption, "label"), (block.credit, "small"))
        if text
    ]
    if not texts:
        return None
    lines = [setter.box(text, style, width, align="center", role="P") for text, style in texts]
    return stack(width, [(0.0 if index else ABOVE, line) for index, line in enumerate(lines)], tag=Tag("Caption"))


def with_legend(figure: Group, said: Group | None) -> Group:
    """A placed picture with what is said under it as one Figure: a Caption is inside the Figure that it describes."""
    if said is None:
        return figure
    return Group((replace(figure, tag=None, source=None), said), tag=figure.tag, source=figure.source)
