"""A named area of the body → a patch on paper with fill, hatch at 45 degrees and outline, slid to where it is seen.

Tint alone vanishes in print and in greyscale: the hatch and the outline stay.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from shapely.geometry import MultiLineString, Polygon

from handout_builder.figures.body import AREAS
from handout_builder.figures.canvas import Canvas
from handout_builder.figures.curve import smooth_path, straight_path
from handout_builder.figures.drawing import Clipped, Shape
from handout_builder.figures.outline import grown, polygons, softened, swept
from handout_builder.figures.skeleton import Body
from handout_builder.figures.space import Camera

OUTLINE, HATCH, PITCH = 1.1, 0.75, 1.9
"""Pen widths and distance of the hatch, in units (design tokens `figure.zone`)."""
_SLIDES = (0, 15, -15, 30, -30, 42, -42, 60, -60, 75, -75)


def area_name(area: str) -> tuple[str, str]:
    """ "left_hip_flexor" → ("left", "hip_flexor"); an area without a side counts as left."""
    side, _, rest = area.partition("_")
    return (side, rest) if side in ("left", "right") and rest in AREAS else ("left", area)


def on_an_arm(area: str) -> bool:
    """Whether an area lies on an arm, which is painted over the trunk."""
    return AREAS[area_name(area)[1]][0] in ("upper_arm", "forearm")


def paint_highlights(canvas: Canvas, patches: Sequence[Any]) -> None:
    """Paint areas; those that touch become one."""
    for patch in polygons(shapely.union_all(patches)) if patches else ():
        _paint(canvas, patch)


def _paint(canvas: Canvas, patch: Any) -> None:
    canvas.area(patch, "zone")
    lines = Shape(straight_path(hatch(patch)), stroke="accent", stroke_width=HATCH, cap="butt")
    canvas.items.append(Clipped(smooth_path(patch), (lines,), even_odd=True))
    canvas.line(patch.boundary, "accent", OUTLINE)


def area_shape(camera: Camera, body: Body, area: str, trunk: Any) -> Any:
    """The area's outline on paper."""
    side, name = area_name(area)
    part, along, around, half_length, half_width = AREAS[name]

    def facing(angle: float) -> float:
        across = body.skin(side, part, along, angle) - body.skin(side, part, along, angle + 180)
        return min(camera.faces(across), 0.75)

    around += max(_SLIDES, key=lambda slide: facing(around + slide) - 0.004 * abs(slide))
    loop = [
        body.skin(side, part, along + half_length * math.cos(a), around + half_width * math.sin(a))
        for a in np.linspace(0, 2 * math.pi, 40, endpoint=False)
    ]
    limb = body.rings[f"{side}_{'arm' if 'arm' in part or part == 'neck' else 'leg'}"]
    inside = softened(swept(camera, grown(limb, 1.03, 0.2)), 0.5).union(trunk)
    if part == "neck":
        inside = swept(camera, body.rings["neck"]).union(trunk)
    shape = Polygon(camera.flat(loop)).buffer(0).intersection(inside.buffer(-0.4))
    parts = sorted(polygons(shape), key=lambda p: p.area)
    return softened(parts[-1], 0.5) if parts and parts[-1].area > 1 else Polygon()


def hatch(patch: Any, pitch: float = PITCH) -> Any:
    """Lines at 45 degrees across a patch, `pitch` apart, cut off at its edge."""
    left, bottom, right, top = patch.bounds
    step, rise = pitch * math.sqrt(2), top - bottom
    starts = np.arange(left - rise, right + step, step)
    found = [((u, bottom), (u + rise, top)) for u in starts]
    lines = MultiLineString(found)
    return shapely.intersection(lines, patch.buffer(0.2))
