"""Boxes with gaps → one box that holds them below each other."""

from __future__ import annotations

from collections.abc import Iterable

from handout_builder.boxes import Box, BoxItem, Group, Tag


def group(
    *items: BoxItem | Iterable[BoxItem],
    tag: Tag | str | None = None,
    x: float = 0.0,
    y: float = 0.0,
    picture: tuple[float, float] | None = None,
) -> Group:
    """Items, or iterables of items, as one group with a role; `picture` is that of `Group`."""
    flat: list[BoxItem] = []
    for item in items:
        if isinstance(item, Iterable):
            flat.extend(item)
        else:
            flat.append(item)
    return Group(tuple(flat), x=x, y=y, tag=Tag(tag) if isinstance(tag, str) else tag, picture=picture)


def stack(width: float, parts: Iterable[tuple[float, Box]], tag: Tag | str | None = None) -> Box:
    """Boxes below each other, each `gap` points under the one before; a first gap counts too."""
    y, groups = 0.0, []
    for gap, box in parts:
        y += gap
        groups.append(box.at(0.0, y))
        y += box.height
    return Box(width, y, group(groups, tag=tag))
