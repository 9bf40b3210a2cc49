"""The groups of a page in → marked content, structure elements, link areas, anchors and bookmarks.

Everything on a page is either inside the marked content of an element or an artifact: nothing can be painted unmarked.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from handout_builder.boxes import (
    BoxItem,
    ClippedShapes,
    FieldArea,
    Group,
    Page,
    PlacedDrawing,
    PlacedImage,
    Run,
    Tag,
)
from handout_builder.geometry.drawing import Shape
from handout_builder.geometry.path import Bounds
from handout_builder.pdf.artwork import Artwork
from handout_builder.pdf.content import Content
from handout_builder.pdf.extent import Extent, first_height, path_extent
from handout_builder.pdf.resources import Resources
from handout_builder.pdf.tags import ARTIFACT_TYPES, ROLES_WITH_TEXT, Element, StructureTree


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that links and bookmarks lead to: page index, x and y from the lower left corner, its element."""

    page: int
    x: float
    y: float
    element: Element


@dataclass(frozen=True, slots=True)
class LinkArea:
    """A rectangle of a page that leads somewhere."""

    page: int
    rectangle: Bounds
    element: Element


@dataclass(frozen=True, slots=True)
class PaintedField:
    """A place to write or tick, and the Form element made for it."""

    page: int
    rectangle: Bounds
    area: FieldArea
    element: Element


@dataclass(slots=True)
class Findings:
    """What painting gathers over all pages."""

    anchors: dict[str, Spot] = field(default_factory=dict)
    bookmarks: list[tuple[int, str, Spot]] = field(default_factory=list)
    links: list[LinkArea] = field(default_factory=list)
    fields: list[PaintedField] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Where:
    """Where painting is: the element, the artifact type when inside one, the figure or link it is part of."""

    element: Element
    artifact: str | None = None
    figure: Element | None = None
    link: Extent | None = None


