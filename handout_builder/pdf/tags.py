"""Tags of painted groups in → the structure tree of the file: what a screen reader walks through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from handout_builder.boxes import Tag
from handout_builder.geometry.path import Bounds
from handout_builder.pdf.objects import PDFObject, PDFParts, array, dictionary, name, number, pdf_syntax, text

ROLES_WITH_TEXT = frozenset(
    {"H1", "H2", "H3", "H4", "H5", "H6", "P", "Lbl", "LBody", "TH", "TD", "Link", "Span", "Caption", "Figure", "Form"}
)
"""Roles that may hold words or ink themselves; all others only hold other elements."""

ROLES_OF_GROUPS = frozenset({"Document", "Sect", "Div", "Warning", "L", "LI", "Table", "THead", "TBody", "TR"})

_ONLY_INSIDE = {
    "LI": {"L"},
    "Lbl": {"LI"},
    "LBody": {"LI"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "TR": {"Table", "THead", "TBody"},
    "TH": {"TR"},
    "TD": {"TR"},
}
"""ISO 32000-1, 14.8.4.3: where the parts of lists and tables may be."""

_ONLY_HOLDS = {
    "L": {"LI", "Caption"},
    "LI": {"Lbl", "LBody"},
    "Table": {"TR", "THead", "TBody", "Caption"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TR": {"TH", "TD"},
    "Figure": {"Caption"},
}

ARTIFACT_TYPES = frozenset({"Pagination", "Layout"})

_PDF2_NAMESPACE = "http://iso.org/pdf2/ssn"


@dataclass(eq=False, slots=True)
class Marked:
    """A stretch of a page's content that belongs to an element."""

    page: int
    mcid: int


@dataclass(eq=False, slots=True)
class Annotated:
    """An annotation (a link or a form field) that belongs to an element; `key` leads back to it in the parent tree."""

    page: int
    key: int
    reference: bytes = b""


