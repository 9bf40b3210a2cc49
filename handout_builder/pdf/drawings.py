"""A placed drawing → the XObject that shows it, found among kept ones or else painted and kept."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from handout_builder.boxes import Glyph, PlacedDrawing
from handout_builder.cache import Cache, code_state, name_of
from handout_builder.geometry.drawing import Clipped, Drawing, Finished, Item, Label, LazyItems, Shape
from handout_builder.geometry.path import Bounds, united, widened
from handout_builder.pdf.content import Content
from handout_builder.pdf.embed import UsedFace
from handout_builder.pdf.objects import PDFParts, Written, WrittenStream, compressed
from handout_builder.pdf.resources import Resources


@dataclass(frozen=True, slots=True)
class DrawingXObject:
    """A drawing as it goes into a file: its edges, the opacities that it names in percent, and compressed operators.

    `digest` names edges, fonts and operators.
    """

    digest: str
    edges: tuple[str, ...]
    opacities: tuple[int, ...]
    data: bytes


@dataclass(frozen=True, slots=True)
class _Line:
    """A label set in a face of the file."""

    label: Label
    used: UsedFace
    glyphs: tuple[Glyph, ...]
    after: tuple[Glyph, ...]

    @classmethod
    def of(cls, label: Label, used: UsedFace) -> _Line:
        # labels are side by side: unseen spaces keep their words apart when read
        return cls(label, used, used.face.shape(label.text), used.face.shape(" "))

    def reads(self) -> bool:
        """Take note of the glyphs; whether the file reads and shows each as it does everywhere."""
        noted = [self.used.note(glyph) for glyph in (*self.glyphs, *self.after)]
        return all(shown.ordinary for shown in noted)

    def ink(self) -> Bounds:
        """The rectangle of all that the line paints, and a little more."""
        left, bottom, right, top = self.used.face.ink(self.label.text)
        em, x, y = self.label.size / 1000, self.start(), self.label.y
        return widened((x + left * em, y - top * em, x + right * em, y - bottom * em), 0.02 * self.label.size)

    def start(self) -> float:
        """Where the line begins."""
        width = sum(glyph.advance for glyph in self.glyphs) * self.label.size / 1000
        return self.label.x - {"start": 0.0, "middle": width / 2, "end": width}[self.label.anchor]


class DrawingXObjects:
    """Makes the XObjects of the drawings of one file, which sets their labels in the faces of `resources`."""

    def __init__(self, parts: PDFParts, resources: Resources, cache: Cache | None) -> None:
        self._parts = parts
        self._resources = resources
        self._cache = cache
        self._added: dict[str, bytes] = {}

    def of(self, placed: PlacedDrawing) -> tuple[DrawingXObject, Content]:
        """The XObject, and a content that names what it uses.

        Raises ValueError when the palette or the faces lack something that the drawing names.
        """
        faces = dict(placed.label_faces)
        lines = [_Line.of(label, self._resources.face(faces[label.weight])) for label in placed.drawing.labels()]
        # every line takes note of its glyphs, also when the XObject itself is found
        read = [line.reads() for line in lines]
        xobject = self._found(placed, lines) if all(read) else _painted(placed, lines)
        named = Content()
        named.fonts.update({line.used.key: line.used for line in lines})
        named.opacities.update(xobject.opacities)
        if placed.drawing.finished is not None:
            named.xobjects[_key(placed.drawing.finished)] = self._finished(placed.drawing.finished)
        return xobject, named

    def _finished(self, finished: Finished) -> bytes:
        """The reference to a finished picture, whose objects are added to the file once."""
        key = _key(finished)
        if key not in self._added:
            references: list[str] = []
            for part in finished.parts:
                pieces = (references[piece] if isinstance(piece, int) else piece for piece in part.syntax)
                syntax = "".join(pieces).encode()
                thing = Written(syntax) if part.data is None else WrittenStream(syntax, part.data)
                references.append(self._parts.add(thing).decode())
            self._added[key] = references[-1].encode()
        return self._added[key]

    def _found(self, placed: PlacedDrawing, lines: list[_Line]) -> DrawingXObject:
        """The XObject out of those kept. Only drawings that have a name of their own are kept."""
        items = placed.drawing.items
        if self._cache is None or not isinstance(items, LazyItems):
            return _painted(placed, lines)
        shown = [(line.label, line.used.face.digest) for line in lines]
        name = f"{name_of(items.digest, shown, placed.palette, _maker())}.xobject"
        found = self._cache.find(name)
        if found is not None:
            return _read(found)
        xobject = _painted(placed, lines)
        self._cache.keep(name, _written(xobject))
        return xobject


@cache
def _maker() -> str:
    """What an XObject depends on next to its drawing: the code that writes it, and how zlib compresses here."""
    return code_state(__name__)


def _written(xobject: DrawingXObject) -> bytes:
    return json.dumps((xobject.digest, xobject.edges, xobject.opacities)).encode() + b"\n" + xobject.data


def _read(stored: bytes) -> DrawingXObject:
    head, _, data = stored.partition(b"\n")
    digest, edges, opacities = json.loads(head)
    return DrawingXObject(digest, tuple(edges), tuple(opacities), data)


def _painted(placed: PlacedDrawing, lines: Sequence[_Line]) -> DrawingXObject:
    drawing, palette = placed.drawing, dict(placed.palette)
    content = Content(digits=2 if max(drawing.width, drawing.height) >= 200 else 3)

    def colour(paint: str) -> str:
        if paint.startswith("#"):
            return paint
        if paint not in palette:
            raise ValueError(f"a drawing uses the colour role {paint!r}, which its palette lacks")
        return palette[paint]

    if drawing.finished is not None:
        _place(content, drawing, drawing.finished)
    waiting = iter(lines)
    for item in drawing.items:
        _paint(content, item, colour, waiting)
    content.end_text()
    margin = _widest_line(drawing.items) / 2
    box: Bounds = (-margin, -margin, drawing.width + margin, drawing.height + margin)
    for line in lines:
        # a wide typeface may need more room than the drawing has: what is outside of the box is not shown
        box = united(box, line.ink())
    edges = tuple(content.number(edge).decode() for edge in box)
    written = content.written()
    digest = hashlib.blake2b(repr((box, sorted(content.fonts))).encode() + written, digest_size=8).hexdigest()
    return DrawingXObject(digest, edges, tuple(sorted(content.opacities)), compressed(written))


def _place(content: Content, drawing: Drawing, finished: Finished) -> None:
    """The finished picture, which has y up; `DrawingXObjects.of` names it."""
    across, left = (-1.0, drawing.width) if finished.mirrored else (1.0, 0.0)
    content.place(_key(finished), b"", (across, 0, 0, -1, left, drawing.height))


def _key(finished: Finished) -> str:
    """The name of a finished picture in the XObject that shows it; a mirrored one is the same picture."""
    return f"P{name_of(finished.parts)[:16]}"


def _paint(content: Content, item: Item, colour: Callable[[str], str], lines: Iterator[_Line]) -> None:
    """One item; `lines` are its labels, set, and those of the items after it."""
    if isinstance(item, Shape):
        content.shape(item, colour)
    elif isinstance(item, Label):
        line = next(lines)
        content.text(line.used, (*line.glyphs, *line.after), line.start(), item.y, item.size, colour(item.fill))
    else:
        content.save()
        content.clip(item.clip, even_odd=item.even_odd)
        for inner in item.items:
            _paint(content, inner, colour, lines)
        content.restore()


def _widest_line(items: Sequence[Item]) -> float:
    """The widest stroke: a line along a drawing's edge shows at its full width."""
    widths = [0.0]
    for item in items:
        if isinstance(item, Shape) and item.stroke is not None:
            widths.append(item.stroke_width)
        elif isinstance(item, Clipped):
            widths.append(_widest_line(item.items))
    return max(widths)
