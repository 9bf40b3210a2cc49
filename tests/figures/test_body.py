"""The posed body: lengths stay, feet are on the floor, hands reach their targets, random poses hold together."""

from __future__ import annotations

import random
from typing import Any, get_args

import numpy as np
import pytest

from handout_builder.figures.body import proportions as table
from handout_builder.figures.paint.canvas import Canvas
from handout_builder.figures.paint.highlight import area_shape
from handout_builder.figures.paint.person import PersonPainter
from handout_builder.figures.pose.body import Body
from handout_builder.figures.pose.ground import pose_body
from handout_builder.geometry.space import AZIMUTH, Camera
from handout_builder.model.figures.figure import Area, Person, View
from handout_builder.model.figures.joint_limits import LIMITS
from handout_builder.model.figures.pose import HandStyle, Pose

AVERAGE = table.SHAPES["average"]
BONES = (
    ("hip", "knee", table.THIGH_LENGTH), ("knee", "ankle", table.SHANK_LENGTH),
    ("shoulder", "elbow", table.UPPER_ARM_LENGTH), ("elbow", "wrist", table.FOREARM_LENGTH),
)  # fmt: skip

PAINTED = 4
"""Every so manieth random pose is painted too."""


def posed(**pose: Any) -> Body:
    return pose_body(Pose.model_validate(pose), AVERAGE)


def random_pose(dice: random.Random) -> dict[str, Any]:
    def angle(movement: str) -> float:
        low, high, _ = LIMITS[movement]
        return dice.uniform(low, high)

    pose: dict[str, Any] = {
        "pelvis": {"lean": dice.uniform(-100, 100), "turn": dice.uniform(-90, 90)},
        "spine": {k: angle(f"spine.{k}") for k in ("flex", "side", "turn")},
        "head": {k: angle(f"head.{k}") for k in ("flex", "side", "turn")},
    }
    for side in ("left", "right"):
        pose[f"{side}_leg"] = {
            "hip": [angle("hip.flex"), angle("hip.abduct"), angle("hip.rotate")],
            "knee": angle("knee"), "ankle": angle("ankle"), "toes": angle("toes"),
        }  # fmt: skip
        pose[f"{side}_arm"] = {
            "shoulder": [angle("shoulder.flex"), angle("shoulder.abduct"), angle("shoulder.rotate")],
            "elbow": angle("elbow"), "wrist": angle("wrist"), "hand": dice.choice(get_args(HandStyle)),
        }  # fmt: skip
    return pose


class Outlines(Canvas):
    """A canvas that keeps outlines without fitting curves to them."""

    def area(self, shape: Any, fill: str, opacity: float = 1.0, smooth: bool = True, seam: float = 0.0) -> None:
        if seam:
            assert not shape.is_empty
            assert shape.is_valid
            assert np.isfinite(shape.bounds).all()
            self.items.append(shape)

    def line(self, shape: Any, *_: Any, **__: Any) -> None:
        return

    def stroke(self, line: Any, *_: Any, **__: Any) -> None:
        assert line.length > 0


@pytest.mark.no_cover
def test_random_poses_have_true_limbs_and_no_empty_outline() -> None:
    dice = random.Random(20251103)
    views = get_args(View)
    for n in range(200):
        body = posed(**random_pose(dice))
        for side in ("left", "right"):
            for start, end, length in BONES:
                gap = body.joint[f"{side}_{start}"] - body.joint[f"{side}_{end}"]
                assert abs(float(np.linalg.norm(gap)) - length) < 1e-6
        if n % PAINTED == 0:
            person = Person.model_validate(
                {"clothing": dice.choice(("shorts", "trousers", "leggings")), "shoes": n // PAINTED % 2}
            )
            canvas = Outlines()
            PersonPainter(canvas, Camera.seeing(views[n // PAINTED % len(views)], 6), body, person).paint()
            assert len(canvas.items) >= 9  # trunk, neck, head, hair, limbs


def test_feet_stand_flat_on_the_floor() -> None:
    body = posed(pelvis={"height": 50}, left_leg={"foot": [10, 6]}, right_leg={"foot": [-12, 6]})
    for side in ("left", "right"):
        foot = np.vstack(body.rings[f"{side}_foot"])
        assert foot[:, 2].min() == pytest.approx(0, abs=0.15)
        assert abs(float(body.frame[f"{side}_foot"][2, 2]) - 1) < 1e-9


def test_a_hand_arrives_at_its_target() -> None:
    body = posed(right_arm={"reach": "head"}, left_arm={"reach": [20, 15, 60]})
    assert np.allclose(body.joint["right_wrist"], body.joint["head"], atol=1e-6)
    assert np.allclose(body.joint["left_wrist"], [20, 15, 60], atol=1e-6)


def test_a_palm_on_the_shank_is_on_its_front() -> None:
    body = posed(
        pelvis={"lean": -90}, left_leg={"hip": 115, "knee": 120}, right_arm={"holds": {"limb": "left_shank", "at": 0.2}}
    )
    to_hand = body.joint["right_hand"] - body.joint["left_knee"]
    assert float(to_hand @ body.frame["left_shank"][:, 0]) > 2


def test_lying_figures_rest_on_the_bed() -> None:
    body = posed(pelvis={"lean": -90}, rest="torso", height=32)
    assert float(body.lowest("torso")[2]) == pytest.approx(32)


def test_left_and_right_are_mirror_images() -> None:
    leg, arm = {"hip": [70, 15, 10], "knee": 60}, {"shoulder": [100, 20, 15], "elbow": 40, "hand": "point"}
    left, right = posed(left_leg=leg, left_arm=arm), posed(right_leg=leg, right_arm=arm)
    flip = np.array([1, -1, 1])
    for name in ("knee", "ankle", "toe", "elbow", "wrist", "hand"):
        assert np.allclose(left.joint[f"left_{name}"] * flip, right.joint[f"right_{name}"], atol=1e-9)
    fingers = zip(left.chains["left_hand_fingers"], right.chains["right_hand_fingers"], strict=True)
    assert all(np.allclose(a.points * flip, b.points, atol=1e-9) for a, b in fingers)


def test_every_area_of_the_schema_is_on_the_body() -> None:
    sided = {f"{side}_{area}" for side in ("left", "right") for area in table.AREAS}
    assert set(get_args(Area)) == sided | set(table.MIDDLE_AREAS)
    assert set(get_args(View)) == set(AZIMUTH)


def test_areas_of_both_sides_of_the_trunk_stay_apart() -> None:
    body, person = posed(), Person()
    for view, areas in (("back", ("upper_back", "low_back", "buttock")), ("front", ("chest", "lower_abdomen"))):
        camera = Camera.seeing(view, 0)
        trunk = PersonPainter(Canvas(), camera, body, person).trunk.whole
        for area in areas:
            left, right = (area_shape(camera, body, f"{side}_{area}", trunk) for side in ("left", "right"))
            assert left.distance(right) > 0.5, area
            assert left.area == pytest.approx(right.area, rel=0.05)


def test_a_leg_ends_at_its_toes_when_it_shall_touch() -> None:
    body = posed(left_leg={"hip": 90, "knee": 20}, touch=["right_leg", "torso"], pelvis={"lean": -90})
    toes = [float((c.points[:, 2] - c.radii).min()) for c in body.chains["right_foot_toes"]]
    heel = float(np.vstack(body.rings["right_foot"])[:, 2].min())
    assert min(*toes, heel) > -0.1
