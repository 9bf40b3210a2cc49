"""The path of a sheet or page that an earlier run may have written → whether it is there, whole, and as wanted."""

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
    data = _content(path)
    tail = data[-TRAILER:]
    if not (data.startswith(b"%PDF-") and b"startxref" in tail and data.rstrip().endswith(b"%%EOF")):
        return False
    is_locked = b"/Encrypt" in tail
    return is_locked == (password is not None) and opens(data, password or "")


def is_finished_page(path: Path) -> bool:
    """Whether `path` is a whole HTML page, and no link."""
    data = _content(path)
    return data.startswith(b"<!DOCTYPE html>") and data.rstrip().endswith(b"</html>")


def _content(path: Path) -> bytes:
    """The bytes of a file; none of a link, or of what cannot be read."""
    try:
        return path.read_bytes() if S_ISREG(os.lstat(path).st_mode) else b""
    except OSError:
        return b""
