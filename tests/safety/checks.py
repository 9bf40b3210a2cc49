"""Finished pages → what is wrong with the warnings on them: the rules of safety, said again apart from the typesetter.

Every function gives its findings as words and an empty list when nothing is wrong, so that tests can plant a fault and
see that it is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from handout_builder.boxes import BoxItem, ClippedShapes, Group, Page, PlacedDrawing, PlacedImage, Run, text_of
from handout_builder.compose.block_parts import SafetyBlock
from handout_builder.compose.blocks import Sheet
from handout_builder.compose.exercise_blocks import ExerciseBlock
from handout_builder.geometry.colour import FRAME, SAFETY_COLOURS
from handout_builder.geometry.drawing import Shape
from handout_builder.model.rich_text import words
from handout_builder.model.safety import Level
from handout_builder.pipeline.sheet import LaidOutSheet

Area = tuple[float, float, float, float]
"""Left, top, right, bottom in points of the page."""
BORDER = {Level.DANGER: 2.25, Level.WARNING: 2.25, Level.CAUTION: 1.5, Level.NOTICE: 1.0}
"""Width of the frame (design tokens, safety)."""
MARGIN = 36.0
GAPS = 32.0
"""Points that stay free above a warning and above a foot, which may be a line taller on the last page."""


@dataclass(frozen=True)
class Piece:
    """An item of a page with the area it covers and the sources of the groups around it, outermost first."""

    item: BoxItem
    area: Area
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Warned:
    """A warning and where it must be: on the page of this source, or on page 1.

    `label` is what its step is called, for boxes that are apart from it.
    """

    message: SafetyBlock
    needs: str | None
    label: str = ""

    @property
    def source(self) -> str:
        return f"safety:{self.message.place}"


def squeezed(text: str) -> str:
    """The text without white space: lines and no-break spaces make no difference."""
    return re.sub(r"\s+", "", text)


def warnings_of(sheet: Sheet) -> list[Warned]:
    """Every warning that a sheet must carry, in reading order."""
    found = []
    for chapter in sheet.chapters:
        for block in chapter.blocks:
            if isinstance(block, SafetyBlock):
                found.append(Warned(block, None))
            elif isinstance(block, ExerciseBlock):
                found += [Warned(message, f"exercise:{block.key}") for message in block.safety]
                found += [Warned(m, f"step:{step.place}", step.label) for step in block.steps for m in step.safety]
    return found


class _ThisPage:
    """A page as a key of what was found on it; pages themselves are compared by all that they hold, which is slow."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def __hash__(self) -> int:
        return id(self.page)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ThisPage) and self.page is other.page


def pieces(page: Page) -> tuple[Piece, ...]:
    """Everything painted on a page, in the order it is painted."""
    return _pieces_of(_ThisPage(page))


@lru_cache(maxsize=32)
def _pieces_of(key: _ThisPage) -> tuple[Piece, ...]:
    return tuple(piece for group in key.page.groups for piece in _pieces(group, 0.0, 0.0, ()))


def _pieces(item: BoxItem, x: float, y: float, sources: tuple[str, ...]) -> Iterator[Piece]:
    if isinstance(item, Group):
        inside = (*sources, item.source) if item.source else sources
        for inner in item.items:
            yield from _pieces(inner, x + item.x, y + item.y, inside)
        return
    area = _area(item, x, y)
    if area:
        yield Piece(item, area, sources)


def _area(item: BoxItem, x: float, y: float) -> Area | None:
    if isinstance(item, Run):
        top, bottom = y + item.y - 0.72 * item.size, y + item.y + 0.21 * item.size
        return (x + item.x, top, x + item.x + item.width - _trailing(item), bottom)
    if isinstance(item, Shape):
        half = item.stroke_width / 2 if item.stroke else 0.0
        return _around(item.path, x, y, half)
    if isinstance(item, ClippedShapes):
        return _around(item.clip, x, y, 0.0)
    if isinstance(item, PlacedImage):
        return (x + item.x, y + item.y, x + item.x + item.width, y + item.y + item.height)
    if isinstance(item, PlacedDrawing):
        right, bottom = item.drawing.width * item.scale, item.drawing.height * item.scale
        return (x + item.x, y + item.y, x + item.x + right, y + item.y + bottom)
    return None


