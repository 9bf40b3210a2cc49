"""A test that is skipped although it could run fails the run, where skips are not allowed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import REPOSITORY
from tests.needs import avoidable

SKIPPED = """
import pytest
@pytest.mark.skipif(True, reason="needs poppler")
def test_one() -> None:
    pass
def test_two() -> None:
    pass
"""


@pytest.mark.parametrize(
    ("options", "ci", "code"),
    [([], "true", 1), (["--no-skips", "--lacking", "PDF.js"], "", 1), (["--lacking", "poppler"], "true", 0)],
)
def test_a_run_without_skips_fails_when_one_is_skipped(options: list[str], ci: str, code: int, tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(SKIPPED, encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-p", "no:cacheprovider", *options, str(tmp_path)],
        cwd=REPOSITORY,
        env={**os.environ, "CI": ci},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == code, run.stdout + run.stderr
    assert ("MUST NOT BE SKIPPED" in run.stdout) == bool(code)


def test_a_skip_without_a_known_need_is_avoidable() -> None:
    assert avoidable("Skipped: it is slow today")
    assert avoidable("Skipped: needs poppler")
    assert not avoidable("Skipped: needs poppler", ("poppler",))
    assert not avoidable("Skipped: needs Linux")
    assert not avoidable("Skipped: needs ../shared")
