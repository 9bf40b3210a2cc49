"""A step → one box that is never split: number, picture, command, detail and the warnings that belong to it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from handout_builder.boxes import Box, BoxItem, Tag
from handout_builder.boxes.stack import group, stack
from handout_builder.compose.exercise_blocks import StepBlock
from handout_builder.geometry.basic_paths import circle_path
from handout_builder.geometry.shapes import filled, frame, horizontal
from handout_builder.model.rich_text import Rich, rich
from handout_builder.text.setter import ParagraphSetter
from handout_builder.text.typography import TextStyle, Typography
from handout_builder.typeset.legend import legend, with_legend
from handout_builder.typeset.picture_box import Pictures, fitting_scale
from handout_builder.typeset.safety_box import safety_box

PAD, TEXT_TOP, DO_GAP = 4.0, 4.0, 2.0
RULE = 0.75
NUMERAL_GAP = 3.0
"""Points that stay free between a number of two digits and what is behind it."""
IN_DISC = 0.8
"""Share of a disc's diameter that is as wide as its digits may be."""
SAFETY_ABOVE, SAFETY_BELOW = 5.0, 6.0


@dataclass(frozen=True)
class StepParts:
    """A step whose texts are set; only the size of its picture is still open."""

    block: StepBlock
    column: float
    texts: Box
    safety: tuple[Box, ...]
    figure_units: tuple[float, float]
    legend: Box | None = None

    def fitting(self, scale: float) -> float:
        """`scale`, or less, so that the picture is within its column."""
        return fitting_scale(self.figure_units, scale, self.column) if self.figure_units[0] > 0 else scale


def step_parts(
    block: StepBlock, typography: Typography, pictures: Pictures, width: float, column: float, tighter: float = 0.0
) -> StepParts:
    """Set the texts of a step in a row `width` wide next to a figure `column`, with `tighter` points off their leading.

    Raises ContentError for a picture that cannot be opened and for text that cannot be set.
    """
    setter, columns = ParagraphSetter(typography, block.place), typography.edition.step
    text_width = width - _text_start(block, typography, column)
    body = _tightened(typography.style("body"), tighter)
    parts = [(0.0, setter.box(block.do, typography.style("do"), text_width, role="P"))]
    if block.detail:
        parts.append((DO_GAP, setter.box(block.detail, body, text_width, role="P")))
    indent = columns.number + columns.number_gap
    safety = tuple(safety_box(message, typography, width - indent) for message in block.safety)
    units = pictures.load(block.picture).units if block.picture else (0.0, 0.0)
    said = legend(block.picture, typography, column, typography.colours.paper) if block.picture else None
    return StepParts(block, column, stack(text_width, parts), safety, units, said)


def _text_start(block: StepBlock, typography: Typography, column: float) -> float:
    """Where the words of a step begin: behind its picture, or behind its number where it has none."""
    columns = typography.edition.step
    picture = column + columns.figure_gap if block.picture else 0.0
    return columns.number + columns.number_gap + picture


def step_height(parts: StepParts, typography: Typography, scale: float) -> float:
    """Height of the step with its picture at `scale`."""
    return _row_height(parts, typography, scale) + sum(SAFETY_ABOVE + box.height + SAFETY_BELOW for box in parts.safety)


def step_box(
    parts: StepParts,
    typography: Typography,
    pictures: Pictures,
    scale: float,
    width: float,
    *,
    first: bool,
    anchor: str,
) -> Box:
    """The whole step; all but the first have a rule above. Warnings make it a place that `anchor` names."""
    columns, block = typography.edition.step, parts.block
    indent = columns.number + columns.number_gap
    row = _row_height(parts, typography, scale)
    decoration: list[BoxItem] = [] if first else [horizontal(indent, 0, width - indent, RULE, typography.colours.hair)]
    said: list[BoxItem] = []
    y = row
    for box in parts.safety:
        y += SAFETY_ABOVE
        said.append(box.at(indent, y))
        y += box.height + SAFETY_BELOW
    said.append(parts.texts.at(_text_start(block, typography, parts.column), PAD + TEXT_TOP))
    if block.picture:
        figure = pictures.box(block.picture, parts.fitting(scale), parts.column)
        figure_x = indent + (parts.column - figure.width) / 2
        below = parts.legend.height if parts.legend else 0.0
        top = PAD + (row - 2 * PAD - figure.height - below) / 2
        under = parts.legend.at(indent, top + figure.height) if parts.legend else None
        said.append(with_legend(figure.at(figure_x, top), under))
    number = step_number(block, typography, columns.number)
    content = group(decoration, number.at(0, PAD), group(said, tag="LBody"), tag="LI")
    return Box(width, y, replace(content, source=f"step:{block.place}", anchor=anchor if block.safety else None))


def _row_height(parts: StepParts, typography: Typography, scale: float) -> float:
    high = parts.figure_units[1] * parts.fitting(scale)
    below = parts.legend.height if parts.legend else 0.0
    return max(parts.texts.height + TEXT_TOP, high + below, typography.edition.step.number) + 2 * PAD


def step_number(block: StepBlock, typography: Typography, size: float) -> Box:
    """The number of a step in a disc of `size` points, or as a numeral in the display font."""
    c = typography.colours
    setter = ParagraphSetter(typography, block.place)
    if typography.brand.style.step_marker == "numeral":
        style = typography.display("stepnum", c.ink)
        style = replace(style, size=style.size * 33 / 17, leading=size + 6)
        room = size + typography.edition.step.number_gap - NUMERAL_GAP
        return setter.box(_digits(block), _narrow(block, style, room, setter), room, role="Lbl", more=True)
    style = _narrow(block, typography.style("stepnum").on(c.solid, c.on_solid), size * IN_DISC, setter)
    digit = setter.box(_digits(block), style, size, align="center", role="Lbl", more=True)
    disc = filled(circle_path(size / 2, size / 2, size / 2), c.solid)
    if typography.edition.only_black:
        disc = frame(0, 0, size, size, size / 2, c.frame, 1.25)
    return Box(size, size, group(disc, digit.at(0, (size - digit.height) / 2)))


def _digits(block: StepBlock) -> Rich:
    return rich(str(block.number))


def _narrow(block: StepBlock, style: TextStyle, room: float, setter: ParagraphSetter) -> TextStyle:
    """The style of a step's number, smaller where its digits are wider than `room` points."""
    wide = setter.width(_digits(block), style)
    return replace(style, size=style.size * room / wide) if wide > room else style


def _tightened(style: TextStyle, points: float) -> TextStyle:
    return replace(style, leading=style.leading - points) if points else style


def list_tag(key: str) -> Tag:
    """The role that the steps of one exercise share, also where a page break divides them."""
    return Tag("L", key=f"steps:{key}")
