"""The house stands: imports run one way, libraries stay in their rooms, files stay small and say what they do."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
PACKAGE = REPOSITORY / "handout_builder"
MODULES = {
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}
FLOORS = (
    ("", "errors", "figures.drawing", "kept"),  # "" is the package itself: its version
    ("syntax",),
    ("text_file",),
    ("source",),
    ("model",),
    ("library", "preflight", "discretion"),  # what judges finished files must not know what makes them
    ("compose", "figures", "plans"),
    ("typeset",),
    ("paginate", "pdf", "html", "examine", "legible"),
    ("proof", "portrait"),
    ("press",),
    ("build", "plan_build"),
    ("check", "batch"),
    ("cli",),
)
"""From the ground up; a room imports from lower floors, from itself, never from above or from beside."""
ROOMS_OF = {
    "yaml": ("source",),
    "pydantic": ("model", "library"),
    "reportlab": ("typeset", "pdf"),
    "PIL": ("typeset", "pdf"),
    "uharfbuzz": ("typeset", "pdf"),
    "shapely": ("figures",),
    "typer": ("cli",),
    "rich": ("cli",),
}
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "manager", "base", "common", "misc"}
MOST_LINES = 320


def room(module: str) -> str:
    """The longest room of FLOORS that `module` is or lies in."""
    inside = module.removeprefix("handout_builder").removeprefix(".")
    rooms = [name for floor in FLOORS for name in floor if inside == name or (name and inside.startswith(name + "."))]
    assert rooms, f"{module} stands on no floor: give it one in FLOORS"
    return max(rooms, key=len)


def floor(module: str) -> int:
    name = room(module)
    return next(number for number, rooms in enumerate(FLOORS) if name in rooms)


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


def imported(module: str) -> Iterator[str]:
    """Every name that a module imports anywhere, also late and for type checking."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports relatively"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in MODULES else str(node.module)


def test_modules_were_found() -> None:
    assert len(MODULES) > 60
    assert {"handout_builder.errors", "handout_builder.pipeline.handout", "handout_builder.cli.app"} <= set(MODULES)
    assert {room(module) for module in MODULES} >= {"model", "compose", "figures", "typeset", "pdf", "cli"}
    assert sum(name.startswith("handout_builder") for module in MODULES for name in imported(module)) > 200


def test_every_room_is_there_and_stands_in_the_readme_from_the_ground_up() -> None:
    rooms = [name for floor in FLOORS for name in floor]
    assert {room(module) for module in MODULES} == set(rooms)
    section = (REPOSITORY / "README.md").read_text(encoding="utf-8").partition("## Architecture")[2]
    cells = re.findall(r"^\|[^|]*\|([^|]*)\|", section.partition("\n### ")[0], re.MULTILINE)
    told = [re.sub(r"\.py$|/$", "", word).replace("/", ".") for cell in cells for word in re.findall(r"`(.+?)`", cell)]
    assert sorted(told) == sorted(name for name in rooms if name)
    heights = [next(number for number, names in enumerate(FLOORS) if name in names) for name in told]
    assert heights == sorted(heights)


@pytest.mark.parametrize("module", MODULES)
def test_imports_run_one_way(module: str) -> None:
    inner = [name for name in imported(module) if name.split(".")[0] == "handout_builder"]
    unknown = [name for name in inner if name not in MODULES]
    assert unknown == []
    wrong = [
        name
        for name in inner
        if floor(name) > floor(module) or (floor(name) == floor(module) and room(name) != room(module))
    ]
    assert wrong == []


def test_no_two_modules_import_each_other() -> None:
    """Within a room too, late imports aside: a circle cannot be read from any end."""
    above = {
        module: {
            name
            for node in tree(module).body
            if isinstance(node, ast.Import | ast.ImportFrom)
            for name in names_of(node)
            if name in MODULES and name != module
        }
        for module in MODULES
    }
    done: set[str] = set()
    while ready := {module for module, needed in above.items() if module not in done and needed <= done}:
        done |= ready
    assert set(MODULES) - done == set()


def names_of(node: ast.Import | ast.ImportFrom) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    else:
        for alias in node.names:
            whole = f"{node.module}.{alias.name}"
            yield whole if whole in MODULES else str(node.module)


@pytest.mark.parametrize("library", ROOMS_OF)
def test_a_library_stays_in_its_rooms(library: str) -> None:
    users = {module for module in MODULES if library in {name.split(".")[0] for name in imported(module)}}
    assert users, f"nobody imports {library}: drop it from this test and from pyproject.toml"
    assert {module for module in users if room(module) not in ROOMS_OF[library]} == set()


@pytest.mark.parametrize("module", MODULES)
def test_a_module_is_small_named_well_and_says_what_it_does(module: str) -> None:
    text = MODULES[module].read_text(encoding="utf-8")
    assert text.count("\n") <= MOST_LINES
    assert not FORBIDDEN_NAMES & set(module.split("."))
    if text.strip():
        first = (ast.get_docstring(tree(module)) or "").partition("\n")[0]
        assert len(first) > 15
