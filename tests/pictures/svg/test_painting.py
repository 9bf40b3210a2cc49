"""Colours, styles, sizes, uses and clips become the shapes that a browser would paint."""

from __future__ import annotations

import pytest

from handout_builder.geometry.drawing import Clipped, Shape
from handout_builder.pictures.svg.colours import read_colour
from handout_builder.pictures.svg.tree import SvgError
from tests import needs
from tests.pictures.svg.drawn import drawn, only, problems, shapes
from tests.pictures.svg.test_paths import ends


@pytest.mark.parametrize(
    "text, expected",
    [
        ("#abc", ("#AABBCC", 1)),
        ("#11223380", ("#112233", 128 / 255)),
        ("TEAL", ("#008080", 1)),
        ("rgb(255, 0,10)", ("#FF000A", 1)),
        ("rgba(100%,0%,0%,50%)", ("#FF0000", 0.5)),
        ("rgb(1 2 3 / .25)", ("#010203", 0.25)),
        ("hsl(120,100%,25%)", ("#008000", 1)),
        ("transparent", ("#000000", 0)),
    ],
)
def test_colours(text: str, expected: tuple[str, float]) -> None:
    colour, opacity = read_colour(text)
    assert colour == expected[0]
    assert opacity == pytest.approx(expected[1])


@pytest.mark.parametrize("text", ["#12", "rgb(1,2)", "blu", "var(--x)", "rgb(1,2,x)", "", "#ggg"])
def test_unknown_colours_are_refused(text: str) -> None:
    with pytest.raises(SvgError):
        read_colour(text)


def test_styles_win_in_the_order_of_css() -> None:
    sheet = "<style>rect{fill:#010101} .a{fill:#020202} #b{fill:#030303} .last{fill:#040404!important}</style>"
    assert only(f'{sheet}<rect width="9" height="9" fill="red"/>').fill == "#010101"
    assert only(f'{sheet}<rect class="a" width="9" height="9"/>').fill == "#020202"
    assert only(f'{sheet}<rect class="a" id="b" width="9" height="9"/>').fill == "#030303"
    assert only(f'{sheet}<rect id="b" width="9" height="9" style="fill:#050505"/>').fill == "#050505"
    assert only(f'{sheet}<rect class="last" id="b" width="9" height="9" style="fill:red"/>').fill == "#040404"


def test_styles_are_inherited_but_opacity_is_not() -> None:
    shape = only(
        '<g fill="none" stroke="red" stroke-width="3" color="blue"><path d="M0 0h9" stroke="currentColor"/></g>'
    )
    assert (shape.fill, shape.stroke, shape.stroke_width) == (None, "#0000FF", 3)
    faded = only('<g opacity=".5"><g opacity=".5"><rect width="9" height="9"/></g></g>')
    assert faded.opacity == 0.25


def test_a_fill_and_a_line_of_other_opacity_are_two_shapes() -> None:
    shape = drawn('<rect width="9" height="9" stroke="red" fill-opacity=".5"/>').items
    assert [(s.fill, s.stroke, s.opacity) for s in shapes(shape)] == [("#000000", None, 0.5), (None, "#FF0000", 1)]


@needs.svg2pdf
def test_shapes_apart_fade_one_by_one_and_shapes_over_one_another_do_not() -> None:
    apart = '<g opacity=".5"><rect width="9" height="9"/><rect x="20" width="9" height="9"/></g>'
    assert [shape.opacity for shape in shapes(drawn(apart).items)] == [0.5, 0.5]
    assert drawn(apart.replace('x="20"', 'x="5"')).finished is not None
    assert drawn('<rect width="9" height="9" stroke="red" opacity=".5"/>').finished is not None


def test_hidden_things_are_left_out() -> None:
    hidden = '<g display="none"><text>x</text></g><rect visibility="hidden" width="9" height="9"/>'
    body = '<rect width="9" height="9"/>' + hidden
    assert len(drawn(body).items) == 1


def test_the_view_box_is_laid_on_the_page() -> None:
    rect = '<rect x="10" y="10" width="10" height="10"/>'
    head = 'width="100" height="50" viewBox="10 10 10 10" preserveAspectRatio="{}"'
    for how, left, right in [("xMinYMin", 0, 50), ("xMidYMid meet", 25, 75), ("xMaxYMax", 50, 100), ("none", 0, 100)]:
        corners = ends(only(rect, head.format(how)).path)
        assert (min(x for x, _ in corners), max(x for x, _ in corners)) == (left, right)
    covered = drawn(rect, head.format("xMidYMid slice"))
    assert isinstance(covered.items[0], Clipped)


@pytest.mark.parametrize(
    "head, size",
    [
        ('viewBox="0 0 30 40"', (30, 40)),
        ('width="1in" height="72pt"', (96, 96)),
        ('width="60" viewBox="0 0 30 40"', (60, 80)),
        ('width="100%" height="100%" viewBox="0 0 30 40"', (30, 40)),
        ('viewBox="0 0 0.5 1"', (50, 100)),
    ],
)
def test_natural_size(head: str, size: tuple[float, float]) -> None:
    drawing = drawn('<rect width="5" height="5"/>', head)
    assert (drawing.width, drawing.height) == pytest.approx(size)


@pytest.mark.parametrize("head", ["", 'viewBox="0 0 0 5"', 'width="-1" height="4"', 'width="100%" height="4"'])
def test_no_size_is_a_problem(head: str) -> None:
    assert "drawing.svg:1:1" in problems('<rect width="5" height="5"/>', head)


def test_what_reaches_over_the_page_is_cut() -> None:
    assert isinstance(drawn('<rect x="90" width="50" height="50"/>').items[0], Clipped)
    assert isinstance(drawn('<rect x="9" width="50" height="50"/>').items[0], Shape)
    assert "shows nothing" in problems('<rect x="900" width="50" height="50"/>')
    assert "shows nothing" in problems("<g/>")


@needs.svg2pdf
def test_handles_beyond_the_page_or_another_shape_do_no_harm() -> None:
    arch = '<path d="M30 15C30 -5 70 -5 70 15Z" fill="red"/>'
    assert isinstance(drawn(arch).items[0], Shape), "its top is on the page, at 0"
    bowl = '<path d="M0 0C0 40 40 40 40 0Z" fill="red"/><rect y="32" width="40" height="8"/>'
    assert [shape.opacity for shape in shapes(drawn(f'<g opacity=".5">{bowl}</g>').items)] == [0.5, 0.5]
    assert drawn(f'<g opacity=".5">{bowl.replace("32", "29")}</g>').finished is not None


def test_use_places_what_it_names() -> None:
    body = (
        '<defs><rect id="r" width="4" height="4"/></defs><use href="#r" x="10"/><use xlink:href="#r" fill="red" y="9"/>'
    )
    one, two = shapes(drawn(body).items)
    assert (ends(one.path)[0], ends(two.path)[0]) == ((10, 0), (0, 9))
    assert (one.fill, two.fill) == ("#000000", "#FF0000")


@needs.svg2pdf
def test_a_clip_path_clips() -> None:
    clip = '<clipPath id="c" transform="translate(5)"><rect width="10" height="10"/></clipPath>'
    (clipped,) = drawn(f'{clip}<g clip-path="url(#c)"><rect width="50" height="50"/></g>').items
    assert isinstance(clipped, Clipped)
    assert ends(clipped.clip) == [(5, 0), (15, 0), (15, 10), (5, 10)]
    two = clip.replace("/></clip", '/><circle r="5"/></clip') + '<rect clip-path="url(#c)" width="9" height="9"/>'
    assert drawn(two).finished is not None
