"""Drawings and encoded pictures in → form and image XObjects, each stored once under a name made from its content."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping

from handout_builder.figures.drawing import Clipped, Drawing, Item, Label, Shape
from handout_builder.pdf.content import Content
from handout_builder.pdf.objects import PDFParts, Stream, Value, array, dictionary
from handout_builder.pdf.resources import Resources
from handout_builder.typeset.box import EncodedImage, Placed

Named = tuple[str, bytes]
"""The name of an XObject in pages, and the reference to it."""

_Pairs = tuple[tuple[str, str], ...]


class Artwork:
    """The drawings and pictures of one file."""

    def __init__(self, parts: PDFParts, resources: Resources) -> None:
        self._parts = parts
        self._resources = resources
        self._forms: dict[tuple[int, _Pairs, _Pairs], tuple[Drawing, Named]] = {}
        self._stored: dict[str, Named] = {}

    def form(self, placed: Placed) -> Named:
        """A drawing in its own units and this palette, y down from its top left corner."""
        # by identity first: hashing thousands of points for every showing is slow, and equal contents meet below
        key = (id(placed.drawing), placed.palette, placed.label_faces)
        known = self._forms.get(key)
        if known is None:
            known = self._forms[key] = (placed.drawing, self._drawn(placed))
        return known[1]

    def image(self, image: EncodedImage) -> Named:
        """A picture with its mask."""
        digest = image.digest or hashlib.blake2b(image.data, digest_size=8).hexdigest()
        key = f"I{digest[:16]}"
        if key not in self._stored:
            self._stored[key] = (key, self._parts.add(Stream(image.data, self._image_entries(image))))
        return self._stored[key]

    def _drawn(self, placed: Placed) -> Named:
        drawing = placed.drawing
        palette = dict(placed.palette)
        content = Content(digits=2 if max(drawing.width, drawing.height) >= 200 else 3)

        def colour(paint: str) -> str:
            if paint.startswith("#"):
                return paint
            if paint not in palette:
                raise ValueError(f"a drawing uses the colour role {paint!r}, which its palette lacks")
            return palette[paint]

        for item in drawing.items:
            self._draw(content, item, colour, dict(placed.label_faces))
        content.end_text()
        margin = _widest_line(drawing.items) / 2
        box = (-margin, -margin, drawing.width + margin, drawing.height + margin)
        entries = {
            "Type": "/XObject",
            "Subtype": "/Form",
            "BBox": array([content.number(edge) for edge in box]),
            "Resources": self._resources.of(content),
        }
        written = content.written()
        named = repr((box, sorted(content.fonts))).encode() + written
        key = f"D{hashlib.blake2b(named, digest_size=8).hexdigest()}"
        if key not in self._stored:
            self._stored[key] = (key, self._parts.add(Stream(written, entries)))
        return self._stored[key]

    def _draw(self, content: Content, item: Item, colour: Callable[[str], str], faces: Mapping[str, str]) -> None:
        if isinstance(item, Shape):
            content.shape(item, colour)
        elif isinstance(item, Label):
            self._write(content, item, colour(item.fill), faces[item.weight])
        else:
            content.save()
            content.clip(item.clip, even_odd=item.even_odd)
            for inner in item.items:
                self._draw(content, inner, colour, faces)
            content.restore()

    def _write(self, content: Content, label: Label, colour: str, face: str) -> None:
        used = self._resources.face(face)
        glyphs = used.face.shape(label.text)
        width = sum(glyph.advance for glyph in glyphs) * label.size / 1000
        start = label.x - {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
        apart = used.face.shape(" ")  # labels stand side by side: unseen spaces keep their words apart when read
        content.text(used, (*glyphs, *apart), start, label.y, label.size, colour)

    def _image_entries(self, image: EncodedImage) -> dict[str, Value]:
        entries: dict[str, Value] = {
            "Type": "/XObject",
            "Subtype": "/Image",
            "Width": image.width,
            "Height": image.height,
            "BitsPerComponent": image.bits,
            "ColorSpace": f"/{image.colour}",
            "Filter": f"/{image.filter}",
        }
        if image.colour == "Indexed":
            last = len(image.palette) // 3 - 1
            entries["ColorSpace"] = array(["/Indexed", "/DeviceRGB", last, f"<{image.palette.hex()}>"])
        if image.predictor:
            colours = 3 if image.colour == "DeviceRGB" else 1
            entries["DecodeParms"] = dictionary(
                {
                    "Predictor": image.predictor,
                    "Colors": colours,
                    "BitsPerComponent": image.bits,
                    "Columns": image.width,
                }
            )
        if image.mask is not None:
            entries["SMask"] = self.image(image.mask)[1]
        return entries


def _widest_line(items: tuple[Item, ...]) -> float:
    """The widest stroke: a line along a drawing's edge shows at its full width."""
    widths = [0.0]
    for item in items:
        if isinstance(item, Shape) and item.stroke is not None:
            widths.append(item.stroke_width)
        elif isinstance(item, Clipped):
            widths.append(_widest_line(item.items))
    return max(widths)
