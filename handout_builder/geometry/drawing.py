"""Shapes and labels with colour roles → a Drawing, the one type of every vector picture, that can be mirrored.

Coordinates: origin at the top left, x to the right, y down, in the drawing's own units. A figure of a person uses body
units (an adult is 100 units tall), an anatomy plate points, an SVG its CSS pixels (96 to the inch).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, overload

from handout_builder.geometry.path import Path, mirrored_path

Paint = str
"""A colour role (see `geometry.roles`) or a fixed colour "#RRGGBB"."""

Mark = Literal["hatch", "arrow"]
"""What a drawing may add to a picture: a hatched area, an arrow."""

Weight = Literal["regular", "medium", "bold", "heavy"]
LABEL_WEIGHTS: Mapping[Weight, str] = {"regular": "400", "medium": "600", "bold": "700", "heavy": "800"}
"""The font weight of each weight of label, on the scale of CSS and OpenType (100 to 900); the same on every medium."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One path, filled, stroked or both.

    stroke_width  in the drawing's units; lines have no width where `stroke` is None
    join          "miter" has SVG's limit of 4 line widths
    dash          lengths of line and gap in turn, in the drawing's units
    even_odd      how the inside of the path is found: by the even-odd rule, else the nonzero rule
    opacity       0 (unseen) to 1, of fill and stroke
    """

    path: Path
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
    """Words in a drawing, on one line.

    x, y  the point of the baseline at which the words start, have their middle or end, as `anchor` says
    size  the size of the font in the drawing's units
    """

    x: float
    y: float
    text: str
    size: float
    anchor: Literal["start", "middle", "end"] = "start"
    weight: Weight = "medium"
    fill: Paint = "text"


@dataclass(frozen=True, slots=True)
class Clipped:
    """Items of which only what is inside `clip` is seen."""

    clip: Path
    items: tuple[Item, ...]
    even_odd: bool = False


Item = Shape | Label | Clipped


class LazyItems(Sequence[Item]):
    """A tuple of items that `make` makes when the first of them is asked for.

    `labels` are all labels among them and `marks` are their marks, known without making them. `digest` is a hash of
    what they are made from: two with the same digest and equal labels hold equal items.
    """

    def __init__(
        self, make: Callable[[], tuple[Item, ...]], labels: tuple[Label, ...], digest: str, marks: frozenset[Mark]
    ) -> None:
        self.labels = labels
        self.marks = marks
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
class PdfPart:
    """One object of a PDF: its syntax, in which a number stands for the reference to the part with that index.

    data  the bytes of a stream, not compressed, whose dictionary is the syntax; None for any other object
    """

    syntax: tuple[str | int, ...]
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Finished:
    """A picture of gradients, masks and layers, which no items can say, finished for each medium.

    svg       for screens: a document that names nothing outside itself
    parts     for paper: the objects of a PDF, each after all that it refers to; the last is an XObject as large as the
              picture, y up
    mirrored  shown with left and right exchanged
    """

    svg: str
    parts: tuple[PdfPart, ...]
    mirrored: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished picture, `width` by `height` of its own units, its items in painting order.

    finished  all of the picture, where no items can say it; there are no items then
    """

    width: float
    height: float
    items: Sequence[Item]
    finished: Finished | None = None

    def mirrored(self) -> Drawing:
        """The picture reflected left to right: shapes are reflected, words stay readable (their anchors swap)."""
        if self.finished is not None:
            return replace(self, finished=replace(self.finished, mirrored=not self.finished.mirrored))
        return replace(self, items=tuple(_mirrored(item, self.width) for item in self.items))

    def labels(self) -> Iterator[Label]:
        """Every label, also inside clips, in painting order."""
        return iter(self.items.labels) if isinstance(self.items, LazyItems) else _labels(self.items)

    @property
    def marks(self) -> frozenset[Mark]:
        """The kinds of marks among the items."""
        return self.items.marks if isinstance(self.items, LazyItems) else frozenset(_marks(self.items))

    @property
    def hatched(self) -> bool:
        """Whether an area is marked with a hatch."""
        return "hatch" in self.marks

    @property
    def moving(self) -> bool:
        """Whether an arrow shows a movement."""
        return "arrow" in self.marks

    def relabelled(self, change: Callable[[Label], Label]) -> Drawing:
        """The same picture with each label changed."""
        items = self.items

        def changed() -> tuple[Item, ...]:
            return tuple(_relabelled(item, change) for item in items)

        if isinstance(items, LazyItems):
            return replace(self, items=LazyItems(changed, tuple(map(change, items.labels)), items.digest, items.marks))
        return replace(self, items=changed())


def _labels(items: Iterable[Item]) -> Iterator[Label]:
    for item in items:
        if isinstance(item, Label):
            yield item
        elif isinstance(item, Clipped):
            yield from _labels(item.items)


def _marks(items: Iterable[Item]) -> Iterator[Mark]:
    """A hatch is lines of that role; arrows are the only areas that are filled with the accent."""
    for item in items:
        if isinstance(item, Clipped):
            yield from _marks(item.items)
        elif isinstance(item, Shape):
            if item.stroke == "hatch":
                yield "hatch"
            if item.fill == "accent":
                yield "arrow"


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
