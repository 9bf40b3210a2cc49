"""The key of every kept result names all that the result depends on: code, libraries, files."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
import zlib
from collections.abc import Iterator
from importlib.metadata import packages_distributions, version
from pathlib import Path
from typing import NamedTuple

import pytest

from handout_builder import cache
from handout_builder.cache import code_of, version_of
from handout_builder.geometry import stored_drawing
from handout_builder.geometry.drawing import Drawing, LazyItems
from tests import REPOSITORY
from tests.cli.practice import edit

PACKAGE = REPOSITORY / "handout_builder"
MODULES = {
    ".".join(path.relative_to(REPOSITORY).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}
KEEPERS = [name for name, path in MODULES.items() if "cache.keep(" in path.read_text(encoding="utf-8")]
ITEMS = "handout_builder.geometry.stored_drawing"
"""Its part of a key is in the digest of a stored drawing, which the keys of these results name."""
OF_STORED_DRAWINGS = {"handout_builder.legibility.check", "handout_builder.pdf.drawings"}
WRITE_LABELS = {
    "handout_builder.typeset.picture_box",
    "handout_builder.model.markup",
    "handout_builder.text.label_room",
    "handout_builder.text.fonts",
}
"""They only change the labels of a stored drawing, when its items are read; the keys name each label as it then is."""
state = cache.code_state.__wrapped__
"""The state without the memory of one run."""


class Result(NamedTuple):
    """What made the results that a module keeps: modules that ran, files that were opened, modules named by its key."""

    ran: frozenset[str]
    opened: frozenset[Path]
    named: tuple[str, ...]


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("keys") / "practice"
    for part in ("handouts", "images", "layouts"):
        shutil.copytree(REPOSITORY / part, folder / part)
    edit(folder / "handouts" / "iliopsoas.yaml", "  - bed_edge_stretch\n  - ball_massage\n  - knee_lift_march\n", "")
    return folder


@pytest.fixture(scope="module")
def made(practice: Path) -> dict[str, Result]:
    """A handout built and figures drawn with nothing kept before, by the module that keeps."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.cache.probe", str(practice), str(practice.parent / "out")],
        cwd=REPOSITORY,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stderr
    found: dict[str, Result] = {}
    results = json.loads(run.stdout)
    for keeper, each in results.items():
        named = (*each["named"], ITEMS) if keeper in OF_STORED_DRAWINGS else tuple(each["named"])
        ran = frozenset(each["ran"]) - (WRITE_LABELS if keeper in OF_STORED_DRAWINGS else set())
        found[keeper] = Result(ran, frozenset(map(Path, each["opened"])), named)
    return found


def test_every_module_that_keeps_results_was_watched(made: dict[str, Result]) -> None:
    assert set(made) == set(KEEPERS)
    assert len(KEEPERS) == 6
    assert len(made["handout_builder.figures.scene.drawing_cache"].ran) > 30
    assert ITEMS in made["handout_builder.legibility.check"].ran, "items are read while labels are judged"


@pytest.mark.parametrize("keeper", KEEPERS)
def test_the_key_names_every_module_that_ran(made: dict[str, Result], keeper: str) -> None:
    assert made[keeper].ran - set(code_of(made[keeper].named)[0]) == set()


@pytest.mark.parametrize("keeper", KEEPERS)
def test_a_change_of_any_module_that_ran_changes_the_key(made: dict[str, Result], keeper: str, tmp_path: Path) -> None:
    package = Path(shutil.copytree(PACKAGE, tmp_path / "handout_builder", ignore=shutil.ignore_patterns("*.pyc")))
    named = made[keeper].named
    before = state(*named, package=package)
    assert before == state(*named)
    for module in sorted(made[keeper].ran):
        path = package / MODULES[module].relative_to(PACKAGE)
        source = path.read_text(encoding="utf-8")
        path.write_text(source + "\n# changed\n", encoding="utf-8")
        assert state(*named, package=package) != before, module
        path.write_text(source, encoding="utf-8")
    others = set(MODULES) - set(code_of(named)[0])
    assert "handout_builder.pages.paginate" in others
    for module in others:
        with (package / MODULES[module].relative_to(PACKAGE)).open("a", encoding="utf-8") as file:
            file.write("\n# changed\n")
    assert state(*named, package=package) == before, "modules that are not used leave the key as it is"


