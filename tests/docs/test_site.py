"""The site is built with one command, in strict mode, and loads nothing from outside."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import REPOSITORY
from tests.docs.pages import DOCS, PAGES, PAPERS

LOADS = re.compile(r'<(?:script|img|iframe|source|link(?! rel="(?:canonical|prev|next)"))[^>]*(?:src|href)="([^"]+)"')


def built(folder: Path) -> subprocess.CompletedProcess[str]:
    """The command of CONTRIBUTING, run in `folder`."""
    command = [sys.executable, "-m", "zensical", "build", "--strict"]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, encoding="utf-8", timeout=300, check=False
    )


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    shutil.copytree(DOCS, folder / "docs")
    shutil.copy(REPOSITORY / "mkdocs.yml", folder)
    done = built(folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_every_page_is_built(clone: Path) -> None:
    assert "zensical build --strict" in PAPERS["README"]
    pages = {path.stem for path in (clone / "build" / "site").glob("*.html")}
    assert pages == {*PAGES, "404"}
    assert not list((clone / "build" / "site").glob("*.py"))


def test_the_site_loads_nothing_from_outside(clone: Path) -> None:
    site = clone / "build" / "site"
    loaded = 0
    for path in site.glob("*.html"):
        for target in LOADS.findall(path.read_text(encoding="utf-8")):
            assert not re.match(r"(https?:)?//", target), f"{path.name}: {target}"
            loaded += 1
            if path.name != "404.html":
                assert (site / target.partition("?")[0]).is_file(), f"{path.name}: {target}"
    for path in site.rglob("*.css"):
        assert re.findall(r"url\(['\"]?https?://", path.read_text(encoding="utf-8")) == [], path.name
    assert loaded > 50


def test_examples_keep_their_titles_and_tables_their_cells(clone: Path) -> None:
    plans = (clone / "build" / "site" / "plans.html").read_text(encoding="utf-8")
    assert "my-plans/a17.yaml" in plans
    for path in (clone / "build" / "site").glob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "<!-- fields" not in re.sub(r"<!--.*?-->", "", text)
        assert not re.search(r"^\| ", re.sub(r"<pre.*?</pre>", "", text, flags=re.DOTALL), re.MULTILINE), path.name


def test_a_broken_link_ends_the_build(clone: Path, tmp_path: Path) -> None:
    shutil.copytree(clone / "docs", tmp_path / "docs")
    shutil.copy(clone / "mkdocs.yml", tmp_path)
    page = tmp_path / "docs" / "plans.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n[nowhere](nowhere.md)\n", encoding="utf-8")
    assert built(tmp_path).returncode != 0
