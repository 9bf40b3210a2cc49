"""A page as PDFium shows it → its texts with size and contrast, its pictures with resolution, whether it is blank."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from handout_builder.geometry.arithmetic import hypot
from handout_builder.geometry.colour import contrast
from handout_builder.preflight.ink import UNSEEN, Box, hidden_words, words_with_boxes
from handout_builder.preflight.report import Picture

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
STROKED = 1
PIXELS = 1_200
"""Longest side, in pixels, of the picture in which backgrounds are measured."""
SHARE = 0.1
"""A colour counts as background when it fills this share of the area of a text; less is an edge or a line."""
ACROSS, DOWN = 16, 5
MOST_OBJECTS, MOST_NESTING = 200_000, 12


@dataclass(frozen=True, slots=True)
class Text:
    """One piece of text: `size` in points as shown, `ratio` its lowest contrast with its background, None if unknown.

    `mcid` is the number of its marked content on this page, -1 outside any; `bold` is a weight of 600 or more;
    `nested` means inside a form XObject.
    """

    words: str
    size: float
    box: Box
    mcid: int
    bold: bool
    ratio: float | None = None
    nested: bool = False


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """What one page shows.

    lines   its words as a search finds them
    inkless  its words of which a character leaves no ink, such as one without outline or under a picture
    hidden   its words in a mode that paints nothing, as under a scan
    blank   whether nothing is painted on it
    marked  whether any of it is marked content, which tags can lead to
    """

    lines: tuple[str, ...]
    texts: tuple[Text, ...]
    pictures: tuple[Picture, ...]
    blank: bool
    marked: bool
    inkless: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _PageObject:
    """An object of a page, and the matrix of the form XObjects around it."""

    handle: Any
    kind: int
    around: Matrix
    nested: bool = False


def rendered_page(page: pdfium.PdfPage, number: int) -> RenderedPage:
    """Read one page, counted from 1. Its texts are hidden afterwards, so that only their background is measured."""
    objects = list(_objects(page))
    text_page = page.get_textpage()
    lines = tuple(text_page.get_text_range().splitlines())
    words = tuple(words_with_boxes(text_page))
    hidden = tuple(hidden_words(text_page))
    painted = _Background(page)
    seen: list[tuple[_PageObject, Text]] = []
    pictures = []
    for item in objects:
        if item.kind == raw.FPDF_PAGEOBJ_TEXT:
            text = _text(item, text_page)
            if text.words.strip() and raw.FPDFTextObj_GetTextRenderMode(item.handle) not in UNSEEN:
                seen.append((item, text))
        elif item.kind == raw.FPDF_PAGEOBJ_IMAGE:
            pictures.append(_picture(item, page, number))
    for item in objects:
        if item.kind == raw.FPDF_PAGEOBJ_TEXT:
            raw.FPDFPageObj_SetIsActive(item.handle, False)
    background = _Background(page)
    texts = tuple(_measured(item, text, background) for item, text in seen)
    marked = any(raw.FPDFPageObj_GetMarkedContentID(item.handle) >= 0 for item in objects)
    inkless = tuple(word for word, boxes in words if not all(painted.differs(background, box) for box in boxes))
    return RenderedPage(lines, texts, tuple(pictures), not texts and background.is_plain, marked, inkless, hidden)


def _objects(page: pdfium.PdfPage) -> Iterator[_PageObject]:
    waiting: list[tuple[Any, Matrix, int]] = [
        (raw.FPDFPage_GetObject(page.raw, index), IDENTITY, 0) for index in range(raw.FPDFPage_CountObjects(page.raw))
    ][::-1]
    count = 0
    while waiting and count < MOST_OBJECTS:
        handle, around, depth = waiting.pop()
        count += 1
        kind = raw.FPDFPageObj_GetType(handle)
        yield _PageObject(handle, kind, around, depth > 0)
        if kind == raw.FPDF_PAGEOBJ_FORM and depth < MOST_NESTING:
            inner = _times(_matrix(handle), around)
            inside = range(raw.FPDFFormObj_CountObjects(handle))
            waiting += [(raw.FPDFFormObj_GetObject(handle, index), inner, depth + 1) for index in inside][::-1]


def _matrix(handle: Any) -> Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(handle, found):
        return IDENTITY
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _times(one: Matrix, other: Matrix) -> Matrix:
    """First `one`, then `other`."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _box(item: _PageObject) -> Box:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(item.handle, left, bottom, right, top)
    a, b, c, d, e, f = item.around
    corners = [
        (a * x + c * y + e, b * x + d * y + f) for x in (left.value, right.value) for y in (bottom.value, top.value)
    ]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return (min(xs), min(ys), max(xs), max(ys))


# --- texts


def _text(item: _PageObject, text_page: Any) -> Text:
    size = ctypes.c_float()
    raw.FPDFTextObj_GetFontSize(item.handle, size)
    _, _, c, d, _, _ = _times(_matrix(item.handle), item.around)
    return Text(
        words=_words(item.handle, text_page),
        size=round(abs(size.value) * hypot(c, d), 2),
        box=_box(item),
        mcid=raw.FPDFPageObj_GetMarkedContentID(item.handle),
        bold=_is_bold(item.handle),
        nested=item.nested,
    )


