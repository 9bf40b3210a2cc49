"""Sample pictures, and what a PDF reader sees of an encoded one, for the tests of this folder."""

from __future__ import annotations

import io
import random
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageStat

from handout_builder.boxes import EncodedImage
from handout_builder.errors import ContentError
from handout_builder.pictures.open import Picture, encode, open_picture


def scene(size: tuple[int, int] = (64, 40)) -> Image.Image:
    """A picture without symmetry, so that every turn of it looks different."""
    image = Image.new("RGB", size, (250, 250, 250))
    draw = ImageDraw.Draw(image)
    width, height = size
    draw.rectangle((0, 0, width // 2, height // 3), fill=(200, 30, 30))
    draw.rectangle((width * 2 // 3, height // 2, width - 1, height - 1), fill=(20, 90, 180))
    draw.polygon([(0, height - 1), (width // 3, height - 1), (0, height // 2)], fill=(30, 140, 60))
    return image


def noise(size: tuple[int, int]) -> Image.Image:
    """A picture that compresses like a photograph."""
    pixels = bytes(random.Random(7).randbytes(size[0] * size[1] * 3 // 64))
    return Image.frombytes("RGB", (size[0] // 8, size[1] // 8), pixels).resize(size, Image.Resampling.BICUBIC)


def saved(path: Path, image: Image.Image, **how: Any) -> Path:
    image.save(path, **how)
    return path


def problem_of(path: Path) -> str:
    with pytest.raises(ContentError) as caught:
        open_picture(path)
    (problem,) = caught.value.problems
    assert problem.place.path == path
    assert "0x" not in problem.message and problem.remedy
    return f"{problem.message}; {problem.remedy}"


def natural(picture: Picture) -> EncodedImage:
    """Encoded with every pixel that it has."""
    return encode(picture, picture.width * 72 / 300, picture.height * 72 / 300)


def pixels(encoded: EncodedImage) -> Image.Image:
    """What a PDF reader sees, decoded by this test alone; RGBA when there is a mask."""
    image = Image.open(io.BytesIO(encoded.data)) if encoded.filter == "DCTDecode" else _unpacked(encoded)
    image = image.convert("RGB" if encoded.colour != "DeviceGray" else "L")
    assert image.size == (encoded.width, encoded.height)
    if encoded.mask:
        image = image.convert("RGB")
        image.putalpha(pixels(encoded.mask))
    return image


def _unpacked(encoded: EncodedImage) -> Image.Image:
    """A Flate picture with PNG rows, through a PNG made around them."""
    assert (encoded.filter, encoded.predictor) == ("FlateDecode", 15)
    form = {"DeviceGray": 0, "DeviceRGB": 2, "Indexed": 3}[encoded.colour]
    head = struct.pack(">IIBBBBB", encoded.width, encoded.height, encoded.bits, form, 0, 0, 0)
    parts = [(b"IHDR", head), (b"PLTE", encoded.palette), (b"IDAT", encoded.data), (b"IEND", b"")]
    return Image.open(io.BytesIO(png(*[part for part in parts if part[1] or part[0] == b"IEND"])))


def png(*parts: tuple[bytes, bytes]) -> bytes:
    out = b"\x89PNG\r\n\x1a\n"
    for name, content in parts:
        out += struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
    return out


def far_apart(one: Image.Image, other: Image.Image) -> float:
    assert one.size == other.size
    difference = ImageChops.difference(one.convert("RGB"), other.convert("RGB"))
    return max(ImageStat.Stat(difference).mean)


FORMATS: dict[str, dict[str, Any]] = {
    "a.png": {},
    "a.jpg": {"quality": 95, "subsampling": 0},
    "b.jpg": {"quality": 95, "progressive": True, "subsampling": 0},
    "a.webp": {"lossless": True},
    "b.webp": {"quality": 95},
    "a.tif": {},
    "b.tif": {"compression": "tiff_lzw"},
    "c.tiff": {"compression": "tiff_adobe_deflate"},
    "a.gif": {},
}
