"""A checked picture file and a size in pixels → the picture as a PDF stores it."""

from __future__ import annotations

import hashlib
import io
import struct
from dataclasses import replace

from PIL import Image, ImageChops

from handout_builder.boxes import EncodedImage
from handout_builder.pictures.raster import decode as raster
from handout_builder.pictures.raster.header import jpeg_segments, png_chunks, webp_chunks
from handout_builder.pictures.raster.whole import rows_are_exact

_JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
_QUALITY = 88
_SMALL = 40_000
"""Bytes below which a picture from a lossless file stays lossless, whatever a JPEG would save."""
_WORTH = 3
"""How many times smaller a JPEG must be to replace lossless pixels: photographs reach it, drawings do not."""


def encode_file(kind: str, data: bytes, orientation: int, full: tuple[int, int], size: tuple[int, int]) -> EncodedImage:
    """The picture of a checked file at `size` pixels; `full` is its size with the EXIF orientation applied.

    Raises RasterError when it cannot be decoded.
    """
    with raster.decoding():
        unchanged = _reused(kind, data, full) if size == full and orientation == 1 else None
        if unchanged:
            return unchanged
        image = raster.open_image(kind, data, at_least=size if orientation < 5 else size[::-1])
        image = raster.upright(raster.eight_bits(kind, image, data), orientation)
        image = raster.to_srgb(raster.resized(image, size))
        return encode_pixels(image, _is_lossy(kind, data))


def _is_lossy(kind: str, data: bytes) -> bool:
    if kind == "WebP":
        return any(name in (b"VP8 ", b"ANMF") for name, _ in webp_chunks(data))
    return kind == "JPEG"


def _reused(kind: str, data: bytes, full: tuple[int, int]) -> EncodedImage | None:
    """The compressed pixels of the file itself, if a PDF shows them right."""
    if kind == "PNG" and can_reuse_png(data):
        return reused_png(data)
    if kind == "JPEG" and raster.is_srgb(raster.open_image("JPEG", data, at_least=(1, 1))):
        return reused_jpeg(data, *full)
    return None


def encode_pixels(image: Image.Image, lossy_source: bool) -> EncodedImage:
    """Pixels of mode L, LA, RGB or RGBA as a lossless picture or a JPEG, whichever is smaller, and a soft mask."""
    mask = None
    if image.mode in ("LA", "RGBA"):
        alpha = image.getchannel("A")
        image = _white_where_transparent(image, alpha)
        mask = _lossless(alpha) if alpha.getextrema() != (255, 255) else None
    plain = _lossless(_with_palette(image))
    if plain.colour == "Indexed" or (len(plain.data) < _SMALL and not lossy_source):
        return _named(replace(plain, mask=mask))
    photo = _jpeg(image, lossy_source)
    smaller = len(photo.data) * (1 if lossy_source else _WORTH) < len(plain.data)
    return _named(replace(photo if smaller else plain, mask=mask))


def _named(image: EncodedImage) -> EncodedImage:
    """The picture with its digest."""
    header = (image.width, image.height, image.filter, image.colour, image.bits, image.predictor)
    mask = image.mask.digest if image.mask else ""
    whole = hashlib.sha256(repr((*header, mask)).encode("ascii") + image.palette + b"\0" + image.data)
    return replace(image, digest=whole.hexdigest()[:24])


def _white_where_transparent(image: Image.Image, alpha: Image.Image) -> Image.Image:
    """Pixels that are fully transparent become white: what cannot be seen is not put into the file."""
    plain = image.convert(image.mode[:-1])
    seen = alpha.point([0] + [255] * 255)
    white = Image.new(plain.mode, plain.size, "white")
    return Image.composite(plain, white, seen)


