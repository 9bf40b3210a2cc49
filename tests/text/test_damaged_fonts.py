"""Font files that are cut, overwritten or made badly → refused with what to do, or every letter printed with ink."""

from __future__ import annotations

import string
import struct
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handout_builder.errors import ContentError
from handout_builder.pdf.embed import subset_program
from handout_builder.text.fonts import Face, load_face
from tests.text.made_fonts import (
    FONTS,
    changed,
    named,
    source_sans,
    table,
    wide,
    with_table,
    without_characters,
    without_ink,
)

PLAIN = source_sans()
DISPLAY = (FONTS / "Fraunces-SemiBold.ttf").read_bytes()
LATIN = string.digits + string.ascii_letters


def loaded(data: bytes) -> Face:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "Mine-Regular.ttf"
        path.write_bytes(data)
        return load_face(path)


def cut(part: float) -> Callable[[bytes], bytes]:
    """The first part of the file, as a broken download leaves it."""
    return lambda data: data[: int(len(data) * part)]


def zeroed(tag: str) -> Callable[[bytes], bytes]:
    """A table overwritten with zeros, as a bad disk leaves it."""

    def zero(data: bytes) -> bytes:
        start, length = table(data, tag)
        return data[:start] + bytes(length) + data[start + length :]

    return zero


def emptied(tag: str) -> Callable[[bytes], bytes]:
    """The same, with a check sum that holds."""
    return lambda data: with_table(data, tag, b"")


def squeezed(data: bytes) -> bytes:
    """All letters as wide as a hair."""
    return wide(data, 0.01)


def patched(tag: str, at: int, value: int) -> Callable[[bytes], bytes]:
    """A font with another number of two bytes in a table, and check sums that hold."""

    def patch(data: bytes) -> bytes:
        start, length = table(data, tag)
        content = bytearray(data[start : start + length])
        struct.pack_into(">H", content, at, value)
        return with_table(data, tag, bytes(content))

    return patch


DAMAGED: dict[str, Callable[[bytes], bytes]] = {
    **{f"cut to {part}": cut(part) for part in (0.01, 0.2, 0.4, 0.5, 0.9)},
    **{f"{tag} zeroed": zeroed(tag) for tag in ("glyf", "loca", "hmtx", "head", "hhea", "cmap")},
    **{f"{tag} zeroed, check sum mended": emptied(tag) for tag in ("glyf", "loca", "hmtx", "head", "hhea", "maxp")},
    "head overwritten": lambda data: with_table(data, "head", bytes((48 + 37 * i) % 256 for i in range(54))),
    "no em": patched("head", 18, 0),
    "no widths": patched("hhea", 34, 0),
    "more widths than glyphs": patched("hhea", 34, 60_000),
    "no glyphs": patched("maxp", 4, 0),
    "places of another kind": patched("head", 50, 7),
    "lines of no height": patched("hhea", 4, 0x8000),
    "digits without ink": lambda data: without_ink(data, "0123456789"),
    "one letter without ink": lambda data: without_ink(data, "q"),
    "letters of no width": squeezed,
}


@pytest.mark.parametrize("source", [PLAIN, DISPLAY], ids=["text", "display"])
@pytest.mark.parametrize("name", DAMAGED)
def test_f73_f74_a_damaged_font_is_refused(name: str, source: bytes) -> None:
    with pytest.raises(ContentError, match="this font file is damaged") as caught:
        loaded(DAMAGED[name](source))
    assert [problem.remedy for problem in caught.value.problems] == ["download the font again"]


def has_ink(face: Face, text: str) -> bool:
    left, bottom, right, top = face.ink(text)
    return right > left and top > bottom


def test_f73_a_letter_without_ink_is_one_that_the_font_lacks() -> None:
    face = loaded(without_ink(PLAIN, "é½€"))
    assert face.missing("é½€ 10 cm") == "é½€"
    assert not loaded(PLAIN).missing("é½€ 10 cm")


@pytest.mark.parametrize("lacking", ["0123456789", "q", LATIN], ids=["digits", "a letter", "all"])
def test_f75_a_font_without_latin_letters_or_digits_is_a_problem(lacking: str) -> None:
    with pytest.raises(ContentError, match="cannot be used for Latin") as caught:
        loaded(without_characters(PLAIN, lacking))
    assert "0 to 9, A to Z and a to z" in caught.value.problems[0].remedy


@settings(max_examples=60)
@given(st.data())
def test_f73_f74_whatever_happens_to_its_bytes_a_font_is_refused_or_prints_every_letter(data: st.DataObject) -> None:
    font = bytearray(data.draw(st.sampled_from([PLAIN, DISPLAY])))
    kind = data.draw(st.sampled_from(["cut", "zeros", "flips", "directory", "shifted"]))
    if kind == "cut":
        del font[data.draw(st.integers(0, len(font))) :]
    elif kind == "zeros":
        start = data.draw(st.integers(0, len(font) - 1))
        length = data.draw(st.integers(1, 50_000))
        font[start : start + length] = bytes(len(font[start : start + length]))
    elif kind == "shifted":
        at = data.draw(st.integers(0, len(font) - 1))
        del font[at : at + data.draw(st.integers(1, 9))]
    else:
        last = len(font) - 1 if kind == "flips" else 12 + 16 * 20
        for at in data.draw(st.lists(st.integers(0, last), min_size=1, max_size=8)):
            font[at] ^= data.draw(st.integers(1, 255))
    try:
        face = loaded(bytes(font))
    except ContentError as error:
        assert all(problem.remedy for problem in error.problems)
        return
    assert not face.missing(LATIN)
    assert all(has_ink(face, character) for character in LATIN)
    assert subset_program(face, tuple(sorted({face.glyph_of(character) for character in LATIN})))


@pytest.mark.parametrize("make", [lambda data: wide(data, 1.2), lambda data: wide(data, 0.8), lambda data: data])
def test_a_whole_font_is_taken_whatever_its_width(make: Callable[[bytes], bytes]) -> None:
    face = loaded(changed(make(PLAIN), lambda font: None))
    assert not face.missing(LATIN)


def test_f72_two_files_of_one_name_are_two_faces() -> None:
    one, other = loaded(named(PLAIN, "Mine")), loaded(named(source_sans("ExtraBold"), "Mine"))
    assert one.name == other.name == "Mine"
    assert one.key != other.key
