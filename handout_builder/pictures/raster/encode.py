"""A checked picture file and the pixels it is to have in; the picture in its PDF form out."""

from __future__ import annotations

import hashlib
import io
import struct
import zlib
from dataclasses import replace

from PIL import Image, ImageChops

from handout_builder.boxes import EncodedImage
from handout_builder.pictures.raster import decode as raster
from handout_builder.pictures.raster.header import jpeg_segments, png_chunks, webp_chunks

_JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
_QUALITY = 88
_SMALL = 40_000
"""Bytes below which a picture from a lossless file stays lossless, whatever a JPEG would save."""
_WORTH = 3
"""How many times smaller a JPEG must be to replace lossless pixels: photographs reach it, drawings do not."""


def encode_file(kind: str, data: bytes, turn: int, whole: tuple[int, int], size: tuple[int, int]) -> EncodedImage:
    """A checked file's picture at `size` pixels; `whole` is its size once turned by EXIF orientation `turn`.

    Raises RasterError when it cannot be decoded.
    """
    with raster.decoding():
        kept = _as_it_is(kind, data, whole) if size == whole and turn == 1 else None
        if kept:
            return kept
        image = raster.opened(kind, data, at_least=size if turn < 5 else size[::-1])
        image = raster.upright(raster.eight_bits(kind, image, data), turn)
        image = raster.in_screen_colour(raster.resized(image, size))
        return encode_pixels(image, _is_lossy(kind, data))


def _is_lossy(kind: str, data: bytes) -> bool:
    if kind == "WebP":
        return any(name in (b"VP8 ", b"ANMF") for name, _ in webp_chunks(data))
    return kind == "JPEG"


def _as_it_is(kind: str, data: bytes, whole: tuple[int, int]) -> EncodedImage | None:
    """The file's own compressed pixels when a PDF shows them right."""
    if kind == "PNG" and png_may_stay(data):
        return png_as_it_is(data)
    if kind == "JPEG" and raster.is_screen_colour(raster.opened("JPEG", data, at_least=(1, 1))):
        return jpeg_as_it_is(data, *whole)
    return None


def encode_pixels(image: Image.Image, lossy_source: bool) -> EncodedImage:
    """Pixels of mode L, LA, RGB or RGBA as the smallest fitting PDF picture, transparency as a soft mask."""
    mask = None
    if image.mode in ("LA", "RGBA"):
        alpha = image.getchannel("A")
        image = _over_white_where_clear(image, alpha)
        mask = _lossless(alpha) if alpha.getextrema() != (255, 255) else None
    plain = _lossless(_with_palette(image))
    if plain.colour == "Indexed" or (len(plain.data) < _SMALL and not lossy_source):
        return _named(replace(plain, mask=mask))
    photo = _jpeg(image, lossy_source)
    smaller = len(photo.data) * (1 if lossy_source else _WORTH) < len(plain.data)
    return _named(replace(photo if smaller else plain, mask=mask))


def _named(image: EncodedImage) -> EncodedImage:
    """The picture with the hash that names it inside the file."""
    form = (image.width, image.height, image.filter, image.colour, image.bits, image.predictor)
    mask = image.mask.digest if image.mask else ""
    whole = hashlib.sha256(repr((*form, mask)).encode("ascii") + image.palette + b"\0" + image.data)
    return replace(image, digest=whole.hexdigest()[:24])


def _over_white_where_clear(image: Image.Image, alpha: Image.Image) -> Image.Image:
    """What nobody can see is not carried along: pixels that are wholly clear become white."""
    plain = image.convert(image.mode[:-1])
    seen = alpha.point([0] + [255] * 255)
    white = Image.new(plain.mode, plain.size, "white")
    return Image.composite(plain, white, seen)


def _with_palette(image: Image.Image) -> Image.Image:
    """An RGB picture of few colours as one with a palette, when not a single pixel changes by it."""
    colours = image.getcolors(256) if image.mode == "RGB" else None
    if colours is None:
        return image
    indexed = image.quantize(len(colours), method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    return indexed if ImageChops.difference(indexed.convert("RGB"), image).getbbox() is None else image


def _lossless(image: Image.Image) -> EncodedImage:
    target = io.BytesIO()
    image.save(target, "PNG", compress_level=9 if image.width * image.height < 1_000_000 else 6)
    return png_as_it_is(target.getvalue())


def _jpeg(image: Image.Image, lossy_source: bool) -> EncodedImage:
    target = io.BytesIO()
    subsampling = "4:2:0" if lossy_source else "4:4:4"
    image.save(target, "JPEG", quality=_QUALITY, optimize=True, subsampling=subsampling)
    colour = "DeviceGray" if image.mode == "L" else "DeviceRGB"
    return _named(
        EncodedImage(image.width, image.height, bare_jpeg(target.getvalue()), filter="DCTDecode", colour=colour)
    )


# --- bytes that stay as they are ---


def png_as_it_is(data: bytes) -> EncodedImage:
    """A PNG's own compressed rows, for predictor 15; the caller knows that the PNG is plain (see `png_may_stay`)."""
    parts: dict[bytes, bytes] = {}
    rows: list[bytes] = []
    for name, content in png_chunks(data):
        if name == b"IDAT":
            rows.append(content)
        else:
            parts[name] = content
    width, height, bits, form = struct.unpack_from(">IIBB", parts[b"IHDR"])
    colour = {0: "DeviceGray", 2: "DeviceRGB", 3: "Indexed"}[form]
    palette = parts[b"PLTE"] if form == 3 else b""
    return _named(EncodedImage(width, height, b"".join(rows), colour=colour, bits=bits, predictor=15, palette=palette))


def png_may_stay(data: bytes) -> bool:
    """Whether a PNG's rows can go into a PDF untouched: plain 8-bit or palette, not interlaced, whole, sRGB."""
    header, palette, rows = b"", b"", []
    for name, content in png_chunks(data):
        if name in (b"tRNS", b"iCCP", b"gAMA", b"cICP"):
            return False
        header = content if name == b"IHDR" else header
        palette = content if name == b"PLTE" else palette
        if name == b"IDAT":
            rows.append(content)
    width, height, bits, form, *_, interlaced = struct.unpack(">IIBBBBB", header)
    if interlaced or form not in (0, 2, 3) or bits > 8 or (form == 3 and (not palette or len(palette) % 3)):
        return False
    row = 1 + (width * bits * (3 if form == 2 else 1) + 7) // 8
    return _rows_are_whole(b"".join(rows), row, height)


def _rows_are_whole(compressed: bytes, row: int, height: int) -> bool:
    stream = zlib.decompressobj()
    try:
        pixels = stream.decompress(compressed, row * height + 1)
    except zlib.error:
        return False
    whole = len(pixels) == row * height and stream.eof and not stream.unused_data and not stream.unconsumed_tail
    return whole and max(pixels[::row]) <= 4  # the five filters of PNG


def jpeg_as_it_is(data: bytes, width: int, height: int) -> EncodedImage | None:
    """A JPEG's own bytes without anything but the picture, or None unless it is baseline grey or YCbCr."""
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
    return _named(EncodedImage(width, height, bare_jpeg(data), filter="DCTDecode", colour=colour))


def bare_jpeg(data: bytes) -> bytes:
    """A JPEG with its tables and scans alone: no EXIF, place, preview, comment or anything after its end."""
    kept = [b"\xff\xd8", _JFIF]
    for code, start, end in jpeg_segments(data):
        is_extra = 0xE0 <= code <= 0xEF or code == 0xFE
        if not is_extra:
            kept.append(data[start:end])
    return b"".join(kept)
