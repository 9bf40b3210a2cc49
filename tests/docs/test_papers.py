"""The README, CONTRIBUTING and the pictures: short and small, with commands that CI runs and files that exist."""

from __future__ import annotations

import re
import runpy
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from handout_builder.cli.app import main
from tests import REPOSITORY
from tests.docs.pages import DOCS, PAGES, PAPERS, blocks

README = PAPERS["README"]
MOST_LINES, MOST_BYTES = 170, 600_000


def test_the_readme_is_short_and_opens_with_a_picture() -> None:
    assert README.count("\n") <= MOST_LINES
    assert README.index("](docs/page.png)") < 200
    assert "not\nyet run on Windows and macOS" in README


def test_the_two_commands_are_found_by_ci() -> None:
    commands = runpy.run_path(str(REPOSITORY / ".ci" / "readme_command.py"))["commands"]
    first, second = commands(README)
    assert first.startswith("python3 -m venv .venv && ")
    assert first.endswith("make_pdf.py")
    assert second.endswith("pytest")
    with pytest.raises(ValueError, match="it needs two"):
        commands(README.replace("```sh\n", "```\n", 1))


def test_the_quoted_problems_are_what_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = next(block.text for block in blocks(README) if "brnad" in block.text)
    for folder in ("handouts", "layouts/brands"):
        shutil.copytree(REPOSITORY / folder, tmp_path / folder)
    handout = tmp_path / "handouts" / "iliopsoas.yaml"
    handout.write_text(handout.read_text(encoding="utf-8").replace("\nbrand:", "\nbrnad:"), encoding="utf-8")
    assert main(["build", "--root", str(tmp_path)]) == 1
    printed = [line for line in capsys.readouterr().err.splitlines() if "brand" in line]
    assert printed == said.splitlines()[:2]


def test_what_contributors_run_is_what_ci_runs() -> None:
    (checks,) = [block.text for block in blocks(PAPERS["CONTRIBUTING"]) if ".ci/run" in block.text]
    part, suite = checks.splitlines()
    command = [sys.executable, str(REPOSITORY / ".ci" / "run.py"), "--list"]
    listed = subprocess.run(command, capture_output=True, text=True, check=True)
    assert part.removeprefix("bash .ci/run ") in {line.split()[0] for line in listed.stdout.splitlines()}
    assert README.count(suite) == 1


def test_other_commands_of_contributors_name_what_exists() -> None:
    for block in blocks(PAPERS["CONTRIBUTING"]):
        for name in re.findall(r"[\w/]+\.py\b|tests/\w+", block.text):
            assert (REPOSITORY / name).exists(), name
        for module in re.findall(r"-m (handout_builder[\w.]+)", block.text):
            assert (REPOSITORY / module.replace(".", "/")).with_suffix(".py").is_file(), module


def test_every_picture_of_the_pages_is_made_by_the_script_and_is_small() -> None:
    script = (DOCS / "pictures.py").read_text(encoding="utf-8")
    pictures = sorted(DOCS.glob("*.png"))
    used = {name for text in (README, *PAGES.values()) for name in re.findall(r"([\w-]+\.png)\)", text)}
    assert {path.name for path in pictures} == used
    for path in pictures:
        data = path.read_bytes()
        assert f'"{path.stem}"' in script, path.name
        assert len(data) < MOST_BYTES, path.name
        assert data[25] == 3, f"{path.name}: save it with a palette"
        assert min(struct.unpack(">II", data[16:24])) > 500, path.name


def test_every_picture_file_is_credited() -> None:
    credits = (REPOSITORY / "images" / "CREDITS.md").read_text(encoding="utf-8")
    patterns = [
        word for row in re.findall(r"^\| (.*?) \|", credits, re.MULTILINE) for word in re.findall(r"`(.+?)`", row)
    ]
    credited = {
        path.resolve() for pattern in patterns if ".." not in pattern for path in (REPOSITORY / "images").glob(pattern)
    }
    pictures = {
        path
        for path in (REPOSITORY / "images").rglob("*")
        if path.is_file() and path.name != "CREDITS.md" and path.name[0] != "."
    }
    assert pictures
    assert pictures <= credited


def test_words_are_made_where_the_architecture_says() -> None:
    _, _, section = PAGES["architecture"].partition("## Where words are made\n")
    table = section.partition("\n## ")[0]
    named = re.findall(r"`([\w/]+\.py)`(?: \(((?:`\w+`(?:, )?)+)\))?", table)
    assert len(named) >= 8
    for module, names in named:
        text = (REPOSITORY / "handout_builder" / module).read_text(encoding="utf-8")
        for name in re.findall(r"\w+", names):
            assert re.search(rf"\b(def|class) {name}\b", text), f"{module}: {name}"
