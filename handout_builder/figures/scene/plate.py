"""An anatomy plate's model → its Drawing: hand-placed shapes by layers, pairs mirrored, labels with leaders."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from shapely.affinity import affine_transform, scale, translate
from shapely.geometry import LineString, Point, Polygon, box

from handout_builder.errors import ContentError, Problem, did_you_mean
from handout_builder.figures.paint.canvas import Canvas
from handout_builder.figures.paint.highlight import paint_zone
from handout_builder.figures.paint.outline import buffered, stroke_shape
from handout_builder.figures.paint.pen import SHADE
from handout_builder.figures.scene.placed_curve import dense, spread
from handout_builder.geometry.arithmetic import cos, sin
from handout_builder.geometry.drawing import Drawing, Label
from handout_builder.geometry.vectors import Array, interpolated
from handout_builder.model.figures import plate as file
from handout_builder.model.figures.plate import PlacedPoint, PlateFile
from handout_builder.source.parse import Node, place_of

DETAIL, LEADER, DOT, GAP = 0.7, 0.75, 1.6, 2.5
"""Points: an inner line, a leader, the radius of its dot, the air between leader and words."""
ZONE_OUTLINE, ZONE_HATCH, ZONE_PITCH = 1.0, 0.7, 2.2
"""Points: the pen and the distance of a zone's hatch (design tokens `figure.zone`)."""
LEADING = 1.12
_TAPER = 9.0
_FAR = 1e4
Named = dict[tuple[str, bool], Any]
"""Outlines by name and half: True is the mirrored one."""


def draw_plate(plate: PlateFile, node: Node, mirror: bool = False) -> Drawing:
    """The drawing of a plate, in points; `node` is what it was read from.

    Raises ContentError: a shape that is `inside` an area not placed before it, a mirrored plate that must not be.
    """
    problems = _wrong_names(plate, node)
    if mirror and plate.mirror == "never":
        remedy = "use a plate drawn for the other side, or write mirror: never where the picture is placed"
        problems.append(Problem(place_of(node, ("mirror",)), "this plate must not be mirrored", remedy))
    if problems:
        raise ContentError(problems)
    canvas = Canvas()
    outlines: Named = {}
    for layer in plate.layers:
        painter = _LayerPainter(canvas, plate, layer, outlines)
        for shape in layer.shapes:
            painter.paint(shape)
    for letter in plate.letters:
        x, y = (v * plate.scale for v in letter.at)
        canvas.items.append(Label(x, y - 0.34 * letter.size, letter.text, letter.size, "middle", "bold"))
    for label in plate.labels:
        _label(canvas, label, plate.scale)
    drawing = canvas.drawing(plate.margin, _frame(plate))
    return drawing.mirrored() if mirror else drawing


def _frame(plate: PlateFile) -> tuple[float, float, float, float] | None:
    if plate.frame is None:
        return None
    left, bottom, right, top = (edge * plate.scale for edge in plate.frame)
    return left, bottom, right, top


def _wrong_names(plate: PlateFile, node: Node) -> list[Problem]:
    known: list[str] = []
    problems = []
    for m, layer in enumerate(plate.layers):
        for n, shape in enumerate(layer.shapes):
            if shape.inside is not None and shape.inside not in known:
                place = place_of(node, ("layers", m, "shapes", n, "inside"))
                remedy = did_you_mean(shape.inside, known) or "name the area that it is in, and place it earlier"
                problems.append(Problem(place, f'no shape before this one is named "{shape.inside}"', remedy))
            if shape.name is not None:
                if shape.name in known:
                    place = place_of(node, ("layers", m, "shapes", n, "name"))
                    problems.append(Problem(place, f'two shapes are named "{shape.name}"', "rename one of them"))
                known.append(shape.name)
    return problems


