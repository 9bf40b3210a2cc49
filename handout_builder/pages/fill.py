"""Boxes in order → the boxes of each page: what stays together, what breaks into parts, and what is too tall.

- A box is never split; a box marked `with_next` stays on the page of the next one.
- Boxes that stay together move to the next page together.
- Only where they are taller than a page, a box that has parts is replaced by them, and each page that begins with a
  part has the head of the whole again. Parts that should stay together are parted only where they too are too tall.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handout_builder.boxes.flow import FlowBox
from handout_builder.errors import ContentError, Problem

SLACK = 0.01
"""Points that rounding may add to the height of boxes."""


def height(boxes: Sequence[FlowBox]) -> float:
    """Height of boxes at the top of a page, in points; the first gap does not count there."""
    return sum((flow.gap if index else 0.0) + flow.box.height for index, flow in enumerate(boxes))


def filled(boxes: Sequence[FlowBox], room: float, later_room: float) -> list[list[FlowBox]]:
    """Boxes on as many pages as they need. `room` points are on the first page, `later_room` on each later one.

    Raises ContentError for a box that is taller than its page and has no parts that are lower.
    """
    pages: list[list[FlowBox]] = [[]]
    waiting = runs(boxes)
    while waiting:
        run = waiting.pop(0)
        space = room if len(pages) == 1 else later_room
        if height([*pages[-1], *run]) <= space + SLACK:
            pages[-1] += run
            continue
        head = [run[0].again] if run[0].again else []
        if pages[-1] and height([*head, *run]) <= later_room + SLACK:
            pages.append([*head, *run])
            continue
        parted = _parted(run)
        if parted is not None:
            waiting = [*runs(parted), *waiting]
        elif pages[-1] and height([*head, *run]) > later_room + SLACK:
            raise _too_tall(run, height([*head, *run]) - later_room)
        else:
            raise _too_tall(run, height(run) - max(space, 0.0))
    return pages


def runs(boxes: Sequence[FlowBox]) -> list[list[FlowBox]]:
    """Boxes that stay on one page, together."""
    runs: list[list[FlowBox]] = [[]]
    for flow in boxes:
        runs[-1].append(flow)
        if not flow.with_next:
            runs.append([])
    return [run for run in runs if run]


def _parted(run: Sequence[FlowBox]) -> list[FlowBox] | None:
    """The run in lower boxes, or with fewer that stay together; None when it has neither."""
    if any(flow.parts for flow in run):
        return [part for flow in run for part in (_in_place_of(flow, flow.parts()) if flow.parts else (flow,))]
    if any(flow.soft and flow.with_next for flow in run[:-1]):
        return [replace(flow, with_next=False) if flow.soft else flow for flow in run]
    return None


def _in_place_of(whole: FlowBox, parts: tuple[FlowBox, ...]) -> tuple[FlowBox, ...]:
    """The parts with the gap above the whole, and with its name; what must follow it follows the last of them."""
    first = replace(parts[0], gap=whole.gap, elastic=whole.elastic)
    *others, last = (replace(part, name=part.name or f"part of the {whole.name}") for part in (first, *parts[1:]))
    return (*others, replace(last, with_next=last.with_next or whole.with_next))


def _too_tall(run: Sequence[FlowBox], points: float) -> ContentError:
    """The problem of boxes that fit on no page; it names the tallest of them."""
    tallest = max(run, key=lambda flow: flow.box.height)
    what = f"the {tallest.name}" if tallest.name else "this part of the sheet"
    problem = f"{what} is {points:.0f} points taller than its page"
    return ContentError([Problem(tallest.place, problem, "shorten it, or move a part of it to another section")])
