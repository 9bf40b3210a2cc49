"""The vector form of every picture: shapes and labels with colour roles in, the same mirrored, bounded or as JSON out.

Coordinates: origin at the top left, x to the right, y down, in the drawing's own units.
A figure of a person uses body units (an adult is 100 units tall); an SVG uses its user units.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, overload

Segment = tuple[str, *tuple[float, ...]]
"""("M", x, y), ("L", x, y), ("C", x1, y1, x2, y2, x, y) or ("Z",)."""

Paint = str
"""A colour role ("skin", "shirt", "figink", "accent", …) or a fixed colour "#RRGGBB"."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One path, filled, stroked or both; `stroke_width` in the drawing's units."""

    path: tuple[Segment, ...]
    fill: Paint | None = None
    stroke: Paint | None = None
    stroke_width: float = 0.0
    cap: Literal["butt", "round", "square"] = "round"
    join: Literal["miter", "round", "bevel"] = "round"
    dash: tuple[float, ...] = ()
    even_odd: bool = False
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Label:
    """Words in a drawing; `size` in the drawing's units, `y` is the baseline."""

    x: float
    y: float
    text: str
    size: float
    anchor: Literal["start", "middle", "end"] = "start"
    weight: Literal["regular", "medium", "bold", "heavy"] = "medium"
    fill: Paint = "text"


@dataclass(frozen=True, slots=True)
class Clipped:
    """Items that show only inside `clip`."""

    clip: tuple[Segment, ...]
    items: tuple[Item, ...]
    even_odd: bool = False


Item = Shape | Label | Clipped


class LazyItems(Sequence[Item]):
    """Items that `make` makes when somebody first looks at them; otherwise like a tuple of them.

    `labels` are all labels among them, known at once; `digest` names what they are made from: where it and the labels
    are equal, so are the items.
    """

    def __init__(self, make: Callable[[], tuple[Item, ...]], labels: tuple[Label, ...], digest: str) -> None:
        self.labels = labels
        self.digest = digest
        self._make = make

    @cached_property
    def _items(self) -> tuple[Item, ...]:
        return self._make()

    @overload
    def __getitem__(self, at: int) -> Item: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Item, ...]: ...
    def __getitem__(self, at: int | slice) -> Item | tuple[Item, ...]:
        return self._items[at]

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Item]:
        return iter(self._items)

    def __eq__(self, other: object) -> bool:
        return self._items == (other._items if isinstance(other, LazyItems) else other)

    def __hash__(self) -> int:
        return hash(self._items)

    def __repr__(self) -> str:
        return repr(self._items)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished picture, `width` by `height` of its own units."""

    width: float
    height: float
    items: Sequence[Item]

    def mirrored(self) -> Drawing:
        """The same picture seen in a mirror: shapes flip, words stay readable (their anchors swap)."""
        return replace(self, items=tuple(_mirrored(item, self.width) for item in self.items))

    def labels(self) -> Iterator[Label]:
        """Every label, also inside clips, in drawing order."""
        return iter(self.items.labels) if isinstance(self.items, LazyItems) else _labels(self.items)

    def relabelled(self, change: Callable[[Label], Label]) -> Drawing:
        """The same picture with each label changed."""
        items = self.items

        def changed() -> tuple[Item, ...]:
            return tuple(_relabelled(item, change) for item in items)

        if isinstance(items, LazyItems):
            return replace(self, items=LazyItems(changed, tuple(map(change, items.labels)), items.digest))
        return replace(self, items=changed())


def _labels(items: Iterable[Item]) -> Iterator[Label]:
    for item in items:
        if isinstance(item, Label):
            yield item
        elif isinstance(item, Clipped):
            yield from _labels(item.items)


def mirrored_path(path: Iterable[Segment], width: float) -> tuple[Segment, ...]:
    """`path` reflected in a page `width` wide."""
    return tuple(
        (kind, *(width - value if index % 2 == 0 else value for index, value in enumerate(numbers)))
        for kind, *numbers in path
    )


_OTHER_END: dict[str, Literal["start", "middle", "end"]] = {"start": "end", "middle": "middle", "end": "start"}


def _mirrored(item: Item, width: float) -> Item:
    if isinstance(item, Shape):
        return replace(item, path=mirrored_path(item.path, width))
    if isinstance(item, Label):
        return replace(item, x=width - item.x, anchor=_OTHER_END[item.anchor])
    return replace(
        item,
        clip=mirrored_path(item.clip, width),
        items=tuple(_mirrored(inner, width) for inner in item.items),
    )


def _relabelled(item: Item, change: Callable[[Label], Label]) -> Item:
    if isinstance(item, Label):
        return change(item)
    if isinstance(item, Clipped):
        return replace(item, items=tuple(_relabelled(inner, change) for inner in item.items))
    return item
