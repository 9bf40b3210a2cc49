"""Arrows, guides, spots and labels of a figure file → accent marks over the figure on the canvas."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from shapely.geometry import LineString, Point, Polygon

from handout_builder.figures.paint.canvas import LABEL_SIZE, Canvas
from handout_builder.figures.paint.outline import buffered
from handout_builder.figures.pose.body import Body
from handout_builder.figures.scene.props import PropPainter
from handout_builder.geometry.arithmetic import cos, sin
from handout_builder.geometry.space import Camera, unit
from handout_builder.geometry.vectors import Array, norm, product
from handout_builder.model.figures import figure as file

SHAFT, HEAD_LENGTH, HEAD_HALF, HALO = 1.5, 4.4, 2.5, 0.5
"""Arrows, in units: width of the shaft, length and half width of the head, the white edge that sets them off."""
GUIDE, LEADER = 0.75, 0.5
GUIDE_DASH = (2.2, 1.7)
ROUND = 12
"""Corners in a quarter of a spot."""


@dataclass(frozen=True)
class MarkPainter:
    """Paints the marks of one figure."""

    canvas: Canvas
    camera: Camera
    body: Body
    props: PropPainter

    def arrow(self, arrow: file.Arrow, zoom: float = 1.0) -> None:
        """An arrow: straight on paper, straight in the room, or about a joint; in a picture enlarged by `zoom`."""
        start = self.camera.flat(self.body.place(arrow.at)) + np.array(arrow.offset)
        if arrow.around is not None:
            centre = self.camera.flat(self.body.place(arrow.around))
            path = _arc(centre, start, arrow.sweep, arrow.gap)
        elif arrow.toward is not None:
            turn = np.eye(3) if arrow.frame == "room" else self.body.frame[arrow.frame]
            path = np.array([start, start + self.camera.flat(product(turn, np.array(arrow.toward)))])
        else:
            path = np.array([start, start + np.array(arrow.by)])
        shape = arrow_shape(path * zoom, arrow.double)
        self.canvas.line(shape.boundary, "paper", 2 * HALO, smooth=False)
        self.canvas.area(shape, "accent", smooth=len(path) > 2)

    def guide(self, guide: file.Guide) -> None:
        """A dashed line: the pull of gravity, an upright, or a line through places."""
        if guide.type == "line":
            points = self.camera.flat([self.body.place(spot) for spot in guide.through])
            a, b = points[0], points[-1]
            along = unit(b - a)
            a, b = a - along * guide.extend, b + along * guide.extend
        elif guide.at is None:
            raise ValueError(f"a {guide.type} guide has no place")
        else:
            at = self.camera.flat(self.body.place(guide.at)) + np.array(guide.offset)
            up, down = (guide.up, guide.down) if guide.type == "plumb" else (0.0, guide.length)
            a, b = at + np.array([0, up]), at - np.array([0, down])
        if guide.type == "gravity":
            head = Polygon(b + np.array([[0, -HEAD_LENGTH], [HEAD_HALF, 0.2], [-HEAD_HALF, 0.2]]))
            self.canvas.area(head, "accent", smooth=False)
        width = SHAFT if guide.type == "gravity" else GUIDE
        self.canvas.line(LineString([a, b]), "accent", width, dash=GUIDE_DASH, smooth=False, cap="butt")

    def spot(self, spot: file.Mark) -> None:
        """A mark on the skin."""
        p = self.camera.flat(self.body.place(spot.at))
        if spot.mark == "ball":
            self.props.ball(p, spot.radius)
            return
        if spot.mark == "dot":
            self.canvas.area(buffered(Point(p), spot.radius, ROUND), "figink", smooth=False)
            return
        arms = [LineString([p - d, p + d]) for d in np.array([[1, 0], [0, 1]]) * spot.radius * 0.5]
        if spot.mark == "cross":
            arms = [LineString([p - d, p + d]) for d in np.array([[0.7, 0.7], [0.7, -0.7]]) * spot.radius]
        else:
            disc = buffered(Point(p), spot.radius, ROUND)
            self.canvas.area(disc, "zone", smooth=False)
            self.canvas.line(disc.boundary, "accent", 0.9, smooth=False)
        for arm in arms:
            self.canvas.line(arm, "accent" if spot.mark == "target" else "figink", 0.9, smooth=False)

    def label(self, label: file.Callout, zoom: float = 1.0) -> None:
        """Words next to a place of a picture enlarged by `zoom`, with a thin line to it if the label has a leader.

        Words straight above or below their place are centred on it.
        """
        p = self.camera.flat(self.body.place(label.at)) * zoom
        at = p + np.array(label.offset)
        right, up = label.offset
        lines = label.text.split("\n")
        half = 0.55 * LABEL_SIZE * len(lines)
        centred = right == 0 and abs(up) > half
        side = 1 if right >= 0 else -1
        if label.leader:
            end = at + np.array([0, -half if up > 0 else half] if centred else [-1.2 * side, 0])
            line = LineString([p, end])
            self.canvas.line(line, "paper", LEADER + 2 * HALO, smooth=False, cap="butt")
            self.canvas.line(line, "muted", LEADER, smooth=False)
            if zoom == 1.0:
                self.canvas.area(buffered(Point(p), 0.7), "figink")
        top = at[1] + (len(lines) - 1) * 0.55 * LABEL_SIZE - 0.33 * LABEL_SIZE
        anchor: Literal["start", "middle", "end"] = "middle" if centred else "start" if side > 0 else "end"
        for n, text in enumerate(lines):
            v = float(top - n * 1.1 * LABEL_SIZE)
            self.canvas.label(float(at[0]), v, text, anchor, label.bold)


def _arc(centre: Array, start: Array, sweep: tuple[float, float], gap: float) -> Array:
    """An arc (28, 2) about `centre`, `gap` units outside `start`; `sweep` is in degrees from there."""
    radius = start - centre
    out = (unit(radius) if norm(radius) > 0 else np.array([1.0, 0.0])) * (norm(radius) + gap)
    turns = [(cos(angle), sin(angle)) for angle in map(math.radians, np.linspace(*sweep, 28).tolist())]
    return np.array([(centre[0] + out[0] * c - out[1] * s, centre[1] + out[0] * s + out[1] * c) for c, s in turns])


def arrow_shape(path: Array, double: bool) -> Any:
    """The outline of an arrow along a path (n, 2) in units: a shaft with a solid head, or one at each end."""
    line = LineString(path)
    ends = [(1.0, line)] + ([(-1.0, line.reverse())] if double else [])
    body = line
    heads = []
    for _, run in ends:
        tip = np.array(run.coords[-1])
        neck = np.array(run.interpolate(max(run.length - HEAD_LENGTH, 0)).coords[0])
        along = unit(tip - neck)
        aside = np.array([-along[1], along[0]])
        base = tip - along * HEAD_LENGTH
        heads.append(Polygon([tip, base + aside * HEAD_HALF, base + along * 0.7, base - aside * HEAD_HALF]))
        body = body.difference(buffered(Point(tip), HEAD_LENGTH * 0.8))
    shape = buffered(body, SHAFT / 2, cap="flat")
    for head in heads:
        shape = shape.union(head)
    return buffered(shape, 0)
