"""The tree of an SVG → its elements by id, and the allowed style and the path of each, found once."""

from __future__ import annotations

from handout_builder.geometry.path import Path
from handout_builder.pictures.svg.allowed import Allowed, allowed_style
from handout_builder.pictures.svg.css import declarations_for, read_rules, walk
from handout_builder.pictures.svg.elements import Viewport, refuse_styled_size, shape_path
from handout_builder.pictures.svg.tree import Node


class Lookup:
    """What is asked of the elements of one file again and again."""

    def __init__(self, root: Node, viewport: Viewport) -> None:
        """Raises SvgError when the style sheet inside the file cannot be followed."""
        self.root, self.viewport = root, viewport
        self.by_id = {node.attributes["id"]: node for node in reversed(list(walk(root))) if "id" in node.attributes}
        self._rules = read_rules(root)
        self._above = {id(child): node for node in walk(root) for child in node.children}
        self._styles: dict[int, Allowed] = {}
        self._paths: dict[int, Path] = {}

    def style(self, node: Node) -> Allowed:
        """What the style of an element may say. Raises SvgError with what may not pass."""
        known = self._styles.get(id(node))
        if known is None:
            declared = declarations_for(node, self._rules, Allowed.PRESENTATION)
            refuse_styled_size(node, declared)
            known = self._styles[id(node)] = allowed_style(declared, self.viewport.diagonal)
        return known

    def path(self, shape: Node) -> Path:
        """The path of a shape. Raises SvgError."""
        if id(shape) not in self._paths:
            self._paths[id(shape)] = shape_path(shape, self.viewport)
        return self._paths[id(shape)]

    def line_to(self, node: Node) -> list[Node]:
        """The elements from the root down to `node`."""
        line = [node]
        while id(line[-1]) in self._above:
            line.append(self._above[id(line[-1])])
        return line[::-1]
