"""Boxes before they are placed on pages → a problem for every text that cannot be read; each box is checked once."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from handout_builder.boxes import BoxItem, Group, PlacedDrawing
from handout_builder.cache import Cache, code_state, name_of
from handout_builder.errors import Place, Problem
from handout_builder.geometry.drawing import LazyItems
from handout_builder.legibility.measure import Fault, TooFaint, label_faults, labelled, text_faults

LARGER = "give the edition and the brand larger type"
OUR_FAULT = "no content causes this: report it as a fault of the program"
OTHER_COLOUR = "give the label another colour or another background"
_MOST_PASSED = 4_000
_LEGIBLE = b"legible"


@dataclass(frozen=True)
class LegibilityChecker:
    """Checks the boxes of all sheets of one edition.

    smallest        least size of text in points
    smallest_label  least size of labels in pictures, in points
    cache           has the names of pictures whose labels passed, from one run to the next
    """

    smallest: float
    smallest_label: float
    cache: Cache
    _passed: dict[int, tuple[BoxItem, ...]] = field(default_factory=dict, repr=False, compare=False)

    def problems(self, boxes: Iterable[tuple[Place, Group]]) -> Iterator[Problem]:
        """What cannot be read in the boxes, each with the place in the content that its box comes from."""
        for place, content in boxes:
            if self._passed.get(id(content.items)) is content.items:
                continue
            found = [*self._texts(place, content), *self._labels(place, content)]
            yield from found
            if not found:
                if len(self._passed) >= _MOST_PASSED:
                    self._passed.clear()
                # keeping the items keeps their identity from being used again
                self._passed[id(content.items)] = content.items

    def _texts(self, place: Place, content: Group) -> Iterator[Problem]:
        for fault in text_faults(content, self.smallest):
            yield Problem(place, str(fault), OUR_FAULT if isinstance(fault, TooFaint) else LARGER)

    def _labels(self, place: Place, content: Group) -> Iterator[Problem]:
        for placed in labelled(content):
            for fault in self._faults(placed):
                yield Problem(
                    place, f"in the picture, {fault}", OTHER_COLOUR if isinstance(fault, TooFaint) else LARGER
                )

    def _faults(self, placed: PlacedDrawing) -> tuple[Fault, ...]:
        items = placed.drawing.items
        if not isinstance(items, LazyItems):
            return tuple(label_faults(placed, self.smallest_label))
        name = name_of(_checker_state(), items.digest, items.labels, placed.palette, placed.scale, self.smallest_label)
        if self.cache.find(name) == _LEGIBLE:
            return ()
        found = tuple(label_faults(placed, self.smallest_label))
        if not found:
            self.cache.keep(name, _LEGIBLE)
        return found


@functools.cache
def _checker_state() -> str:
    """What a verdict depends on apart from the picture: the code that checks."""
    return code_state(__name__)
