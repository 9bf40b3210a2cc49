"""The tree of an SVG → the shapes that it paints, in order, and everything that cannot be painted exactly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from handout_builder.geometry.drawing import Clipped, Item, Shape
from handout_builder.geometry.matrix import Matrix
from handout_builder.geometry.path import Bounds, Path, mapped, overlap, path_bounds
from handout_builder.pictures.svg.css import Declarations, declarations_for, read_rules, walk
from handout_builder.pictures.svg.elements import (
    ACTIVE,
    NEVER_DRAWN,
    SHAPES,
    Viewport,
    refusal,
    refuse_active,
    refuse_conditions,
    refuse_styled_size,
    shape_path,
)
from handout_builder.pictures.svg.numbers import MAX_SEGMENTS, read_transform, too_many_points
from handout_builder.pictures.svg.stroke import exact_stroke, item_bounds
from handout_builder.pictures.svg.style import PNG, PRESENTATION, Colour, Style, computed_style, length, local_reference
from handout_builder.pictures.svg.tree import MAX_DEPTH, Node, SvgError

_MAX_VISITS = 20_000
_MAX_FAULTS = 20
_MAX_COMPARED = 100
_DIGITS = 6
"""Decimals of a pixel that points, widths and dashes of the drawing are rounded to."""

_Route = tuple[Node, ...]
"""The elements entered on the way to one, through groups and uses."""


class _EnoughError(Exception):
    """The limit of faults or of work is reached."""


class Scene:
    """One walk over the elements that draw, within a budget of visits and points; gathers faults as it goes."""

    def __init__(self, root: Node, viewport: Viewport) -> None:
        """Raises SvgError when the style sheet inside the file cannot be followed."""
        self.viewport = viewport
        self.faults: list[SvgError] = []
        self._root = root
        self._rules = read_rules(root)
        self._by_id = {node.attributes["id"]: node for node in reversed(list(walk(root))) if "id" in node.attributes}
        self._declared: dict[int, Declarations] = {}
        self._visits = self._segments = 0

    def items(self, matrix: Matrix) -> tuple[Item, ...]:
        """All that is painted, `matrix` mapping user units to the drawing; afterwards `faults` has what cannot be."""
        painted: list[Item] = []
        try:
            for node in walk(self._root):
                with self._collecting_faults(node):
                    refuse_active(node)
            with self._collecting_faults(self._root):
                style = self._style(self._root, Style())
                if style.shown:
                    painted.extend(self._as_layer(self._children(self._root, style, matrix, ()), style, matrix, ()))
        except _EnoughError:
            pass  # the faults say it all
        return tuple(painted)

    @contextmanager
    def _collecting_faults(self, node: Node) -> Iterator[None]:
        """A fault of `node` is added to `faults` with its line, and the walk goes on after it."""
        try:
            yield
        except SvgError as fault:
            if not fault.line:
                fault.line, fault.column = node.line, node.column
            if not fault.message.startswith("<"):
                fault.message = f"<{node.name}>: {fault.message}"
            self.faults.append(fault)
            if len(self.faults) >= _MAX_FAULTS or self._visits > _MAX_VISITS or self._segments > MAX_SEGMENTS:
                raise _EnoughError from None

    def _style(self, node: Node, around: Style) -> Style:
        declared = self._declared.get(id(node))
        if declared is None:
            declared = self._declared[id(node)] = declarations_for(node, self._rules, PRESENTATION)
        refuse_styled_size(node, declared)
        return computed_style(around, declared, self.viewport.diagonal)

    def _children(self, node: Node, style: Style, matrix: Matrix, route: _Route) -> list[Item]:
        painted: list[Item] = []
        for child in node.children:
            with self._collecting_faults(child):
                painted.extend(self._element(child, style, matrix, (*route, node)))
        return painted

    def _element(self, node: Node, around: Style, matrix: Matrix, route: _Route) -> tuple[Item, ...]:
        self._visit()
        if len(route) > MAX_DEPTH:
            raise SvgError(f"elements are nested deeper than {MAX_DEPTH}", "take its groups apart")
        if node.name in NEVER_DRAWN or node.name in ACTIVE:
            return ()
        style = self._style(node, around)
        if not style.shown:
            return ()
        if node.name not in SHAPES and node.name not in ("g", "use"):
            raise refusal(node)
        refuse_conditions(node)
        matrix = matrix @ read_transform(node.attributes.get("transform", ""))
        if node.name == "use":
            painted = self._use(node, style, matrix, route)
        elif node.name == "g":
            painted = self._children(node, style, matrix, route)
        else:
            painted = self._shape(node, style, matrix)
        return self._as_layer(painted, style, matrix, (*route, node))

    def _visit(self) -> None:
        """Counts one look at an element, in the drawing or in a clipPath; raises SvgError when the budget is spent."""
        self._visits += 1
        if self._visits > _MAX_VISITS:
            raise SvgError(f"the drawing has more than {_MAX_VISITS:,} parts", "simplify it or save it as a PNG")

    def _use(self, node: Node, style: Style, matrix: Matrix, route: _Route) -> list[Item]:
        target = self._target(node.attributes.get("href", ""), (*route, node))
        if target.name not in SHAPES and target.name not in ("g", "use"):
            raise SvgError(
                f"it shows a <{target.name}>, which cannot be drawn exactly", "show a group or shape instead"
            )
        moved = matrix @ Matrix(
            e=length(node.attributes.get("x", "0"), self.viewport.width),
            f=length(node.attributes.get("y", "0"), self.viewport.height),
        )
        return list(self._element(target, style, moved, (*route, node)))

    def _target(self, reference: str, route: _Route) -> Node:
        name = local_reference(reference)
        target = self._by_id.get(name)
        if target is None:
            raise SvgError(f'nothing in the file has the id "{name[:40]}"')
        if any(target is entered for entered in route):
            raise SvgError(f'it shows "{name[:40]}", which contains it', "break the circle")
        return target

    def _path(self, node: Node, matrix: Matrix) -> Path:
        path = shape_path(node, self.viewport)
        self._segments += len(path)
        if self._segments > MAX_SEGMENTS:
            raise too_many_points()
        return mapped(path, matrix, _DIGITS)

    # --- painting ---

    def _shape(self, node: Node, style: Style, matrix: Matrix) -> list[Item]:
        path = self._path(node, matrix)
        if not style.visible or len(path) < 2:
            return []
        fill, fill_opacity = _painted_colour(style.fill, style.fill_opacity, style)
        stroke, stroke_opacity = _painted_colour(style.stroke, style.stroke_opacity, style)
        if node.name == "line" or path_bounds(path) is None:
            fill = None
        filled = Shape(path, fill=fill, even_odd=style.even_odd, opacity=fill_opacity)
        if stroke is None or style.stroke_width == 0:
            return [filled] if fill else []
        stroked = self._stroked(node, replace(filled, fill=None, opacity=stroke_opacity, stroke=stroke), style, matrix)
        if fill and fill_opacity == stroke_opacity == 1.0:
            return [replace(stroked, fill=fill)]
        return [filled, stroked] if fill else [stroked]

    def _stroked(self, node: Node, shape: Shape, style: Style, matrix: Matrix) -> Shape:
        scale = matrix.even_scale
        if scale is None:
            raise SvgError(
                "its line is stretched more one way than the other by a transform", "turn the line into a filled path"
            )
        if style.dash and ("pathLength" in node.attributes or style.dash_offset % sum(style.dash)):
            raise SvgError("its dashes are shifted or scaled (stroke-dashoffset, pathLength)", "let them begin at 0")
        wide = replace(
            shape,
            stroke_width=round(style.stroke_width * scale, _DIGITS),
            cap=style.cap,
            join=style.join,
            dash=tuple(round(dash * scale, _DIGITS) for dash in style.dash),
        )
        return exact_stroke(wide, style.miter_limit)

    def _as_layer(self, painted: list[Item], style: Style, matrix: Matrix, route: _Route) -> tuple[Item, ...]:
        """What an element painted, with the clip and the opacity of the element."""
        items = tuple(painted)
        if style.clip is not None and items:
            items = self._clipped(items, style.clip, matrix, route)
        return _with_opacity(items, style.opacity)

    def _clipped(self, items: tuple[Item, ...], name: str, matrix: Matrix, route: _Route) -> tuple[Item, ...]:
        node = self._target(f"#{name}", route)
        if node.name != "clipPath":
            raise SvgError(f'its clip-path "{name[:40]}" is a <{node.name}>', "clip with a clipPath element")
        style = self._style(node, Style())
        if node.attributes.get("clipPathUnits", "userSpaceOnUse") != "userSpaceOnUse":
            raise SvgError("its clipPath is measured in parts of what it clips", "use clipPathUnits userSpaceOnUse")
        inside = matrix @ read_transform(node.attributes.get("transform", ""))
        outlines = [
            outline for child in node.children for outline in self._clip_outlines(child, style, inside, (*route, node))
        ]
        if not outlines:
            return ()
        if len(outlines) > 1 and not _disjoint(path_bounds(path) for path, _ in outlines):
            raise SvgError("its clipPath has several shapes that overlap", "unite them into one path")
        rules = {even_odd for _, even_odd in outlines}
        if len(rules) > 1:
            raise SvgError("its clipPath mixes two clip-rules", "unite its shapes into one path")
        clipped = (Clipped(tuple(segment for path, _ in outlines for segment in path), items, rules.pop()),)
        return self._clipped(clipped, style.clip, matrix, (*route, node)) if style.clip is not None else clipped

    def _clip_outlines(self, node: Node, around: Style, matrix: Matrix, route: _Route) -> list[tuple[Path, bool]]:
        """The outlines that a child of a clipPath adds, each with whether it is filled even-odd."""
        self._visit()
        if node.name in NEVER_DRAWN:
            return []
        style = self._style(node, around)
        if not (style.shown and style.visible):
            return []
        if style.clip is not None or (node.name not in SHAPES and node.name != "use"):
            raise SvgError(
                f"its clipPath holds a <{node.name}> that cannot be followed", "use one path in the clipPath"
            )
        matrix = matrix @ read_transform(node.attributes.get("transform", ""))
        if node.name != "use":
            path = self._path(node, matrix)
            return [(path, style.clip_even_odd)] if len(path) > 1 else []
        target = self._target(node.attributes.get("href", ""), (*route, node))
        if target.name == "use":
            why = f"its clipPath shows a <{target.name}>, which readers treat differently"
            raise SvgError(why, "use one path in the clipPath")
        moved = matrix @ Matrix(
            e=length(node.attributes.get("x", "0"), self.viewport.width),
            f=length(node.attributes.get("y", "0"), self.viewport.height),
        )
        return self._clip_outlines(target, style, moved, (*route, node))


def _painted_colour(colour: Colour | None, opacity: float, style: Style) -> tuple[str | None, float]:
    """The colour and its opacity; no colour when nothing would be seen."""
    if colour is None:
        return None, 1.0
    colour = style.colour if colour.is_current else colour
    painted = round(colour.opacity * opacity, 6)
    return (colour.hex, painted) if painted > 0 else (None, 1.0)


def _with_opacity(items: tuple[Item, ...], opacity: float) -> tuple[Item, ...]:
    """Items that look like one layer of that opacity. Raises SvgError when they overlap: each has its own opacity."""
    if opacity == 1.0 or not items:
        return items
    if opacity == 0.0:
        return ()
    if not _disjoint(map(item_bounds, items)) or not all(map(_paints_once, items)):
        raise SvgError(
            f"opacity {opacity:g} over parts that overlap (a fill and its line, or several shapes)",
            f"give each part its own plain, lighter colour, or {PNG}",
        )
    return tuple(_with_own_opacity(item, opacity) for item in items)


def _paints_once(item: Item) -> bool:
    if isinstance(item, Clipped):
        return _disjoint(map(item_bounds, item.items)) and all(map(_paints_once, item.items))
    return isinstance(item, Shape) and (item.fill is None or item.stroke is None)


def _with_own_opacity(item: Item, opacity: float) -> Item:
    if isinstance(item, Clipped):
        return replace(item, items=tuple(_with_own_opacity(inner, opacity) for inner in item.items))
    return replace(item, opacity=round(item.opacity * opacity, 6)) if isinstance(item, Shape) else item


def _disjoint(bounds: Iterable[Bounds | None]) -> bool:
    known = [one for one in bounds if one]
    if len(known) > _MAX_COMPARED:
        return False
    return all(overlap(one, other) is None for index, one in enumerate(known) for other in known[:index])
