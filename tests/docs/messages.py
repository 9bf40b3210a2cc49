"""The source code of the program → every message that a person may meet, with "…" for what differs."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import product

from tests import REPOSITORY

PACKAGE = REPOSITORY / "handout_builder"
POSITIONS = {
    "Problem": 1, "_problem": 1, "Fault": 1, "CommandError": 0, "ValueError": 0, "SvgError": 0, "RasterError": 0,
    "Finding": 3, "_refusal": 1,
}  # fmt: skip
"""What makes a message, and which of its arguments the message is."""
BUGS_ONLY = ("pdf", "html", "geometry")
"""Rooms whose errors mean a fault of the program; they reach people as one line that asks for a report."""
WORDED_BY_FUNCTIONS = ("model", "practice", "source", "legibility", "text", "cli")
"""Rooms in which a function that returns a text may return a message."""
WITH_VALIDATORS = ("model", "practice", "plans", "source")
"""Rooms of models and of what their validators call; their ValueErrors reach people."""
FEWEST_LETTERS, FEWEST_WORDS = 9, 4
"""A template with fewer letters of its own holds only what other messages say; a text of fewer words is none."""


def messages() -> dict[str, str]:
    """Every message → the module that makes it. The remedy is not part of it."""
    found: dict[str, str] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        module = path.relative_to(PACKAGE).as_posix()
        if not module.startswith(BUGS_ONLY):
            for text in _messages_of(ast.parse(path.read_text(encoding="utf-8")), module.partition("/")[0]):
                if len(re.sub(r"[^A-Za-z]", "", text)) >= FEWEST_LETTERS and " " in text[1:] and text[0] != " ":
                    found.setdefault(text, module)
    return found


def pattern(message: str) -> re.Pattern[str]:
    """What a message with "…" for what differs may look like when it is printed."""
    return re.compile(".*".join(map(re.escape, message.split("…"))), re.DOTALL)


def _messages_of(tree: ast.Module, room: str) -> Iterator[str]:
    yield from _of_tables(tree)
    for function in [tree, *(node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))]:
        notes = isinstance(function, ast.FunctionDef) and re.search("note|remark", function.name)
        values = _values(function)
        for node in _own_nodes(function):
            if isinstance(node, ast.Call):
                if room in WITH_VALIDATORS or _name(node) != "ValueError":  # those of validators reach people
                    yield from _of_call(node, values)
                if notes and _name(node) == "append":
                    yield from map(_said, _templates(node.args[0], values))
            elif isinstance(node, ast.Return | ast.Yield | ast.Dict):
                yield from _of_pairs(function, node, values)
            if isinstance(node, ast.Return | ast.Yield) and node.value and (notes or room in WORDED_BY_FUNCTIONS):
                worded = _returns(function).startswith(("str", "Iterator[str]"))
                texts = _templates(node.value, values) if worded else ()
                yield from (text for text in map(_said, texts) if len(text.split()) >= FEWEST_WORDS)
            elif notes and isinstance(node, ast.ListComp):
                yield from map(_said, _templates(node.elt, values))


def _of_call(node: ast.Call, values: dict[str, list[ast.expr]]) -> Iterator[str]:
    name = _name(node)
    position = POSITIONS.get(name)
    if position is not None and len(node.args) > position:
        for text in _templates(node.args[position], values):
            yield _said(text) if name in ("ValueError", "CommandError") else text


def _name(node: ast.Call) -> str:
    """The name of what is called."""
    return str(getattr(node.func, "id", getattr(node.func, "attr", "")))


def _of_pairs(
    function: ast.AST, node: ast.Return | ast.Yield | ast.Dict, values: dict[str, list[ast.expr]]
) -> Iterator[str]:
    """The message of (message, remedy): what a function returns, or a table of the module holds."""
    pairs: list[ast.expr | None] = []
    if isinstance(node, ast.Return | ast.Yield):
        if _returns(function).startswith(("tuple[str, str]", "Iterator[tuple[str, str]]")):
            pairs = [node.value]
    else:
        pairs = list(node.values)
    for pair in pairs:
        if isinstance(pair, ast.Tuple) and len(pair.elts) == 2:
            yield from _templates(pair.elts[0], values)


def _returns(function: ast.AST) -> str:
    returns = getattr(function, "returns", None)
    return ast.unparse(returns) if returns else ""


def _of_tables(tree: ast.Module) -> Iterator[str]:
    """Rows (…, message, remedy) of tables of a module; ¤ is filled in when the message is made."""
    for node in tree.body:
        value = getattr(node, "value", None)
        for row in value.elts if isinstance(value, ast.Tuple) else ():
            if isinstance(row, ast.Tuple) and len(row.elts) > 2:
                yield from (text.replace("¤", "…") for text in _templates(row.elts[-2], {}))


def _said(text: str) -> str:
    """The message without its remedy."""
    return text.rpartition("; ")[0] or text


def _own_nodes(function: ast.AST) -> Iterator[ast.AST]:
    waiting = list(ast.iter_child_nodes(function))
    while waiting:
        node = waiting.pop()
        if not isinstance(node, ast.FunctionDef):
            yield node
            waiting += ast.iter_child_nodes(node)


def _values(function: ast.AST) -> dict[str, list[ast.expr]]:
    """What each name of a function may be."""
    found: dict[str, list[ast.expr]] = {}
    for node in _own_nodes(function):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    found.setdefault(target.id, []).append(node.value)
                elif isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                    for name, value in zip(target.elts, node.value.elts, strict=True):
                        if isinstance(name, ast.Name):
                            found.setdefault(name.id, []).append(value)
    return found


def _templates(node: ast.expr, values: dict[str, list[ast.expr]], depth: int = 4) -> list[str]:
    """The texts that an expression may be; none when it is not known."""
    if isinstance(node, ast.Constant):
        return [re.sub(r"\{\w+\}", "…", node.value)] if isinstance(node.value, str) else []
    if isinstance(node, ast.JoinedStr):
        parts = [_templates(part, values, depth) or ["…"] for part in node.values]
        return [re.sub("…+", "…", "".join(chosen)) for chosen in product(*parts)]
    if isinstance(node, ast.FormattedValue):
        return _templates(node.value, values, depth) if isinstance(node.value, ast.IfExp | ast.Constant) else ["…"]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        both = _templates(node.left, values, depth) or ["…"], _templates(node.right, values, depth) or ["…"]
        return ["".join(chosen) for chosen in product(*both)]
    if isinstance(node, ast.IfExp):
        return [*_templates(node.body, values, depth), *_templates(node.orelse, values, depth)]
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "joined":
        return _templates(node.args[0], values, depth)
    if isinstance(node, ast.Name) and depth:
        return [text for value in values.get(node.id, ()) for text in _templates(value, values, depth - 1)]
    return []
