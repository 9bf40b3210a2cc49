"""An address → its QR code, from the cache, or else made and put into it."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass

from handout_builder.cache import Cache, code_state, name_of
from handout_builder.geometry.path import Segment


@dataclass(frozen=True, slots=True)
class QrCode:
    """How many modules a side has, and the (column, row) of the dark ones, counted from 0 at the top left."""

    side: int
    dark: tuple[tuple[int, int], ...]


@functools.lru_cache(maxsize=256)
def qr_code(address: str, cache: Cache) -> QrCode:
    """The code of an address, at error correction M (15 % may be damaged). `address` must fit into one code."""
    name = f"{name_of(address, _maker_state())}.code"
    found = cache.find(name)
    if found is None:
        found = json.dumps(_made(address)).encode()
        cache.keep(name, found)
    rows = json.loads(found)
    dark = tuple((x, y) for y, row in enumerate(rows) for x, module in enumerate(row) if module == "#")
    return QrCode(len(rows), dark)


@functools.cache
def _maker_state() -> str:
    """What a code depends on apart from its address: this module and segno, which is not imported to find a code."""
    return code_state(__name__)


def _made(address: str) -> list[str]:
    import segno

    matrix = segno.make(address, error="m", micro=False, boost_error=False).matrix
    return ["".join("#" if dark else "." for dark in row) for row in matrix]


def qr_path(code: QrCode, x: float, y: float, size: float) -> tuple[Segment, ...]:
    """All dark modules as one path in a square of `size` points whose corner is x, y.

    Each module is a hundredth too wide, so that no hairline shows between them.
    """
    unit = size / code.side
    over = unit * 1.01
    path: list[Segment] = []
    for column, row in code.dark:
        start, top = x + column * unit, y + row * unit
        path += [
            ("M", start, top),
            ("L", start + over, top),
            ("L", start + over, top + over),
            ("L", start, top + over),
            ("Z",),
        ]
    return tuple(path)
