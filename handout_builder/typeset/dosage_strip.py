"""Side and amounts → the dosage strip: a row of cells, filled in or with lines to write on."""

from __future__ import annotations

from dataclasses import dataclass

from handout_builder.boxes import Box, BoxItem, FieldArea, Group
from handout_builder.compose.exercise_blocks import DoseCell, SideCell, StripBlock
from handout_builder.geometry.basic_paths import circle_path, rectangle_path
from handout_builder.model.rich_text import rich
from handout_builder.model.side import Side
from handout_builder.text.typography import Typography
from handout_builder.typeset.paragraphs import ParagraphSetter
from handout_builder.typeset.placed_sign import placed_sign
from handout_builder.typeset.shapes import filled, frame, horizontal, panel, vertical
from handout_builder.typeset.stack import group, stack

HEIGHT = 45.0
RADIUS = 6.0
PAD_LEFT, PAD_RIGHT = 8.0, 6.0
ICON, ICON_GAP = 16.5, 5.0
LABEL_BASELINE, VALUE_BASELINE = 28.6, 9.6
DIVIDER, DIVIDER_INSET = 0.75, 9.0
LINE_WIDTH, OFTEN_WIDTH, LINE = 21.0, 50.0, 1.1
TICK = 12.0
WEEKS_GAP = 2.0
SIDE_PAD, DISC, DISC_GAP = (11.0, 14.0), 27.0, 6.0


@dataclass(frozen=True)
class _Cell:
    """A cell set at its natural width."""

    width: float
    content: Group
    solid: bool = False


def dosage_strip(block: StripBlock, typography: Typography, width: float) -> Box:
    """The strip, `width` points wide. Cells take their natural width and share what is left."""
    maker = _Maker(typography, ParagraphSetter(typography, block.place), block.of)
    cells = [maker.side(block.side)] if block.side else []
    cells += [maker.dose(cell) for cell in block.cells]
    spare = (width - sum(cell.width for cell in cells)) / max(1, sum(not cell.solid for cell in cells))
    items: list[BoxItem] = list(_ground(typography, width))
    x = 0.0
    for index, cell in enumerate(cells):
        wide = cell.width if cell.solid else cell.width + spare
        if cell.solid:
            items += _solid(typography, x, wide)
        elif index and not cells[index - 1].solid:
            items.append(vertical(x, DIVIDER_INSET, HEIGHT - 2 * DIVIDER_INSET, DIVIDER, typography.colours.line))
        items.append(Group((cell.content,), x=x))
        x += wide
    strip = Box(width, HEIGHT, group(items, tag="Div"))
    if not block.weeks:
        return strip
    head = maker.setter.box(rich(block.weeks), typography.style("body", "700"), width, role="P")
    return stack(width, [(0.0, head), (WEEKS_GAP, strip)])


def _ground(typography: Typography, width: float) -> tuple[BoxItem, ...]:
    if typography.ruled:
        return (
            horizontal(0, 0, width, 1.5, typography.colours.ink),
            horizontal(0, HEIGHT - 0.75, width, 0.75, typography.colours.hair),
        )
    if typography.edition.only_black:
        return (frame(0, 0, width, HEIGHT, typography.radius(RADIUS), typography.colours.frame, 1.25),)
    return (panel(0, 0, width, HEIGHT, typography.radius(RADIUS), typography.colours.tint),)


def _solid(typography: Typography, x: float, width: float) -> tuple[BoxItem, ...]:
    r = typography.radius(RADIUS)
    path = rectangle_path(x, 0, width, HEIGHT, (r, 0, 0, r))
    return (filled(path, typography.colours.solid),)


