"""What an author writes wrong in a figure file comes back with its place and a remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from handout_builder.errors import ContentError, Problem
from handout_builder.figures.scene.figure_file import draw_file, read_figure
from handout_builder.model.figures.joint_limits import LIMITS
from tests import REPOSITORY

POSES = REPOSITORY / "images" / "poses"


def problems(tmp_path: Path, text: str, mirror: bool = False) -> tuple[Problem, ...]:
    path = tmp_path / "figure.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        draw_file(path, POSES, mirror)
    return caught.value.problems


@pytest.mark.parametrize(
    ("text", "line", "column", "said"),
    [
        ("veiw: left\n", 1, 1, 'Did you mean "view"?'),
        ("view: lft\n", 1, 1, 'Did you mean "left"?'),
        ("pose:\n  right_leg: {knees: 30}\n", 2, 15, 'Did you mean "knee"?'),
        ("pose:\n  right_leg: {hip: 160}\n", 2, 15, "-30 to 140"),
        ("pose:\n  right_leg: {hip: [20, 90]}\n", 2, 15, "-35 to 70"),
        ("pose:\n  spine: {flex: -70}\n", 2, 11, "-50 to 90"),
        ("pose:\n  left_arm: {hand: open}\n", 2, 14, "relaxed"),
        ("props:\n  - {type: flor}\n", 2, 5, 'Did you mean "floor"?'),
        ("props:\n  - {type: ball, at: head, radios: 3}\n", 2, 28, 'Did you mean "radius"?'),
        ("person: {hair: bn}\n", 1, 10, 'Did you mean "bun"?'),
        ("highlight: [{area: right_hip}]\n", 1, 14, "right_hip_flexor"),
        ("from: standig\n", 1, 7, 'Did you mean "standing"?'),
        ("arrows: [{at: right_nee, by: [1, 2]}]\n", 1, 11, "right_knee"),
        ("guides: [{type: line, through: [head]}]\n", 1, 10, "two places"),
        ("guides: [{type: plumb}]\n", 1, 10, "at: …"),
        ("pose:\n  left_leg: {foot: [0, 6]}\n", 1, 1, "pelvis: {height: …}"),
        ("pose:\n  left_leg: {reach: head, knee: 30}\n", 2, 3, "one way"),
        ('labels: [{at: head, text: "{clinic}"}]\n', 1, 21, 'cannot print "{clinic}"; write the words themselves'),
        ('labels: [{at: head, text: "{1 in|2 cm|3}"}]\n', 1, 21, "needs two forms"),
        ('labels: [{at: head, text: "one {"}]\n', 1, 21, "a brace { or } has no partner"),
    ],
)
def test_problem_has_place_and_remedy(tmp_path: Path, text: str, line: int, column: int, said: str) -> None:
    found = problems(tmp_path, text)
    assert any(p.place.line == line and p.place.column == column and said in str(p) for p in found), found


def test_all_problems_come_at_once(tmp_path: Path) -> None:
    found = problems(tmp_path, "veiw: left\npose: {head: {flex: 99}, right_leg: {knee: 200}}\n")
    assert len(found) == 3


def test_a_target_out_of_reach_says_by_how_much(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, "pose:\n  right_arm: {reach: left_toe}\n")
    assert problem.place.line == 2
    assert "the right arm is" in problem.message
    assert "too short" in problem.message


def test_a_figure_that_tips_over_is_refused(tmp_path: Path) -> None:
    text = "pose:\n  pelvis: {lean: 60}\n  touch: [left_hand, right_toes]\n"
    assert any("tips over" in p.message and p.place.line == 3 for p in problems(tmp_path, text))


def test_a_figure_that_sinks_into_the_floor_is_refused(tmp_path: Path) -> None:
    assert any("sinks" in p.message for p in problems(tmp_path, "pose:\n  rest: left_hand\n"))


def test_a_figure_that_floats_is_refused(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, "pose:\n  height: 32\nprops: [{type: floor}]\n")
    assert problem.place.line == 2
    assert "floats" in problem.message
    (tmp_path / "figure.yaml").write_text("pose: {height: 32}\nprops: [{type: bed, height: 32}]\n", encoding="utf-8")
    assert draw_file(tmp_path / "figure.yaml", POSES).items


def test_a_figure_that_must_not_be_mirrored_is_refused_only_then(tmp_path: Path) -> None:
    text = "mirror: never\n"
    (problem,) = problems(tmp_path, text, mirror=True)
    assert problem.place.line == 1
    assert draw_file(tmp_path / "figure.yaml", POSES).items


def test_a_problem_in_a_pose_file_is_named_there(tmp_path: Path) -> None:
    poses = tmp_path / "poses"
    poses.mkdir()
    (poses / "bad.yaml").write_text("pose:\n  head: {flex: 90}\n", encoding="utf-8")
    (tmp_path / "f.yaml").write_text("from: bad\n", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        draw_file(tmp_path / "f.yaml", poses)
    assert caught.value.problems[0].place.path.name == "bad.yaml"


def test_poses_that_start_from_each_other_are_refused(tmp_path: Path) -> None:
    poses = tmp_path / "poses"
    poses.mkdir()
    (poses / "a.yaml").write_text("from: b\n", encoding="utf-8")
    (poses / "b.yaml").write_text("from: a\n", encoding="utf-8")
    with pytest.raises(ContentError, match="starts from itself"):
        draw_file(poses / "a.yaml", poses)


def test_saying_another_way_to_place_a_limb_drops_the_one_of_the_pose(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_text("from: hook_lying\npose: {right_leg: {hip: 90, knee: 90}}\n", encoding="utf-8")
    leg = read_figure(path, POSES).pose.right_leg
    assert leg.foot is None
    assert (leg.hip.flex, leg.knee) == (90, 90)


def test_every_limit_names_its_source() -> None:
    own = {movement for movement, (_, _, source) in LIMITS.items() if source.startswith("drawing value")}
    assert own == {"head.forward"}
    assert all(low < high for low, high, _ in LIMITS.values())
    assert all("AAOS" in source for movement, (_, _, source) in LIMITS.items() if movement not in own)


def test_a_part_below_the_one_that_touches_sinks(tmp_path: Path) -> None:
    text = "pose:\n  pelvis: {lean: -90}\n  left_leg: {hip: -20}\n  right_leg: {hip: 90, knee: 90}\n  touch: [torso]\n"
    (problem,) = problems(tmp_path, text)
    assert "sinks" in problem.message
    assert problem.place.line == 5


def test_a_hand_moved_elsewhere_leaves_the_surface_of_its_pose(tmp_path: Path) -> None:
    moved = tmp_path / "moved.yaml"
    moved.write_text("from: all_fours\npose: {left_arm: {shoulder: [160, 0], elbow: 0}}\n", encoding="utf-8")
    pose = read_figure(moved, POSES).pose
    assert (pose.left_arm.palm_on, pose.right_arm.palm_on) == ("none", "floor")
