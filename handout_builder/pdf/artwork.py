"""Drawings and encoded pictures in → XObjects, each stored once under a name made from its content."""

from __future__ import annotations

import hashlib

from handout_builder.boxes import EncodedImage, PlacedDrawing
from handout_builder.cache import Cache
from handout_builder.geometry.drawing import Drawing
from handout_builder.pdf.drawings import DrawingXObjects
from handout_builder.pdf.objects import PDFParts, Stream, Value, array, dictionary
from handout_builder.pdf.resources import Resources

Named = tuple[str, bytes]
"""The name of an XObject in pages, and the reference to it."""

_Pairs = tuple[tuple[str, str], ...]


class Artwork:
    """The drawings and pictures of one file."""

    def __init__(self, parts: PDFParts, resources: Resources, cache: Cache | None = None) -> None:
        self._parts = parts
        self._resources = resources
        self._made = DrawingXObjects(parts, resources, cache)
        self._drawings: dict[tuple[int, _Pairs, _Pairs], tuple[Drawing, Named]] = {}
        self._stored: dict[str, Named] = {}

    def drawing(self, placed: PlacedDrawing) -> Named:
        """A drawing in its own units and this palette, y down from its top left corner."""
        # by identity first: hashing thousands of points for every showing is slow, and equal contents meet below
        key = (id(placed.drawing), placed.palette, placed.label_faces)
        known = self._drawings.get(key)
        if known is None:
            known = self._drawings[key] = (placed.drawing, self._drawn(placed))
        return known[1]

    def image(self, image: EncodedImage) -> Named:
        """A picture with its mask."""
        digest = image.digest or hashlib.blake2b(image.data, digest_size=8).hexdigest()
        key = f"I{digest[:16]}"
        if key not in self._stored:
            self._stored[key] = (key, self._parts.add(Stream(image.data, self._image_entries(image))))
        return self._stored[key]

    def _drawn(self, placed: PlacedDrawing) -> Named:
        xobject, used = self._made.of(placed)
        key = f"D{xobject.digest}"
        if key not in self._stored:
            entries = {
                "Type": "/XObject",
                "Subtype": "/Form",
                "BBox": array(xobject.edges),
                "Resources": self._resources.of(used),
                "Filter": "/FlateDecode",
            }
            self._stored[key] = (key, self._parts.add(Stream(xobject.data, entries)))
        return self._stored[key]

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
