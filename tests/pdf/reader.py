"""A finished PDF in → what a screen reader gets: the tag tree with its words, and everything that would confuse it.

Written from the standard with pikepdf alone; shares nothing with the writer.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Name, Object


@dataclass
class Node:
    """One element: its role, what it says of itself, its words and elements in reading order."""

    role: str
    alt: str | None = None
    lang: str | None = None
    target: str | None = None
    attributes: dict[str, object] = field(default_factory=dict)
    kids: list[Node | str] = field(default_factory=list)

    def text(self) -> str:
        """All words below."""
        return "".join(kid if isinstance(kid, str) else kid.text() for kid in self.kids)

    def find(self, role: str) -> list[Node]:
        """Every element of a role, in reading order."""
        below = [kid for kid in self.kids if isinstance(kid, Node)]
        return [self] * (self.role == role) + [found for kid in below for found in kid.find(role)]

    def outline(self, depth: int = 0) -> str:
        """The tree as readable text."""
        said = [f"alt={self.alt!r}" if self.alt else "", f"lang={self.lang}" if self.lang else ""]
        said += [f"→ {self.target}" if self.target else "", *(f"{k}={v}" for k, v in sorted(self.attributes.items()))]
        lines = ["  " * depth + " ".join([self.role, *filter(None, said)])]
        for kid in self.kids:
            lines.append("  " * (depth + 1) + repr(kid) if isinstance(kid, str) else kid.outline(depth + 1))
        return "\n".join(lines)


@dataclass
class Reading:
    """A whole file: its tree, the words of its artifacts, and what is wrong."""

    tree: Node
    artifacts: list[str]
    problems: list[str]


@dataclass
class _Words:
    """The text of one stretch of marked content; `first` and `last` are the heights of its first and last glyphs."""

    text: str = ""
    first: float | None = None
    last: float | None = None


@dataclass
class _Scan:
    """What one page's content streams hold."""

    found: dict[int, _Words] = field(default_factory=dict)
    artifacts: list[str] = field(default_factory=list)


