"""The bytes of a picture file → its kind, its declared size and its parts, without decoding it."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
MAX_PIXELS = 50_000_000
MAX_JPEG_PIXELS = 70_000_000
"""A JPEG is decoded at a fraction of its size, and cameras of 61 and 64 million pixels are about."""
_MAX_SCANNED = 1_000_000_000
"""Pixels times scans of a JPEG: each scan costs a pass over all pixels."""
_SAVE_AGAIN = "get the complete file again, or save it again from a picture program"


class RasterError(Exception):
    """A picture file that cannot be printed as it is."""

    def __init__(self, message: str, remedy: str = _SAVE_AGAIN) -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy


@dataclass(frozen=True, slots=True)
class Header:
    """What a picture file declares: pixels across and down as stored, number of pictures, of scans of a JPEG."""

    width: int
    height: int
    frames: int = 1
    scans: int = 1


def read_header(kind: str, data: bytes) -> Header:
    """What a "PNG", "JPEG", "GIF", "WebP" or "TIFF" declares. `kind` is one of these words.

    Raises RasterError for more than 50 megapixels (70 in a JPEG), before anything is decoded, and for a file that is
    cut short or damaged.
    """
    read = {"PNG": _png, "JPEG": _jpeg, "GIF": _gif, "WebP": _webp, "TIFF": _tiff}[kind]
    try:
        header = read(data)
    except (struct.error, IndexError):
        raise _cut_short() from None
    if header.width < 1 or header.height < 1:
        raise RasterError(f"it declares a size of {header.width} × {header.height} pixels")
    if header.width * header.height * header.scans > _MAX_SCANNED:
        raise RasterError(f"the picture is coded in {header.scans} scans, which takes too long", "save it as baseline")
    return header


def _allowed(width: int, height: int, most: int = MAX_PIXELS) -> tuple[int, int]:
    """The declared size, checked as soon as it is read. Raises RasterError for more than `most` pixels."""
    if width * height > most:
        raise RasterError(
            f"it declares {width} × {height} pixels, more than {most // 1_000_000} million",
            "save it smaller: 3000 pixels fill a page at 300 dpi",
        )
    return width, height


def _cut_short() -> RasterError:
    return RasterError("the file is cut short: its end is missing")


# --- PNG (ISO/IEC 15948, chapters 5 and 11) ---


def png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(type, content) of every chunk up to IEND. Raises RasterError for a wrong check sum or a missing end."""
    at = len(PNG_SIGNATURE)
    while True:
        (length,) = struct.unpack_from(">I", data, at)
        name, end = data[at + 4 : at + 8], at + 8 + length
        if len(data) < end + 4:
            raise _cut_short()
        if zlib.crc32(data[at + 4 : end]) != struct.unpack_from(">I", data, end)[0]:
            raise RasterError(f"the file is damaged: the check sum of its part {name.decode('latin-1')!r} is wrong")
        yield name, data[at + 8 : end]
        if name == b"IEND":
            return
        at = end + 4


def _png(data: bytes) -> Header:
    if data[12:16] != b"IHDR":
        raise RasterError("the file is damaged: it does not begin with its size")
    width, height = _allowed(*struct.unpack_from(">II", data, 16))
    names = [(name, content[:13]) for name, content in png_chunks(data)]
    frames = [struct.unpack_from(">I", content)[0] for name, content in names if name == b"acTL"]
    return Header(width, height, frames=max([1, *frames]))


# --- JPEG (ITU T.81, annex B) ---

_NEXT_MARKER = re.compile(rb"\xff+([^\x00\xd0-\xd7\xff])")
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
START_OF_SCAN, END_OF_IMAGE = 0xDA, 0xD9


def jpeg_segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """(marker, start, end) of every segment after SOI up to EOI, the data of a scan included. Raises RasterError."""
    at = 2
    while True:
        marker = _NEXT_MARKER.match(data, at)
        if marker is None:
            raise _cut_short() if at >= len(data) - 1 else RasterError("the file is damaged: its parts do not join")
        code = marker.group(1)[0]
        start = marker.end() - 2
        if code == END_OF_IMAGE:
            yield code, start, marker.end()
            return
        end = marker.end() + int(struct.unpack_from(">H", data, marker.end())[0])
        if code == START_OF_SCAN:
            following = _NEXT_MARKER.search(data, end)
            if following is None:
                raise _cut_short()
            end = following.start()
        yield code, start, end
        at = end


def _jpeg(data: bytes) -> Header:
    sizes: list[tuple[int, int]] = []
    scans = 0
    for code, start, _ in jpeg_segments(data):
        scans += code == START_OF_SCAN
        if code in _FRAMES:
            if scans:
                raise RasterError("the file is damaged: its parts do not join")
            height, width = struct.unpack_from(">HH", data, start + 5)
            _refuse_rare(code, data[start + 4])
            sizes.append(_allowed(width, height, MAX_JPEG_PIXELS))
    if not sizes or not scans:
        raise RasterError("the file holds no picture")
    return Header(max(w for w, _ in sizes), max(h for _, h in sizes), scans=scans)


_RARE = {3: "lossless", 5: "hierarchical", 6: "hierarchical", 7: "hierarchical"}


def _refuse_rare(marker: int, bits: int) -> None:
    """Raises RasterError for a frame that no decoder here reads: `marker` is 0xC0 to 0xCF, `bits` those of a sample."""
    kinds = [_RARE[marker & 7]] if marker & 7 in _RARE else []
    if bits != 8:
        kinds.append(f"{bits}-bit")
    if kinds:
        raise rare_jpeg(", ".join(kinds))


