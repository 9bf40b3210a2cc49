"""Segments + width → the segment that each line begins with; nothing is cut or shrunk.

Lines are filled one after the other. A balanced text then takes the smallest width that needs no more lines; any other
text avoids a last line of one segment where it can.
"""

from __future__ import annotations

from collections.abc import Sequence

from handout_builder.text.segments import Segment

STEP = 2.0
"""Points by which the width is made smaller, again and again, to bring a second segment to the last line."""
PRECISION = 0.5
"""Points to which the smallest width is found."""


def line_starts(
    segments: Sequence[Segment], width: float, *, balance: bool = False, keep_pair: bool = False, tail: float = 0.0
) -> list[int]:
    """The number of the first segment of each line, as few lines as can be.

    `tail` points stay free after the last segment. A segment wider than `width` is on a line by itself.
    """
    starts = _filled(segments, width, tail)
    if len(starts) < 2:
        return starts
    if balance:
        return _filled(segments, _narrowest(segments, width, len(starts), tail), tail)
    if keep_pair and len(segments) - starts[-1] == 1:
        return _paired(segments, width, starts, tail)
    return starts


def _filled(segments: Sequence[Segment], width: float, tail: float) -> list[int]:
    """Each line takes as many segments as it has room for."""
    starts: list[int] = []
    last = len(segments) - 1
    used = gap = 0.0
    for index, (_, _, wide, space, hyphen) in enumerate(segments):
        behind = tail if index == last else hyphen
        room = width - used - gap
        if starts and (wide + behind <= room or (hyphen and _to_end(segments, index) <= room)):
            used += gap + wide
        else:
            starts.append(index)
            used = wide
        gap = space
    return starts


def _to_end(segments: Sequence[Segment], index: int) -> float:
    """The width from a part of a word to the end of that word, which then ends without a hyphen."""
    wide = 0.0
    for segment in segments[index:]:
        wide += segment.width
        if not segment.hyphen:
            break
    return wide


def _narrowest(segments: Sequence[Segment], width: float, count: int, tail: float) -> float:
    """The smallest width that needs no more than `count` lines."""
    low, high = max(segment.width + segment.hyphen for segment in segments), width
    while high - low > PRECISION:
        middle = (low + high) / 2
        low, high = (low, middle) if len(_filled(segments, middle, tail)) <= count else (middle, high)
    return high


def _paired(segments: Sequence[Segment], width: float, starts: list[int], tail: float) -> list[int]:
    """As many lines at the largest width that leaves two segments on the last; `starts` when there is none."""
    least = _narrowest(segments, width, len(starts), tail)
    trial = width
    while trial > least:
        trial -= STEP
        found = _filled(segments, max(trial, least), tail)
        if len(found) > len(starts):
            break
        if len(segments) - found[-1] > 1:
            return found
    return starts