def read(data: bytes) -> Reading:
    """Read a file as assistive technology does: by the structure tree, from the catalog down."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return _Reader(pdf).read()


class _Reader:
    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.problems: list[str] = []
        self.scans: dict[tuple[int, int], _Scan] = {}
        self.maps: dict[tuple[int, int], dict[int, str]] = {}
        self.seen: set[tuple[tuple[int, int], int]] = set()
        self.parents: dict[int, Object] = {}
        self.last: dict[tuple[int, int], _Words] = {}

    def read(self) -> Reading:
        root = self.pdf.Root.StructTreeRoot
        numbers = root.ParentTree.Nums
        self.parents = {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}
        for page in self.pdf.pages:
            scan = self.scans[page.obj.objgen] = _Scan()
            self.scan(page.obj, page.obj.Resources, scan)
        tree = self.element(root.K, root)
        for where, scan in self.scans.items():
            lost = [words.text for mcid, words in scan.found.items() if (where, mcid) not in self.seen]
            self.problems += [f"content in no element: {text!r}" for text in lost]
        self.spaces(tree)
        artifacts = [text for scan in self.scans.values() for text in scan.artifacts if text]
        return Reading(tree, artifacts, self.problems)

    def element(self, element: Object, parent: Object) -> Node:
        """One structure element with everything below."""
        role = str(element.S)[1:]
        node = Node(role, _text(element, "/Alt"), _text(element, "/Lang"), attributes=_attributes(element))
        if element.P.objgen != parent.objgen:
            self.problems.append(f"{role}: its P is not its parent")
        kids = element.get("/K", Array())
        for kid in kids if isinstance(kids, Array) else [kids]:
            if isinstance(kid, Dictionary) and "/S" in kid:
                node.kids.append(self.element(kid, element))
            elif isinstance(kid, Dictionary) and kid.get("/Type") == "/OBJR":
                self.annotation(kid.Obj, element, node)
            else:
                node.kids.append(self.content(kid, element))
        return node

    def annotation(self, annotation: Object, element: Object, node: Node) -> None:
        if self.parents[int(annotation.StructParent)].objgen != element.objgen:
            self.problems.append(f"{node.role}: the parent tree does not lead back from its annotation")
        action = annotation.get("/A", Dictionary())
        if "/URI" in action:
            node.target = str(action.URI)
        elif "/Dest" in annotation or "/D" in action:
            place = annotation.Dest if "/Dest" in annotation else action.D
            pages = [page.obj.objgen for page in self.pdf.pages]
            if place[0].objgen in pages:
                node.target = f"page {pages.index(place[0].objgen) + 1}"
            else:
                self.problems.append(f"{node.role}: leads to no page")

    def content(self, kid: Object, element: Object) -> str:
        """The words of a stretch of marked content, which must lead back to its element."""
        by_reference = isinstance(kid, Dictionary)
        page, mcid = (kid.Pg, int(kid.MCID)) if by_reference else (element.Pg, int(kid))
        self.seen.add((page.objgen, mcid))
        role = str(element.S)[1:]
        owners = self.parents[int(page.StructParents)]
        if mcid >= len(owners) or owners[mcid].objgen != element.objgen:
            self.problems.append(f"{role}: the parent tree does not lead back from content {mcid}")
        words = self.scans[page.objgen].found.get(mcid)
        if words is None:
            self.problems.append(f"{role}: no content {mcid} on its page")
            return ""
        self.heights(element, words)
        return words.text

    def heights(self, element: Object, words: _Words) -> None:
        """Words that a line break parts need a space, or they are read as one word."""
        block = element
        while str(block.S) in ("/Link", "/Span"):
            block = block.P
        before = self.last.get(block.objgen)
        if before and before.text and words.text and before.last is not None and words.first is not None:
            apart = abs(before.last - words.first) > 4
            if apart and not before.text[-1].isspace() and not words.text[0].isspace():
                self.problems.append(f"no space between lines: {before.text[-12:]!r} {words.text[:12]!r}")
        if words.text:
            self.last[block.objgen] = words

    def spaces(self, tree: Node) -> None:
        for role in ("H1", "H2", "H3", "P"):
            self.problems += [
                f"{role}: nothing to read" for node in tree.find(role) if not node.text() and not node.kids
            ]

    def scan(self, stream: Object, resources: Object, scan: _Scan, inside: object = None, base: float = 0.0) -> None:
        """Walk the operators of a page or a form."""
        stack: list[object] = []
        spoken: list[bool] = []
        font: Object | None = None
        y = 0.0
        for instruction in pikepdf.parse_content_stream(stream):
            assert isinstance(instruction, pikepdf.ContentStreamInstruction), "an inline image"
            operands, op = instruction.operands, str(instruction.operator)
            if op in ("BDC", "BMC"):
                properties = operands[1] if op == "BDC" else Dictionary()
                spoken.append("/ActualText" in properties)
                if "/ActualText" in properties:
                    self.say(str(properties.ActualText), _where(stack, inside), scan, y)
                stack.append(self.opened(operands[0], properties, stack, inside, scan))
            elif op == "EMC":
                stack.pop()
                spoken.pop()
            elif op == "Tm":
                y = float(operands[5])
            elif op == "Td":
                # text is turned over by its matrix, so a step down the page is negative
                y -= float(operands[1])
            elif op == "Tf":
                font = resources.Font[str(operands[0])]
                self.embedded(font)
            elif op in ("Tj", "TJ"):
                assert font is not None
                text = self.shown(list(operands), font)
                if not any(spoken):
                    self.say(text, _where(stack, inside), scan, base + y)
            elif op == "Do":
                self.thing(resources.XObject[str(operands[0])], _where(stack, inside), scan, base)
            elif op in ("f", "f*", "S", "s", "B", "B*", "b", "b*", "sh") and _where(stack, inside) is None:
                self.problems.append("ink is not marked")
        if stack:
            self.problems.append("marked content is not closed")

    def opened(self, tag: Object, properties: Object, stack: list[object], inside: object, scan: _Scan) -> object:
        """What a BDC opens: an artifact, content of an element, or a span without a place in the tree."""
        if tag == Name.Artifact:
            if any(isinstance(entry, int) for entry in [*stack, inside]):
                self.problems.append("an artifact inside tagged content")
            scan.artifacts.append("")
            return "artifact"
        if "/MCID" not in properties:
            return None
        if "artifact" in [*stack, inside]:
            self.problems.append("tagged content inside an artifact")
        mcid = int(properties.MCID)
        if mcid in scan.found:
            self.problems.append(f"content {mcid} occurs twice")
        scan.found[mcid] = _Words()
        return mcid

    def thing(self, thing: Object, where: object, scan: _Scan, base: float) -> None:
        if where is None:
            self.problems.append("a picture is not marked")
        if thing.Subtype == "/Form":
            self.scan(thing, thing.get("/Resources", Dictionary()), scan, where, base)

    def say(self, text: str, where: object, scan: _Scan, y: float) -> None:
        if isinstance(where, int):
            words = scan.found[where]
            moved = words.last is not None and abs(words.last - y) > 4
            if moved and words.text and text and not words.text[-1].isspace() and not text[0].isspace():
                self.problems.append(f"no space between lines: {words.text[-12:]!r} {text[:12]!r}")
            words.first = y if words.first is None else words.first
            words.last = y
            words.text += text
        elif where == "artifact":
            scan.artifacts[-1] += text
        else:
            self.problems.append(f"text is not marked: {text!r}")

    def shown(self, operands: Sequence[Object], font: Object) -> str:
        if font.objgen not in self.maps:
            self.maps[font.objgen] = dict(_readings(font))
        readings = self.maps[font.objgen]
        out = []
        for piece in operands[0] if isinstance(operands[0], Array) else operands:
            if not isinstance(piece, pikepdf.String):
                continue
            codes = bytes(piece)
            for at in range(0, len(codes), 2):
                gid = int.from_bytes(codes[at : at + 2], "big")
                if gid == 0:
                    self.problems.append("a missing glyph is shown")
                if gid not in readings:
                    self.problems.append(f"glyph {gid} has no text")
                out.append(readings.get(gid, "\ufffd"))
        return "".join(out)

    def embedded(self, font: Object) -> None:
        inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
        if "/FontFile2" not in inner.get("/FontDescriptor", Dictionary()):
            self.problems.append(f"the font {font.BaseFont} is not embedded")


def _where(stack: list[object], inside: object) -> object:
    return next((entry for entry in reversed(stack) if entry is not None), inside)


def _text(element: Object, key: str) -> str | None:
    return str(element[key]) if key in element else None


def _attributes(element: Object) -> dict[str, object]:
    given = element.get("/A", Dictionary())
    every = {key[1:]: value for one in (given if isinstance(given, Array) else [given]) for key, value in one.items()}
    wanted = ("Scope", "ColSpan", "RowSpan", "ListNumbering")
    return {key: str(every[key]).lstrip("/") for key in wanted if key in every}


def _readings(font: Object) -> Iterator[tuple[int, str]]:
    """Code → text of a font, from its ToUnicode map."""
    if "/ToUnicode" not in font:
        return
    for block in re.findall(r"beginbfchar(.*?)endbfchar", font.ToUnicode.read_bytes().decode("latin-1"), re.DOTALL):
        for code, text in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            yield int(code, 16), bytes.fromhex(text).decode("utf-16-be", "replace")
