"""The bytes of an SVG file → a tree of its elements with their lines, limited in size; no other file is read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
_PUBLIC = "-//W3C//DTD SVG "
_ENTITY = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);)[^\s#&;<]+;")
_DRAWING_NAMESPACES = (SVG, "http://www.w3.org/1999/xhtml", "http://www.w3.org/1998/Math/MathML")

MAX_BYTES = 10_000_000
MAX_ELEMENTS = 50_000
MAX_DEPTH = 60


class SvgError(Exception):
    """Something in an SVG that cannot be drawn exactly; `line` and `column` count from 1, 0 when not known."""

    def __init__(self, message: str, remedy: str = "", line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.message, self.remedy, self.line, self.column = message, remedy, line, column


@dataclass(slots=True)
class Node:
    """One element of the SVG namespace; `name` is its local name, attributes of other namespaces are left out."""

    name: str
    attributes: dict[str, str]
    line: int
    column: int
    children: list[Node] = field(default_factory=list)
    text: str = ""


def read_tree(data: bytes) -> Node:
    """The root element of an SVG file.

    Raises SvgError when the bytes are not well-formed XML, not an SVG, have a document type that declares
    something, entities or a style sheet outside the file, or are larger or deeper than any drawing needs.
    """
    if len(data) > MAX_BYTES:
        raise SvgError(f"the drawing has more than {MAX_BYTES // 1_000_000} MB", "simplify it or save it as a PNG")
    reading = _Reading(names_entities=_ENTITY.search(data.replace(b"\0", b"")) is not None)
    try:
        reading.parser.Parse(data, True)
    except expat.ExpatError as error:
        reason = expat.errors.messages.get(error.code, "not well-formed")
        raise SvgError(
            f"not readable as SVG: {reason}", "save it again from the drawing program", error.lineno, error.offset + 1
        ) from None
    except (LookupError, ValueError, UnicodeError):
        raise SvgError("not readable as SVG: its encoding is not known", "save it as UTF-8", 1, 1) from None
    if reading.root is None:  # a file whose every element is foreign
        raise SvgError("not an SVG: it has no svg element", "save it again as SVG")
    return reading.root


class _Reading:
    """The state of one parse: the elements open at this moment."""

    def __init__(self, *, names_entities: bool) -> None:
        self.names_entities = names_entities
        self.root: Node | None = None
        self.open: list[Node] = []
        self.foreign_depth = 0
        self.count = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.ProcessingInstructionHandler = self.instruction

    def fault(self, message: str, remedy: str) -> SvgError:
        return SvgError(message, remedy, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)

    def doctype(self, name: str, system: str | None, public: str | None, declares: bool) -> None:
        # stops before any declaration: no entity that multiplies itself or names a file is ever expanded
        is_svg = name == "svg" and (public.startswith(_PUBLIC) if public else system is None)
        if declares or not is_svg:
            raise self.fault(
                "the file has a document type with declarations of its own, which can pull in entities and other files",
                "delete the <!DOCTYPE …> part or save it as plain SVG",
            )
        if self.names_entities:  # with a document type, expat drops those that it does not know
            raise self.fault("it names an entity (&…;) that is not in the file", "save it as plain SVG")

    def instruction(self, target: str, _: str) -> None:
        if target == "xml-stylesheet":
            raise self.fault("the file takes its styles from another file (xml-stylesheet)", "put the styles inside it")

    def start(self, qualified: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if self.count > MAX_ELEMENTS:
            raise self.fault(f"the drawing has more than {MAX_ELEMENTS:,} elements", "simplify it")
        if len(self.open) + self.foreign_depth >= MAX_DEPTH:
            raise self.fault(f"elements are nested deeper than {MAX_DEPTH}", "take its groups apart")
        namespace, _, name = qualified.rpartition(" ")
        if self.root is None and (namespace, name) != (SVG, "svg"):
            raise self._not_svg(namespace, name)
        if self.foreign_depth or namespace not in _DRAWING_NAMESPACES:
            self.foreign_depth += 1  # editors' own elements (Inkscape, Adobe, RDF) draw nothing
            return
        shown = name if namespace == SVG else f"{name} of {namespace}"
        node = Node(
            shown, _own_attributes(attributes), self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        )
        if self.open:
            self.open[-1].children.append(node)
        else:
            self.root = node
        self.open.append(node)

    def _not_svg(self, namespace: str, name: str) -> SvgError:
        if name == "svg" and not namespace:
            return self.fault("the svg element does not name its namespace", f'write <svg xmlns="{SVG}" …>')
        return self.fault(f"not an SVG: its first element is <{name}>", "save the drawing again as SVG")

    def end(self, _: str) -> None:
        if self.foreign_depth:
            self.foreign_depth -= 1
        else:
            self.open.pop()

    def characters(self, text: str) -> None:
        if not self.foreign_depth and self.open and self.open[-1].name in ("style", "text"):
            self.open[-1].text += text


def _own_attributes(attributes: dict[str, str]) -> dict[str, str]:
    own = {name: value for name, value in attributes.items() if " " not in name}
    link = attributes.get(f"{XLINK} href")
    if link is not None:
        own.setdefault("href", link)
    return own
