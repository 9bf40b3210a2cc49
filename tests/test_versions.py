"""pyproject.toml, the locked and the lowest versions agree, and hold nothing of the machine that made them."""

from __future__ import annotations

import re
import tomllib
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

REPOSITORY = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NEEDED = [Requirement(line) for line in PROJECT["dependencies"]]
EXTRAS = {name: [Requirement(line) for line in lines] for name, lines in PROJECT["optional-dependencies"].items()}
EVERYTHING = {str(each): each for each in [*NEEDED, *chain(*EXTRAS.values())] if each.name != PROJECT["name"]}
FILES = ("locked", "lowest")


def lines(name: str) -> list[str]:
    text = (REPOSITORY / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]


def pins(name: str) -> dict[str, Version]:
    pairs = [line.split("==") for line in lines(name)]
    return {canonicalize_name(package): Version(version) for package, version in pairs}


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_versions_holds_names_and_versions_only(name: str) -> None:
    """No address of a package registry, no path of a machine."""
    assert [line for line in lines(name) if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.+]*", line)] == []
    assert len(lines(name)) == len(pins(name)) > 15


@pytest.mark.parametrize("requirement", EVERYTHING)
def test_everything_is_locked_at_a_version_that_is_allowed(requirement: str) -> None:
    each = EVERYTHING[requirement]
    assert pins("locked")[canonicalize_name(each.name)] in each.specifier


def test_every_lower_bound_is_the_lowest_version_that_ci_runs() -> None:
    tests = [*EXTRAS["test"], *(each for own in EXTRAS["test"] for extra in own.extras for each in EXTRAS[extra])]
    own = [each for each in [*NEEDED, *tests] if each.name != PROJECT["name"]]
    bounds = {
        canonicalize_name(each.name): [Version(part.version) for part in each.specifier if part.operator == ">="]
        for each in own
    }
    assert {name: [version] for name, version in pins("lowest").items()} == bounds


def test_the_readme_and_ci_install_these_files() -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    assert len(re.findall(r"pip install -c requirements/locked\.txt -e", readme)) == 2
    parts = (REPOSITORY / ".ci" / "parts.py").read_text(encoding="utf-8")
    assert '"requirements/locked.txt"' in parts and '"requirements/lowest.txt"' in parts
