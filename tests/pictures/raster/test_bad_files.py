"""Files that are no good are problems with their path and a reason, never a traceback."""

from __future__ import annotations

import io
import os
import random
import struct
from pathlib import Path

import pytest

from handout_builder.errors import ContentError
from handout_builder.pictures.open import encode, open_picture
from handout_builder.pictures.raster.header import jpeg_segments
from tests.pictures.raster.samples import FORMATS, natural, noise, png, problem_of, saved, scene


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


def test_an_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The refusal is put in place of the system's, which lets the user root read everything."""
    path = saved(tmp_path / "a.png", scene())

    def refused(path: Path, *_: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", refused)
    assert "cannot be read" in problem_of(path)


@pytest.mark.parametrize(
    "name, begins, said",
    [
        ("a.png", b"\xff\xd8\xff\xe0", 'really a JPEG; rename it to "a.jpg"'),
        ("a.jpg", b"<svg xmlns='x'/>", 'really an SVG; rename it to "a.svg"'),
        ("a.jpg", b"RIFF\0\0\0\0WEBPVP8 ", "really a WebP"),
        ("a.png", b"%PDF-1.7", "really a PDF"),
        ("a.pdf", b"%PDF-1.7", "it is a PDF, which cannot be printed"),
        ("a.jpg", b"\0\0\0\x18ftypheic", "really a HEIC"),
        ("a.png", b"<!DOCTYPE html><html>", "really an HTML page"),
        ("a.png", b"Not found", "really text"),
        ("a.svg", b"\x1f\x8b\x08", "gzip"),
        ("a.svg", b"\x89PNG\r\n\x1a\n", "really a PNG"),
        ("a.bmp", b"BM1234", "it is a BMP, which cannot be printed"),
        ("a", b"\x89PNG\r\n\x1a\n", "without an ending"),
        ("a.gif", bytes(range(200)), "really a file of an unknown kind, which"),
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
    assert f"more than {70 if kind == 'jpg' else 50} million" in problem_of(path)


def test_a_jpeg_of_a_thousand_scans_is_refused(tmp_path: Path) -> None:
    data = saved(tmp_path / "a.jpg", noise((2400, 1600)), progressive=True, quality=20).read_bytes()
    scans = [data[start:end] for code, start, end in jpeg_segments(data) if code == 0xDA]
    (tmp_path / "a.jpg").write_bytes(data[:-2] + scans[-1] * 400 + b"\xff\xd9")
    assert "scans" in problem_of(tmp_path / "a.jpg")
