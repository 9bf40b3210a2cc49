"""What pages and XObjects name — faces, XObjects, opacities → their resource dictionaries."""

from __future__ import annotations

from collections.abc import Mapping

from handout_builder.pdf.content import Content
from handout_builder.pdf.embed import UsedFace
from handout_builder.pdf.objects import PDFObject, PDFParts, Value, dictionary
from handout_builder.text.fonts import Face


class Resources:
    """The faces of one file, and the dictionaries that name them."""

    def __init__(self, parts: PDFParts, faces: Mapping[str, Face]) -> None:
        self._parts = parts
        self._faces = faces
        self._used: dict[str, UsedFace] = {}
        self._fonts: dict[str, _Later] = {}

    def face(self, face: str) -> UsedFace:
        """The face that runs call `face`; raises ValueError when there is none."""
        if face not in self._faces:
            raise ValueError(f"unknown face {face!r}, known are {', '.join(sorted(self._faces))}")
        given = self._faces[face]
        return self._used.setdefault(given.digest, UsedFace(given))

    def of(self, content: Content) -> Value:
        """The resource dictionary for what `content` names."""
        fonts = {key: self._font(used) for key, used in sorted(content.fonts.items())}
        states = {f"G{percent}": _opacity(percent) for percent in sorted(content.opacities)}
        kinds = {"Font": fonts, "XObject": dict(sorted(content.xobjects.items())), "ExtGState": states}
        return dictionary({kind: dictionary(entries) for kind, entries in kinds.items() if entries})

    def finish(self) -> None:
        """Embed every face, when all pages are painted and all glyphs are known."""
        for used in sorted(self._used.values(), key=lambda used: used.key):
            if used.key in self._fonts:
                self._fonts[used.key].reference = used.write(self._parts)

    def _font(self, used: UsedFace) -> Value:
        return self._fonts.setdefault(used.key, _Later())


class _Later(PDFObject):  # type: ignore[misc]
    """A reference that is known when everything is painted."""

    reference = b""

    def format(self, document: object) -> bytes:
        if not self.reference:
            raise ValueError("a font was named but never embedded")
        return self.reference


def _opacity(percent: int) -> Value:
    return dictionary({"ca": f"{percent / 100:g}", "CA": f"{percent / 100:g}"})
