"""A dosage strip → where its words, signs, rules and blanks are, read from its boxes: do any two of them meet?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations
from typing import NamedTuple

from handout_builder.boxes import Box, BoxItem, FieldArea, Group, Run, text_of
from handout_builder.compose.exercise_blocks import DoseCell, SideCell, StripBlock
from handout_builder.geometry.drawing import Shape
from handout_builder.geometry.path import path_bounds
from handout_builder.model.edition import Edition
from handout_builder.model.side import Side
from handout_builder.practice.language import Language
from handout_builder.text.typography import SIDE_MARGIN, Typography
from handout_builder.typeset.dosage_strip import dosage_strip
from tests import REPOSITORY
from tests.plans.samples import library

LARGE = {
    "label": (18, 22.5), "value": (25.5, 30), "unit": (18, 22.5), "body": (18, 25.5), "small": (18, 22.5),
    "stepnum": (27, 39), "signal": (21, 24), "do": (22.5, 28.5),
}  # fmt: skip
LONG_WORDS = {
    "side": "Körperseite", "sets": "Durchgänge", "repeat": "Wiederholungszahl", "hold": "Haltedauer",
    "rest": "Erholungspause", "often": "Wie oft in der Woche oder am Tag", "times": "Wiederholungen",
    "time": "Wiederholung", "seconds": "Sekunden", "minutes": "Minuten", "a_day": "mal am Tag",
    "a_week": "mal in der Woche", "duration": "Gesamtdauer", "weight": "Gewicht", "band": "Übungsband",
    "own_weight": "eigenes Körpergewicht", "every": "alle {count}", "up_to": "bei Bedarf bis zu {count}",
}  # fmt: skip
PAD = 6.0
TOUCH = 0.01


@dataclass(frozen=True)
class Look:
    """How a strip is set: the names of its brand, edition, paper and language."""

    brand: str = "fernhollow"
    edition: str = "standard"
    paper: str = "letter"
    language: str = "en"


class Rectangle(NamedTuple):
    """What is in one place of a strip: "words", "sign", "rule", "blank" or "ground"."""

    kind: str
    said: str
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Rectangle, apart: float = TOUCH) -> bool:
        """Whether both have a point in common that is inside of each by more than `apart`."""
        return (
            min(self.right, other.right) - max(self.left, other.left) > apart
            and min(self.bottom, other.bottom) - max(self.top, other.top) > apart
        )


@cache
def typography_of(look: Look) -> Typography:
    brand = library().brand(look.brand)
    fonts = (REPOSITORY / "layouts" / "fonts",)
    return Typography(brand.model, edition_of(look.edition), look.paper, look.language, fonts, brand.place())


@cache
def edition_of(name: str) -> Edition:
    """The standard edition, as it is, in black alone or with the type of large print."""
    standard = library().edition("standard").model
    if name == "black":
        return standard.model_copy(update={"colours": "black"})
    if name == "large":
        said = standard.model_dump() | {"tile": 39}
        said["type"] |= LARGE
        return Edition.model_validate(said)
    return standard


@cache
def language_of(name: str) -> Language:
    """English, English words set much longer ("long"), or words that no column has room for ("endless")."""
    english = library().language("en").model
    if name == "en":
        return english
    said = LONG_WORDS if name == "long" else {key: f"{word} " * 6 + word for key, word in LONG_WORDS.items()}
    if name != "long":
        said |= {"every": "alle " * 9 + "{count}", "up_to": "bis " * 9 + "{count}"}
    side = {"left_side": "Linke Körperseite", "right_side": "Rechte Körperseite", "both_sides": "Beide Körperseiten"}
    strip = english.strip.model_copy(update=said)
    return english.model_copy(update={"strip": strip, "side": english.side.model_copy(update=side)})


def side_cell(side: Side | None, language: Language) -> SideCell:
    """The side as a sheet names it; None: two boxes to tick."""
    said, label = language.side, language.strip.side
    if side is None:
        return SideCell(label, said.left.capitalize(), said.right.capitalize())
    name = said.of(side)
    return SideCell(label, "", "", side, name.letter, name.phrase)


def strip(look: Look, side: SideCell | None, cells: tuple[DoseCell, ...], weeks: str = "") -> Box:
    typography = typography_of(look)
    width = typography.page_size[0] - 2 * SIDE_MARGIN
    return dosage_strip(StripBlock(side, cells, "A Bridge", weeks), typography, width)


def faults(box: Box, look: Look, side: SideCell | None, cells: tuple[DoseCell, ...]) -> list[str]:
    """Every two things of a strip that meet, all that leaves its panel, and words that are lost or out of order."""
    found = rectangles(box, typography_of(look))
    solid = [each for each in found if each.kind != "ground"]
    meeting = [f"{one} meets {other}" for one, other in combinations(solid, 2) if one.meets(other)]
    panel = Rectangle("panel", "", 0, 0, box.width, box.height)
    outside = [f"{each} leaves the strip" for each in found if not _inside(each, panel)]
    printed, wanted = "".join(text_of(box.content).split()), "".join(_words(side, cells))
    return meeting + outside + [f"{printed} is printed, not {wanted}"] * (printed != wanted)


def rectangles(box: Box, typography: Typography) -> list[Rectangle]:
    """Everything in a strip, in points from its top left corner."""
    return list(_found(box.content, 0.0, 0.0, typography))


def _found(item: BoxItem, x: float, y: float, typography: Typography) -> Iterator[Rectangle]:
    match item:
        case Group(picture=None):
            for inner in item.items:
                yield from _found(inner, x + item.x, y + item.y, typography)
        case Group():
            parts = [each for inner in item.items for each in _found(inner, x + item.x, y + item.y, typography)]
            start, up = min(each.left for each in parts), min(each.top for each in parts)
            yield Rectangle(
                "sign", "", start, up, max(each.right for each in parts), max(each.bottom for each in parts)
            )
        case Run():
            face = typography.faces()[item.face]
            up, down = face.cap_height * item.size / 1000, 0.2 * item.size
            width = item.width - (item.size / 4 if item.text.endswith(" ") else 0.0)
            yield Rectangle("words", item.text, x + item.x, y + item.y - up, x + item.x + width, y + item.y + down)
        case FieldArea():
            yield Rectangle(
                "blank", item.name, x + item.x, y + item.y, x + item.x + item.width, y + item.y + item.height
            )
        case Shape():
            bounds = path_bounds(item.path)
            assert bounds
            wide, high = bounds[2] - bounds[0], bounds[3] - bounds[1]
            kind = "rule" if wide == 0 or high == 0 else "ground"
            pen = item.stroke_width / 2
            side, up = pen * (wide == 0), pen * (high == 0)
            left, top, right, bottom = bounds
            yield Rectangle(kind, "", x + left - side, y + top - up, x + right + side, y + bottom + up)


def _inside(one: Rectangle, panel: Rectangle) -> bool:
    pad = PAD - TOUCH if one.kind in ("words", "blank", "sign") else -TOUCH
    return (
        panel.left + pad <= one.left
        and one.right <= panel.right - pad
        and panel.top - TOUCH <= one.top
        and one.bottom <= panel.bottom + TOUCH
    )


def _words(side: SideCell | None, cells: tuple[DoseCell, ...]) -> Iterator[str]:
    if side:
        yield from (f"{side.letter} {side.phrase}" if side.side else f"{side.label} {side.left} {side.right}").split()
    for cell in cells:
        yield from f"{cell.label} {cell.value or ''} {cell.unit}".replace("\u00a0", " ").split()


def moved(box: Box, by: float) -> Box:
    """The strip with its last group `by` points to the left: a planted fault."""
    *others, last = box.content.items
    assert isinstance(last, Group)
    return replace(box, content=replace(box.content, items=(*others, replace(last, x=last.x - by))))
