"""Glyphs, runs of text, shapes and pictures → boxes of known size and pages of them: what layout hands to painting.

All lengths are points. The origin of a box is its top start corner: x runs from the start edge of the box to its end
edge, y runs down. The start edge is the left one where lines run from left to right, else the right one; the groups of
a finished `Page` are placed from its left edge. Items are placed relative to their group; its tag gives them a role in
the reading order.
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
    lang    language of the content (BCP 47), where it is not the document's
    scope   of a TH: "Column" or "Row"
    col_span, row_span  of a TH or TD: how many columns and rows it takes
    title   a name of the element for outlines of the structure, such as the signal word of a Warning
    artifact_type  of an Artifact: "Pagination" (heads, feet, repeated heads) or "Layout"
    key     the same for all pieces of one element (a table, a list, an exercise) that page breaks divide
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
    """One glyph of a shaped text, its lengths in 1/1000 em.

    gid      number of the glyph in its font
    advance  from its origin to that of the next glyph
    text     the characters that it shows; empty for all but the first glyph of a cluster
    dx, dy   shift of the glyph from the line, dy upwards
    """

    gid: int
    advance: float
    text: str
    dx: float = 0.0
    dy: float = 0.0


def advances(glyphs: Sequence[Glyph]) -> float:
    """Width of glyphs one after another, in 1/1000 em."""
    return sum(glyph.advance for glyph in glyphs)


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one face, size and colour on one line.

    x, y        the start of its baseline
    text        its characters; the last run of a line that is not the last of its paragraph ends with a space
    face        the name of a face that the file embeds
    size, tracking  of the font, and extra space after each glyph
    colour, background  "#RRGGBB"; the background is what layout painted under it, for checks of contrast
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
        """Length from the origin of the first glyph to the end of the last, with the tracking after it."""
        return advances(self.glyphs) * self.size / 1000 + self.tracking * len(self.glyphs)


@dataclass(frozen=True, slots=True)
class ClippedShapes:
    """Shapes of which only what is inside the path `clip` (by the nonzero rule) is seen."""

    clip: Path
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class PlacedDrawing:
    """A drawing with its top start corner at x, y.

    scale        points to one unit of the drawing
    palette      (role, colour "#RRGGBB") for every role that the drawing may use
    label_faces  (weight, name of the face) for every weight of a label
    """

    x: float
    y: float
    scale: float
    drawing: Drawing
    palette: tuple[tuple[str, str], ...]
    label_faces: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class EncodedImage:
    """The pixels of a picture as a PDF stores them: encoded once, however often they are shown.

    width, height  in pixels
    data, filter   the encoded pixels: "DCTDecode" (a JPEG) or "FlateDecode" (zlib)
    colour   "DeviceGray" | "DeviceRGB" | "Indexed"; `palette` has the RGB bytes of an Indexed picture
    bits     to each value of a pixel
    predictor  15 when `data` are the rows of a PNG, else 0
    mask     the alpha channel as a second, grey picture
    digest   hash of everything above; the picture's name inside the file
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
    """A rectangle to write or tick in. Nothing is painted; a fillable file has a field there.

    name     of the field, unique in the file; of a tick in a group its value, unique in the group
    tooltip  what screen readers say of the field
    group    ticks of one group exclude each other; "" for a tick of its own
    """

    x: float
    y: float
    width: float
    height: float
    kind: str  # "text" | "tick"
    name: str
    tooltip: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Items moved by x, y, with a role when `tag` is given; they are painted and read in the order given.

    picture   start and width, in points, of a sign or a code that the shapes inside draw: where lines run from right to
              left it is moved as a whole, and its shapes are not mirrored
    anchor    a name for this place, for links and page references
    bookmark  (level from 1, title) for the outline of the file
    source    the key of the block that the items come from, for the check of finished pages and for tests
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
    """A rectangle of known size and the group that is painted in it."""

    width: float
    height: float
    content: Group

    def at(self, x: float, y: float) -> Group:
        """The content with the top start corner of the box at x, y."""
        return replace(self.content, x=self.content.x + x, y=self.content.y + y)


@dataclass(frozen=True, slots=True)
class Page:
    """One finished page: its size and all that is on it, in reading order.

    number  counted from 1
    label   the page number that viewers show, when it is not `number`
    """

    width: float
    height: float
    groups: tuple[Group, ...]
    number: int
    label: str = ""


def walk(item: BoxItem, x: float = 0.0, y: float = 0.0) -> Iterator[tuple[BoxItem, float, float]]:
    """`item`, then every item inside it, each with the x and y of the point that its coordinates are relative to."""
    yield item, x, y
    if isinstance(item, Group):
        for inner in item.items:
            yield from walk(inner, x + item.x, y + item.y)


def text_of(item: BoxItem) -> str:
    """The words of an item in reading order, as a screen reader gets them."""
    return "".join(inner.text for inner, _, _ in walk(item) if isinstance(inner, Run))
