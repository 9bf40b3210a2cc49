"""The head of an exercise → tile with letter, name, purpose, what it needs, QR code; the frame for who must ask."""

from __future__ import annotations

from dataclasses import replace

from handout_builder.boxes import Box, BoxItem, Group, Tag
from handout_builder.boxes.stack import group, stack
from handout_builder.compose.block_parts import AskBlock, SafeguardBlock
from handout_builder.compose.exercise_blocks import ExerciseBlock, VideoBlock
from handout_builder.errors import Place
from handout_builder.geometry.shapes import filled, frame, panel
from handout_builder.model.rich_text import Rich, Span, rich, words
from handout_builder.pictures.placed_sign import placed_sign
from handout_builder.pictures.qr_code import qr_code, qr_path
from handout_builder.text.safety_style import ask_style
from handout_builder.text.setter import ParagraphSetter
from handout_builder.text.typography import Typography
from handout_builder.typeset.picture_box import Pictures
from handout_builder.typeset.safety_box import panelled_frame

TILE_GAP, TILE_RADIUS = 12.0, 6.0
NAME_TOP, NAME_BOTTOM = 3.0, 4.0
QR_GAP = 8.0
CONTINUED_GAP = 7.0
ASK_PAD_X, ASK_ICON, ASK_GAP = 11.0, 24.0, 9.0
ASK_PANEL, ASK_SYMBOL, ASK_WORD_PAD = 93.0, 26.0, 4.0
ASK_TEXT_PAD, ASK_PAD_TOP, ASK_PAD_BOTTOM = 12.0, 5.0, 6.0
SAFEGUARD_PAD_Y, SAFEGUARD_ICON = 3.0, 18.0


def tile(letter: str, typography: Typography, size: float, setter: ParagraphSetter, role: str | None = None) -> Box:
    """The letter of an exercise on its tile; exercises have letters, steps have digits."""
    c, points = typography.colours, max(size * 21 / 33, typography.edition.smallest)
    outlined = typography.brand.style.step_marker == "numeral" or typography.edition.only_black
    colour = c.ink if outlined else c.on_solid
    base = (
        typography.display("h1", colour)
        if typography.brand.style.step_marker == "numeral"
        else typography.style("h1", "700", colour)
    )
    style = base.on(c.paper if outlined else c.solid).scaled(points / base.size)
    word = setter.box(rich(letter), style, size, align="center", role=role, more=True)
    radius = typography.radius(TILE_RADIUS * size / 33)
    background = (
        frame(0, 0, size, size, radius, colour, max(1.0, 1.5 * size / 33))
        if outlined
        else panel(0, 0, size, size, radius, c.solid)
    )
    return Box(size, size, group(background, word.at(0, (size - word.height) / 2)))


def exercise_head(block: ExerciseBlock, typography: Typography, width: float, pictures: Pictures) -> Box:
    """Tile, name and introduction, with the QR code at the end of the line."""
    setter, size = ParagraphSetter(typography, block.place), typography.edition.tile
    code = _video(block.video, typography, setter, pictures) if block.video else None
    text_x = size + TILE_GAP
    words_width = width - text_x - (code.width + TILE_GAP if code else 0)
    name = setter.box(block.name, typography.display("h1"), words_width, balance=True)
    intro = setter.box(block.intro, typography.style("body"), words_width, role="P")
    letter = tile(block.letter, typography, size, setter)
    intro_top = NAME_TOP + name.height + NAME_BOTTOM
    items: list[BoxItem] = [
        Group((letter.at(0, 0), name.at(text_x, NAME_TOP)), tag=Tag("H2")),
        intro.at(text_x, intro_top),
    ]
    height = max(typography.edition.qr, intro_top + intro.height)
    if code:
        items.append(code.at(width - code.width, 0))
    return Box(
        width,
        height,
        Group(tuple(items), anchor=block.anchor, bookmark=(1, bookmark_of(block)), source=f"exercise:{block.key}"),
    )


def continued_head(block: ExerciseBlock, typography: Typography, width: float) -> Box:
    """Tile and name again at the top of a page that goes on with the exercise."""
    setter, size = ParagraphSetter(typography, block.place), typography.edition.tile * 0.7
    letter = tile(block.letter, typography, size, setter)
    text = (*block.name, Span(" " + block.continued))
    name = setter.box(text, typography.display("h2"), width - size - TILE_GAP)
    height = max(size, name.height)
    items = (letter.at(0, (height - size) / 2), name.at(size + TILE_GAP, (height - name.height) / 2))
    return Box(width, height + CONTINUED_GAP, Group(items, tag=Tag("Artifact", artifact_type="Pagination")))


