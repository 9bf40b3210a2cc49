"""The head of an exercise in a compact sheet: tile, name, chips, what it needs, its doses, QR code."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from handout_builder.boxes import Box, BoxItem, Group, Tag
from handout_builder.boxes.stack import group, stack
from handout_builder.compose.exercise_blocks import ExerciseBlock, VideoBlock
from handout_builder.geometry.shapes import filled
from handout_builder.model.rich_text import Rich
from handout_builder.pictures.qr_code import qr_code, qr_path
from handout_builder.text.setter import ParagraphSetter
from handout_builder.text.typography import TextStyle, Typography
from handout_builder.typeset.chip import CHIP_SPACE, chip
from handout_builder.typeset.dose_line import dose_line
from handout_builder.typeset.exercise_head import bookmark_of, tile
from handout_builder.typeset.picture_box import Pictures

GAP, ROW_GAP, DOSE_GAP = 9.0, 4.5, 3.0
TEXT_GAP = 10.0


def compact_head(
    block: ExerciseBlock, typography: Typography, width: float, pictures: Pictures, *, purpose: bool
) -> Box:
    """Name with its chips and needs, then the doses; with `purpose` also what the exercise is good for.

    The QR code is at the end, as high as both. Raises ContentError for text that cannot be set.
    """
    size, code = typography.edition.tile, typography.edition.qr if block.video else 0.0
    room = width - (code + GAP if code else 0.0)
    setter = ParagraphSetter(typography, block.place)
    named = _named(block, typography, setter, room - size - GAP, purpose=purpose)
    letter = tile(block.letter, typography, size, setter)
    name, *others = named.content.items
    high = max(size, named.height)
    lines: list[tuple[float, Box]] = [
        (ROW_GAP if not index else DOSE_GAP, dose_line(strip, typography, room))
        for index, strip in enumerate(block.strips)
    ]
    doses = stack(room, lines)
    items: list[BoxItem] = [
        Group((letter.at(0, 0), group(name, x=size + GAP)), tag=Tag("H2")),
        group(others, x=size + GAP),
        doses.at(0, high),
    ]
    if block.video:
        items.append(_code(block.video, code, pictures).at(width - code, 0))
    content = Group(tuple(items), anchor=block.anchor, bookmark=(1, bookmark_of(block)), source=f"exercise:{block.key}")
    return Box(width, max(code, high + doses.height), content)


def _named(block: ExerciseBlock, typography: Typography, setter: ParagraphSetter, room: float, *, purpose: bool) -> Box:
    """The name; behind it the chips and what is needed, or below it where the line is too short."""
    style, body = typography.display("h1"), typography.style("body")
    name = setter.box(block.name, style, room)
    top = max(0.0, (typography.edition.tile - style.leading) / 2)
    used = setter.width(block.name, style) if name.height <= style.leading + 0.01 else room
    base = top + name.height - style.leading + style.first_baseline
    lines = _Lines(room, used, base - body.first_baseline, top + name.height)
    side = block.strip.side
    chips = [chip(side.phrase, typography, setter, solid=True)] if side and side.phrase else []
    for each in (*chips, *(chip(word, typography, setter, solid=False) for word in block.status)):
        lines.add(each.width, partial(_whole, each), CHIP_SPACE, lift=(each.height - body.leading) / 2)
    for text in (block.need, block.start, block.purpose if purpose else None):
        if text:
            make = partial(_text, text, setter, body)
            lines.add(setter.width(text, body) + 0.01, make, TEXT_GAP)
    return Box(room, lines.bottom, group(name.at(0, top), *lines.items))


def _whole(box: Box, width: float) -> Box:
    return box


def _text(text: Rich, setter: ParagraphSetter, style: TextStyle, width: float) -> Box:
    return setter.box(text, style, width, role="P")


class _Lines:
    """Boxes behind a name, and on lines below it, from its start edge; each is whole on its line where it has room."""

    def __init__(self, room: float, x: float, y: float, bottom: float) -> None:
        self.room, self.x, self.y, self.bottom = room, x, y, bottom
        self.items: list[BoxItem] = []

    def add(self, natural: float, make: Callable[[float], Box], gap: float, lift: float = 0.0) -> None:
        """Add a box that is `natural` points wide, with `gap` before it, `lift` points above the line of text."""
        if self.x and self.x + gap + natural > self.room:
            self.x, self.y = 0.0, self.bottom
        first = self.x == 0.0
        x, y = (0.0, self.y) if first else (self.x + gap, self.y - lift)
        box = make(min(natural, self.room))
        self.items.append(box.at(x, y))
        self.x, self.bottom = x + min(natural, self.room), max(self.bottom, y + box.height)
        if natural > self.room:
            self.x = self.room


def _code(video: VideoBlock, size: float, pictures: Pictures) -> Box:
    """The code with the address behind it, as one link."""
    code = Group(
        (filled(qr_path(qr_code(video.address, pictures.figures.cache), 0, 0, size), "#000000"),),
        tag=Tag("Figure", alt=video.alt),
        picture=(0.0, size),
    )
    return Box(size, size, group(Group((code,), tag=Tag("Link", alt=video.alt, target=video.address)), tag="P"))
