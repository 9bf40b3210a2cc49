"""Kept bytes: found whole or not at all, whatever happens to their folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from handout_builder.cache import Cache, digest_of, name_of


def test_what_is_kept_is_found(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "deep" / "folder")
    assert cache.find("a") is None
    cache.keep("a", b"one")
    cache.keep("b", b"")
    assert (cache.find("a"), cache.find("b")) == (b"one", b"")
    cache.keep("a", b"two")
    assert cache.find("a") == b"two"
    assert {path.name for path in cache.folder.iterdir()} == {"a", "b"}  # nothing half-written stays


@pytest.mark.parametrize("damage", [b"", b"short", b"x" * 40])
def test_damaged_bytes_are_not_found(tmp_path: Path, damage: bytes) -> None:
    cache = Cache(tmp_path)
    cache.keep("a", b"content of some length")
    (tmp_path / "a").write_bytes(damage)
    assert cache.find("a") is None


def test_every_cut_and_every_changed_byte_is_noticed(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.keep("a", b"content")
    whole = (tmp_path / "a").read_bytes()
    for at in range(len(whole)):
        for changed in (whole[:at], whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]):
            (tmp_path / "a").write_bytes(changed)
            assert cache.find("a") is None


def test_f91_content_under_the_name_of_another_is_not_found(tmp_path: Path) -> None:
    cache, kept = Cache(tmp_path), ("a", "b", "a.drawing", "aa", "b.xobject")
    for name in kept:
        cache.keep(name, b"content of " + name.encode())
    whole = {name: (tmp_path / name).read_bytes() for name in kept}
    for name in kept:
        for other in kept:
            (tmp_path / name).write_bytes(whole[other])
            assert cache.find(name) == (b"content of " + name.encode() if other == name else None)


def test_a_folder_that_cannot_be_made_is_no_matter(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    cache = Cache(tmp_path / "file")
    cache.keep("a", b"one")
    assert cache.find("a") is None


def test_names_tell_apart_all_that_differs(tmp_path: Path) -> None:
    names = {name_of("a", "b"), name_of("ab"), name_of(("a", "b")), name_of("a", b"b"), name_of(1), name_of(1.0)}
    assert len(names) == 6
    first, second = tmp_path / "a.py", tmp_path / "b.py"
    for file in (first, second):
        file.write_text("x", encoding="utf-8")
    before = digest_of([first, second])
    assert digest_of([first, second]) == before
    first.write_text("y", encoding="utf-8")
    assert digest_of([first, second]) != before


def test_a_new_state_clears_away_all_but_the_newest_of_earlier_ones(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    for age, state in enumerate(("aaaaaaaaaaaaaa", "bbbbbbbbbbbbbb", "cccccccccccccc")):
        cache = Cache.generation(tmp_path, state)
        cache.keep("x", state.encode())
        os.utime(cache.folder, (age, age))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine", "state-bbbbbbbbbbbb", "state-cccccccccccc"]
    assert Cache.generation(tmp_path, "cccccccccccccc").find("x") == b"cccccccccccccc"
