"""A Drawing and a palette → SVG text, for looking at a figure."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from handout_builder.geometry.drawing import Clipped, Drawing, Item, Label, Segment

_WEIGHT = {"regular": "400", "medium": "500", "bold": "700", "heavy": "800"}


def to_svg(drawing: Drawing, palette: Mapping[str, str], scale: float = 4.0) -> str:
    """The drawing as an SVG document, `scale` pixels to the unit. Raises KeyError for a role the palette lacks."""
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" '
        f'width="{drawing.width * scale:.0f}" height="{drawing.height * scale:.0f}" '
        f'viewBox="0 0 {drawing.width:g} {drawing.height:g}" font-family="Source Sans 3, Helvetica, Arial, sans-serif">'
    ]
    clips = 0
    for item in drawing.items:
        clips = _add(out, item, palette, clips)
    return "\n".join([*out, "</svg>\n"])


def _colour(paint: str, palette: Mapping[str, str]) -> str:
    return paint if paint.startswith("#") else palette[paint]


def _add(out: list[str], item: Item, palette: Mapping[str, str], clips: int) -> int:
    if isinstance(item, Label):
        out.append(
            f'<text x="{item.x:g}" y="{item.y:g}" font-size="{item.size:g}" text-anchor="{item.anchor}" '
            f'font-weight="{_WEIGHT[item.weight]}" fill="{_colour(item.fill, palette)}">{escape(item.text)}</text>'
        )
        return clips
    if isinstance(item, Clipped):
        rule = "evenodd" if item.even_odd else "nonzero"
        name, clips = f"clip{clips}", clips + 1
        out.append(f'<clipPath id="{name}"><path d="{path_data(item.clip)}" clip-rule="{rule}"/></clipPath>')
        out.append(f'<g clip-path="url(#{name})">')
        for inner in item.items:
            clips = _add(out, inner, palette, clips)
        out.append("</g>")
        return clips
    more = f' fill="{_colour(item.fill, palette)}"' if item.fill else ' fill="none"'
    more += ' fill-rule="evenodd"' if item.even_odd and item.fill else ""
    if item.stroke:
        more += f' stroke="{_colour(item.stroke, palette)}" stroke-width="{item.stroke_width:g}"'
        more += f' stroke-linecap="{item.cap}" stroke-linejoin="{item.join}"'
        more += f' stroke-dasharray="{" ".join(f"{d:g}" for d in item.dash)}"' if item.dash else ""
    more += f' opacity="{item.opacity:g}"' if item.opacity < 1 else ""
    out.append(f'<path d="{path_data(item.path)}"{more}/>')
    return clips


def path_data(path: tuple[Segment, ...]) -> str:
    """The segments as the `d` of an SVG path."""
    return "".join(kind + " ".join(f"{n:g}" for n in numbers) for kind, *numbers in path)
