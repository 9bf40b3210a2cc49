"""The steps of an exercise → a numbered list of commands; a sign is behind those with a warning."""

from __future__ import annotations

from dataclasses import replace

from handout_builder.boxes import Box, BoxItem, Group
from handout_builder.boxes.stack import group, stack
from handout_builder.compose.exercise_blocks import ExerciseBlock, StepBlock
from handout_builder.model.rich_text import Rich
from handout_builder.pictures.placed_sign import placed_sign
from handout_builder.text.setter import ParagraphSetter, boxed
from handout_builder.text.typography import TextStyle, Typography
from handout_builder.typeset.step import list_tag, step_number

GAP, PAD_Y = 8.0, 1.5
SIGN, SIGN_GAP, DETAIL_GAP = 15.0, 5.0, 5.0


def steps_box(block: ExerciseBlock, typography: Typography, width: float, *, details: bool) -> Box:
    """The commands, `width` points wide, with their details if asked; an exercise of one step has no number.

    Raises ContentError for text that cannot be set.
    """
    single = len(block.steps) == 1
    parts = [(0.0, _step(step, typography, width, details=details or single, single=single)) for step in block.steps]
    return stack(width, parts, tag=list_tag(block.anchor) if parts else None)


def _step(step: StepBlock, typography: Typography, width: float, *, details: bool, single: bool) -> Box:
    size = 0.0 if single else typography.edition.step.number
    x = size + GAP if size else 0.0
    setter = ParagraphSetter(typography, step.place)
    said = _command(step, typography, setter, width - x)
    if details and step.detail:
        said = _detailed(said, step.do, step.detail, typography, setter, signed=bool(step.safety))
    top = PAD_Y + max(0.0, (size - typography.style("do").leading) / 2)
    items: list[BoxItem] = []
    if size:
        items.append(step_number(step, typography, size).at(0, PAD_Y))
    items.append(group(said.at(x, top), tag="LBody"))
    height = max(size + 2 * PAD_Y, top + said.height + PAD_Y)
    return Box(width, height, replace(group(items, tag="LI"), source=f"step:{step.place}"))


def _command(step: StepBlock, typography: Typography, setter: ParagraphSetter, width: float) -> Box:
    """The command; a triangle after its last word says that a warning of this step is above."""
    style = typography.style("do")
    if not step.safety:
        return setter.box(step.do, style, width, role="P")
    return _with_sign(step.do, style, typography, setter, width)


def _detailed(
    command: Box, do: Rich, detail: Rich, typography: Typography, setter: ParagraphSetter, *, signed: bool
) -> Box:
    """The detail on the line of a short command, else below it."""
    style, body = typography.style("do"), typography.style("body")
    x = setter.width(do, style) + (SIGN_GAP + SIGN if signed else 0.0) + DETAIL_GAP
    if command.height <= style.leading + 0.01 and x + setter.width(detail, body) <= command.width:
        said = setter.box(detail, body, command.width - x, role="P")
        beside = group(command.at(0, 0), said.at(x, style.first_baseline - body.first_baseline))
        return Box(command.width, command.height, beside)
    below = setter.box(detail, body, command.width, role="P")
    return stack(command.width, [(0.0, command), (0.0, below)])


def _with_sign(text: Rich, style: TextStyle, typography: Typography, setter: ParagraphSetter, width: float) -> Box:
    lines = setter.lines(text, style, width, tail=SIGN_GAP + SIGN)
    words = boxed(lines, width, role="P")
    top = words.height - style.leading + (style.leading - SIGN) / 2
    sign = placed_sign("tri", lines.lines[-1].end + SIGN_GAP, top, SIGN, typography.colours.text)
    return Box(width, words.height, Group((*group(words.at(0, 0)).items, sign)))
