"""The program as a whole: help, version, bugs, any folder, what ships with it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from handout_builder import __version__
from handout_builder.cli import main
from handout_builder.cli.app import app
from handout_builder.errors import ContentError, Place
from handout_builder.pipeline import handout as pipeline
from handout_builder.practice.library import Library
from tests import REPOSITORY
from tests.cli.practice import lines


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"handout-builder {__version__}\n"


def test_a_bug_is_told_without_the_words_of_the_exception(
    practice: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("Jane Doe")

    monkeypatch.setattr(pipeline, "build", broken)
    assert main([], home=practice) == 70
    said = capsys.readouterr().err
    assert "RuntimeError" in said
    assert "Jane Doe" not in said
    assert "Traceback" not in said
    monkeypatch.setenv("HANDOUT_DEBUG", "1")
    assert main([], home=practice) == 70
    assert "Traceback" in capsys.readouterr().err


def test_every_command_is_in_the_help_with_its_options(capsys: pytest.CaptureFixture[str]) -> None:
    commands = [command.name for command in app.registered_commands]
    assert {"build", "check", "list"} <= set(commands)
    assert main(["--help"]) == 0
    whole = capsys.readouterr().out
    assert "Examples:" in whole
    for name in commands:
        assert name is not None
        assert f"  {name} " in whole
        assert main([name, "--help"]) == 0
        said = capsys.readouterr().out
        assert "--root DIR" in said
        assert "--quiet" in said


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(REPOSITORY / "make_pdf.py"), *arguments]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    return subprocess.run(
        command, cwd=cwd, env=environment, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", check=False
    )


def test_the_script_works_from_any_folder_and_prints_plain_lines_when_piped(practice: Path, tmp_path: Path) -> None:
    second = practice / "handouts/sorer_knees.yaml"
    second.write_bytes((practice / "handouts/sore_knees.yaml").read_bytes())
    done = run("--root", str(practice), cwd=tmp_path)
    assert done.returncode == 0
    assert done.stderr == ""
    assert len(lines(done.stdout)) == 2
    assert "\x1b" not in done.stdout


def test_help_imports_nothing_heavy(tmp_path: Path) -> None:
    heavy = "pydantic yaml reportlab PIL shapely rich uharfbuzz segno markdown_it numpy multiprocessing"
    code = (
        "import sys; from handout_builder.cli import main; code = main(['--help']);"
        f"print(code, [name for name in {[*heavy.split(), 'handout_builder.practice.library']} if name in sys.modules])"
    )
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    environment.pop("COVERAGE_PROCESS_CONFIG", None)  # coverage imports multiprocessing
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, encoding="utf-8", check=True, cwd=tmp_path
    )
    assert lines(done.stdout)[-1] == "0 []"


def test_what_ships_serves_a_folder_without_layouts(practice: Path) -> None:
    library = Library(practice)
    assert "standard" in library.edition_names
    assert "en" in library.language_names
    assert not (practice / "layouts/editions").exists()
    shipped = library.picture("lunge_1", Place(Path("x")))
    assert not shipped.is_relative_to(practice)
    own = practice / "images" / "lunge_1.svg"
    own.parent.mkdir(exist_ok=True)
    own.write_text("<svg/>", encoding="utf-8")
    assert Library(practice).picture("lunge_1", Place(Path("x"))) == own


def test_flags_without_their_list_say_what_to_write(practice: Path) -> None:
    with pytest.raises(ContentError, match=r"precautions\.yaml: there is no such file, but flags are named; write it"):
        Library(practice).precautions()
