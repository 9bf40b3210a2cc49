"""Props of a figure file (floor, bed, chair, ball, band …) → shapes on the canvas, seen a little from above.

Furniture is boxes: the faces turned to the viewer inside one rounded outline.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely
from shapely.affinity import scale, translate
from shapely.geometry import LineString, MultiPoint, Point, Polygon
from shapely.ops import unary_union

from handout_builder.figures.paint.canvas import Canvas
from handout_builder.figures.paint.curve import through
from handout_builder.figures.paint.outline import NOTHING, buffered
from handout_builder.figures.pose.body import Body
from handout_builder.geometry.space import Camera, X, Y, Z
from handout_builder.geometry.vectors import dot
from handout_builder.model.figures import props as file

EDGE, FLOOR_LINE, INNER_EDGE = 0.7, 0.9, 0.45
"""Pen widths of furniture, floor line and inner edges, in units."""
SIDE_SHADE = 0.07
DEPTH_ACROSS = (-33.0, 9.0)
"""Where a bed that is across ends, in units forward of the hips of a person on its edge."""
AnyProp = (
    file.Floor | file.Mat | file.Bed | file.Table | file.Step | file.Chair | file.Wall | file.Doorway | file.Ball
    | file.Pillow | file.Towel | file.Band
)  # fmt: skip
Range = tuple[float, float]


@dataclass
class PropPainter:
    """Paints props; remembers their upper faces, on which contact shadows fall."""

    canvas: Canvas
    camera: Camera
    figure_camera: Camera
    body: Body
    tops: dict[float, Any] = field(default_factory=dict)

    def paint(self, prop: AnyProp) -> None:
        """Paints one prop."""
        match prop:
            case file.Floor():
                self._floor(prop)
            case file.Mat():
                ends, depth = (prop.start, prop.end), (-17.0, 17.0)
                self._box(*((depth, ends) if prop.across else (ends, depth)), (-1.2, 0))
            case file.Bed() | file.Table():
                self._bed(prop)
            case file.Step():
                self._box((prop.start, prop.end), (-15, 15), (0, prop.height), 0.5)
            case file.Chair():
                self._chair(prop)
            case file.Wall():
                self._box((prop.at, prop.at + 3), (-14, 14), (0, prop.height))
            case file.Doorway():
                self._doorway(prop)
            case file.Ball():
                self.ball(self.camera.flat(self.body.place(prop.at)), prop.radius, prop.pressed)
            case file.Pillow() | file.Towel():
                self._soft(prop)
            case file.Band():
                self._band(prop)

    @property
    def _sideways(self) -> bool:
        """Whether the floor is seen from the side, as a line: props on it end there, or they would seem to sink."""
        return abs(dot(self.camera.right, X)) > 0.98

    def _floor(self, prop: file.Floor) -> None:
        across = self.figure_camera.right
        sign = float(np.sign(across.sum())) or 1.0
        ends = [across * sign * prop.start, across * sign * prop.end]
        self.canvas.line(LineString(self.camera.flat(ends)), "prop", FLOOR_LINE, smooth=False)

    def _bed(self, prop: file.Bed | file.Table) -> None:
        h, across = prop.height, isinstance(prop, file.Bed) and prop.across
        ends, sides = (prop.start, prop.end), DEPTH_ACROSS if across else (-21.0, 21.0)

        def box(inset: float, z: Range, round_by: float = 0.3) -> None:
            long, deep = (ends[0] + 2 * inset, ends[1] - 2 * inset), (sides[0] + inset, sides[1] - inset)
            self._box(*((deep, long) if across else (long, deep)), z, round_by)

        at, deep = (ends[0] + 7.1, ends[1] - 7.1), (sides[0] + 3, sides[1] - 3)
        self._legs(*((deep, at) if across else (at, deep)), 1.1, h - 2)
        if isinstance(prop, file.Bed):
            box(1, (h - 8.5, h - 6.5))
            box(0, (h - 6.5, h), 1.6)
        else:
            box(0, (h - 2.5, h), 0.5)

    def _chair(self, prop: file.Chair) -> None:
        x0, x1, h, deep = prop.at - 11, prop.at + 11, prop.height, 9.0
        self._legs((x0 + 2, x1 - 2), (-deep, deep), 1.0, h - 2)
        back = (x0 - 0.4, x0 + 1.6) if prop.faces == "forward" else (x1 - 1.6, x1 + 0.4)
        seat = ((x0, x1), (-deep - 3, deep + 3), (h - 2.4, h), 0.8)
        far_first = prop.faces == "forward"
        if prop.back and far_first:
            self._box(back, (-10, 10), (h, h + 25))
        self._box(*seat)
        if prop.back and not far_first:
            self._box(back, (-10, 10), (h, h + 25))

    def _legs(self, x: Range, y: Range, half: float, top: float) -> None:
        """Four legs about these places, the far ones first."""
        middles = [np.array([a, b, 0]) for a in x for b in y]
        for a, b, _ in sorted(middles, key=lambda middle: dot(middle, self.camera.toward)):
            self._box((a - half, a + half), (b - half, b + half), (0, top))

    def _doorway(self, prop: file.Doorway) -> None:
        half = prop.width / 2
        at = (prop.at, prop.at + 4)
        self._box(at, (half, half + 4), (0, prop.height))
        self._box(at, (-half - 4, half + 4), (prop.height, prop.height + 4))
        self._box(at, (-half - 4, -half), (0, prop.height))

    def _box(self, x: Range, y: Range, z: Range, round_by: float = 0.3) -> None:
        corner = np.array([[a, b, c] for a in x for b in y for c in z], float).reshape(2, 2, 2, 3)
        if z[0] == 0 and self._sideways:
            corner[:, :, 0, 2] = -corner[:, :, 0, 1] * self.camera.up[1] / self.camera.up[2]
        faces = (
            (corner[0], -X), (corner[1], X), (corner[:, 0], -Y), (corner[:, 1], Y),
            (corner[:, :, 0], -Z), (corner[:, :, 1], Z),
        )  # fmt: skip
        shown = [
            (Polygon(self.camera.flat(quad.reshape(4, 3))[[0, 1, 3, 2]]), bool(normal[2] > 0.5))
            for quad, normal in faces
            if dot(normal, self.camera.toward) > 0.02
        ]
        faces_shown = unary_union([flat for flat, _ in shown])
        whole = buffered(buffered(buffered(faces_shown, 0.01), -round_by), round_by)
        whole = faces_shown if whole.is_empty else whole
        self.canvas.area(whole.simplify(0.03), "prop_fill", smooth=False)
        for flat, top in sorted(shown, key=lambda entry: entry[1]):
            if not top:
                self.canvas.area(flat.intersection(whole).simplify(0.03), "shade", opacity=SIDE_SHADE, smooth=False)
                continue
            self.tops[float(z[1])] = flat.union(self.tops.get(float(z[1]), NOTHING))
            near_edge = LineString(sorted(flat.exterior.coords[:-1], key=lambda p: p[1])[:2])
            self.canvas.line(near_edge.intersection(whole), "prop", INNER_EDGE, smooth=False)
        self.canvas.line(whole.boundary.simplify(0.03), "prop", EDGE, smooth=False)

    def ball(self, centre: Any, radius: float, pressed: float = 1.0) -> None:
        """A soft ball about `centre` (2,), in units; `pressed` is its height as a share of the round ball's."""
        wide = 1 + (1 - pressed) * 0.55
        disc = scale(buffered(Point(centre), radius, 24), wide, pressed)
        self.canvas.area(disc, "zone")
        dark = disc.difference(translate(disc, -0.24 * radius, 0.3 * radius))
        self.canvas.area(dark, "shade", opacity=0.16)
        self.canvas.line(disc.boundary, "accent", 1.0)

    def _soft(self, prop: file.Pillow | file.Towel) -> None:
        centre = self.figure_camera.flat(self.body.place(prop.at)) + np.array(prop.offset)
        width, height = prop.size
        r = min(2.0, height / 2 - 0.05) if isinstance(prop, file.Pillow) else height / 2 - 0.05
        corners = [
            (centre[0] + i * (width / 2 - r), centre[1] + j * (height / 2 - r)) for i in (-1, 1) for j in (-1, 1)
        ]
        shape = buffered(MultiPoint(corners).convex_hull, r)
        self.canvas.area(shape, "prop_soft")
        self.canvas.line(shape.boundary, "prop", EDGE)
        if isinstance(prop, file.Towel):
            end = Point(centre[0] + width / 2 - r, centre[1])
            for share in (0.62, 0.25):
                self.canvas.line(buffered(end, r * share).boundary, "prop", INNER_EDGE)

    def _band(self, prop: file.Band) -> None:
        points = self.figure_camera.flat([self.body.place(spot) for spot in prop.through])
        path = LineString(through(points, closed=False) if len(points) > 2 else points)
        self.canvas.line(path, "figink", 2.3)
        self.canvas.line(path, "zone", 1.2)


def contact_shadow(painter: PropPainter, levels: set[float]) -> None:
    """Paints a soft dark patch on each surface, `levels` units high, under the parts of the body close to it."""
    body, camera = painter.body, painter.camera
    sections = np.stack([section for rings in body.rings.values() for section in rings])
    for level in sorted(levels):
        close = (sections[:, :, 2] < level + 1.6) & (sections[:, :, 2] > level - 1)
        touching = close.sum(1) > 2
        near = close[touching]
        points = camera.flat(sections[touching] * [1, 1, 0] + [0, 0, level])[near]
        patches = shapely.convex_hull(shapely.multipoints(points, indices=np.nonzero(near)[0]))
        shade = buffered(buffered(shapely.union_all(patches), 4, 6), -3, 6) if len(patches) else NOTHING
        if level in painter.tops:
            shade = shade.intersection(painter.tops[level])
        if not shade.is_empty and shade.area < math.inf:
            painter.canvas.area(shade, "shade", opacity=0.13)
