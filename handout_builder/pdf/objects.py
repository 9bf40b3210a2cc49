"""PDF objects, numbered by ReportLab → the bytes of a file with object streams and a cross-reference stream.

ReportLab's PDFDocument numbers the objects and its PDFDictionary, PDFArray, PDFString and PDFStream format them. It
writes each object plainly and the classic cross-reference table; a tagged handout has some five hundred small objects,
which packed into one compressed stream cost 5 kB instead of 40.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFFile,
    PDFName,
    PDFObject,
    PDFStream,
    PDFString,
)

__all__ = [
    "PDFDocument",
    "PDFObject",
    "PDFParts",
    "Stream",
    "Value",
    "array",
    "compressed",
    "dictionary",
    "name",
    "number",
    "text",
]

Value = Any
"""What ReportLab formats: its own objects, numbers, and strings or bytes that are PDF syntax already."""


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
    """A PDF number in its shortest form."""
    if value == int(value):
        return str(int(value))
    written = f"{value:.{digits}f}"
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def compressed(content: bytes) -> bytes:
    """What the filter FlateDecode reads. At level 9 a file would be a fifth of a percent smaller, and twice as slow."""
    return zlib.compress(content, 6)


class Stream(PDFStream):  # type: ignore[misc]
    """A stream whose bytes are final; compressed here unless `entries` names a filter or `plain` is set."""

    def __init__(self, content: bytes, entries: Mapping[str, Value], plain: bool = False) -> None:
        if not plain and "Filter" not in entries:
            content = compressed(content)
            entries = {**entries, "Filter": "/FlateDecode"}
        super().__init__(dictionary({**entries, "Length": len(content)}), content)

    def format(self, document: PDFDocument) -> bytes:
        """The stream as ReportLab asks for it."""
        # CR LF, because a lone LF after data that ends in CR would be read as one end-of-line with it
        head: bytes = self.dictionary.format(document)
        return b"%b\nstream\n%b\r\nendstream\n" % (head, self.content)


class PDFParts(PDFDocument):  # type: ignore[misc]
    """The objects of one file. `add` numbers an object and gives the reference to it as PDF syntax."""

    def __init__(self, version: tuple[int, int]) -> None:
        super().__init__(compression=1, invariant=1, pdfVersion=version)
        # the base class begins with an empty dictionary of standard fonts, which this file does not use
        self.objectcounter = 0
        self.numberToId.clear()
        self.idToObject.clear()
        self.idToObjectNumberAndVersion.clear()

    def add(self, thing: PDFObject) -> bytes:
        """Number an object; gives the reference to it."""
        reference: bytes = self.Reference(thing).format(self)
        return reference

    def finish(self, root: bytes, info: bytes | None) -> bytes:
        """The bytes of the whole file; its identifier is a hash of everything else, so equal contents are equal."""
        file = PDFFile(self._pdfVersion)
        rows: dict[int, tuple[int, int, int]] = {}
        small: list[tuple[int, bytes]] = []
        for at, key in self.numberToId.items():
            thing = self.idToObject[key]
            if isinstance(thing, PDFStream):
                rows[at] = (1, file.add(b"%d 0 obj\n%bendobj\n" % (at, thing.format(self))), 0)
            else:
                small.append((at, thing.format(self)))
        pack = self.objectcounter + 1
        rows.update({at: (2, pack, index) for index, (at, _) in enumerate(small)})
        rows[pack] = (1, file.add(b"%d 0 obj\n%bendobj\n" % (pack, _packed(small).format(self))), 0)
        self._close(file, rows, root, info)
        whole: bytes = file.format(self)
        return whole

    def _close(self, file: PDFFile, rows: dict[int, tuple[int, int, int]], root: bytes, info: bytes | None) -> None:
        start = file.offset
        last = len(rows) + 1
        rows[0], rows[last] = (0, 0, 65535), (1, start, 0)
        wide = max(2, (start.bit_length() + 7) // 8)
        table = b"".join(
            kind.to_bytes(1, "big") + where.to_bytes(wide, "big") + index.to_bytes(2, "big")
            for _, (kind, where, index) in sorted(rows.items())
        )
        mark = b"<%b>" % hashlib.blake2b(b"".join(file.strings), digest_size=16).hexdigest().upper().encode()
        entries = {
            "Type": "/XRef",
            "Size": len(rows),
            "W": array([1, wide, 2]),
            "Root": root,
            "Info": info,
            "ID": array([mark, mark]),
            "Filter": "/FlateDecode",
            "DecodeParms": dictionary({"Predictor": 12, "Columns": wide + 3}),
        }
        content = compressed(_differences(table, wide + 3))
        file.add(b"%d 0 obj\n%bendobj\n" % (last, Stream(content, entries).format(self)))
        file.add(b"startxref\n%d\n%%%%EOF\n" % start)


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
