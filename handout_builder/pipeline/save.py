"""The bytes of a file and its path → the file on disk, complete or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from secrets import token_hex


def save(data: bytes, path: Path) -> None:
    """Put `data` at `path`, replacing what was there in one step.

    The bytes are written to another file in the same folder, which is then renamed: a crash or a full disk leaves the
    old file. Missing folders are made. Raises OSError when writing fails, and then removes what is half-written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{token_hex(4)}.part")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
