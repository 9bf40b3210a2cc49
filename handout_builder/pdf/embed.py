"""A face and the glyphs a file shows with it in → an embedded, subset font with the text each glyph means."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

import uharfbuzz as hb

from handout_builder.boxes import Glyph
from handout_builder.pdf.objects import PDFParts, Stream, Value, array, dictionary, name, text
from handout_builder.text.fonts import Face

_DROPPED = (
    "GSUB",
    "GPOS",
    "GDEF",
    "BASE",
    "MATH",
    "STAT",
    "kern",
    "name",
    "OS/2",
    "post",
    "cmap",
    "DSIG",
    "gasp",
    "meta",
)
"""Tables that a font shown glyph by glyph does not need (ISO 32000-1, 9.9: glyf, head, hhea, hmtx, loca, maxp do)."""

_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " "})
"""No-break spaces keep lines together; to a reader they are spaces, and searching for the words must find them."""


def spoken(glyph_text: str) -> str:
    """The text of a glyph as a screen reader and a search get it."""
    return glyph_text.translate(_SPACES)


_ESCAPES = ((b"\\", b"\\\\"), (b"(", b"\\("), (b")", b"\\)"), (b"\r", b"\\r"))
"""What would end or change a literal string (ISO 32000-1, 7.3.4.2)."""


class ShownGlyph(NamedTuple):
    """A glyph as a file shows it: its code in a literal string, and the leftward shifts around it in 1/1000 em.

    `reads` is False when the file reads that glyph number otherwise elsewhere, or when it is part of a cluster.
    """

    glyph: Glyph
    code: bytes
    before: float
    after: float
    reads: bool

    @property
    def ordinary(self) -> bool:
        """Whether it needs nothing but its code: it reads as it does everywhere and is on the baseline."""
        return self.reads and not self.glyph.dy


class UsedFace:
    """One face inside one file: which glyphs are shown and what each means. `key` is its name in the pages."""

    def __init__(self, face: Face) -> None:
        self.face = face
        self.key = f"F{face.digest[:8]}"
        self.texts: dict[int, str] = {}
        self._notes: dict[int, ShownGlyph] = {}
        self._widths: dict[int, int] = {}

    def note(self, glyph: Glyph) -> ShownGlyph:
        """Take note that `glyph` is shown. Raises ValueError for a glyph the face lacks."""
        known = self._notes.get(id(glyph))
        if known is None:
            # by identity, because a face makes equal glyphs once and hashing each on every showing is slow
            known = self._notes[id(glyph)] = self._first_note(glyph)
        return known

    def _first_note(self, glyph: Glyph) -> ShownGlyph:
        if glyph.gid == 0:
            raise ValueError(f"{self.face.name} has no glyph for {glyph.text!r}")
        said = spoken(glyph.text)
        if not self.texts.get(glyph.gid):
            self.texts[glyph.gid] = said
        reads = bool(said) and self.texts[glyph.gid] == said
        code = glyph.gid.to_bytes(2, "big")
        for raw, escaped in _ESCAPES:
            code = code.replace(raw, escaped)
        return ShownGlyph(glyph, code, -glyph.dx, self.width(glyph.gid) - glyph.advance + glyph.dx, reads)

    def width(self, gid: int) -> int:
        """The advance of a glyph as the file's width table says it: whole thousandths of an em."""
        known = self._widths.get(gid)
        if known is None:
            known = self._widths[gid] = round(self.face.glyph_width(gid))
        return known

    def write(self, parts: PDFParts) -> bytes:
        """Add the font to the file; gives the reference to it."""
        gids = tuple(sorted(self.texts))
        program = subset_program(self.face, gids)
        base = subset_name(self.face, program)
        descendant = dictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": name(base),
                "CIDSystemInfo": dictionary({"Registry": text("Adobe"), "Ordering": text("Identity"), "Supplement": 0}),
                "CIDToGIDMap": "/Identity",
                "FontDescriptor": parts.add(descriptor(parts, self.face, program, symbolic=True)),
                "DW": 1000,
                "W": self._width_table(gids),
            }
        )
        return parts.add(
            dictionary(
                {
                    "Type": "/Font",
                    "Subtype": "/Type0",
                    "BaseFont": name(base),
                    "Encoding": "/Identity-H",
                    "DescendantFonts": array([parts.add(descendant)]),
                    "ToUnicode": parts.add(Stream(_to_unicode(self._readings()), {})),
                }
            )
        )

    def _width_table(self, gids: tuple[int, ...]) -> Value:
        table: list[Value] = []
        run: list[int] = []
        for gid in gids:
            if run and gid == table[-1] + len(run):
                run.append(self.width(gid))
                continue
            if run:
                table.append(array(run))
            table.append(gid)
            run = [self.width(gid)]
        return array([*table, array(run)])

    def _readings(self) -> dict[int, str]:
        """What each glyph is read as; a mark that only occurs inside clusters is read as its own character."""
        silent = {gid for gid, said in self.texts.items() if not said}
        own = {}
        if silent:
            own = {self.face.glyph_of(chr(code)): chr(code) for code in sorted(self.face.face.unicodes, reverse=True)}
        return {gid: said or own.get(gid, "\ufffd") for gid, said in sorted(self.texts.items())}


