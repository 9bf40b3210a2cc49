"""Declarations and attributes of an element → those that may pass, checked and written anew in one plain way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from handout_builder.geometry.arithmetic import hypot
from handout_builder.geometry.path import Path
from handout_builder.pictures.svg.css import Declarations
from handout_builder.pictures.svg.elements import Viewport
from handout_builder.pictures.svg.numbers import number, read_transform
from handout_builder.pictures.svg.style import (
    PNG,
    PRESENTATION,
    Colour,
    Style,
    computed_style,
    length,
    local_reference,
    url_reference,
)
from handout_builder.pictures.svg.tree import Node, SvgError

GRADIENTS = ("linearGradient", "radialGradient")
_PAINT_ORDER = frozenset({"normal", "fill", "stroke", "markers"})
_NOT_INHERITED = ("opacity", "clip-path", "mask")


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the style of one element may say.

    declared    declarations for `computed_style`; a gradient is black there, a mask is left out
    attributes  the same, written plainly, without what refers to other elements
    references  (attribute, id) of what it refers to
    stop        the colour and opacity of a gradient's stop, plain
    by_alpha    of a mask: it hides by the opacity of what it holds, else by its brightness
    """

    declared: Declarations
    attributes: dict[str, str]
    references: tuple[tuple[str, str], ...]
    stop: dict[str, str]
    by_alpha: bool

    PRESENTATION: ClassVar[frozenset[str]] = PRESENTATION | {
        "stop-color",
        "stop-opacity",
        "mask-type",
        "color-interpolation",
    }
    """Attributes of an element that mean the same as the CSS property of that name."""

    @property
    def paints(self) -> tuple[str, ...]:
        """The ids of the gradients that fill it and its line."""
        return tuple(name for attribute, name in self.references if attribute in ("fill", "stroke"))

    @property
    def mask(self) -> str | None:
        """The id of its mask."""
        return dict(self.references).get("mask")

    @property
    def inherited(self) -> dict[str, str]:
        """The attributes that the elements inside it inherit."""
        return {name: value for name, value in self.attributes.items() if name not in _NOT_INHERITED}


def allowed_style(declared: Declarations, diagonal: float) -> Allowed:
    """What may pass of the declarations of an element. Raises SvgError with what may not."""
    rest = dict(declared)
    attributes: dict[str, str] = {}
    references: list[tuple[str, str]] = []
    stop = _stop(rest.pop("stop-color", "black"), rest.pop("stop-opacity", "1"))
    by_alpha = _one_of("mask-type", rest.pop("mask-type", "luminance"), "luminance", "alpha") == "alpha"
    _one_of("color-interpolation", rest.pop("color-interpolation", "auto"), "auto", "sRGB", "inherit")
    if "paint-order" in rest:
        attributes["paint-order"] = _paint_order(rest.pop("paint-order"))
    for name in ("fill", "stroke", "mask"):
        found = url_reference(rest.get(name, ""))
        if found is None:
            continue
        references.append((name, local_reference(found)))
        rest[name] = "none" if name == "mask" else "#000000"
    for name, value in rest.items():
        if name not in _WRITTEN or name in dict(references):
            continue
        if value.strip().lower() == "inherit" and name not in _NOT_INHERITED:
            attributes[name] = "inherit"
        else:
            attributes[name] = _WRITTEN[name](computed_style(Style(), {name: value}, diagonal))
    clip = computed_style(Style(), rest, diagonal).clip  # raises for every property that may not pass
    if clip is not None:
        references.append(("clip-path", clip))
    return Allowed(rest, attributes, tuple(references), stop, by_alpha)


def _stop(colour: str, opacity: str) -> dict[str, str]:
    style = computed_style(Style(), {"fill": colour, "fill-opacity": opacity}, 0.0)
    if style.fill is None:
        raise SvgError(f'"{colour}" is not a colour this reader knows', "write it as #RRGGBB")
    written = "currentColor" if style.fill.is_current else style.fill.hex
    return {"stop-color": written, "stop-opacity": plain(style.fill_opacity * style.fill.opacity)}


def _one_of(name: str, value: str, *known: str) -> str:
    for each in known:
        if value.strip().lower() == each.lower():
            return each
    raise _undrawable(name, value)


def _undrawable(name: str, value: str) -> SvgError:
    return SvgError(f"it uses {name}: {value[:40]}, which cannot be drawn exactly", PNG)


def _paint_order(value: str) -> str:
    words = value.split()
    if not words or not set(words) <= _PAINT_ORDER:
        raise _undrawable("paint-order", value)
    return " ".join(words)


