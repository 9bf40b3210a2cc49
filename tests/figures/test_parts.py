"""Parts of figures that no shipped figure has: insets, round crops, marks of every kind, chairs that face back."""

from __future__ import annotations

from pathlib import Path

import pytest

from handout_builder.errors import ContentError
from handout_builder.figures.scene.figure_file import draw_file
from handout_builder.geometry.drawing import Clipped, Drawing, Item, Label, Shape
from handout_builder.geometry.path import Bounds, hull_bounds, path_bounds, united
from tests import REPOSITORY

POSES = REPOSITORY / "images" / "poses"


def drawn(folder: Path, text: str) -> Drawing:
    path = folder / "figure.yaml"
    path.write_text(text, encoding="utf-8")
    return draw_file(path, POSES)


def shapes(items: tuple[Item, ...]) -> list[Shape]:
    found: list[Shape] = []
    for item in items:
        found += shapes(item.items) if isinstance(item, Clipped) else [item] if isinstance(item, Shape) else []
    return found


def area(items: tuple[Item, ...]) -> Bounds:
    """The rectangle around all shapes."""
    return united(*filter(None, (hull_bounds(shape.path) for shape in shapes(items))))


STANDING = "from: standing\n"


def test_an_inset_is_another_drawing_in_a_round_window(tmp_path: Path) -> None:
    plain = drawn(tmp_path, STANDING)
    inset = """insets:
  - at: [60, 60]
    radius: 15
    scale: 2
    centre: left_knee
    figure: {pose: {left_leg: {knee: 40}}}
"""
    both = drawn(tmp_path, STANDING + inset)
    (window,) = [item for item in both.items if isinstance(item, Clipped)]
    left, top, right, bottom = path_bounds(window.clip) or (0, 0, 0, 0)
    assert right - left == pytest.approx(30, abs=0.5)
    assert bottom - top == pytest.approx(30, abs=0.5)
    assert len(shapes(window.items)) > 20
    assert both.width > plain.width, "the page grows by the window"


@pytest.mark.parametrize("round_one", [True, False])
def test_a_crop_shows_its_window_only(round_one: bool, tmp_path: Path) -> None:
    crop = f"crop: {{centre: left_knee, size: [30, 30], scale: 2, round: {str(round_one).lower()}}}\n"
    cropped = drawn(tmp_path, STANDING + crop)
    (window,) = [item for item in cropped.items if isinstance(item, Clipped)]
    left, top, right, bottom = path_bounds(window.clip) or (0, 0, 0, 0)
    assert (right - left, bottom - top) == pytest.approx((60, 60), abs=0.5)
    assert any(kind == "C" for kind, *_ in window.clip) == round_one


@pytest.mark.parametrize("mark", ["ball", "cross", "target", "dot"])
def test_every_mark_is_drawn_at_its_place(mark: str, tmp_path: Path) -> None:
    plain = drawn(tmp_path, STANDING)
    marked = drawn(tmp_path, f"{STANDING}spots:\n  - {{at: left_knee, mark: {mark}, radius: 3}}\n")
    more = len(shapes(tuple(marked.items))) - len(shapes(tuple(plain.items)))
    assert more >= 1
    assert (marked.width, marked.height) == pytest.approx((plain.width, plain.height), abs=0.1)


def test_a_chair_may_face_back_and_have_no_back(tmp_path: Path) -> None:
    sitting = "from: sitting\nprops:\n  - {type: chair, faces: FACES, back: BACK}\n"

    def reach(faces: str, back: str) -> Bounds:
        return area(tuple(drawn(tmp_path, sitting.replace("FACES", faces).replace("BACK", back)).items))

    forward, backward, stool = reach("forward", "true"), reach("back", "true"), reach("forward", "false")
    assert len({forward, backward, stool}) >= 2
    assert drawn(tmp_path, sitting.replace("FACES", "back").replace("BACK", "true")) != drawn(
        tmp_path, sitting.replace("FACES", "forward").replace("BACK", "true")
    )


def test_panels_that_are_no_list_are_a_problem(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match='"panels" is not a list'):
        drawn(tmp_path, STANDING + "panels: two\n")


def test_labels_of_an_inset_stay_in_their_place(tmp_path: Path) -> None:
    text = STANDING + "labels:\n  - {text: knee, at: left_knee}\ncaption: Stand tall\n"
    labels = [item for item in drawn(tmp_path, text).items if isinstance(item, Label)]
    assert {"knee", "Stand tall"} <= {label.text for label in labels}
