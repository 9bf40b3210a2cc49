"""The path of a sheet that an earlier run may have written → whether it is there, whole, and locked as wanted."""

from __future__ import annotations

import os
from pathlib import Path
from stat import S_ISREG

from handout_builder.pdf.lock import opens

TRAILER = 4096
"""Bytes at the end of a PDF that hold its trailer, which says whether the file is locked."""


def is_finished(path: Path, password: str | None) -> bool:
    """Whether `path` is a whole PDF that opens, locked with `password`, or open when there is none.

    A link is not: it may lead to anything. The name of a sheet holds a hash of all that it is made from.
    """
    try:
        if not S_ISREG(os.lstat(path).st_mode):
            return False
        data = path.read_bytes()
    except OSError:
        return False
    tail = data[-TRAILER:]
    if not (data.startswith(b"%PDF-") and b"startxref" in tail and data.rstrip().endswith(b"%%EOF")):
        return False
    is_locked = b"/Encrypt" in tail
    return is_locked == (password is not None) and opens(data, password or "")
