"""A picture at its size on paper → the size of what can be seen of it there, from the pixels that PDFium paints."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

from handout_builder.boxes import BoxItem, Group, Page, Tag
from handout_builder.geometry.colour import WHITE, tell_apart
from handout_builder.pdf.document import write
from handout_builder.pdf.metadata import DocumentInfo

SCALE = 4
"""Pixels to the point."""
_INFO = DocumentInfo("Picture", "Picture", "en", datetime(2000, 1, 1, tzinfo=UTC))


def seen_size(item: BoxItem, width: float, height: float) -> tuple[float, float]:
    """Width and height in points of what can be told from white paper; 0, 0 where nothing can.

    `item` is painted on a sheet of `width` × `height` points, whose top left corner is its origin.
    """
    import pypdfium2  # slow to import, and needed for a few pictures only

    sheet = Page(width, height, (Group((item,), tag=Tag("Artifact", artifact_type="Layout")),), 1)
    with pypdfium2.PdfDocument(write([sheet], _INFO, {})) as document:
        bitmap = document[0].render(scale=SCALE, rev_byteorder=True, prefer_bgrx=True)
        pixels = memoryview(bytes(bitmap.buffer)).cast("I")
        across, down, stride = bitmap.width, bitmap.height, bitmap.stride // 4
        bitmap.close()
    rows = [pixels[row * stride : row * stride + across] for row in range(down)]
    seen = {pixel for pixel in {pixel for row in rows for pixel in row} if tell_apart(_colour(pixel), WHITE)}
    columns = {column for row in rows for column, pixel in enumerate(row) if pixel in seen}
    high = [number for number, row in enumerate(rows) if not seen.isdisjoint(row)]
    if not columns:
        return 0.0, 0.0
    return (max(columns) - min(columns) + 1) / SCALE, (high[-1] - high[0] + 1) / SCALE


def _colour(pixel: int) -> str:
    red, green, blue, _ = pixel.to_bytes(4, sys.byteorder)
    return f"#{red:02X}{green:02X}{blue:02X}"
