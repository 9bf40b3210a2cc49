"""A TrueType file → a face that measures and shapes text; a file that may not or cannot be embedded is a problem."""

from __future__ import annotations

import hashlib
import unicodedata
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path

import uharfbuzz as hb

from handout_builder.boxes import Direction, Glyph, advances
from handout_builder.errors import ContentError, Place, Problem
from handout_builder.text.font_file import LATIN, face_in

_ONE_LINE_ONLY = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode categories that no face prints: control and format characters, lone surrogates, private and unassigned."""

_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and symbols that are blank by their nature (Unicode: Hangul fillers, Braille pattern blank)."""


class Face:
    """One static TrueType face. Metrics are in 1/1000 em, upwards positive.

    `ascent` and `descent` (negative) are those of the hhea table. A face never changes after loading; equal files have
    equal `digest`, whatever their path. It counts as lacking the characters `withheld`: another face prints them.
    """

    def __init__(self, path: Path, data: bytes, face: hb.Face, withheld: frozenset[str] = frozenset()) -> None:
        self.path = path
        self.withheld = withheld
        self.face = face
        self._data = data
        self._font = hb.Font(face)
        self._em: float = 1000 / face.upem
        self._glyphs: dict[tuple[int, float, str, float, float], Glyph] = {}
        self._shaped = lru_cache(maxsize=50_000)(self._shape)

    def __repr__(self) -> str:
        return f"Face({self.path.name!r})"

    @cached_property
    def name(self) -> str:
        """The PostScript name, with only the letters a PDF name may carry unescaped; two files may have the same."""
        name = self.face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or self.path.stem
        return "".join(c for c in name if c.isascii() and (c.isalnum() or c in "-_")) or "Face"

    @cached_property
    def digest(self) -> str:
        """Hash of the file's bytes, twelve hexadecimal digits: the face's name inside a PDF."""
        return hashlib.blake2b(self._data, digest_size=6).hexdigest()

    @cached_property
    def key(self) -> str:
        """What runs call the face: no two files have the same one, whatever name is in them."""
        return f"{self.digest}-{self.name}"

    @cached_property
    def ascent(self) -> float:
        """Height above the baseline, in thousandths of the size; so are all measures of a face."""
        return float(self._font.get_font_extents("ltr").ascender) * self._em

    @cached_property
    def descent(self) -> float:
        """Depth below the baseline, negative."""
        return float(self._font.get_font_extents("ltr").descender) * self._em

    @cached_property
    def x_height(self) -> float:
        """Height of a small x."""
        return self._height(hb.OTMetricsTag.X_HEIGHT, "x")

    @cached_property
    def cap_height(self) -> float:
        """Height of a capital H."""
        return self._height(hb.OTMetricsTag.CAP_HEIGHT, "H")

    @cached_property
    def weight(self) -> float:
        """Thickness from 100 to 900, as the OS/2 table says."""
        return float(self._font.get_style_value(hb.StyleTag.WEIGHT))

    @cached_property
    def slant(self) -> float:
        """Degrees anticlockwise from upright; negative leans forward."""
        return float(self._font.get_style_value(hb.StyleTag.SLANT_ANGLE))

    @cached_property
    def bounds(self) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of all glyphs laid over each other (head table)."""
        head = self.face.reference_table("head").data
        left, bottom, right, top = (
            int.from_bytes(head[at : at + 2], "big", signed=True) * self._em for at in (36, 38, 40, 42)
        )
        return left, bottom, right, top

    def glyph_of(self, character: str) -> int:
        """The number of a character's own glyph; 0 when the face has none, or one without ink where ink is wanted."""
        if character in self.withheld:
            return 0
        gid = self._font.get_nominal_glyph(ord(character)) or 0
        return gid if gid and (self._paints(gid) or not _wants_ink(character)) else 0

    @cached_property
    def marks_zero(self) -> bool:
        """Whether a stroke or a dot is inside the zero: it has more outlines than the capital O, which has none."""
        return self._outlines("0") > self._outlines("O") > 0

    def without(self, characters: str) -> Face:
        """The same face, which leaves these characters to others."""
        return Face(self.path, self._data, self.face, frozenset(characters))

    def glyph_width(self, gid: int) -> float:
        """The advance that the font file gives a glyph, before kerning."""
        return float(self._font.get_glyph_h_advance(gid)) * self._em

    def missing(self, text: str) -> str:
        """The characters of `text` this face cannot print, each once, in order of appearance.

        Control and format characters (tab, line break, soft hyphen, joiners, direction marks) and letters that run
        from right to left are always among them: they would vanish or come out in the wrong order.
        """
        if self._printable.issuperset(text):  # none of these letters composes with another
            return ""
        composed = unicodedata.normalize("NFC", text)
        return "".join(dict.fromkeys(c for c in composed if c not in self._printable and not self._prints(c)))

    @cached_property
    def _printable(self) -> frozenset[str]:
        """The letters of nearly every text, asked about once."""
        return frozenset(c for c in map(chr, range(0x20, 0x180)) if self._prints(c))

    def shape(self, text: str, language: str = "en", direction: Direction = "ltr") -> tuple[Glyph, ...]:
        """Glyphs of one line of text, from left to right, with the face's kerning and standard ligatures.

        `language` is a BCP 47 tag: some faces have other forms of a letter for it. From left to right, the glyphs'
        texts joined are `text`.
        Glyphs that together mean several characters carry the text on the first, the others an empty one.
        A character the face lacks becomes glyph 0: ask `missing` first.
        """
        return self._shaped(text, language, direction)

    def width(self, text: str, size: float, tracking: float = 0.0, language: str = "en") -> float:
        """Points that `text` takes at `size` points in a language, with `tracking` points after each glyph."""
        glyphs = self.shape(text, language)
        return advances(glyphs) * size / 1000 + tracking * len(glyphs)

    @lru_cache(maxsize=5_000)  # noqa: B019 - faces are few and kept by `load_face`
    def ink(self, text: str) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of a line's glyphs from its start on the baseline, in thousandths of the size.

        At least from the start of the line to its end.
        """
        pen, edges = 0.0, [(0.0, 0.0, 0.0, 0.0)]
        for glyph in self.shape(text):
            extents = self._font.get_glyph_extents(glyph.gid)
            if extents:
                x, y = pen + glyph.dx + extents.x_bearing * self._em, glyph.dy + extents.y_bearing * self._em
                edges.append((x, y + extents.height * self._em, x + extents.width * self._em, y))
            pen += glyph.advance
        edges.append((0.0, 0.0, pen, 0.0))
        lefts, bottoms, rights, tops = zip(*edges, strict=True)
        return min(lefts), min(bottoms), max(rights), max(tops)

    def _prints(self, character: str) -> bool:
        if unicodedata.category(character) in _ONE_LINE_ONLY:
            return False
        if runs_right_to_left(character):
            return False
        if character in self.withheld or self._font.get_nominal_glyph(ord(character)):
            return bool(self.glyph_of(character))
        parts = unicodedata.normalize("NFD", character)
        return len(parts) > 1 and all(map(self.glyph_of, parts))

    def _paints(self, gid: int) -> bool:
        extents = self._font.get_glyph_extents(gid)
        return bool(extents and extents.width and extents.height)

    def _outlines(self, character: str) -> int:
        """How many closed outlines the glyph of a character has; 0 without a glyph."""
        gid = self.glyph_of(character)
        paths = hb.DrawFuncs()
        closed: list[None] = []
        paths.set_close_path_func(lambda user: closed.append(None))
        self._font.draw_glyph(gid, paths, None)
        return len(closed) if gid else 0

    def _height(self, tag: hb.OTMetricsTag, letter: str) -> float:
        given = self._font.get_metric_position(tag)
        if given:
            return float(given) * self._em
        extents = self._font.get_glyph_extents(self.glyph_of(letter))
        return float(extents.y_bearing if extents else 0) * self._em

    def _shape(self, text: str, language: str, direction: Direction) -> tuple[Glyph, ...]:
        if not text:
            return ()
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = direction
        buffer.language = language
        hb.shape(self._font, buffer)
        infos, places = buffer.glyph_infos, buffer.glyph_positions
        starts = [info.cluster for info in infos]
        later = sorted({*starts, len(text)})
        end_of = dict(pairwise(later))
        glyphs = []
        previous = -1
        for info, place in zip(infos, places, strict=True):
            start = info.cluster
            stands_for = text[start : end_of[start]] if start != previous else ""
            previous = start
            glyphs.append(self._glyph(info.codepoint, place, stands_for))
        return tuple(glyphs)

    def _glyph(self, gid: int, place: hb.GlyphPosition, text: str) -> Glyph:
        em = self._em
        key = (gid, place.x_advance * em, text, place.x_offset * em, place.y_offset * em)
        known = self._glyphs.get(key)
        if known is None:
            known = self._glyphs[key] = Glyph(*key)
        return known


def _wants_ink(character: str) -> bool:
    """Whether a character that paints nothing is a letter, digit, sign or symbol lost."""
    return unicodedata.category(character)[0] in "LNPS" and character not in _BLANK


def runs_right_to_left(character: str) -> bool:
    """Whether a character belongs to a script that runs from right to left (UAX 9 classes R, AL and AN)."""
    return unicodedata.bidirectional(character) in _RIGHT_TO_LEFT


def load_face(path: Path, needed: str = LATIN) -> Face:
    """The face in a TrueType file, loaded once as long as the file does not change.

    Raises ContentError when the file cannot be read, is not a static TrueType font, lacks a character of `needed`, or
    forbids being embedded.
    """
    try:
        changed = path.stat().st_mtime_ns
    except OSError as error:
        raise _refusal(path, f"this font cannot be read: {error.strerror}", "give the path of a .ttf file") from error
    return _load(path, changed, needed)


@lru_cache(maxsize=64)
def _load(path: Path, changed: int, needed: str) -> Face:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _refusal(path, f"this font cannot be read: {error.strerror}", "give the path of a .ttf file") from error
    # not Blob.from_file_path: it maps the file, which may change below it, and cannot open every Windows path
    return Face(path, data, face_in(path, data, needed))


def _refusal(path: Path, message: str, remedy: str) -> ContentError:
    return ContentError([Problem(Place(path), message, remedy)])
