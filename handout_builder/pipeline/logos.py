"""The logos at the heads of pages → a problem for each that nobody could see or read there."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from handout_builder.cache import Cache, code_state, name_of
from handout_builder.errors import Place, Problem
from handout_builder.pdf.seen import seen_size
from handout_builder.typeset.furniture import Furniture

SHORTER, LONGER = 6.0, 12.0
"""Points that the shorter and the longer side of what is seen of a logo have at least: 2 and 4 mm."""
EMPTY = 0.6
"""A logo of which less than this share of its longer side is seen has an empty border."""


def logo_problems(furniture: Furniture, place_of: Callable[[str], Place], cache: Cache) -> Iterator[Problem]:
    """What is wrong with each logo of a brand, at the smallest size in which it is printed."""
    for logo, place in furniture.logos:
        whole, picture = logo.size(place), logo.picture
        content = picture.data or picture.path.read_bytes()
        name = name_of(code_state(__name__), content, picture.format, picture.orientation, whole)
        kept = cache.find(name)
        if kept is None:
            width, height = seen_size(logo.placed(0.0, (whole[1] - place) / 2, place), *whole)
            cache.keep(name, f"{width} {height}".encode())
        else:
            width, height = map(float, kept.split())
        yield from _faults(logo.field, picture.path.name, place_of(logo.field), whole, (width, height))


def _faults(
    field: str, file: str, place: Place, whole: tuple[float, float], seen: tuple[float, float]
) -> Iterator[Problem]:
    """What is wrong with one logo; `whole` and `seen` are widths and heights in points."""
    if not any(seen):
        yield Problem(place, f'the logo "{file}" cannot be seen on white paper', 'name a dark version as "logo_dark"')
    elif min(seen) < SHORTER or max(seen) < LONGER:
        remedy = "use a version that is nearly square"
        if max(seen) < EMPTY * max(whole):
            remedy = "cut off the empty border of the picture"
        elif seen[0] > seen[1] and field != "logo_wide":
            remedy = 'name it as "logo_wide", for page 1, and as "logo" one that is nearly square'
        size = f"{seen[0]:.0f} by {seen[1]:.0f} points"
        yield Problem(place, f'the logo "{file}" is too small to read where {size} of it can be seen', remedy)
