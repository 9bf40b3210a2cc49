"""Styles, clips, opacity, sizes and files of every kind that cannot be drawn exactly are refused with the reason."""

from __future__ import annotations

import pytest

from handout_builder.errors import ContentError
from handout_builder.pictures.svg.read import read_svg
from handout_builder.pictures.svg.tree import MAX_BYTES
from tests.pictures.svg.drawn import HERE, drawn, problems, shapes, svg

SQUARE = "<rect width='9' height='9'{}/>"
CLIPPED = "<clipPath id='c'>{}</clipPath><rect width='9' height='9' clip-path='url(#c)'/>"
REFUSED = {
    "hsl( of a number": (SQUARE.format(" fill='hsl(120, 50, 50%)'"), "fill: "),
    "colour of nothing known": (SQUARE.format(" color='blu'"), "color: "),
    "style sheet of another kind": ("<style type='text/less'>a{}</style>", "the style element is not CSS"),
    "style sheet for screens": ("<style media='screen'>a{}</style>", "for other media than paper"),
    "half a style sheet": ("<style>rect{fill:red} circle</style>", 'cannot read the style sheet at "circle"'),
    "half a rule before a rule": ("<style>} rect{fill:red}</style>", "cannot read the style sheet at"),
    "style without a value": (SQUARE.format(" style='fill'"), 'the style "fill" has no value'),
    "style with a strange word": (SQUARE.format(" style='fill:red !soon'"), "cannot read the style"),
    "size in a style": (SQUARE.format(" style='width:5px'"), "its size is in a style"),
    "number that is none": ("<polygon points='1 1 2 x'/>", "where a number should be"),
    "comma too many": ("<polygon points='1 1, 2 2,'/>", "where a number should be"),
    "x without a y": ("<polygon points='1 1 2'/>", "an x without a y"),
    "transform with too few numbers": (SQUARE.format(" transform='matrix(1 2)'"), "matrix() has 2 numbers"),
    "negative dash": (SQUARE.format(" stroke='red' stroke-dasharray='2 -1'"), "a length below zero"),
    "miter limit below 1": (SQUARE.format(" stroke='red' stroke-miterlimit='.5'"), "a limit below 1"),
    "cap of nothing known": (SQUARE.format(" stroke='red' stroke-linecap='flat'"), '"flat" is not one of butt, round'),
    "clip that is no reference": (SQUARE.format(" clip-path='circle(3px)'"), "is not a clipPath in the file"),
    "clip with a shape": ("<g id='c'/>" + SQUARE.format(" clip-path='url(#c)'"), 'its clip-path "c" is a <g>'),
    "clip of a group": (CLIPPED.format("<g><path d='M0 0h9v9z'/></g>"), "holds a <g> that cannot be followed"),
    "clip of a use of a use": (
        "<path id='a' d='M0 0h9v9z'/><use id='b' href='#a'/>" + CLIPPED.format("<use href='#b'/>"),
        "its clipPath shows a <use>",
    ),
    "a chain of uses that is too long": (
        "<path id='u0' d='M0 0h9v9z'/>" + "".join(f"<use id='u{n}' href='#u{n - 1}'/>" for n in range(1, 70)),
        "nested deeper than 60",
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_drawing_that_would_look_otherwise_is_refused(kind: str) -> None:
    body, reason = REFUSED[kind]
    assert reason in problems("\n\n" + body)


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        ("viewBox='0 0 9 9' transform='scale(2)'", "<svg> has a transform"),
        ("viewBox='0 0 9 9000'", "more than a hundred times as long as wide"),
        ("width='9' height='9' viewBox='0 0 9 5' preserveAspectRatio='middle'", 'preserveAspectRatio "middle"'),
    ],
)
def test_a_page_of_no_known_size_is_refused(head: str, reason: str) -> None:
    assert reason in problems(SQUARE.format(""), head)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'>" + b" " * MAX_BYTES + b"</svg>", "more than 10 MB"),
        (b"<x:a xmlns:x='http://example.org'/>", "not an SVG"),
    ],
)
def test_files_that_are_no_drawing_are_refused(data: bytes, reason: str) -> None:
    with pytest.raises(ContentError, match=reason):
        read_svg(data, HERE)


DRAWS_NOTHING = {
    "a rectangle without a size": "<rect width='9'/>",
    "wholly faded": SQUARE.format(" opacity='0'"),
    "a curve to where it begins": "<path d='M5 5' stroke='red'/>",
    "clipped by nothing": CLIPPED.format(""),
    "clipped by a hidden shape": CLIPPED.format("<path d='M0 0h9v9z' visibility='hidden'/>"),
    "clipped by a title": CLIPPED.format("<title>t</title>"),
    "clipped by an empty path": CLIPPED.format("<path d=''/>"),
}


@pytest.mark.parametrize("kind", DRAWS_NOTHING)
def test_what_shows_nothing_is_no_problem(kind: str) -> None:
    assert len(shapes(drawn(DRAWS_NOTHING[kind] + SQUARE.format(" fill='red'")).items)) == 1


def test_other_instructions_of_xml_are_passed_over() -> None:
    assert read_svg(b"<?made by='hand'?>" + svg(SQUARE.format("")), HERE).items