@dataclass(frozen=True)
class _LayerPainter:
    canvas: Canvas
    plate: PlateFile
    layer: file.Layer
    outlines: Named

    def paint(self, shape: file.PlateShape) -> None:
        """Draw a shape, and its mirror image when it comes as a pair."""
        for mirrored in (False, True) if shape.pair else (False,):
            if isinstance(shape, file.LineShape):
                self._line(shape, mirrored)
            elif isinstance(shape, file.ZoneShape):
                patch = self._kept(self._placed(self._ring(shape.outline), mirrored), shape, mirrored)
                paint_zone(self.canvas, patch, ZONE_OUTLINE, ZONE_HATCH, ZONE_PITCH)
            else:
                outline = self._outline(shape)
                self._area(shape, outline, mirrored)
                if isinstance(shape, file.MuscleShape):
                    self._fibres(shape, outline, mirrored)

    def _outline(self, shape: file.AreaShape | file.OvalShape | file.MuscleShape) -> Any:
        """The outline in plate units, at the layer's own midline."""
        if isinstance(shape, file.OvalShape):
            (x, y), (a, b), angle = shape.centre, shape.radii, math.radians(shape.tilt)
            matrix = [a * cos(angle), -b * sin(angle), a * sin(angle), b * cos(angle), x, y]
            return affine_transform(buffered(Point(0, 0), 1.0), matrix)
        if isinstance(shape, file.MuscleShape):
            return self._ring((*shape.inner[::-1], *shape.top, *shape.outer))
        points = shape.outline
        if shape.half:
            back = [PlacedPoint(x=-p.x, y=p.y, corner=p.corner) for p in points[::-1] if p.x > 0]
            points = (*points, *back)
        whole = self._ring(points)
        for hole in shape.holes:
            whole = whole.difference(self._ring(hole))
        return whole

    def _ring(self, points: Sequence[PlacedPoint]) -> Any:
        return buffered(Polygon(dense(points, True)), 0)

    def _placed(self, geometry: Any, mirrored: bool) -> Any:
        """Plate units at the midline → points on the canvas."""
        (x, y), by = self.layer.at, self.plate.scale
        return affine_transform(geometry, [-by if mirrored else by, 0, 0, by, x * by, y * by])

    def _reflected(self, geometry: Any) -> Any:
        """Canvas points mirrored in the layer's midline, point for point: both halves get the very same curves."""
        return affine_transform(geometry, [-1, 0, 0, 1, 2 * self.layer.at[0] * self.plate.scale, 0])

    def _kept(self, geometry: Any, shape: file.PlateShape, mirrored: bool) -> Any:
        """The part of the geometry that is inside the area that the shape names."""
        if shape.inside is None:
            return geometry
        keep = self.outlines.get((shape.inside, mirrored), self.outlines[shape.inside, False])
        return geometry.intersection(keep)

    def _area(self, shape: file.AreaShape | file.OvalShape | file.MuscleShape, outline: Any, mirrored: bool) -> None:
        placed = self._kept(self._placed(outline, mirrored), shape, mirrored)
        if shape.name is not None:
            self.outlines[shape.name, mirrored] = placed
        if shape.fill != "none":
            self.canvas.area(placed, shape.fill, opacity=shape.opacity)
        if shape.shade is not None:
            half = isinstance(shape, file.AreaShape) and shape.half
            dark = buffered(buffered(self._placed(_shade(outline, shape.shade, half), False), -0.2), 0.2)
            dark = self._reflected(dark) if mirrored else dark
            self.canvas.area(dark if shape.inside is None else dark.intersection(placed), "shade", opacity=SHADE)
        if shape.stroke != "none":
            self.canvas.line(placed.boundary, shape.stroke, shape.width or self.plate.outline)

    def _line(self, shape: file.LineShape, mirrored: bool) -> None:
        line = self._kept(self._placed(LineString(dense(shape.points, False)), mirrored), shape, mirrored)
        width = shape.width or DETAIL
        if shape.stroke == "none" or line.is_empty:
            return
        for part in getattr(line, "geoms", [line]):
            if shape.taper == "none":
                self.canvas.line(part, shape.stroke, width)
            else:
                stroke = stroke_shape(part, width, _TAPER, shape.taper == "both")
                self.canvas.area(stroke, shape.stroke, opacity=shape.opacity)

    def _fibres(self, shape: file.MuscleShape, outline: Any, mirrored: bool) -> None:
        """Lines from origin to insertion at even steps between the edges; light ones are between dark ones."""
        runs = [(n / (shape.fibres + 1), n, shape.fibre, shape.fibre_width) for n in range(1, shape.fibres + 1)]
        middle = np.linspace(1.5, max(shape.fibres, 2) - 0.5, shape.sheen) / (max(shape.fibres, 2) + 1)
        runs += [(float(share), n, shape.gloss, shape.gloss_width) for n, share in enumerate(middle)]
        keep = buffered(self._placed(outline, False), -0.5 * self.plate.outline)
        for share, n, role, width in runs:
            if role == "none":
                continue
            points = fibre(shape, share, 0.06 * (n % 2))
            stroke = stroke_shape(self._placed(LineString(points), False), width, 2 * _TAPER).intersection(keep)
            self.canvas.area(self._reflected(stroke) if mirrored else stroke, role)


def _shade(outline: Any, by: tuple[float, float], half: bool) -> Any:
    """The darker edge in plate units; a half outline has it on both sides alike."""
    dark = outline.difference(translate(outline, *by))
    if not half:
        return dark
    right = dark.intersection(box(0, -_FAR, _FAR, _FAR))
    return right.union(scale(right, -1, 1, origin=(0, 0)))


def fibre(shape: file.MuscleShape, share: float, later: float, count: int = 40) -> Array:
    """One fibre (count, 2) in plate units: `share` 0 is the inner edge, 1 the outer; `later` shortens both ends."""
    inner, outer = spread(shape.inner, count), spread(shape.outer, count)
    run = inner + (outer - inner) * share
    if shape.top:
        origin = spread((shape.inner[0], *shape.top, shape.outer[0]), 101)[round(share * 100)]
        rest = 1 - np.linspace(0, 1, count)[:, None]
        run = run + (origin - run[0]) * rest * rest
    first, last = shape.reach
    return interpolated(np.linspace(first + later, last - later, count) * (count - 1), np.arange(count), run)


def _label(canvas: Canvas, label: file.PlateLabel, per_unit: float) -> None:
    """Words at `to`, a leader from them to a dot at `at`; the first line is at `to`, more lines below."""
    x, y = (v * per_unit for v in label.to)
    rows = [label.text, *(label.more.split("|") if label.more else ())]
    if label.at is not None:
        foot = y - (len(rows) - 1) * LEADING * label.size
        inward = {"start": 1.3, "middle": 0.0, "end": -1.3}[label.anchor] * label.size
        start = {
            "side": (x + {"start": -GAP, "middle": 0.0, "end": GAP}[label.anchor], y),
            "top": (x + inward, y + 0.5 * label.size + GAP),
            "foot": (x + inward, foot - 0.45 * label.size - GAP),
        }[label.leave]
        ends = [np.array(point) * per_unit for point in (label.elbow, label.at) if point is not None]
        canvas.line(LineString([start, *ends]), "figink", LEADER, smooth=False)
        canvas.area(buffered(Point(ends[-1]), DOT), "figink")
    for n, row in enumerate(rows):
        baseline = y - 0.34 * label.size - n * LEADING * label.size
        weight: Any = "bold" if label.bold and n == 0 else "medium"
        canvas.items.append(Label(x, baseline, row.strip(), label.size, label.anchor, weight))
