"""A Drawing and a palette → SVG: the elements for a page that holds the drawing, or a document of its own."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from itertools import count

from handout_builder.geometry.drawing import LABEL_WEIGHTS, Clipped, Drawing, Finished, Item, Label, Shape
from handout_builder.geometry.path import svg_number, svg_path_data

Attributes = Mapping[str, str]

_PEN_DIGITS = 3
"""Decimals of widths and dashes, as many as a PDF gets: hairlines are 0.06 units wide."""
_FONTS = "Source Sans 3, Helvetica, Arial, sans-serif"


def svg_document(drawing: Drawing, palette: Mapping[str, str], scale: float = 4.0) -> str:
    """The drawing as an SVG file, `scale` pixels to the unit. Raises KeyError for a role that `palette` lacks."""
    size = {"width": f"{drawing.width * scale:.0f}", "height": f"{drawing.height * scale:.0f}"}
    root = {"xmlns": "http://www.w3.org/2000/svg", **size, "viewBox": view_box(drawing), "font-family": _FONTS}
    content = "\n".join(svg_content(drawing, palette, count()))
    return f"<svg{_written(root)}>\n{content}\n</svg>\n"


def svg_content(drawing: Drawing, palette: Mapping[str, str], ids: Iterator[int]) -> Iterator[str]:
    """All elements of the drawing: those of its items (see `svg_elements`), or its finished picture."""
    if drawing.finished is None:
        yield from svg_elements(drawing.items, palette, ids)
    else:
        yield f"<image{_written(_finished(drawing, drawing.finished))}/>"


def svg_elements(items: Iterable[Item], palette: Mapping[str, str], ids: Iterator[int]) -> Iterator[str]:
    """One element for each item, one user unit to each unit of the drawing, and one before each clipped group.

    `ids` numbers the clip paths: an id must be unique in the whole page. Raises KeyError for a role that `palette`
    lacks; paints "#RRGGBB" are written as they are.
    """
    for item in items:
        if isinstance(item, Shape):
            yield f"<path{_written(_shape(item, palette))}/>"
        elif isinstance(item, Label):
            yield f"<text{_written(_label(item, palette))}>{escape(item.text)}</text>"
        else:
            yield from _clipped(item, palette, ids)


def view_box(drawing: Drawing) -> str:
    """The `viewBox` of the whole drawing."""
    return f"0 0 {svg_number(drawing.width)} {svg_number(drawing.height)}"


def _shape(shape: Shape, palette: Mapping[str, str]) -> dict[str, str]:
    attributes = {"d": svg_path_data(shape.path), "fill": _colour(shape.fill, palette) if shape.fill else "none"}
    if shape.fill and shape.even_odd:
        attributes["fill-rule"] = "evenodd"
    if shape.stroke:
        width = svg_number(shape.stroke_width, _PEN_DIGITS)
        attributes |= {"stroke": _colour(shape.stroke, palette), "stroke-width": width}
        attributes |= {"stroke-linecap": shape.cap, "stroke-linejoin": shape.join}
        if shape.dash:
            attributes["stroke-dasharray"] = " ".join(svg_number(length, _PEN_DIGITS) for length in shape.dash)
    if shape.opacity < 1:
        attributes["opacity"] = svg_number(shape.opacity)
    return attributes


def _label(label: Label, palette: Mapping[str, str]) -> dict[str, str]:
    return {
        "x": svg_number(label.x),
        "y": svg_number(label.y),
        "font-size": svg_number(label.size),
        "font-weight": LABEL_WEIGHTS[label.weight],
        "text-anchor": label.anchor,
        "fill": _colour(label.fill, palette),
    }


def _finished(drawing: Drawing, finished: Finished) -> dict[str, str]:
    """As a picture inside the picture: so its names meet no others, and a browser loads nothing for it."""
    data = b64encode(finished.svg.encode()).decode()
    width, height = svg_number(drawing.width), svg_number(drawing.height)
    turned = {"transform": f"matrix(-1 0 0 1 {width} 0)"} if finished.mirrored else {}
    return {"width": width, "height": height, **turned, "href": f"data:image/svg+xml;base64,{data}"}


def _clipped(item: Clipped, palette: Mapping[str, str], ids: Iterator[int]) -> Iterator[str]:
    name = f"clip-{next(ids)}"
    path = {"d": svg_path_data(item.clip), **({"clip-rule": "evenodd"} if item.even_odd else {})}
    yield f'<clipPath id="{name}"><path{_written(path)}/></clipPath>'
    yield f'<g clip-path="url(#{name})">{"".join(svg_elements(item.items, palette, ids))}</g>'


def _colour(paint: str, palette: Mapping[str, str]) -> str:
    return paint if paint.startswith("#") else palette[paint]


def _written(attributes: Attributes) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
