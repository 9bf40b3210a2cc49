"""An opened picture of a logo and the height of its place → its size there, and the box item that prints it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from handout_builder.boxes import BoxItem, PlacedDrawing, PlacedImage
from handout_builder.cache import Cache
from handout_builder.pictures.open import Picture, dpi_note, encode, open_picture

WIDE_LOGO = 5.0
"""How many times as wide as high the place of a brand's `logo_wide` is."""


@dataclass(frozen=True)
class Logo:
    """A logo that is as high as its place, unless it is then more than `widest` times that wide.

    `field` is the field of the brand that names its file.
    """

    picture: Picture
    field: str = "logo"
    widest: float = 3.0

    def size(self, place: float) -> tuple[float, float]:
        """Width and height in points in a place that is `place` points high."""
        scale = min(place / self.picture.height, self.widest * place / self.picture.width)
        return self.picture.width * scale, self.picture.height * scale

    def end(self, place: float) -> float:
        """Where the room of the logo ends, in points; that of one higher than wide is square."""
        return self.size(place)[0] if self.picture.width > self.picture.height else place

    def placed(self, x: float, y: float, place: float) -> BoxItem:
        """The logo in the middle of a place whose top start corner is x, y. Raises ContentError as `encode` does."""
        width, height = self.size(place)
        y += (place - height) / 2
        if self.picture.drawing is not None:
            return PlacedDrawing(x, y, width / self.picture.drawing.width, self.picture.drawing, ())
        return PlacedImage(x, y, width, height, encode(self.picture, width, height))

    def notes(self, place: float) -> tuple[str, ...]:
        """What the practice should know about its pixels in a place of that height."""
        found = (*self.picture.notes, dpi_note(self.picture, self.size(place)[0]))
        return tuple(f"{self.picture.path.name}: {note}" for note in found if note)


def opened_logos(files: Mapping[str, Path], cache: Cache) -> tuple[Logo | None, Logo | None]:
    """The logos of the first page and of later ones, from the files that fields of the brand name.

    Raises ContentError as `open_picture` does.
    """
    found = {field: Logo(open_picture(path, cache), field) for field, path in files.items()}
    small, wide = found.get("logo_dark", found.get("logo")), found.get("logo_wide")
    return (replace(wide, widest=WIDE_LOGO) if wide else small), small
