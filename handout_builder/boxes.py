"""Boxes: typeset pieces of a page with known size, position and role; the form that paginating and painting read.

All lengths are points. A box's own origin is its top start corner: x runs from the start edge of the box to its end
edge, y runs down. The start edge is the left one where lines run from left to right, else the right one; the groups of
a finished `Page` are placed from its left edge. Items are at places relative to their box; a `Group` gives its items a
role in the reading order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from handout_builder.geometry.drawing import Drawing, Shape
from handout_builder.geometry.path import Path

Direction = Literal["ltr", "rtl"]
"""In which direction the lines of a page run: from left to right, or from right to left."""


@dataclass(frozen=True, slots=True)
class Tag:
    """What a group of items is to a reader who cannot see the page (PDF standard structure types).

    role    "H1" "H2" "H3" "P" "L" "LI" "Lbl" "LBody" "Figure" "Table" "TR" "TH" "TD" "THead" "TBody"
            "Link" "Sect" "Div" "Span" "Warning" "Caption" "Artifact"
            ("Warning" is the project's own type, role-mapped to Sect)
    alt     what a Figure shows, in words
    target  of a Link: an address ("https://…", "tel:…", "mailto:…") or "#anchor" inside this file
    lang    when it differs from the document's
    scope   of a TH: "Column" or "Row"
    artifact_type  of an Artifact: "Pagination" (heads, feet, repeated heads) or "Layout"
    key     when a page break parts one element (a table, a list, an exercise), its pieces carry the same key
    """

    role: str
    alt: str | None = None
    target: str | None = None
    lang: str | None = None
    scope: str | None = None
    col_span: int = 1
    row_span: int = 1
    title: str | None = None
    artifact_type: str | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph of a shaped text: its number in the font, advance and shift in 1/1000 em, and the text it prints."""

    gid: int
    advance: float
    text: str
    dx: float = 0.0
    dy: float = 0.0


def advances(glyphs: Sequence[Glyph]) -> float:
    """Width of glyphs in 1/1000 em."""
    return sum(glyph.advance for glyph in glyphs)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one face, size and colour on one line; x, y is the start of its baseline.

    `tracking` is extra space after each glyph in points. `background` is the colour under it, for contrast checks.
    A run that ends a line but not its paragraph carries the space that separates it from the next line.
    """

    x: float
    y: float
    text: str
    face: str
    size: float
    colour: str
    glyphs: tuple[Glyph, ...]
    tracking: float = 0.0
    background: str = "#FFFFFF"

    @property
    def width(self) -> float:
        """Points from the first glyph to the end of the last."""
        return advances(self.glyphs) * self.size / 1000 + self.tracking * len(self.glyphs)


@dataclass(frozen=True, slots=True)
class ClippedShapes:
    """Shapes that show only inside the path `clip`, which is filled by the nonzero rule."""

    clip: Path
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class PlacedDrawing:
    """A drawing put at x, y (its top start corner), `scale` points per unit, its roles coloured by `palette`.

    `label_faces` names the face for each weight of label.
    """

    x: float
    y: float
    scale: float
    drawing: Drawing
    palette: tuple[tuple[str, str], ...]
    label_faces: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class EncodedImage:
    """A raster picture as it goes into the file: encoded once, however often it is shown.

    filter   "DCTDecode" (a JPEG) or "FlateDecode" (zlib); `predictor` 15 when `data` is a PNG's IDAT
    colour   "DeviceGray" | "DeviceRGB" | "Indexed"; `palette` holds the RGB bytes of an Indexed picture
    mask     the alpha channel as a second, grey picture
    digest   hash of everything above, the picture's name inside the file
    """

    width: int
    height: int
    data: bytes = field(repr=False)
    filter: str = "FlateDecode"
    colour: str = "DeviceRGB"
    bits: int = 8
    predictor: int = 0
    palette: bytes = field(default=b"", repr=False)
    mask: EncodedImage | None = None
    digest: str = ""


@dataclass(frozen=True, slots=True)
class PlacedImage:
    """A raster picture in the rectangle x, y, width, height."""

    x: float
    y: float
    width: float
    height: float
    image: EncodedImage


@dataclass(frozen=True, slots=True)
class FieldArea:
    """A place to write or tick: nothing is painted; a fillable file puts a form field here."""

    x: float
    y: float
    width: float
    height: float
    kind: str  # "text" | "tick"
    name: str
    tooltip: str
    group: str = ""  # ticks of one group exclude each other


@dataclass(frozen=True, slots=True)
class Group:
    """Items at an offset, with a role when `tag` is given; painted and read in their order.

    picture   start and width, in points, of a sign or a code that the shapes inside draw: where lines run from right to
              left it is moved as a whole, and its shapes are not mirrored
    anchor    a place that links and page references can name
    bookmark  (level from 1, title) for the file's outline
    source    the key of the block this came from, for tests and for the check of finished pages
    """

    items: tuple[BoxItem, ...]
    x: float = 0.0
    y: float = 0.0
    tag: Tag | None = None
    anchor: str | None = None
    bookmark: tuple[int, str] | None = None
    source: str | None = None
    picture: tuple[float, float] | None = None


BoxItem = Run | Shape | ClippedShapes | PlacedDrawing | PlacedImage | FieldArea | Group
"""What a group holds. A shape is decoration unless a Figure group holds it; its paints are fixed colours "#RRGGBB"."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of known size and the group that fills it."""

    width: float
    height: float
    content: Group

    def at(self, x: float, y: float) -> Group:
        """The content moved to x, y."""
        return replace(self.content, x=self.content.x + x, y=self.content.y + y)


@dataclass(frozen=True, slots=True)
class Page:
    """One finished page: its size and everything on it, in reading order."""

    width: float
    height: float
    groups: tuple[Group, ...]
    number: int
    label: str = ""


def walk(item: BoxItem, x: float = 0.0, y: float = 0.0) -> Iterator[tuple[BoxItem, float, float]]:
    """Every item below `item`, itself first, with the offset that its coordinates are relative to."""
    yield item, x, y
    if isinstance(item, Group):
        for inner in item.items:
            yield from walk(inner, x + item.x, y + item.y)


def text_of(item: BoxItem) -> str:
    """The words of an item in reading order, as a screen reader gets them."""
    return "".join(inner.text for inner, _, _ in walk(item) if isinstance(inner, Run))
