"""SVG path data, or the points of a polygon → absolute moves, lines and cubic curves."""

from __future__ import annotations

import math
from collections.abc import Iterator

from handout_builder.geometry.arithmetic import arctan2, cos, sin, tan
from handout_builder.geometry.matrix import Matrix
from handout_builder.geometry.path import Path, Segment
from handout_builder.pictures.svg.numbers import (
    COMMA,
    GAP,
    MAX_SEGMENTS,
    NUMBER,
    number,
    radians,
    skip,
    too_many_points,
)
from handout_builder.pictures.svg.tree import SvgError

_SMALLEST_RADIUS = 1e-9
"""Smaller radii of an arc are drawn as this: all of them are stretched until the arc fits."""
_COUNTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}


def read_path(text: str) -> Path:
    """Path data (SVG 2, chapter 9) as absolute M, L, C and Z. Raises SvgError at the first error of grammar."""
    pen = _Pen()
    for command, values in _commands(text):
        pen.draw(command, values)
        if len(pen.segments) > MAX_SEGMENTS:
            raise too_many_points()
    return tuple(pen.segments)


def _commands(text: str) -> Iterator[tuple[str, list[float]]]:
    at, first = skip(GAP, text, 0), True
    while at < len(text):
        command = text[at]
        count = _COUNTS.get(command.upper())
        if count is None or (first and command not in "Mm"):
            raise SvgError(f'path data has "{text[at : at + 12]}" where a command should be')
        at, first = skip(GAP, text, at + 1), False
        if count == 0:
            yield command, []
            continue
        while True:
            values, at = _arguments(text, at, command)
            yield command, values
            after = skip(COMMA, text, at)
            if not NUMBER.match(text, after):
                if "," in text[at:after]:
                    raise SvgError("path data has a comma with no number after it")
                at = after
                break
            at = after
            command = {"M": "L", "m": "l"}.get(command, command)


def _arguments(text: str, at: int, command: str) -> tuple[list[float], int]:
    values: list[float] = []
    for index in range(_COUNTS[command.upper()]):
        if index:
            at = skip(COMMA, text, at)
        if command in "Aa" and index in (3, 4):
            if text[at : at + 1] not in ("0", "1"):
                raise SvgError("an arc in the path data has a flag that is neither 0 nor 1")
            values.append(float(text[at]))
            at += 1
            continue
        token = NUMBER.match(text, at)
        if token is None:
            raise SvgError(f'path command "{command}" lacks a number')
        values.append(number(token.group()))
        at = token.end()
    return values, at


