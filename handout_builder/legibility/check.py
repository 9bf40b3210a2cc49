"""Boxes on their way to pages → a problem for every text in them that cannot be read; each box is looked at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from handout_builder.boxes import BoxItem, Group, PlacedDrawing
from handout_builder.cache import Cache, code_state, name_of
from handout_builder.errors import Place, Problem
from handout_builder.geometry.drawing import LazyItems
from handout_builder.legibility.measure import Faint, Fault, label_faults, labelled, text_faults

LARGER = "give the edition and the brand larger type"
OUR_FAULT = "no content causes this: report it as a fault of the program"
OTHER_COLOUR = "give the label another colour or another background"
_MOST_SEEN = 4_000
_LEGIBLE = b"legible"


@dataclass(frozen=True)
class LegibilityChecker:
    """Reads the boxes of sheets of one edition. `cache` remembers pictures whose labels are fine, from run to run."""

    smallest: float
    smallest_label: float
    cache: Cache
    _seen: dict[int, tuple[BoxItem, ...]] = field(default_factory=dict, repr=False, compare=False)

    def problems(self, boxes: Iterable[tuple[Place, Group]]) -> Iterator[Problem]:
        """What cannot be read in boxes, each with the place that it came from."""
        for place, content in boxes:
            if self._seen.get(id(content.items)) is content.items:
                continue
            found = [*self._texts(place, content), *self._labels(place, content)]
            yield from found
            if not found:
                if len(self._seen) >= _MOST_SEEN:
                    self._seen.clear()
                # the items are held, so no other items can take their identity
                self._seen[id(content.items)] = content.items

    def _texts(self, place: Place, content: Group) -> Iterator[Problem]:
        for fault in text_faults(content, self.smallest):
            yield Problem(place, str(fault), OUR_FAULT if isinstance(fault, Faint) else LARGER)

    def _labels(self, place: Place, content: Group) -> Iterator[Problem]:
        for placed in labelled(content):
            for fault in self._faults(placed):
                yield Problem(place, f"in the picture, {fault}", OTHER_COLOUR if isinstance(fault, Faint) else LARGER)

    def _faults(self, placed: PlacedDrawing) -> tuple[Fault, ...]:
        items = placed.drawing.items
        if not isinstance(items, LazyItems):
            return tuple(label_faults(placed, self.smallest_label))
        name = name_of(_judge(), items.digest, items.labels, placed.palette, placed.scale, self.smallest_label)
        if self.cache.find(name) == _LEGIBLE:
            return ()
        found = tuple(label_faults(placed, self.smallest_label))
        if not found:
            self.cache.keep(name, _LEGIBLE)
        return found


@cache
def _judge() -> str:
    """What a judgement depends on beside the picture: the code that judges."""
    return code_state(__name__)
