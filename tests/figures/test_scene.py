"""Finished drawings: relations between two drawings, and what every shipped figure must keep."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from handout_builder.figures.paint.canvas import Canvas
from handout_builder.figures.scene.scene import compose, draw
from handout_builder.geometry.drawing import Clipped, Drawing, Item, Label, Shape
from handout_builder.geometry.roles import ROLES, SAMPLE_PALETTE
from handout_builder.geometry.stored_drawing import packed
from handout_builder.geometry.svg_writer import svg_document
from handout_builder.model.figures.figure import FigureFile
from tests import REPOSITORY

IMAGES = REPOSITORY / "images"
POSES = IMAGES / "poses"
SHIPPED = sorted([*POSES.glob("*.yaml"), *(IMAGES / "figures").glob("*.yaml")])


def figure(**content: Any) -> FigureFile:
    return FigureFile.model_validate(content)


def shapes(items: Sequence[Item]) -> list[Shape]:
    found: list[Shape] = []
    for item in items:
        if isinstance(item, Shape):
            found.append(item)
        elif isinstance(item, Clipped):
            found += shapes(item.items)
    return found


STANCE = {"pose": {"pelvis": {"height": 50}, "left_leg": {"foot": [12, 6]}, "right_leg": {"foot": [-12, 6]}}}


def test_a_mirrored_drawing_is_the_reflection_with_its_words_swapped() -> None:
    labelled = figure(**STANCE, labels=[{"at": "right_knee", "text": "Right knee, left free"}])
    plain, mirrored = draw(labelled), draw(labelled, mirror=True)
    for before, after in zip(shapes(plain.items), shapes(mirrored.mirrored().items), strict=True):
        assert (before.fill, before.stroke) == (after.fill, after.stroke)
        for one, other in zip(before.path, after.path, strict=True):
            assert one[1:] == pytest.approx(other[1:], abs=1e-6)
    assert [label.text for label in mirrored.labels()] == ["Left knee, right free"]
    (was,), (now,) = plain.labels(), mirrored.labels()
    assert now.x == pytest.approx(plain.width - was.x)


def test_the_right_leg_back_mirrored_is_the_left_leg_back_seen_from_the_other_side() -> None:
    back, front = {"hip": -20, "knee": 10}, {"hip": 50, "knee": 60}
    right = draw(figure(view="right", pose={"right_leg": back, "left_leg": front}))
    left = draw(figure(view="left", pose={"left_leg": back, "right_leg": front}))
    assert (left.width, left.height) == pytest.approx((right.width, right.height), abs=0.6)
    light = (None, "figink", "shade")  # falls from the upper left in both
    roles = [[s.fill for s in shapes(d.items) if s.fill not in light] for d in (right, left)]
    assert roles[0] == roles[1]


def test_a_highlight_adds_only_its_own_shapes() -> None:
    without, with_it = draw(figure(**STANCE)), draw(figure(**STANCE, highlight=[{"area": "right_front_thigh"}]))
    rest = [item for item in with_it.items if not _is_zone(item)]
    assert rest == list(without.items)
    added = [item for item in with_it.items if _is_zone(item)]
    assert len(added) == 3  # fill, clipped hatch, outline


def _is_zone(item: Item) -> bool:
    return isinstance(item, Clipped) or (isinstance(item, Shape) and (item.fill == "zone" or item.stroke == "accent"))


def test_a_ghost_lies_behind_the_figure() -> None:
    drawing = draw(figure(pose={"right_leg": {"hip": 60}}, ghost={"right_leg": {"hip": 10}}))
    ghosts = [n for n, s in enumerate(drawing.items) if isinstance(s, Shape) and "ghost" in (s.fill, s.stroke)]
    ink = [n for n, s in enumerate(drawing.items) if isinstance(s, Shape) and "figink" in (s.stroke,)]
    assert ghosts
    assert max(ghosts) < min(ink)


def test_a_ghost_of_the_head_alone_is_drawn_and_dashed() -> None:
    drawing = draw(figure(pose={"head": {"forward": -5}}, ghost={"head": {"forward": 25}}))
    ghosts = [s for s in shapes(drawing.items) if s.stroke == "ghost"]
    assert len(ghosts) >= 3  # neck, skull, hair
    assert all(ghost.dash for ghost in ghosts)


def test_a_band_runs_over_or_behind() -> None:
    band = {"type": "band", "through": ["left_hand", "right_hand"]}
    over, behind = (draw(figure(view="front", props=[{**band, "behind": flag}])) for flag in (False, True))
    assert over.items[-1] == behind.items[1]


def test_clothes_and_hair_change_roles_not_the_size() -> None:
    plain = draw(figure())
    for person in (
        {"clothing": "trousers"},
        {"clothing": "leggings"},
        {"shoes": True},
        {"hair": "bob"},
        {"face": "older"},
    ):
        other = draw(figure(person=person))
        assert other != plain
        assert other.height == pytest.approx(plain.height, abs=1.5)
    assert any(s.fill == "shoe" for s in shapes(draw(figure(person={"shoes": True})).items))


def test_a_person_is_a_hundred_units_tall() -> None:
    assert 98 < draw(figure(view="front", pitch=0)).height - 3 < 104


def test_panels_stand_side_by_side() -> None:
    one = figure(**STANCE)
    both = compose(FigureFile.model_validate({"panels": [STANCE, {**STANCE, "view": "front"}], "gap": 10})).drawing
    assert both.width > draw(one).width + 10


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_figures_are_clean(path: Path, shipped: Callable[[Path], Drawing]) -> None:
    drawing = shipped(path)
    found = shapes(drawing.items)
    assert found
    paints = {p for s in found for p in (s.fill, s.stroke) if p} | {label.fill for label in drawing.labels()}
    assert paints <= set(ROLES)
    canvas = Canvas([item for item in drawing.items if not isinstance(item, Label)])
    left, top, right, bottom = canvas.box()
    assert left >= 0
    assert top >= 0
    assert right <= drawing.width + 0.02
    assert bottom <= drawing.height + 0.02
    for shape in found:
        assert shape.path[0][0] == "M"
        if shape.fill:
            assert shape.path[-1] == ("Z",)
    assert len(zlib.compress(packed(drawing))) < 40_000  # as in a PDF
    assert svg_document(drawing, SAMPLE_PALETTE).count("<path") >= len(found)


def test_label_text_stays_verbatim() -> None:
    text = "{1 in|2.5 cm} out"
    (label,) = draw(figure(labels=[{"at": "navel", "text": text}])).labels()
    assert isinstance(label, Label)
    assert label.text == text
