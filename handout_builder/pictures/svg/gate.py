"""The tree of an SVG → the same picture as an SVG of allowed parts only, for a library to draw; or what forbids that.

Nothing of the file is copied: every element and value is read by the rules of this room and written anew. So the copy
names nothing outside itself and has no text, no picture, no script, no style sheet and no name that the file chose.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from handout_builder.geometry.path import path_bounds
from handout_builder.pictures.svg.allowed import (
    GRADIENTS,
    Allowed,
    container_attributes,
    gradient_attributes,
    refuse_unsteady_gradient,
    stop_attributes,
    transform_text,
    use_offset,
)
from handout_builder.pictures.svg.css import walk
from handout_builder.pictures.svg.elements import (
    ACTIVE,
    NEVER_DRAWN,
    SHAPES,
    Viewport,
    refusal,
    refuse_active,
    refuse_conditions,
)
from handout_builder.pictures.svg.lookup import Lookup
from handout_builder.pictures.svg.numbers import MAX_SEGMENTS, too_many_points
from handout_builder.pictures.svg.rewrite import rewritten
from handout_builder.pictures.svg.stroke import refuse_lost_stroke
from handout_builder.pictures.svg.style import PNG, Style, computed_style, local_reference
from handout_builder.pictures.svg.tree import MAX_DEPTH, Node, SvgError

_MAX_VISITS = 5_000
"""Real logos have up to 2,600; each costs about a millisecond here, and more in a printer."""
_MAX_FAULTS = 20
_GROUPS = ("g", "use")
_ONE_PATH = "use one path in the clipPath"

_Route = tuple[Node, ...]


class _EnoughError(Exception):
    """The limit of faults or of work is reached."""


class Gate:
    """One walk over all that is drawn, also through references, within a budget; gathers faults as it goes."""

    def __init__(self, root: Node, viewport: Viewport) -> None:
        """Raises SvgError when the style sheet inside the file cannot be followed."""
        self.faults: list[SvgError] = []
        self._file = Lookup(root, viewport)
        self._kept: dict[int, Node] = {}
        self._names: dict[int, str] = {}
        self._visits = self._segments = 0

    def document(self, width: float, height: float) -> str:
        """The copy, `width` × `height` pixels large; it is of use only when `faults` is empty afterwards."""
        try:
            for node in walk(self._file.root):
                with self._collecting_faults(node):
                    refuse_active(node)
            with self._collecting_faults(self._file.root):
                self._drawn(self._file.root, Style(), ())
            for node in [above for kept in self._kept.values() for above in self._file.line_to(kept)]:
                with self._collecting_faults(node):
                    self._file.style(node)
        except _EnoughError:
            pass  # the faults say it all
        return "" if self.faults else rewritten(self._file, self._kept, self._names, width, height)

    @contextmanager
    def _collecting_faults(self, node: Node) -> Iterator[None]:
        try:
            yield
        except SvgError as fault:
            if not fault.line:
                fault.line, fault.column = node.line, node.column
            if not fault.message.startswith("<"):
                fault.message = f"<{node.name}>: {fault.message}"
            if all((fault.line, fault.message) != (known.line, known.message) for known in self.faults):
                self.faults.append(fault)
            if len(self.faults) >= _MAX_FAULTS or self._visits > _MAX_VISITS or self._segments > MAX_SEGMENTS:
                raise _EnoughError from None

    # --- what is drawn ---

    def _enter(self, node: Node, route: _Route) -> None:
        """Counts one look at a node and keeps it. Raises SvgError when the budget is spent or it contains itself."""
        self._visits += 1
        if self._visits > _MAX_VISITS:
            raise SvgError(f"the drawing has more than {_MAX_VISITS:,} parts", "simplify it or save it as a PNG")
        if len(route) > MAX_DEPTH:
            raise SvgError(f"elements are nested deeper than {MAX_DEPTH}", "take its groups apart")
        self._kept[id(node)] = node

    def _drawn(self, node: Node, around: Style, route: _Route, mask: bool = False, clip: bool = False) -> None:
        """Looks at one element and all that it shows; `mask`: in a mask by brightness, `clip`: in a clipPath."""
        if node.name in ACTIVE or (node.name in NEVER_DRAWN and route):
            return
        allowed = self._file.style(node)
        style = computed_style(around, allowed.declared, self._file.viewport.diagonal)
        if not style.shown:
            return
        if route and node.name not in SHAPES and node.name not in _GROUPS:
            raise refusal(node)
        if clip and node.name == "g":
            raise SvgError(
                f"its clipPath holds a <{node.name}> that cannot be followed", "use one path in the clipPath"
            )
        self._enter(node, route)
        refuse_conditions(node)
        transform_text(node, "transform")
        route = (*route, node)
        self._follow(allowed, style, route, mask)
        if node.name == "use":
            use_offset(node, self._file.viewport)
            target = self._target(node.attributes.get("href", ""), route, (*SHAPES, *_GROUPS))
            if clip and target.name not in SHAPES:
                raise SvgError(f"its clipPath shows a <{target.name}>, which readers treat differently", _ONE_PATH)
            self._drawn(target, style, route, mask, clip)
        elif node.name in SHAPES:
            self._shape(node, style)
        else:
            for child in node.children:
                with self._collecting_faults(child):
                    self._drawn(child, style, route, mask, clip)
        if mask and node.name in SHAPES:
            for colour in (style.fill, style.stroke):
                _refuse_coloured_mask((style.colour if colour.is_current else colour).hex if colour else "")

    def _shape(self, node: Node, style: Style) -> None:
        path = self._file.path(node)
        self._segments += len(path)
        if self._segments > MAX_SEGMENTS:
            raise too_many_points()
        if style.stroke is not None and style.visible:
            if style.dash and "pathLength" in node.attributes:
                raise SvgError("its dashes are scaled (pathLength)", "take that attribute out")
            refuse_lost_stroke(path, style.cap, style.dash)

    def _follow(self, allowed: Allowed, style: Style, route: _Route, mask: bool) -> None:
        """Looks at what the style of an element refers to."""
        for paint in allowed.paints:
            self._gradient(self._target(f"#{paint}", route, GRADIENTS), route, mask)
        if allowed.mask is not None:
            target = self._target(f"#{allowed.mask}", route, ("mask",))
            self._inside(target, route, mask=not self._file.style(target).by_alpha)
        self._follow_clip(style, route)

    def _follow_clip(self, style: Style, route: _Route) -> None:
        """Looks at the clipPath of the last element of `route`."""
        if style.clip is None:
            return
        target = self._target(f"#{style.clip}", route, ("clipPath",))
        if container_attributes(target).get("clipPathUnits") == "objectBoundingBox" and self._is_line(route[-1]):
            raise SvgError("its clipPath is measured in parts of a line, which has no area", PNG)
        self._inside(target, route, clip=True)

    def _is_line(self, node: Node) -> bool:
        bounds = path_bounds(self._file.path(node)) if node.name in SHAPES else None
        return bounds is not None and (bounds[0] == bounds[2] or bounds[1] == bounds[3])

    def _inside(self, node: Node, route: _Route, mask: bool = False, clip: bool = False) -> None:
        """Looks at what a mask or a clipPath holds, with the style that it has at its place in the file."""
        self._enter(node, route)
        container_attributes(node)
        style = Style()
        for each in self._file.line_to(node):
            allowed = self._file.style(each)
            style = computed_style(style, allowed.declared, self._file.viewport.diagonal)
            for paint in allowed.paints:
                self._gradient(self._target(f"#{paint}", (*route, node), GRADIENTS), (*route, node), mask)
        if self._file.style(node).mask is not None:
            raise SvgError(f"its {node.name} has a mask itself, which readers treat differently", PNG)
        self._follow_clip(style, (*route, node))
        for child in node.children:
            with self._collecting_faults(child):
                self._drawn(child, style, (*route, node), mask, clip)

    def _gradient(self, node: Node, route: _Route, mask: bool) -> None:
        self._enter(node, route)
        chain = [node]
        while "href" in chain[-1].attributes:
            if len(chain) > MAX_DEPTH:
                raise SvgError(f"elements are nested deeper than {MAX_DEPTH}", "take its groups apart")
            chain.append(self._target(chain[-1].attributes["href"], (*route, *chain), GRADIENTS))
            self._enter(chain[-1], route)
        for each in chain:
            with self._collecting_faults(each):
                self._file.style(each)
                gradient_attributes(each)
        refuse_unsteady_gradient(chain)
        stops = next((found for each in chain if (found := [c for c in each.children if c.name == "stop"])), [])
        if not stops:
            raise SvgError("its gradient has no colours (stop)", PNG)
        for stop in stops:
            with self._collecting_faults(stop):
                self._kept[id(stop)] = stop
                colour = stop_attributes(stop, self._file.style(stop))["stop-color"]
                if mask:
                    _refuse_coloured_mask(colour)

    def _target(self, reference: str, route: _Route, kinds: tuple[str, ...]) -> Node:
        name = local_reference(reference)
        target = self._file.by_id.get(name)
        if target is None:
            raise SvgError(f'nothing in the file has the id "{name[:40]}"')
        if any(target is entered for entered in route):
            raise SvgError(f'it shows "{name[:40]}", which contains it', "break the circle")
        if target.name not in kinds:
            raise _wrong_kind(name, target, kinds)
        self._names.setdefault(id(target), f"i{len(self._names)}")
        return target


def _wrong_kind(name: str, target: Node, kinds: tuple[str, ...]) -> SvgError:
    """The problem of a reference to an element of another kind than `kinds`."""
    if kinds == GRADIENTS:
        return SvgError(f"url(#{name[:40]}) is a pattern or no gradient, which cannot be drawn exactly", PNG)
    if len(kinds) == 1:
        property_name = "clip-path" if kinds == ("clipPath",) else "mask"
        return SvgError(f'its {property_name} "{name[:40]}" is a <{target.name}>', f"use a {kinds[0]} element")
    return SvgError(f"it shows a <{target.name}>, which cannot be drawn exactly", "show a group or shape instead")


def _refuse_coloured_mask(colour: str) -> None:
    if colour and not colour[1:3] == colour[3:5] == colour[5:7]:
        raise SvgError("its mask has colours, whose brightness readers measure differently", f"use greys, or {PNG}")
