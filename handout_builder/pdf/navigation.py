"""Link areas, anchors and bookmarks found while painting → annotations, destinations and the outline."""

from __future__ import annotations

from collections.abc import Sequence

from handout_builder.pdf.objects import PDFObject, PDFParts, Value, array, dictionary, number, text
from handout_builder.pdf.painter import Findings, LinkArea, Spot
from handout_builder.pdf.tags import Element, StructureTree

SCHEMES = ("https://", "mailto:", "tel:")
"""How an address begins, as in authors' texts; checked again, for a file must never run a script."""


class Navigation:
    """Writes what leads from place to place, once every page is painted and every element is numbered."""

    def __init__(self, parts: PDFParts, tree: StructureTree, pages: Sequence[bytes], pdf2: bool) -> None:
        self._parts, self._tree, self._pages, self._pdf2 = parts, tree, pages, pdf2

    def links(self, findings: Findings) -> dict[int, list[bytes]]:
        """The link annotations of each page index. Raises ValueError for a link to an anchor that is nowhere."""
        annotations: dict[int, list[bytes]] = {}
        for area in findings.links:
            annotations.setdefault(area.page, []).append(self._annotation(area, findings))
        return annotations

    def _annotation(self, area: LinkArea, findings: Findings) -> bytes:
        tag = area.element.tag
        target = tag.target or ""
        if target.startswith("#"):
            if target[1:] not in findings.anchors:
                raise ValueError(f"a link leads to the anchor {target[1:]!r}, which is nowhere in the file")
            leads = self._destination(findings.anchors[target[1:]])
        elif target.startswith(SCHEMES) and target.isascii() and not any(c.isspace() for c in target):
            leads = {"A": dictionary({"S": "/URI", "URI": text(target)})}
        else:
            raise ValueError(f"{target!r} is not an address a link can lead to")
        said = (tag.alt or area.element.said()).strip()
        if not said:
            raise ValueError(f"the link to {target!r} has neither words nor alt text")
        annotated = self._tree.annotate(area.element, area.page)
        annotated.reference = self._parts.add(
            dictionary(
                {
                    "Type": "/Annot",
                    "Subtype": "/Link",
                    "Rect": array([number(edge) for edge in area.rectangle]),
                    "Border": array([0, 0, 0]),
                    "F": 4,  # Print: PDF/A wants it set
                    "P": self._pages[area.page],
                    "Contents": text(said),
                    "StructParent": self._tree.key_of(annotated),
                    **leads,
                }
            )
        )
        return annotated.reference

    def _destination(self, spot: Spot) -> dict[str, Value]:
        """Where a link or bookmark goes.

        PDF/UA-2 wants destinations inside the structure; the viewers of today follow the page, so 2.0 files say both.
        """
        place = ["/XYZ", number(spot.x), number(spot.y), "null"]
        page = array([self._pages[spot.page], *place])
        if not self._pdf2:
            return {"Dest": page}
        element = _ElementReference(spot.element)
        return {"A": dictionary({"S": "/GoTo", "D": page, "SD": array([element, *place])})}

    def outline(self, bookmarks: Sequence[tuple[int, str, Spot]]) -> bytes | None:
        """The bookmarks as a tree of their levels; None when there are none."""
        if not bookmarks:
            return None
        root = _Entry(self._parts, {"Type": "/Outlines"})
        path = [root]
        for level, title, spot in bookmarks:
            if not 1 <= level <= len(path):
                raise ValueError(f"the bookmark {title!r} of level {level} skips a level")
            del path[level:]
            entry = _Entry(self._parts, {"Title": text(title), **self._destination(spot)})
            path[-1].append(entry)
            for above in path:
                above.entries["Count"] = above.entries.dict.get("Count", 0) + 1
            path.append(entry)
        return root.reference


class _Entry:
    """One line of the outline, or its root."""

    def __init__(self, parts: PDFParts, entries: dict[str, Value]) -> None:
        self.entries = dictionary(entries)
        self.reference = parts.add(self.entries)
        self._last: _Entry | None = None

    def append(self, entry: _Entry) -> None:
        entry.entries["Parent"] = self.reference
        if self._last is None:
            self.entries["First"] = entry.reference
        else:
            self._last.entries["Next"] = entry.reference
            entry.entries["Prev"] = self._last.reference
        self.entries["Last"] = entry.reference
        self._last = entry


class _ElementReference(PDFObject):  # type: ignore[misc]
    """A reference to an element, which has its number by the time the file is formatted."""

    def __init__(self, element: Element) -> None:
        self.element = element

    def format(self, document: object) -> bytes:
        return b"%d 0 R" % self.element.at
