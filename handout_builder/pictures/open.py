"""A picture file → a checked picture; a checked picture and its size on paper → the pixels that a PDF stores."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from handout_builder.boxes import EncodedImage
from handout_builder.cache import Cache, code_state, name_of
from handout_builder.errors import ContentError, Place, Problem, did_you_mean
from handout_builder.geometry.drawing import Drawing
from handout_builder.geometry.stored_drawing import as_unpacked, packed, unpacked
from handout_builder.pictures.raster.header import Header, RasterError, file_kind, read_header
from handout_builder.pictures.raster.whole import check_whole

MAX_BYTES = 40_000_000
MAX_DPI = 300
LOW_DPI = 150
LEAST_SHOWN = 0.7
"""Share of the width and of the height of a picture that is more than a clear border."""

_SUFFIXES = {
    **{".png": "PNG", ".gif": "GIF", ".webp": "WebP", ".tif": "TIFF", ".tiff": "TIFF", ".svg": "SVG"},
    **{".jpg": "JPEG", ".jpeg": "JPEG", ".jpe": "JPEG", ".jfif": "JPEG"},
}
_BEST_SUFFIX = {"PNG": ".png", "JPEG": ".jpg", "GIF": ".gif", "WebP": ".webp", "TIFF": ".tif", "SVG": ".svg"}
_AN = ("SVG", "AVIF", "HTML page", "icon file")
_KNOWN = "PNG, JPEG, WebP, TIFF, GIF or SVG"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that can be printed.

    width, height  its size when upright: CSS pixels (1/96 inch) of a vector, pixels of a raster
    notes          what the practice should know, such as "GIF: only the first of 12 frames is shown"
    drawing        the shapes of a vector
    format         "SVG", "PNG", "JPEG", "GIF", "WebP" or "TIFF"
    data           the bytes of the file of a raster
    orientation    of a raster: the EXIF orientation, 1 to 8, that `encode` still has to apply
    """

    path: Path
    kind: Literal["vector", "raster"]
    width: float
    height: float
    notes: tuple[str, ...] = ()
    drawing: Drawing | None = None
    format: str = "SVG"
    data: bytes = field(default=b"", repr=False)
    orientation: int = 1

    @property
    def mirrored(self) -> Picture:
        """The picture with left and right exchanged, however it is stored."""
        if self.drawing is not None:
            return replace(self, drawing=self.drawing.mirrored())
        return replace(self, orientation=_MIRRORED[self.orientation])


_MIRRORED = {1: 2, 2: 1, 3: 4, 4: 3, 5: 6, 6: 5, 7: 8, 8: 7}
"""EXIF orientations in pairs: one, and the same with left and right of the upright picture exchanged."""


def open_picture(path: Path, cache: Cache | None = None) -> Picture:
    """The picture in a file, decoded once to see that it is complete; Pillow is imported for rasters only.

    The drawing of an SVG that was read before is found in `cache`.

    Raises ContentError, whose places name `path`, when the file is missing, unreadable, empty, not what its name
    says, larger than 40 MB, 50 megapixels or, a JPEG, 70, damaged or cut short, or an SVG that cannot be drawn exactly.
    """
    try:
        data = _read(path)
        kind = _kind(path, data)
        if kind == "SVG":
            drawing = _drawing(data, path, cache)
            return Picture(path, "vector", drawing.width, drawing.height, drawing=drawing)
        return _raster(path, kind, data, cache)
    except RasterError as error:
        raise _content_error(path, error) from None


def encode(picture: Picture, width_pt: float, height_pt: float) -> EncodedImage:
    """The pixels of a raster that is `width_pt` × `height_pt` points large on paper, at most 300 to the inch.

    Depends only on the bytes and on `encoded_size`, so a caller may store the result for the next use.
    Baseline JPEGs and plain PNGs that are small enough are not encoded again, only freed of metadata.
    Raises ContentError when the picture cannot be decoded, TypeError for a vector.
    """
    if picture.kind != "raster":
        raise TypeError("a vector has no pixels: paint its drawing")
    try:
        from handout_builder.pictures.raster.encode import encode_file

        full = (int(picture.width), int(picture.height))
        size = encoded_size(picture, width_pt, height_pt)
        return encode_file(picture.format, picture.data, picture.orientation, full, size)
    except RasterError as error:
        raise _content_error(picture.path, error) from None


def encoded_size(picture: Picture, width_pt: float, height_pt: float) -> tuple[int, int]:
    """Pixels across and down of the result of `encode`, which depends on nothing else but the picture."""
    return _side(picture.width, width_pt), _side(picture.height, height_pt)


