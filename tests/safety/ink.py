"""A finished file, drawn as pixels → which warnings do not show as they must."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pypdfium2
from numpy.typing import NDArray

from handout_builder.boxes import Run
from handout_builder.compose.block_parts import SafetyBlock
from handout_builder.geometry.colour import SAFETY_COLOURS
from handout_builder.geometry.drawing import Shape
from handout_builder.pipeline.sheet import LaidOutSheet
from tests.safety.checks import Area, Piece, Warned, pieces, together, warnings_of

SCALE = 2
Pixels = NDArray[np.int16]


def drawn(data: bytes, number: int) -> Pixels:
    """A page of a file, from 1, as red, green and blue."""
    with pypdfium2.PdfDocument(data) as document:
        bitmap = document[number - 1].render(scale=SCALE, rev_byteorder=True)
        return np.asarray(bitmap.to_numpy()[:, :, :3], dtype=np.int16).copy()


def ink_faults(laid_out: LaidOutSheet, data: bytes, wanted: Sequence[Warned] | None = None) -> list[str]:
    """Every warning whose word, symbol, text, panel or frame cannot be seen on the drawn page."""
    warned = warnings_of(laid_out.sheet) if wanted is None else wanted
    found = []
    for page in laid_out.pages:
        painted = pieces(page)
        here = [each for each in warned if any(each.source in piece.sources for piece in painted)]
        if here:
            picture = drawn(data, page.number)
            for each in here:
                mine = [piece for piece in painted if each.source in piece.sources]
                found += [f"{each.source}: {said}" for said in _faults(each.message, mine, picture)]
    return found


def _faults(message: SafetyBlock, mine: list[Piece], picture: Pixels) -> list[str]:
    panel, ink = (_rgb(colour) for colour in SAFETY_COLOURS[message.level.value])
    runs = [piece for piece in mine if isinstance(piece.item, Run) and piece.item.text.strip()]
    shapes = [piece for piece in mine if isinstance(piece.item, Shape)]
    box, word = together([piece.area for piece in shapes]), runs[0].area
    in_panel = [piece.area for piece in runs if _ground(piece) == SAFETY_COLOURS[message.level.value][0]]
    texts = [piece.area for piece in runs if piece.area not in in_panel and piece.area != word]
    left, right = box[0] + 3, min(area[0] for area in texts) - 14
    if word[0] > right:  # lines run from right to left
        left, right = max(area[2] for area in texts) + 14, box[2] - 3
    found = []
    if _share(picture, (left, box[1] + 3, right, box[3] - 3), panel) < 0.4:
        found.append("its panel does not have the colour of its level")
    for area in (word, *in_panel):
        if _share(picture, area, ink, 70) < 0.08 or _share(picture, area, panel) < 0.2:
            found.append("its signal word does not show")
    above = (left + 1, box[1] + 3, right - 1, word[1] - 1)
    beside = (left + 1, word[1], word[0] - 1, word[3]), (word[2] + 1, word[1], right - 1, word[3])
    if max(_share(picture, area, ink, 70) for area in (above, *beside)) < 0.02:
        found.append("its symbol does not show")
    for area in texts:
        dark, light = _share(picture, area, (22, 25, 29), 110), _share(picture, area, (255, 255, 255), 60)
        if dark < 0.05 or light < 0.3:
            found.append(f"its text at {area} does not show ({dark:.2f} dark, {light:.2f} light)")
    found += [
        f"its frame is broken {side}"
        for side, line in _sides(box).items()
        if _share(picture, line, (17, 17, 17), 90) < 0.9
    ]
    return found


def _ground(piece: Piece) -> str:
    return piece.item.background if isinstance(piece.item, Run) else ""


def _sides(box: Area) -> dict[str, Area]:
    left, top, right, bottom = box
    return {
        "above": (left + 5, top + 0.25, right - 5, top + 0.75),
        "below": (left + 5, bottom - 0.75, right - 5, bottom - 0.25),
        "on its left": (left + 0.25, top + 5, left + 0.75, bottom - 5),
        "on its right": (right - 0.75, top + 5, right - 0.25, bottom - 5),
    }


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _share(picture: Pixels, area: Area, colour: tuple[int, int, int], reach: int = 40) -> float:
    """How much of an area has about that colour, 0 to 1."""
    left, top, right, bottom = (round(value * SCALE) for value in area)
    part = picture[max(top, 0) : max(bottom, top + 1), max(left, 0) : max(right, left + 1)]
    if part.size == 0:
        return 0.0
    near = np.abs(part - np.asarray(colour, dtype=np.int16)).max(axis=2) <= reach
    return float(near.mean())
