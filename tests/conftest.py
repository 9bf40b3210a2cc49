"""Switches of the test run, and its rules: examples that are the same on each run, and no test skipped unseen."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.core import CORE, is_core
from tests.needs import avoidable

FOLDER = Path(__file__).parent

settings.register_profile(
    "same everywhere",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],  # measures time, which a loaded machine has less of
)
settings.load_profile("same everywhere")


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


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what `core.py` names. Raises UsageError for entries that name no test of a file collected whole."""
    parts = any("::" in argument for argument in config.args)
    idle = []
    for file, entries in CORE.items():
        inside = [item for item in items if item.path == FOLDER / file]
        for entry in entries:
            named = [item for item in inside if is_core(entry, item.name)]
            if inside and not named and not parts:
                idle.append(f'{file}: "{entry}"')
            for item in named:
                item.add_marker(pytest.mark.core)
    if idle:
        raise pytest.UsageError("tests/core.py names tests that are not there\n" + "\n".join(idle))


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