def _trailing(run: Run) -> float:
    spaces = len(run.text) - len(run.text.rstrip(" "))
    return sum(glyph.advance for glyph in run.glyphs[len(run.glyphs) - spaces :]) * run.size / 1000 if spaces else 0.0


def _around(path: Sequence[tuple[object, ...]], x: float, y: float, half: float) -> Area | None:
    numbers = [value for _, *values in path for value in values]
    across, down = [float(str(v)) for v in numbers[::2]], [float(str(v)) for v in numbers[1::2]]
    if not across:
        return None
    return (x + min(across) - half, y + min(down) - half, x + max(across) + half, y + max(down) + half)


def together(areas: Sequence[Area]) -> Area:
    """The area around all of them."""
    return (min(a[0] for a in areas), min(a[1] for a in areas), max(a[2] for a in areas), max(a[3] for a in areas))


def overlap(one: Area, other: Area) -> float:
    wide, high = min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])
    return wide * high if wide > 0 and high > 0 else 0.0


def groups_of(page: Page, source: str) -> list[Group]:
    return _groups_by_source(_ThisPage(page)).get(source, [])


@lru_cache(maxsize=32)
def _groups_by_source(key: _ThisPage) -> dict[str, list[Group]]:
    found: dict[str, list[Group]] = {}

    def look(item: BoxItem) -> None:
        if isinstance(item, Group):
            if item.source:
                found.setdefault(item.source, []).append(item)
            for inner in item.items:
                look(inner)

    for group in key.page.groups:
        look(group)
    return found


# ---- what must hold of every warning


def faults(laid_out: LaidOutSheet, wanted: Sequence[Warned] | None = None) -> list[str]:
    """Everything wrong with the warnings of a sheet; `wanted` when the sheet is not to be asked what it must carry."""
    found: list[str] = []
    painted = [pieces(page) for page in laid_out.pages]
    for warned in warnings_of(laid_out.sheet) if wanted is None else wanted:
        pages = [index for index, page in enumerate(laid_out.pages) if groups_of(page, warned.source)]
        count = sum(len(groups_of(page, warned.source)) for page in laid_out.pages)
        if count != 1:
            found.append(f"{warned.source} is printed {count} times")
            continue
        index = pages[0]
        page, group = laid_out.pages[index], groups_of(laid_out.pages[index], warned.source)[0]
        found += _place_faults(warned, laid_out, index)
        if not squeezed(text_of(group)).startswith(squeezed(warned.message.word + warned.label)):
            warned = replace(warned, label="")
        found += [f"{warned.source}: {said}" for said in _text_faults(warned, group)]
        found += [f"{warned.source}: {said}" for said in _size_faults(warned, painted[index], laid_out)]
        found += [f"{warned.source}: {said}" for said in _manner_faults(warned, painted[index])]
        found += [f"{warned.source}: {said}" for said in _room_faults(warned, painted[index], page)]
    return found


def _place_faults(warned: Warned, laid_out: LaidOutSheet, index: int) -> list[str]:
    if warned.needs is None:
        return [] if index == 0 else [f"{warned.source} belongs on page 1 and is on page {index + 1}"]
    if not groups_of(laid_out.pages[index], warned.needs) and not _no_room_by_its_head(warned, laid_out, index):
        return [f"{warned.source} is on page {index + 1}, apart from {warned.needs}"]
    return []


def _no_room_by_its_head(warned: Warned, laid_out: LaidOutSheet, index: int) -> bool:
    """Whether the page before, which has the head of the warning's exercise or a warning of it, is full."""
    before = pieces(laid_out.pages[index - 1])
    own = [p.area for p in before if any(source.startswith(("exercise:", "safety:")) for source in p.sources)]
    box = together([p.area for p in pieces(laid_out.pages[index]) if warned.source in p.sources])
    if not own or not (warned.needs or "").startswith("exercise:"):
        return False
    return together(own)[3] + box[3] - box[1] + GAPS > min(p.area[1] for p in before if p.area[1] > together(own)[3])


def _text_faults(warned: Warned, group: Group) -> list[str]:
    message, said = warned.message, squeezed(text_of(group))
    wanted = squeezed(message.word + warned.label + words(message.head) + words(message.body))
    return [] if said == wanted else [f'it says "{said}" instead of "{wanted}"']


