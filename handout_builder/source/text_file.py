"""A path → the text in its file, which must be UTF-8 and at most 1 MB."""

from __future__ import annotations

from pathlib import Path

from handout_builder.errors import ContentError, Place, Problem
from handout_builder.source.syntax_errors import place_at

MAX_BYTES = 1_000_000
_AS_UTF_8 = "save it as UTF-8 (Notepad: Save as, Encoding)"


def read_text(path: Path, name: Path) -> str:
    """The text with lines that end in "\\n"; `name` is the path that problems name.

    Raises ContentError for a file that is not there, cannot be read, is too large or is not UTF-8.
    """
    return _decode(_read(path, name), name)


def _read(path: Path, name: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ContentError(
                [Problem(Place(name), "the file is larger than 1 MB", "split it, or check what it holds")]
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise ContentError([Problem(Place(name), "there is no such file")]) from None
    except OSError as error:
        raise ContentError([Problem(Place(name), f"the file cannot be read ({error.strerror})")]) from None


def _decode(data: bytes, name: Path) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise ContentError([Problem(Place(name, 1, 1), "the file is UTF-16", _AS_UTF_8)])
    if b"\0" in data:
        raise ContentError([Problem(Place(name), "the file is no text: it holds NUL bytes", "save it as UTF-8 text")])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = place_at(data.decode("utf-8-sig", "replace"), len(data[: error.start].decode("utf-8-sig")), name)
        raise ContentError([Problem(place, "the file is not UTF-8", _AS_UTF_8)]) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")