class _Pen:
    """The segments so far, the current point and what the next command needs to know of the last one."""

    def __init__(self) -> None:
        self.segments: list[Segment] = []
        self.x = self.y = self.start_x = self.start_y = 0.0
        self.handle: tuple[str, float, float] | None = None  # letter and second handle of the last curve
        self.closed = False

    def draw(self, command: str, values: list[float]) -> None:
        kind = command.upper()
        if self.closed and kind not in "MZ":
            self.segments.append(("M", self.x, self.y))
            self.closed = False
        handle, self.handle = self.handle, None
        ox, oy = (self.x, self.y) if command.islower() else (0.0, 0.0)
        if kind == "Z":
            self._close()
        elif kind == "H":
            self._line(values[0] + ox, self.y)
        elif kind == "V":
            self._line(self.x, values[0] + oy)
        elif kind == "A":
            self._arc(values, values[5] + ox, values[6] + oy)
        else:
            points = [value + (oy if index % 2 else ox) for index, value in enumerate(values)]
            self._straight_or_curve(kind, points, handle)

    def _straight_or_curve(self, kind: str, points: list[float], handle: tuple[str, float, float] | None) -> None:
        mirror = (self.x, self.y)
        if handle and handle[0] == {"S": "C", "T": "Q"}.get(kind):
            mirror = (2 * self.x - handle[1], 2 * self.y - handle[2])
        if kind == "M":
            self.segments.append(("M", *points))
            self.x, self.y = self.start_x, self.start_y = points[0], points[1]
            self.closed = False
        elif kind == "L":
            self._line(points[0], points[1])
        elif kind in "CS":
            self._cubic(*(points if kind == "C" else [*mirror, *points]))
        else:
            self._quadratic(*(points if kind == "Q" else [*mirror, *points]))

    def _close(self) -> None:
        if not self.closed:
            self.segments.append(("Z",))
        self.x, self.y, self.closed = self.start_x, self.start_y, True

    def _line(self, x: float, y: float) -> None:
        self.segments.append(("L", x, y))
        self.x, self.y = x, y

    def _cubic(self, x1: float, y1: float, x2: float, y2: float, x: float, y: float) -> None:
        self.segments.append(("C", x1, y1, x2, y2, x, y))
        self.x, self.y, self.handle = x, y, ("C", x2, y2)

    def _quadratic(self, qx: float, qy: float, x: float, y: float) -> None:
        third = 2 / 3
        one = (self.x + third * (qx - self.x), self.y + third * (qy - self.y))
        self._cubic(*one, x + third * (qx - x), y + third * (qy - y), x, y)
        self.handle = ("Q", qx, qy)

    def _arc(self, values: list[float], x: float, y: float) -> None:
        rx, ry, turn, large, sweep = values[:5]
        if (x, y) == (self.x, self.y):
            return
        if rx == 0 or ry == 0:
            self._line(x, y)
            return
        rx, ry = max(abs(rx), _SMALLEST_RADIUS), max(abs(ry), _SMALLEST_RADIUS)
        for curve in _arc_curves(self.x, self.y, rx, ry, radians(turn), bool(large), bool(sweep), x, y):
            self._cubic(*curve)
        self.handle = None


def _arc_curves(
    x0: float, y0: float, rx: float, ry: float, turn: float, large: bool, sweep: bool, x: float, y: float
) -> Iterator[tuple[float, float, float, float, float, float]]:
    """An elliptic arc as cubic curves of at most a quarter each (SVG 2, appendix B.2.4)."""
    along, across = cos(turn), sin(turn)
    half_x, half_y = (x0 - x) / 2, (y0 - y) / 2
    px, py = along * half_x + across * half_y, along * half_y - across * half_x
    stretch = (px / rx) * (px / rx) + (py / ry) * (py / ry)
    if stretch > 1:
        rx, ry = rx * math.sqrt(stretch), ry * math.sqrt(stretch)
    factor = math.sqrt(max(0.0, 1 / stretch - 1)) * (-1 if large == sweep else 1) if stretch else 0.0
    cx, cy = factor * rx * py / ry, -factor * ry * px / rx
    begin = arctan2((py - cy) / ry, (px - cx) / rx)
    extent = arctan2((-py - cy) / ry, (-px - cx) / rx) - begin
    if sweep and extent < 0:
        extent += 2 * math.pi
    elif not sweep and extent > 0:
        extent -= 2 * math.pi
    place = Matrix(along, across, -across, along, (x0 + x) / 2, (y0 + y) / 2) @ Matrix(e=cx, f=cy) @ Matrix(a=rx, d=ry)
    parts = max(1, math.ceil(abs(extent) / (math.pi / 2) - 1e-9))
    step = extent / parts
    reach = 4 / 3 * tan(step / 4)
    for part in range(parts):
        one, two = begin + part * step, begin + (part + 1) * step
        a = place.point(cos(one) - reach * sin(one), sin(one) + reach * cos(one))
        b = place.point(cos(two) + reach * sin(two), sin(two) - reach * cos(two))
        end = (x, y) if part == parts - 1 else place.point(cos(two), sin(two))
        yield (*a, *b, *end)


# --- basic shapes ---


def poly_path(points: list[float], closed: bool) -> Path:
    """A polyline, or a polygon when `closed`, of x and y in turn. Raises SvgError for an odd count of numbers."""
    if len(points) % 2:
        raise SvgError("points has an x without a y")
    pairs = list(zip(points[::2], points[1::2], strict=True))
    line: list[Segment] = [("M" if index == 0 else "L", x, y) for index, (x, y) in enumerate(pairs)]
    return tuple([*line, ("Z",)] if closed and line else line)
