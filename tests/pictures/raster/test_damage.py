"""Damage inside a JPEG or PNG is found, and no whole picture is refused."""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from handout_builder.cache import Cache
from handout_builder.errors import ContentError
from handout_builder.pictures.open import open_picture
from handout_builder.pictures.raster.header import jpeg_segments
from tests.pictures.raster.samples import natural, noise, png, problem_of, saved, scene

SECTOR = 512
"""Bytes that a disk or a broken download loses at once."""
_EXIF = Image.Exif()
_EXIF[0x0112] = 6
GOOD: dict[str, tuple[str, dict[str, Any]]] = {
    "baseline 4:2:0": ("RGB", {}),
    "4:4:4": ("RGB", {"subsampling": 0}),
    "4:2:2": ("RGB", {"subsampling": 1}),
    "optimised": ("RGB", {"optimize": True}),
    "progressive": ("RGB", {"progressive": True}),
    "restart markers": ("RGB", {"restart_marker_blocks": 5}),
    "progressive with restart markers": ("RGB", {"restart_marker_rows": 1, "progressive": True}),
    "EXIF": ("RGB", {"exif": _EXIF.tobytes()}),
    "grey": ("L", {}),
    "grey progressive": ("L", {"progressive": True}),
    "CMYK": ("CMYK", {}),
    "coarse": ("RGB", {"quality": 5}),
    "finest": ("RGB", {"quality": 100}),
}
PLAIN = ["baseline 4:2:0", "4:2:2", "optimised", "progressive", "restart markers", "EXIF", "grey", "CMYK"]


def jpeg(name: str, image: Image.Image) -> bytes:
    mode, how = GOOD[name]
    target = io.BytesIO()
    image.convert(mode).save(target, "JPEG", **{"quality": 85, **how})
    return target.getvalue()


def opened(data: bytes, folder: Path) -> None:
    (folder / "a.jpg").write_bytes(data)
    natural(open_picture(folder / "a.jpg"))


@pytest.mark.parametrize("image", [noise((320, 240)), scene((317, 211)), Image.new("RGB", (400, 300), "black")])
@pytest.mark.parametrize("name", GOOD)
def test_a_whole_jpeg_is_never_refused(name: str, image: Image.Image, tmp_path: Path) -> None:
    opened(jpeg(name, image), tmp_path)


def cut(data: bytes, at: int) -> bytes:
    return data[:at] + b"\xff\xd9"


def zeroed(data: bytes, at: int) -> bytes:
    return data[:at] + bytes(SECTOR) + data[at + SECTOR :]


def left_out(data: bytes, at: int) -> bytes:
    return data[:at] + data[at + SECTOR :]


def all_ones(data: bytes, at: int) -> bytes:
    return data[:at] + b"\xff" * SECTOR + data[at + SECTOR :]


DAMAGES: tuple[Callable[[bytes, int], bytes], ...] = (cut, zeroed, left_out, all_ones)


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("name", PLAIN)
def test_f56_a_jpeg_damaged_inside_is_refused(name: str, damage: Callable[[bytes, int], bytes], tmp_path: Path) -> None:
    whole = jpeg(name, noise((640, 480)))
    first = next(end for code, _, end in jpeg_segments(whole) if code == 0xDA) // 2
    chance = random.Random(name)
    for _ in range(8):
        at = chance.randrange(max(first, 2000), len(whole) - SECTOR - 64)
        (tmp_path / "a.jpg").write_bytes(damage(whole, at))
        assert "damaged" in problem_of(tmp_path / "a.jpg") or "cut short" in problem_of(tmp_path / "a.jpg")


def test_f56_what_is_refused_says_what_to_do(tmp_path: Path) -> None:
    whole = jpeg("baseline 4:2:0", scene((400, 300)))
    (tmp_path / "a.jpg").write_bytes(cut(whole, len(whole) - 900))
    assert problem_of(tmp_path / "a.jpg") == (
        "the picture is damaged: part of its pixels cannot be read; export it again, or get the complete file again"
    )


