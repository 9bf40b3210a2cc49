"""The parts of CI: for each its name, the parts it needs, and the commands it runs in order."""

from __future__ import annotations

import os
import platform
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from processors import PROCESSORS
from readme_command import commands

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / ".ci-out"
LOCKED, LOWEST = Path("requirements/locked.txt"), Path("requirements/lowest.txt")
WINDOWS = os.name == "nt"
BIN = "Scripts" if WINDOWS else "bin"
BASH = shutil.which("bash") or "bash"  # on Windows that of the PATH, not that of the system folder
PYTHON = str(ROOT / ".venv" / BIN / "python")
NEWER_PYTHONS = ("3.12", "3.13", "3.14")


class PartError(Exception):
    """Why a part failed."""


@dataclass(frozen=True)
class Step:
    """One command: words, or a line for bash."""

    command: tuple[str, ...]
    folder: Path = ROOT
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def shown(self) -> str:
        """The command as one would type it."""
        return " ".join([*(f"{key}={value}" for key, value in self.environment.items()), *self.command])


Steps = Generator[Step, None, str | None]
"""Commands to run in order; gives a note on what was left out, or nothing."""


@dataclass(frozen=True)
class Part:
    """A part; `steps` is called with whether the whole suite is to run in each leg.

    It runs when all that it `needs` are fine, and not at the same time as those it is `behind`, nor before them.
    """

    name: str
    does: str
    steps: Callable[[bool], Steps]
    needs: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()


def lacking() -> list[str]:
    """What this machine cannot get, by the names of `tests/needs.py`."""
    return [name.strip() for name in os.environ.get("LACKING", "").split(",") if name.strip()]


def pytest_options(*more: str) -> str:
    """PYTEST_ADDOPTS: what the caller wants, and which tests may be skipped."""
    given = shlex.split(os.environ.get("PYTEST_ADDOPTS", ""))
    return shlex.join([*given, *(f"--lacking={name}" for name in lacking()), *more])


def bash(line: str, **environment: str) -> Step:
    """A line for bash that stops at its first failing command."""
    return Step((BASH, "-euo", "pipefail", "-c", line), environment=environment)


def readme_line(number: int) -> str:
    """The README's command of that number; on Windows with the changes that the README asks for."""
    line = commands((ROOT / "README.md").read_text(encoding="utf-8"))[number - 1]
    if WINDOWS:
        return line.replace("python3 -m venv", "python -m venv").replace(".venv/bin/", ".venv/Scripts/")
    return line


def tools(full: bool) -> Steps:
    """Programs that are no Python packages. Tests that need one fail when it is missing, unless LACKING names it."""
    wanted = {"qpdf": "qpdf", "pdfinfo": "poppler-utils"}
    if "a browser" not in lacking():
        wanted["chromium"] = "chromium"
    packages = [package for program, package in wanted.items() if not shutil.which(program)]
    if packages and shutil.which("apt-get") and hasattr(os, "getuid") and os.getuid() == 0:
        quiet = {"DEBIAN_FRONTEND": "noninteractive"}
        yield Step(("apt-get", "update", "-qq"))
        yield Step(("apt-get", "install", "-yqq", "--no-install-recommends", *packages), environment=quiet)
    if "PDF.js" not in lacking():
        yield bash("bash .ci/pdfjs_text")
    if "a browser" not in lacking():
        yield bash("bash .ci/browser_check")
    return None


def build(full: bool) -> Steps:
    """The README's first command."""
    yield bash(readme_line(1))
    return None


def suite(full: bool) -> Steps:
    """The README's second command, with coverage; enough branches are run.

    The floor holds whatever a machine lacks: those are readers of finished files, and what they read was made before.
    """
    found = OUT / "coverage.json"
    options = pytest_options("--cov", "--cov-report=term", f"--cov-report=json:{found}")
    yield bash(readme_line(2), PYTEST_ADDOPTS=options)
    yield Step((PYTHON, ".ci/branch_floor.py", str(found)))
    return None