@pytest.mark.parametrize("keeper", KEEPERS)
def test_another_version_of_a_used_library_changes_the_key(
    made: dict[str, Result], keeper: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = made[keeper].named
    before, installed = state(*named), dict(cache._installed_versions())
    used = {cache._PACKAGES.get(name, name).replace("-", "_").lower() for name in code_of(named)[1]}
    assert used <= set(installed)
    others = sorted(set(installed) - used)[:5]
    assert others
    for package in (*used, *others):
        monkeypatch.setattr(cache, "_installed_versions", lambda changed=package: {**installed, changed: "0.0.1"})
        assert (state(*named) != before) == (package in used), package


def test_the_key_changes_with_python_and_zlib(monkeypatch: pytest.MonkeyPatch) -> None:
    before = state("handout_builder.cache")
    with monkeypatch.context() as patch:
        patch.setattr(zlib, "ZLIB_RUNTIME_VERSION", "0.1")
        assert state("handout_builder.cache") != before
    monkeypatch.setattr(sys, "version_info", (3, 99, 1, "final", 0))
    assert state("handout_builder.cache") != before


@pytest.mark.parametrize("keeper", KEEPERS)
def test_a_result_depends_on_no_files_but_figures_and_poses(
    made: dict[str, Result], keeper: str, practice: Path
) -> None:
    """Their content is in the key of a drawing; pictures and fonts come in as bytes, and by their digests.

    The version of a library is in the key, so its own files may be opened.
    """
    code = {path for path in made[keeper].opened if path.suffix in {".py", ".pyc", ".so"}}
    data = {path for path in made[keeper].opened - code if "site-packages" not in path.parts}
    expected = {practice / "images" / "figures", practice / "images" / "poses"} if "figures" in keeper else set()
    assert {path.parent for path in data} == expected
    assert {path.suffix for path in data} <= {".yaml"}


def test_every_used_library_has_its_version_in_the_key() -> None:
    """Against what Python itself says of installed packages."""
    providers = packages_distributions()
    used = code_of(MODULES)[1]
    assert {"numpy", "shapely", "PIL", "yaml", "markdown_it", "reportlab", "segno"} <= used
    for module in used:
        (package,) = set(providers[module])
        assert version_of(module) == version(package) != "", module
        assert cache._PACKAGES.get(module, module).lower().replace("_", "-") == package.lower().replace("_", "-")


def imported(module: str) -> Iterator[str]:
    """Every name after an import statement, as the parser of Python finds it."""
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("module", MODULES)
def test_imports_are_found_as_the_parser_finds_them(module: str) -> None:
    assert set(cache._imports(MODULES[module].read_text(encoding="utf-8"))) == set(imported(module))


SPELLINGS = """
import a.b, c as d
from e import (
    f,  # (a remark)
    g as h,
)
def late():
    from i.j import k as m, n  # a remark, o
	import q
from r import \\
    s
"from t import u"
# import v
"""


def test_imports_are_found_however_they_are_written() -> None:
    assert set(cache._imports(SPELLINGS)) == {
        *("a.b", "c", "e", "e.f", "e.g", "i.j", "i.j.k", "i.j.n", "q", "r", "r.s")
    }


def test_a_module_that_is_not_there_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        state("handout_builder.no_such_module")


def test_the_digest_of_a_stored_drawing_names_the_code_that_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    data = stored_drawing.packed(Drawing(10, 10, ()))

    def digest() -> str:
        items = stored_drawing.unpacked(data).items
        assert isinstance(items, LazyItems)
        return items.digest

    before = digest()
    assert digest() == before
    monkeypatch.setattr(stored_drawing, "_reader", lambda: "another")
    assert digest() != before
