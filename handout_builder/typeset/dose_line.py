"""Side and amounts of an exercise → its dose in one line, or in as many lines as it needs; filled in or to write on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from handout_builder.boxes import Box, BoxItem, FieldArea
from handout_builder.boxes.stack import group, stack
from handout_builder.compose.exercise_blocks import DoseCell, SideCell, StripBlock
from handout_builder.geometry.shapes import frame, horizontal, panel, vertical
from handout_builder.model.rich_text import Rich, Span, merged, rich
from handout_builder.pictures.placed_sign import placed_sign
from handout_builder.text.setter import ParagraphSetter
from handout_builder.text.typography import TextStyle, Typography
from handout_builder.typeset.strip_cells import side_choices, side_tick

LINE_HEIGHT, RADIUS, PAD_X = 24.0, 4.0, 4.0
ICON, CELL_PAD, GAP = 15.0, 7.0, 4.0
DIVIDER, INSET = 0.75, 4.0
BLANK, OFTEN_BLANK, PEN, TICK = 30.0, 54.0, 1.1, 12.0
WEEKS_GAP = 1.0


@dataclass(frozen=True)
class _Cell:
    """An amount: its natural width in points with its pads, and width → its box."""

    natural: float
    make: Callable[[float], Box]


def dose_line(block: StripBlock, typography: Typography, width: float) -> Box:
    """The dose, `width` points wide, under the weeks in which it holds where it has some.

    A chosen side is not in it: it is a chip behind the name of the exercise. Cells that have no room on one line go on
    in the next; type never becomes smaller. Raises ContentError for text that cannot be set.
    """
    maker = _Maker(block, typography)
    sides = [maker.sides(block.side)] if block.side and block.side.side is None else []
    lines = _lines([*sides, *map(maker.amount, block.cells)], width - 2 * PAD_X)
    boxes = [_line(line, typography, width - 2 * PAD_X) for line in lines]
    height = sum(box.height for box in boxes)
    items: list[BoxItem] = list(_ground(typography, width, height))
    y = 0.0
    for box in boxes:
        items.append(box.at(PAD_X, y))
        y += box.height
    strip = Box(width, height, group(items, tag="Div"))
    if not block.weeks:
        return strip
    head = ParagraphSetter(typography, block.place).box(
        rich(block.weeks), typography.style("body", "700"), width, role="P"
    )
    return stack(width, [(0.0, head), (WEEKS_GAP, strip)])


def _lines(cells: Sequence[_Cell], width: float) -> list[list[_Cell]]:
    """The cells in order, as many on each line as have room."""
    lines: list[list[_Cell]] = []
    for cell in cells:
        if lines and sum(each.natural for each in lines[-1]) + cell.natural <= width:
            lines[-1].append(cell)
        else:
            lines.append([cell])
    return lines


def _line(cells: Sequence[_Cell], typography: Typography, width: float) -> Box:
    """One line of cells that share what is left of its width."""
    share = max(0.0, width - sum(cell.natural for cell in cells)) / len(cells)
    boxes = [cell.make(min(cell.natural + share, width)) for cell in cells]
    height = max(box.height for box in boxes)
    items: list[BoxItem] = []
    x = 0.0
    for box in boxes:
        if x:
            items.append(vertical(x, INSET, height - 2 * INSET, DIVIDER, typography.colours.line))
        items.append(box.at(x, (height - box.height) / 2))
        x += box.width
    return Box(width, height, group(items))


def _ground(typography: Typography, width: float, height: float) -> tuple[BoxItem, ...]:
    c = typography.colours
    if typography.ruled:
        return horizontal(0, 0, width, 0.75, c.ink), horizontal(0, height - 0.75, width, 0.75, c.hair)
    if typography.edition.only_black:
        return (frame(0, 0, width, height, typography.radius(RADIUS), c.frame, 1.0),)
    return (panel(0, 0, width, height, typography.radius(RADIUS), c.tint),)


class _Maker:
    """Sets the cells of one dose."""

    def __init__(self, block: StripBlock, typography: Typography) -> None:
        self.block, self.typography = block, typography
        self.setter = ParagraphSetter(typography, block.place)
        background = typography.colours.paper if typography.ruled else typography.colours.tint
        self.number = typography.style("value").on(background)
        self.word = typography.style("unit").on(background)
        self.before = CELL_PAD + ICON + GAP

    def amount(self, cell: DoseCell) -> _Cell:
        """An amount in running words behind its icon; without a number, its label and a line to write on."""
        if cell.value is None:
            return self._blank(cell)
        pieces = [self._piece(span) for span in cell.phrase]
        natural = self.before + sum(box.width for box, _ in pieces) + GAP * (len(pieces) - 1) + CELL_PAD

        def make(width: float) -> Box:
            if natural > width + 0.01:
                return self._behind_icon(cell.icon, self._wrapped(cell.phrase, width), width)
            return self._behind_icon(cell.icon, self._in_line(pieces), width)

        return _Cell(natural, make)

    def sides(self, cell: SideCell) -> _Cell:
        """Left and right to tick."""
        items: list[BoxItem] = []
        x, top = CELL_PAD, (LINE_HEIGHT - self.word.leading) / 2
        middle = top + self.word.first_baseline - self.word.faces[0].cap_height * self.word.size / 2000
        for name, word in side_choices(cell, self.typography):
            text = self.setter.line(rich(word), self.word, more=True)
            items += side_tick(name, word, self.block.of, x, middle - TICK / 2, TICK, self.typography)
            items.append(text.at(x + TICK + GAP, top))
            x += TICK + GAP + text.width + 2 * GAP
        return _Cell(x - 2 * GAP + CELL_PAD, lambda width: Box(width, LINE_HEIGHT, group(items, tag="P")))

    def _piece(self, span: Span) -> tuple[Box, TextStyle]:
        style = self.number if span.bold else self.word
        return self.setter.line(rich(span.text.strip()), style, more=True), style

    def _in_line(self, pieces: Sequence[tuple[Box, TextStyle]]) -> Box:
        """Words and number on one baseline."""
        items, x = [], 0.0
        base = max(style.first_baseline for _, style in pieces)
        for box, style in pieces:
            items.append(box.at(x, base - style.first_baseline))
            x += box.width + GAP
        return Box(x - GAP, max(box.height for box, _ in pieces), group(items))

    def _wrapped(self, phrase: Rich, width: float) -> Box:
        return self.setter.box(merged(phrase), self.word, width - self.before - CELL_PAD)

    def _behind_icon(self, icon: str, text: Box, width: float) -> Box:
        height = max(LINE_HEIGHT, text.height + 2.0)
        sign = placed_sign(icon, CELL_PAD, (LINE_HEIGHT - ICON) / 2, ICON, self.typography.colours.ink)
        top = (LINE_HEIGHT - self.word.leading) / 2 if text.height > LINE_HEIGHT else (height - text.height) / 2
        return Box(width, height, group(sign, text.at(self.before, top), tag="P"))

    def _blank(self, cell: DoseCell) -> _Cell:
        label = self.setter.line(rich(cell.label), self.word, more=True)
        unit = self.setter.line(rich(cell.unit), self.word) if cell.unit else None
        line = BLANK if cell.unit or cell.icon != "often" else OFTEN_BLANK
        natural = self.before + label.width + GAP + line + (GAP + unit.width if unit else 0.0) + CELL_PAD

        def make(width: float) -> Box:
            wide = line + max(0.0, width - natural)
            base = self.word.first_baseline
            blank = FieldArea(0, base - TICK, wide, TICK + 2, "text", f"{self.block.of} {cell.icon}", self._said(cell))
            x = label.width + GAP
            items: list[BoxItem] = [label.at(0, 0)]
            items.append(group(horizontal(0, base + 1.0, wide, PEN, self.typography.colours.text), blank, x=x))
            if unit:
                items.append(unit.at(x + wide + GAP, 0))
            return self._behind_icon(cell.icon, Box(natural, label.height, group(items)), width)

        return _Cell(natural, make)

    def _said(self, cell: DoseCell) -> str:
        return f"{self.block.of}: {cell.label}"