def _size_faults(warned: Warned, painted: Sequence[Piece], laid_out: LaidOutSheet) -> list[str]:
    runs = [p.item for p in painted if isinstance(p.item, Run) and warned.source in p.sources]
    scale, found, at = laid_out.typography.edition.type, [], 0
    for text, least in (
        (warned.message.word, scale.signal.size),
        (warned.label, scale.do.size),
        (words(warned.message.head), scale.do.size),
        (words(warned.message.body), scale.body.size),
    ):
        left = len(squeezed(text))
        while left > 0 and at < len(runs):
            run = runs[at]
            if run.size < least - 0.01:
                found.append(f'"{run.text}" is set in {run.size} points instead of {least}')
            if run.colour == run.background:
                found.append(f'"{run.text}" is printed in the colour of its background')
            left -= len(squeezed(run.text))
            at += 1
    return found


def _manner_faults(warned: Warned, painted: Sequence[Piece]) -> list[str]:
    """Frame, panel and symbol; all of them drawn in the fixed colours of the level."""
    level = warned.message.level
    panel, ink = SAFETY_COLOURS[level.value]
    mine = [piece for piece in painted if warned.source in piece.sources]
    if not mine:
        return ["nothing is painted"]
    whole = together([piece.area for piece in mine])
    shapes = [piece for piece in mine if isinstance(piece.item, Shape)]
    frames = [p for p in shapes if isinstance(p.item, Shape) and p.item.stroke == FRAME and _close(p.area, whole)]
    found = []
    if not any(isinstance(p.item, Shape) and abs(p.item.stroke_width - BORDER[level]) < 0.01 for p in frames):
        found.append("it has no frame of its level around all of it")
    backgrounds = [s for p in mine if isinstance(p.item, ClippedShapes) for s in p.item.shapes]
    if not any(shape.fill == panel for shape in backgrounds):
        found.append(f"no panel is painted in {panel}")
    word = next((p for p in mine if isinstance(p.item, Run)), None)
    if word is None or (isinstance(word.item, Run) and (word.item.colour, word.item.background) != (ink, panel)):
        found.append(f"its signal word is not printed in {ink} on {panel}")
    if word and not any(_is_above(p.area, word.area) or _is_before(p.area, word.area) for p in shapes):
        found.append("no symbol is above its signal word, or before it")
    return found


def _is_before(one: Area, other: Area) -> bool:
    """Whether both are on one line, and the first is next to the second."""
    apart = max(other[0] - one[2], one[0] - other[2])
    return 0 <= apart <= 8 and other[1] - 20 < one[1] < other[3] < one[3] + 20


def _is_above(one: Area, other: Area) -> bool:
    """Whether the first ends where the other begins, and is nowhere wider."""
    return one[3] <= other[1] + 3 and other[0] < one[0] and one[2] < other[2]


def _room_faults(warned: Warned, painted: Sequence[Piece], page: Page) -> list[str]:
    """It is whole on the paper, its text inside its frame, and nothing painted later covers it."""
    own = [index for index, piece in enumerate(painted) if warned.source in piece.sources]
    if not own:
        return []
    frame = [painted[i].area for i in own if isinstance(painted[i].item, (Shape, ClippedShapes))]
    box, found = together(frame), []
    if box[0] < MARGIN or box[1] < MARGIN or box[2] > page.width - MARGIN or box[3] > page.height - MARGIN:
        found.append(f"it reaches out of its page: {box}")
    for index in own:
        area = painted[index].area
        if isinstance(painted[index].item, Run) and (
            area[0] < box[0] or area[1] < box[1] or area[2] > box[2] + 0.5 or area[3] > box[3]
        ):
            found.append(f"its text reaches out of its frame: {painted[index].item}")
    later = [piece for index, piece in enumerate(painted) if index not in set(own)]
    found += [f"{named(piece)} lies over it" for piece in later if overlap(piece.area, box) > 0.5]
    return found


def _close(one: Area, other: Area) -> bool:
    return all(abs(a - b) < 0.6 for a, b in zip(one, other, strict=True))


def named(piece: Piece) -> str:
    return f'"{piece.item.text}"' if isinstance(piece.item, Run) else type(piece.item).__name__
