"""A posed body, a camera and a person's looks → the clothed figure on the canvas, painted from far to near."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from handout_builder.figures.paint.canvas import Canvas
from handout_builder.figures.paint.clothes import Trunk, paint_folds, paint_trunk, trunk_of
from handout_builder.figures.paint.head import HeadPainter
from handout_builder.figures.paint.limb import LimbPainter
from handout_builder.figures.paint.outline import swept
from handout_builder.figures.paint.pen import Pen
from handout_builder.figures.pose.body import SIDES, Body
from handout_builder.geometry.space import Camera, unit
from handout_builder.geometry.vectors import dot
from handout_builder.model.figures.figure import Person

Job = Callable[[], None]
_NEAR = {"leg": 10.0, "arm": 20.0}
_FAR = {"leg": -20.0, "arm": -30.0}
_AROUND_TRUNK = 15.0
"""Place in the painting order of what is on the trunk (highlights): after near legs, before near arms."""


@dataclass(frozen=True)
class PersonPainter:
    """Paints one posed person."""

    canvas: Canvas
    camera: Camera
    body: Body
    person: Person
    pale: bool = False

    @property
    def pen(self) -> Pen:
        """The pen that paints this person."""
        return Pen(self.canvas, self.pale)

    @cached_property
    def trunk(self) -> Trunk:
        """The clothed trunk's outlines."""
        return trunk_of(self.body, self.camera, self.person)

    def head_outline(self) -> Any:
        """Head, hair and ears as one area."""
        return HeadPainter(self.pen, self.camera, self.body, self.person).outline()

    def paint(self, on_trunk: Job = lambda: None, only: Collection[str] | None = None) -> None:
        """The whole person, or only the parts named (trunk, left_leg …); `on_trunk` is called before the near arms."""
        trunk = self.trunk
        limbs = LimbPainter(self.pen, self.camera, self.body, trunk, self.person)
        jobs: list[tuple[float, str, Job]] = [
            (0.0, "trunk", partial(self._trunk, trunk)),
            *([(0.0, "head", self._head_alone)] if only is not None and "trunk" not in only else []),
            (_AROUND_TRUNK, "", on_trunk),
        ]
        for side, sign in SIDES:
            for kind in ("leg", "arm"):
                order, far = self._order(side, sign, kind)
                jobs.append((order, f"{side}_{kind}", partial(limbs.paint, side, kind, far)))
        for _, name, job in sorted(jobs, key=lambda entry: entry[0]):
            if only is None or not name or name in only:
                job()

    def _order(self, side: str, sign: int, kind: str) -> tuple[float, bool]:
        """When a limb is painted (larger: later), and whether it is on the far side of the body."""
        body, camera = self.body, self.camera
        centre = "pelvis" if kind == "leg" else "chest"
        facing = sign * dot(body.frame[centre][:, 1], camera.toward)
        names = ("hip", "knee") if kind == "leg" else ("elbow", "wrist")
        a, b = (body.joint[f"{side}_{joint}"] for joint in names)
        depth = camera.depth([a, b]) - camera.depth(body.joint[centre])
        flexed = kind == "leg" and dot(unit(a - b), body.frame["pelvis"][:, 2]) < 0.75
        far = facing < -0.8
        away = kind == "leg" and camera.faces(b - a) < -0.45  # seen along the thigh, from the hip
        away = away or (kind == "leg" and camera.faces(body.frame["pelvis"][:, 2]) > 0.7)
        behind = (
            away
            or (facing < -0.3 and (kind == "arm" or flexed or far))
            or (kind == "arm" and abs(facing) <= 0.3 and depth < -5)
        )
        return (_FAR if behind else _NEAR)[kind] + 0.3 * depth, far

    def _head_alone(self) -> None:
        neck = swept(self.camera, self.body.rings["neck"])
        self.pen.paint(neck, "skin")
        HeadPainter(self.pen, self.camera, self.body, self.person).paint(neck)

    def _trunk(self, trunk: Trunk) -> None:
        neck = swept(self.camera, self.body.rings["neck"])
        head = HeadPainter(self.pen, self.camera, self.body, self.person)
        away = dot(self.body.frame["head"][:, 2], self.camera.toward) < -0.3
        if away:
            head.paint(neck)
        else:
            self.pen.paint(neck, "skin")
        paint_trunk(self.pen, trunk, neck)
        if not self.pale:
            paint_folds(self.pen, self.body, self.camera, trunk)
        if not away:
            head.paint(neck)
