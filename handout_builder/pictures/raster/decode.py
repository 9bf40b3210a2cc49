"""The bytes of a checked picture file → upright 8-bit pixels in sRGB, with their transparency."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Context, Decimal
from typing import Any

from PIL import Image, ImageChops, ImageCms, UnidentifiedImageError

from handout_builder.pictures.raster.header import RasterError, jpeg_segments, png_chunks

_ORIENTATION = 0x0112
_BITS_PER_SAMPLE, _PHOTOMETRIC, _SAMPLE_FORMAT = 258, 262, 339
_PIL_NAMES = {"PNG": "PNG", "JPEG": "JPEG", "GIF": "GIF", "WebP": "WEBP", "TIFF": "TIFF"}
_DEEP = ("I;16", "I;16B", "I;16L", "I;16N")
_SRGB_GAMMA = 0.45455
_LOOKED_AT, _NEARLY_WHITE = 400, 13
"""Pixels of the longer side in which a border is looked for, and how far from white of 255 its tones may be."""


@contextmanager
def decoding() -> Iterator[None]:
    """Turns every exception that Pillow raises for the bytes of a picture into a RasterError with the reason."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns only about metadata, which is dropped
            yield
    except UnidentifiedImageError:
        raise RasterError("the file is damaged: its beginning cannot be read") from None
    except (Image.DecompressionBombError, MemoryError):
        raise RasterError("the picture is too large to decode", "save it smaller") from None
    except (
        *(OSError, ValueError, SyntaxError, TypeError, EOFError, struct.error, ImageCms.PyCMSError),
        *(OverflowError, LookupError, ZeroDivisionError, AttributeError, RuntimeError, NotImplementedError),
    ) as error:
        reason = str(error).splitlines()[0][:120] if str(error) else type(error).__name__
        raise RasterError(f"the file is damaged or cut short ({reason})") from None


def open_image(kind: str, data: bytes, at_least: tuple[int, int] | None = None) -> Image.Image:
    """The first picture of a file, decoded as it is stored; a JPEG no finer than `at_least` pixels need."""
    image = Image.open(io.BytesIO(data), formats=(_PIL_NAMES[kind],))
    if kind == "JPEG" and at_least:
        image.draft(None, at_least)
    image.load()
    return image


def orientation(image: Image.Image) -> int:
    """The EXIF orientation, 1 to 8, that is still to be applied to a decoded picture."""
    found = image.getexif().get(_ORIENTATION, 1)
    return found if isinstance(found, int) and 1 <= found <= 8 else 1


def upright(image: Image.Image, orientation: int) -> Image.Image:
    """`image` turned and mirrored by an EXIF orientation, 1 to 8 (Exif 2.32, 4.6.4 A)."""
    how = Image.Transpose
    steps = {
        2: how.FLIP_LEFT_RIGHT,
        3: how.ROTATE_180,
        4: how.FLIP_TOP_BOTTOM,
        5: how.TRANSPOSE,
        6: how.ROTATE_270,
        7: how.TRANSVERSE,
        8: how.ROTATE_90,
    }
    return image.transpose(steps[orientation]) if orientation in steps else image


def eight_bits(kind: str, image: Image.Image, data: bytes) -> Image.Image:
    """Pixels of mode L, LA, RGB, RGBA or CMYK with the tones and transparency of the file. Raises RasterError."""
    if image.mode in _DEEP:
        image = _from_sixteen_bits(kind, image)
    elif image.mode in ("P", "PA"):
        image = image.convert("RGBA" if image.mode == "PA" or "transparency" in image.info else "RGB")
    elif kind == "PNG" and "transparency" in image.info:
        image = _with_transparent_colour(image, data)
    image = _in_plain_mode(image)
    if kind == "JPEG" and image.mode == "CMYK" and not _has_adobe_marker(data):
        image = ImageChops.invert(image)  # Pillow takes every CMYK JPEG for Adobe's, which are inverted
    return _with_srgb_gamma(image) if kind == "PNG" else image


def _in_plain_mode(image: Image.Image) -> Image.Image:
    plain = {"1": "L", "La": "LA", "RGBa": "RGBA", "RGBX": "RGB", "YCbCr": "RGB", "HSV": "RGB"}.get(image.mode)
    if plain:
        image = _with_info(image.convert(plain), image)
    if image.mode not in ("L", "LA", "RGB", "RGBA", "CMYK"):
        raise RasterError(f"its pixels are of a type ({image.mode}) that cannot be printed", "save it as 8-bit RGB")
    return image


def _with_info(image: Image.Image, source: Image.Image) -> Image.Image:
    """`image` with the metadata of `source`, without its transparent colour, which is alpha by now."""
    image.info = {name: value for name, value in source.info.items() if name != "transparency"}
    return image


