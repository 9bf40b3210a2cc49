"""A posed body and what the person wears → the trunk's outlines (shorts, belly, shirt, neckline) and their painting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from shapely.geometry import LineString

from handout_builder.figures.paint.outline import (
    NOTHING,
    buffered,
    closed_gaps,
    grown,
    hull,
    softened,
    swept,
    tipped_hem,
)  # fmt: skip
from handout_builder.figures.paint.pen import Pen
from handout_builder.figures.pose.body import Body
from handout_builder.geometry.space import Camera, turned
from handout_builder.geometry.vectors import Array, dot, norm, product
from handout_builder.model.figures.figure import Person

SHIRT_HEM = {"shirt": 7.6, "sleeveless": 7.6, "raised": 17.0}
"""Where the shirt ends, in units above the hips."""
COLLAR = 31.2
WAISTBAND = 8.3


@dataclass(frozen=True)
class Trunk:
    """Outlines on paper: shorts above the legs, bare belly, shirt, neckline (when seen from above), all together."""

    shorts: Any
    belly: Any
    shirt: Any
    collar: Any
    whole: Any


def trunk_of(body: Body, camera: Camera, person: Person) -> Trunk:
    """The outlines of the clothed trunk as the camera sees it."""
    rings, at = body.rings["torso"], body.torso_at
    waist, hem, top = (int(np.searchsorted(at, s)) for s in (_waistband(person), SHIRT_HEM[person.top], COLLAR))
    tilt = turned(body.frame["neck"][:, 1], 26)
    middle = rings[top].mean(0)
    collar = middle + product(rings[top] - middle, tilt.T)
    cloth = grown(rings[hem - 1 : top - 1], 1.015, 0.15)
    down = -body.frame["pelvis" if person.top != "raised" else "waist"][:, 2]
    rounded = dot(body.frame["pelvis"][:, 2], body.frame["chest"][:, 2]) < 0.8
    first = cloth[:3] if rounded else [tipped_hem(cloth[0], down, camera)]  # a hem is pressed flat in a bent waist
    shirt = softened(swept(camera, [*first, *cloth, collar]), 1.0)
    shirt = closed_gaps(shirt, 4.0) if rounded else shirt
    shorts = softened(swept(camera, rings[: waist + 1]), 0.6)
    belly = softened(swept(camera, rings[waist - 1 : hem + 2]), 0.4) if person.top == "raised" else NOTHING
    faces_up = dot(product(tilt, body.frame["neck"][:, 2]), camera.toward) > 0.2
    neckline = hull(camera, collar) if faces_up else NOTHING
    return Trunk(shorts, belly, shirt, neckline, shorts.union(shirt).union(belly))


def _waistband(person: Person) -> float:
    """Where the shorts end at the top; below the navel when it is bare."""
    return 5.6 if person.top == "raised" else WAISTBAND


def paint_trunk(pen: Pen, trunk: Trunk, neck: Any) -> None:
    """Shorts, belly and shirt from below upwards, then the neckline with the throat in it."""
    if not trunk.belly.is_empty:
        pen.paint(trunk.belly, "skin")
    pen.paint(trunk.shorts, "shorts")
    pen.paint(trunk.shirt, "shirt")
    if not trunk.collar.is_empty:
        throat = buffered(trunk.collar.union(neck.difference(trunk.shirt)), 0.05)
        open_in = buffered(neck, -0.4).difference(buffered(trunk.collar, 0.3))
        pen.paint(throat, "skin", open_in=open_in, shade=False)


def paint_folds(pen: Pen, body: Body, camera: Camera, trunk: Trunk) -> None:
    """Two or three folds where the trunk bends: at the waist on the hollow side, at the groin of a bent hip."""
    for fold in _waist_folds(body, camera):
        for line in _inside(fold, buffered(trunk.whole, -0.2)):
            pen.crease(line, taper=line.length * 0.9, both_ends=False)


def _waist_folds(body: Body, camera: Camera) -> list[Any]:
    """Short lines inwards from the hollow edge of a bent waist."""
    at, rings = body.torso_at, body.rings["torso"]
    low, high = (int(np.searchsorted(at, s)) for s in (4, 18))
    up_low, up_high = body.frame["pelvis"][:, 2], body.frame["chest"][:, 2]
    a, b = camera.flat(up_low), camera.flat(up_high)
    cross = float(a[0] * b[1] - a[1] * b[0])
    bend = abs(cross)
    hanging = cross < 0 and float(body.frame["navel"][2, 0]) < -0.5  # a hanging belly has no folds
    if bend < 0.26 or hanging or norm(a) < 0.6 or norm(b) < 0.6:
        return []
    folds = []
    for share, length in ((0.42, 3.4), (0.62, 2.6)) if bend > 0.45 else ((0.5, 2.8),):
        section = rings[int(low + (high - low) * share)]
        edge = _extreme(camera.flat(section), a + b, cross)
        inward = camera.flat(section.mean(0)) - edge
        step = inward / max(norm(inward), 1e-6)
        drop = (a + b) / max(norm(a + b), 1e-6)
        folds.append(LineString([edge, edge + step * length * 0.55 - drop * 0.25, edge + step * length - drop * 0.8]))
    return folds


def _extreme(points: Array, axis: Array, turn: float) -> Array:
    """The outermost point on the side towards which the trunk bends."""
    side = np.array([-axis[1], axis[0]]) * (1 if turn > 0 else -1)
    return np.asarray(points[np.argmax(product(points, side))])


def _inside(line: Any, shape: Any) -> list[Any]:
    part = line.intersection(shape)
    return [part] if part.geom_type == "LineString" and part.length > 1 else []
