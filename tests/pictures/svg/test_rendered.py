"""Drawings look as another program shows them."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat
from reportlab.pdfgen.canvas import Canvas

from handout_builder.geometry.drawing import Clipped, Drawing, Item, Shape
from handout_builder.geometry.path import Segment
from handout_builder.pictures.svg.read import read_svg
from tests import REPOSITORY, SHARED, needs
from tests.pictures.svg.drawn import HERE, shapes, svg


def rendered(drawing: Drawing, width: int) -> Image.Image:
    """The drawing through a PDF as pixels, grey."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(drawing.width, drawing.height))
    canvas.transform(1, 0, 0, -1, 0, drawing.height)
    for item in drawing.items:
        _paint(canvas, item)
    canvas.save()
    page = pypdfium2.PdfDocument(target.getvalue())[0]
    picture: Image.Image = page.render(scale=width / drawing.width).to_pil()
    return picture.convert("L")


def _paint(canvas: Canvas, item: Item) -> None:
    canvas.saveState()
    if isinstance(item, Clipped):
        canvas.clipPath(_pdf_path(canvas, item.clip), stroke=0, fill=0, fillMode=0 if item.even_odd else 1)
        for inner in item.items:
            _paint(canvas, inner)
    elif isinstance(item, Shape):
        canvas.setMiterLimit(4)
        canvas.setLineCap(["butt", "round", "square"].index(item.cap))
        canvas.setLineJoin(["miter", "round", "bevel"].index(item.join))
        canvas.setLineWidth(item.stroke_width)
        canvas.setDash(*([list(item.dash), 0] if item.dash else []))
        if item.fill:
            canvas.setFillColor(item.fill, alpha=item.opacity)
        if item.stroke:
            canvas.setStrokeColor(item.stroke, alpha=item.opacity)
        canvas.drawPath(
            _pdf_path(canvas, item.path),
            stroke=bool(item.stroke),
            fill=bool(item.fill),
            fillMode=0 if item.even_odd else 1,
        )
    canvas.restoreState()


def _pdf_path(canvas: Canvas, path: tuple[Segment, ...]) -> object:
    pdf = canvas.beginPath()
    draw = {"M": pdf.moveTo, "L": pdf.lineTo, "C": pdf.curveTo, "Z": pdf.close}
    for kind, *values in path:
        draw[kind](*values)
    return pdf


FEATURES = svg(
    '<style>.k{stroke:#123;stroke-width:3;fill:#fc0}</style><defs><path id="t" d="M0 0l9 18h-18z"/></defs>'
    '<clipPath id="c"><circle cx="70" cy="25" r="15"/></clipPath>'
    '<rect class="k" x="5" y="5" width="40" height="25" rx="8"/>'
    '<g clip-path="url(#c)"><rect x="50" width="50" height="25"/></g>'
    '<use href="#t" transform="translate(20 40) rotate(20)" fill="teal" opacity=".5"/>'
    '<path d="M40 60a20 12 30 1 0 30 -10z" fill="none" stroke="purple" stroke-width="2" stroke-dasharray="6 2 1"/>'
    '<path fill-rule="evenodd" d="M60 70h30v25h-30zM67 76h16v13h-16z"/>'
    '<ellipse cx="20" cy="80" rx="15" ry="9" class="k"/>'
    '<polyline points="40 75 45 95 50 75 55 95" fill="none" stroke="#090" stroke-width="3" stroke-linejoin="miter"/>'
)


def foreign_files() -> list[Path]:
    return sorted((SHARED / "data" / "exercises" / "images" / "ek").glob("*.svg"))


@needs.resvg
@pytest.mark.parametrize(
    "source", ["features", *foreign_files()[::11], *sorted((REPOSITORY / "layouts").rglob("*.svg"))], ids=str
)
def test_drawings_look_like_another_programs(source: str | Path) -> None:
    import resvg_py

    data = FEATURES if isinstance(source, str) else source.read_bytes()
    drawing = read_svg(data, HERE)
    theirs = Image.open(
        io.BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=data.decode(), width=400, dpi=96, background="#ffffff")))
    )
    ours = rendered(drawing, 400)
    difference = ImageChops.difference(ours.resize(theirs.size), theirs.convert("L"))
    assert ImageStat.Stat(difference).mean[0] < 2.5  # edges are softened differently
    far = difference.point([0] * 100 + [255] * 156)
    assert ImageStat.Stat(far).mean[0] < 255 * 0.002


@needs.shared
def test_every_drawing_of_others_is_drawn() -> None:
    for path in foreign_files():
        drawing = read_svg(path.read_bytes(), path)
        assert len(drawing.items) >= 1 and drawing.width > 100


def test_the_brand_marks_are_drawn() -> None:
    for name in ("fernhollow/fern.svg", "quince/quince.svg"):
        path = REPOSITORY / "layouts" / "brands" / name
        colours = {
            paint for shape in shapes(read_svg(path.read_bytes(), path).items) for paint in (shape.fill, shape.stroke)
        }
        expected = {"#0B6E78", "#FFFFFF"} if "fern" in name else {"#6E2445", "#9C6405"}
        assert colours - {None} == expected