def _words(handle: Any, text_page: Any) -> str:
    length = raw.FPDFTextObj_GetText(handle, text_page.raw, None, 0)
    if length <= 2:
        return ""
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFTextObj_GetText(handle, text_page.raw, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    return buffer.raw[: length - 2].decode("utf-16-le", "replace")


def _is_bold(handle: Any) -> bool:
    font = raw.FPDFTextObj_GetFont(handle)
    return bool(font) and int(raw.FPDFFont_GetWeight(font)) >= 600


def _measured(item: _PageObject, text: Text, background: _Background) -> Text:
    paint = _paint(item.handle)
    if paint is None:
        return text
    colour, alpha = paint
    ratios = [contrast(_blended(colour, below, alpha), below) for below in background.under(text.box)]
    return replace(text, ratio=round(min(ratios), 2) if ratios else None)


def _paint(handle: Any) -> tuple[str, float] | None:
    """The colour of a text and how opaque it is; None for a pattern."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    stroked = raw.FPDFTextObj_GetTextRenderMode(handle) == STROKED
    ask = raw.FPDFPageObj_GetStrokeColor if stroked else raw.FPDFPageObj_GetFillColor
    if not ask(handle, red, green, blue, alpha):
        return None
    return f"#{red.value:02X}{green.value:02X}{blue.value:02X}", alpha.value / 255


def _blended(colour: str, below: str, alpha: float) -> str:
    if alpha >= 1:
        return colour
    parts = (
        round(int(colour[at : at + 2], 16) * alpha + int(below[at : at + 2], 16) * (1 - alpha)) for at in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02X}" for part in parts)


class _Background:
    """The page without its texts, as pixels."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        longest = max(page.get_width(), page.get_height(), 1.0)
        self._page = page
        self._bitmap = page.render(scale=min(2.0, PIXELS / longest), rev_byteorder=True, prefer_bgrx=True)
        self._pixels = bytes(self._bitmap.buffer)

    @property
    def is_plain(self) -> bool:
        """Whether every pixel is the same."""
        width = self._bitmap.width * self._bitmap.n_channels
        first = self._pixels[: self._bitmap.n_channels] * self._bitmap.width
        stride = self._bitmap.stride
        return all(self._pixels[row * stride : row * stride + width] == first for row in range(self._bitmap.height))

    def differs(self, other: _Background, box: Box) -> bool:
        """Whether a pixel of an area differs; True for an area that is not on the page."""
        left, bottom, right, top = box
        across, down = zip(self._at(left, bottom), self._at(right, top), strict=True)
        rows = range(max(0, min(down)), min(self._bitmap.height, max(down) + 1))
        first, last = max(0, min(across)), min(self._bitmap.width, max(across) + 1)
        if not rows or first >= last:
            return True
        edges = [(row * self._bitmap.stride, self._bitmap.n_channels) for row in rows]
        parts = [slice(start + first * size, start + last * size) for start, size in edges]
        return any(self._pixels[part] != other._pixels[part] for part in parts)

    def under(self, box: Box) -> list[str]:
        """The colours that fill much of an area, as "#RRGGBB"; none for an area outside the page."""
        left, bottom, right, top = box
        found: Counter[str] = Counter()
        for column in range(ACROSS):
            for row in range(DOWN):
                x = left + (right - left) * (column + 0.5) / ACROSS
                y = bottom + (top - bottom) * (row + 0.5) / DOWN
                pixel = self._pixel(x, y)
                if pixel:
                    found[pixel] += 1
        return [colour for colour, count in found.items() if count >= SHARE * found.total()]

    def _at(self, x: float, y: float) -> tuple[int, int]:
        """The column and the row of the pixel at a point of the page."""
        across, down = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(self._page.raw, 0, 0, self._bitmap.width, self._bitmap.height, 0, x, y, across, down)
        return across.value, down.value

    def _pixel(self, x: float, y: float) -> str | None:
        across, down = self._at(x, y)
        if not (0 <= across < self._bitmap.width and 0 <= down < self._bitmap.height):
            return None
        at = down * self._bitmap.stride + across * self._bitmap.n_channels
        red, green, blue = self._pixels[at : at + 3]
        return f"#{red:02X}{green:02X}{blue:02X}"


# --- pictures


def _picture(item: _PageObject, page: pdfium.PdfPage, number: int) -> Picture:
    data = raw.FPDF_IMAGEOBJ_METADATA()
    raw.FPDFImageObj_GetImageMetadata(item.handle, page.raw, data)
    a, b, c, d, _, _ = _times(_matrix(item.handle), item.around)
    wide, high = hypot(a, b) / 72, hypot(c, d) / 72
    dpi = min(data.width / wide if wide else math.inf, data.height / high if high else math.inf)
    return Picture(number, int(data.width), int(data.height), round(dpi, 1) if math.isfinite(dpi) else 0.0)