def _paint(colour: Colour | None) -> str:
    if colour is None:
        return "none"
    if colour.is_current:
        return "currentColor"
    if colour.opacity == 1.0:
        return colour.hex
    channels = (int(colour.hex[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({', '.join(map(str, channels))}, {plain(colour.opacity)})"


_WRITTEN: dict[str, Callable[[Style], str]] = {
    "color": lambda style: _paint(style.colour),
    "fill": lambda style: _paint(style.fill),
    "stroke": lambda style: _paint(style.stroke),
    "fill-opacity": lambda style: plain(style.fill_opacity),
    "stroke-opacity": lambda style: plain(style.stroke_opacity),
    "opacity": lambda style: plain(style.opacity),
    "stroke-width": lambda style: plain(style.stroke_width),
    "stroke-linecap": lambda style: style.cap,
    "stroke-linejoin": lambda style: style.join,
    "stroke-miterlimit": lambda style: plain(style.miter_limit),
    "stroke-dasharray": lambda style: " ".join(map(plain, style.dash)) or "none",
    "stroke-dashoffset": lambda style: plain(style.dash_offset),
    "fill-rule": lambda style: "evenodd" if style.even_odd else "nonzero",
    "clip-rule": lambda style: "evenodd" if style.clip_even_odd else "nonzero",
    "visibility": lambda style: "visible" if style.visible else "hidden",
}


# --- attributes of their own ---


def transform_text(node: Node, name: str) -> dict[str, str]:
    """The transform in attribute `name` as one matrix. Raises SvgError."""
    text = node.attributes.get(name, "")
    if not text.strip():
        return {}
    matrix = read_transform(text)
    values = (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)
    return {name: f"matrix({' '.join(map(plain, values))})"}


def use_offset(node: Node, viewport: Viewport) -> dict[str, str]:
    """Where a use places what it shows. Raises SvgError."""
    full = {"x": viewport.width, "y": viewport.height}
    return {name: plain(length(node.attributes.get(name, "0"), full[name])) for name in full}


def container_attributes(node: Node) -> dict[str, str]:
    """The attributes of a mask or a clipPath. Raises SvgError."""
    if node.name == "clipPath":
        return _units(node, "clipPathUnits") | transform_text(node, "transform")
    made = _units(node, "maskUnits") | _units(node, "maskContentUnits")
    for name in ("x", "y", "width", "height"):
        if name in node.attributes:
            made[name] = _measure(node, name)
    return made


def gradient_attributes(node: Node) -> dict[str, str]:
    """The attributes of a gradient. Raises SvgError."""
    made = _units(node, "gradientUnits") | transform_text(node, "gradientTransform")
    _one_of("spreadMethod", node.attributes.get("spreadMethod", "pad"), "pad")
    linear = node.name == "linearGradient"
    for name in ("x1", "y1", "x2", "y2") if linear else ("cx", "cy", "r", "fx", "fy", "fr"):
        if name in node.attributes:
            made[name] = _measure(node, name)
    return made


def refuse_unsteady_gradient(chain: Sequence[Node]) -> None:
    """Raises SvgError for a gradient that readers draw differently: no longer than a point, or with a focus at the rim.

    `chain` is the gradient and those that it takes its attributes from.
    """
    matrix = read_transform(_first(chain, "gradientTransform"))
    flat = abs(matrix.a * matrix.d - matrix.b * matrix.c) < 1e-12
    if chain[0].name == "linearGradient":
        ends = [_first(chain, name) or default for name, default in _ENDS.items()]
        flat = flat or _places(ends[:2]) == _places(ends[2:])
    else:
        flat = flat or _places([_first(chain, "r") or "50%"]) == [0.0]
        _refuse_focus_at_rim(chain)
    if flat:
        raise SvgError("its gradient is no longer than a point, which readers treat differently", PNG)


_ENDS = {"x1": "0%", "y1": "0%", "x2": "100%", "y2": "0%"}


def _refuse_focus_at_rim(chain: Sequence[Node]) -> None:
    if any("fx" in node.attributes or "fy" in node.attributes for node in chain):
        left, top, radius = (_first(chain, name) or "50%" for name in ("cx", "cy", "r"))
        measured = [left, top, radius, _first(chain, "fx") or left, _first(chain, "fy") or top]
        whole = _first(chain, "gradientUnits") == "userSpaceOnUse"
        mixed = whole and len({text.endswith("%") for text in measured}) > 1
        cx, cy, r, fx, fy = _places(measured)
        if mixed or hypot(fx - cx, fy - cy) > 0.99 * r:
            raise SvgError(
                "the focus of its gradient is at the rim of its circle, which readers treat differently", PNG
            )
    if any(_places([node.attributes.get("fr", "0")]) != [0.0] for node in chain):
        raise SvgError("its gradient begins at a circle (fr), which readers treat differently", PNG)


def _places(texts: Sequence[str]) -> list[float]:
    """Lengths, and percentages as parts of one."""
    return [number(text[:-1]) / 100 if text.endswith("%") else length(text) for text in map(str.strip, texts)]


def _first(chain: Sequence[Node], name: str) -> str:
    return next((node.attributes[name].strip() for node in chain if name in node.attributes), "")


def stop_attributes(node: Node, allowed: Allowed) -> dict[str, str]:
    """The attributes of a stop of a gradient. Raises SvgError."""
    text = node.attributes.get("offset", "0").strip()
    offset = number(text[:-1]) / 100 if text.endswith("%") else number(text)
    return {"offset": plain(min(1.0, max(0.0, offset))), **allowed.stop}


def _units(node: Node, name: str) -> dict[str, str]:
    if name not in node.attributes:
        return {}
    return {name: _one_of(name, node.attributes[name], "userSpaceOnUse", "objectBoundingBox")}


def _measure(node: Node, name: str) -> str:
    """A length, or a percentage as it is: what it is a part of depends on the units."""
    text = node.attributes[name].strip()
    value = f"{plain(number(text[:-1]))}%" if text.endswith("%") else plain(length(text))
    if name in ("r", "width", "height") and value.startswith("-"):
        raise SvgError(f"{name} is below zero")
    return value


def path_data(path: Path) -> str:
    """The `d` of a path in absolute coordinates."""
    return " ".join(part for kind, *values in path for part in (kind, *map(plain, values)))


def plain(value: float) -> str:
    """A number with nine digits, never with an exponent."""
    text = f"{value:.9g}"
    if "e" in text:
        text = f"{value:.12f}".rstrip("0").rstrip(".") if abs(value) < 1 else f"{value:.0f}"
    return "0" if text in ("-0", "") else text
