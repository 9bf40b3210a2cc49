"""Bytes and a path → the file, whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from handout_builder.pipeline.save import save
from tests import needs


def test_a_file_is_written_in_new_folders(tmp_path: Path) -> None:
    path = tmp_path / "brand" / "Übung 1.pdf"
    save(b"%PDF", path)
    assert path.read_bytes() == b"%PDF"
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_the_old_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    save(b"old", path)
    save(b"new", path)
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failure_leaves_the_old_file_and_nothing_else(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.pdf"
    save(b"old", path)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os if step == "fsync" else Path, step, full)
    with pytest.raises(OSError, match="No space"):
        save(b"new", path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@needs.posix
def test_others_may_read_what_the_umask_allows(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        save(b"x", tmp_path / "a.pdf")
    finally:
        os.umask(before)
    assert (tmp_path / "a.pdf").stat().st_mode & 0o777 == 0o640
