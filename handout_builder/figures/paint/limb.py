"""A posed arm or leg → skin, sleeve or trouser leg, hand, foot or shoe on the canvas.

Where a limb leaves the trunk its outline is left open (the pen lifts off and tapers): the shapes flow together, and the
figure does not look like a jointed doll.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import shapely
from shapely.geometry import LineString, Point
from shapely.ops import substring

from handout_builder.figures.body.limbs import ring
from handout_builder.figures.paint.clothes import Trunk
from handout_builder.figures.paint.curve import through
from handout_builder.figures.paint.outline import (
    buffered,
    chained,
    closed_gaps,
    grown,
    hull,
    lines,
    polygons,
    softened,
    swept,
    tipped_hem,
)  # fmt: skip
from handout_builder.figures.paint.pen import DETAIL, Pen
from handout_builder.figures.pose.body import Body
from handout_builder.geometry.space import Camera, unit
from handout_builder.geometry.vectors import Array, dot, norm, product, row_norms
from handout_builder.model.figures.figure import Person


@dataclass(frozen=True)
class _Kind:
    """What differs between an arm and a leg."""

    joints: tuple[str, str, str]
    tip: str
    cloth: str
    reach: float
    swell: tuple[float, float]


_KINDS = {
    "leg": _Kind(("hip", "knee", "ankle"), "foot", "shorts", 9.0, (1.03, 0.25)),
    "arm": _Kind(("shoulder", "elbow", "wrist"), "hand", "shirt", 5.4, (1.06, 0.3)),
}
_GROIN_FOLD = 4.2
"""How far the fold at the groin of a bent hip runs in, in units."""
_GAP = (0.1195, 9.0)
"""Areas, in square units, between which a gap where a sleeve leaves the trunk is filled."""
_SLIVER = 1e-6
"""Gaps narrower than this are rounding: left in, they would join other gaps, or not, by the last digit."""
_DIGITS = {"foot": "foot_toes", "hand": "hand_fingers"}
_LONG = {"trousers": (1.08, 0.75), "leggings": (1.0, 0.12)}
"""By what factor, and by how many units more, long clothing is wider than the leg."""


@dataclass(frozen=True)
class LimbPainter:
    """Paints limbs of one body seen by one camera."""

    pen: Pen
    camera: Camera
    body: Body
    trunk: Trunk
    person: Person

    def paint(self, side: str, part: str, far: bool) -> None:
        """Paints the "arm" or "leg" of a side; `far` if it is on the far side of the body."""
        kind = _KINDS[part]
        rings, cuts = self.body.rings[f"{side}_{part}"], self.body.cuts[f"{side}_{part}"]
        if part == "leg" and self.person.clothing in _LONG:
            self._long_leg(side, kind, rings, cuts, far)
        elif part == "arm" and self.person.top == "sleeveless":
            self._bare_arm(side, kind, rings, cuts, far)
        else:
            self._covered(side, kind, rings, cuts, far, 0.62)
        if part == "arm":
            self._finger_lines(side, far)

    # a limb with a sleeve or a trouser leg down to the middle of its upper bone

    def _covered(
        self, side: str, kind: _Kind, rings: tuple[Array, ...], cuts: tuple[int, int], far: bool, share: float
    ) -> None:
        camera, pen = self.camera, self.pen
        upper, middle, end_joint = (self.body.joint[f"{side}_{j}"] for j in kind.joints)
        end, root = max(int(cuts[0] * share), 3), Point(camera.flat(upper))
        cloth = grown(rings[:end], *kind.swell, ease=9 if kind.tip == "foot" else 0)
        cloth.append(tipped_hem(cloth[-1], rings[end].mean(0) - rings[end - 1].mean(0), camera))
        sleeve = softened(swept(camera, cloth), 0.4)
        opening = self._with_groin_fold(self._opening(kind, upper, middle), kind, sleeve, middle - upper)
        toward = camera.faces(middle - upper) > 0.3
        if toward:
            self._sleeve(sleeve, kind, far, opening, root)
            mouth = hull(camera, cloth[-1])
            pen.paint(mouth, kind.cloth, far=True, shade=False, width=DETAIL)
        start = end if toward else end // 2
        skin, one, two = self._skin(side, kind, rings, (start, cuts[0], cuts[1]))
        shoe = kind.tip == "foot" and self.person.shoes
        hidden = buffered(hull(camera, rings[start]), 0.1) if toward else sleeve
        pen.paint(skin, "skin", far, open_in=hidden, taper=0.9)
        self._bend(skin, one, two, (upper, middle, end_joint), rings[cuts[0]], far)
        if kind.tip == "foot":
            self._shoe(side, far) if shoe else self._ankle(side, far)
        if not toward:
            self._sleeve(sleeve, kind, far, opening, root)

    def _bare_arm(self, side: str, kind: _Kind, rings: tuple[Array, ...], cuts: tuple[int, int], far: bool) -> None:
        """An arm out of a sleeveless top: the trunk's cloth ends on the shoulder at the armhole."""
        upper, middle, end = (self.body.joint[f"{side}_{j}"] for j in kind.joints)
        skin, one, two = self._skin(side, kind, rings, (0, cuts[0], cuts[1]))
        opening = self._opening(kind, upper, middle)
        inner = self._armhole(upper, middle, -5.0)
        cloth = swept(self.camera, [inner, self._armhole(upper, middle, -0.9)])
        self.pen.canvas.area(
            cloth.intersection(skin).difference(buffered(self.trunk.whole, -0.6)), self.pen.role(kind.cloth, far)
        )
        bare = softened(skin.difference(cloth), 0.2)
        self.pen.paint(bare, "skin", far, open_in=opening, unshaded=buffered(opening, 3.2, 4))
        self._bend(skin, one, two, (upper, middle, end), rings[cuts[0]], far)
        edge = skin.boundary.intersection(buffered(cloth, 0.4)).difference(buffered(self.trunk.whole, -0.3))
        for line in lines(edge):
            self.pen.canvas.line(line, self.pen.ink(), self.pen.width(far))
        hem = cloth.boundary.intersection(skin).difference(buffered(hull(self.camera, inner), 0.4))
        for line in lines(hem):
            if line.length > 1.5:
                self.pen.canvas.line(line, self.pen.ink(), self.pen.width(far) * 0.8)

    def _armhole(self, shoulder: Array, elbow: Array, outward: float) -> Array:
        """The edge of a sleeveless top around the shoulder: half turned from the trunk's side towards the arm."""
        chest = self.body.frame["neck"]
        side = chest[:, 1] * np.sign(dot(chest[:, 1], shoulder - self.body.joint["neck"]))
        normal = unit(side + 0.7 * unit(elbow - shoulder))
        forward = unit(chest[:, 0] - dot(chest[:, 0], normal) * normal)
        frame = np.column_stack([forward, np.cross(normal, forward), normal])
        return ring(shoulder + normal * outward, frame, 3.1, 3.1, 3.6)

    def _opening(self, kind: _Kind, upper: Array, middle: Array) -> Any:
        """Where on the trunk a limb's outline stays open; a raised arm takes the top of the shoulder with it."""
        up = self.body.frame["neck"][:, 2]
        raised = max(0.0, dot(unit(middle - upper), up)) if kind.tip == "hand" else 0.0
        root = Point(self.camera.flat(upper))
        same_cloth = self.trunk.whole if kind.tip == "hand" else self.trunk.shorts.difference(self.trunk.shirt)
        return buffered(same_cloth, -0.15).intersection(buffered(root, kind.reach + 2.4 * raised))

    def _with_groin_fold(self, opening: Any, kind: _Kind, cloth: Any, bone: Array) -> Any:
        """The opening of a bent hip, smaller by the groin, so that the thigh's line runs on there as a fold."""
        pelvis = self.body.frame["pelvis"]
        if kind.tip == "hand" or dot(unit(bone), pelvis[:, 2]) < -0.75:
            return opening
        meeting = shapely.get_coordinates(cloth.boundary.intersection(self.trunk.whole.boundary))
        front = self.camera.flat(pelvis[:, 0])
        if not len(meeting) or norm(front) < 0.5:
            return opening
        groin = meeting[int(np.argmax(product(meeting, front)))]
        return opening.difference(buffered(Point(groin), _GROIN_FOLD))

    def _skin(
        self, side: str, kind: _Kind, rings: tuple[Array, ...], cuts: tuple[int, int, int]
    ) -> tuple[Any, Any, Any]:
        """The bare limb with hand or foot; and its two bones' outlines."""
        start, first, last = cuts
        one, two = swept(self.camera, rings[start:last]), swept(self.camera, rings[first:])
        solid, whole = self._extremity(side, kind.tip)
        at = Point(self.camera.flat(self.body.joint[f"{side}_{kind.joints[2]}"]))
        joint = closed_gaps(two.union(solid), 1.4).intersection(buffered(at, 5))
        return buffered(shapely.union_all([softened(one.union(two), 0.7), joint, whole]), 0), one, two

    def _extremity(self, side: str, tip: str) -> tuple[Any, Any]:
        """Palm or foot; and the same with fingers or toes."""
        solid = swept(self.camera, self.body.rings[f"{side}_{tip}"])
        digits = [chained(self.camera, chain) for chain in self.body.chains[f"{side}_{_DIGITS[tip]}"]]
        return solid, closed_gaps(shapely.union_all([solid, *digits]), 0.3)

    def _sleeve(self, shape: Any, kind: _Kind, far: bool, opening: Any, root: Any, fillet: float = 1.7) -> None:
        """A sleeve, with the corner rounded where it leaves the trunk (but not the crotch)."""
        self.pen.paint(shape, kind.cloth, far, open_in=opening, unshaded=buffered(opening, 3.2, 4))
        both, pelvis = shape.union(self.trunk.whole), self.body.frame["pelvis"]
        whole, up, back = closed_gaps(both, fillet), self.camera.flat(pelvis[:, 2]), self.camera.flat(-pelvis[:, 0])
        for gap in polygons(whole.difference(buffered(both, _SLIVER, 2))):
            away = np.array(gap.centroid.coords[0]) - np.array(root.coords[0])
            near = gap.centroid.distance(root) < kind.reach + 2.5
            outside = kind.tip == "hand" or dot(away, up) > 1 or dot(away, back) > 1
            if near and _GAP[0] < gap.area < _GAP[1] and outside:
                patch = buffered(gap, 0.5).intersection(buffered(whole, 0.02))
                self.pen.canvas.area(patch, self.pen.role(kind.cloth, far))
                for line in lines(whole.boundary.intersection(buffered(gap, 0.9))):
                    self.pen.canvas.line(line, self.pen.ink(), self.pen.width(far))

    # long clothing

    def _long_leg(self, side: str, kind: _Kind, rings: tuple[Array, ...], cuts: tuple[int, int], far: bool) -> None:
        """Trousers or leggings: the foot first, then the whole leg in cloth over it."""
        camera, pen = self.camera, self.pen
        upper, middle, end_joint = (self.body.joint[f"{side}_{j}"] for j in kind.joints)
        swell = _LONG[self.person.clothing]
        hem = cuts[1] + int((len(rings) - cuts[1]) * (0.97 if self.person.clothing == "trousers" else 0.86))
        _, foot = self._extremity(side, "foot")
        ankle = swept(camera, rings[hem - 3 :])
        bare = closed_gaps(ankle.union(foot), 1.2)
        pen.paint(bare, "skin", far)
        self._shoe(side, far) if self.person.shoes else self._ankle(side, far)
        cloth = grown(rings[:hem], *swell, ease=12)
        cloth.append(tipped_hem(cloth[-1], rings[-1].mean(0) - rings[hem - 2].mean(0), camera))
        one, two = swept(camera, cloth[: cuts[1]]), swept(camera, cloth[cuts[0] :])
        leg = softened(one.union(two), 0.7)
        root = Point(camera.flat(upper))
        opening = self._with_groin_fold(self._opening(kind, upper, middle), kind, leg, middle - upper)
        self._sleeve(leg, kind, far, opening, root, 5.0)
        self._bend(leg, one, two, (upper, middle, end_joint), cloth[cuts[0]], far)

    def _shoe(self, side: str, far: bool) -> None:
        rings = grown(self.body.rings[f"{side}_foot"], 1.06, 0.3)
        foot = swept(self.camera, rings)
        toes = [buffered(chained(self.camera, chain), 0.25) for chain in self.body.chains[f"{side}_foot_toes"]]
        shoe = softened(closed_gaps(shapely.union_all([foot, *toes]), 2.0), 0.5)
        self.pen.paint(shoe, "shoe", far)
        frame = self.body.frame[f"{side}_foot"]
        if abs(self.camera.faces(frame[:, 1])) > 0.5:
            ankle = self.body.joint[f"{side}_ankle"]
            sole = [
                ankle + product(frame, np.array([x, 0, z - 3.9]))
                for x, z in ((-4, 1.1), (0, 1.0), (4, 1.3), (8, 1.1), (12, 1.6))
            ]
            line = LineString(through(self.camera.flat(sole), closed=False)).intersection(buffered(shoe, -0.2))
            for part in lines(line):
                self.pen.crease(part, taper=1.0)

    # lines inside a limb

    def _bend(
        self, skin: Any, one: Any, two: Any, joints: tuple[Array, Array, Array], section: Array, far: bool
    ) -> None:
        """The nearer bone's edge inside a bent limb: whole where it covers the other bone, else a crease."""
        camera, (upper, middle, end) = self.camera, joints
        near, other, far_end = (one, two, end) if camera.depth(upper) > camera.depth(end) else (two, one, upper)
        seen = norm(camera.flat(far_end) - camera.flat(middle)) / norm(far_end - middle)
        spread = np.ptp(camera.flat(section), axis=0)
        radius = norm(spread) * 0.5 * min(1.0, max(0.0, seen - 0.25) * 2)
        inside = near.boundary.intersection(buffered(skin, -0.3)).intersection(other)
        for line in lines(inside.difference(buffered(Point(camera.flat(middle)), radius))):
            gaps = [Point(line.coords[i]).distance(skin.boundary) for i in (0, -1)]
            if line.length <= 2 or min(gaps) >= 0.6:
                continue
            if max(gaps) < 0.6:
                self.pen.canvas.line(line, self.pen.ink(), self.pen.width(far))
            else:
                crease = substring(line if gaps[0] < gaps[1] else line.reverse(), 0, 3)
                self.pen.crease(_attached(crease), self.pen.width(far) * 0.85, 3, both_ends=False)

    def _ankle(self, side: str, far: bool) -> None:
        """The ankle bone, where it faces the viewer."""
        if self.pen.pale or far:
            return
        for around in (90, -90):
            across = self.body.skin(side, "shank", 0.97, around) - self.body.skin(side, "shank", 0.97, around + 180)
            if self.camera.faces(across) > 0.7:
                arc = [
                    self.camera.flat(self.body.skin(side, "shank", t, around + a))
                    for t, a in ((0.95, -38), (0.985, -22), (0.985, 12), (0.955, 30))
                ]
                self.pen.crease(LineString(through(np.array(arc), closed=False)), taper=1.5)

    def _finger_lines(self, side: str, far: bool) -> None:
        """Lines between the fingers, where the hand is seen from its back or palm."""
        chains = self.body.chains[f"{side}_hand_fingers"][:4]
        flat = [self.camera.flat(chain.points) for chain in chains]
        for a, b in pairwise(flat):
            apart = row_norms(a - b)
            middle = (a + b) / 2
            shown = [n for n in range(4) if apart[n] > 0.62]
            if len(shown) >= 3:
                line = LineString(middle[shown[0] : shown[-1] + 1])
                if line.length > 1.5:
                    self.pen.crease(line, DETAIL * (0.75 if far else 0.9), 1.2)


def _attached(crease: Any) -> Any:
    """A crease drawn half a unit backwards, so that it begins on the outline and not next to it."""
    points = shapely.get_coordinates(crease)
    return LineString(np.vstack([points[0] - unit(points[1] - points[0]) * 0.5, points]))
