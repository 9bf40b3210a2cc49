"""The stop-and-call list → its box: a red frame, a STOP octagon, whom to call for what. No brand changes it."""

from __future__ import annotations

from handout_builder.boxes import Box, BoxItem, ClippedShapes, Group, Tag
from handout_builder.boxes.stack import group, stack
from handout_builder.compose.blocks import StopBlock
from handout_builder.geometry.basic_paths import rectangle_path
from handout_builder.geometry.colour import WHITE
from handout_builder.geometry.shapes import filled, frame, horizontal, vertical
from handout_builder.model.phone import unbroken
from handout_builder.model.rich_text import Rich, rich
from handout_builder.pictures.placed_sign import placed_sign
from handout_builder.text.safety_style import SafetyStyle, stop_style
from handout_builder.text.setter import ParagraphSetter
from handout_builder.text.typography import Typography

RADIUS = 3.0
PANEL = 75.0
OCTAGON = 50.0
SHARES = (1.13, 1.0)
PAD_TOP, PAD_RIGHT, PAD_BOTTOM, PAD_LEFT = 8.0, 8.0, 9.0, 12.0
BULLET, BULLET_GAP, ITEM_GAP = 4.5, 7.0, 1.5
LIST_GAP = 7.0
"""Points above and below the rule between two lists of one column."""


def stop_box(block: StopBlock, typography: Typography, width: float) -> Box:
    """The box, `width` points wide. Raises ContentError for text that cannot be set."""
    black = typography.edition.only_black
    style = stop_style(black=black)
    border = style.border
    usable = width - 2 * border - PANEL
    first = usable * SHARES[0] / sum(SHARES)
    maker = _Maker(typography, ParagraphSetter(typography, block.place))
    left, right = first - PAD_LEFT - PAD_RIGHT, usable - first - PAD_LEFT - PAD_RIGHT
    emergency = maker.column(block.emergency_head, block.emergency, left)
    if block.doctor:
        emergency = maker.above(emergency, maker.column(block.doctor_head, block.doctor, left), first)
    clinic = maker.column(block.clinic_head, block.clinic, right, block.phone, block.closed)
    inner = max(emergency.height, clinic.height) + PAD_TOP + PAD_BOTTOM
    height = max(inner, OCTAGON + 36) + 2 * border
    x = border + PANEL
    outside = rectangle_path(0, 0, width, height, RADIUS)
    background: tuple[BoxItem, ...] = (
        ClippedShapes(outside, (filled(outside, WHITE), filled(rectangle_path(0, 0, x, height), style.panel))),
        vertical(x + first, border, height - 2 * border, 0.75, typography.colours.hair),
        frame(0, 0, width, height, RADIUS, style.frame, border),
    )
    if black:
        background = (*background, vertical(x, border, height - 2 * border, 1.5, style.frame))
    content = Group(
        (
            *background,
            maker.octagon(block, height, style),
            emergency.at(x + PAD_LEFT, border + PAD_TOP),
            clinic.at(x + first + PAD_LEFT, border + PAD_TOP),
        ),
        tag=Tag("Warning", title=block.stop),
        source=f"stop:{block.place}",
    )
    return Box(width, height, content)


class _Maker:
    """Sets the parts of one stop box."""

    def __init__(self, typography: Typography, setter: ParagraphSetter) -> None:
        self.typography, self.setter = typography, setter
        self.body = typography.style("body")

    def octagon(self, block: StopBlock, height: float, style: SafetyStyle) -> Group:
        inside = self.typography.style("do", "800").on(style.ink, style.panel)
        below = self.typography.style("do", "800").on(style.panel, style.ink)
        word = self.setter.box(rich(block.stop), inside, OCTAGON, align="center", role="P")
        call = self.setter.box(rich(block.and_call), below, PANEL, align="center", role="P")
        top = (height - OCTAGON - 4 - call.height) / 2
        octagon_x = style.border + (PANEL - OCTAGON) / 2
        return group(
            placed_sign(style.sign, octagon_x, top, OCTAGON, style.ink),
            word.at(octagon_x, top + (OCTAGON - word.height) / 2),
            call.at(style.border, top + OCTAGON + 4),
        )

    def above(self, upper: Box, lower: Box, column: float) -> Box:
        """Two lists with a rule between them, which crosses a column so wide."""
        rule = horizontal(-PAD_LEFT, upper.height + LIST_GAP, column, 0.75, self.typography.colours.hair)
        top = upper.height + 2 * LIST_GAP
        return Box(upper.width, top + lower.height, group(upper.at(0, 0), rule, lower.at(0, top)))

    def column(
        self,
        head: Rich,
        items: tuple[Rich, ...],
        width: float,
        phone: str | None = None,
        closed: Rich | None = None,
    ) -> Box:
        title = self.setter.box(head, self.typography.style("do", "700"), width, role="P")
        rows = [self.item(item, width) for item in items]
        listed = stack(width, [(ITEM_GAP, row) for row in rows], tag="L")
        parts = [(0.0, title), (0.0, listed)]
        if phone:
            parts.append((2.0, self.phone(phone, width)))
        if closed:
            parts.append((2.0, self.setter.box(closed, self.body, width, role="P")))
        return stack(width, parts)

    def item(self, text: Rich, width: float) -> Box:
        indent = BULLET + BULLET_GAP
        words = self.setter.box(text, self.body, width - indent, role="LBody")
        top = self.body.first_baseline - self.body.faces[0].x_height * self.body.size / 2000 - BULLET / 2
        bullet = filled(rectangle_path(0, top, BULLET, BULLET), self.typography.colours.text)
        return Box(width, words.height, group(bullet, words.at(indent, 0), tag="LI"))

    def phone(self, number: str, width: float) -> Box:
        style = self.typography.style("phone")
        size = style.size * 0.82
        room = width - size - 6
        widest = max(self.setter.width(rich(word), style) for word in unbroken(number).split(" "))
        line = self.setter.box(rich(unbroken(number) if widest <= room else number), style, room)
        icon = placed_sign("phone", 0, (line.height - size) / 2 + 0.5, size, self.typography.colours.text)
        return Box(width, line.height, group(icon, line.at(size + 6, 0), tag="P"))
