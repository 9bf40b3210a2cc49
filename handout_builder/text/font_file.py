"""The bytes of a font file → the face in it, or why it may not or cannot be printed with."""

from __future__ import annotations

import string
import struct
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import uharfbuzz as hb

from handout_builder.errors import ContentError, Place, Problem

_TRUE_TYPE = (b"\x00\x01\x00\x00", b"true")
_RESTRICTED, _NO_SUBSET, _BITMAP_ONLY = 0x0002, 0x0100, 0x0200
"""OS/2 fsType, OpenType 1.9: usage permission 2 forbids embedding, bit 8 subsetting, bit 9 embedding outlines."""
_NEEDED = ("OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp")
_LENGTHS = {"OS/2": 78, "head": 54, "hhea": 36, "maxp": 6}
"""The bytes that these tables have at least (OpenType 1.9)."""
_HEAD_MAGIC = 0x5F0F3CF5
LATIN = string.digits + string.ascii_letters
"""What the text font prints on every sheet: doses, phone numbers, addresses, our own words."""
_HEIGHT, _ADVANCE, _INK = (0.3, 1.5), (0.05, 3.0), (0.02, 3.0)
"""Limits in em: height of a capital H; advance, and width or height of the ink, of every character of `LATIN`."""
_LINE = (0.4, 5.0)
"""Limits in em of ascent plus descent."""

Tables = dict[str, bytes]


def face_in(path: Path, data: bytes, needed: str) -> hb.Face:
    """The face. Raises ContentError when the file is no static TrueType font for Latin, is damaged or forbids use.

    It must have each character of `needed`, and any character of `LATIN` at all.
    """
    _require_true_type(path, data[:4])
    try:
        tables = dict(_tables(data))
        if "fvar" in tables:
            remedy = "use a static file of the weight you want, such as …-Bold.ttf"
            raise _refusal(path, "this is a variable font", remedy)
        _require_plausible(tables)
        _require_permission(path, tables["OS/2"])
        face = hb.Face(hb.Blob(data))
        _require_latin(path, face, needed)
        _require_outlines(face)
    except _DamagedError as error:
        raise _refusal(path, f"this font file is damaged ({error})", "download the font again") from None
    return face


class _DamagedError(Exception):
    """What is wrong with the bytes, in a few words."""


def _require_true_type(path: Path, start: bytes) -> None:
    if start in _TRUE_TYPE:
        return
    kinds = {
        b"OTTO": "an OpenType font with PostScript outlines (CFF)",
        b"ttcf": "a collection of several fonts",
        b"wOFF": "a web font (WOFF)",
        b"wOF2": "a web font (WOFF2)",
    }
    kind = kinds.get(start, "not a font file")
    raise _refusal(path, f"this is {kind}", "use the family's static TrueType file (.ttf)")


