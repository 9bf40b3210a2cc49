"""The bytes of a finished file and its path → the file on disk, whole or not at all."""

from __future__ import annotations

import os
import re
import time
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

_PART = re.compile(r"\..+\.(?:pdf|html|json)\.[0-9a-f]{8}\.part")
OLD = 600.0
"""Seconds after which a half-written file belongs to no run any more."""


def save(data: bytes, path: Path, *, private: bool = False) -> None:
    """Put `data` at `path`, replacing what was there in one step.

    It is written next to the target and renamed, so that a crash or a full disk leaves the old file; missing folders
    are made. A `private` file can be read by its owner alone, and so can the folders made for it (POSIX; on Windows
    the folder's own rights hold). Raises OSError when that is not possible, and then leaves nothing half-written.
    """
    make_folder(path.parent, private=private)
    part = path.with_name(f".{path.name}.{token_hex(4)}.part")
    try:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), _mode(private))
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise


def _mode(private: bool) -> int:
    return 0o600 if private else 0o666


def make_folder(folder: Path, *, private: bool = False) -> None:
    """Make a folder and those above it that are missing. Raises OSError when that is not possible."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing or [folder]):
        each.mkdir(mode=0o700 if private else 0o777, exist_ok=True)


def sweep(folder: Path) -> None:
    """Remove what a killed run left half-written; files of other programs, and of a run that goes on, stay."""
    for path in folder.glob(".*.part"):
        with suppress(OSError):
            if _PART.fullmatch(path.name) and path.is_file() and time.time() - path.stat().st_mtime > OLD:
                path.unlink()