def dpi_note(picture: Picture, width_pt: float) -> str | None:
    """A note for the practice when a raster `width_pt` points wide has fewer than 150 pixels to the inch."""
    if picture.kind == "vector" or width_pt <= 0:
        return None
    dpi = picture.width * 72 / width_pt
    if dpi >= LOW_DPI:
        return None
    wanted = -int(-LOW_DPI * width_pt // 72)
    return f"prints at {dpi:.0f} dpi and may look coarse; use one at least {wanted} pixels wide"


def _side(pixels: float, points: float) -> int:
    return max(1, min(int(pixels), int(points * MAX_DPI / 72 + 1e-6)))


def _content_error(path: Path, error: RasterError) -> ContentError:
    return ContentError([Problem(Place(path), error.message, error.remedy)])


# --- the file ---


def _read(path: Path) -> bytes:
    """The bytes of the file. Raises RasterError."""
    try:
        if path.is_dir():
            raise RasterError("this is a folder, not a picture", "name the file inside it")
        if not path.exists():
            raise RasterError("there is no such picture", _near(path))
        if not path.is_file():
            raise RasterError("this is not a plain file", f"use a {_KNOWN} file")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is not possible"
        raise RasterError(f"the picture cannot be read: {reason}", "check the file and its permissions") from None
    if not data:
        raise RasterError("the picture is empty (0 bytes)", "get the file again")
    if len(data) > MAX_BYTES:
        raise RasterError(f"the picture has more than {MAX_BYTES // 1_000_000} MB", "save it smaller")
    return data


def _near(path: Path) -> str:
    if not path.parent.is_dir():
        return f"there is no folder {path.parent.as_posix()} either"
    neighbours = [other.name for other in path.parent.iterdir() if other.suffix.lower() in _SUFFIXES]
    return did_you_mean(path.name, neighbours) or "put the file there or correct its name"


def _kind(path: Path, data: bytes) -> str:
    """The kind of the file. Raises RasterError when its name says another one, or when it is not known."""
    named, kind = _SUFFIXES.get(path.suffix.lower()), file_kind(data)
    if kind == named or (named == "SVG" and kind == "HTML page"):  # the SVG reader reports what it found instead
        return named
    suffix = f"named {path.suffix}" if path.suffix else "named without an ending"
    if kind in _BEST_SUFFIX:
        better = path.with_suffix(_BEST_SUFFIX[kind]).name
        raise RasterError(f"it is {suffix} but is really {_with_article(kind)}", f'rename it to "{better}"')
    fact = "it is" if path.suffix.lower() == f".{kind.lower()}" else f"it is {suffix} but is really"
    raise RasterError(f"{fact} {_with_article(kind)}, which cannot be printed", f"save it as {_KNOWN}")


def _with_article(kind: str) -> str:
    if kind == "text":
        return kind
    return f"an {kind}" if kind in _AN else f"a {kind}"


# --- vectors ---


def _drawing(data: bytes, path: Path, cache: Cache | None) -> Drawing:
    """The drawing of an SVG, from `cache` if it is there. Raises ContentError."""
    name = f"{name_of(data, _reader_state())}.drawing" if cache else ""
    found = cache.find(name) if cache else None
    if found is not None:
        return unpacked(found)
    from handout_builder.pictures.svg.read import read_svg  # slow to import, needed only now

    drawing = read_svg(data, path)
    stored = packed(drawing)
    if cache:
        cache.keep(name, stored)
    return as_unpacked(drawing, stored)


@functools.cache
def _reader_state() -> str:
    """What the drawing of an SVG depends on apart from its bytes: the code that reads the SVG and packs the drawing."""
    return code_state(__name__)


# --- rasters ---


def _raster(path: Path, kind: str, data: bytes, cache: Cache | None) -> Picture:
    """The picture of a raster file that was decoded to see that it is complete. Raises RasterError."""
    header = read_header(kind, data)
    _check_once(kind, data, cache)
    from handout_builder.pictures.raster import decode as raster

    with raster.decoding():
        image = raster.open_image(kind, data, at_least=(1, 1))
        orientation = raster.orientation(image)
        size = (header.width, header.height) if kind == "JPEG" else image.size  # a JPEG was decoded coarsely
        pixels = raster.eight_bits(kind, image, data)
        raster.check_pixels(pixels)
        shares = raster.shown_share(pixels)
    width, height = size if orientation < 5 else size[::-1]
    notes = _notes(kind, header, shares if orientation < 5 else shares[::-1])
    return Picture(path, "raster", width, height, notes, None, kind, data, orientation)


def _check_once(kind: str, data: bytes, cache: Cache | None) -> None:
    """Looks into the pixels of a file for damage, unless `cache` knows that it was found whole. Raises RasterError."""
    name = f"{name_of(data, _checker_state())}.whole" if cache else ""
    if cache and cache.find(name) is not None:
        return
    check_whole(kind, data)
    if cache:
        cache.keep(name, b"")


@functools.cache
def _checker_state() -> str:
    """What that look depends on besides the bytes: its code, and the library that decodes."""
    return code_state("handout_builder.pictures.raster.whole")


def _notes(kind: str, header: Header, shares: tuple[float, float]) -> tuple[str, ...]:
    notes = []
    if header.frames > 1:
        parts = "page" if kind == "TIFF" else "frame"
        notes.append(f"{kind}: only the first of {header.frames} {parts}s is shown")
    for side, share in zip(("width", "height"), shares, strict=True):
        if share < LEAST_SHOWN:
            notes.append(f"a clear border takes {1 - share:.0%} of its {side}; crop it, and it prints larger")
    return tuple(notes)