class _Maker:
    """Sets cells in the strip's type."""

    def __init__(self, typography: Typography, setter: ParagraphSetter, of: str) -> None:
        self.typography, self.setter, self.of = typography, setter, of
        c = typography.colours
        self.background = c.paper if typography.ruled else c.tint
        self.label = typography.style("label", colour=c.muted).on(self.background)
        self.value = typography.style("value").on(self.background)
        self.unit = typography.style("unit").on(self.background)

    def dose(self, cell: DoseCell) -> _Cell:
        x = PAD_LEFT + ICON + ICON_GAP
        icon = placed_sign(cell.icon, PAD_LEFT, (HEIGHT - ICON) / 2, ICON, self.typography.colours.ink)
        label = self.setter.line(rich(cell.label), self.label, more=True)
        value, wide = self._filled(cell) if cell.value else self._write_in(cell)
        content = group(
            icon, label.at(x, HEIGHT - LABEL_BASELINE - self.label.first_baseline), Group(value, x=x), tag="P"
        )
        return _Cell(x + max(label.width, wide) + PAD_RIGHT, content)

    def _filled(self, cell: DoseCell) -> tuple[tuple[BoxItem, ...], float]:
        number = self.setter.line(rich(cell.value or ""), self.value, more=True)
        base = HEIGHT - VALUE_BASELINE
        items: list[BoxItem] = [number.at(0, base - self.value.first_baseline)]
        wide = number.width
        if cell.unit:
            unit = self.setter.line(rich(cell.unit), self.unit)
            wide += 3
            items.append(unit.at(wide, base - self.unit.first_baseline))
            wide += unit.width
        return tuple(items), wide

    def _write_in(self, cell: DoseCell) -> tuple[tuple[BoxItem, ...], float]:
        wide = LINE_WIDTH if cell.unit or cell.icon != "often" else OFTEN_WIDTH
        base = HEIGHT - VALUE_BASELINE
        items: list[BoxItem] = [
            horizontal(0, base, wide, LINE, self.typography.colours.text),
            FieldArea(0, base - 14, wide, 14, "text", f"{self.of} {cell.icon}", f"{self.of}: {cell.label}"),
        ]
        if cell.unit:
            unit = self.setter.line(rich(cell.unit), self.unit)
            items.append(unit.at(wide + 3, base - self.unit.first_baseline))
            wide += 3 + unit.width
        return tuple(items), wide

    def side(self, cell: SideCell) -> _Cell:
        return self._choices(cell) if cell.side is None else self._chosen(cell)

    def _choices(self, cell: SideCell) -> _Cell:
        label = self.setter.line(rich(cell.label), self.label, more=True)
        style = self.typography.style("body", "600").on(self.background)
        c, base, x = self.typography.colours, HEIGHT - VALUE_BASELINE, PAD_LEFT
        items: list[BoxItem] = [label.at(x, HEIGHT - LABEL_BASELINE - self.label.first_baseline)]
        choices = (("left", cell.left), ("right", cell.right))
        # the box for "left" is to the left of the one for "right", in whichever direction lines run
        for name, word in choices if self.typography.direction == "ltr" else choices[::-1]:
            top = base - style.faces[0].cap_height * style.size / 2000 - TICK / 2
            items.append(frame(x, top, TICK, TICK, self.typography.radius(2.5), c.text, 1.1, fill=c.paper))
            items.append(FieldArea(x, top, TICK, TICK, "tick", name, f"{self.of}: {word}", group=f"{self.of} side"))
            text = self.setter.line(rich(word), style, more=True)
            items.append(text.at(x + TICK + 5, base - style.first_baseline))
            x += TICK + 5 + text.width + 9
        return _Cell(max(x - 9, PAD_LEFT + label.width) + PAD_RIGHT, group(items, tag="P"))

    def _chosen(self, cell: SideCell) -> _Cell:
        c = self.typography.colours
        disc = DISC if cell.side is not Side.BOTH else DISC * 1.25
        letter_style = self.typography.style("value").on(c.on_solid, c.solid)
        word_style = self.typography.style("value", "800").on(c.solid, c.on_solid)
        letter = self.setter.box(rich(cell.letter), letter_style, disc, align="center", role="Artifact")
        word = self.setter.line(rich(cell.phrase), word_style)
        x = SIDE_PAD[0] + disc + DISC_GAP
        content = group(
            filled(circle_path(SIDE_PAD[0] + disc / 2, HEIGHT / 2, disc / 2), c.on_solid),
            letter.at(SIDE_PAD[0], (HEIGHT - letter.height) / 2),
            group(word.at(x, (HEIGHT - word.height) / 2), tag="P"),
        )
        return _Cell(x + word.width + SIDE_PAD[1], content, solid=True)
