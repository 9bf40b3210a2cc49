"""Style sheets of an SVG and the attributes of an element → the declarations that apply to the element."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from handout_builder.pictures.svg.tree import Node, SvgError

_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_MEDIA = re.compile(r"@media([^{}]*)\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", re.IGNORECASE)
_WITHOUT_EFFECT = re.compile(r"@charset\s[^;{}]*;|@font-face\s*\{[^{}]*\}", re.IGNORECASE)
"""Text is refused, so a font is never used."""
_PAPER = re.compile(r"\b(?:print|all|not)\b", re.IGNORECASE)
_SELECTOR = re.compile(r"(\*|[A-Za-z][\w-]*)?((?:[.#][A-Za-z_][\w-]*)*)")
_MAX_RULES = 500

Declarations = dict[str, str]


@dataclass(frozen=True, slots=True)
class Rule:
    """One simple selector (element, classes, ids) with its declarations."""

    element: str
    classes: frozenset[str]
    ids: frozenset[str]
    declarations: tuple[tuple[str, str, bool], ...]  # property, value, important
    order: int

    @property
    def specificity(self) -> tuple[int, int, int, int]:
        """Of two rules that match, the one with the greater value applies (CSS 2.2, 6.4.3)."""
        return len(self.ids), len(self.classes), self.element != "*", self.order

    def matches(self, node: Node, classes: frozenset[str]) -> bool:
        """Whether the selector matches an element that has `classes`."""
        ids = {node.attributes.get("id", "")}
        return self.element in ("*", node.name) and self.classes <= classes and self.ids <= ids


def read_rules(root: Node) -> tuple[Rule, ...]:
    """The rules of every <style>, the weakest first. Raises SvgError with its line."""
    rules: list[Rule] = []
    for node in walk(root):
        if node.name != "style":
            continue
        try:
            if node.attributes.get("type", "text/css").strip() not in ("text/css", ""):
                raise SvgError("the style element is not CSS")
            if node.attributes.get("media", "all").strip() not in ("all", "print", ""):
                raise SvgError("the style element is for other media than paper")
            rules.extend(_sheet(node.text, len(rules)))
        except SvgError as fault:
            fault.line, fault.column = node.line, node.column
            raise
    return tuple(sorted(rules, key=lambda rule: rule.specificity))


def walk(node: Node) -> Iterator[Node]:
    """`node` and everything below it, in document order."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        yield one
        waiting.extend(reversed(one.children))


def _sheet(text: str, order: int) -> Iterator[Rule]:
    text = _MEDIA.sub(_without_media, _WITHOUT_EFFECT.sub(" ", _COMMENT.sub(" ", text)))
    at_rule = re.search(r"@[\w-]+", text)
    if at_rule:
        raise SvgError(f"the style element uses {at_rule.group()}, which this reader does not support", "write it out")
    at = 0
    for found in _RULE.finditer(text):
        if text[at : found.start()].strip():
            break
        at = found.end()
        declarations = tuple(read_declarations(found.group(2)))
        for selector in found.group(1).split(","):
            order += 1
            if order > _MAX_RULES:
                raise SvgError(f"more than {_MAX_RULES} style rules", "simplify the drawing")
            yield _rule(selector.strip(), declarations, order)
    if text[at:].strip():
        raise SvgError(f'cannot read the style sheet at "{text[at:].strip()[:30]}"')


def _without_media(found: re.Match[str]) -> str:
    """Nothing for rules of a screen, such as dark mode; the whole at-rule, to be refused, if it may be for paper."""
    return found.group() if _PAPER.search(found.group(1)) else " "


def _rule(selector: str, declarations: tuple[tuple[str, str, bool], ...], order: int) -> Rule:
    found = _SELECTOR.fullmatch(selector)
    if not found or not selector:
        raise SvgError(
            f'the style selector "{selector[:40]}" is not an element, a class or an id',
            "set the style on the elements themselves",
        )
    names = re.findall(r"([.#])([\w-]+)", found.group(2))
    return Rule(
        found.group(1) or "*",
        frozenset(name for sign, name in names if sign == "."),
        frozenset(name for sign, name in names if sign == "#"),
        declarations,
        order,
    )


def read_declarations(text: str) -> Iterator[tuple[str, str, bool]]:
    """(property, value, important) of "a: b; c: d !important". Raises SvgError."""
    for declaration in _COMMENT.sub(" ", text).split(";"):
        if not declaration.strip():
            continue
        name, colon, value = declaration.partition(":")
        if not colon:
            raise SvgError(f'the style "{declaration.strip()[:40]}" has no value')
        value, bang, word = value.strip().partition("!")
        if bang and word.strip().lower() != "important":
            raise SvgError(f'cannot read the style "{declaration.strip()[:40]}"')
        yield name.strip().lower(), value.strip(), bool(bang)


def declarations_for(node: Node, rules: Iterable[Rule], presentation: frozenset[str]) -> Declarations:
    """What applies to `node`, the weakest first: attributes in `presentation`, rules, its own style, !important."""
    won: Declarations = {name: value for name, value in node.attributes.items() if name in presentation}
    important: Declarations = {}
    classes = frozenset(node.attributes.get("class", "").split())
    for rule in rules:
        if rule.matches(node, classes):
            _add(rule.declarations, won, important)
    own: Declarations = {}
    _add(read_declarations(node.attributes.get("style", "")), won, own)
    return won | important | own


def _add(declarations: Iterable[tuple[str, str, bool]], plain: Declarations, important: Declarations) -> None:
    for name, value, is_important in declarations:
        (important if is_important else plain)[name] = value
