"""Every format is printed upright and in its tones."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageCms

from handout_builder.pictures.open import open_picture
from handout_builder.pictures.raster.header import jpeg_segments
from tests.pictures.raster.samples import FORMATS, far_apart, natural, pixels, png, saved, scene


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_shows_its_picture(name: str, tmp_path: Path) -> None:
    picture = open_picture(saved(tmp_path / name, scene(), **FORMATS[name]))
    assert (picture.kind, picture.width, picture.height, picture.notes) == ("raster", 64, 40, ())
    assert far_apart(pixels(natural(picture)), scene()) < 5


UNDONE_BY = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""How to undo each turn that EXIF can name."""


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.webp", "a.tif"])
def test_all_eight_orientations_are_upright(name: str, tmp_path: Path) -> None:
    for turn in range(1, 9):
        stored = scene().transpose(UNDONE_BY[turn]) if turn in UNDONE_BY else scene()
        exif = Image.Exif()
        exif[0x0112] = turn
        how = {**FORMATS[name], "exif": exif}
        picture = open_picture(saved(tmp_path / name, stored, **how))
        assert (picture.width, picture.height) == (64, 40), turn
        assert far_apart(pixels(natural(picture)), scene()) < 5, turn


@pytest.mark.parametrize("name", ["a.png", "a.tif"])
def test_deep_greys_keep_their_tones(name: str, tmp_path: Path) -> None:
    ramp = Image.new("I;16", (256, 2))
    for x in range(256):
        for y in range(2):
            ramp.putpixel((x, y), x * 257)
    shown = pixels(natural(open_picture(saved(tmp_path / name, ramp))))
    assert [shown.getpixel((x, 0)) for x in range(256)] == list(range(256))


def test_a_tiff_with_white_as_zero_is_not_a_negative(tmp_path: Path) -> None:
    entries = [(256, 2), (257, 1), (258, 16), (259, 1), (262, 0), (273, 122), (277, 1), (278, 1), (279, 4)]
    data = b"II*\0" + struct.pack("<IH", 8, len(entries))
    data += b"".join(struct.pack("<HHII", tag, 4 if tag in (273, 279) else 3, 1, value) for tag, value in entries)
    path = tmp_path / "x.tif"
    path.write_bytes(data + bytes(4) + struct.pack("<HH", 0, 65535))
    assert len(data) + 4 == 122
    shown = pixels(natural(open_picture(path)))
    assert [shown.getpixel((x, 0)) for x in range(2)] == [255, 0]


@pytest.mark.parametrize("name", ["a.jpg", "a.tif"])
def test_cmyk_is_not_inverted(name: str, tmp_path: Path) -> None:
    picture = open_picture(saved(tmp_path / name, scene().convert("CMYK"), **FORMATS[name]))
    encoded = natural(picture)
    assert encoded.colour != "DeviceCMYK"
    assert far_apart(pixels(encoded), scene()) < 8


def test_cmyk_without_adobes_marker_is_taken_as_it_is(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.jpg", scene().convert("CMYK"), **FORMATS["a.jpg"])
    data = path.read_bytes()
    start, end = next((start, end) for code, start, end in jpeg_segments(data) if code == 0xEE)
    path.write_bytes(data[:start] + data[end:])
    negative = ImageChops.invert(scene().convert("CMYK")).convert("RGB")
    assert far_apart(pixels(natural(open_picture(path))), negative) < 12


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.tif", "a.webp"])
def test_a_colour_profile_is_followed(name: str, tmp_path: Path) -> None:
    lab = ImageCms.createProfile("LAB")
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    plain = open_picture(saved(tmp_path / f"plain{name}", scene(), **FORMATS[name], icc_profile=srgb.tobytes()))
    assert far_apart(pixels(natural(plain)), scene()) < 5
    swapped = _swapped_profile(srgb.tobytes())
    tagged = open_picture(saved(tmp_path / name, scene(), **FORMATS[name], icc_profile=swapped))
    encoded = natural(tagged)
    red, green, blue = scene().split()
    assert far_apart(pixels(encoded), Image.merge("RGB", (blue, green, red))) < 8
    assert b"acsp" not in encoded.data
    assert lab is not None


def _swapped_profile(profile: bytes) -> bytes:
    """sRGB with its red and blue primaries exchanged and another name: a profile whose effect cannot be missed."""
    data = profile.replace(b"rXYZ", b"tmp!").replace(b"bXYZ", b"rXYZ").replace(b"tmp!", b"bXYZ")
    return data.replace("sRGB".encode("utf-16-be"), "abcd".encode("utf-16-be")).replace(b"sRGB", b"abcd")


def test_a_gamma_of_its_own_is_followed(tmp_path: Path) -> None:
    row = zlib.compress(b"\0" + bytes([0, 64, 128, 255]))
    head = struct.pack(">IIBBBBB", 4, 1, 8, 0, 0, 0, 0)
    path = tmp_path / "x.png"
    path.write_bytes(png((b"IHDR", head), (b"gAMA", struct.pack(">I", 100000)), (b"IDAT", row), (b"IEND", b"")))
    shown = pixels(natural(open_picture(path)))
    expected = [round(255 * (value / 255) ** 0.45455) for value in (0, 64, 128, 255)]
    assert [shown.getpixel((x, 0)) for x in range(4)] == expected


@pytest.mark.parametrize("name", ["a.gif", "a.webp", "a.png", "a.tif"])
def test_only_the_first_frame_is_shown_and_said(name: str, tmp_path: Path) -> None:
    others = [Image.new("RGB", (64, 40), colour) for colour in ("black", "yellow")]
    how: dict[str, object] = {"lossless": True} if name == "a.webp" else {}
    picture = open_picture(saved(tmp_path / name, scene(), save_all=True, append_images=others, **how))
    assert len(picture.notes) == 1 and "only the first of 3" in picture.notes[0]
    assert far_apart(pixels(natural(picture)), scene()) < 5
