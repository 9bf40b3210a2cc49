"""The house holds: imports run one way, libraries stay in their rooms, files stay small and say what they do."""

from __future__ import annotations

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests import REPOSITORY
from tests.core import CORE

PACKAGE = REPOSITORY / "handout_builder"
MODULES = {
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}
FLOORS = (
    ("errors", "cache"),
    ("source", "geometry"),
    ("boxes", "model", "pictures.svg", "figures.body"),
    ("model.figures", "text", "pictures.raster", "legibility", "preflight"),
    ("pictures", "practice", "figures.pose"),
    ("plans", "figures.paint"),
    ("compose", "figures.scene"),
    ("typeset",),
    ("pages", "html", "pdf"),
    ("pipeline",),
    ("cli",),
)
"""Rooms from the ground up: a folder with modules of its own, or a module at the root.

A room imports from lower floors and from itself, never from above or from the same floor. `preflight` judges
finished files, so it must not know what makes them: see `ONLY`.
"""
ONLY = {
    "preflight": {"geometry"},
    "text": {"boxes", "errors", "geometry", "model"},
    "model": {"errors", "geometry", "source"},
}
"""All that these rooms may import."""
LIBRARIES = {
    "yaml": ("source",),
    "pydantic": ("model", "model.figures", "practice", "plans"),
    "markdown_it": ("model",),
    "reportlab": ("pdf",),
    "pikepdf": ("pdf", "preflight", "pictures.raster", "pictures.svg"),
    "pypdfium2": ("pdf", "preflight", "pictures.svg"),
    "svg2pdf_py": ("pictures.svg",),
    "PIL": ("pictures.raster",),
    "segno": ("pictures",),
    "uharfbuzz": ("text", "pdf"),
    "shapely": ("figures.body", "figures.pose", "figures.paint", "figures.scene", "geometry"),
    "numpy": ("figures.body", "figures.pose", "figures.paint", "figures.scene", "geometry"),
    "openpyxl": ("plans",),
    "typer": ("cli",),
    "rich": ("cli",),
}
"""The rooms that may import a library. No other library is imported at all."""
MOST_ROOMS, MOST_ARROWS, MOST_LINES_OF_A_ROOM, MOST_LINES = 26, 100, 3000, 300
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "manager", "base", "common", "misc"}


def room(module: str) -> str:
    """The room of FLOORS that `module` is, or that holds it; "" for the package itself."""
    inside = module.removeprefix("handout_builder").removeprefix(".")
    if MODULES[module].name != "__init__.py" and "." in inside:
        inside = inside.rpartition(".")[0]
    return inside


def floor(module: str) -> int:
    """The number of its room's floor; the package itself, which holds nothing but its version, is under all."""
    if not room(module) or is_empty(module):
        return -1
    found = [number for number, rooms in enumerate(FLOORS) if room(module) in rooms]
    assert found, f"{module} is on no floor: give its room one in FLOORS"
    return found[0]


def is_empty(module: str) -> bool:
    return not MODULES[module].read_text(encoding="utf-8").strip()


def arrows() -> set[tuple[str, str]]:
    """Every pair of rooms of which the first imports the second."""
    pairs = {(room(module), room(name)) for module in MODULES for name in imported(module) if name in MODULES}
    return {(one, other) for one, other in pairs if one and other and one != other}


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


@cache
def imported(module: str) -> tuple[str, ...]:
    """Every name that a module imports anywhere, also late and for type checking."""
    return tuple(_imported(module))


def _imported(module: str) -> Iterator[str]:
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
    assert sum(name.startswith("handout_builder") for module in MODULES for name in imported(module)) > 200


