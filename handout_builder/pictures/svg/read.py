"""An SVG file → a Drawing that looks exactly as the file says; what cannot be drawn so is a problem with its line."""

from __future__ import annotations

import re
from pathlib import Path as FilePath

from handout_builder.errors import ContentError, Place, Problem
from handout_builder.geometry.basic_paths import rectangle_path
from handout_builder.geometry.drawing import Clipped, Drawing, Finished, Item
from handout_builder.geometry.matrix import Matrix
from handout_builder.geometry.path import overlap
from handout_builder.pictures.svg.elements import Viewport
from handout_builder.pictures.svg.finish import INSTALL, can_draw, finished
from handout_builder.pictures.svg.gate import Gate
from handout_builder.pictures.svg.numbers import numbers
from handout_builder.pictures.svg.scene import Scene
from handout_builder.pictures.svg.stroke import all_bounds
from handout_builder.pictures.svg.style import length
from handout_builder.pictures.svg.tree import Node, SvgError, read_tree

_FIT = re.compile(r"(?:none|x(Min|Mid|Max)Y(Min|Mid|Max))(?:\s+(meet|slice))?")
_RELATIVE = re.compile(r"(?:%|em|ex|ch|vw|vh|vmin|vmax)$")
"""Sizes that depend on what is around the drawing: the viewBox says its shape."""
_TINY, _ENLARGED = 20.0, 100.0
_SHARE = {"Min": 0.0, "Mid": 0.5, "Max": 1.0}


def read_svg(data: bytes, path: FilePath) -> Drawing:
    """The drawing in an SVG file's bytes, in CSS pixels (96 to the inch), every paint a fixed colour "#RRGGBB".

    What no shapes can say (gradients, masks, layers …) a library draws, from a copy of what may pass: see `gate`.
    `path` is named in problems and never opened. Raises ContentError with everything that cannot be drawn exactly
    (text, patterns, filters, pictures, scripts, anything outside the file …), each with its line.
    """
    try:
        root = read_tree(data)
        width, height, placed, viewport = _page(root)
        scene = Scene(root, viewport)
        items = scene.items(placed)
        if scene.faults:
            return Drawing(width, height, (), _finished(root, width, height, viewport, scene.faults))
        if overlap(all_bounds(items), (0.0, 0.0, width, height)) is None:
            raise SvgError("the drawing shows nothing", "check that its shapes are inside its viewBox", root.line)
    except SvgError as fault:
        raise ContentError([_problem(path, fault)]) from None
    except _Faults as found:
        raise ContentError(_problem(path, fault) for fault in found.faults) from None
    return Drawing(width, height, _clipped(items, width, height))


class _Faults(Exception):  # noqa: N818
    """Several faults of one file."""

    def __init__(self, faults: list[SvgError]) -> None:
        super().__init__()
        self.faults = faults


def _finished(root: Node, width: float, height: float, viewport: Viewport, undrawn: list[SvgError]) -> Finished:
    """The picture as the library draws it; `undrawn` is what kept this reader from it. Raises _Faults and SvgError."""
    gate = Gate(root, viewport)
    copy = gate.document(width, height)
    if gate.faults:
        raise _Faults(gate.faults)
    if not can_draw():
        raise _Faults([SvgError(fault.message, INSTALL, fault.line, fault.column) for fault in undrawn])
    try:
        return finished(copy)
    except SvgError as fault:
        fault.line, fault.column = root.line, root.column
        raise


def _problem(path: FilePath, fault: SvgError) -> Problem:
    return Problem(Place(path, fault.line, fault.column), fault.message, fault.remedy)


def _clipped(items: tuple[Item, ...], width: float, height: float) -> tuple[Item, ...]:
    """The items clipped to the page, if one of them leaves it."""
    bounds = all_bounds(items)
    slack = 1e-3
    if bounds and (bounds[0] < -slack or bounds[1] < -slack or bounds[2] > width + slack or bounds[3] > height + slack):
        return (Clipped(rectangle_path(0.0, 0.0, width, height), items),)
    return items


def _page(root: Node) -> tuple[float, float, Matrix, Viewport]:
    """Width and height in pixels, the matrix from user units to pixels, and the viewport. Raises SvgError."""
    try:
        if "transform" in root.attributes:
            raise SvgError("<svg> has a transform, which readers treat differently", "put it on a group")
        width, height = _side(root, "width"), _side(root, "height")
        box = _view_box(root)
        if box is None:
            if not width or not height:
                raise SvgError(
                    "the drawing has neither a size nor a viewBox", 'write <svg width="…" height="…" viewBox="0 0 … …">'
                )
            return width, height, Matrix(), Viewport(width, height)
        left, top, across, down = box
        if not (width or height) and max(across, down) < _TINY:
            width = across * _ENLARGED / max(across, down)  # PDFs keep few decimals, and only the shape was given
        width, height = width or (height or down) / down * across, height or (width or across) / across * down
        if not (0.01 <= width / height <= 100 and 0.01 <= across / down <= 100):
            raise SvgError("the drawing is more than a hundred times as long as wide", "check its size and viewBox")
        fit = _fit(root.attributes.get("preserveAspectRatio", "xMidYMid"), width, height, across, down)
        return width, height, fit @ Matrix(e=-left, f=-top), Viewport(across, down)
    except SvgError as fault:
        fault.line, fault.column = root.line, root.column
        raise


def _side(root: Node, name: str) -> float | None:
    text = root.attributes.get(name, "auto").strip()
    if text in ("auto", "") or _RELATIVE.search(text):
        return None
    side = length(text)
    if side <= 0:
        raise SvgError(f"the drawing's {name} is {text}", "give it a size above zero")
    return side


def _view_box(root: Node) -> tuple[float, float, float, float] | None:
    text = root.attributes.get("viewBox")
    if text is None:
        return None
    match numbers(text):
        case [left, top, width, height] if width > 0 and height > 0:
            return left, top, width, height
    raise SvgError(f'viewBox "{text[:40]}" is not left, top, width and height', 'write viewBox="0 0 100 100"')


def _fit(how: str, width: float, height: float, across: float, down: float) -> Matrix:
    """The matrix that fits a viewBox of `across` × `down` units to the page (SVG 2, 8.6). Raises SvgError."""
    found = _FIT.fullmatch(how.strip())
    if not found:
        raise SvgError(f'preserveAspectRatio "{how[:40]}" is not known', 'write "xMidYMid meet"')
    x, y, cover = found.groups()
    if x is None:
        return Matrix(a=width / across, d=height / down)
    scale = (max if cover == "slice" else min)(width / across, height / down)
    return Matrix(a=scale, d=scale, e=_SHARE[x] * (width - across * scale), f=_SHARE[y] * (height - down * scale))
