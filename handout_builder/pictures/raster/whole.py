"""The bytes of a JPEG or PNG → nothing, or the problem that its pixels are damaged inside.

A lenient decoder, such as Pillow's, fills what is missing with grey, black or false colours and says nothing.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from handout_builder.pictures.raster.header import START_OF_SCAN, RasterError, jpeg_segments, png_chunks, rare_jpeg

_EXPORT_AGAIN = "export it again, or get the complete file again"
_PIECE = 1 << 20


def check_whole(kind: str, data: bytes) -> None:
    """Raises RasterError when the pixels of a "JPEG" or "PNG" are damaged or fewer than its head says.

    `data` has passed `read_header`. GIF, WebP and TIFF are left to the decoder, which finds a missing end.
    """
    if kind == "JPEG":
        _check_jpeg(data)
    elif kind == "PNG":
        rows_are_exact(data)


def _damaged() -> RasterError:
    return RasterError("the picture is damaged: part of its pixels cannot be read", _EXPORT_AGAIN)


# --- JPEG (ITU T.81) ---

_SEQUENTIAL, _ARITHMETIC = (0xC0, 0xC1), (0xC9, 0xCA)
_TABLES = 0xC4
_END_OF_BLOCK = 0
_ZEROS = bytes(64)
"""More than a block of coefficients of -1, each coded as three zero bits: no encoder writes that."""


def _check_jpeg(data: bytes) -> None:
    """Libjpeg only warns of a damaged scan; qpdf, which pikepdf holds, takes its warnings for errors."""
    if any(_ZEROS in scan for scan in _scans_without_zeros(data)):
        raise _damaged()
    import pikepdf  # slow to import, and needed for JPEGs only

    with pikepdf.new() as file:
        stream = pikepdf.Stream(file, data, Filter=pikepdf.Name.DCTDecode)
        try:
            stream.get_stream_buffer(pikepdf.StreamDecodeLevel.all)
        except (pikepdf.PdfError, pikepdf.DataDecodingError, RuntimeError, MemoryError):
            if any(code in _ARITHMETIC for code, _, _ in jpeg_segments(data)):
                raise rare_jpeg("arithmetic") from None  # not every build of the decoder reads it
            raise _damaged() from None


def _scans_without_zeros(data: bytes) -> Iterator[bytes]:
    """The coded pixels of each sequential scan in which zero bits are no end of a block, so never many (F.1.2.2)."""
    sequential, shortest = False, dict[int, int]()
    for code, start, end in jpeg_segments(data):
        body = data[start + 4 : end]
        if 0xC0 <= code <= 0xCF and code not in (_TABLES, 0xC8, 0xCC):
            sequential = code in _SEQUENTIAL
        elif code == _TABLES:
            shortest |= _shortest(body)
        elif code == START_OF_SCAN and sequential:
            used = [body[2 + 2 * number] & 0x0F for number in range(body[0])]
            if any(shortest.get(table, _END_OF_BLOCK) != _END_OF_BLOCK for table in used):
                yield body


def _shortest(body: bytes) -> dict[int, int]:
    """The symbol whose code is all zeros, for each table of AC coefficients in a segment of tables (B.2.4.2)."""
    found, at = dict[int, int](), 0
    while at + 17 < len(body):
        head, count = body[at], sum(body[at + 1 : at + 17])
        if head >> 4 == 1:
            found[head & 0x0F] = body[at + 17]
        at += 17 + count
    return found


# --- PNG (ISO/IEC 15948) ---

_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
"""First column and row, and the steps between them, of each pass of an interlaced picture (8.2)."""


def rows_are_exact(data: bytes) -> bool:
    """Whether the rows of a PNG end where its head says and their stream ends with them; False when there is more.

    Raises RasterError when rows are missing or damaged.
    """
    head, packed = b"", list[bytes]()
    for name, content in png_chunks(data):
        head = content if name == b"IHDR" else head
        if name == b"IDAT":
            packed.append(content)
    width, height, bits, colour, *_, interlaced = struct.unpack(">IIBBBBB", head)
    if colour not in _SAMPLES:
        raise RasterError(f"the file is damaged: it has no such kind of pixels ({colour})")
    wanted = sum(length * count for length, count in _passes(width, height, bits * _SAMPLES[colour], bool(interlaced)))
    stream, waiting, found = zlib.decompressobj(), b"".join(packed), 0
    try:
        while waiting and found <= wanted and not stream.eof:
            found += len(stream.decompress(waiting, _PIECE))
            waiting = stream.unconsumed_tail
        found += len(stream.flush()) if not stream.eof and found <= wanted else 0
    except zlib.error:
        raise _damaged() from None
    if found < wanted:
        raise RasterError("the picture is cut short: rows are missing at its end", _EXPORT_AGAIN)
    return found == wanted and stream.eof and not stream.unused_data


def _passes(width: int, height: int, bits: int, interlaced: bool) -> Iterator[tuple[int, int]]:
    """Bytes of a row, its filter included, and the number of rows, of each pass; `bits` are those of a pixel."""
    for left, top, across, down in _ADAM7 if interlaced else ((0, 0, 1, 1),):
        columns, rows = (width - left + across - 1) // across, (height - top + down - 1) // down
        if columns > 0 and rows > 0:
            yield 1 + (columns * bits + 7) // 8, rows
