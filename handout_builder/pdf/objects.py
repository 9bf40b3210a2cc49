"""Values → PDF syntax, by ReportLab's object types; numbered objects → the bytes of a file.

ReportLab writes and escapes values: PDFDictionary, PDFArray, PDFName and PDFString, whose common type is PDFObject.
DummyDoc is its document of a file that is not encrypted. The file around the objects is written here: ReportLab writes
each object plainly and the classic cross-reference table; a tagged handout has some five hundred small objects, which
packed into one compressed stream cost 5 kB instead of 40. Nothing else of ReportLab is used anywhere, so a file has the
same bytes with every version of it that pyproject.toml allows.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from reportlab.pdfbase.pdfdoc import DummyDoc, PDFArray, PDFDictionary, PDFName, PDFObject, PDFString

__all__ = [
    "PDFObject",
    "PDFParts",
    "Stream",
    "Value",
    "Written",
    "WrittenStream",
    "array",
    "compressed",
    "dictionary",
    "name",
    "number",
    "pdf_syntax",
    "text",
]

Value = Any
"""What ReportLab formats: its own objects, numbers, and strings or bytes that are PDF syntax already."""
_NOT_ENCRYPTED = DummyDoc()
_HEAD = b"%%PDF-%d.%d\n%%\223\214\213\236 ReportLab Generated PDF document (opensource)\n"
"""Four bytes above 127 mark the file as binary (ISO 32000-1, 7.5.2)."""


def dictionary(entries: Mapping[str, Value]) -> PDFDictionary:
    """A PDF dictionary on one line, whatever the machine's ReportLab settings say; None entries are left out."""
    made = PDFDictionary({key: value for key, value in entries.items() if value is not None})
    made.multiline = False
    return made


def array(values: Sequence[Value]) -> PDFArray:
    """A PDF array on one line."""
    made = PDFArray(values)
    made.multiline = False
    return made


def text(words: str) -> PDFString:
    """Words for a reader: PDFDocEncoding where it holds them, else UTF-16."""
    return PDFString(words)


def name(word: str) -> str:
    """A PDF name."""
    return str(PDFName(word))


def number(value: float, digits: int = 2) -> str:
    """A PDF number as short as it can be written."""
    if value == int(value):
        return str(int(value))
    written = f"{value:.{digits}f}"
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def pdf_syntax(value: PDFObject) -> bytes:
    """The PDF syntax of one of ReportLab's objects."""
    syntax: bytes = value.format(_NOT_ENCRYPTED)
    return syntax


def compressed(content: bytes) -> bytes:
    """What the filter FlateDecode reads. At level 9 a file would be a fifth of a percent smaller, and twice as slow."""
    return zlib.compress(content, 6)


class Stream(PDFObject):  # type: ignore[misc]
    """A stream whose bytes are final; compressed here unless `entries` names a filter or `plain` is set."""

    def __init__(self, content: bytes, entries: Mapping[str, Value], plain: bool = False) -> None:
        if not plain and "Filter" not in entries:
            content = compressed(content)
            entries = {**entries, "Filter": "/FlateDecode"}
        self._dictionary, self._content = dictionary({**entries, "Length": len(content)}), content

    def format(self, document: object) -> bytes:
        """The stream as ReportLab asks for it."""
        # CR LF, because a lone LF after data that ends in CR would be read as one end-of-line with it
        return b"%b\nstream\n%b\r\nendstream\n" % (pdf_syntax(self._dictionary), self._content)


class Written(PDFObject):  # type: ignore[misc]
    """An object whose PDF syntax is known."""

    def __init__(self, syntax: bytes) -> None:
        self._syntax = syntax

    def format(self, document: object) -> bytes:
        """The syntax as ReportLab asks for it."""
        return self._syntax


class WrittenStream(Stream):
    """A stream whose dictionary is known as PDF syntax, all but filter and length; compressed here."""

    def __init__(self, syntax: bytes, content: bytes) -> None:
        self._content = compressed(content)
        end = b"/Filter /FlateDecode /Length %d>>" % len(self._content)
        self._dictionary = Written(syntax.removesuffix(b">>") + end)


class PDFParts:
    """The objects of one file. `add` numbers an object and gives the reference to it as PDF syntax."""

    def __init__(self, version: tuple[int, int]) -> None:
        self._version = version
        self._objects: list[PDFObject] = []

    def add(self, thing: PDFObject) -> bytes:
        """Number an object, once; gives the reference to it."""
        self._objects.append(thing)
        return b"%d 0 R" % len(self._objects)

    def finish(self, root: bytes, info: bytes | None) -> bytes:
        """The bytes of the whole file; its identifier is a hash of everything else, so equal contents are equal."""
        file = bytearray(_HEAD % self._version)
        rows = [(0, 0, 65535)]
        small: list[tuple[int, bytes]] = []
        pack = len(self._objects) + 1
        for at, thing in enumerate(self._objects, 1):
            if isinstance(thing, Stream):
                rows.append((1, _append(file, at, thing), 0))
            else:
                rows.append((2, pack, len(small)))
                small.append((at, pdf_syntax(thing)))
        rows.append((1, _append(file, pack, _packed(small)), 0))
        rows.append((1, start := len(file), 0))
        mark = b"<%b>" % hashlib.blake2b(file, digest_size=16).hexdigest().upper().encode()
        _append(file, pack + 1, _cross_references(rows, {"Root": root, "Info": info, "ID": array([mark, mark])}))
        return bytes(file) + b"startxref\n%d\n%%%%EOF\n" % start


def _append(file: bytearray, at: int, stream: Stream) -> int:
    """Write a numbered object; gives its offset in the file."""
    offset = len(file)
    file += b"%d 0 obj\n%bendobj\n" % (at, pdf_syntax(stream))
    return offset


def _cross_references(rows: Sequence[tuple[int, int, int]], entries: Mapping[str, Value]) -> Stream:
    """A cross-reference stream (ISO 32000-1, 7.5.8): type, place and index of each object; the last row is its own."""
    wide = max(2, (rows[-1][1].bit_length() + 7) // 8)
    table = b"".join(
        kind.to_bytes(1, "big") + where.to_bytes(wide, "big") + index.to_bytes(2, "big") for kind, where, index in rows
    )
    whole = {
        **entries,
        "Type": "/XRef",
        "Size": len(rows),
        "W": array([1, wide, 2]),
        "Filter": "/FlateDecode",
        "DecodeParms": dictionary({"Predictor": 12, "Columns": wide + 3}),
    }
    return Stream(compressed(_differences(table, wide + 3)), whole)


def _packed(small: Sequence[tuple[int, bytes]]) -> Stream:
    """An object stream (ISO 32000-1, 7.5.7): number and offset of each object, then the objects."""
    index, offset = [], 0
    for at, body in small:
        index.append(b"%d %d" % (at, offset))
        offset += len(body) + 1
    head = b" ".join(index) + b"\n"
    body = b"\n".join(written for _, written in small)
    return Stream(head + body, {"Type": "/ObjStm", "N": len(small), "First": len(head)})


def _differences(table: bytes, width: int) -> bytes:
    """Each row as its difference from the row above (PNG's "up" filter): nearly all zeros, which cost nothing."""
    above = bytes(width)
    rows = []
    for start in range(0, len(table), width):
        row = table[start : start + width]
        rows.append(b"\x02" + bytes((now - before) & 255 for now, before in zip(row, above, strict=True)))
        above = row
    return b"".join(rows)
