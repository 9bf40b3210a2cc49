"""Typography + opened pictures → what every part of one page needs: pictures as HTML, numbers for ids."""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from handout_builder.boxes import EncodedImage, PlacedDrawing, PlacedImage
from handout_builder.compose.block_parts import PictureBlock
from handout_builder.html.element import Markup, element, inline, lines
from handout_builder.html.vector import drawing_svg
from handout_builder.pictures.open import Picture
from handout_builder.text.typography import Typography
from handout_builder.typeset.picture_box import Pictures

SCALE, MAX_WIDTH = 1.2, 320.0
"""Points per figure unit on a screen, and the width that labels are kept readable at; narrower screens shrink them."""
WIDE = 160.0
"""Figure units; a wider picture is below its words instead of next to them."""
PHOTO_SCALE = 3.0
"""Photographs are kept fine enough for this many points per figure unit: wide screens show them large."""
_COLOUR_TYPE = {"DeviceGray": 0, "DeviceRGB": 2, "Indexed": 3}


@dataclass(frozen=True)
class Screen:
    """What the parts of one page share: typography, opened pictures, numbers for ids."""

    typography: Typography
    pictures: Pictures
    ids: Iterator[int] = field(default_factory=count)

    def picture(self, block: PictureBlock, class_: str = "figure") -> Markup:
        """The picture with its words for screen readers. Raises ContentError for one that cannot be shown.

        Its width in figure units is in the CSS variable `--units`; the style sheet says how large a unit is.
        """
        loaded = self.pictures.load(block)
        units = loaded.units
        photo = isinstance(loaded.content, Picture)
        scale, room = (PHOTO_SCALE, PHOTO_SCALE * units[0]) if photo else (SCALE, MAX_WIDTH)
        (item,) = self.pictures.box(block, scale, room).content.items
        style = f"--units:{units[0]:.4g}"
        if isinstance(item, PlacedDrawing):
            return drawing_svg(
                item.drawing, dict(item.palette), self.ids, class_=class_, style=style, role="img", aria_label=block.alt
            )
        if isinstance(item, PlacedImage):
            return image(item.image, block.alt, next(self.ids), class_, style)
        raise TypeError(f"a picture cannot be shown as a {type(item).__name__}")

    def is_wide(self, block: PictureBlock) -> bool:
        """Whether the picture would be too small next to its words. Raises ContentError as `picture` does."""
        return self.pictures.load(block).units[0] > WIDE

    def shown(self, block: PictureBlock) -> Markup:
        """The picture, as a figure where it has a caption or a credit."""
        return self.figure(block) if block.caption or block.credit else self.picture(block)

    def figure(self, block: PictureBlock) -> Markup:
        """The picture with its caption and credit."""
        caption = element("figcaption", inline(block.caption)) if block.caption else None
        credit = element("p", inline(block.credit), class_="credit") if block.credit else None
        return element("figure", Markup("\n"), lines(self.picture(block), caption, credit), Markup("\n"))


def image(picture: EncodedImage, alt: str, number: int, class_: str | None = None, style: str | None = None) -> Markup:
    """A raster picture inside the page; its alpha channel, if any, as an SVG mask."""
    width, height = str(picture.width), str(picture.height)
    if picture.mask is None:
        return element(
            "img", src=_data_uri(picture), alt=alt, width=width, height=height, class_=class_, style=style
        )  # fmt: skip
    name = f"mask-{number}"
    size = {"width": width, "height": height}
    mask = element("mask", element("image", href=_data_uri(picture.mask), preserveAspectRatio="none", **size), id=name)
    shown = element("image", href=_data_uri(picture), mask=f"url(#{name})", **size)
    heard: dict[str, str] = {"role": "img", "aria_label": alt} if alt else {"aria_hidden": "true"}
    return element("svg", mask, shown, viewBox=f"0 0 {width} {height}", class_=class_, style=style, **heard)


def _data_uri(picture: EncodedImage) -> str:
    if picture.filter == "DCTDecode":
        return f"data:image/jpeg;base64,{base64.b64encode(picture.data).decode('ascii')}"
    return f"data:image/png;base64,{base64.b64encode(_png(picture)).decode('ascii')}"


def _png(picture: EncodedImage) -> bytes:
    """The compressed rows as the PNG file that they came from (predictor 15)."""
    if picture.predictor != 15:
        raise ValueError("only rows with the predictors of PNG can be put into a PNG file")
    header = struct.pack(">IIBBBBB", picture.width, picture.height, picture.bits, _COLOUR_TYPE[picture.colour], 0, 0, 0)
    palette = _chunk(b"PLTE", picture.palette) if picture.palette else b""
    return (
        b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + palette + _chunk(b"IDAT", picture.data) + _chunk(b"IEND", b"")
    )


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
