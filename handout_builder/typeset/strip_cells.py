"""A side or an amount of the dosage strip → a cell: how wide it is by nature, and its box in any other width."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from handout_builder.boxes import Box, BoxItem, FieldArea
from handout_builder.boxes.stack import group
from handout_builder.compose.exercise_blocks import DoseCell, SideCell
from handout_builder.geometry.basic_paths import rectangle_path
from handout_builder.geometry.shapes import filled, frame, horizontal
from handout_builder.model.rich_text import rich
from handout_builder.model.side import Side
from handout_builder.pictures.placed_sign import placed_sign
from handout_builder.text.setter import ParagraphSetter
from handout_builder.text.typography import TextStyle, Typography

USUAL_VALUE = 18.0
"""The size of a value that the measures below go with; in other editions they grow and shrink with it."""
CELL_HEIGHT, AIR = 48.0, 12.0
PAD_LEFT, PAD_RIGHT = 8.0, 6.0
ICON, ICON_GAP, UNIT_GAP = 16.5, 5.0, 3.0
LINE_WIDTH, OFTEN_WIDTH, LINE, FIELD = 21.0, 50.0, 1.1, 14.0
TICK, TICK_GAP, CHOICE_GAP = 12.0, 5.0, 9.0
SIDE_PAD, DISC, DISC_GAP, PILL, PILL_PAD = (11.0, 14.0), 27.0, 6.0, 42.0, 8.0
SIDE_WIDTH = 150.0
"""Points after which the words of a side go on in a second line."""
LETTER, LETTERS, WORD = 16 / 18, 14 / 18, 15 / 18
"""Sizes of a letter in its disc, of letters in their pill and of the side's words, as shares of a value's size."""


@dataclass(frozen=True)
class StripCell:
    """A cell that is set when its width is known; all widths are points, pads included.

    natural  everything on its one line
    least    of its widest word: narrower, a word is broken
    make     width → the cell's box, with its words in as many lines as they take
    solid    whether it is painted in the solid colour of the brand
    """

    natural: float
    least: float
    make: Callable[[float], Box]
    solid: bool = False


class CellMaker:
    """Sets cells in the strip's type; `of` names the exercise to those who meet a blank alone."""

    def __init__(self, typography: Typography, setter: ParagraphSetter, of: str) -> None:
        self.typography, self.setter, self.of = typography, setter, of
        c = typography.colours
        self.background = c.paper if typography.ruled else c.tint
        self.label = typography.style("label", colour=c.muted).on(self.background)
        self.value = typography.style("value").on(self.background)
        self.unit = typography.style("unit").on(self.background)
        self.scale = self.value.size / USUAL_VALUE
        lines = self.label.leading + self.value.leading
        self.height = max(CELL_HEIGHT, lines + AIR)
        self.top = (self.height - lines) / 2

    def dose(self, cell: DoseCell) -> StripCell:
        """An amount: icon, label, and under the label number and unit, or a line to write the number on."""
        around = (PAD_LEFT + ICON_GAP + PAD_RIGHT) + ICON * self.scale
        label, unit = self._width(cell.label, self.label), self._width(cell.unit, self.unit)
        value = self._width(cell.value, self.value) if cell.value else self._line_width(cell)
        widest = max(self._widest(cell.label, self.label), self._widest(cell.unit, self.unit))
        number = self._widest(cell.value, self.value) if cell.value else value
        natural = max(label, value + (UNIT_GAP + unit if unit else 0.0))
        return StripCell(around + natural, around + max(widest, number), partial(self._dose, cell))

    def side(self, cell: SideCell) -> StripCell:
        """The side: chosen, on the solid colour, or two boxes to tick."""
        return self._choice(cell) if cell.side is None else self._chosen(cell)

    # ---- amounts

    def _dose(self, cell: DoseCell, width: float) -> Box:
        icon = ICON * self.scale
        x = PAD_LEFT + icon + ICON_GAP
        room = width - x - PAD_RIGHT
        sign = placed_sign(cell.icon, PAD_LEFT, (self.height - icon) / 2, icon, self.typography.colours.ink)
        label = self.setter.box(rich(cell.label), self.label, room, more=True)
        amount = self._amount(cell, room)
        below = self.top + label.height
        content = group(sign, label.at(x, self.top), amount.at(x, below), tag="P")
        return Box(width, max(self.height, below + amount.height + self.top), content)

    def _amount(self, cell: DoseCell, room: float) -> Box:
        """Number and unit on one line, or the unit under the number where the line is too short."""
        number = self._number(cell, room) if cell.value else self._write_in(cell)
        if not cell.unit:
            return number
        side_by_side = number.width + UNIT_GAP + self._width(cell.unit, self.unit)
        if side_by_side <= room:
            unit = self.setter.box(rich(cell.unit), self.unit, room)
            drop = self.value.first_baseline - self.unit.first_baseline
            return Box(room, number.height, group(number.at(0, 0), unit.at(number.width + UNIT_GAP, drop)))
        unit = self.setter.box(rich(cell.unit), self.unit, room)
        return Box(room, number.height + unit.height, group(number.at(0, 0), unit.at(0, number.height)))

    def _number(self, cell: DoseCell, room: float) -> Box:
        number = self.setter.box(rich(cell.value or ""), self.value, room, more=True)
        return replace(number, width=min(room, self._width(cell.value or "", self.value)))

    def _write_in(self, cell: DoseCell) -> Box:
        wide, base, high = self._line_width(cell), self.value.first_baseline, FIELD * self.scale
        line = horizontal(0, base, wide, LINE, self.typography.colours.text)
        blank = FieldArea(0, base - high, wide, high, "text", f"{self.of} {cell.icon}", f"{self.of}: {cell.label}")
        return Box(wide, self.value.leading, group(line, blank))

    def _line_width(self, cell: DoseCell) -> float:
        return (LINE_WIDTH if cell.unit or cell.icon != "often" else OFTEN_WIDTH) * self.scale

    # ---- the side

    def _chosen(self, cell: SideCell) -> StripCell:
        c, both = self.typography.colours, cell.side is Side.BOTH
        letter_style = self.typography.style("value").on(c.on_solid, c.solid).scaled(LETTERS if both else LETTER)
        word_style = self.typography.style("value", "800").on(c.solid, c.on_solid).scaled(WORD)
        disc = DISC * self.scale
        pill = max(PILL * self.scale if both else disc, self._width(cell.letter, letter_style) + 2 * PILL_PAD)
        x = SIDE_PAD[0] + pill + DISC_GAP
        around = x + SIDE_PAD[1]

        def make(width: float) -> Box:
            word = self.setter.box(rich(cell.phrase), word_style, width - around, balance=True, role="P")
            letter = self.setter.box(rich(cell.letter), letter_style, pill, align="center", role="Artifact")
            high = max(self.height, word.height + 2 * self.top)
            ground = rectangle_path(SIDE_PAD[0], (high - disc) / 2, pill, disc, disc / 2)
            content = group(
                filled(ground, c.on_solid),
                letter.at(SIDE_PAD[0], (high - letter.height) / 2),
                word.at(x, (high - word.height) / 2),
            )
            return Box(width, high, content)

        least = around + self._widest(cell.phrase, word_style)
        return StripCell(
            self._side_width(around + self._width(cell.phrase, word_style), least), least, make, solid=True
        )

    def _choice(self, cell: SideCell) -> StripCell:
        """Left and right to tick, side by side under their label, or below each other where their words are long."""
        style = self.typography.style("body", "600").on(self.background)
        tick = TICK * self.scale
        before, around = tick + TICK_GAP, PAD_LEFT + PAD_RIGHT
        words = [(name, word, before + self._width(word, style)) for name, word in side_choices(cell, self.typography)]
        label = self._width(cell.label, self.label)
        side_by_side = around + max(label, sum(wide for _, _, wide in words) + CHOICE_GAP)
        least = around + max(
            self._widest(cell.label, self.label), *(before + self._widest(word, style) for _, word, _ in words)
        )

        def make(width: float) -> Box:
            room = width - around
            head = self.setter.box(rich(cell.label), self.label, room, more=True)
            items: list[BoxItem] = [head.at(PAD_LEFT, self.top)]
            x, y = PAD_LEFT, self.top + head.height
            line = max(style.leading, self.value.leading)
            for name, word, wide in words:
                one_line = width >= side_by_side
                text = self.setter.box(rich(word), style, wide - before if one_line else room - before, more=True)
                drop = self.value.first_baseline - style.first_baseline if one_line else 0.0
                middle = y + drop + style.first_baseline - style.faces[0].cap_height * style.size / 2000
                items += side_tick(name, word, self.of, x, middle - tick / 2, tick, self.typography)
                items.append(text.at(x + before, y + drop))
                x, y = (x + wide + CHOICE_GAP, y) if one_line else (x, y + text.height)
            bottom = y + (line if width >= side_by_side else 0.0)
            return Box(width, max(self.height, bottom + self.top), group(items, tag="P"))

        return StripCell(self._side_width(side_by_side, least), least, make)

    def _side_width(self, natural: float, least: float) -> float:
        return min(natural, max(SIDE_WIDTH * self.scale, least))

    def _width(self, text: str, style: TextStyle) -> float:
        return self.setter.width(rich(text), style) + 0.01 if text else 0.0

    def _widest(self, text: str, style: TextStyle) -> float:
        return max((self._width(word, style) for word in text.split()), default=0.0)


def side_tick(
    name: str, word: str, of: str, x: float, y: float, size: float, typography: Typography
) -> tuple[BoxItem, ...]:
    """The square to tick for the side `name` of the exercise `of`; ticking one side unticks the other."""
    c = typography.colours
    return (
        frame(x, y, size, size, typography.radius(2.5), c.text, LINE, fill=c.paper),
        FieldArea(x, y, size, size, "tick", name, f"{of}: {word}", group=f"{of} side"),
    )


def side_choices(cell: SideCell, typography: Typography) -> tuple[tuple[str, str], ...]:
    """The box for "left" is to the left of the one for "right", in whichever direction lines run."""
    choices = (("left", cell.left), ("right", cell.right))
    return choices if typography.direction == "ltr" else choices[::-1]
