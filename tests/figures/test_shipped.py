"""Every shipped figure: feet on the floor, hands at their targets, no body below it, joints inside their limits."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from handout_builder.figures.pose.body import Body
from handout_builder.figures.pose.girth import shape_factors
from handout_builder.figures.pose.ground import pose_body
from handout_builder.figures.scene.figure_file import read_figure
from handout_builder.model.figures.figure import FigureFile
from tests import REPOSITORY

IMAGES = REPOSITORY / "images"
PLATES = ("body_chart", "iliopsoas_plate")
FIGURES = sorted(path for path in (IMAGES / "figures").glob("*.yaml") if path.stem not in PLATES)


def bodies(path: Path) -> list[tuple[FigureFile, Body]]:
    figure = read_figure(path, IMAGES / "poses")
    scenes = [*(figure.panels or (figure,)), *(inset.figure for inset in figure.insets)]
    return [(scene, pose_body(scene.pose, shape_factors(scene))) for scene in scenes]


@pytest.mark.parametrize("path", FIGURES, ids=lambda path: path.stem)
def test_feet_stand_hands_arrive_and_nobody_sinks(path: Path) -> None:
    for scene, body in bodies(path):
        pose = scene.pose
        assert not body.faults
        below = min(pose.height, 0.0) if pose.height == 0 else -1.0
        assert float(body.lowest()[2]) > below - 2.0
        for side in ("left", "right"):
            leg, arm = getattr(pose, f"{side}_leg"), getattr(pose, f"{side}_arm")
            if leg.foot is not None:
                ground = float(body.lowest(f"{side}_foot")[2])
                assert abs(ground - pose.height) < 1.0, (side, ground)
            if arm.reach is not None:
                missed = np.linalg.norm(body.joint[f"{side}_wrist"] - body.place(arm.reach))
                assert missed < (0.6 if arm.reach.point is None else 1.5), (side, missed)
            if arm.holds is not None:
                palm = body.joint[f"{side}_hand"]
                bone = "knee" if "shank" in arm.holds.limb else "hip"
                assert np.linalg.norm(palm - body.joint[f"{arm.holds.limb.split('_')[0]}_{bone}"]) < 27
