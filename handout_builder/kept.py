"""Bytes that took some work → kept in a folder under a name made of all that they come from, and found again by it.

The folder may be deleted at any time. Nothing in it can be stale, because a name never means two things; what was
damaged is not found.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_CHECK = 16


@dataclass(frozen=True, slots=True)
class Kept:
    """A folder of such bytes, made on first use; one that cannot be written to keeps nothing and is no matter."""

    folder: Path

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
            self.folder.mkdir(parents=True, exist_ok=True)
            part.write_bytes(_check(content) + content)
            part.replace(self.folder / name)
        except OSError:
            with suppress(OSError):
                part.unlink()


def name_of(*parts: object) -> str:
    """The name of what comes from `parts`: bytes, and things whose representation says all there is to say of them."""
    short = [_check(part) if isinstance(part, bytes) else part for part in parts]
    return hashlib.blake2b(repr(short).encode(), digest_size=16).hexdigest()


def digest_of(files: Iterable[Path]) -> str:
    """A hash of the names and contents of files. Raises OSError when one cannot be read."""
    return name_of(*((file.name, hashlib.sha256(file.read_bytes()).digest()) for file in files))


def _check(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_CHECK).digest()
