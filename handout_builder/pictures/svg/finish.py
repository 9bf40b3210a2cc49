"""An SVG copy that passed the gate → the same picture for paper and for screens, drawn by svg2pdf."""

from __future__ import annotations

import io
from collections.abc import Iterable
from decimal import Decimal
from importlib.util import find_spec
from typing import Any

from handout_builder.geometry.drawing import Finished, PdfPart
from handout_builder.pictures.svg.style import PNG
from handout_builder.pictures.svg.tree import SvgError

INSTALL = f'install "handout-builder[svg]", or {PNG}'
"""The remedy where the library is not installed."""

_COLOUR_SPACES = {1: "/DeviceGray", 3: "/DeviceRGB"}
"""By number of components. The profiles that the library adds are those of sRGB, as is the intent of our files."""
_FOREIGN = ("/Font", "/JS", "/JavaScript", "/AA", "/OpenAction", "/URI", "/F", "/EF")
"""Keys that no drawing of ours has: if one is there, the library drew what the gate should have kept out."""
_DROPPED = ("/ProcSet", "/Length", "/Filter", "/DecodeParms")
_LOOKED_AT = 200
"""Pixels of the longer side at which a picture is looked at."""


def can_draw() -> bool:
    """Whether the library is installed."""
    return find_spec("svg2pdf_py") is not None


def finished(svg: str) -> Finished:
    """The picture in `svg`, a document of our own writing.

    Raises SvgError when the library cannot draw it, or draws nothing.
    """
    import pikepdf

    data = _drawn(svg)
    _refuse_nothing(data)
    with pikepdf.open(io.BytesIO(data)) as document:
        parts = _Parts()
        parts.add_page(document.pages[0].obj)
    return Finished(svg, tuple(parts.parts))


def _drawn(svg: str) -> bytes:
    import svg2pdf_py

    options = svg2pdf_py.ConversionOptions(compress=False)
    try:
        made: bytes = svg2pdf_py.svg_to_pdf(svg, svg2pdf_py.FontDatabase(), options)
    except (ValueError, RuntimeError) as error:
        raise _undrawn(str(error)) from None
    return made


def _undrawn(why: str) -> SvgError:
    return SvgError(f"the library that draws gradients cannot draw it ({why})", PNG)


def _refuse_nothing(data: bytes) -> None:
    """Raises SvgError when no pixel of the picture is painted."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        page = document[0]
        scale = _LOOKED_AT / max(page.get_size())
        bitmap = page.render(scale=scale, fill_color=(0, 0, 0, 0), maybe_alpha=True, force_bitmap_format=4)
        painted = any(bytes(bitmap.buffer)[3::4])
        bitmap.close()
    if not painted:
        raise SvgError("the drawing shows nothing", "check that its shapes are inside its viewBox, and its masks")


class _Parts:
    """The objects of one page, each written once, after those that it refers to; entries in the order of their names.

    The library writes entries in any order: sorted, the same picture has the same bytes in every run.
    """

    def __init__(self) -> None:
        self.parts: list[PdfPart] = []
        self._known: dict[tuple[int, int], int] = {}

    def add_page(self, page: Any) -> None:
        """The page as an XObject, and all that it needs."""
        xobject = {
            "/BBox": page["/MediaBox"],
            "/Group": page["/Group"],
            "/Resources": page["/Resources"],
            "/Subtype": "/Form",
            "/Type": "/XObject",
        }
        self.parts.append(PdfPart(_joined(self._entries(xobject)), page["/Contents"].read_bytes()))

    def _syntax(self, value: Any) -> tuple[str | int, ...]:
        import pikepdf

        if isinstance(value, pikepdf.Array) and len(value) == 2 and value[0] == "/ICCBased":
            return (_COLOUR_SPACES[int(value[1]["/N"])],)
        if isinstance(value, pikepdf.Object) and value.is_indirect:
            return (self._reference(value),)
        return self._written(value)

    def _written(self, value: Any) -> tuple[str | int, ...]:
        """The syntax of an object itself, also of one that is referred to elsewhere."""
        import pikepdf

        if isinstance(value, pikepdf.Array):
            return ("[", *(piece for each in value for piece in (*self._syntax(each), " ")), "]")
        if isinstance(value, pikepdf.Dictionary):
            return self._entries(dict(value.items()))
        if isinstance(value, Decimal):
            return (f"{value:f}",)  # a PDF has no exponents
        return (str(value).lower() if isinstance(value, bool) else str(value),)

    def _entries(self, entries: dict[str, Any]) -> tuple[str | int, ...]:
        pieces: list[str | int] = ["<<"]
        for key in sorted(entries):
            if key in _FOREIGN:
                raise _undrawn(f"it used {key}")
            if key not in _DROPPED:
                pieces += [key, " ", *self._syntax(entries[key]), " "]
        return (*pieces, ">>")

    def _reference(self, value: Any) -> int:
        import pikepdf

        if value.objgen not in self._known:
            if not isinstance(value, pikepdf.Stream):
                part = PdfPart(_joined(self._written(value)))
            elif value.get("/Subtype") == "/Form":
                part = PdfPart(_joined(self._entries(dict(value.items()))), value.read_bytes())
            else:
                raise _undrawn("it used pixels")
            self._known[value.objgen] = len(self.parts)
            self.parts.append(part)
        return self._known[value.objgen]


def _joined(pieces: Iterable[str | int]) -> tuple[str | int, ...]:
    """The same with neighbouring texts in one."""
    made: list[str | int] = []
    for piece in pieces:
        if made and isinstance(piece, str) and isinstance(made[-1], str):
            made[-1] += piece
        else:
            made.append(piece)
    return tuple(made)
