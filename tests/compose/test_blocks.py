"""What a sheet says is decided in one room: every type of its content is made in compose, and read elsewhere."""

from __future__ import annotations

import ast
import re

import pytest

from tests.test_architecture import MODULES, room, tree

BLOCKS = [name for name in MODULES if re.match(r"handout_builder\.compose\.(\w+_)?block(s|_parts)$", name)]


def block_classes() -> set[str]:
    """Every type of a sheet's content: blocks, their rows and cells, chapters, the sheet itself."""
    return {node.name for module in BLOCKS for node in tree(module).body if isinstance(node, ast.ClassDef)}


def blocks_made(nodes: ast.Module) -> set[str]:
    """The types of content that a module makes, whatever it calls them."""
    names = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(nodes)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("handout_builder.compose")
        for alias in node.names
    }
    called = [node.func for node in ast.walk(nodes) if isinstance(node, ast.Call)]
    made = {names.get(func.id, "") for func in called if isinstance(func, ast.Name)}
    made |= {func.attr for func in called if isinstance(func, ast.Attribute) and ast.unparse(func.value) in names}
    return made & block_classes()


@pytest.mark.parametrize("module", MODULES)
def test_blocks_are_made_in_compose_only(module: str) -> None:
    """Elsewhere they are read: what a sheet says is decided in one room."""
    assert blocks_made(tree(module)) == set() or room(module) == "compose"


@pytest.mark.parametrize(
    "source",
    [
        "from handout_builder.compose.blocks import Chapter\nChapter((), None)",
        "from handout_builder.compose.exercise_blocks import DoseCell as Cell\nCell('a', 'b')",
        "from handout_builder.compose import plan_blocks\nplan_blocks.LogRow()",
    ],
)
def test_a_block_made_elsewhere_is_found(source: str) -> None:
    assert len(blocks_made(ast.parse(source))) == 1


def test_there_are_blocks_and_compose_makes_them() -> None:
    made = set().union(*(blocks_made(tree(module)) for module in MODULES if room(module) == "compose"))
    assert made == block_classes()
    assert {"SafetyBlock", "StepBlock", "StopBlock", "PlanRowBlock", "DoseCell", "PainZone", "Sheet"} <= made