def ask_box(block: AskBlock, typography: Typography, width: float) -> Box:
    """The frame for people who must ask first, the same in every brand: a dark panel with its words, no signal word."""
    style, large = ask_style(black=typography.edition.only_black), typography.signal_scale
    border, panel_width = style.border, ASK_PANEL * large
    setter = ParagraphSetter(typography, block.place)
    text_width = width - 2 * border - panel_width - 2 * ASK_TEXT_PAD
    head = setter.box(block.head, typography.style("do"), text_width, role="P")
    body = setter.box(block.text, typography.style("body"), text_width, role="P")
    texts = stack(text_width, [(0.0, head), (0.0, body)])
    said = typography.style("signal").on(style.panel, style.ink)
    word = setter.box(rich(block.word), said, panel_width - 2 * ASK_WORD_PAD, align="center", role="P")
    icon = ASK_SYMBOL * large
    inner = max(texts.height + ASK_PAD_TOP + ASK_PAD_BOTTOM, icon + 2 + word.height + 2 * ASK_WORD_PAD)
    height = inner + 2 * border
    top = border + (inner - icon - 2 - word.height) / 2
    content = group(
        *panelled_frame(width, height, panel_width, style),
        placed_sign(style.sign, border + (panel_width - icon) / 2, top, icon, style.ink),
        word.at(border + ASK_WORD_PAD, top + icon + 2),
        texts.at(border + panel_width + ASK_TEXT_PAD, border + (inner - texts.height) / 2),
    )
    return Box(width, height, Group(content.items, source=f"ask:{block.place}"))


def safeguard_box(block: SafeguardBlock, typography: Typography, width: float) -> Box:
    """What keeps this patient safe, in the frame of those who must ask, for it answers the question."""
    measures = [span for measure in block.measures for span in (Span(" "), *_bold(measure))]
    return _framed("check", (*block.head, *measures), block.place, typography, width, SAFEGUARD_ICON, SAFEGUARD_PAD_Y)


def _bold(text: Rich) -> Rich:
    return tuple(replace(span, bold=True) for span in text)


def _framed(sign: str, text: Rich, place: Place, typography: Typography, width: float, icon: float, pad: float) -> Box:
    text_x = ASK_PAD_X + ASK_ICON + ASK_GAP
    text_box = ParagraphSetter(typography, place).box(
        text, typography.style("body"), width - text_x - ASK_PAD_X, role="P"
    )
    height = max(text_box.height, icon) + 2 * pad
    c = typography.colours
    content = group(
        frame(0, 0, width, height, typography.radius(3.0), c.line, 1.0),
        placed_sign(sign, ASK_PAD_X + (ASK_ICON - icon) / 2, (height - icon) / 2, icon, c.ink),
        text_box.at(text_x, (height - text_box.height) / 2),
    )
    return Box(width, height, Group(content.items, source=f"{sign}:{place}"))


def _video(block: VideoBlock, typography: Typography, setter: ParagraphSetter, pictures: Pictures) -> Box:
    size, style = typography.edition.qr, typography.style("label")
    lines = [setter.line(rich(line), style, more=True) for line in block.label]
    wide = max(line.width for line in lines)
    items: list[BoxItem] = []
    y = size - sum(line.height for line in lines)
    for line in lines:
        items.append(line.at(wide - line.width, y))
        y += line.height
    code = Group(
        (filled(qr_path(qr_code(block.address, pictures.figures.cache), wide + QR_GAP, 0, size), "#000000"),),
        tag=Tag("Figure", alt=block.alt),
        picture=(wide + QR_GAP, size),
    )
    link = Group((*items, code), tag=Tag("Link", target=block.address))
    return Box(wide + QR_GAP + size, size, group(link, tag="P"))


def bookmark_of(block: ExerciseBlock) -> str:
    """The exercise in the outline of the file: letter, name and side."""
    name, side = f"{block.letter} {words(block.name)}", block.strip.side
    return f"{name}, {side.phrase}" if block.side and side and side.phrase else name
