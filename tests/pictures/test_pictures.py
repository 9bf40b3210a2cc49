"""Picture files are printed upright, in their tones and without metadata, or are problems with file and reason."""

from __future__ import annotations

import io
import json
import os
import random
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageCms, ImageDraw, ImageStat

from handout_builder.boxes import EncodedImage
from handout_builder.errors import ContentError
from handout_builder.pictures.open import Picture, dpi_note, encode, encoded_size, open_picture
from handout_builder.pictures.raster.header import jpeg_segments

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = ROOT.parent / "shared" / "data" / "hostile"
GPS = b"PLACE-OF-THE-PATIENT"


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


def saved(path: Path, image: Image.Image, **how: object) -> Path:
    image.save(path, **how)  # type: ignore[arg-type]
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


# --- formats, turns and tones ---

FORMATS = {
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


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_shows_its_picture(name: str, tmp_path: Path) -> None:
    picture = open_picture(saved(tmp_path / name, scene(), **FORMATS[name]))
    assert (picture.kind, picture.width, picture.height, picture.notes) == ("raster", 64, 40, ())
    assert far_apart(pixels(natural(picture)), scene()) < 5


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.webp", "a.tif"])
def test_all_eight_orientations_are_upright(name: str, tmp_path: Path) -> None:
    back = [None, None, *(Image.Transpose(n) for n in (0, 3, 1, 5, 2, 6, 4))]  # how to undo turn 2 … 8
    back[6], back[8] = Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_270
    back[3], back[4] = Image.Transpose.ROTATE_180, Image.Transpose.FLIP_TOP_BOTTOM
    back[2], back[5], back[7] = Image.Transpose.FLIP_LEFT_RIGHT, Image.Transpose.TRANSPOSE, Image.Transpose.TRANSVERSE
    for turn in range(1, 9):
        stored = scene() if back[turn] is None else scene().transpose(back[turn])
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


# --- transparency ---


@pytest.mark.parametrize("mode", ["RGBA", "LA", "PA", "P"])
@pytest.mark.parametrize("name", ["a.png", "a.webp", "a.tif"])
def test_transparency_becomes_a_mask(mode: str, name: str, tmp_path: Path) -> None:
    if (mode, name[2:]) in (("PA", "webp"), ("PA", "tif"), ("P", "tif"), ("P", "webp")):
        pytest.skip("the format has no such pixels")
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
    seen = [pixel for pixel in small.get_flattened_data() if pixel[3] > 8]
    assert min(min(pixel[:3]) for pixel in seen) > 250


# --- size, encoding, determinism ---


def test_never_more_than_300_dpi(tmp_path: Path) -> None:
    picture = open_picture(saved(tmp_path / "a.jpg", scene((1200, 800)), quality=80))
    for width in (72, 100.3, 200, 288, 1000):
        encoded = encode(picture, width, width * 2 / 3)
        assert encoded.width == min(1200, int(width / 72 * 300)) and encoded.width / width * 72 <= 300
        assert (encoded.width, encoded.height) == encoded_size(picture, width, width * 2 / 3)
    assert far_apart(pixels(encode(picture, 72, 48)), scene((1200, 800)).resize((300, 200))) < 6


def test_low_resolution_is_noted(tmp_path: Path) -> None:
    picture = open_picture(saved(tmp_path / "a.png", scene((300, 200))))
    assert dpi_note(picture, 144) is None
    note = dpi_note(picture, 288)
    assert note and "75 dpi" in note and "600 pixels" in note
    assert dpi_note(open_picture(ROOT / "layouts/brands/fernhollow/fern.svg"), 5000) is None


def test_safe_bytes_stay_as_they_are(tmp_path: Path) -> None:
    photo = saved(tmp_path / "a.jpg", noise((160, 120)), quality=80)
    encoded = natural(open_picture(photo))
    scan = next(photo.read_bytes()[start:end] for code, start, end in jpeg_segments(photo.read_bytes()) if code == 0xDA)
    assert encoded.filter == "DCTDecode" and scan in encoded.data
    for mode in ("RGB", "L", "1", "P"):
        path = saved(tmp_path / "a.png", scene().quantize(6) if mode == "P" else scene().convert(mode))
        assert natural(open_picture(path)).data in path.read_bytes(), mode


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.webp", "a.tif"])
def test_no_metadata_are_carried_along(name: str, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010E] = GPS.decode()
    exif.get_ifd(0x8825)[29] = GPS.decode()
    exif.get_ifd(0x8825)[2] = (51.0, 30.0, 0.0)
    how: dict[str, object] = {**FORMATS[name], "exif": exif}
    if name == "a.jpg":
        how |= {"comment": GPS}
    path = saved(tmp_path / name, noise((96, 64)), **how)
    with path.open("ab") as file:
        file.write(GPS)  # behind the end, where phones keep videos
    assert path.read_bytes().count(GPS) >= 2
    for width in (96 * 72 / 300, 10):
        encoded = encode(open_picture(path), width, width * 2 / 3)
        assert GPS not in encoded.data and b"Exif" not in encoded.data


def test_a_thing_shown_by_its_bytes_has_one_name(tmp_path: Path) -> None:
    one, other = (open_picture(saved(tmp_path / name, noise((400, 300)))) for name in ("a.png", "b.png"))
    assert encode(one, 60, 45) == encode(other, 60, 45)
    assert encode(one, 60, 45).digest == encode(one, 60.05, 45.05).digest  # the same number of pixels
    assert encode(one, 60, 45).digest != encode(one, 70, 52.5).digest
    turned = open_picture(saved(tmp_path / "c.png", noise((400, 300)).transpose(Image.Transpose.ROTATE_180)))
    assert encode(turned, 60, 45).digest != encode(one, 60, 45).digest


def test_photographs_stay_small_and_drawings_stay_sharp(tmp_path: Path) -> None:
    soft = noise((200, 152)).resize((1600, 1216), Image.Resampling.BICUBIC)
    grain = Image.effect_noise(soft.size, 60).convert("RGB")
    photo = open_picture(saved(tmp_path / "photo.png", Image.blend(soft, grain, 0.1)))
    assert encode(photo, 126, 95.8).filter == "DCTDecode" and len(encode(photo, 126, 95.8).data) < 200_000
    art = open_picture(saved(tmp_path / "art.png", scene((1600, 1200))))
    assert encode(art, 126, 94.5).filter == "FlateDecode"


@pytest.mark.parametrize("name", ["a.gif", "a.webp", "a.png", "a.tif"])
def test_only_the_first_frame_is_shown_and_said(name: str, tmp_path: Path) -> None:
    others = [Image.new("RGB", (64, 40), colour) for colour in ("black", "yellow")]
    how: dict[str, object] = {"lossless": True} if name == "a.webp" else {}
    picture = open_picture(saved(tmp_path / name, scene(), save_all=True, append_images=others, **how))
    assert len(picture.notes) == 1 and "only the first of 3" in picture.notes[0]
    assert far_apart(pixels(natural(picture)), scene()) < 5


# --- files that are no good ---


def test_files_that_are_not_there_or_cannot_be_read(tmp_path: Path) -> None:
    saved(tmp_path / "lunge.png", scene())
    assert 'Did you mean "lunge.png"' in problem_of(tmp_path / "lunges.png")
    assert "folder" in problem_of(tmp_path)
    assert "no folder" in problem_of(tmp_path / "none" / "x.png")
    (tmp_path / "empty.png").touch()
    assert "empty" in problem_of(tmp_path / "empty.png")
    assert problem_of(tmp_path / ("x" * 300 + ".png"))
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.png")
        assert "plain file" in problem_of(tmp_path / "pipe.png")
    with (tmp_path / "huge.jpg").open("wb") as file:
        file.truncate(41_000_000)
    assert "40 MB" in problem_of(tmp_path / "huge.jpg")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.png", scene())
    path.chmod(0)
    assert "cannot be read" in problem_of(path)


@pytest.mark.parametrize(
    "name, begins, said",
    [
        ("a.png", b"\xff\xd8\xff\xe0", 'really a JPEG; rename it to "a.jpg"'),
        ("a.jpg", b"<svg xmlns='x'/>", 'really an SVG; rename it to "a.svg"'),
        ("a.jpg", b"RIFF\0\0\0\0WEBPVP8 ", "really a WebP"),
        ("a.png", b"%PDF-1.7", "really a PDF"),
        ("a.pdf", b"%PDF-1.7", "it is a PDF, not a picture"),
        ("a.jpg", b"\0\0\0\x18ftypheic", "really a HEIC"),
        ("a.png", b"<!DOCTYPE html><html>", "really an HTML page"),
        ("a.png", b"Not found", "really text"),
        ("a.svg", b"\x1f\x8b\x08", "gzip"),
        ("a.svg", b"\x89PNG\r\n\x1a\n", "really a PNG"),
        ("a.bmp", b"BM1234", "it is a BMP, not a picture known here"),
        ("a", b"\x89PNG\r\n\x1a\n", "without an ending"),
        ("a.gif", bytes(range(200)), "no kind of picture known here"),
    ],
)
def test_a_wrong_name_is_told_with_what_it_really_is(name: str, begins: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(begins)
    assert said in problem_of(tmp_path / name)


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_cut_anywhere_is_refused(name: str, tmp_path: Path) -> None:
    whole = saved(tmp_path / name, noise((64, 48)), **FORMATS[name]).read_bytes()
    cuts = {1, 2, 5, 9, 20, 33, len(whole) - 1, len(whole) - 2, len(whole) - 9}
    cuts |= {len(whole) * part // 12 for part in range(1, 12)}
    for cut in sorted(cuts):
        path = tmp_path / f"cut{name}"
        path.write_bytes(whole[:cut])
        with pytest.raises(ContentError):
            natural(open_picture(path))


@pytest.mark.parametrize("name", FORMATS)
def test_damaged_bytes_never_become_a_traceback(name: str, tmp_path: Path) -> None:
    whole = saved(tmp_path / name, noise((40, 32)), **FORMATS[name]).read_bytes()
    chance = random.Random(name)
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 3, 20))):
            data[chance.randrange(len(data) if chance.random() < 0.5 else 80)] = chance.randrange(256)
        path = tmp_path / f"bad{name}"
        path.write_bytes(data)
        try:
            encode(open_picture(path), 5, 4)
        except ContentError as error:
            assert error.problems[0].place.path == path


