"""A sign's name, place, size and colour → its shapes; signs are drawn, so that no font has to have them.

Each sign is designed on a grid of 24 by 24 with a round pen 2 wide.
"""

from __future__ import annotations

from functools import cache

from handout_builder.geometry.basic_paths import circle_path
from handout_builder.geometry.drawing import Shape
from handout_builder.geometry.matrix import Matrix
from handout_builder.geometry.path import Path, mapped
from handout_builder.pictures.svg.path import read_path

GRID = 24.0
PEN = 2.0
_Part = tuple[str, str] | tuple[str, float, float, float]

SIGNS: dict[str, tuple[_Part, ...]] = {
    "sets": (
        ("stroke", "M4 9.5H14.5V20H4Z"),
        ("stroke", "M9 6.2V4H20V15H17.8"),
    ),
    "reps": (
        ("stroke", "M19.5 12C19.5 16.1 16.1 19.5 12 19.5C9.2 19.5 6.8 18 5.5 15.8"),
        ("stroke", "M4.5 12C4.5 7.9 7.9 4.5 12 4.5C14.8 4.5 17.2 6 18.5 8.2"),
        ("stroke", "M18.9 3.6V8.6H13.9"),
        ("stroke", "M5.1 20.4V15.4H10.1"),
    ),
    "hold": (
        ("ring", 12, 13.6, 7.6),
        ("stroke", "M12 13.6V9.4"),
        ("stroke", "M9.4 2.4H14.6"),
        ("stroke", "M12 2.4V5.6"),
        ("stroke", "M18.3 6.4L19.9 8"),
    ),
    "load": (
        ("stroke", "M8.4 12H15.6"),
        ("stroke", "M3.4 9.6V14.4"),
        ("stroke", "M20.6 9.6V14.4"),
        ("stroke", "M6.4 6.6H8.4V17.4H6.4Z"),
        ("stroke", "M15.6 6.6H17.6V17.4H15.6Z"),
    ),
    "rest": (
        ("ring", 12, 12, 9),
        ("stroke", "M9.8 8.6V15.4"),
        ("stroke", "M14.2 8.6V15.4"),
    ),
    "often": (
        ("stroke", "M4 5.8H20V20H4Z"),
        ("stroke", "M4 10.4H20"),
        ("stroke", "M8.2 3.2V7.4"),
        ("stroke", "M15.8 3.2V7.4"),
        ("disc", 8.4, 14.8, 1.3),
        ("disc", 12, 14.8, 1.3),
        ("disc", 15.6, 14.8, 1.3),
    ),
    "check": (
        ("ring", 12, 12, 9.6),
        ("stroke", "M7.4 12.4L10.7 15.7L16.8 8.8"),
    ),
    "cross": (
        ("ring", 12, 12, 9.6),
        ("stroke", "M8.2 8.2L15.8 15.8"),
        ("stroke", "M15.8 8.2L8.2 15.8"),
    ),
    "easier": (
        ("ring", 12, 12, 9.6),
        ("stroke", "M12 7V16.4"),
        ("stroke", "M8 12.8L12 16.8L16 12.8"),
    ),
    "harder": (
        ("ring", 12, 12, 9.6),
        ("stroke", "M12 17V7.6"),
        ("stroke", "M8 11.2L12 7.2L16 11.2"),
    ),
    "need": (
        ("stroke", "M6.5 2.8V13.2H17.5"),
        ("stroke", "M6.5 13.2V21.2"),
        ("stroke", "M17.5 13.2V21.2"),
        ("stroke", "M6.5 8H6.6"),
    ),
    "phone": (
        (
            "fill",
            "M6.3 2.8H9.2C9.7 2.8 10.1 3.1 10.2 3.6L11.2 7.6C11.3 8 11.2 8.4 10.8 8.7L8.7 10.4C9.9 12.8 11.2 14.1 13.6 15.3L15.3 13.2C15.6 12.8 16 12.7 16.4 12.8L20.4 13.8C20.9 13.9 21.2 14.3 21.2 14.8V17.7C21.2 19.6 19.6 21.2 17.7 21.2C9.5 21.2 2.8 14.5 2.8 6.3C2.8 4.4 4.4 2.8 6.3 2.8Z",
        ),
    ),
    "video": (
        ("stroke", "M3 5.5H21V18.5H3Z"),
        ("fill", "M10 8.8L15.6 12L10 15.2Z"),
    ),
    "note": (
        ("stroke", "M3.5 4.5H20.5V16.5H11.5L7 20.5V16.5H3.5Z"),
        ("stroke", "M7.5 8.8H16.5"),
        ("stroke", "M7.5 12.2H13.5"),
    ),
    "info": (
        ("ring", 12, 12, 9.6),
        ("stroke", "M12 11V16.6"),
        ("disc", 12, 7.4, 1.4),
    ),
    "ask": (
        ("ring", 12, 12, 9.6),
        ("stroke", "M9 9.6C9 7.9 10.3 6.7 12 6.7C13.7 6.7 15 7.9 15 9.5C15 11.6 12 11.9 12 14"),
        ("disc", 12, 17.2, 1.3),
    ),
    "tri": (
        (
            "fill",
            "M12 1.8C12.7 1.8 13.3 2.1 13.6 2.7L23.2 19.5C23.9 20.8 23.1 22.2 21.6 22.2H2.4C0.9 22.2 0.1 20.8 0.8 19.5L10.4 2.7C10.7 2.1 11.3 1.8 12 1.8Z",
        ),
        ("knock_fill", "M10.6 8.2H13.4L12.9 15.2H11.1Z"),
        ("knock_disc", 12, 18.2, 1.55),
    ),
    "triline": (
        ("stroke", "M12 2.6L22.4 20.9H1.6Z"),
        ("fill", "M10.7 8.8H13.3L12.8 15.2H11.2Z"),
        ("disc", 12, 17.9, 1.45),
    ),
    "oct": (("fill", "M7.4 1H16.6L23 7.4V16.6L16.6 23H7.4L1 16.6V7.4Z"),),
    "octx": (
        ("fill", "M7.4 1H16.6L23 7.4V16.6L16.6 23H7.4L1 16.6V7.4Z"),
        ("knock_stroke", "M8.3 8.3L15.7 15.7"),
        ("knock_stroke", "M15.7 8.3L8.3 15.7"),
    ),
    "octline": (("stroke", "M7.6 1.6H16.4L22.4 7.6V16.4L16.4 22.4H7.6L1.6 16.4V7.6Z"),),
    "scissors": (
        ("ring", 6, 6.5, 2.6),
        ("ring", 6, 17.5, 2.6),
        ("stroke", "M8.2 8L20 16.6"),
        ("stroke", "M8.2 16L20 7.4"),
    ),
    "pen": (
        ("stroke", "M4 20L5 15.6L16.4 4.2L19.8 7.6L8.4 19Z"),
        ("stroke", "M13.8 6.8L17.2 10.2"),
    ),
    "page": (("stroke", "M9 5L16 12L9 19"),),
}
"""Each part is a kind and its geometry: `stroke` and `fill` have path data, `ring` (a stroked circle) and `disc` (a
filled one) have centre and radius. A kind that begins with `knock_` has the colour of the background, not the sign's own."""


def sign(
    name: str, x: float, y: float, size: float, colour: str, knock: str = "#FFFFFF", pen: float = PEN
) -> tuple[Shape, ...]:
    """The sign `name` in a square of `size` whose top left corner is (x, y), in the unit of these three.

    `knock` is the colour of the background under the sign, `pen` the width of its lines on the grid of 24 by 24.
    Raises KeyError for an unknown name.
    """
    scale = size / GRID
    place = Matrix(a=scale, d=scale, e=x, f=y)
    return tuple(_shape(part, place, colour, knock, pen * scale) for part in SIGNS[name])


def _shape(part: _Part, place: Matrix, colour: str, knock: str, width: float) -> Shape:
    kind = part[0]
    paint = knock if kind.startswith("knock_") else colour
    path = mapped(_path(part), place)
    if kind in ("stroke", "ring", "knock_stroke"):
        return Shape(path, stroke=paint, stroke_width=width)
    return Shape(path, fill=paint)


@cache
def _path(part: _Part) -> Path:
    return circle_path(part[1], part[2], part[3]) if len(part) == 4 else read_path(part[1])