def _from_sixteen_bits(kind: str, image: Image.Image) -> Image.Image:
    """16-bit (or 12-bit) greys scaled to 8 bits, not cut off, and the transparent grey of a PNG as alpha."""
    tags: Any = getattr(image, "tag_v2", {})
    top = (1 << int(_first(tags.get(_BITS_PER_SAMPLE, 16)))) - 1
    if _first(tags.get(_SAMPLE_FORMAT, 1)) != 1:
        raise RasterError("its grey values can be below zero", "save it as an 8-bit picture")
    white_is_zero = tags.get(_PHOTOMETRIC) == 0
    wide = image.convert("I")
    tones = [min(255, (value * 255 + top // 2) // top) for value in range(65536)]
    grey = wide.point([255 - tone for tone in tones] if white_is_zero else tones, "L")
    clear = image.info.get("transparency")
    if kind == "PNG" and isinstance(clear, int):
        alpha = wide.point([0 if value == clear else 255 for value in range(65536)], "L")
        return _with_info(Image.merge("LA", (grey, alpha)), image)
    return _with_info(grey, image)


def _first(value: Any) -> int:
    return int(value[0] if isinstance(value, tuple) else value)


def _with_transparent_colour(image: Image.Image, data: bytes) -> Image.Image:
    """A grey or RGB PNG with its one transparent colour (tRNS) as alpha.

    Pillow scales greys of fewer bits up and takes the high byte of 16 bits; so must the transparent colour.
    """
    chunks = {name: content for name, content in png_chunks(data) if name in (b"IHDR", b"tRNS")}
    bits, clear = chunks[b"IHDR"][8], chunks[b"tRNS"]
    wanted = struct.unpack(f">{len(clear) // 2}H", clear)
    plain = _with_info(image.copy(), image)
    plain = plain.convert("L") if plain.mode == "1" else plain
    scaled = [value >> 8 if bits == 16 else value * 255 // ((1 << bits) - 1) for value in wanted]
    alpha: Image.Image | None = None
    for band, clear in zip(plain.split(), scaled, strict=True):
        differs = band.point([0 if value == clear else 255 for value in range(256)])
        alpha = differs if alpha is None else ImageChops.lighter(alpha, differs)
    if alpha is None:
        return plain
    return _with_info(Image.merge(plain.mode + "A", (*plain.split(), alpha)), image)


def _has_adobe_marker(data: bytes) -> bool:
    return any(code == 0xEE and data[start + 4 : start + 9] == b"Adobe" for code, start, _ in jpeg_segments(data))


def _with_srgb_gamma(image: Image.Image) -> Image.Image:
    """The tones of a PNG in the gamma of sRGB, from that of its gAMA chunk (ISO/IEC 15948, 13.13)."""
    gamma = image.info.get("gamma", _SRGB_GAMMA)
    is_usual = abs(gamma - _SRGB_GAMMA) < 0.01 or not 0.05 < gamma < 5
    if is_usual or "srgb" in image.info or "icc_profile" in image.info:
        return image
    exponent, exact = Decimal(_SRGB_GAMMA / gamma), Context(prec=20)  # the same tones on every machine
    tones = [round(255 * exact.power(Decimal(value) / 255, exponent)) for value in range(256)]
    bands = [
        band if name == "A" else band.point(tones) for name, band in zip(image.getbands(), image.split(), strict=True)
    ]
    return _with_info(Image.merge(image.mode, bands), image)


def resized(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """`image` made smaller to `size` pixels; transparent pixels have no part in the colours."""
    if image.size == size:
        return image
    weighted = {"LA": "La", "RGBA": "RGBa"}.get(image.mode)
    small = (image.convert(weighted) if weighted else image).resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    return _with_info(small.convert(image.mode) if weighted else small, image)


def check_pixels(image: Image.Image) -> None:
    """Raises RasterError when 8-bit pixels are all transparent or their colour profile cannot be applied."""
    if "A" in image.getbands() and image.getchannel("A").getextrema() == (0, 0):
        raise RasterError("the picture shows nothing: all of it is transparent", "save it with its contents visible")
    to_srgb(_with_info(image.crop((0, 0, 1, 1)), image))


def shown_share(image: Image.Image) -> tuple[float, float]:
    """The shares of width and height, 0 to 1, of 8-bit pixels that are left without a white or transparent border."""
    small = image.reduce(max(1, max(image.size) // _LOOKED_AT)).convert("RGBA")
    ground = Image.new("RGBA", small.size, "#FFFFFF")
    ground.alpha_composite(small)
    box = ImageChops.invert(ground.convert("L")).point([0] * _NEARLY_WHITE + [255] * (256 - _NEARLY_WHITE)).getbbox()
    if box is None:
        return 1.0, 1.0
    left, top, right, bottom = box
    return (right - left) / small.width, (bottom - top) / small.height


def is_srgb(image: Image.Image) -> bool:
    """Whether a picture has no colour profile, or that of sRGB."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode == "CMYK":
        return not profile
    return "srgb" in ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(profile))).lower()


def to_srgb(image: Image.Image) -> Image.Image:
    """Grey or RGB pixels in sRGB, converted by the colour profile of the picture if it has one.

    A profile for other pixels than the picture has (grey, RGB, CMYK) is ignored. Raises RasterError.
    """
    profile = image.info.get("icc_profile") or b""
    alpha = image.getchannel("A") if image.mode in ("LA", "RGBA") else None
    plain = image.convert(image.mode[:-1]) if alpha else image
    fits = profile[16:20] == {"L": b"GRAY", "RGB": b"RGB ", "CMYK": b"CMYK"}[plain.mode]
    if fits and not is_srgb(image):
        source, target = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
        change = ImageCms.buildTransform(
            source,
            target,
            plain.mode,
            "RGB",
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
            ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
        coloured = ImageCms.applyTransform(plain, change)
        if coloured is None:
            raise RasterError("its colour profile cannot be applied")
        plain = coloured.convert("L") if plain.mode == "L" else coloured
    elif plain.mode == "CMYK":
        plain = plain.convert("RGB")
    return Image.merge(plain.mode + "A", (*plain.split(), alpha)) if alpha else plain
