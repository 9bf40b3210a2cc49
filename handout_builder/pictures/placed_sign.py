"""A sign and its place → a group that is moved and never flipped where lines run from right to left."""

from __future__ import annotations

from handout_builder.boxes import Group
from handout_builder.pictures.signs import sign

POINTS_TO_END = frozenset({"page"})
"""Signs that point in the direction of reading: these alone are mirrored with their page."""


def placed_sign(name: str, x: float, y: float, size: float, colour: str, background: str = "#FFFFFF") -> Group:
    """The sign `name` in a square of `size` points whose top start corner is x, y; `background` is the colour under it.

    Raises KeyError for an unknown name.
    """
    return Group(sign(name, x, y, size, colour, background), picture=None if name in POINTS_TO_END else (x, size))
