"""Blocks of the plan page → boxes: who and when, one row an exercise, what has stopped, the clinician's note."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from handout_builder.boxes import Box, BoxItem, FieldArea, Group, Tag
from handout_builder.boxes.stack import group, stack
from handout_builder.compose.plan_blocks import (
    FieldCell,
    FieldsBlock,
    NoteBlock,
    PlanListBlock,
    PlanRowBlock,
    StoppedBlock,
)
from handout_builder.errors import Place
from handout_builder.geometry.shapes import horizontal, vertical
from handout_builder.model.rich_text import Rich, rich, words
from handout_builder.pictures.placed_sign import placed_sign
from handout_builder.text.setter import ParagraphSetter
from handout_builder.text.typography import TextStyle, Typography
from handout_builder.typeset.chip import CHIP_SPACE, chip
from handout_builder.typeset.exercise_head import tile
from handout_builder.typeset.picture_box import Pictures
from handout_builder.typeset.safety_box import safety_line
from handout_builder.typeset.sections import list_item_box, panel_ground

FIELD_SHARES = (1.55, 1.0, 1.35, 1.0)
FIELD_PAD, FIELD_GAP = 6.0, 10.5
TOP_RULE, HAIR = 1.5, 0.75
HINT_GAP = 10.0
FIGURE, FIGURE_SCALE, DOSE, COLUMN_GAP = 100.0, 0.72, 176.0, 12.0
ROW_PAD, LINE_GAP, CHIP_GAP, SAFETY_GAP, SAFETY_BELOW = 5.0, 1.5, 5.0, 5.0, 6.0
ROW_PAD_CLOSE, SAFETY_GAP_CLOSE, FIGURE_SCALE_CLOSE = 3.0, 4.0, 0.6
NOTE_ICON, NOTE_PAD_X, NOTE_PAD_Y, NOTE_GAP, NOTE_SIZE = 27.0, 15.0, 12.0, 12.0, 1.08
NOTE_PAD_Y_CLOSE, NOTE_PAD_Y_SHORT = 6.0, 4.0


def fields_box(block: FieldsBlock, typography: Typography, width: float) -> Box:
    """One ruled row of labels with their values; two rows of two where the type is too large for one."""
    setter, label = ParagraphSetter(typography, block.place), typography.style("label", colour=typography.colours.muted)
    shares = FIELD_SHARES if len(block.cells) == len(FIELD_SHARES) else (1.0,) * len(block.cells)
    widths = [width * share / sum(shares) for share in shares]
    value = typography.style("do")
    fits = all(
        max(setter.width(rich(cell.label), label), setter.width(rich(cell.value or ""), value)) <= wide - FIELD_GAP
        for cell, wide in zip(block.cells, widths, strict=True)
    )
    per_row = len(block.cells) if fits else 2
    if not fits:
        widths = [width / 2] * len(block.cells)
    items: list[BoxItem] = [horizontal(0, 0, width, TOP_RULE, typography.colours.text)]
    y = TOP_RULE
    for start in range(0, len(block.cells), per_row):
        row = _field_row(block.cells[start : start + per_row], widths[start:], typography, setter)
        items.append(row.at(0, y))
        y += row.height
    return Box(width, y, group(items))


def _field_row(
    cells: tuple[FieldCell, ...], widths: list[float], typography: Typography, setter: ParagraphSetter
) -> Box:
    label, value = typography.style("label", colour=typography.colours.muted), typography.style("do")
    made: list[tuple[float, Box]] = []
    x = 0.0
    for index, cell in enumerate(cells):
        gap = FIELD_GAP if index else 0.0
        room = widths[index] - gap - (FIELD_GAP / 2 if index < len(cells) - 1 else 0.0)
        made.append((x + gap, _field(cell, label, value, room, typography, setter)))
        x += widths[index]
    height = max(box.height for _, box in made) + 2 * FIELD_PAD
    items: list[BoxItem] = [box.at(start, FIELD_PAD) for start, box in made]
    for index in range(1, len(cells)):
        items.append(vertical(sum(widths[:index]), 0, height, HAIR, typography.colours.hair))
    items.append(horizontal(0, height, sum(widths[: len(cells)]), HAIR, typography.colours.hair))
    return Box(x, height + HAIR, group(items))


def _field(
    cell: FieldCell, label: TextStyle, value: TextStyle, width: float, typography: Typography, setter: ParagraphSetter
) -> Box:
    name = setter.line(rich(cell.label), label, more=True)
    if cell.value is None:
        line = horizontal(0, name.height + value.leading - 3, width, HAIR, typography.colours.line)
        blank = FieldArea(0, name.height, width, value.leading - 3, "text", cell.label, cell.label)
        return Box(width, name.height + value.leading, group(name.at(0, 0), line, blank, tag="P"))
    said = setter.box(rich(cell.value), value, width, keep_pair=False)
    return Box(width, name.height + said.height, group(name.at(0, 0), said.at(0, name.height), tag="P"))


def heading_with_hint(heading: Rich, hint: Rich | None, typography: Typography, width: float, place: Place) -> Box:
    """A heading of a section and words in regular weight: on its line, or below it where they do not fit there."""
    setter, display, body = ParagraphSetter(typography, place), typography.display("h2"), typography.style("body")
    title = setter.box(heading, display, width, balance=True, role="H2")
    items: list[BoxItem] = [Group((title.at(0, 0),), bookmark=(1, words(heading)))]
    height = title.height
    if hint:
        used = setter.width(heading, display)
        in_line = used + HINT_GAP + setter.width(hint, body) <= width
        said = setter.box(hint, body, width, role="P")
        y = display.first_baseline - body.first_baseline if in_line else title.height
        items.append(said.at(used + HINT_GAP if in_line else 0.0, y))
        height = max(height, y + said.height if not in_line else 0.0)
    return Box(width, height, group(items))


def plan_list_box(block: PlanListBlock, typography: Typography, width: float) -> Box:
    """The heading above the rows."""
    return heading_with_hint(block.heading, block.hint, typography, width, block.place)


def plan_row_box(
    block: PlanRowBlock,
    typography: Typography,
    pictures: Pictures,
    pages: Mapping[str, int],
    width: float,
    *,
    close: bool = False,
) -> Box:
    """One exercise of the plan with its warnings, never split. `pages` says on which page each anchor is;
    `close` makes gaps and the picture smaller, never the words.
    """
    setter, size = ParagraphSetter(typography, block.place), typography.edition.tile
    indent = size + COLUMN_GAP
    large = typography.body_scale
    words_x = indent + (FIGURE * min(large, 1.2) + COLUMN_GAP if block.picture else 0.0)
    narrow = large > 1.2
    dose_width = width - words_x if narrow else DOSE
    name = _name_and_chips(block, typography, setter, width - words_x - (0.0 if narrow else dose_width + COLUMN_GAP))
    line_gap, above, safety_gap = (0.0, ROW_PAD_CLOSE, SAFETY_GAP_CLOSE) if close else (LINE_GAP, ROW_PAD, SAFETY_GAP)
    dose = stack(
        dose_width,
        [
            (line_gap if index else 0.0, setter.box(line, typography.style("body"), dose_width, role="P"))
            for index, line in enumerate(block.dose)
        ],
    )
    scale = (FIGURE_SCALE_CLOSE if close else FIGURE_SCALE) * large
    figure = pictures.box(block.picture, scale, words_x - indent - COLUMN_GAP) if block.picture else None
    texts = name.height + CHIP_GAP + dose.height if narrow else max(name.height, dose.height)
    height = max(size, texts, figure.height if figure else 0.0)
    top = above
    body: list[BoxItem] = []
    if figure:
        room = words_x - indent - COLUMN_GAP
        body.append(figure.at(indent + (room - figure.width) / 2, top + (height - figure.height) / 2))
    if narrow:
        body += [name.at(words_x, top), dose.at(words_x, top + name.height + CHIP_GAP)]
    else:
        body.append(name.at(words_x, top + (height - name.height) / 2))
        body.append(dose.at(width - dose_width, top + (height - dose.height) / 2))
    y = top + height
    for line in block.safety:
        page = pages[line.anchor] if line.anchor else None
        box = safety_line(line, typography, width - indent, page)
        y += safety_gap
        body.append(box.at(indent, y))
        y += box.height
    y += SAFETY_BELOW if block.safety else above
    letter = tile(block.letter, typography, size, setter, role="Lbl")
    rule = horizontal(0, y, width, HAIR, typography.colours.hair)
    content = group(letter.at(0, top + (height - size) / 2), group(body, tag="LBody"), rule, tag="LI")
    return Box(width, y + HAIR, replace(content, source=f"row:{block.place}"))


def _name_and_chips(block: PlanRowBlock, typography: Typography, setter: ParagraphSetter, width: float) -> Box:
    name = setter.box(block.name, typography.style("value", "700"), width)
    link = Group((name.content,), tag=Tag("Link", target=f"#{block.anchor}"))
    parts: list[tuple[float, Box]] = [(0.0, Box(width, name.height, group(link, tag="P")))]
    chips = [chip(word, typography, setter, solid=index == 0) for index, word in enumerate(block.chips)]
    if block.change:
        chips.append(chip(block.change, typography, setter, solid=False))
    row: list[BoxItem] = []
    x = y = 0.0
    for each in chips:
        if x and x + each.width > width:
            x, y = 0.0, y + each.height + 3
        row.append(each.at(x, y))
        x += each.width + CHIP_SPACE
    if chips:
        parts.append((CHIP_GAP, Box(width, y + chips[0].height, group(row))))
    return stack(width, parts)


def stopped_box(block: StoppedBlock, typography: Typography, width: float) -> Box:
    """What the patient no longer does, and that the old sheets must go."""
    setter = ParagraphSetter(typography, block.place)
    heading = heading_with_hint(block.heading, None, typography, width, block.place)
    items = [(2.0, list_item_box(item, typography, width, block.place)) for item in block.items]
    advice = setter.box(block.advice, typography.style("body", "700"), width, role="P")
    return stack(width, [(0.0, heading), (0.0, stack(width, items, tag="L")), (2.0, advice)])


def note_box(block: NoteBlock, typography: Typography, width: float, *, close: bool = False) -> Box:
    """Words of the clinician in a panel, with who wrote them; without a signature, or `close`, a smaller panel."""
    setter, c = ParagraphSetter(typography, block.place), typography.colours
    background = c.paper if typography.ruled else c.tint
    pad = 3.0 if typography.ruled else NOTE_PAD_X
    above, icon = (NOTE_PAD_Y, NOTE_ICON) if block.signature else (NOTE_PAD_Y_SHORT, typography.edition.icon)
    above = min(above, NOTE_PAD_Y_CLOSE) if close else above
    text_x = pad + icon + NOTE_GAP
    body = typography.style("body").on(background)
    style = replace(body, size=body.size * NOTE_SIZE, leading=body.leading + 2) if block.signature else body
    parts = [(0.0, setter.box(block.text, style, width - text_x - pad, role="P"))]
    if block.signature:
        label = typography.style("label", colour=c.muted).on(background)
        parts.append((2.0, setter.box(block.signature, label, width - text_x - pad, role="P")))
    said = stack(width - text_x - pad, parts)
    height = max(said.height, icon) + 2 * above
    items: list[BoxItem] = [*panel_ground(typography, width, height)]
    items.append(placed_sign("note", pad, above, icon, c.ink, background))
    items.append(said.at(text_x, (height - said.height) / 2))
    return Box(width, height, replace(group(items, tag="Div"), source=f"note:{block.place}"))
