"""Every shipped sheet in both directions: each box is the mirror image of the other; words and pictures are not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handout_builder.boxes import (
    ClippedShapes,
    FieldArea,
    Group,
    PlacedDrawing,
    PlacedImage,
    Run,
    text_of,
)
from handout_builder.geometry.drawing import Shape
from handout_builder.pages.mirror import from_left
from handout_builder.pictures.placed_sign import placed_sign
from handout_builder.pictures.signs import SIGNS
from handout_builder.pipeline.sheet import printed
from tests.pages.directions import (
    LIBRARY,
    NEAR,
    BothDirections,
    alike,
    corners,
    figures,
    in_both_directions,
    item_of,
    lines,
    mirrored,
    near,
    of,
    pairs,
    points,
    reading,
)
from tests.safety.checks import faults
from tests.safety.ink import ink_faults
from tests.safety.page_checks import break_faults, page_faults

Sided = PlacedDrawing | PlacedImage | FieldArea


@pytest.fixture(scope="module", params=LIBRARY.brand_names)
def sheets(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[BothDirections]:
    return in_both_directions(request.param, tmp_path_factory.mktemp("sheets"))


def test_there_is_something_to_compare(sheets: list[BothDirections]) -> None:
    kinds = [type(placed.item) for ltr, _ in pairs(sheets) for placed in reading(ltr).found]
    assert len(sheets) >= 7
    for kind in (Run, Shape, ClippedShapes, PlacedDrawing, FieldArea, Group):
        assert kinds.count(kind) >= 10, kind


def test_both_say_the_same_in_the_same_order(sheets: list[BothDirections]) -> None:
    for ltr, rtl in pairs(sheets):
        said = [[run.text for run in map(item_of, of(Run, page)) if run.text.strip()] for page in (ltr, rtl)]
        assert [text.rstrip(" ") for text in said[0]] == [text.rstrip(" ") for text in said[1]]


def test_each_line_is_at_the_mirrored_place_and_read_from_left_to_right(sheets: list[BothDirections]) -> None:
    for ltr, rtl in pairs(sheets):
        assert len(lines(ltr)) > 5
        for one, other in zip(lines(ltr), lines(rtl), strict=True):
            assert one.words == other.words
            assert other.baseline == pytest.approx(one.baseline, abs=NEAR), one.words
            assert other.left == pytest.approx(ltr.width - one.right, abs=NEAR), one.words
            assert other.right == pytest.approx(ltr.width - one.left, abs=NEAR), one.words
            assert other.starts == pytest.approx(one.starts, abs=NEAR), f"{one.words}: runs in another order"


def test_rules_frames_and_panels_are_mirrored(sheets: list[BothDirections]) -> None:
    for ltr, rtl in pairs(sheets):
        for one, other in zip(of(Shape, ltr), of(Shape, rtl), strict=True):
            assert isinstance(one.item, Shape) and isinstance(other.item, Shape)
            assert replace(one.item, path=()) == replace(other.item, path=())
            there = points(other.item.path, other.x, other.y)
            assert near(there, mirrored(ltr.width, points(one.item.path, one.x, one.y)))
        for one, other in zip(of(ClippedShapes, ltr), of(ClippedShapes, rtl), strict=True):
            assert isinstance(one.item, ClippedShapes) and isinstance(other.item, ClippedShapes)
            before, after = (
                [points(path, placed.x, placed.y) for path in (clipped.clip, *(shape.path for shape in clipped.shapes))]
                for placed, clipped in ((one, one.item), (other, other.item))
            )
            assert all(near(there, mirrored(ltr.width, here)) for here, there in zip(before, after, strict=True))


def test_pictures_and_places_to_write_are_moved_and_not_flipped(sheets: list[BothDirections]) -> None:
    for ltr, rtl in pairs(sheets):
        for kind in (PlacedDrawing, PlacedImage, FieldArea):
            for one, other in zip(of(kind, ltr), of(kind, rtl), strict=True):
                here, there = one.item, other.item
                assert isinstance(here, Sided) and isinstance(there, Sided)
                assert replace(here, x=0.0) == replace(there, x=0.0)
                assert other.y == pytest.approx(one.y, abs=NEAR)
                width = here.drawing.width * here.scale if isinstance(here, PlacedDrawing) else here.width
                assert other.x + there.x == pytest.approx(ltr.width - (one.x + here.x) - width, abs=NEAR)


def test_signs_and_codes_are_moved_and_not_flipped(sheets: list[BothDirections]) -> None:
    for ltr, rtl in pairs(sheets):
        for one, other in zip(of(Group, ltr), of(Group, rtl), strict=True):
            assert isinstance(one.item, Group) and isinstance(other.item, Group) and one.item.picture
            assert replace(one.item, x=0.0) == replace(other.item, x=0.0)
            offset, width = one.item.picture
            left = [placed.x + placed.item.x + offset for placed in (one, other) if isinstance(placed.item, Group)]
            assert left[1] == pytest.approx(ltr.width - left[0] - width, abs=NEAR)
            assert other.y == pytest.approx(one.y, abs=NEAR)


@pytest.mark.parametrize("name", SIGNS)
def test_only_the_sign_that_points_ahead_points_the_other_way(name: str) -> None:
    sheet = Group((placed_sign(name, 10, 5, 24, "#000000"),), x=30)
    (rtl,) = from_left([sheet], 200, "rtl")
    here, there = (corners(group) for group in (sheet, rtl))
    moved = {(round(x + 200 - 2 * 30 - 2 * 10 - 24, 3), y) for x, y in here}
    flipped = {(round(200 - x, 3), y) for x, y in here}
    assert there == (flipped if name == "page" else moved)


def test_pictures_that_are_drawn_of_shapes_are_not_flipped(sheets: list[BothDirections]) -> None:
    """The code of a video and the key to the hatch in figures; a flipped code cannot be read."""
    seen = 0
    for ltr, rtl in pairs(sheets):
        for one, other in zip(figures(ltr), figures(rtl), strict=True):
            assert one.tag == other.tag
            here, there = (corners(group) for group in (one, other))
            if here:
                by = min(x for x, _ in there) - min(x for x, _ in here)
                assert alike({(x + by, y) for x, y in here}, there)
                seen += 1
    assert seen > 10


def test_the_box_for_left_is_left_of_the_box_for_right(sheets: list[BothDirections]) -> None:
    seen = 0
    for both in pairs(sheets):
        for page in both:
            for choice in reading(page).choices:
                at = {
                    placed.item.name: placed.x + placed.item.x
                    for placed in choice
                    if isinstance(placed.item, FieldArea)
                }
                words = [
                    (placed.x + placed.item.x, placed.item.text.strip())
                    for placed in choice
                    if isinstance(placed.item, Run)
                ]
                assert at["left"] < at["right"]
                order = [text for _, text in sorted(words) if text in ("Left", "Right")]
                assert order == ["Left", "Right"]
                seen += 1
        assert len(reading(both[0]).choices) == len(reading(both[1]).choices)
    assert seen >= 6


def test_no_warning_is_lost_and_nothing_is_printed_over_anything(sheets: list[BothDirections]) -> None:
    """The invariants that hold from left to right, read from the pages of both."""
    for ltr, rtl in sheets:
        assert page_faults(rtl) == []
        assert faults(rtl) == faults(ltr)
        if rtl.sheet.key in LIBRARY.handout_names:
            assert faults(rtl) == break_faults(rtl) == ink_faults(rtl, printed(rtl)) == []


def test_text_is_read_in_one_order_whatever_the_direction(sheets: list[BothDirections]) -> None:
    for ltr, rtl in pairs(sheets):
        if not reading(ltr).choices:
            one, other = ("".join(map(text_of, page.groups)) for page in (ltr, rtl))
            assert one == other
