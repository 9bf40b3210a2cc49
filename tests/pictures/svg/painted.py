"""A drawing through our PDF, and SVG text through another program → pixels, and how far apart they are."""

from __future__ import annotations

import io

import pypdfium2
from PIL import Image, ImageChops, ImageStat

from handout_builder.boxes import PlacedDrawing
from handout_builder.geometry.drawing import Drawing
from tests.pdf.sample import tagged
from tests.pdf.written import made

SIDE = 240
"""Pixels of the longer side."""


def on_paper(drawing: Drawing) -> Image.Image:
    """The drawing as a page of ours shows it on white paper, `SIDE` pixels large, in colours."""
    points = SIDE / 4 / max(drawing.width, drawing.height)
    data = made(tagged("Figure", PlacedDrawing(100, 100, points, drawing, ()), alt="A logo"))
    with pypdfium2.PdfDocument(data) as document:
        page: Image.Image = document[0].render(scale=4).to_pil().convert("RGB")
    width, height = round(drawing.width * points * 4), round(drawing.height * points * 4)
    return page.crop((400, 400, 400 + width, 400 + height))


def elsewhere(svg: bytes, size: tuple[int, int]) -> Image.Image:
    """The SVG as resvg draws it on white, twice as fine and then `size` pixels large."""
    import resvg_py

    drawn = bytes(resvg_py.svg_to_bytes(svg_string=svg.decode(), width=2 * size[0], background="#ffffff"))
    return Image.open(io.BytesIO(drawn)).convert("RGB").resize(size, Image.Resampling.BOX)


def difference(one: Image.Image, other: Image.Image) -> tuple[float, float]:
    """Mean over all pixels of the worst channel's difference (0 to 255), and the share of pixels that differ by 64."""
    red, green, blue = ImageChops.difference(one, other).split()
    worst = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    far = worst.point([0] * 64 + [255] * 192)
    return ImageStat.Stat(worst).mean[0], ImageStat.Stat(far).mean[0] / 255
