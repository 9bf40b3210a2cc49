"""An SVG file whose parts were all looked at → a new document of those that are drawn."""

from __future__ import annotations

from collections.abc import Container, Mapping
from html import escape

from handout_builder.pictures.svg.allowed import (
    GRADIENTS,
    container_attributes,
    gradient_attributes,
    path_data,
    plain,
    stop_attributes,
    transform_text,
    use_offset,
)
from handout_builder.pictures.svg.elements import SHAPES
from handout_builder.pictures.svg.lookup import Lookup
from handout_builder.pictures.svg.numbers import numbers
from handout_builder.pictures.svg.style import local_reference
from handout_builder.pictures.svg.tree import SVG, Node


def rewritten(file: Lookup, kept: Container[int], names: Mapping[int, str], width: float, height: float) -> str:
    """The document, `width` × `height` pixels large.

    `kept` are the identities of the elements that are drawn, `names` the new ids of those that others refer to. The
    style of each of them, and of each element around them, must be one that may pass.
    """
    head = {"xmlns": SVG, "width": plain(width), "height": plain(height)}
    if "viewBox" in file.root.attributes:
        head["viewBox"] = " ".join(map(plain, numbers(file.root.attributes["viewBox"])))
        head["preserveAspectRatio"] = file.root.attributes.get("preserveAspectRatio", "xMidYMid").strip()
    return _element("svg", head, _Writer(file, kept, names).written(file.root))


class _Writer:
    def __init__(self, file: Lookup, kept: Container[int], names: Mapping[int, str]) -> None:
        self._file, self._kept, self._names = file, kept, names

    def written(self, node: Node) -> str:
        """An element and what it holds, if it is drawn; else what it holds and something else refers to."""
        inner = "".join(self.written(child) for child in node.children)
        if id(node) not in self._kept:
            return _element("defs", self._allowed_attributes(node, inherited=True), inner) if inner else ""
        attributes = self._allowed_attributes(node)
        if id(node) in self._names:
            attributes["id"] = self._names[id(node)]
        if node.name == "stop":
            return _element("stop", stop_attributes(node, self._file.style(node)), "")
        if node.name in GRADIENTS:
            attributes |= gradient_attributes(node)
        elif node.name in ("mask", "clipPath"):
            attributes |= container_attributes(node)
            if self._file.style(node).by_alpha:
                attributes["mask-type"] = "alpha"
        elif node is not self._file.root:
            attributes |= transform_text(node, "transform")
        if node.name in SHAPES:
            return _element("path", attributes | {"d": path_data(self._file.path(node))}, "")
        if node.name == "use":
            attributes |= use_offset(node, self._file.viewport)
        if "href" in node.attributes and node.name in ("use", *GRADIENTS):
            target = self._file.by_id[local_reference(node.attributes["href"])]
            attributes["href"] = f"#{self._names[id(target)]}"
        return _element("g" if node is self._file.root else node.name, attributes, inner)

    def _allowed_attributes(self, node: Node, inherited: bool = False) -> dict[str, str]:
        allowed = self._file.style(node)
        made = dict(allowed.inherited if inherited else allowed.attributes)
        for name, reference in allowed.references:
            target = self._file.by_id.get(reference)
            if target is not None and id(target) in self._names and not (inherited and name in ("clip-path", "mask")):
                made[name] = f"url(#{self._names[id(target)]})"
        return made


def _element(name: str, attributes: Mapping[str, str], inner: str) -> str:
    written = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{written}>{inner}</{name}>" if inner else f"<{name}{written}/>"
