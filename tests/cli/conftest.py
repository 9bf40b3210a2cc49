"""A practice folder for the tests of the commands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.practice import make_practice


@pytest.fixture
def practice(tmp_path: Path) -> Path:
    return make_practice(tmp_path / "practice")
