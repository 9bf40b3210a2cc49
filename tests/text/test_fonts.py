"""Font files → faces that measure and shape rightly, or problems a person can mend."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from handout_builder.errors import ContentError
from handout_builder.text.fonts import load_face
from tests import REPOSITORY

FONTS = REPOSITORY / "layouts" / "fonts"
REGULAR = FONTS / "SourceSans3-Regular.ttf"
EVERY = sorted(FONTS.glob("*.ttf"))


def test_there_are_fonts() -> None:
    assert len(EVERY) >= 5


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.stem)
def test_every_shipped_font_loads_with_sensible_metrics(path: Path) -> None:
    face = load_face(path)
    assert face.descent < 0 < face.x_height < face.cap_height < face.ascent < 1500
    assert face.missing("Größe 10–12 × “déjà” 1:30 (0–3)") == ""
    assert face.name == path.stem


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.stem)
@pytest.mark.parametrize("words", ["office AVATAR", "e\u0301te a\u0323\u0301", "", " ", "10\u00a0s, 1/2 – fi fl ffi"])
def test_glyph_texts_joined_are_the_text(path: Path, words: str) -> None:
    assert "".join(glyph.text for glyph in load_face(path).shape(words)) == words


def test_kerning_and_ligatures_are_on() -> None:
    face = load_face(REGULAR)
    apart = sum(face.width(letter, 10) for letter in "AVATAR")
    assert face.width("AVATAR", 10) < apart - 0.5
    assert len(face.shape("office")) < len("office")
    assert [glyph.text for glyph in face.shape("2025 1")] == list("2025 1")


def test_digits_are_equally_wide() -> None:
    face = load_face(REGULAR)
    assert len({face.width(digit, 12) for digit in "0123456789"}) == 1


def test_width_grows_with_size_and_tracking() -> None:
    face = load_face(REGULAR)
    assert face.width("Hip", 24) == pytest.approx(2 * face.width("Hip", 12))
    assert face.width("Hip", 12, tracking=0.5) == pytest.approx(face.width("Hip", 12) + 1.5)


@pytest.mark.parametrize(
    ("words", "lacking"),
    [
        ("plain", ""),
        ("soft\u00adhyphen", "\u00ad"),
        ("tab\tand\nline", "\t\n"),
        ("漢字 and 漢", "漢字"),
        ("שלום", "שלום"),
        ("zero\u200bwidth\u200d\ufeff", "\u200b\u200d\ufeff"),
        ("\ue000 private \ud800", "\ue000\ud800"),
        ("e\u0301 is é", ""),
    ],
)
def test_missing_names_every_character_that_would_not_print(words: str, lacking: str) -> None:
    assert load_face(REGULAR).missing(words) == lacking


def test_a_face_is_loaded_once_until_its_file_changes(tmp_path: Path) -> None:
    path = tmp_path / "face.ttf"
    path.write_bytes(REGULAR.read_bytes())
    first = load_face(path)
    assert load_face(path) is first
    assert first.digest == load_face(REGULAR).digest
    path.write_bytes((FONTS / "SourceSans3-Bold.ttf").read_bytes())
    assert load_face(path).digest == load_face(FONTS / "SourceSans3-Bold.ttf").digest


def table_at(data: bytes, tag: bytes) -> int:
    """Where a table's entry is in the font's directory."""
    count = struct.unpack(">H", data[4:6])[0]
    return next(at for at in range(12, 12 + 16 * count, 16) if data[at : at + 4] == tag)


def with_rights(data: bytes, rights: int) -> bytes:
    """The same font with other embedding rights, and the check sum that belongs to them."""
    entry = table_at(data, b"OS/2")
    total, start = struct.unpack_from(">II", data, entry + 4)
    before = struct.unpack_from(">H", data, start + 8)[0]
    total = (total + (rights - before << 16)) & 0xFFFFFFFF
    changed = bytearray(data)
    struct.pack_into(">H", changed, start + 8, rights)
    struct.pack_into(">I", changed, entry + 4, total)
    return bytes(changed)


def renamed(data: bytes, tag: bytes, other: bytes) -> bytes:
    """The same font with one table under another name."""
    at = table_at(data, tag)
    return data[:at] + other + data[at + 4 :]


REFUSED: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "cff": (lambda data: b"OTTO" + data[4:], "PostScript outlines"),
    "web": (lambda data: b"wOF2" + data[4:], "WOFF2"),
    "collection": (lambda data: b"ttcf" + data[4:], "collection"),
    "text": (lambda data: b"Hello, this is no font.", "not a font file"),
    "empty": (lambda data: b"", "not a font file"),
    "variable": (lambda data: renamed(data, b"gasp", b"fvar"), "variable font"),
    "damaged": (lambda data: renamed(data, b"glyf", b"glyx"), "damaged"),
    "cut short": (lambda data: data[:200], "damaged"),
    "restricted": (lambda data: with_rights(data, 0x0002), "forbids"),
    "whole only": (lambda data: with_rights(data, 0x0104), "forbids"),
    "bitmaps only": (lambda data: with_rights(data, 0x0200), "forbids"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_fonts_that_cannot_be_embedded_are_refused(name: str, tmp_path: Path) -> None:
    change, words = REFUSED[name]
    path = tmp_path / "face.ttf"
    path.write_bytes(change(REGULAR.read_bytes()))
    with pytest.raises(ContentError, match=words) as caught:
        load_face(path)
    (problem,) = caught.value.problems
    assert problem.place.path == path
    assert problem.remedy


@pytest.mark.parametrize("rights", [0x0000, 0x0004, 0x0008, 0x000C])
def test_fonts_that_may_be_printed_are_taken(rights: int, tmp_path: Path) -> None:
    path = tmp_path / "face.ttf"
    path.write_bytes(with_rights(REGULAR.read_bytes(), rights))
    assert load_face(path).cap_height == load_face(REGULAR).cap_height


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "gone.ttf", tmp_path):
        with pytest.raises(ContentError, match="cannot be read"):
            load_face(path)
