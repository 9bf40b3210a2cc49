"""The project's own fonts → fonts as practices have them: wide, renamed, without letters, damaged."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path

from fontTools.ttLib import TTFont

from tests import REPOSITORY

FONTS = REPOSITORY / "layouts" / "fonts"
WEIGHTS = ("Regular", "SemiBold", "Bold", "ExtraBold")


def source_sans(weight: str = "Regular") -> bytes:
    """The file of a weight of Source Sans 3."""
    return (FONTS / f"SourceSans3-{weight}.ttf").read_bytes()


def changed(data: bytes, change: Callable[[TTFont], None]) -> bytes:
    """The font after a change, whole and with check sums that hold."""
    font = TTFont(BytesIO(data), recalcTimestamp=False)
    change(font)
    made = BytesIO()
    font.save(made)
    return made.getvalue()


def named(data: bytes, name: str) -> bytes:
    """The font with another PostScript name."""

    def rename(font: TTFont) -> None:
        for record in font["name"].names:
            if record.nameID == 6:
                record.string = name

    return changed(data, rename)


def wide(data: bytes, factor: float) -> bytes:
    """Every glyph `factor` times as wide, as in many geometric typefaces."""

    def stretch(font: TTFont) -> None:
        for name in font.getGlyphOrder():
            glyph = font["glyf"][name]
            if glyph.isComposite():
                for part in glyph.components:
                    part.x = round(part.x * factor)
            elif glyph.numberOfContours > 0:
                glyph.coordinates.scale((factor, 1))
                glyph.coordinates.toInt()
        for name in font.getGlyphOrder():
            glyph = font["glyf"][name]
            glyph.recalcBounds(font["glyf"])
            font["hmtx"][name] = (round(font["hmtx"][name][0] * factor), getattr(glyph, "xMin", 0) or 0)
        for table in ("GPOS", "GSUB", "fpgm", "prep", "cvt "):
            if table in font:
                del font[table]

    return changed(data, stretch)


def without_ink(data: bytes, characters: Iterable[str]) -> bytes:
    """The font in which these characters have a glyph without an outline."""
    from fontTools.ttLib.tables._g_l_y_f import Glyph

    def empty(font: TTFont) -> None:
        for character in characters:
            font["glyf"][font.getBestCmap()[ord(character)]] = Glyph()

    return changed(data, empty)


def without_characters(data: bytes, characters: Iterable[str]) -> bytes:
    """The font whose character map lacks these."""
    lacking = [ord(character) for character in characters]

    def unmap(font: TTFont) -> None:
        for table in font["cmap"].tables:
            for code in lacking if hasattr(table, "cmap") else ():
                table.cmap.pop(code, None)

    return changed(data, unmap)


def with_table(data: bytes, tag: str, content: bytes) -> bytes:
    """The font with other bytes in a table, written over the old ones; check sums hold."""
    count = struct.unpack(">H", data[4:6])[0]
    entry = next(at for at in range(12, 12 + 16 * count, 16) if data[at : at + 4] == tag.encode())
    start, length = struct.unpack_from(">II", data, entry + 8)
    made = bytearray(data)
    made[start : start + length] = content[:length].ljust(length, b"\0")
    summed = bytes(made[start : start + length])
    summed = summed[:8] + bytes(4) + summed[12:] if tag == "head" else summed
    summed += bytes(-len(summed) % 4)
    total = sum(struct.unpack(f">{len(summed) // 4}I", summed)) & 0xFFFFFFFF
    struct.pack_into(">I", made, entry + 4, total)
    return bytes(made)


def table(data: bytes, tag: str) -> tuple[int, int]:
    """Start and length of a table in the file."""
    count = struct.unpack(">H", data[4:6])[0]
    entry = next(at for at in range(12, 12 + 16 * count, 16) if data[at : at + 4] == tag.encode())
    start, length = struct.unpack_from(">II", data, entry + 8)
    return start, length


def lay_family(folder: Path, family: str, make: Callable[[bytes], bytes]) -> None:
    """All four weights of a family made from Source Sans 3."""
    folder.mkdir(parents=True, exist_ok=True)
    for weight in WEIGHTS:
        (folder / f"{family}-{weight}.ttf").write_bytes(make(source_sans(weight)))
