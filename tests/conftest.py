"""Switches of the test run, and its rules: examples that are the same on each run, and no test skipped unseen.

What all tests have in common is done once: a figure is drawn once, and the garbage collector looks once at what stays.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handout_builder.cache import digest_of, name_of
from handout_builder.figures.scene import figure_file
from handout_builder.geometry.drawing import Drawing
from handout_builder.source import parse
from tests.core import CORE, is_core
from tests.needs import avoidable

FOLDER = Path(__file__).parent

settings.register_profile(
    "same everywhere",
    deadline=None,
    derandomize=True,
    max_examples=50,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],  # measures time, which a loaded machine has less of
)
settings.load_profile("same everywhere")


@pytest.fixture(scope="session", autouse=True)
def figures_are_drawn_once() -> Iterator[None]:
    """The same figure file, in whichever folder tests put it, is drawn once; most tests are not about drawing."""
    draw, drawn = figure_file.draw_file, dict[str, Drawing]()

    def draw_once(path: Path, poses: Path, mirror: bool = False, looks: Mapping[str, str] | None = None) -> Drawing:
        if not path.is_file():
            return draw(path, poses, mirror, looks)
        state = digest_of(sorted(poses.glob("*.yaml")))
        key = name_of(state, path.read_bytes(), mirror, sorted((looks or {}).items()))
        if key not in drawn:
            drawn[key] = draw(path, poses, mirror, looks)
        return drawn[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(figure_file, "draw_file", draw_once)
        yield


@pytest.fixture(scope="session", autouse=True)
def files_are_parsed_once() -> Iterator[None]:
    """The same text under the same name has the same nodes: most practices of tests read the shipped languages."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parse, "read_nodes", lru_cache(maxsize=100)(parse.read_nodes))
        yield


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden outlines anew, and fail")
    parser.addoption(
        "--no-skips",
        action="store_true",
        default=os.environ.get("CI", "").lower() == "true",
        help="fail when a test is skipped that could run here; CI=true means the same",
    )
    parser.addoption(
        "--lacking", action="append", default=[], metavar="NAME", help="what this machine cannot get, such as poppler"
    )


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """`-m core` reads no file that has none of these tests: reading all takes longer than many of them."""
    of_tests = collection_path.match("test_*.py") and collection_path.is_relative_to(FOLDER)
    if config.option.markexpr == "core" and of_tests:
        return collection_path.relative_to(FOLDER).as_posix() not in CORE or None
    return None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what `core.py` names. Raises UsageError for entries that name no test of a file collected whole."""
    parts = any("::" in argument for argument in config.args)
    idle = []
    by_file: dict[Path, list[pytest.Item]] = {}
    for item in items:
        by_file.setdefault(item.path, []).append(item)
    for file, entries in CORE.items():
        inside = by_file.get(FOLDER / file, [])
        for entry in entries:
            named = [item for item in inside if is_core(entry, item.name)]
            if inside and not named and not parts:
                idle.append(f'{file}: "{entry}"')
            for item in named:
                item.add_marker(pytest.mark.core)
    if idle:
        raise pytest.UsageError("tests/core.py names tests that are not there\n" + "\n".join(idle))


def pytest_collection_finish() -> None:
    """Modules and tests live to the end: looking for garbage among them again and again takes a sixth of a run.

    Older versions of Hypothesis ask the collector, at their first example, who holds their random numbers.
    """
    _first_example()
    gc.collect()
    gc.freeze()


@settings(max_examples=1)
@given(st.none())
def _first_example(nothing: None) -> None:
    pass


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    config = session.config
    if config.getoption("--no-skips") and _avoidable_skips(config) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    found = _avoidable_skips(config) if config.getoption("--no-skips") else []
    for line in found:
        terminalreporter.write_line(f"MUST NOT BE SKIPPED {line}", red=True)


def _avoidable_skips(config: pytest.Config) -> list[str]:
    """Each test or module that was skipped although it could run, with the reason."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    assert reporter is not None, "the reporter of results is off"
    lacking = tuple(config.getoption("--lacking"))
    reasons = {report.nodeid: report.longrepr[2] for report in reporter.stats.get("skipped", [])}
    return [f"{name}: {reason}" for name, reason in sorted(reasons.items()) if avoidable(reason, lacking)]
