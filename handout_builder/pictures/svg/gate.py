"""The tree of an SVG → the same picture as an SVG of allowed parts only, for a library to draw; or what forbids that.

Nothing of the file is copied: every element and value is read by the rules of this room and written anew. So the copy
names nothing outside itself and has no text, no picture, no script, no style sheet and no name that the file chose.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from html import escape

from handout_builder.geometry.path import Path
from handout_builder.pictures.svg.allowed import (
    GRADIENTS,
    Allowed,
    allowed_style,
    container_attributes,
    gradient_attributes,
    path_data,
    plain,
    refuse_unsteady_focus,
    stop_attributes,
    transform_text,
)
from handout_builder.pictures.svg.css import declarations_for, read_rules, walk
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
from handout_builder.pictures.svg.numbers import MAX_SEGMENTS, numbers, too_many_points
from handout_builder.pictures.svg.stroke import refuse_lost_stroke
from handout_builder.pictures.svg.style import PNG, Style, computed_style, length, local_reference
from handout_builder.pictures.svg.tree import MAX_DEPTH, SVG, Node, SvgError

_MAX_VISITS = 20_000
_MAX_FAULTS = 20
_GROUPS = ("g", "use")

_Route = tuple[Node, ...]


class _EnoughError(Exception):
    """The limit of faults or of work is reached."""


class Gate:
    """One walk over all that is drawn, also through references, within a budget; gathers faults as it goes."""

    def __init__(self, root: Node, viewport: Viewport) -> None:
        """Raises SvgError when the style sheet inside the file cannot be followed."""
        self.faults: list[SvgError] = []
        self._root, self._viewport = root, viewport
        self._rules = read_rules(root)
        self._by_id = {node.attributes["id"]: node for node in reversed(list(walk(root))) if "id" in node.attributes}
        self._above = {id(child): node for node in walk(root) for child in node.children}
        self._allowed: dict[int, Allowed] = {}
        self._paths: dict[int, Path] = {}
        self._kept: set[int] = set()
        self._names: dict[int, str] = {}
        self._visits = self._segments = 0

    def document(self, width: float, height: float) -> str:
        """The copy, `width` × `height` pixels large; it is of use only when `faults` is empty afterwards."""
        inner = ""
        try:
            for node in walk(self._root):
                with self._collecting_faults(node):
                    refuse_active(node)
            with self._collecting_faults(self._root):
                self._drawn(self._root, Style(), ())
            if not self.faults:
                inner = self._written(self._root)
        except _EnoughError:
            pass  # the faults say it all
        head = {"xmlns": SVG, "width": plain(width), "height": plain(height)}
        if "viewBox" in self._root.attributes:
            head["viewBox"] = " ".join(map(plain, numbers(self._root.attributes["viewBox"])))
            head["preserveAspectRatio"] = self._root.attributes.get("preserveAspectRatio", "xMidYMid").strip()
        return _element("svg", head, inner)

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
        self._kept.add(id(node))

    def _style_of(self, node: Node) -> Allowed:
        known = self._allowed.get(id(node))
        if known is None:
            declared = declarations_for(node, self._rules, Allowed.PRESENTATION)
            refuse_styled_size(node, declared)
            known = self._allowed[id(node)] = allowed_style(declared, self._viewport.diagonal)
        return known

    def _drawn(self, node: Node, around: Style, route: _Route, mask: bool = False, clip: bool = False) -> None:
        """Looks at one element and all that it shows; `mask`: in a mask by brightness, `clip`: in a clipPath."""
        if node.name in ACTIVE or (node.name in NEVER_DRAWN and route):
            return
        allowed = self._style_of(node)
        style = computed_style(around, allowed.declared, self._viewport.diagonal)
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
            target = self._target(node.attributes.get("href", ""), route, (*SHAPES, *_GROUPS))
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
        if id(node) not in self._paths:
            self._paths[id(node)] = shape_path(node, self._viewport)
        path = self._paths[id(node)]
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
        self._follow_shape(allowed, style, route)

    def _follow_shape(self, allowed: Allowed, style: Style, route: _Route) -> None:
        """Looks at the clipPath and the mask of an element."""
        if style.clip is not None:
            self._inside(self._target(f"#{style.clip}", route, ("clipPath",)), route, clip=True)
        if allowed.mask is not None:
            target = self._target(f"#{allowed.mask}", route, ("mask",))
            self._inside(target, route, mask=not self._style_of(target).by_alpha)

    def _inside(self, node: Node, route: _Route, mask: bool = False, clip: bool = False) -> None:
        """Looks at what a mask or a clipPath holds, with the style that it has where it stands in the file."""
        self._enter(node, route)
        container_attributes(node)
        style = Style()
        for each in self._line_to(node):
            allowed = self._style_of(each)
            style = computed_style(style, allowed.declared, self._viewport.diagonal)
            for paint in allowed.paints:
                self._gradient(self._target(f"#{paint}", (*route, node), GRADIENTS), (*route, node), mask)
        self._follow_shape(self._style_of(node), style, (*route, node))
        for child in node.children:
            with self._collecting_faults(child):
                self._drawn(child, style, (*route, node), mask, clip)

    def _line_to(self, node: Node) -> list[Node]:
        """The elements from the root down to `node`."""
        line = [node]
        while id(line[-1]) in self._above:
            line.append(self._above[id(line[-1])])
        return line[::-1]

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
                self._style_of(each)
                gradient_attributes(each)
        refuse_unsteady_focus(chain)
        stops = next((found for each in chain if (found := [c for c in each.children if c.name == "stop"])), [])
        if not stops:
            raise SvgError("its gradient has no colours (stop)", PNG)
        for stop in stops:
            with self._collecting_faults(stop):
                self._kept.add(id(stop))
                colour = stop_attributes(stop, self._style_of(stop))["stop-color"]
                if mask:
                    _refuse_coloured_mask(colour)

    def _target(self, reference: str, route: _Route, kinds: tuple[str, ...]) -> Node:
        name = local_reference(reference)
        target = self._by_id.get(name)
        if target is None:
            raise SvgError(f'nothing in the file has the id "{name[:40]}"')
        if any(target is entered for entered in route):
            raise SvgError(f'it shows "{name[:40]}", which contains it', "break the circle")
        if target.name not in kinds:
            raise _wrong_kind(name, target, kinds)
        self._names.setdefault(id(target), f"i{len(self._names)}")
        return target

    # --- what is written ---

    def _written(self, node: Node) -> str:
        """An element and what it holds, if it is drawn; else what it holds and something else refers to."""
        inner = "".join(self._written(child) for child in node.children)
        if id(node) not in self._kept:
            return _element("defs", self._allowed_attributes(node, inherited=True), inner) if inner else ""
        attributes = self._allowed_attributes(node)
        if id(node) in self._names:
            attributes["id"] = self._names[id(node)]
        if node.name == "stop":
            return _element("stop", stop_attributes(node, self._style_of(node)), "")
        if node.name in GRADIENTS:
            attributes |= gradient_attributes(node)
        elif node.name in ("mask", "clipPath"):
            attributes |= container_attributes(node)
            if self._style_of(node).by_alpha:
                attributes["mask-type"] = "alpha"
        elif node is not self._root:
            attributes |= transform_text(node, "transform")
        if node.name in SHAPES:
            return _element("path", attributes | {"d": path_data(self._paths[id(node)])}, "")
        if node.name == "use":
            for name, full in (("x", self._viewport.width), ("y", self._viewport.height)):
                attributes[name] = plain(length(node.attributes.get(name, "0"), full))
        if "href" in node.attributes and node.name in ("use", *GRADIENTS):
            target = self._by_id[local_reference(node.attributes["href"])]
            attributes["href"] = f"#{self._names[id(target)]}"
        return _element("g" if node is self._root else node.name, attributes, inner)

    def _allowed_attributes(self, node: Node, inherited: bool = False) -> dict[str, str]:
        allowed = Allowed({}, {}, (), {}, False)
        with self._collecting_faults(node):
            allowed = self._style_of(node)
        made = dict(allowed.inherited if inherited else allowed.attributes)
        for name, reference in allowed.references:
            target = self._by_id.get(reference)
            if target is not None and id(target) in self._names and not (inherited and name in ("clip-path", "mask")):
                made[name] = f"url(#{self._names[id(target)]})"
        return made


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


def _element(name: str, attributes: dict[str, str], inner: str) -> str:
    written = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{written}>{inner}</{name}>" if inner else f"<{name}{written}/>"