def test_f56_only_whole_files_are_remembered(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    path = saved(tmp_path / "a.jpg", scene((400, 300)))
    whole = path.read_bytes()
    open_picture(path, cache)
    open_picture(path, cache)
    path.write_bytes(cut(whole, len(whole) - 900))
    for _ in range(2):
        with pytest.raises(ContentError):
            open_picture(path, cache)


# --- PNG ---


def rows_of(image: Image.Image, count: int) -> bytes:
    width = image.width
    return b"".join(b"\0" + image.crop((0, y, width, y + 1)).tobytes() for y in range(count))


def short_png(form: int, mode: str, count: int, interlaced: int = 0) -> bytes:
    image = scene((40, 30)).convert(mode)
    head = struct.pack(">IIBBBBB", 40, 30, 8, form, 0, 0, interlaced)
    return png((b"IHDR", head), (b"IDAT", zlib.compress(rows_of(image, count))), (b"IEND", b""))


@pytest.mark.parametrize("rows", [0, 1, 15, 29])
@pytest.mark.parametrize("form, mode", [(0, "L"), (2, "RGB"), (4, "LA"), (6, "RGBA")])
def test_f57_a_png_with_fewer_rows_than_its_head_says_is_cut_short(
    form: int, mode: str, rows: int, tmp_path: Path
) -> None:
    (tmp_path / "a.png").write_bytes(short_png(form, mode, rows))
    assert "cut short: rows are missing" in problem_of(tmp_path / "a.png")
    (tmp_path / "a.png").write_bytes(short_png(form, mode, 30))
    natural(open_picture(tmp_path / "a.png"))


def test_f57_an_interlaced_png_too(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(short_png(2, "RGB", 27, interlaced=1))
    assert "cut short: rows are missing" in problem_of(tmp_path / "a.png")


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
@pytest.mark.parametrize("size", [(1, 1), (7, 3), (64, 40), (333, 500)])
def test_a_whole_png_is_never_refused(mode: str, size: tuple[int, int], tmp_path: Path) -> None:
    image = scene((64, 40)).resize(size)
    saved(tmp_path / "a.png", image.convert("L").convert(mode) if mode == "I;16" else image.convert(mode))
    natural(open_picture(tmp_path / "a.png"))


def test_a_png_damaged_inside_is_refused(tmp_path: Path) -> None:
    whole = saved(tmp_path / "a.png", noise((200, 150))).read_bytes()
    chance = random.Random(3)
    for _ in range(40):
        at = chance.randrange(8, len(whole) - 12)
        (tmp_path / "a.png").write_bytes(whole[:at] + bytes([whole[at] ^ (1 << chance.randrange(8))]) + whole[at + 1 :])
        assert problem_of(tmp_path / "a.png")


def test_a_png_whose_own_check_sum_is_wrong_is_refused(tmp_path: Path) -> None:
    """The sum of its part is right, that of the stream inside is not."""
    head = struct.pack(">IIBBBBB", 40, 30, 8, 2, 0, 0, 0)
    packed = zlib.compress(rows_of(scene((40, 30)), 30))
    (tmp_path / "a.png").write_bytes(png((b"IHDR", head), (b"IDAT", packed[:-1] + b"\0"), (b"IEND", b"")))
    assert "damaged" in problem_of(tmp_path / "a.png")


# --- kinds of JPEG, names of files, sizes ---


def with_frame(data: bytes, marker: int, bits: int, size: tuple[int, int] | None = None) -> bytes:
    at = next(start for code, start, _ in jpeg_segments(data) if code == 0xC0)
    width, height = size or struct.unpack_from(">HH", data, at + 5)[::-1]
    return (
        data[: at + 1]
        + bytes([marker])
        + data[at + 2 : at + 4]
        + struct.pack(">BHH", bits, height, width)
        + data[at + 9 :]
    )


@pytest.mark.parametrize(
    "marker, bits, said",
    [
        (0xC1, 12, "12-bit"),
        (0xC3, 8, "lossless"),
        (0xC3, 16, "lossless, 16-bit"),
        (0xC9, 8, "arithmetic"),
        (0xCA, 8, "arithmetic"),
        (0xCB, 8, "lossless"),
        (0xC5, 8, "hierarchical"),
    ],
)
def test_f62_rare_kinds_of_jpeg_are_named(marker: int, bits: int, said: str, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(with_frame(jpeg("baseline 4:2:0", scene()), marker, bits))
    assert f"a JPEG of a rare kind ({said}); save it as an 8-bit baseline JPEG" in problem_of(tmp_path / "a.jpg")


@pytest.mark.parametrize("size", [(8192, 6144), (9504, 6336)])
def test_f62_the_pictures_of_large_cameras_are_read(size: tuple[int, int], tmp_path: Path) -> None:
    path = saved(tmp_path / "a.jpg", Image.new("L", size, 90), quality=20)
    assert (open_picture(path).width, open_picture(path).height) == size


def test_f62_a_larger_jpeg_is_too_large(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(with_frame(jpeg("baseline 4:2:0", scene()), 0xC0, 8, (10_000, 7_001)))
    assert "more than 70 million" in problem_of(tmp_path / "a.jpg")


@pytest.mark.parametrize("ending", [".jfif", ".jpe", ".JFIF", ".jpeg", ".JPG"])
def test_f62_endings_of_a_jpeg(ending: str, tmp_path: Path) -> None:
    path = saved(tmp_path / f"a{ending}", scene(), format="JPEG")
    assert open_picture(path).format == "JPEG"
