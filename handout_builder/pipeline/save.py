"""The bytes of a finished file and its path in → the file on disk, whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from secrets import token_hex


def save(data: bytes, path: Path) -> None:
    """Put `data` at `path`, replacing what was there in one step.

    Written beside the target and renamed, so that a crash or a full disk leaves the old file; missing folders are made.
    Raises OSError when that is not possible, and leaves nothing half-written behind then.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{token_hex(4)}.part")
    try:
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
