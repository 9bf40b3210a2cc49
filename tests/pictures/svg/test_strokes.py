"""Lines are drawn as SVG draws them: dots, arcs, curves that go on, mitred corners, faded and clipped parts."""

from __future__ import annotations

import pytest

from handout_builder.geometry.drawing import Clipped, Label, Shape
from handout_builder.pictures.svg.path import read_path
from handout_builder.pictures.svg.stroke import item_bounds
from tests import needs
from tests.pictures.svg.drawn import drawn, only, shapes


def test_a_line_has_no_inside() -> None:
    shape = only("<line x1='1' y1='2' x2='9' y2='4' stroke='red' fill='blue'/>")
    assert (shape.fill, shape.path) == (None, (("M", 1, 2), ("L", 9, 4)))
    assert only("<path d='M1 1h9' stroke='red'/>").stroke == "#FF0000"


def test_an_arc_without_a_radius_is_a_line_and_one_without_a_way_is_nothing() -> None:
    assert read_path("M1 1A0 5 0 0 1 9 9") == (("M", 1, 1), ("L", 9, 9))
    assert read_path("M1 1A5 5 0 0 1 1 1L2 2") == (("M", 1, 1), ("L", 2, 2))
    assert read_path("M1 1L9 9ZZ") == read_path("M1 1L9 9Z")


CORNER = "<path d='M0 0L9 {}L0 {}' fill='none' stroke='red' stroke-miterlimit='{}'/>"


@pytest.mark.parametrize(
    ("rise", "limit", "join"),
    [
        (9, 4, "miter"),  # a right angle, whatever the limit
        (9, 10, "miter"),
        (9, 1, "bevel"),  # every corner is beyond the limit
        (1, 3, "miter"),  # beyond both limits: cut off by both
    ],
)
def test_a_miter_limit_that_changes_no_corner_is_followed(rise: int, limit: int, join: str) -> None:
    assert only(CORNER.format(rise, 2 * rise, limit)).join == join


@needs.svg2pdf
def test_a_closed_corner_counts_too() -> None:
    spike = "<path d='M0 0L9 2L0 4L0 2Z' fill='none' stroke='red' stroke-miterlimit='20'/>"
    assert drawn(spike).finished is not None  # no plain shape has such corners
    assert only(spike.replace("L9 2", "L4 2").replace("20", "3")).join == "miter"


@pytest.mark.parametrize(
    ("attributes", "pad"),
    [
        ("stroke='red' stroke-linejoin='round'", 1),
        ("stroke='red' stroke-linejoin='bevel' stroke-linecap='square'", 2**0.5),
        ("stroke='red'", 4),
        ("", 0),
    ],
)
def test_the_bounds_of_a_line_hold_all_that_it_paints(attributes: str, pad: float) -> None:
    shape = only(f"<path d='M10 10h20v20' stroke-width='2' {attributes}/>")
    assert item_bounds(shape) == pytest.approx((10 - pad, 10 - pad, 30 + pad, 30 + pad))


def test_no_label_comes_from_an_svg() -> None:
    with pytest.raises(TypeError, match="no labels"):
        item_bounds(Label(0, 0, "x", 9))


def test_dashes_of_no_length_are_a_whole_line() -> None:
    assert only("<path d='M0 0h9' stroke='red' stroke-dasharray='0 0'/>").dash == ()
    assert only("<path d='M0 0h9' stroke='red' stroke-dasharray='none'/>").dash == ()
    assert only("<path d='M0 0h9' stroke='red' stroke-dasharray='3'/>").dash == (3, 3)


CLIPS = "<clipPath id='c'><use href='#p' x='2'/></clipPath><defs><path id='p' d='M0 0h2v2z'/></defs>"


def test_a_clip_may_use_a_path_and_be_clipped_and_faded() -> None:
    (item,) = drawn(CLIPS + "<rect width='9' height='9' clip-path='url(#c)' opacity='.5'/>").items
    assert isinstance(item, Clipped)
    assert item.clip[0] == ("M", 2, 0)
    (inner,) = item.items
    assert isinstance(inner, Shape) and inner.opacity == 0.5


def test_a_clip_of_clips_holds_both() -> None:
    both = CLIPS.replace(
        "<clipPath id='c'>", "<clipPath id='d'><path d='M1 1h9v9z'/></clipPath><clipPath id='c' clip-path='url(#d)'>"
    )
    (item,) = drawn(both + "<rect width='9' height='9' clip-path='url(#c)'/>").items
    assert isinstance(item, Clipped) and isinstance(item.items[0], Clipped)
    assert len(shapes((item,))) == 1


def test_words_that_inherit_keep_the_style_around() -> None:
    shape = only("<g fill='teal'><rect width='9' height='9' fill='inherit'/></g>")
    assert shape.fill == "#008080"
    assert only("<rect width='9' height='9' clip-path='none' fill-opacity='50%'/>").opacity == 0.5