def packages(full: bool) -> Steps:
    """What later parts use besides: no other part changes this environment, and none uses it meanwhile.

    Then the example plans, with whose bytes other processors are compared: their names hold the versions of packages.
    """
    yield Step((PYTHON, "-m", "pip", "install", "--quiet", "-c", str(LOCKED), "-e", ".[style,validate]"))
    yield Step((PYTHON, "make_pdf.py", "plan", "--quiet", *example_plans(ROOT)))
    return None


def style(full: bool) -> Steps:
    """Lint, format, types, and the workflow file of hosted CI."""
    yield Step((PYTHON, "-m", "ruff", "check", "."))
    yield Step((PYTHON, "-m", "ruff", "format", "--check", "."))
    yield Step((PYTHON, "-m", "mypy"))
    yield Step((PYTHON, "-m", "pre_commit", "validate-config"))
    yield Step((PYTHON, "-m", "pre_commit", "validate-manifest"))
    if "actionlint" in lacking():
        return "without actionlint"
    yield bash("bash .ci/actionlint .github/workflows/*.yml")
    return None


def wheel(full: bool) -> Steps:
    """The wheel in an empty environment."""
    yield bash("bash .ci/wheel")
    return None


def figures(full: bool) -> Steps:
    """Every figure, the same on every kind of processor."""
    yield Step((PYTHON, ".ci/same_figures.py"))
    return None


def validators(full: bool) -> Steps:
    """PDFs of every sort that this repository can make, as page-validation, veraPDF and qpdf judge them."""
    made = OUT / "matrix"
    shutil.rmtree(made, ignore_errors=True)
    yield Step((PYTHON, ".ci/matrix.py", str(made), *(("--all",) if full else ())))
    files = sorted(str(path) for path in made.rglob("*.pdf"))
    locked = [path for path in files if (made / "locked") in Path(path).parents]
    yield Step((PYTHON, ".ci/validate.py", *(path for path in files if path not in locked)))
    yield Step((PYTHON, ".ci/validate.py", "--profiles", "ua1", *locked))  # a password is against PDF/A
    return f"{len(files)} files"


def screens(full: bool) -> Steps:
    """Every page for screens in a browser."""
    if "a browser" in lacking():
        return "left out: no browser"
    made = OUT / "screens"
    shutil.rmtree(made, ignore_errors=True)
    yield Step((PYTHON, "make_pdf.py", "build", "--html", "--quiet", "-o", str(made)))
    files = sorted(str(path) for path in made.rglob("*.html"))
    if not files:
        raise PartError("no page was made")
    yield Step((BASH, ".ci/browser_check", *files))
    return f"{len(files)} pages"


def copied(name: str) -> Path:
    """The files of this clone in a folder of their own, with caches of their own, `shared` next to it if it is here."""
    tree = OUT / "legs" / name / "tree"
    shutil.rmtree(tree.parent, ignore_errors=True)
    listed = subprocess.run(("git", "ls-files", "-z"), cwd=ROOT, capture_output=True, text=True, check=True)
    for path in filter(None, listed.stdout.split("\0")):
        if (ROOT / path).is_file():
            (tree / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / path, tree / path)
    (tree / ".cache").mkdir()
    links = {tree.parent / "shared": ROOT.parent / "shared"}
    links |= {tree / ".cache" / each: ROOT / ".cache" / each for each in ("pdfjs", "browser")}
    for link, there in links.items():
        if there.is_dir():
            link.symlink_to(there, target_is_directory=True)
    return tree


def example_plans(tree: Path) -> list[str]:
    """The plan files of a copy, as a command in it names them."""
    return sorted(path.relative_to(tree).as_posix() for path in (tree / "handouts" / "plans").glob("*.yaml"))


def leg(tree: Path, python: str, full: bool, environment: Mapping[str, str]) -> Steps:
    """Builds, figures and tests in a copy of this clone: those marked `core`, or the whole suite."""
    run = partial(Step, folder=tree, environment={**environment, "PYTEST_ADDOPTS": pytest_options()})
    yield run((python, "make_pdf.py", "build", "--quiet"))
    yield run((python, "make_pdf.py", "plan", "--quiet", *example_plans(tree)))
    yield run((python, "make_pdf.py", "figure", "--all", "-o", "build/figures.pdf"))
    # what a library of another version deprecates is no fault of this code
    older = ("-W", "default::DeprecationWarning", "-W", "default::PendingDeprecationWarning")
    yield run((python, "-m", "pytest", *older, *(() if full else ("-m", "core"))))
    return None


