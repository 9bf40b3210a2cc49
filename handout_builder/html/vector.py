"""A drawing in the brand's colours → inline SVG; signs of the sheet → small SVG that screen readers pass over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from handout_builder.geometry.drawing import Clipped, Drawing, Item, Label, Segment, Shape
from handout_builder.html.element import Attribute, Markup, element, joined
from handout_builder.typeset.signs import GRID, sign

_FINE = 100
_WEIGHTS = {"regular": "400", "medium": "600", "bold": "700", "heavy": "800"}


def drawing_svg(drawing: Drawing, palette: Mapping[str, str], ids: Iterator[int], **attributes: Attribute) -> Markup:
    """The drawing as an `svg` element, one user unit to each of its units. Raises KeyError for an unknown role.

    `ids` numbers the clips: their names must be the only ones in the whole page.
    """
    shapes = joined(_item(item, palette, ids) for item in drawing.items)
    box = f"0 0 {_number(drawing.width)} {_number(drawing.height)}"
    return element("svg", shapes, viewBox=box, **attributes)


@cache
def sign_svg(name: str, knock: str = "#FFFFFF") -> Markup:
    """A sign in the colour of the text around it; `knock` is the colour of the ground under it."""
    shapes = joined(_shape(shape, {}) for shape in sign(name, 0, 0, GRID, "currentColor", knock))
    side = _number(GRID)
    return element("svg", shapes, class_="sign", viewBox=f"0 0 {side} {side}", aria_hidden="true", focusable="false")


def _item(item: Item, palette: Mapping[str, str], ids: Iterator[int]) -> Markup:
    if isinstance(item, Shape):
        return _shape(item, palette)
    if isinstance(item, Label):
        return _label(item, palette)
    return _clipped(item, palette, ids)


def _shape(shape: Shape, palette: Mapping[str, str]) -> Markup:
    attributes: dict[str, Attribute] = {"d": _path(shape.path)}
    attributes["fill"] = _colour(shape.fill, palette) if shape.fill else "none"
    if shape.fill and shape.even_odd:
        attributes["fill-rule"] = "evenodd"
    if shape.stroke:
        attributes |= {"stroke": _colour(shape.stroke, palette), "stroke-width": _number(shape.stroke_width)}
        attributes |= {"stroke-linecap": shape.cap, "stroke-linejoin": shape.join}
        if shape.dash:
            attributes["stroke-dasharray"] = " ".join(_number(dash) for dash in shape.dash)
    if shape.opacity < 1:
        attributes["opacity"] = _number(shape.opacity)
    return element("path", **attributes)


def _label(label: Label, palette: Mapping[str, str]) -> Markup:
    attributes: dict[str, Attribute] = {"x": _number(label.x), "y": _number(label.y)}
    attributes |= {"font-size": _number(label.size), "font-weight": _WEIGHTS[label.weight]}
    attributes |= {"text-anchor": label.anchor, "fill": _colour(label.fill, palette)}
    return element("text", label.text, **attributes)


def _clipped(item: Clipped, palette: Mapping[str, str], ids: Iterator[int]) -> Markup:
    name = f"clip-{next(ids)}"
    rule: dict[str, Attribute] = {"clip-rule": "evenodd"} if item.even_odd else {}
    clip = element("clipPath", element("path", d=_path(item.clip), **rule), id=name)
    inner = joined(_item(part, palette, ids) for part in item.items)
    return joined((clip, element("g", inner, clip_path=f"url(#{name})")))


def _colour(paint: str, palette: Mapping[str, str]) -> str:
    return paint if paint.startswith("#") or paint == "currentColor" else palette[paint]


def _path(path: tuple[Segment, ...]) -> str:
    """Path data in steps from point to point: about a third shorter than places in the page."""
    made: list[str] = []
    x = y = start_x = start_y = 0
    for kind, *numbers in path:
        places = [round(value * _FINE) for value in numbers]
        made.append(kind.lower() if made else "M")
        steps = [place - (y if index % 2 else x) for index, place in enumerate(places)]
        made.append("".join(_step(step) for step in steps))
        if places:
            x, y = places[-2:]
        if kind == "M":
            start_x, start_y = x, y
        elif kind == "Z":
            x, y = start_x, start_y
    return "".join(made)


def _step(hundredths: int) -> str:
    """A number that parts itself from the one before it."""
    said = _number(hundredths / _FINE)
    return said if said.startswith("-") else f" {said}"


def _number(value: float) -> str:
    """A hundredth of a figure's unit is 0.02 mm on paper."""
    said = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if said in ("", "-0") else said.replace("0.", ".", 1) if abs(value) < 1 else said
