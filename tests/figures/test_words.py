"""Shipped figures show what the words of their step say: how high, how the body lies, where the key to a hatch is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from handout_builder.figures.body import head_shapes
from handout_builder.figures.body.proportions import HEAD_HEIGHT
from handout_builder.figures.pose.body import Body
from handout_builder.geometry.drawing import Drawing
from handout_builder.geometry.vectors import Array
from handout_builder.model.figures.figure import FigureFile
from handout_builder.model.figures.props import Bed, Mat, Pillow
from tests.figures.test_shipped import FIGURES, IMAGES, bodies

INCH = 100 / 65
"""Units, of a person 65 inches tall."""


def scene(name: str) -> tuple[FigureFile, Body]:
    ((figure, body),) = bodies(IMAGES / "figures" / f"{name}.yaml")
    return figure, body


def head(body: Body) -> Array:
    """The outline of the head from the side (n, 3), in the room; as `HeadPainter` places it."""
    forward, _, up = body.frame["head"].T
    origin = body.joint["skull"] + forward * 0.8 - up * HEAD_HEIGHT * 0.2
    return np.array([origin + forward * x * HEAD_HEIGHT + up * y * HEAD_HEIGHT for x, y in head_shapes.SKIN["side"]])


def on_their_back() -> Iterator[str]:
    for path in FIGURES:
        for figure, body in bodies(path):
            face_up, level = body.frame["head"][2, 0] > 0.8, abs(body.frame["head"][2, 2]) < 0.5
            on_a_mat = any(isinstance(prop, Mat) for prop in figure.props)
            if face_up and level and on_a_mat and not any(isinstance(prop, Pillow) for prop in figure.props):
                yield path.stem


def test_f59_people_on_their_back_were_found() -> None:
    assert {"pelvic_tilt", "bridge_1", "march_1", "dead_bug", "knee_to_chest"} <= set(on_their_back())


@pytest.mark.parametrize("name", sorted(set(on_their_back())))
def test_f59_the_head_of_a_person_on_their_back_is_on_the_mat(name: str) -> None:
    figure, body = scene(name)
    assert float(head(body)[:, 2].min()) == pytest.approx(figure.pose.height, abs=0.5)


def test_f59_the_leg_that_lifts_1_inch_is_1_inch_above_the_mat() -> None:
    figure, body = scene("ball_4")
    assert [label.text for label in figure.labels] == ["{1 in|2.5 cm}"]
    assert float(body.lowest("right_leg")[2]) == pytest.approx(INCH, abs=0.2)
    assert float(body.lowest("left_leg")[2]) == pytest.approx(0, abs=0.2)


@pytest.mark.parametrize("name", ["ball_2", "ball_3", "ball_4"])
def test_f59_a_person_who_sinks_onto_the_ball_has_a_knee_and_a_foot_on_the_mat(name: str) -> None:
    _, body = scene(name)
    leg = np.vstack([ring[np.argmin(ring[:, 2])] for ring in body.rings["left_leg"]])
    knee = leg[body.cuts["left_leg"][0] : body.cuts["left_leg"][1], 2].min()
    assert float(knee) < 1.0
    assert abs(float(body.lowest("left_foot")[2])) < 1.0


def test_f59_a_person_who_rolls_and_pushes_up_is_on_one_side_with_both_hands_on_the_bed() -> None:
    figure, body = scene("bed_5")
    (bed,) = (prop for prop in figure.props if isinstance(prop, Bed))
    trunk = body.joint["neck"] - body.joint["pelvis"]
    lean = trunk / np.sqrt((trunk * trunk).sum())
    assert lean[1] < -0.5, "the trunk leans to the right side"
    assert 0.2 < lean[2] < 0.85, "the trunk is between lying and sitting"
    assert body.joint["left_hip"][2] > body.joint["right_hip"][2] + 5, "the left hip is above the right one"
    for side in ("left", "right"):
        assert float(body.lowest(f"{side}_hand")[2]) == pytest.approx(bed.height, abs=1.0)
        assert body.joint[f"{side}_wrist"][1] < body.joint["pelvis"][1], "the hands are on the side that is below"
        assert body.joint[f"{side}_ankle"][2] < bed.height - 5, "the legs hang over the edge"


@pytest.mark.parametrize("path", FIGURES, ids=lambda path: path.stem)
def test_f58_a_drawing_has_a_hatch_where_its_file_has_a_highlight(
    path: Path, shipped: Callable[[Path], Drawing]
) -> None:
    highlighted = any(figure.highlight for figure, _ in bodies(path))
    assert shipped(path).hatched == highlighted
