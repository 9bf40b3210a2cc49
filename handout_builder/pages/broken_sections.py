"""A section that is taller than a page → its boxes in parts, each with the head to print again where it begins a page.

Parts are items, rows and paragraphs, in reading order; two items at least stay together on each side of a break.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from handout_builder.boxes import Box, BoxItem, Tag
from handout_builder.boxes.flow import FlowBox
from handout_builder.boxes.stack import group, stack
from handout_builder.compose.block_parts import PictureBlock
from handout_builder.compose.blocks import (
    CalloutBlock,
    ListBlock,
    OpeningBlock,
    OverviewBlock,
    TextBlock,
    TickBlock,
    continued_heading,
)
from handout_builder.geometry.basic_paths import rectangle_path
from handout_builder.geometry.shapes import filled, horizontal, vertical
from handout_builder.text.setter import ParagraphSetter
from handout_builder.text.typography import Typography
from handout_builder.typeset.picture_box import Pictures
from handout_builder.typeset.sections import (
    CALLOUT_PAD,
    HEADING_GAP,
    PANEL_PAD,
    PARAGRAPH_GAP,
    check_row,
    figure_panel,
    heading_box,
    list_item_box,
    paragraph_boxes,
    title_box,
)
from handout_builder.typeset.ticks import ITEM_GAP, overview_rows, tick_head, tick_row

AGAIN_GAP, LIST_GAP = 4.0, 3.0
"""Points below a head that is printed again, and above each item of a list."""
TICK_COLUMN_GAP = 18.0
SHARED_PICTURE = 200.0
"""Height in points of a picture whose section is too long to be next to it."""


def list_parts(block: ListBlock, typography: Typography, width: float, continued: str) -> tuple[FlowBox, ...]:
    """The items of a list, one role for all; its heading and introduction are boxes of their own before it."""
    again = _again(block, typography, width, continued)
    items = [list_item_box(item, typography, width, block.place) for item in block.items]
    path = (Tag("L", key=f"list:{block.place}"),)
    return _paired([FlowBox(box, block.place, LIST_GAP, path=path, again=again) for box in items])


def tick_parts(block: TickBlock, typography: Typography, width: float, continued: str) -> tuple[FlowBox, ...]:
    """Head, then the columns one after the other, each in rows of as many items as have room side by side."""
    setter, place = ParagraphSetter(typography, block.place), block.place
    again = _again(block, typography, width, continued)
    parts = [FlowBox(tick_head(block, typography, width), place, with_next=True)]
    for number, column in enumerate(block.columns):
        heading = setter.box(column.heading, typography.style("body", "700"), width, role="H3")
        parts.append(FlowBox(heading, place, HEADING_GAP if number else 0.0, with_next=True, again=again))
        widest = max(tick_row(text, block, typography, width).width for text in column.items)
        count = max(1, min(3, int((width + TICK_COLUMN_GAP) / (widest + TICK_COLUMN_GAP))))
        share = (width + TICK_COLUMN_GAP) / count
        rows = []
        for first in range(0, len(column.items), count):
            boxes = [tick_row(text, block, typography, width) for text in column.items[first : first + count]]
            row = group(box.at(index * share, 0) for index, box in enumerate(boxes))
            rows.append(Box(width, max(box.height for box in boxes), row))
        path = (Tag("L", key=f"ticks:{place}:{number}"),)
        parts += _paired([FlowBox(row, place, ITEM_GAP, path=path, again=again) for row in rows])
    return tuple(parts)


def overview_parts(
    block: OverviewBlock, typography: Typography, pages: Mapping[str, int], width: float
) -> tuple[FlowBox, ...]:
    """The rows of exercises; they have no heading to print again."""
    path = (Tag("L", key=f"overview:{block.place}"),)
    rows = overview_rows(block, typography, pages, width)
    return _paired([FlowBox(row, block.place, 3.0 if index else 0.0, path=path) for index, row in enumerate(rows)])


def callout_parts(
    block: CalloutBlock, typography: Typography, pictures: Pictures, width: float, continued: str
) -> tuple[FlowBox, ...]:
    """Pieces of the panel: heading and first paragraph, each further paragraph, checks, closing, picture."""
    place, background = block.place, typography.colours.paper if typography.ruled else typography.colours.tint
    setter, pad = ParagraphSetter(typography, place), 0.0 if typography.ruled else CALLOUT_PAD
    inside, body = width - 2 * pad, typography.style("body").on(background)
    heading = typography.display("h2").on(background)
    texts = [setter.box(text, body, inside, role="P") for text in block.body]
    title = setter.box(block.heading, heading, inside, balance=True, role="H2")
    contents = [stack(inside, [(0.0, title), (2.0, texts[0])]), *texts[1:]]
    if block.checks:
        contents.append(check_row(block.checks, typography, background, inside, setter))
    if block.closing:
        contents.append(setter.box(block.closing, body, inside, role="P"))
    if block.picture:
        contents.append(figure_panel(block.picture, typography, pictures, inside, SHARED_PICTURE))
    pieces = [
        _panel_piece(box, typography, width, pad, Tag("Div"), first=index == 0, last=index == len(contents) - 1)
        for index, box in enumerate(contents)
    ]
    words = setter.box(continued_heading(block.heading, continued), heading, inside)
    again = FlowBox(_panel_piece(words, typography, width, pad, _repeated(), first=True, last=False), place)
    return tuple(FlowBox(box, place, again=again if index else None) for index, box in enumerate(pieces))


def figure_text_parts(
    block: TextBlock, picture: PictureBlock, typography: Typography, pictures: Pictures, width: float, continued: str
) -> tuple[FlowBox, ...]:
    """Heading, each paragraph, then the picture below them."""
    heading = heading_box(block.heading, typography, width, block.place)
    head = FlowBox(heading, block.place, HEADING_GAP, with_next=True)
    return (head, *_story(block, picture, typography, pictures, width, continued))


def opening_parts(
    block: OpeningBlock, typography: Typography, pictures: Pictures, width: float, continued: str
) -> tuple[FlowBox, ...]:
    """Title, heading, each paragraph, then the picture below them."""
    title = FlowBox(title_box(block.title, typography, width), block.title.place, with_next=True)
    heading = heading_box(block.text.heading, typography, width, block.place)
    head = FlowBox(heading, block.place, HEADING_GAP, with_next=True)
    return (title, head, *_story(block.text, block.text.picture, typography, pictures, width, continued))


def _story(
    block: TextBlock,
    picture: PictureBlock | None,
    typography: Typography,
    pictures: Pictures,
    width: float,
    continued: str,
) -> tuple[FlowBox, ...]:
    again = _again(block, typography, width, continued)
    texts = paragraph_boxes(block.body, typography, width, block.place)
    boxes = [(PARAGRAPH_GAP, box) for box in texts]
    if picture:
        boxes.append((PANEL_PAD, figure_panel(picture, typography, pictures, width, SHARED_PICTURE)))
    return tuple(FlowBox(box, block.place, gap, again=again) for gap, box in boxes)


def _paired(parts: Sequence[FlowBox]) -> tuple[FlowBox, ...]:
    """The first two stay together, and the last two, as long as there is room."""
    last = len(parts) - 1
    return tuple(
        replace(part, with_next=True, soft=True) if last and index in (0, last - 1) else part
        for index, part in enumerate(parts)
    )


def _again(block: TextBlock | ListBlock | TickBlock, typography: Typography, width: float, continued: str) -> FlowBox:
    """The heading at the top of a page that goes on with its section; a screen reader passes over it."""
    text, setter = continued_heading(block.heading, continued), ParagraphSetter(typography, block.place)
    box = setter.box(text, typography.display("h2"), width, balance=True)
    return FlowBox(Box(width, box.height + AGAIN_GAP, group(box.content, tag=_repeated())), block.place)


def _repeated() -> Tag:
    return Tag("Artifact", artifact_type="Pagination")


def _panel_piece(
    box: Box, typography: Typography, width: float, pad: float, tag: Tag, *, first: bool, last: bool
) -> Box:
    """A box with the role `tag` on a piece of its panel, which has no round corners."""
    c, above, below = typography.colours, CALLOUT_PAD if first else 3.0, CALLOUT_PAD if last else 3.0
    height = box.height + above + below
    ground: list[BoxItem] = []
    if typography.ruled:
        ground += [horizontal(0, 0, width, 1.5, c.ink)] if first else []
        ground += [horizontal(0, height - 0.75, width, 0.75, c.hair)] if last else []
    elif typography.edition.only_black:
        ground += [vertical(x, 0, height, 1.25, c.frame) for x in (0.0, width - 1.25)]
        ground += [horizontal(0, 0, width, 1.25, c.frame)] if first else []
        ground += [horizontal(0, height - 1.25, width, 1.25, c.frame)] if last else []
    else:
        ground.append(filled(rectangle_path(0, 0, width, height), c.tint))
    return Box(width, height, group(ground, group(box.at(pad, above), tag=tag)))
