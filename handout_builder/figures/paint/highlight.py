"""A named area of the body → a patch on paper with fill, hatch at 45 degrees and outline, moved to where it shows.

Tint alone vanishes in print and in greyscale: the hatch and the outline stay.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry import MultiLineString, Polygon

from handout_builder.figures.body.proportions import AREAS, MIDDLE_AREAS
from handout_builder.figures.paint.canvas import Canvas
from handout_builder.figures.paint.curve import smooth_path, straight_path
from handout_builder.figures.paint.outline import buffered, grown, polygons, softened, swept
from handout_builder.figures.pose.body import Body
from handout_builder.geometry.arithmetic import cos, sin
from handout_builder.geometry.drawing import Clipped, Shape
from handout_builder.geometry.space import Camera

OUTLINE, HATCH, PITCH = 1.1, 0.75, 1.9
"""Pen widths and distance of the hatch, in units (design tokens `figure.zone`)."""
_SLIDES = (0, 15, -15, 30, -30, 42, -42)
"""By how many degrees a patch may move around a part to face the camera; farther, it would show another muscle."""
_MIDLINE = 4.0
"""Degrees that an area of one side of the trunk keeps from the midline."""


@dataclass(frozen=True)
class _Area:
    """Where an area is, as in `proportions.AREAS`; one over the midline counts as left."""

    side: str
    part: str
    along: float
    around: float
    half_length: float
    half_width: float

    @staticmethod
    def named(area: str) -> _Area:
        """The area with this name, such as "left_calf" or "abdominals"."""
        if area in MIDDLE_AREAS:
            return _Area("left", *MIDDLE_AREAS[area])
        side, _, rest = area.partition("_")
        return _Area(side, *AREAS[rest])

    def slides(self, middle: bool) -> list[int]:
        """By how many degrees it may move around the part; an area of one side of the trunk stays on that side."""
        if self.part != "torso" or middle:
            return list(_SLIDES)
        low, high = self.half_width + _MIDLINE, 180 - self.half_width - _MIDLINE
        return [slide for slide in _SLIDES if slide == 0 or low <= self.around + slide <= high]


def on_an_arm(area: str) -> bool:
    """Whether an area is on an arm, which is painted over the trunk."""
    return _Area.named(area).part in ("upper_arm", "forearm")


def paint_highlights(canvas: Canvas, patches: Sequence[Any]) -> None:
    """Paints areas given by their outlines; those that touch become one."""
    for patch in polygons(shapely.union_all(patches)) if patches else ():
        paint_zone(canvas, patch)


def paint_zone(
    canvas: Canvas, patch: Any, outline: float = OUTLINE, hatch_width: float = HATCH, pitch: float = PITCH
) -> None:
    """Paints one area: fill, hatch and outline, whose widths and distance are in the canvas's units."""
    canvas.area(patch, "zone")
    lines = Shape(straight_path(_hatch(patch, pitch)), stroke="hatch", stroke_width=hatch_width, cap="butt")
    canvas.items.append(Clipped(smooth_path(patch), (lines,), even_odd=True))
    canvas.line(patch.boundary, "accent", outline)


def area_shape(camera: Camera, body: Body, area: str, trunk: Any) -> Any:
    """The outline of an area on paper, inside its limb or the outline `trunk`; empty where it does not show."""
    spot = _Area.named(area)
    side, part, along, around = spot.side, spot.part, spot.along, spot.around

    def facing(angle: float) -> float:
        across = body.skin(side, part, along, angle) - body.skin(side, part, along, angle + 180)
        return min(camera.faces(across), 0.75)

    around += max(spot.slides(area in MIDDLE_AREAS), key=lambda slide: facing(around + slide) - 0.004 * abs(slide))
    loop = [
        body.skin(side, part, along + spot.half_length * cos(a), around + spot.half_width * sin(a))
        for a in np.linspace(0, 2 * math.pi, 40, endpoint=False)
    ]
    limb = body.rings[f"{side}_{'arm' if 'arm' in part or part == 'neck' else 'leg'}"]
    inside = softened(swept(camera, grown(limb, 1.03, 0.2)), 0.5).union(trunk)
    if part == "neck":
        inside = swept(camera, body.rings["neck"]).union(trunk)
    shape = buffered(Polygon(camera.flat(loop)), 0).intersection(buffered(inside, -0.4))
    parts = sorted(polygons(shape), key=lambda p: p.area)
    return softened(parts[-1], 0.5) if parts and parts[-1].area > 1 else Polygon()


def _hatch(patch: Any, pitch: float) -> Any:
    """Lines at 45 degrees across a patch, `pitch` units apart, cut off at its edge."""
    left, bottom, right, top = patch.bounds
    step, rise = pitch * math.sqrt(2), top - bottom
    starts = left - rise + step * np.arange(math.ceil((right - left + rise) / step) + 1)
    found = [((u, bottom), (u + rise, top)) for u in starts]
    lines = MultiLineString(found)
    return shapely.intersection(lines, buffered(patch, 0.2))
