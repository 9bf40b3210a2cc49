"""A drawing in the brand's colours → inline SVG; signs of the sheet → small SVG that screen readers skip."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import count

from handout_builder.geometry.drawing import Drawing
from handout_builder.geometry.svg_writer import svg_content, view_box
from handout_builder.html.element import Attribute, Markup, element
from handout_builder.pictures.signs import GRID, sign

_TEXT_COLOUR = "currentColor"
"""The colour of the text around, in CSS."""


def drawing_svg(drawing: Drawing, palette: Mapping[str, str], ids: Iterator[int], **attributes: Attribute) -> Markup:
    """The drawing as an `svg` element, one user unit to each of its units. Raises KeyError for an unknown role.

    `ids` numbers the clips: their names must be the only ones in the whole page.
    """
    content = Markup("".join(svg_content(drawing, palette, ids)))  # the writer has escaped it
    return element("svg", content, viewBox=view_box(drawing), **attributes)


@cache
def sign_svg(name: str, knock: str = "#FFFFFF") -> Markup:
    """A sign in the colour of the text around it; `knock` is the colour of the background under it."""
    shapes = sign(name, 0, 0, GRID, _TEXT_COLOUR, knock)
    drawing, palette = Drawing(GRID, GRID, shapes), {_TEXT_COLOUR: _TEXT_COLOUR}
    return drawing_svg(drawing, palette, count(), class_="sign", aria_hidden="true", focusable="false")