@dataclass(eq=False, slots=True)
class Element:
    """One element of the structure tree, in reading order below its parent."""

    tag: Tag
    parent: Element | None
    kids: list[Element | Marked | Annotated] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    bounds: tuple[int, Bounds] | None = None
    at: int = 0

    @property
    def role(self) -> str:
        """What it is: "H1", "P", "Figure" …"""
        return self.tag.role

    def painted(self) -> bool:
        """Whether anything of it is on a page; empty table cells count, because rows need them."""
        return self.role in ("TH", "TD") or any(not isinstance(kid, Element) or kid.painted() for kid in self.kids)

    def elements(self) -> Iterator[Element]:
        """Itself and every painted element below, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element) and kid.painted():
                yield from kid.elements()

    def said(self) -> str:
        """Its words and those of all below, in reading order."""
        return "".join(self.words) + "".join(kid.said() for kid in self.kids if isinstance(kid, Element))


class StructureTree:
    """Grows while pages are painted. Raises ValueError for tags that make no valid tree: such tags are our bug."""

    def __init__(self) -> None:
        self.root = Element(Tag("Document"), None)
        self.marks: list[list[Element]] = []
        self._annotated: list[Element] = []
        self._heading = 0

    def begin_page(self) -> None:
        """What is painted from now on is on the next page."""
        self.marks.append([])

    def open(self, parent: Element, tag: Tag) -> Element:
        """The element for a group inside `parent`: a new one, or the one that a page break parted (same `tag.key`)."""
        last = next((kid for kid in reversed(parent.kids) if isinstance(kid, Element)), None)
        if tag.key is not None and last is not None and last.tag.key == tag.key:
            return last
        self._require_valid(parent, tag)
        element = Element(tag, parent)
        parent.kids.append(element)
        return element

    def mark(self, element: Element) -> int:
        """The number of the next stretch of marked content on this page, which belongs to `element`."""
        page = self.marks[-1]
        page.append(element)
        element.kids.append(Marked(len(self.marks) - 1, len(page) - 1))
        return len(page) - 1

    def annotate(self, element: Element, page: int) -> Annotated:
        """The place of an annotation on `page` in the tree, as a child of `element`."""
        annotated = Annotated(page, len(self._annotated))
        element.kids.append(annotated)
        self._annotated.append(element)
        return annotated

    def key_of(self, annotated: Annotated) -> int:
        """The number under which the parent tree lists an annotation: pages come first."""
        return len(self.marks) + annotated.key

    def _require_valid(self, parent: Element, tag: Tag) -> None:
        role = tag.role
        if role not in ROLES_WITH_TEXT and role not in ROLES_OF_GROUPS:
            raise ValueError(f"unknown role {role!r} of a tag")
        inside, holds = _ONLY_INSIDE.get(role), _ONLY_HOLDS.get(parent.role)
        if (inside and parent.role not in inside) or (holds and role not in holds):
            raise ValueError(f"a {role} cannot be in a {parent.role}")
        if role == "Figure" and not (tag.alt or "").strip():
            raise ValueError("a Figure needs alt text")
        if role == "Form" and not (tag.alt or "").strip():
            raise ValueError("a blank needs a tooltip")
        if role == "TH" and tag.scope not in ("Row", "Column"):
            raise ValueError(f"a TH needs the scope Row or Column, not {tag.scope!r}")
        if role == "Link" and not tag.target:
            raise ValueError("a Link needs a target")
        if role.startswith("H") and role[1:].isdigit():
            level = int(role[1:])
            if level > self._heading + 1:
                raise ValueError(f"heading {role} follows a heading of level {self._heading}: a level is skipped")
            self._heading = level

    def finish(self, parts: PDFParts, pages: list[bytes], pdf2: bool) -> bytes:
        """The tree as PDF objects; gives the reference to its root."""
        root = dictionary({"Type": "/StructTreeRoot"})
        reference = parts.add(root)
        namespace = None
        if pdf2:
            namespace = parts.add(dictionary({"Type": "/Namespace", "NS": text(_PDF2_NAMESPACE)}))
            root["Namespaces"] = array([namespace])
        else:
            root["RoleMap"] = dictionary({"Warning": "/Sect"})
        for element in self.root.elements():
            if element.role == "Table" and not any(
                cell.role == "TH" and cell.said().strip() for cell in element.elements()
            ):
                raise ValueError("a Table needs a TH that says something")
            written = _WrittenElement(element, pages, reference, namespace)
            element.at = int(parts.add(written).split()[0])
        root["K"] = b"%d 0 R" % self.root.at
        owners = [array([b"%d 0 R" % element.at for element in page]) for page in self.marks]
        owners += [b"%d 0 R" % element.at for element in self._annotated]
        numbered = [item for pair in enumerate(owners) for item in pair]
        root["ParentTree"] = parts.add(dictionary({"Nums": array(numbered)}))
        root["ParentTreeNextKey"] = len(owners)
        return reference


class _WrittenElement(PDFObject):  # type: ignore[misc]
    """An element as PDF syntax; formatted when all elements have their numbers."""

    def __init__(self, element: Element, pages: list[bytes], root: bytes, namespace: bytes | None) -> None:
        self.element, self.pages, self.root, self.namespace = element, pages, root, namespace

    def format(self, document: object) -> bytes:
        element = self.element
        tag = element.tag
        role = "Aside" if self.namespace and tag.role == "Warning" else tag.role
        parent = b"%d 0 R" % element.parent.at if element.parent else self.root
        out = [b"<</P %b/S%b" % (parent, name(role).encode())]
        for key, words in ((b"Alt", tag.alt), (b"Lang", tag.lang), (b"T", tag.title)):
            if words is not None and not (key == b"Alt" and role == "Link"):
                out.append(b"/%b%b" % (key, pdf_syntax(text(words))))
        if self.namespace:
            out.append(b"/NS " + self.namespace)
        out += self._attributes()
        out += self._kids()
        out.append(b">>")
        return b"".join(out)

    def _attributes(self) -> Iterator[bytes]:
        element, tag = self.element, self.element.tag
        if tag.role in ("TH", "TD"):
            spans = b"/ColSpan %d" % tag.col_span if tag.col_span > 1 else b""
            spans += b"/RowSpan %d" % tag.row_span if tag.row_span > 1 else b""
            scope = b"/Scope" + name(tag.scope).encode() if tag.role == "TH" and tag.scope else b""
            if scope or spans:
                yield b"/A<</O/Table%b%b>>" % (scope, spans)
        elif tag.role == "L":
            numbering = _list_numbering(element, pdf2=self.namespace is not None)
            if numbering:
                yield b"/A<</O/List/ListNumbering/%b>>" % numbering
        elif element.bounds:
            box = " ".join(number(value) for value in element.bounds[1]).encode()
            yield b"/A<</O/Layout/Placement/Block/BBox[%b]>>" % box

    def _kids(self) -> Iterator[bytes]:
        kids = [kid for kid in self.element.kids if not isinstance(kid, Element) or kid.painted()]
        page = next((kid.page for kid in kids if not isinstance(kid, Element)), None)
        if page is not None:
            yield b"/Pg " + self.pages[page]
        written = [self._kid(kid, page) for kid in kids]
        if len(written) == 1:
            yield b"/K " + written[0]
        elif written:
            yield b"/K[" + b" ".join(written) + b"]"

    def _kid(self, kid: Element | Marked | Annotated, page: int | None) -> bytes:
        if isinstance(kid, Element):
            return b"%d 0 R" % kid.at
        if isinstance(kid, Annotated):
            return b"<</Type/OBJR/Obj %b/Pg %b>>" % (kid.reference, self.pages[kid.page])
        if kid.page == page:
            return b"%d" % kid.mcid
        return b"<</Type/MCR/Pg %b/MCID %d>>" % (self.pages[kid.page], kid.mcid)


def _list_numbering(element: Element, pdf2: bool) -> bytes | None:
    """How the printed labels count (ISO 32000-2, table 382): PDF/UA-2 wants it said wherever there are labels."""
    labels = [
        kid.said().strip()
        for item in element.kids
        if isinstance(item, Element)
        for kid in item.kids
        if isinstance(kid, Element) and kid.role == "Lbl" and kid.painted()
    ]
    if not labels:
        return None
    if any(label[:1].isdigit() for label in labels):
        return b"Decimal"
    if labels[0][:1] in ("•", "●"):
        return b"Disc"
    return b"Unordered" if pdf2 else None
