"""The pain zones of a clinic → a ruler from 0 to 10; tone, sign and words say the same, so that one may fail."""

from __future__ import annotations

from handout_builder.boxes import Box, BoxItem, ClippedShapes, Tag
from handout_builder.boxes.stack import group
from handout_builder.compose.plan_blocks import PainBlock, PainZone
from handout_builder.geometry.basic_paths import rectangle_path
from handout_builder.geometry.colour import contrast
from handout_builder.geometry.drawing import Shape
from handout_builder.geometry.shapes import filled, frame, vertical
from handout_builder.model.rich_text import Span, rich
from handout_builder.pictures.placed_sign import placed_sign
from handout_builder.text.safety_style import stop_style
from handout_builder.text.setter import ParagraphSetter
from handout_builder.text.typography import Typography
from handout_builder.typeset.plan_page import heading_with_hint

NUMBERS = 11
CELL, RULE, DIVIDER, RADIUS = 21.0, 1.25, 0.75, 3.0
RULER_GAP, CAPTION_GAP, ICON, ICON_GAP = 5.0, 4.0, 16.0, 6.0


def pain_box(block: PainBlock, typography: Typography, width: float) -> Box:
    """Heading, eleven cells and a caption under each zone; a table for those who cannot see it."""
    setter = ParagraphSetter(typography, block.place)
    heading = heading_with_hint(block.heading, block.hint, typography, width, block.place)
    top = heading.height + RULER_GAP
    cell = width / NUMBERS
    large = typography.body_scale
    height = CELL * large
    numbers: list[BoxItem] = []
    fills: list[Shape] = []
    for zone in block.zones:
        background, ink = _paint(zone, typography)
        wide = (zone.last - zone.first + 1) * cell
        fills.append(filled(rectangle_path(zone.first * cell, top, wide, height), background))
        style = typography.style("signal").on(background, ink)
        for number in range(zone.first, zone.last + 1):
            digit = setter.box(rich(str(number)), style, cell, align="center")
            place = digit.at(number * cell, top + (height - digit.height) / 2)
            numbers.append(group(place, tag=Tag("TH", scope="Column")))
    outline = rectangle_path(0, top, width, height, typography.radius(RADIUS))
    drawn: list[BoxItem] = [ClippedShapes(outline, tuple(fills))]
    for number in range(1, NUMBERS):
        dark = any(zone.icon == "stop" and zone.first < number <= zone.last for zone in block.zones)
        colour = typography.colours.paper if dark and _is_dark(typography) else typography.colours.text
        drawn.append(vertical(number * cell - DIVIDER / 2, top, height, DIVIDER, colour))
    drawn.append(frame(0, top, width, height, typography.radius(RADIUS), typography.colours.text, RULE))
    captions = [_caption(zone, typography, setter, cell) for zone in block.zones]
    below = top + height + CAPTION_GAP
    said: list[BoxItem] = [
        group(box.at(zone.first * cell, below), tag=Tag("TD", col_span=zone.last - zone.first + 1))
        for zone, box in zip(block.zones, captions, strict=True)
    ]
    table = group(group(numbers, tag="TR"), group(said, tag="TR"), tag="Table")
    whole = below + max(box.height for box in captions)
    return Box(width, whole, group(heading.at(0, 0), drawn, table))


def _is_dark(typography: Typography) -> bool:
    return contrast(typography.colours.pain_high, typography.colours.paper) >= 4.5


def _paint(zone: PainZone, typography: Typography) -> tuple[str, str]:
    """Ground of a zone and the colour of its numbers."""
    c = typography.colours
    if zone.icon == "stop":
        return c.pain_high, c.paper if _is_dark(typography) else c.text
    return (c.tint2 if zone.icon == "easier" else c.paper), c.text


def _caption(zone: PainZone, typography: Typography, setter: ParagraphSetter, cell: float) -> Box:
    style = typography.style("body")
    size = ICON * style.size / 12.5
    text_x = size + ICON_GAP
    text = (Span(zone.head, bold=True), *((Span(" " + zone.text),) if zone.text else ()))
    words = setter.box(text, style, (zone.last - zone.first + 1) * cell - text_x - 2)
    top = (style.leading - size) / 2
    c = typography.colours
    red = stop_style(black=typography.edition.only_black).frame
    icon = (
        placed_sign("octx", 0, top, size, red) if zone.icon == "stop" else placed_sign(zone.icon, 0, top, size, c.ink)
    )
    return Box(text_x + words.width, max(words.height, size), group(icon, words.at(text_x, 0)))
