"""Transparency becomes a mask, and hidden colours are not printed."""

from __future__ import annotations

import struct
import zlib
from itertools import product
from pathlib import Path

import pytest
from PIL import Image

from handout_builder.pictures.open import encode, open_picture
from tests.pictures.raster.samples import far_apart, natural, pixels, png, problem_of, saved, scene


@pytest.mark.parametrize(
    ("mode", "name"),
    [*product(("RGBA", "LA"), ("a.png", "a.webp", "a.tif")), ("PA", "a.png"), ("P", "a.png")],
)
def test_transparency_becomes_a_mask(mode: str, name: str, tmp_path: Path) -> None:
    image = scene().convert("RGBA")
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    if mode == "P":
        stored = scene().quantize(8)
        clear = stored.getpixel((60, 2))
        saved(tmp_path / name, stored, transparency=clear)
        alpha = stored.point([0 if value == clear else 255 for value in range(256)], "L")
    else:
        stored = image.convert("LA") if mode == "LA" else image
        stored = image.quantize(200).convert("PA") if mode == "PA" else stored
        how = {"lossless": True} if name == "a.webp" else {}
        alpha = stored.convert("RGBA").getchannel("A")
        saved(tmp_path / name, stored.convert("RGBA") if mode == "PA" else stored, **how)
    encoded = natural(open_picture(tmp_path / name))
    assert encoded.mask is not None
    assert far_apart(pixels(encoded.mask), alpha) < 1


@pytest.mark.parametrize(
    "bits, form, row, clear, alpha",
    [
        (16, 0, struct.pack(">4H", 7, 8, 65535, 7), struct.pack(">H", 7), [0, 255, 255, 0]),
        (4, 0, bytes([0x12, 0x31]), struct.pack(">H", 1), [0, 255, 255, 0]),
        (1, 0, bytes([0b01100000]), struct.pack(">H", 1), [255, 0, 0, 255]),
        (8, 0, bytes([9, 8, 7, 9]), struct.pack(">H", 9), [0, 255, 255, 0]),
        (8, 2, bytes([1, 2, 3, 1, 2, 4, 9, 9, 9, 1, 2, 3]), struct.pack(">3H", 1, 2, 3), [0, 255, 255, 0]),
        (16, 2, struct.pack(">12H", *[257, 2, 3, 9999, 2, 3] * 2), struct.pack(">3H", 257, 2, 3), [0, 255, 0, 255]),
        (8, 3, bytes([0, 1, 2, 0]), bytes([0, 128]), [0, 128, 255, 0]),
    ],
)
def test_the_one_clear_colour_of_a_png(
    bits: int, form: int, row: bytes, clear: bytes, alpha: list[int], tmp_path: Path
) -> None:
    head = struct.pack(">IIBBBBB", 4, 1, bits, form, 0, 0, 0)
    palette = [(b"PLTE", bytes(range(9)))] if form == 3 else []
    path = tmp_path / "x.png"
    rows = zlib.compress(b"\0" + row)
    path.write_bytes(png((b"IHDR", head), *palette, (b"tRNS", clear), (b"IDAT", rows), (b"IEND", b"")))
    mask = natural(open_picture(path)).mask
    assert mask is not None
    assert [pixels(mask).getpixel((x, 0)) for x in range(4)] == alpha


def test_what_is_wholly_clear_is_not_carried_along(tmp_path: Path) -> None:
    image = scene().convert("RGBA")
    image.putalpha(Image.new("L", image.size, 0))
    image.paste((0, 0, 0, 255), (0, 0, 5, 5))
    encoded = natural(open_picture(saved(tmp_path / "a.png", image)))
    colours = {colour: count for count, colour in pixels(encoded).convert("RGB").getcolors() or []}
    assert colours == {(0, 0, 0): 25, (255, 255, 255): 64 * 40 - 25}
    blank = saved(tmp_path / "b.png", Image.new("RGBA", (9, 9), (1, 2, 3, 0)))
    assert "shows nothing" in problem_of(blank)


def test_no_halo_from_hidden_colours(tmp_path: Path) -> None:
    image = Image.new("RGBA", (200, 200), (255, 0, 0, 0))
    image.paste((255, 255, 255, 255), (50, 50, 151, 151))
    small = pixels(encode(open_picture(saved(tmp_path / "a.png", image)), 12, 12))
    *colours, alpha = (small.getchannel(band).tobytes() for band in "RGBA")
    seen = [min(pixel) for *pixel, opaque in zip(*colours, alpha, strict=True) if opaque > 8]
    assert seen and min(seen) > 250
