"""An SVG element → the path that it draws, or the reason why it cannot be drawn exactly."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from handout_builder.geometry.arithmetic import hypot
from handout_builder.geometry.basic_paths import circle_path, ellipse_path, rectangle_path
from handout_builder.geometry.path import Path
from handout_builder.pictures.svg.numbers import numbers
from handout_builder.pictures.svg.path import poly_path, read_path
from handout_builder.pictures.svg.style import length
from handout_builder.pictures.svg.tree import Node, SvgError

SHAPES = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})

NEVER_DRAWN = frozenset(
    {"defs", "title", "desc", "metadata", "style", "clipPath", "symbol", "view", "linearGradient", "radialGradient"}
    | {"pattern", "mask", "marker", "filter"}
)
"""Elements that draw nothing themselves; a reference to one is checked where it is made."""

_FLATTEN = "take it out in the drawing program, or save the drawing as a PNG"
_REASONS = {
    "text": ("words would change with the fonts at hand", "turn the text into paths (Inkscape: Path > Object to Path)"),
    "image": ("it places another picture", "use that picture by itself, or trace it"),
    "foreignObject": ("its content would be lost", _FLATTEN),
    "svg": ("an svg inside the svg is not drawn by this reader", "turn it into a group"),
    "switch": ("what it draws depends on the reader", "keep one of its branches as a group"),
    "a": ("links inside a picture are lost", "turn it into a group"),
}
ACTIVE = frozenset(
    {"script", "animate", "animateMotion", "animateTransform", "animateColor", "set", "discard", "handler", "listener"}
)
"""Elements that run or move; `refuse_active` refuses them anywhere in the file."""
_CONDITIONS = ("requiredFeatures", "requiredExtensions", "systemLanguage")
_HANDLER = re.compile(r"on[a-z]+")


@dataclass(frozen=True, slots=True)
class Viewport:
    """The width and height that percentages refer to, in user units."""

    width: float
    height: float

    @property
    def diagonal(self) -> float:
        """The length that other percentages refer to, such as those of radii (SVG 1.1, 7.10)."""
        return hypot(self.width, self.height) / math.sqrt(2)


def refuse_active(node: Node) -> None:
    """Raises SvgError for an element that runs, moves or reacts, anywhere in the file."""
    if node.name == "script":
        raise SvgError("<script> is a program, which a picture must not hold", "take it out")
    if node.name in ACTIVE:
        raise SvgError(f"<{node.name}> moves the picture, which paper cannot show", "take the animation out")
    handlers = sorted(name for name in node.attributes if _HANDLER.fullmatch(name))
    if handlers:
        raise SvgError(f"<{node.name}> runs a program ({handlers[0]})", "take that attribute out")


def refusal(node: Node) -> SvgError:
    """The problem of an element that this reader does not draw."""
    why, remedy = _REASONS.get(node.name, ("this reader does not know how to draw it", _FLATTEN))
    return SvgError(f"<{node.name}> cannot be drawn exactly: {why}", remedy)


def refuse_conditions(node: Node) -> None:
    """Raises SvgError for an element that only some readers draw."""
    for name in _CONDITIONS:
        if name in node.attributes:
            raise SvgError(f"only some readers draw it ({name})", "take that attribute out")


def refuse_styled_size(node: Node, declared: Mapping[str, str]) -> None:
    """Raises SvgError for a shape whose size is in a style."""
    if node.name in SHAPES and ("width" in declared or "height" in declared):
        raise SvgError(
            "its size is in a style, which readers treat differently", "write width and height as attributes"
        )


def shape_path(node: Node, viewport: Viewport) -> Path:
    """The path of a basic shape or <path> in user units, empty when it draws nothing. Raises SvgError."""
    match node.name:
        case "path":
            return read_path(node.attributes.get("d", "none").removeprefix("none"))
        case "polyline" | "polygon":
            return poly_path(numbers(node.attributes.get("points", "")), node.name == "polygon")
        case "line":
            x1, y1, x2, y2 = (_length(node, name, viewport) for name in ("x1", "y1", "x2", "y2"))
            return (("M", x1, y1), ("L", x2, y2))
        case "rect":
            return _rect(node, viewport)
    cx, cy = _length(node, "cx", viewport), _length(node, "cy", viewport)
    if node.name == "circle":
        radius = _size(node, "r", viewport)
        return circle_path(cx, cy, radius) if radius else ()
    rx, ry = _radii(node, viewport)
    return ellipse_path(cx, cy, rx, ry) if rx and ry else ()


def _rect(node: Node, viewport: Viewport) -> Path:
    width, height = _size(node, "width", viewport), _size(node, "height", viewport)
    if not (width and height):
        return ()
    rx, ry = _radii(node, viewport)
    rx, ry = min(rx, width / 2), min(ry, height / 2)
    x, y = _length(node, "x", viewport), _length(node, "y", viewport)
    return rectangle_path(x, y, width, height, rx, ry / rx) if rx and ry else rectangle_path(x, y, width, height)


def _radii(node: Node, viewport: Viewport) -> tuple[float, float]:
    """rx and ry; one that is absent or "auto" has the value of the other."""
    rx, ry = (
        None if node.attributes.get(name, "auto").strip() == "auto" else _size(node, name, viewport)
        for name in ("rx", "ry")
    )
    rx, ry = ry if rx is None else rx, rx if ry is None else ry
    return rx or 0.0, ry or 0.0


def _size(node: Node, name: str, viewport: Viewport) -> float:
    value = _length(node, name, viewport)
    if value < 0:
        raise SvgError(f"{name} is below zero")
    return value


def _length(node: Node, name: str, viewport: Viewport) -> float:
    text = node.attributes.get(name, "0")
    if name in ("x", "x1", "x2", "cx", "rx", "width"):
        full = viewport.width
    else:
        full = viewport.height if name != "r" else viewport.diagonal
    try:
        return length(text, full)
    except SvgError as fault:
        raise SvgError(f"{name}: {fault.message}", fault.remedy) from None
