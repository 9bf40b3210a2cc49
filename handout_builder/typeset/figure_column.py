"""The pictures of an exercise → those that a compact sheet shows, in a stack or a row in a column of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handout_builder.boxes import Box, BoxItem
from handout_builder.boxes.stack import group
from handout_builder.compose.block_parts import PictureBlock
from handout_builder.compose.exercise_blocks import ExerciseBlock, StepBlock
from handout_builder.geometry.basic_paths import circle_path
from handout_builder.geometry.drawing import Drawing
from handout_builder.geometry.shapes import stroked
from handout_builder.model.rich_text import rich
from handout_builder.text.setter import ParagraphSetter
from handout_builder.text.typography import Typography
from handout_builder.typeset.legend import legend, with_legend
from handout_builder.typeset.picture_box import HIGHEST, Pictures

COLUMNS = (132.0, 186.0, 198.0, 272.0)
"""Widths in points that the column of the pictures may have (design/compact.md, figure_column)."""
MOST = 3
GUTTER, STACK_GAP, ROW_GAP = 20.0, 6.0, 6.0
NUMBER, RING, DIGIT = 18.0, 1.25, 12.0


@dataclass(frozen=True)
class ShownStep:
    """A step whose picture is shown; `units` is the width and height of the picture in figure units."""

    step: StepBlock
    picture: PictureBlock
    units: tuple[float, float]


@dataclass(frozen=True)
class Arrangement:
    """The pictures in one column: below each other, or in a row. `scale` is that of each, points per unit."""

    column: float
    row: bool
    scales: tuple[float, ...]
    height: float


def shown_steps(block: ExerciseBlock, pictures: Pictures) -> tuple[ShownStep, ...]:
    """The steps whose pictures stand for the exercise: the first, then those in which an arrow shows a movement.

    Where no arrow is drawn, as in photographs, the first and the last. Raises ContentError for a picture that cannot
    be opened.
    """
    found = []
    for step in block.steps:
        if step.picture:
            found.append(ShownStep(step, step.picture, pictures.load(step.picture).units))
    moving = [each for each in found[1:] if _moves(each.picture, pictures)] or found[1:][-1:]
    return (*found[:1], *moving[-(MOST - 1) :])


def _moves(picture: PictureBlock, pictures: Pictures) -> bool:
    content = pictures.load(picture).content
    return isinstance(content, Drawing) and content.moving


class FigureColumn:
    """The pictures of one exercise; a picture has the number of its step where the exercise has several steps."""

    def __init__(self, shown: Sequence[ShownStep], typography: Typography, pictures: Pictures, numbered: bool) -> None:
        self.shown, self.typography, self.pictures = tuple(shown), typography, pictures
        self.numbered = numbered

    def arrangements(self, scale: float) -> list[Arrangement]:
        """Every way to place the pictures at `scale`, narrow columns first.

        A picture that is too wide or too high for every column is as large as the widest column lets it be.
        """
        found = []
        for column in COLUMNS:
            for row in (False, True) if len(self.shown) > 1 else (False,):
                made = self._arranged(column, scale, row=row)
                if made and (min(made.scales) >= scale or column == COLUMNS[-1]):
                    found.append(made)
        whole = [each for each in found if min(each.scales) >= scale]
        return whole or found

    def _arranged(self, column: float, scale: float, *, row: bool) -> Arrangement:
        room = column - (GUTTER if self.numbered and not row else 0.0)
        widths = [each.units[0] for each in self.shown]
        if row:
            fits = (room - ROW_GAP * (len(widths) - 1)) / sum(widths)
            scales = [min(scale, fits, HIGHEST / each.units[1]) for each in self.shown]
        else:
            scales = [min(scale, room / each.units[0], HIGHEST / each.units[1]) for each in self.shown]
        sizes = list(zip(self.shown, scales, strict=True))
        heights = [each.units[1] * of + self._legend(each, each.units[0] * of if row else column) for each, of in sizes]
        height = max(heights) if row else sum(heights) + STACK_GAP * (len(heights) - 1)
        return Arrangement(column, row, tuple(scales), height)

    def _legend(self, shown: ShownStep, width: float) -> float:
        said = legend(shown.picture, self.typography, width, self.typography.colours.paper)
        return said.height if said else 0.0

    def box(self, arrangement: Arrangement) -> Box:
        """The column of pictures, `arrangement.column` wide."""
        return self._row(arrangement) if arrangement.row else self._stack(arrangement)

    def _stack(self, arrangement: Arrangement) -> Box:
        gutter = GUTTER if self.numbered else 0.0
        room = arrangement.column - gutter
        items: list[BoxItem] = []
        y = 0.0
        for shown, scale in zip(self.shown, arrangement.scales, strict=True):
            figure = self._figure(shown, scale, room)
            under = legend(shown.picture, self.typography, arrangement.column, self.typography.colours.paper)
            placed = figure.at(gutter + (room - figure.width) / 2, y)
            items.append(with_legend(placed, under.at(0, y + figure.height) if under else None))
            if self.numbered:
                items.append(self._number(shown).at(0, y))
            y += figure.height + (under.height if under else 0.0) + STACK_GAP
        return Box(arrangement.column, y - STACK_GAP, group(items))

    def _row(self, arrangement: Arrangement) -> Box:
        wide = [each.units[0] * of for each, of in zip(self.shown, arrangement.scales, strict=True)]
        share = (arrangement.column - sum(wide) - ROW_GAP * (len(wide) - 1)) / len(wide)
        items: list[BoxItem] = []
        x = 0.0
        for shown, scale, width in zip(self.shown, arrangement.scales, wide, strict=True):
            figure = self._figure(shown, scale, width + share)
            under = legend(shown.picture, self.typography, width, self.typography.colours.paper)
            below = under.height if under else 0.0
            top = arrangement.height - figure.height - below
            placed = figure.at(x + (width + share - figure.width) / 2, top)
            items.append(with_legend(placed, under.at(x, top + figure.height) if under else None))
            if self.numbered:
                items.append(self._number(shown).at(x, max(0.0, top - NUMBER / 2)))
            x += width + share + ROW_GAP
        return Box(arrangement.column, arrangement.height, group(items))

    def _figure(self, shown: ShownStep, scale: float, room: float) -> Box:
        picture = shown.picture
        if self.numbered:
            picture = replace(picture, alt=f"{shown.step.label}: {picture.alt}")
        return self.pictures.box(picture, scale, room)

    def _number(self, shown: ShownStep) -> Box:
        c, style = self.typography.colours, self.typography.style("label", "800")
        style = replace(style.on(c.paper, c.ink), size=DIGIT, leading=NUMBER)
        setter = ParagraphSetter(self.typography, shown.step.place)
        digit = setter.box(rich(str(shown.step.number)), style, NUMBER, align="center", role="Artifact")
        centre = NUMBER / 2
        ring = stroked(circle_path(centre, centre, centre - RING / 2), c.ink, RING, fill=c.paper)
        return Box(NUMBER, NUMBER, group(ring, digit.at(0, 0)))