def rare_jpeg(kind: str) -> RasterError:
    """The problem of a JPEG of a kind that few programs read, such as "lossless"."""
    return RasterError(f"it is a JPEG of a rare kind ({kind})", "save it as an 8-bit baseline JPEG")


# --- GIF (GIF89a, appendix A) ---


def _gif(data: bytes) -> Header:
    width, height, flags = struct.unpack_from("<HHB", data, 6)
    _allowed(width, height)
    at = 13 + _table_size(flags)
    frames = 0
    while data[at] != 0x3B:
        if data[at] == 0x2C:
            left, top, across, down, flags = struct.unpack_from("<HHHHB", data, at + 1)
            width, height = _allowed(max(width, left + across), max(height, top + down))
            frames += 1
            at += 11 + _table_size(flags)
        elif data[at] == 0x21:
            at += 2
        else:
            raise RasterError("the file is damaged: its parts do not join")
        while data[at]:
            at += 1 + data[at]
        at += 1
    if not frames:
        raise RasterError("the file holds no picture")
    return Header(width, height, frames=frames)


def _table_size(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


# --- WebP (RFC 9649) ---


def webp_chunks(data: bytes) -> Iterator[tuple[bytes, int]]:
    """(name, start of content) of every chunk. Raises RasterError for a missing end."""
    end = 8 + int(struct.unpack_from("<I", data, 4)[0])
    if end > len(data):
        raise _cut_short()
    at = 12
    while at + 8 <= end:
        length = int(struct.unpack_from("<I", data, at + 4)[0])
        if at + 8 + length > end:
            raise _cut_short()
        yield data[at : at + 4], at + 8
        at += 8 + length + length % 2


def _webp(data: bytes) -> Header:
    size, frames = (0, 0), 0
    for name, at in webp_chunks(data):
        if name == b"VP8X":
            found = (1 + _uint24(data, at + 4), 1 + _uint24(data, at + 7))
        elif name == b"VP8L":
            (bits,) = struct.unpack_from("<I", data, at + 1)
            found = (1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF))
        elif name == b"VP8 ":
            across, down = struct.unpack_from("<HH", data, at + 6)
            found = (across & 0x3FFF, down & 0x3FFF)
        else:
            frames += name == b"ANMF"
            continue
        size = _allowed(max(size[0], found[0]), max(size[1], found[1]))
    return Header(*size, frames=max(1, frames))


def _uint24(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 3], "little")


# --- TIFF (revision 6.0, section 2) ---

_MOST_PAGES = 1_000
_IMAGE_WIDTH, _IMAGE_LENGTH = 256, 257


def _tiff(data: bytes) -> Header:
    order = "<" if data[:2] == b"II" else ">"
    if struct.unpack_from(order + "H", data, 2)[0] != 42:
        raise RasterError("it is a BigTIFF, which this project does not read", "save it as a plain TIFF or a PNG")
    (at,) = struct.unpack_from(order + "I", data, 4)
    size: dict[int, int] = {}
    seen: set[int] = set()
    while at and at not in seen and len(seen) < _MOST_PAGES:
        seen.add(at)
        (entries,) = struct.unpack_from(order + "H", data, at)
        for entry in range(at + 2, at + 2 + 12 * entries, 12):
            tag, field_type = struct.unpack_from(order + "HH", data, entry)
            if len(seen) == 1 and tag in (_IMAGE_WIDTH, _IMAGE_LENGTH):
                (size[tag],) = struct.unpack_from(order + ("H" if field_type == 3 else "I"), data, entry + 8)
        _allowed(size.get(_IMAGE_WIDTH, 0), size.get(_IMAGE_LENGTH, 0))
        (at,) = struct.unpack_from(order + "I", data, at + 2 + 12 * entries)
    return Header(size.get(_IMAGE_WIDTH, 0), size.get(_IMAGE_LENGTH, 0), frames=len(seen))


# --- the kind of a file ---


def file_kind(data: bytes) -> str:
    """ "PNG", "JPEG", "GIF", "WebP", "TIFF" or "SVG" as the bytes show, else words for a message."""
    for kind, begins in _SIGNATURES:
        if data.startswith(begins):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WebP"
    if data[4:8] == b"ftyp":
        return {b"avif": "AVIF", b"heic": "HEIC", b"mif1": "HEIC", b"heix": "HEIC"}.get(data[8:12], "video")
    return _text_kind(data)


def _text_kind(data: bytes) -> str:
    utf16 = data[:2] in (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
    start = data[:4096].replace(b"\0", b"").lstrip(b"\xff\xfe") if utf16 else data[:4096]
    start = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"<"):
        is_html = re.match(rb"<!doctype\s+html|<html", start, re.IGNORECASE)
        return "HTML page" if is_html else "SVG"
    if b"\0" in start or any(byte < 9 for byte in start):
        return "file of an unknown kind"
    return "text"


_SIGNATURES = (
    ("PNG", PNG_SIGNATURE),
    ("JPEG", b"\xff\xd8\xff"),
    ("GIF", b"GIF87a"),
    ("GIF", b"GIF89a"),
    ("TIFF", b"II*\0"),
    ("TIFF", b"MM\0*"),
    ("TIFF", b"II+\0"),
    ("TIFF", b"MM\0+"),
    ("BMP", b"BM"),
    ("PDF", b"%PDF"),
    ("Photoshop document", b"8BPS"),
    ("compressed file (gzip or .svgz)", b"\x1f\x8b"),
    ("ZIP archive", b"PK\x03\x04"),
    ("JPEG 2000", b"\0\0\0\x0cjP"),
    ("JPEG XL", b"\xff\x0a"),
    ("JPEG XL", b"\0\0\0\x0cJXL"),
    ("icon file", b"\0\0\1\0"),
    ("PostScript file", b"%!PS"),
)
