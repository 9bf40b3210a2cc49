"""A posed head, hair style and face → a hand-drawn head on the canvas, chosen by where the face points."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from shapely.affinity import affine_transform
from shapely.geometry import LineString, Point, Polygon

from handout_builder.figures.body import hair_shapes as hairdo
from handout_builder.figures.body import head_shapes as art
from handout_builder.figures.body.proportions import HEAD_HEIGHT
from handout_builder.figures.paint.curve import through
from handout_builder.figures.paint.outline import NOTHING, buffered
from handout_builder.figures.paint.pen import DETAIL, Pen
from handout_builder.figures.pose.body import Body
from handout_builder.geometry.space import Camera
from handout_builder.geometry.vectors import Array, dot, norm
from handout_builder.model.figures.figure import Person


def head_view(body: Body, camera: Camera) -> tuple[str, int]:
    """Which of the drawn heads fits, and 1 if it faces right on paper, -1 if it must be mirrored to face left."""
    frame = body.frame["head"]
    if dot(frame[:, 2], camera.toward) > 0.8:
        return "above", 1
    up = _upright(frame, camera)
    across = dot(camera.flat(frame[:, 0]), [up[1], -up[0]])
    depth = dot(frame[:, 0], camera.toward)
    name = (
        "side"
        if abs(across) > 0.86
        else "quarter"
        if abs(across) > 0.35 and depth > 0
        else "front"
        if depth > 0
        else "back"
    )
    return name, 1 if across >= 0 or name in ("front", "back") else -1


def _upright(frame: Array, camera: Camera) -> Array:
    up = camera.flat(frame[:, 2])
    return np.asarray(up / max(norm(up), 0.3))


class HeadPainter:
    """Paints one head: the drawn head that fits, moved and turned to where the body's head is."""

    def __init__(self, pen: Pen, camera: Camera, body: Body, person: Person) -> None:
        self.pen, self.person = pen, person
        self.view, facing = head_view(body, camera)
        frame = body.frame["head"]
        if self.view == "above":
            x = camera.flat(frame[:, 0])
            x = x / max(norm(x), 1e-6)
            up = np.array([-x[1], x[0]])
            origin = camera.flat(body.joint["skull"] + frame[:, 0] * 0.8)
        else:
            up = _upright(frame, camera)
            x = np.array([up[1], -up[0]]) * facing
            origin = camera.flat(body.joint["skull"] + frame[:, 0] * 0.8) - up * HEAD_HEIGHT * 0.2
        k = HEAD_HEIGHT
        self.matrix = [x[0] * k, up[0] * k, x[1] * k, up[1] * k, float(origin[0]), float(origin[1])]

    def outline(self) -> Any:
        """Skull and hair as one area."""
        cap = hairdo.CAP[self.person.hair].get(self.view)
        skull = self._placed(art.SKIN[self.view])
        return skull.union(self._placed(cap)) if cap else skull

    def paint(self, neck: Any) -> None:
        """Hair behind, ears, skull, face, hair on top; the jaw's line stays open where the outline `neck` joins."""
        hair, view = self.person.hair, self.view
        extra, on_top = hairdo.EXTRA.get(hair, {}).get(view, ()), view in ("back", "above")
        for part in () if on_top else extra:
            self._hair(part)
        for ear in art.EARS_BEHIND.get(view, ()):
            if hair != "bob" or view == "above":
                self.pen.paint(self._placed(ear), "skin", shade=False, width=0.6)
        jaw_open = buffered(neck, -0.3) if view != "above" else NOTHING
        self.pen.paint(self._placed(art.SKIN[view]), "skin", open_in=jaw_open)
        if not self.pen.pale:
            for weight, points in art.face(self.person.face, view):
                self.pen.crease(self._line(points), DETAIL * weight * 0.95, 0.9)
        cap = hairdo.CAP[hair].get(view)
        if cap:
            self._hair(cap)
        if view in art.EAR and hair != "bob":
            self.pen.paint(self._placed(art.EAR[view]), "skin", shade=False, width=0.6)
        for part in extra if on_top else ():
            self._hair(part)

    def _hair(self, points: art.Points) -> None:
        shape = self._placed(points)
        if self.person.hair == "curly":
            shape = _curled(shape)
        if self.person.hair == "buzz":
            self.pen.canvas.area(shape, self.pen.role("hair", False))
            return
        self.pen.paint(shape, "hair", shade=False)

    def _placed(self, points: art.Points) -> Any:
        return buffered(affine_transform(Polygon(through(points)), self.matrix), 0)

    def _line(self, points: art.Points) -> Any:
        return affine_transform(LineString(through(points, closed=False)), self.matrix)


def _curled(shape: Any) -> Any:
    """An outline of curls: overlapping discs along the edge."""
    edge = shape.exterior
    count = max(8, int(edge.length / 1.9))
    spots = [edge.interpolate(n / count, normalized=True) for n in range(count)]
    return shapely.union_all([shape, *(buffered(Point(p), 1.05) for p in spots)])