class PagePainter:
    """Paints one page into a content stream."""

    def __init__(
        self,
        page: Page,
        index: int,
        tree: StructureTree,
        resources: Resources,
        artwork: Artwork,
        findings: Findings,
        fillable: bool,
    ) -> None:
        self.content = Content()
        self._page, self._index = page, index
        self._tree, self._resources, self._artwork, self._findings = tree, resources, artwork, findings
        self._fillable = fillable
        self._open: Element | str | None = None
        self._extents: dict[Element, Extent] = {}

    def paint(self) -> bytes:
        """The page's operators."""
        self._tree.begin_page()
        self.content.operators.append(b"1 0 0 -1 0 %b cm" % self.content.number(self._page.height))
        for group in self._page.groups:
            self._group(group, 0.0, 0.0, _Where(self._tree.root))
        self._close()
        for figure, extent in self._extents.items():
            self._bound(figure, extent)
        return self.content.written()

    def _group(self, group: Group, x: float, y: float, where: _Where) -> None:
        x, y = x + group.x, y + group.y
        tag = group.tag
        if self._fillable and tag is not None and tag.role == "Figure" and _has_blank(group):
            tag = None  # its field says what the picture of a box would say
        link = None
        if tag is not None and tag.role == "Artifact":
            where = _Where(where.element, self._artifact_type(tag.artifact_type, group, y))
        elif tag is not None and not (where.artifact and tag.role in _WITHIN_LINES):
            if where.artifact:
                raise ValueError(f"a {tag.role} cannot be in an artifact")
            element = self._tree.open(where.element, tag)
            figure = element if tag.role == "Figure" else None
            link = Extent() if tag.role == "Link" else None
            where = _Where(element, None, figure, link or where.link)
        spot = Spot(self._index, x, self._page.height - y, where.element)
        before, marked = len(where.element.kids), len(self._findings.bookmarks)
        for item in group.items:
            if isinstance(item, Group):
                self._group(item, x, y, where)
            else:
                self._item(item, x, y, where)
        if link is not None:
            self._link(where.element, link)
        if group.anchor is not None or group.bookmark is not None:
            self._remember(group, spot, before, marked)

    def _item(self, item: BoxItem, x: float, y: float, where: _Where) -> None:
        if isinstance(item, FieldArea):
            self._field_area(item, x, y, where)
        elif isinstance(item, Run):
            self._run(item, x, y, where)
        elif not isinstance(item, Group):
            self._ink(item, x, y, where)

    def _run(self, run: Run, x: float, y: float, where: _Where) -> None:
        if not run.glyphs:
            return
        if "".join(glyph.text for glyph in run.glyphs) != run.text:
            raise ValueError(f"the glyphs of a run do not spell its text {run.text!r}")
        used = self._resources.face(run.face)
        if where.artifact is None:
            if where.element.role not in ROLES_WITH_TEXT:
                raise ValueError(f"the text {run.text!r} is in a {where.element.role}; give it a tag such as P")
            where.element.words.append(run.text)
        self._mark(where.artifact or where.element)
        x, y = x + run.x, y + run.y
        self.content.text(used, run.glyphs, x, y, run.size, run.colour, run.tracking)
        em = run.size / 1000
        area = (x, y - used.face.ascent * em, x + run.width, y - used.face.descent * em)
        if where.link:
            where.link.add_line(y, area)
        if where.figure:
            self._extents.setdefault(where.figure, Extent()).add_ink(area)

    def _ink(
        self, item: Shape | ClippedShapes | PlacedDrawing | PlacedImage, x: float, y: float, where: _Where
    ) -> None:
        self._mark(where.artifact or where.figure or "Layout")
        area = self._paint(item, x, y)
        if where.figure and area:
            self._extents.setdefault(where.figure, Extent()).add_ink(area)
            if where.link:
                where.link.add_ink(area)

    def _paint(self, item: Shape | ClippedShapes | PlacedDrawing | PlacedImage, x: float, y: float) -> Bounds | None:
        content = self.content
        if isinstance(item, Shape):
            content.shape(item, _fixed, x, y)
            return path_extent(item.path, item.stroke_width if item.stroke else 0.0, x, y)
        if isinstance(item, ClippedShapes):
            content.save()
            content.clip(item.clip, x, y)
            for shape in item.shapes:
                content.shape(shape, _fixed, x, y)
            content.restore()
            return path_extent(item.clip, 0.0, x, y)
        x, y = x + item.x, y + item.y
        if isinstance(item, PlacedDrawing):
            key, reference = self._artwork.drawing(item)
            content.place(key, reference, (item.scale, 0, 0, item.scale, x, y))
            return (x, y, x + item.drawing.width * item.scale, y + item.drawing.height * item.scale)
        key, reference = self._artwork.image(item.image)
        content.place(key, reference, (item.width, 0, 0, -item.height, x, y + item.height))
        return (x, y, x + item.width, y + item.height)

    def _field_area(self, area: FieldArea, x: float, y: float, where: _Where) -> None:
        if not self._fillable:
            return
        if where.artifact:
            raise ValueError(f"the field {area.name!r} is inside an artifact")
        element = self._tree.open(where.element, Tag("Form", alt=area.tooltip))
        x, y = x + area.x, y + area.y
        rectangle = self._upright((x, y, x + area.width, y + area.height))
        self._findings.fields.append(PaintedField(self._index, rectangle, area, element))

    def _mark(self, target: Element | str) -> None:
        """Open marked content for an element or an artifact type, unless it is open already."""
        if target is self._open:
            return
        self._close()
        if isinstance(target, str):
            self.content.operators.append(_ARTIFACTS[target])
        else:
            role = target.role.encode()
            self.content.operators.append(b"/%b<</MCID %d>>BDC" % (role, self._tree.mark(target)))
        self._open = target

    def _close(self) -> None:
        self.content.end_text()
        if self._open is not None:
            self.content.operators.append(b"EMC")
            self._open = None

    def _artifact_type(self, kind: str | None, group: Group, y: float) -> str:
        kind = kind or "Layout"
        if kind not in ARTIFACT_TYPES:
            raise ValueError(f"unknown artifact type {kind!r}")
        if kind == "Layout":
            return kind
        # PDF/UA-1, 7.8: running heads and feet say which they are
        first = first_height(group, y - group.y)
        return "Header" if first < self._page.height / 2 else "Footer"

    def _remember(self, group: Group, spot: Spot, before: int, marked: int) -> None:
        """Note an anchor or a bookmark; it leads to the group's own element, or to the first one inside.

        The bookmark comes before those inside the group, which follow the first `marked` ones.
        """
        if group.tag is None:
            inner = [kid for kid in spot.element.kids[before:] if isinstance(kid, Element)]
            spot = Spot(spot.page, spot.x, spot.y, inner[0] if inner else spot.element)
        if group.anchor is not None:
            if group.anchor in self._findings.anchors:
                raise ValueError(f"two groups have the anchor {group.anchor!r}")
            self._findings.anchors[group.anchor] = spot
        if group.bookmark is not None:
            self._findings.bookmarks.insert(marked, (*group.bookmark, spot))

    def _link(self, element: Element, extent: Extent) -> None:
        areas = extent.all()
        if not areas:
            raise ValueError(f"the link to {element.tag.target!r} has nothing to click")
        self._findings.links += [LinkArea(self._index, self._upright(area), element) for area in areas]

    def _bound(self, figure: Element, extent: Extent) -> None:
        if extent.ink:
            figure.bounds = (self._index, self._upright(extent.ink))

    def _upright(self, area: Bounds) -> Bounds:
        left, top, right, bottom = area
        return (left, self._page.height - bottom, right, self._page.height - top)


_WITHIN_LINES = ("Link", "Span")
"""Roles of words in a line; where the line is repeated as an artifact they fall away."""
_ARTIFACTS = {
    "Layout": b"/Artifact<</Type/Layout>>BDC",
    "Header": b"/Artifact<</Type/Pagination/Subtype/Header/Attached[/Top]>>BDC",
    "Footer": b"/Artifact<</Type/Pagination/Subtype/Footer/Attached[/Bottom]>>BDC",
}


def _has_blank(group: Group) -> bool:
    return any(isinstance(item, FieldArea) for item in group.items)


def _fixed(paint: str) -> str:
    return paint