def _tables(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Each table, whole and with the check sum that the directory gives (OpenType 1.9, "Table Directory")."""
    count = int.from_bytes(data[4:6], "big")
    if len(data) < 12 + 16 * count:
        raise _DamagedError("it is cut short")
    for entry in range(12, 12 + 16 * count, 16):
        tag, wanted, start, length = struct.unpack_from(">4sIII", data, entry)
        name = tag.decode("latin-1").strip()
        table = data[start : start + length]
        if len(table) < length:
            raise _DamagedError("it is cut short")
        summed = table[:8] + bytes(4) + table[12:] if name == "head" else table
        if _check_sum(summed) != wanted:
            raise _DamagedError(f"its part {ascii(name)[1:-1]} does not match its check sum")
        yield name, table


def _check_sum(table: bytes) -> int:
    padded = table + bytes(-len(table) % 4)
    total: int = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
    return total


def _require_plausible(tables: Tables) -> None:
    """The tables that say where outlines and widths are must agree with each other."""
    lacking = [name for name in _NEEDED if name not in tables]
    if lacking:
        raise _DamagedError(f"no {', '.join(lacking)}")
    for name, least in _LENGTHS.items():
        if len(tables[name]) < least:
            raise _DamagedError(f"its part {name} is cut short")
    head = tables["head"]
    (magic,), (em,), (long_places,) = (
        struct.unpack_from(form, head, at) for form, at in ((">I", 12), (">H", 18), (">h", 50))
    )
    if magic != _HEAD_MAGIC or not 16 <= em <= 16384 or long_places not in (0, 1):
        raise _DamagedError("its head says nothing that can be")
    glyphs, widths = (int.from_bytes(table, "big") for table in (tables["maxp"][4:6], tables["hhea"][34:36]))
    if not 0 < widths <= glyphs or len(tables["hmtx"]) < 4 * widths + 2 * (glyphs - widths):
        raise _DamagedError("the widths of its letters are missing")
    size = 4 if long_places else 2
    if len(tables["loca"]) < size * (glyphs + 1):
        raise _DamagedError("the places of its letters are missing")
    places = struct.unpack_from(f">{glyphs + 1}{'I' if long_places else 'H'}", tables["loca"])
    unit = 1 if long_places else 2
    if any(after < before for before, after in pairwise(places)) or places[-1] * unit > len(tables["glyf"]):
        raise _DamagedError("its letters are not where it says")
    ascent, descent = struct.unpack_from(">hh", tables["hhea"], 4)
    if not _LINE[0] * em <= ascent - descent <= _LINE[1] * em:
        raise _DamagedError("the height of its lines cannot be")


def _require_permission(path: Path, os2: bytes) -> None:
    rights = int.from_bytes(os2[8:10], "big")
    if rights & 0x000F == _RESTRICTED or rights & (_NO_SUBSET | _BITMAP_ONLY):
        remedy = "use a font whose licence lets documents carry it, such as one under the Open Font License"
        raise _refusal(path, "this font's maker forbids putting it into documents", remedy)


def _require_latin(path: Path, face: hb.Face, needed: str) -> None:
    font = hb.Font(face)
    lacking = [c for c in LATIN if not font.get_nominal_glyph(ord(c))]
    if not set(needed).isdisjoint(lacking) or len(lacking) == len(LATIN):
        few = ", ".join(lacking[:6]) + (f" and {len(lacking) - 6} more" if len(lacking) > 6 else "")
        remedy = "use a font that has 0 to 9, A to Z and a to z"
        raise _refusal(path, f"this font cannot be used for Latin text: it has no {few}", remedy)


def _require_outlines(face: hb.Face) -> None:
    """Digits and letters have ink and widths of a size that can be read, and a part of the font can be made of them."""
    font, em = hb.Font(face), face.upem
    for character in LATIN:
        gid = font.get_nominal_glyph(ord(character))
        if not gid:
            continue
        ink = font.get_glyph_extents(gid)
        sides = (abs(ink.width), abs(ink.height)) if ink else (0, 0)
        if not sides[0] or not sides[1]:
            raise _DamagedError(f'"{character}" has no outline')
        advance = font.get_glyph_h_advance(gid)
        plausible = all(_INK[0] * em <= side <= _INK[1] * em for side in sides)
        if not plausible or not _ADVANCE[0] * em <= advance <= _ADVANCE[1] * em or sides[0] > advance + em:
            raise _DamagedError(f'"{character}" has a size that cannot be')
    capital = font.get_nominal_glyph(ord("H"))
    height = abs(font.get_glyph_extents(capital).height) if capital else _HEIGHT[0] * em
    if not _HEIGHT[0] * em <= height <= _HEIGHT[1] * em:
        raise _DamagedError('"H" has a size that cannot be')
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(map(ord, LATIN))
    try:
        hb.subset(face, wanted)
    except RuntimeError:
        raise _DamagedError("no part of it can be taken out") from None


def _refusal(path: Path, message: str, remedy: str) -> ContentError:
    return ContentError([Problem(Place(path), message, remedy)])
