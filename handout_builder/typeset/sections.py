"""Title, opening, paragraphs, lists and call-outs → boxes."""

from __future__ import annotations

from handout_builder.boxes import Box, BoxItem, Group, Tag
from handout_builder.boxes.stack import group, stack
from handout_builder.compose.block_parts import PictureBlock
from handout_builder.compose.blocks import CalloutBlock, ListBlock, NextPartBlock, OpeningBlock, TextBlock, TitleBlock
from handout_builder.errors import Place
from handout_builder.geometry.basic_paths import rectangle_path
from handout_builder.geometry.shapes import filled, frame, horizontal, panel
from handout_builder.model.rich_text import Rich
from handout_builder.pictures.placed_sign import placed_sign
from handout_builder.text.setter import ParagraphSetter
from handout_builder.text.typography import Typography
from handout_builder.typeset.legend import legend, with_legend
from handout_builder.typeset.picture_box import Pictures

OPENING_PANEL, OPENING_GAP = 0.409, 27.0
WIDE_PICTURE = 1.6
"""A picture so many times as wide as it is tall gets the whole width of the text."""
PANEL_RADIUS, PANEL_PAD = 9.0, 12.0
LEAD_GAP, HEADING_GAP, PARAGRAPH_GAP = 6.0, 13.5, 6.0
BULLET, BULLET_GAP = 4.5, 9.0
CALLOUT_PAD, CALLOUT_FIGURE = 13.5, 117.0


def title_box(block: TitleBlock, typography: Typography, width: float) -> Box:
    """The title in balanced lines, the lead below, the series above."""
    setter, parts = ParagraphSetter(typography, block.place), []
    if block.series:
        style = typography.style("label", colour=typography.colours.muted)
        parts.append((0.0, setter.box(block.series, style, width, role="P")))
    title = setter.box(block.title, typography.display("display"), width, balance=True, role="H1")
    parts.append((2.0 if block.series else 0.0, title))
    if block.lead:
        parts.append((LEAD_GAP, setter.box(block.lead, typography.style("lead"), width, role="P")))
    return stack(width, parts)


def heading_box(text: Rich, typography: Typography, width: float, place: Place) -> Box:
    """The heading of a section."""
    box = ParagraphSetter(typography, place).box(text, typography.display("h2"), width, balance=True, role="H2")
    return Box(box.width, box.height, Group((box.content,), bookmark=(1, "".join(span.text for span in text))))


def paragraph_boxes(texts: tuple[Rich, ...], typography: Typography, width: float, place: Place) -> list[Box]:
    """Running text, a box a paragraph."""
    return [ParagraphSetter(typography, place).box(text, typography.style("body"), width, role="P") for text in texts]


def list_item_box(text: Rich, typography: Typography, width: float, place: Place) -> Box:
    """One item of a bulleted list."""
    style, indent = typography.style("body"), BULLET + BULLET_GAP
    words = ParagraphSetter(typography, place).box(text, style, width - indent, role="LBody")
    top = style.first_baseline - style.faces[0].x_height * style.size / 2000 - BULLET / 2
    bullet = filled(rectangle_path(0, top, BULLET, BULLET), typography.colours.ink)
    return Box(width, words.height, group(bullet, words.at(indent, 0), tag="LI"))


def list_box(block: ListBlock, typography: Typography, width: float) -> Box:
    """The items of a list, one role for all."""
    items = [
        (3.0 if index else 0.0, list_item_box(item, typography, width, block.place))
        for index, item in enumerate(block.items)
    ]
    return stack(width, items, tag="L")


def opening_box(block: OpeningBlock, typography: Typography, pictures: Pictures, width: float) -> Box:
    """Title and first section at the start edge, the picture they share in a panel at the end edge."""
    panel_width = width * OPENING_PANEL
    text_width = width - panel_width - OPENING_GAP
    heading = heading_box(block.text.heading, typography, text_width, block.place)
    paragraphs = paragraph_boxes(block.text.body, typography, text_width, block.place)
    parts = [(0.0, title_box(block.title, typography, text_width)), (HEADING_GAP, heading)]
    parts += [(PARAGRAPH_GAP if index else 3.0, box) for index, box in enumerate(paragraphs)]
    words = stack(text_width, parts)
    picture = (
        figure_panel(block.text.picture, typography, pictures, panel_width, words.height)
        if block.text.picture
        else None
    )
    height = max(words.height, picture.height if picture else 0)
    items: list[BoxItem] = [words.at(0, 0)]
    if picture:
        items.append(picture.at(width - panel_width, 0))
    return Box(width, height, group(items))


def figure_text_box(
    block: TextBlock, picture: PictureBlock, typography: Typography, pictures: Pictures, width: float
) -> Box:
    """Paragraphs under their heading and next to their picture, or above it where it is wide."""
    wide, tall = pictures.load(picture).units
    if wide > WIDE_PICTURE * tall:
        above = [heading_box(block.heading, typography, width, block.place)]
        above += paragraph_boxes(block.body, typography, width, block.place)
        below = figure_panel(picture, typography, pictures, width, tall + 2 * PANEL_PAD)
        gaps = (0.0, 2.0, *(PARAGRAPH_GAP for _ in above[2:]), PANEL_PAD)
        return stack(width, list(zip(gaps, [*above, below], strict=True)))
    panel_width = width * OPENING_PANEL
    text_width = width - panel_width - OPENING_GAP
    heading = heading_box(block.heading, typography, text_width, block.place)
    paragraphs = paragraph_boxes(block.body, typography, text_width, block.place)
    words = stack(text_width, [(0.0, heading), *((PARAGRAPH_GAP, box) for box in paragraphs)])
    panel = figure_panel(picture, typography, pictures, panel_width, words.height)
    return Box(width, max(words.height, panel.height), group(words.at(0, 0), panel.at(width - panel_width, 0)))


