"""A face and the characters that a screen shows with it → a WOFF font with those glyphs alone, kerning included."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable

import uharfbuzz as hb

from handout_builder.text.fonts import Face

_DROPPED = ("DSIG", "gasp", "meta", "STAT", "MATH", "BASE", "cvt ", "fpgm", "prep")
"""Tables that screens of today do not read; hints go with `NO_HINTING`."""
_HEADER, _ENTRY = 44, 20


def web_font(face: Face, characters: Iterable[str]) -> bytes:
    """A WOFF 1.0 file (W3C Recommendation of 2012) of the characters that the face has; the same bytes each time."""
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(sorted(ord(c) for c in set(characters) if face.glyph_of(c)))
    wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(_tag(name) for name in _DROPPED)
    wanted.flags = hb.SubsetFlags.NO_HINTING
    return _woff(bytes(hb.subset(face.face, wanted).blob.data))


def _tag(name: str) -> int:
    return int.from_bytes(name.encode("ascii"), "big")


def _woff(font: bytes) -> bytes:
    """The tables of a TrueType file, each compressed where that saves something."""
    flavour, count = font[:4], struct.unpack_from(">H", font, 4)[0]
    offset = _HEADER + _ENTRY * count
    directory, tables = b"", b""
    size = 12 + 16 * count
    for index in range(count):
        name, checksum, start, length = struct.unpack_from(">4sIII", font, 12 + 16 * index)
        plain = font[start : start + length]
        packed = min(zlib.compress(plain, 9), plain, key=len)
        directory += struct.pack(">4sIIII", name, offset + len(tables), len(packed), length, checksum)
        tables += packed + bytes(-len(packed) % 4)
        size += length + -length % 4
    whole = offset + len(tables)
    header = struct.pack(">4s4sIHHIHHIIIII", b"wOFF", flavour, whole, count, 0, size, 1, 0, 0, 0, 0, 0, 0)
    return header + directory + tables
