"""Every example of the pages is used as it is written: files are checked and built, commands run, fragments completed.

A block names its file in `title="…"`. `title="part of …"` marks a fragment; it is laid over a whole file of its kind.
"""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from handout_builder.cli.app import main
from tests import REPOSITORY
from tests.content.test_json_schemas import EditorLoader, faults
from tests.docs.pages import PAGES, PAPERS, Block, blocks

pytestmark = pytest.mark.no_cover
"""It runs over and over what other tests run: coverage would only make it slow."""
PRACTICE = "examples/practice"
COMMAND = "python make_pdf.py "
FRAGMENTS = {
    "an exercise": ("exercise", f"{PRACTICE}/handouts/exercises/{{}}.yaml", "one_leg_stand"),
    "a handout": ("handout", f"{PRACTICE}/handouts/{{}}.yaml", "steady_feet"),
    "a precautions file": ("precautions", f"{PRACTICE}/handouts/{{}}.yaml", "precautions"),
    "a plan": ("plan", "handouts/plans/{}.yaml", "two_exercises"),
    "an edition": ("edition", "layouts/editions/{}.yaml", "standard"),
    "a figure": ("figure", "images/figures/{}.yaml", None),
}
"""What a fragment is part of → its schema, where files of its kind are, and the complete one that it is laid over."""
START = PAPERS["README"].partition("\n## Your own handout")[2]
"""The README behind its two commands, which CI runs."""
TEXTS = {**PAGES, "README": START, "examples/practice/README": PAPERS["examples/practice/README"]}
EXAMPLES = {name: found for name, text in TEXTS.items() if (found := blocks(text))}


@pytest.fixture(scope="module", params=sorted(EXAMPLES))
def page(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all pages, so that a figure is drawn once."""
    return tmp_path_factory.mktemp("clone")


@pytest.fixture
def folder(place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh copy of what a clone has, as the working folder; fonts, figures and languages come with the program."""
    for path in place.iterdir():
        if path.name != ".cache":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for name in ("handouts", "layouts/brands", "examples"):
        shutil.copytree(REPOSITORY / name, place / name)
    monkeypatch.chdir(place)
    return place


def run(command: str, folder: Path) -> None:
    code = main(shlex.split(command), folder)
    assert code == 0, f"{command} ends with {code}"


def commands(block: Block) -> list[str]:
    """The commands of a block, all of which the tests can run."""
    lines = block.text.splitlines()
    assert all(line.startswith(COMMAND) for line in lines), f"line {block.line}: a block of text cannot be run"
    return [line.removeprefix(COMMAND) for line in lines]


def test_every_block_says_what_it_is(page: str) -> None:
    for block in EXAMPLES[page]:
        assert block.language in {"sh", "yaml", "csv", "json", "text"}, block
        assert bool(block.title) == (block.language in {"yaml", "csv", "json"}), f"line {block.line}: name its file"
        part = block.title.removeprefix("part of ")
        assert part == block.title or part in FRAGMENTS, f"line {block.line}: {block.title}"


def test_files_and_commands_of_a_page_work(page: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plans = []
    if page == "README":  # its first step is to copy a brand
        shutil.copytree(folder / "layouts/brands/fernhollow", folder / "layouts/brands/mine")
    for block in EXAMPLES[page]:
        if block.title and not block.title.startswith("part of "):
            path = folder / block.title
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, encoding="utf-8")
            plans += [block.title] if not block.title.startswith(("handouts/", "layouts/", "images/")) else []
        elif block.language == "sh":
            for command in commands(block):
                run(command, folder)
    for name in plans:
        run(f"{'plan' if name.endswith('.yaml') else 'batch'} {name} -o build/tested", folder)
    capsys.readouterr()


def test_files_of_all_pages_have_no_problem(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """They are checked together, in one brand."""
    files = [
        block
        for page in sorted(EXAMPLES)
        for block in EXAMPLES[page]
        if block.title.startswith(("handouts/", "layouts/", "images/"))
    ]
    assert len({block.title for block in files}) == len(files), "two pages write one file: check them apart"
    shutil.copytree(folder / "layouts/brands/fernhollow", folder / "layouts/brands/mine")
    for block in files:
        path = folder / block.title
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text, encoding="utf-8")
    run("check --brand fernhollow", folder)
    capsys.readouterr()


def test_a_file_is_fine_for_editors(page: str) -> None:
    for block in EXAMPLES[page]:
        kind = block.text.partition("/schemas/")[2].partition(".json")[0]
        assert bool(kind) == (block.language == "yaml" and not block.title.startswith("part of "))
        if kind:
            assert faults(yaml.load(block.text, EditorLoader), kind) == []


def test_fragments_fit_into_whole_files(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Those of all pages are checked together."""
    fragments = [
        (page, block) for page in sorted(EXAMPLES) for block in EXAMPLES[page] if block.title.startswith("part of ")
    ]
    paths = set()
    for page, block in fragments:
        kind, pattern, base = FRAGMENTS[block.title.removeprefix("part of ")]
        wrong = faults(yaml.load(block.text, EditorLoader), kind)
        assert [fault for fault in wrong if "is a required property" not in fault] == [], f"line {block.line}"
        whole = _laid_over(_base(pattern.format(base), folder) if base else {}, _as_written(block.text))
        path = folder / pattern.format("precautions" if kind == "precautions" else f"{page}_{block.line}")
        assert path not in paths, "two fragments are of one file: check them apart"
        paths.add(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(whole, allow_unicode=True, sort_keys=False), encoding="utf-8")
    run("check --brand fernhollow", folder)
    run(f"check --root {PRACTICE} --brand marigold", folder)
    capsys.readouterr()


def _as_written(text: str) -> dict[str, Any]:
    """A file with every scalar as the text that its author wrote."""
    return dict(yaml.load(text, yaml.BaseLoader))


def _base(name: str, folder: Path) -> dict[str, Any]:
    path = next(top / name for top in (folder, REPOSITORY) if (top / name).is_file())
    return _as_written(path.read_text(encoding="utf-8"))


def _laid_over(base: dict[str, Any], fragment: dict[str, Any]) -> dict[str, Any]:
    """Mappings join, all else is replaced."""
    joined = {
        name: {**base[name], **value} for name, value in fragment.items() if isinstance(value, dict) and name in base
    }
    return {**base, **fragment, **joined}