def _with_palette(image: Image.Image) -> Image.Image:
    """An RGB picture of few colours as one with a palette, if that changes no pixel."""
    colours = image.getcolors(256) if image.mode == "RGB" else None
    if colours is None:
        return image
    indexed = image.quantize(len(colours), method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    return indexed if ImageChops.difference(indexed.convert("RGB"), image).getbbox() is None else image


def _lossless(image: Image.Image) -> EncodedImage:
    target = io.BytesIO()
    image.save(target, "PNG", compress_level=9 if image.width * image.height < 1_000_000 else 6)
    return reused_png(target.getvalue())


def _jpeg(image: Image.Image, lossy_source: bool) -> EncodedImage:
    target = io.BytesIO()
    subsampling = "4:2:0" if lossy_source else "4:4:4"
    image.save(target, "JPEG", quality=_QUALITY, optimize=True, subsampling=subsampling)
    colour = "DeviceGray" if image.mode == "L" else "DeviceRGB"
    data = jpeg_without_metadata(target.getvalue())
    return _named(EncodedImage(image.width, image.height, data, filter="DCTDecode", colour=colour))


# --- bytes that are reused ---


def reused_png(data: bytes) -> EncodedImage:
    """The compressed rows of a PNG, for predictor 15. The caller has asked `can_reuse_png`."""
    parts: dict[bytes, bytes] = {}
    rows: list[bytes] = []
    for name, content in png_chunks(data):
        if name == b"IDAT":
            rows.append(content)
        else:
            parts[name] = content
    width, height, bits, colour_type = struct.unpack_from(">IIBB", parts[b"IHDR"])
    colour = {0: "DeviceGray", 2: "DeviceRGB", 3: "Indexed"}[colour_type]
    palette = parts[b"PLTE"] if colour_type == 3 else b""
    return _named(EncodedImage(width, height, b"".join(rows), colour=colour, bits=bits, predictor=15, palette=palette))


def can_reuse_png(data: bytes) -> bool:
    """Whether a PDF can have the rows of a PNG: 8 bits or a palette, not interlaced, complete, no colour chunks."""
    header, palette = b"", b""
    for name, content in png_chunks(data):
        if name in (b"tRNS", b"iCCP", b"gAMA", b"cICP"):
            return False
        header = content if name == b"IHDR" else header
        palette = content if name == b"PLTE" else palette
    *_, bits, colour_type, _, _, interlaced = struct.unpack(">IIBBBBB", header)
    if interlaced or colour_type not in (0, 2, 3) or bits > 8:
        return False
    if colour_type == 3 and (not palette or len(palette) % 3):
        return False
    return rows_are_exact(data)


def reused_jpeg(data: bytes, width: int, height: int) -> EncodedImage | None:
    """The bytes of a JPEG without metadata; None unless it is baseline grey or YCbCr."""
    components: tuple[int, ...] = ()
    transform = None
    for code, start, end in jpeg_segments(data):
        if 0xC0 <= code <= 0xCF and code not in (0xC4, 0xC8, 0xCC):
            if code > 0xC1 or data[start + 4] != 8 or components:
                return None
            components = tuple(data[start + 10 : end : 3])
        elif code == 0xEE and data[start + 4 : start + 9] == b"Adobe":
            transform = data[start + 15] if end - start > 15 else None
    is_rgb = transform == 0 or components == (0x52, 0x47, 0x42)  # written "R", "G", "B"
    if len(components) not in (1, 3) or (len(components) == 3 and is_rgb):
        return None
    colour = "DeviceGray" if len(components) == 1 else "DeviceRGB"
    return _named(EncodedImage(width, height, jpeg_without_metadata(data), filter="DCTDecode", colour=colour))


def jpeg_without_metadata(data: bytes) -> bytes:
    """A JPEG with only its tables and scans: no EXIF, no place, no preview, no comment, nothing after its end."""
    parts = [b"\xff\xd8", _JFIF]
    for code, start, end in jpeg_segments(data):
        is_extra = 0xE0 <= code <= 0xEF or code == 0xFE
        if not is_extra:
            parts.append(data[start:end])
    return b"".join(parts)
