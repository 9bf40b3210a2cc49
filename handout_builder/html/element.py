"""Names, attributes and texts → HTML; every text passes through the one function that escapes it."""

from __future__ import annotations

from collections.abc import Iterable

from handout_builder.model.rich_text import Rich, Span

_VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
Attribute = str | int | bool | None


class Markup(str):
    """Text that is HTML already; anything else is a text that still has to be escaped."""

    __slots__ = ()


def escape(text: str) -> Markup:
    """`text` as HTML that shows it letter for letter, between tags and inside quoted attributes."""
    return text if isinstance(text, Markup) else Markup(text.translate(_ESCAPES))


def element(name: str, /, *children: str | None, **attributes: Attribute) -> Markup:
    """One element on one line. `class_`, `for_` lose their last underscore, `aria_label` becomes `aria-label`.

    An attribute that is None or False is left out, one that is True has no value; children that are None are left out.
    """
    opening = f"<{name}{''.join(_attribute(key, value) for key, value in attributes.items())}>"
    if name in _VOID:
        return Markup(opening)
    return Markup(f"{opening}{''.join(escape(child) for child in children if child is not None)}</{name}>")


def block(name: str, /, *children: str | None, **attributes: Attribute) -> Markup:
    """Like `element`, each child on a line of its own, so that words of two children never join."""
    return element(name, Markup("\n"), lines(*children), Markup("\n"), **attributes)


def lines(*children: str | None) -> Markup:
    """The children on lines of their own, without those that are None."""
    return Markup("\n".join(escape(child) for child in children if child is not None))


def joined(children: Iterable[str]) -> Markup:
    """The children one after the other, without anything between."""
    return Markup("".join(escape(child) for child in children))


def inline(text: Rich) -> Markup:
    """A rich text: bold spans are strong, spans with a target are links, foreign ones say their language."""
    return joined(_span(span) for span in text)


def _span(span: Span) -> Markup:
    said = element("span", span.text, lang=span.lang) if span.lang else escape(span.text)
    said = element("strong", said) if span.bold else said
    return element("a", said, href=span.target) if span.target else said


def _attribute(key: str, value: Attribute) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{str(value).translate(_ESCAPES)}"'