def huge(kind: str) -> bytes:
    """A small file that declares 60000 × 60000 pixels."""
    side = 60_000
    if kind == "png":
        return png((b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)), (b"IDAT", b""), (b"IEND", b""))
    if kind == "gif":
        return b"GIF89a" + struct.pack("<HHBBB", side, side, 0, 0, 0) + b",\0\0\0\0\1\0\1\0\0\2\0;"
    if kind == "jpg":
        target = io.BytesIO()
        scene().save(target, "JPEG")
        data = target.getvalue()
        at = next(start for code, start, _ in jpeg_segments(data) if code == 0xC0)
        return data[: at + 5] + struct.pack(">HH", side, side) + data[at + 9 :]
    if kind == "tif":
        entries = struct.pack("<HHII", 256, 4, 1, side) + struct.pack("<HHII", 257, 4, 1, side)
        return b"II*\0" + struct.pack("<IH", 8, 2) + entries + bytes(4)
    inside = b"VP8X" + struct.pack("<I", 10) + bytes(4) + (16_000).to_bytes(3, "little") * 2
    return b"RIFF" + struct.pack("<I", len(inside) + 4) + b"WEBP" + inside


@pytest.mark.parametrize("kind", ["png", "gif", "jpg", "tif", "webp"])
def test_bombs_are_refused_by_their_declared_size(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"bomb.{kind}"
    path.write_bytes(huge(kind))
    assert "more than 50 million" in problem_of(path)


def test_a_jpeg_of_a_thousand_scans_is_refused(tmp_path: Path) -> None:
    data = saved(tmp_path / "a.jpg", noise((2400, 1600)), progressive=True, quality=20).read_bytes()
    scans = [data[start:end] for code, start, end in jpeg_segments(data) if code == 0xDA]
    (tmp_path / "a.jpg").write_bytes(data[:-2] + scans[-1] * 400 + b"\xff\xd9")
    assert "scans" in problem_of(tmp_path / "a.jpg")


_COST = """
import re, sys, time
from pathlib import Path
from handout_builder.errors import ContentError
from handout_builder.pictures.open import encode, open_picture
for name in sys.argv[1:]:
    start = time.process_time()
    try:
        picture = open_picture(Path(name))
        encode(picture, 400, 400 * picture.height / picture.width)
        said = "drawn"
    except ContentError as error:
        said = "refused"
    most = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    print(said, time.process_time() - start, int(most.group(1)) / 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads the peak of memory from /proc")
def test_large_pictures_stay_within_1_gb_and_10_s(tmp_path: Path) -> None:
    bomb = saved(tmp_path / "13000.png", Image.new("1", (13_000, 13_000)))
    large = saved(tmp_path / "48mp.png", Image.new("LA", (8_000, 6_000), (90, 200)), compress_level=1)
    run = subprocess.run(
        [sys.executable, "-c", _COST, str(bomb), str(large)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    (refused, _, small), (drawn, seconds, most) = [line.split() for line in run.stdout.splitlines()]
    assert (refused, drawn) == ("refused", "drawn")
    assert float(small) < 100 and float(most) < 1_000 and float(seconds) < 10


def test_a_sheet_of_drawings_needs_no_pillow() -> None:
    code = (
        "import sys; from pathlib import Path; from handout_builder.pictures.open import open_picture;"
        f"open_picture(Path({str(ROOT / 'layouts/brands/quince/quince.svg')!r})); print('PIL' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert run.stdout.strip() == "False"


# --- odd files of others ---


def manifest() -> list[dict[str, str]]:
    path = HOSTILE / "manifest.jsonl"
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("entry", manifest(), ids=lambda entry: entry["file"])
def test_odd_files_are_shown_right_or_refused(entry: dict[str, str]) -> None:
    path = HOSTILE / entry["file"]
    is_refused = entry["class"] in (
        *("truncated", "corrupt", "decompression bomb", "wrong extension / empty"),
        *("svg hostile", "svg broken/odd"),
    )
    if is_refused:
        with pytest.raises(ContentError):
            open_picture(path)
        return
    picture = open_picture(path)
    if picture.kind == "vector":
        assert picture.drawing and picture.drawing.items
        return
    shown = pixels(natural(picture))
    ink = shown.convert("RGBA").getextrema()
    assert shown.size == (picture.width, picture.height)
    assert entry["class"] == "tiny" or any(low != high for low, high in ink)


def _hostile(name: str) -> Image.Image:
    path = HOSTILE / name
    if not path.exists():
        pytest.skip("the shared data are not here")
    return pixels(natural(open_picture(path)))


def test_two_turns_of_one_photograph_look_alike() -> None:
    one = _hostile("pillow__Tests__images__hopper_orientation_3.jpg")
    other = _hostile("pillow__Tests__images__hopper_orientation_6.jpg")
    assert far_apart(one, other) < 6


def test_a_16_bit_ramp_has_its_tones() -> None:
    grey = _hostile("pngsuite__png__basn0g16.png")
    assert len(grey.getcolors() or []) > 50 and 60 < ImageStat.Stat(grey).mean[0] < 200