def test_every_room_is_there_and_is_in_the_docs_from_the_ground_up() -> None:
    rooms = [name for floor in FLOORS for name in floor]
    assert {room(module) for module in MODULES if not is_empty(module)} - {""} == set(rooms)
    page = (REPOSITORY / "docs" / "architecture.md").read_text(encoding="utf-8")
    cells = re.findall(r"^\| `([^`|]+)` \|", page.partition("## Rooms")[2].partition("\n## ")[0], re.MULTILINE)
    named = [re.sub(r"\.py$|/$", "", cell).replace("/", ".") for cell in cells]
    assert sorted(named) == sorted(rooms)
    heights = [next(number for number, names in enumerate(FLOORS) if name in names) for name in named]
    assert heights == sorted(heights)


def test_the_house_is_small() -> None:
    assert sum(map(len, FLOORS)) <= MOST_ROOMS
    assert len(arrows()) <= MOST_ARROWS
    lines: Counter[str] = Counter()
    for module, path in MODULES.items():
        lines[room(module)] += path.read_text(encoding="utf-8").count("\n")
    assert [name for name, count in lines.items() if count > MOST_LINES_OF_A_ROOM] == []


@pytest.mark.parametrize("name", ONLY)
def test_a_room_that_must_know_little_imports_little(name: str) -> None:
    assert {other for one, other in arrows() if one == name} <= ONLY[name]


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


@pytest.mark.parametrize("module", MODULES)
def test_nothing_is_guarded_by_an_assert(module: str) -> None:
    """`python -O` leaves asserts out: what must hold is raised, or the types say it."""
    assert [node.lineno for node in ast.walk(tree(module)) if isinstance(node, ast.Assert)] == []


@pytest.mark.parametrize(
    "path",
    sorted([*(REPOSITORY / ".ci").glob("*.py"), *(REPOSITORY / "benchmarks").glob("*.py")]),
    ids=lambda path: path.name,
)
def test_nothing_of_ci_or_the_benchmarks_is_guarded_by_an_assert(path: Path) -> None:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    assert [node.lineno for node in nodes if isinstance(node, ast.Assert)] == []


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_library_stays_in_its_rooms(library: str) -> None:
    users = {module for module in MODULES if library in {name.split(".")[0] for name in imported(module)}}
    assert users, f"no module imports {library}: drop it from this test and from pyproject.toml"
    assert {module for module in users if room(module) not in LIBRARIES[library]} == set()


def test_no_other_library_is_imported() -> None:
    tops = {name.split(".")[0] for module in MODULES for name in imported(module)}
    assert tops - sys.stdlib_module_names - {"handout_builder"} == set(LIBRARIES)


@pytest.mark.parametrize("module", MODULES)
def test_a_module_is_small_named_well_and_says_what_it_does(module: str) -> None:
    text = MODULES[module].read_text(encoding="utf-8")
    assert text.count("\n") <= MOST_LINES
    assert not FORBIDDEN_NAMES & set(module.split("."))
    if text.strip():
        first = (ast.get_docstring(tree(module)) or "").partition("\n")[0]
        assert len(first) > 15


def undocumented(module: str) -> Iterator[str]:
    """Every public class, function and method of a module that says nothing; what overrides another need not."""
    waiting: list[tuple[str, ast.AST]] = [("", tree(module))]
    while waiting:
        inside, owner = waiting.pop()
        for node in getattr(owner, "body", ()):
            if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
                name = f"{inside}{node.name}"
                if ast.get_docstring(node) is None and "override" not in map(ast.unparse, node.decorator_list):
                    yield name
                if isinstance(node, ast.ClassDef):
                    waiting.append((f"{name}.", node))


@pytest.mark.parametrize("module", MODULES)
def test_all_that_is_public_has_a_docstring(module: str) -> None:
    assert list(undocumented(module)) == []


def test_every_room_has_a_core_test() -> None:
    tested = {Path(file).parts[0] for file in CORE}
    assert {name.split(".")[0] for names in FLOORS for name in names} - tested == {"errors", "boxes"}


@pytest.mark.parametrize("path", sorted((REPOSITORY / "tests").rglob("*.py")), ids=lambda path: path.name)
def test_a_test_file_is_small_and_says_what_it_tests(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= MOST_LINES
    assert not text.strip() or len((ast.get_docstring(ast.parse(text)) or "").partition("\n")[0]) > 15