def figure_panel(block: PictureBlock, typography: Typography, pictures: Pictures, width: float, height: float) -> Box:
    """The picture as large as the panel allows, its caption at the foot."""
    c, units = typography.colours, pictures.load(block).units
    background = c.paper if typography.ruled else c.tint
    inside = width - 2 * PANEL_PAD
    caption = legend(block, typography, inside, background)
    foot = caption.height if caption else 0.0
    room = max(height - 2 * PANEL_PAD - foot, 120.0)
    scale = min(inside / units[0], room / units[1])
    picture = pictures.box(block, scale, inside)
    height = max(height, picture.height + 2 * PANEL_PAD + foot)
    items: list[BoxItem] = list(panel_ground(typography, width, height))
    top = PANEL_PAD + (height - 2 * PANEL_PAD - foot - picture.height) / 2
    said = caption.at(PANEL_PAD, height - PANEL_PAD - caption.height) if caption else None
    items.append(with_legend(picture.at((width - picture.width) / 2, top), said))
    return Box(width, height, group(items))


def next_part_box(block: NextPartBlock, typography: Typography, width: float) -> Box:
    """A quiet line that points to the next handout of the series."""
    style = typography.style("label", colour=typography.colours.ink)
    size = style.size
    line = ParagraphSetter(typography, block.place).box(block.text, style, width - size - 4, role="P")
    icon = placed_sign("page", -3, (style.leading - size) / 2 + 0.5, size, typography.colours.ink)
    return Box(width, line.height, group(icon, line.at(size, 0)))


def panel_ground(typography: Typography, width: float, height: float) -> tuple[BoxItem, ...]:
    """A panel as the brand wants it: a tint, or rules above and below."""
    c = typography.colours
    if typography.ruled:
        return (horizontal(0, 0, width, 1.5, c.ink), horizontal(0, height - 0.75, width, 0.75, c.hair))
    if typography.edition.only_black:
        return (frame(0, 0, width, height, typography.radius(PANEL_RADIUS), c.frame, 1.25),)
    return (panel(0, 0, width, height, typography.radius(PANEL_RADIUS), c.tint),)


def callout_box(block: CalloutBlock, typography: Typography, pictures: Pictures, width: float) -> Box:
    """A panel with a heading, a few lines, points to check in a row, and a picture."""
    setter, c = ParagraphSetter(typography, block.place), typography.colours
    background = c.paper if typography.ruled else c.tint
    pad = 0.0 if typography.ruled else CALLOUT_PAD
    picture = pictures.box(block.picture, typography.edition.fit.largest, CALLOUT_FIGURE) if block.picture else None
    caption = legend(block.picture, typography, CALLOUT_FIGURE, background) if block.picture else None
    below = caption.height if caption else 0.0
    text_x = pad + (CALLOUT_FIGURE + CALLOUT_PAD if picture else 0.0)
    inside = width - text_x - pad
    body = typography.style("body").on(background)
    heading = setter.box(block.heading, typography.display("h2").on(background), inside, balance=True, role="H2")
    parts = [(0.0, heading), *((2.0, setter.box(text, body, inside, role="P")) for text in block.body)]
    if block.checks:
        parts.append((5.0, check_row(block.checks, typography, background, inside, setter)))
    if block.closing:
        parts.append((4.0, setter.box(block.closing, body, inside, role="P")))
    words = stack(inside, parts)
    height = max(words.height, picture.height + below if picture else 0) + 2 * CALLOUT_PAD
    items: list[BoxItem] = [*panel_ground(typography, width, height), words.at(text_x, (height - words.height) / 2)]
    if picture:
        top = (height - picture.height - below) / 2
        said = caption.at(pad, top + picture.height) if caption else None
        items.append(with_legend(picture.at(pad + (CALLOUT_FIGURE - picture.width) / 2, top), said))
    title = "".join(span.text for span in block.heading)
    return Box(width, height, Group((group(items, tag=Tag("Div")),), bookmark=(1, title)))


def check_row(
    checks: tuple[Rich, ...], typography: Typography, background: str, width: float, setter: ParagraphSetter
) -> Box:
    """Points to check, each after its sign, in as many lines as they need."""
    style, size = typography.style("body", "700").on(background), typography.edition.icon * 0.8
    x = y = tall = 0.0
    items: list[BoxItem] = []
    for text in checks:
        words = setter.line(text, style, role="LBody")
        if words.width > width - size - 5:
            words = setter.box(text, style, width - size - 5, role="LBody")
        wide = size + 5 + words.width
        if x and x + wide > width:
            x, y, tall = 0.0, y + tall + 2, 0.0
        tall = max(tall, words.height)
        icon = placed_sign("check", x, y + (words.height - size) / 2, size, typography.colours.ink)
        items.append(group(icon, words.at(x + size + 5, y), tag="LI"))
        x += wide + 16
    return Box(width, y + tall, group(items, tag="L"))
