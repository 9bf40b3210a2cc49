"""A picture is encoded with the pixels that print needs, without metadata, and to the same bytes each time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from handout_builder.pictures.open import dpi_note, encode, encoded_size, open_picture
from handout_builder.pictures.raster.header import jpeg_segments
from tests import REPOSITORY, needs
from tests.pictures.raster.samples import FORMATS, far_apart, natural, noise, pixels, saved, scene

GPS = b"PLACE-OF-THE-PATIENT"


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
    assert dpi_note(open_picture(REPOSITORY / "layouts/brands/fernhollow/fern.svg"), 5000) is None


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


_COST = """
import re, sys
from pathlib import Path
from handout_builder.errors import ContentError
from handout_builder.pictures.open import encode, open_picture
for name in sys.argv[1:]:
    try:
        picture = open_picture(Path(name))
        encode(picture, 400, 400 * picture.height / picture.width)
        said = "drawn"
    except ContentError as error:
        said = "refused"
    most = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    print(said, int(most.group(1)) / 1024)
"""


@needs.linux
def test_large_pictures_stay_within_1_gb(tmp_path: Path) -> None:
    bomb = saved(tmp_path / "13000.png", Image.new("1", (13_000, 13_000)))
    large = saved(tmp_path / "48mp.png", Image.new("LA", (8_000, 6_000), (90, 200)), compress_level=1)
    run = subprocess.run(
        [sys.executable, "-c", _COST, str(bomb), str(large)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
    )
    (refused, small), (drawn, most) = [line.split() for line in run.stdout.splitlines()]
    assert (refused, drawn) == ("refused", "drawn")
    assert float(small) < 100 and float(most) < 1_000


def test_a_sheet_of_drawings_needs_no_pillow() -> None:
    code = (
        "import sys; from pathlib import Path; from handout_builder.pictures.open import open_picture;"
        f"open_picture(Path({str(REPOSITORY / 'layouts/brands/quince/quince.svg')!r})); print('PIL' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
    )
    assert run.stdout.strip() == "False"
