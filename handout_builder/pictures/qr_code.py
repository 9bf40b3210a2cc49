"""An address → its QR code, found among kept ones or else made and kept."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, lru_cache

from handout_builder.cache import Cache, code_state, name_of


@dataclass(frozen=True, slots=True)
class Code:
    """How many modules a side has, and the (column, row) of the dark ones."""

    side: int
    dark: tuple[tuple[int, int], ...]


@lru_cache(maxsize=256)
def code_of(address: str, cache: Cache) -> Code:
    """The code of an address, at error correction M."""
    name = f"{name_of(address, _maker())}.code"
    found = cache.find(name)
    if found is None:
        found = json.dumps(_made(address)).encode()
        cache.keep(name, found)
    rows = json.loads(found)
    return Code(len(rows), tuple((x, y) for y, row in enumerate(rows) for x, mark in enumerate(row) if mark == "#"))


@cache
def _maker() -> str:
    """What a code depends on beside its address: this module and segno, whose import takes longer than reading it."""
    return code_state(__name__)


def _made(address: str) -> list[str]:
    import segno

    matrix = segno.make(address, error="m", micro=False, boost_error=False).matrix
    return ["".join("#" if dark else "." for dark in row) for row in matrix]