def versions(name: str, interpreter: str, constraints: Path | None, full: bool) -> Steps:
    """A leg with a Python and versions of its own."""
    program = interpreter_of(interpreter)
    if program is None:
        return f"left out: Python {interpreter} is not on this machine"
    tree = copied(name)
    yield Step((program, "-m", "venv", str(tree.parent / "env")))
    python = str(tree.parent / "env" / BIN / "python")
    limits = ("-c", str(constraints)) if constraints else ()
    yield Step((python, "-m", "pip", "install", "--quiet", *limits, "-e", ".[test]"), tree)
    if constraints is None and not full and installed(python) <= installed(PYTHON):
        return "the same versions as locked"
    yield from leg(tree, python, full, {})
    return None


def processor(environment: Mapping[str, str], name: str, full: bool) -> Steps:
    """A leg on what computes like another processor; every PDF has the same bytes as in `build/`."""
    if platform.machine().lower() not in ("x86_64", "amd64"):
        return f"left out: this is no x86-64 processor but {platform.machine()}"
    tree = copied(name)
    yield from leg(tree, PYTHON, full, environment)
    made = {path.relative_to(tree / "build"): path for path in (tree / "build").glob("*/*.pdf")}
    other = [str(path) for path, file in made.items() if (ROOT / "build" / path).read_bytes() != file.read_bytes()]
    if other or not made:
        raise PartError(f"other bytes than on this processor: {', '.join(other) or 'no file was made'}")
    return None


def interpreter_of(version: str) -> str | None:
    """A Python of that version on this machine; "" is the one that runs this."""
    if not version:
        return sys.executable
    home = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    candidates = [f"python{version}", *map(str, sorted(home.glob(f"versions/{version}.*/bin/python")))]
    for candidate in candidates:
        program = shutil.which(candidate)
        if program and not subprocess.run((program, "-c", ""), capture_output=True, check=False).returncode:
            return program
    return None


def installed(python: str) -> set[str]:
    """Every package of an environment as `name==version`."""
    words = (python, "-m", "pip", "list", "--format=freeze", "--exclude-editable")
    return set(subprocess.run(words, capture_output=True, text=True, check=True).stdout.split())


def all_parts() -> tuple[Part, ...]:
    """Every part, in the order in which they are begun."""
    legs = {
        "lowest": ("the lowest versions that pyproject.toml allows", "", LOWEST),
        **{f"python-{number}": (f"Python {number}, locked versions", number, LOCKED) for number in NEWER_PYTHONS},
    }
    behind = ("suite", "packages")  # which install into the same environment
    return (
        Part("tools", "programs that are no Python packages", tools),
        Part("build", "the README's first command", build),
        Part("suite", "the README's second command: the whole suite, with coverage", suite, ("tools", "build")),
        Part("packages", "the packages of style and validators", packages, ("build",), ("suite",)),
        Part("wheel", "the wheel in an empty environment", wheel, ("build",)),
        *(
            Part(name, does, partial(versions, name, interpreter, constraints), ("tools",))
            for name, (does, interpreter, constraints) in legs.items()
        ),
        Part("newest", "the newest versions of everything", partial(versions, "newest", "", None), ("tools",), behind),
        Part("style", "lint, format, types, workflow file", style, ("packages",), behind),
        Part("figures", "every figure is the same on every kind of processor", figures, ("build",), behind),
        *(
            Part(name, " ".join(map("=".join, env.items())), partial(processor, env, name), ("suite", "packages"))
            for name, env in PROCESSORS.items()
        ),
        Part(
            "validators", "PDFs of every sort before independent validators", validators, ("tools", "packages"), behind
        ),
        Part("screens", "every page for screens in a browser", screens, ("tools", "build"), behind),
    )