def descriptor(parts: PDFParts, face: Face, program: bytes, symbolic: bool) -> Value:
    """What the file says of a face as a whole; `symbolic` when glyphs are shown by number."""
    leaning = 64 if face.slant else 0
    return dictionary(
        {
            "Type": "/FontDescriptor",
            "FontName": name(subset_name(face, program)),
            "Flags": (4 if symbolic else 32) | leaning,
            "FontBBox": array([round(edge) for edge in face.bounds]),
            "ItalicAngle": round(face.slant),
            "Ascent": round(face.ascent),
            "Descent": round(face.descent),
            "CapHeight": round(face.cap_height),
            "XHeight": round(face.x_height),
            # the file wants the stems' width, which TrueType does not say; a usual estimate from the weight
            "StemV": round(10 + 220 * (face.weight - 50) / 900),
            "FontFile2": parts.add(Stream(program, {"Length1": len(program)})),
        }
    )


@lru_cache(maxsize=32)
def subset_program(face: Face, gids: tuple[int, ...], characters: str = "") -> bytes:
    """The font program with only these glyphs, which keep their numbers, and those of `characters` with their cmap."""
    wanted = hb.SubsetInput()
    wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    wanted.glyph_set.update(gids)
    wanted.unicode_set.update(map(ord, characters))
    dropped = wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG)
    kept = {"cmap"} if characters else set()
    dropped.update(int.from_bytes(table.encode(), "big") for table in _DROPPED if table not in kept)
    program: bytes = hb.subset(face.face, wanted).blob.data
    return program


def subset_name(face: Face, program: bytes) -> str:
    """The subset's name: six capitals that distinguish subsets (ISO 32000-1, 9.6.4), made from its bytes."""
    value = int.from_bytes(hashlib.blake2b(program, digest_size=8).digest(), "big")
    capitals = "".join(chr(65 + value // 26**place % 26) for place in range(6))
    return f"{capitals}+{face.name}"


def _to_unicode(readings: Mapping[int, str]) -> bytes:
    """The map from glyphs to text; sections hold at most 100 entries (Adobe Technical Note 5411)."""
    rows = [f"<{gid:04X}> <{said.encode('utf-16-be').hex().upper()}>" for gid, said in readings.items()]
    blocks = [rows[start : start + 100] for start in range(0, len(rows), 100)]
    sections = [f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks]
    return "\n".join([_CMAP_HEAD, *sections, _CMAP_FOOT]).encode()


_CMAP_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange"""

_CMAP_FOOT = """endcmap
CMapName currentdict /CMap defineresource pop
end
end"""
