"""Bytes that took some work → kept in a folder under a name made of all that they come from, and found again by it.

The folder may be deleted at any time. Nothing in it can be stale, because a name never means two things; what was
damaged is not found.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_CHECK = 16
_GENERATION, _STATE = "state-", 12


@dataclass(frozen=True, slots=True)
class Kept:
    """A folder of such bytes, made on first use; one that cannot be written to keeps nothing and is no matter."""

    folder: Path

    @classmethod
    def generation(cls, folder: Path, state: str) -> Kept:
        """Those that come from one `state` of the program, in a folder of their own inside `folder`.

        When a new state begins to keep, all but the newest of earlier ones are cleared away, so that nothing piles up.
        """
        return cls(folder / f"{_GENERATION}{state[:_STATE]}")

    def find(self, name: str) -> bytes | None:
        """What was kept under `name`, whole; else None."""
        try:
            data = (self.folder / name).read_bytes()
        except OSError:
            return None
        content = data[_CHECK:]
        return content if _check(content) == data[:_CHECK] else None

    def keep(self, name: str, content: bytes) -> None:
        """Keep `content`: written beside and renamed, so that two runs at once never see half of it."""
        part = self.folder / f"{name}.{os.getpid()}.part"
        try:
            if not self.folder.is_dir():
                self._begin()
            part.write_bytes(_check(content) + content)
            part.replace(self.folder / name)
        except OSError:
            with suppress(OSError):
                part.unlink()

    def _begin(self) -> None:
        """Make the folder; as the first of a generation, clear away the old ones."""
        if self.folder.name.startswith(_GENERATION) and self.folder.parent.is_dir():
            earlier = [each for each in self.folder.parent.glob(f"{_GENERATION}*") if each.is_dir()]
            for old in sorted(earlier, key=lambda each: each.stat().st_mtime)[:-1]:
                shutil.rmtree(old, ignore_errors=True)
        self.folder.mkdir(parents=True, exist_ok=True)


def name_of(*parts: object) -> str:
    """The name of what comes from `parts`: bytes, and things whose representation says all there is to say of them."""
    short = [_check(part) if isinstance(part, bytes) else part for part in parts]
    return hashlib.blake2b(repr(short).encode(), digest_size=16).hexdigest()


def digest_of(files: Iterable[Path]) -> str:
    """A hash of the names and contents of files. Raises OSError when one cannot be read."""
    return name_of(*((file.name, hashlib.sha256(file.read_bytes()).digest()) for file in files))


def _check(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_CHECK).digest()
