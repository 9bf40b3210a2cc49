"""Bytes of a PDF → the report on them, for the tests of this folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from handout_builder.preflight import Report, inspect


@pytest.fixture
def look(tmp_path: Path) -> Callable[[bytes], Report]:
    def looked(data: bytes) -> Report:
        path = tmp_path / "a.pdf"
        path.write_bytes(data)
        return inspect(path)

    return looked
