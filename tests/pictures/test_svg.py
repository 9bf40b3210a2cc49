"""SVG files become drawings that look like them, or problems that name the element and its line."""

from __future__ import annotations

import io
import math
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat
from reportlab.pdfgen.canvas import Canvas

from handout_builder.errors import ContentError
from handout_builder.geometry.drawing import Clipped, Drawing, Item, Segment, Shape
from handout_builder.pictures.svg.colours import read_colour
from handout_builder.pictures.svg.geometry import Matrix, read_transform
from handout_builder.pictures.svg.path import read_path
from handout_builder.pictures.svg.read import read_svg
from handout_builder.pictures.svg.tree import SvgError

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
HERE = Path("drawing.svg")


def svg(body: str, head: str = 'width="100" height="100"') -> bytes:
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"<svg {names} {head}>\n{body}\n</svg>".encode()


def drawn(body: str, head: str = 'width="100" height="100"') -> Drawing:
    return read_svg(svg(body, head), HERE)


def shapes(items: tuple[Item, ...]) -> list[Shape]:
    found: list[Shape] = []
    for item in items:
        found += shapes(item.items) if isinstance(item, Clipped) else [item] if isinstance(item, Shape) else []
    return found


def only(body: str, head: str = 'width="100" height="100"') -> Shape:
    (shape,) = shapes(drawn(body, head).items)
    return shape


def problems(body: str, head: str = 'width="100" height="100"') -> str:
    with pytest.raises(ContentError) as caught:
        drawn(body, head)
    assert all(problem.place.path == HERE for problem in caught.value.problems)
    return str(caught.value)


def ends(path: tuple[Segment, ...]) -> list[tuple[float, ...]]:
    return [tuple(round(value, 4) for value in segment[-2:]) for segment in path if segment[0] != "Z"]


# --- paths ---


def test_each_command_is_the_same_said_absolutely_and_relatively() -> None:
    absolute = "M10 10 H30 V20 L40 25 C40 30 50 30 50 25 S60 20 60 25 Q65 30 70 25 T80 25 A5 8 30 0 1 90 30 Z"
    relative = "m10 10 h20 v10 l10 5 c0 5 10 5 10 0 s10 -5 10 0 q5 5 10 0 t10 0 a5 8 30 0 1 10 5 z"
    one, other = read_path(absolute), read_path(relative)
    assert [segment[0] for segment in one] == [segment[0] for segment in other]
    for left, right in zip(one, other, strict=True):
        assert left[1:] == pytest.approx(right[1:])


@pytest.mark.parametrize(
    "terse, plain",
    [
        ("M1-2.5.5.5l-1-1", "M1 -2.5 L0.5 0.5 L-0.5 -0.5"),
        ("m0 0 1 1 2 2", "M0 0 L1 1 L3 3"),
        ("M1e1,2E+1L.5e-1 3.", "M10 20 L0.05 3"),
        ("M0 0a5 5 0 0110 0", "M0 0 A5 5 0 0 1 10 0"),
        ("M1 1zm2 2", "M1 1ZM3 3"),
    ],
)
def test_terse_path_data_mean_what_they_say(terse: str, plain: str) -> None:
    for left, right in zip(read_path(terse), read_path(plain), strict=True):
        assert left[0] == right[0]
        assert left[1:] == pytest.approx(right[1:])


@pytest.mark.parametrize(
    "data", ["L1 1", "M1", "M1-2.5.5", "M1 1 2", "M1 1,", "M1 1 Lx", "M0 0 A5 5 0 2 1 9 9", "M1 1e999", "M#"]
)
def test_path_data_out_of_grammar_are_refused(data: str) -> None:
    with pytest.raises(SvgError):
        read_path(data)


def test_drawing_goes_on_from_the_start_of_a_closed_path() -> None:
    assert read_path("M5 5h9v9zl3 3") == (
        *(("M", 5, 5), ("L", 14, 5), ("L", 14, 14), ("Z",)),
        *(("M", 5, 5), ("L", 8, 8)),
    )


@given(
    st.tuples(*[st.floats(-50, 50) for _ in range(4)]),
    st.floats(1, 60),
    st.floats(1, 60),
    st.floats(0, 360),
    st.booleans(),
    st.booleans(),
)
@settings(max_examples=60, deadline=None)
def test_arcs_lie_on_one_ellipse_and_end_where_they_should(
    points: tuple[float, float, float, float], rx: float, ry: float, turn: float, large: bool, sweep: bool
) -> None:
    x0, y0, x, y = points
    if math.dist((x0, y0), (x, y)) < 0.5:
        return
    path = read_path(f"M{x0:.4f} {y0:.4f}A{rx:.4f} {ry:.4f} {turn:.4f} {int(large)} {int(sweep)} {x:.4f} {y:.4f}")
    assert path[-1][-2:] == pytest.approx((x, y), abs=1e-3)
    flat = read_transform(f"scale({1 / rx} {1 / ry}) rotate({-turn:.6f})")  # the ellipse becomes a circle
    curves = [flat.path((("M", x0, y0), *path[1:]))[index : index + 2] for index in range(len(path) - 1)]
    grown = max(1.0, math.dist(flat.point(x0, y0), flat.point(x, y)) / 2)
    turned = 0.0
    for before, (kind, x1, y1, x2, y2, x3, y3) in curves:
        ax, ay = before[-2:]
        chord, handle = math.dist((ax, ay), (x3, y3)), math.dist((ax, ay), (x1, y1))
        angle = 2 * math.asin(min(1.0, chord / 2 / grown))
        turned += angle
        assert kind == "C" and angle <= math.pi / 2 + 0.01
        assert handle == pytest.approx(grown * 4 / 3 * math.tan(angle / 4), rel=0.02, abs=0.02)
        assert math.dist((x2, y2), (x3, y3)) == pytest.approx(handle, rel=0.02, abs=0.02)
    assert turned >= math.pi - 0.05 if large or grown > 1.001 else turned <= math.pi + 0.05


@given(st.text(alphabet="MmLlHhVvCcSsQqTtAaZz0123456789.,-+eE \n", max_size=80))
@settings(max_examples=300, deadline=None)
def test_any_path_data_are_read_or_refused(data: str) -> None:
    try:
        path = read_path(data)
    except SvgError:
        return
    assert all(math.isfinite(value) for segment in path for value in segment[1:])
    assert not path or path[0][0] == "M"
    assert all(len(segment) == {"M": 3, "L": 3, "C": 7, "Z": 1}[segment[0]] for segment in path)


@given(st.text(alphabet="()matrixscaleroty0123456789., -", max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_transform_is_read_or_refused(text: str) -> None:
    with suppress(SvgError):
        assert isinstance(read_transform(text), Matrix)


def test_transforms_apply_from_the_right() -> None:
    assert read_transform("translate(10) scale(2,3)").point(1, 1) == (12, 3)
    assert read_transform("rotate(90 5 5)").point(10, 5) == pytest.approx((5, 10))
    assert read_transform("skewX(45)").point(0, 2) == pytest.approx((2, 2))
    assert read_transform("matrix(1 2 3 4 5 6)").point(1, 1) == (9, 12)
    for wrong in ("scale(1 2 3)", "turn(3)", "rotate(3", "translate(,)"):
        with pytest.raises(SvgError):
            read_transform(wrong)


# --- colours and styles ---


@pytest.mark.parametrize(
    "text, expected",
    [
        ("#abc", ("#AABBCC", 1)),
        ("#11223380", ("#112233", 128 / 255)),
        ("TEAL", ("#008080", 1)),
        ("rgb(255, 0,10)", ("#FF000A", 1)),
        ("rgba(100%,0%,0%,50%)", ("#FF0000", 0.5)),
        ("rgb(1 2 3 / .25)", ("#010203", 0.25)),
        ("hsl(120,100%,25%)", ("#008000", 1)),
        ("transparent", ("#000000", 0)),
    ],
)
def test_colours(text: str, expected: tuple[str, float]) -> None:
    colour, opacity = read_colour(text)
    assert (colour, opacity) == (expected[0], pytest.approx(expected[1]))


@pytest.mark.parametrize("text", ["#12", "rgb(1,2)", "blu", "var(--x)", "rgb(1,2,x)", "", "#ggg"])
def test_unknown_colours_are_refused(text: str) -> None:
    with pytest.raises(SvgError):
        read_colour(text)


def test_styles_win_in_the_order_of_css() -> None:
    sheet = "<style>rect{fill:#010101} .a{fill:#020202} #b{fill:#030303} .last{fill:#040404!important}</style>"
    assert only(f'{sheet}<rect width="9" height="9" fill="red"/>').fill == "#010101"
    assert only(f'{sheet}<rect class="a" width="9" height="9"/>').fill == "#020202"
    assert only(f'{sheet}<rect class="a" id="b" width="9" height="9"/>').fill == "#030303"
    assert only(f'{sheet}<rect id="b" width="9" height="9" style="fill:#050505"/>').fill == "#050505"
    assert only(f'{sheet}<rect class="last" id="b" width="9" height="9" style="fill:red"/>').fill == "#040404"


def test_styles_are_inherited_but_opacity_is_not() -> None:
    shape = only(
        '<g fill="none" stroke="red" stroke-width="3" color="blue"><path d="M0 0h9" stroke="currentColor"/></g>'
    )
    assert (shape.fill, shape.stroke, shape.stroke_width) == (None, "#0000FF", 3)
    faded = only('<g opacity=".5"><g opacity=".5"><rect width="9" height="9"/></g></g>')
    assert faded.opacity == 0.25


def test_a_fill_and_a_line_of_other_opacity_are_two_shapes() -> None:
    shape = drawn('<rect width="9" height="9" stroke="red" fill-opacity=".5"/>').items
    assert [(s.fill, s.stroke, s.opacity) for s in shapes(shape)] == [("#000000", None, 0.5), (None, "#FF0000", 1)]


def test_shapes_apart_fade_one_by_one_and_shapes_over_one_another_do_not() -> None:
    apart = '<g opacity=".5"><rect width="9" height="9"/><rect x="20" width="9" height="9"/></g>'
    assert [shape.opacity for shape in shapes(drawn(apart).items)] == [0.5, 0.5]
    assert "opacity 0.5" in problems(apart.replace('x="20"', 'x="5"'))
    assert "opacity 0.5" in problems('<rect width="9" height="9" stroke="red" opacity=".5"/>')


def test_hidden_things_are_left_out() -> None:
    hidden = '<g display="none"><text>x</text></g><rect visibility="hidden" width="9" height="9"/>'
    body = '<rect width="9" height="9"/>' + hidden
    assert len(drawn(body).items) == 1


# --- size ---


def test_the_view_box_is_laid_on_the_page() -> None:
    rect = '<rect x="10" y="10" width="10" height="10"/>'
    head = 'width="100" height="50" viewBox="10 10 10 10" preserveAspectRatio="{}"'
    for how, left, right in [("xMinYMin", 0, 50), ("xMidYMid meet", 25, 75), ("xMaxYMax", 50, 100), ("none", 0, 100)]:
        corners = ends(only(rect, head.format(how)).path)
        assert (min(x for x, _ in corners), max(x for x, _ in corners)) == (left, right)
    covered = drawn(rect, head.format("xMidYMid slice"))
    assert isinstance(covered.items[0], Clipped)


@pytest.mark.parametrize(
    "head, size",
    [
        ('viewBox="0 0 30 40"', (30, 40)),
        ('width="1in" height="72pt"', (96, 96)),
        ('width="60" viewBox="0 0 30 40"', (60, 80)),
        ('width="100%" height="100%" viewBox="0 0 30 40"', (30, 40)),
        ('viewBox="0 0 0.5 1"', (50, 100)),
    ],
)
def test_natural_size(head: str, size: tuple[float, float]) -> None:
    drawing = drawn('<rect width="5" height="5"/>', head)
    assert (drawing.width, drawing.height) == pytest.approx(size)


@pytest.mark.parametrize("head", ["", 'viewBox="0 0 0 5"', 'width="-1" height="4"', 'width="100%" height="4"'])
def test_no_size_is_a_problem(head: str) -> None:
    assert "drawing.svg:1:1" in problems('<rect width="5" height="5"/>', head)


def test_what_reaches_over_the_page_is_cut() -> None:
    assert isinstance(drawn('<rect x="90" width="50" height="50"/>').items[0], Clipped)
    assert isinstance(drawn('<rect x="9" width="50" height="50"/>').items[0], Shape)
    assert "shows nothing" in problems('<rect x="900" width="50" height="50"/>')
    assert "shows nothing" in problems("<g/>")


# --- uses and clips ---


def test_use_places_what_it_names() -> None:
    body = (
        '<defs><rect id="r" width="4" height="4"/></defs><use href="#r" x="10"/><use xlink:href="#r" fill="red" y="9"/>'
    )
    one, two = shapes(drawn(body).items)
    assert (ends(one.path)[0], ends(two.path)[0]) == ((10, 0), (0, 9))
    assert (one.fill, two.fill) == ("#000000", "#FF0000")


def test_a_clip_path_clips() -> None:
    clip = '<clipPath id="c" transform="translate(5)"><rect width="10" height="10"/></clipPath>'
    (clipped,) = drawn(f'{clip}<g clip-path="url(#c)"><rect width="50" height="50"/></g>').items
    assert isinstance(clipped, Clipped)
    assert ends(clipped.clip) == [(5, 0), (15, 0), (15, 10), (5, 10)]
    assert "overlap" in problems(
        clip.replace("/></clip", '/><circle r="5"/></clip') + '<rect clip-path="url(#c)" width="9" height="9"/>'
    )


# --- what is refused ---

REFUSED = {
    "<text>": "<text x='5' y='9'>Do not bend</text>",
    "<image>": "<image href='photo.png' width='9' height='9'/>",
    "<foreignObject>": "<foreignObject/>",
    "<script>": "<defs><script>alert(1)</script></defs>",
    "<switch>": "<switch><rect width='9' height='9'/></switch>",
    "<svg>": "<svg width='5' height='5'><rect width='9' height='9'/></svg>",
    "<blob>": "<blob/>",
    "<animate>": "<rect width='9' height='9'><animate attributeName='x' to='9'/></rect>",
    "onclick": "<rect width='9' height='9' onclick='x()'/>",
    "systemLanguage": "<rect width='9' height='9' systemLanguage='de'/>",
    "filter": "<rect width='9' height='9' filter='url(#f)'/>",
    "mask": "<g mask='url(#m)'><rect width='9' height='9'/></g>",
    "mix-blend-mode": "<rect width='9' height='9' style='mix-blend-mode:multiply'/>",
    "marker-end": "<path d='M0 0h9' marker-end='url(#m)'/>",
    "gradient": "<linearGradient id='g'/><rect width='9' height='9' fill='url(#g)'/>",
    "outside the file": "<use href='other.svg#part'/>",
    "no-such": "<use href='#no-such'/>",
    "inside which": "<g id='a'><use href='#a'/></g>",
    "symbol": "<symbol id='s'><rect width='9' height='9'/></symbol><use href='#s'/>",
    "@import": "<style>@import url(https://example.org/a.css);</style><rect width='9' height='9'/>",
    "selector": "<style>g > rect {fill:red}</style><rect width='9' height='9'/>",
    "stretched": "<path d='M0 0h9' stroke='red' transform='scale(1 2)'/>",
    "dashes": "<path d='M0 0h9' stroke='red' stroke-dasharray='2 3' stroke-dashoffset='1'/>",
    "stroke-miterlimit": "<path d='M0 0L9 2L0 4L4 9' fill='none' stroke='red' stroke-miterlimit='20'/>",
    "square ends": "<path d='M5 5L5 5' stroke='red' stroke-linecap='square'/>",
    "fill: ": "<rect width='9' height='9' fill='blu'/>",
    "not a length": "<rect width='3em' height='9'/>",
    "paint-order": "<rect width='9' height='9' paint-order='stroke'/>",
    "vector-effect": "<rect width='9' height='9' vector-effect='non-scaling-stroke'/>",
    "below zero": "<circle r='-4'/>",
    "transform": "<rect width='9' height='9' transform='spin(3)'/>",
    "clipPath": "<clipPath id='c' clipPathUnits='objectBoundingBox'/><rect width='9' height='9' clip-path='url(#c)'/>",
}


@pytest.mark.parametrize("word", REFUSED)
def test_what_cannot_be_drawn_exactly_is_named_with_its_line(word: str) -> None:
    text = problems("\n\n" + REFUSED[word])
    assert word in text
    assert "drawing.svg:4:" in text


def test_all_problems_are_told_at_once() -> None:
    text = problems("<text>a</text>\n<image href='x.png'/>\n<rect width='9' height='9' fill='blu'/>")
    assert [f"drawing.svg:{line}:" in text for line in (2, 3, 4)] == [True] * 3


@pytest.mark.parametrize(
    "data, word",
    [
        (b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>', "document type"),
        ('<!DOCTYPE svg SYSTEM "http://example.org/x.dtd"><svg/>'.encode("utf-16"), "document type"),
        (b'<?xml-stylesheet href="a.css"?><svg xmlns="http://www.w3.org/2000/svg"/>', "another file"),
        (b"<svg width='9' height='9'/>", "namespace"),
        (b"<html/>", "not an SVG"),
        (b"<svg", "not readable"),
        (b"", "not readable"),
        (b"<?xml version='1.0' encoding='klingon'?><svg/>", "not readable"),
        (b"\xff\xff\xff", "not readable"),
        (svg("<rect xlunk:href='#a'/>"), "not readable"),
    ],
)
def test_files_that_are_no_safe_svg(data: bytes, word: str) -> None:
    with pytest.raises(ContentError, match=word):
        read_svg(data, HERE)


def test_editors_own_elements_and_attributes_draw_nothing() -> None:
    body = (
        '<x:namedview xmlns:x="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"><a/></x:namedview>'
        '<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></metadata><title>x</title>'
        '<g xmlns:ink="http://www.inkscape.org/namespaces/inkscape" ink:label="Layer" style="-inkscape-font:x">'
        '<rect width="9" height="9" data-name="a" aria-label="b"/></g>'
    )
    assert len(drawn(body).items) == 1


BOMBS = {
    "uses": "<defs><path id='p0' d='M0 0h1'/>"
    + "".join(f"<g id='p{n}'>" + f"<use href='#p{n - 1}'/>" * 10 + "</g>" for n in range(1, 9))
    + "</defs><use href='#p8'/>",
    "points": f"<path d='M0 0{'l1 1 ' * 300_000}'/>",
    "repeated points": f"<path id='a' d='M0 0{'l1 1 ' * 90_000}'/>" + "<use href='#a'/>" * 50,
    "nesting": "<g>" * 5_000 + "</g>" * 5_000,
    "elements": "<g/>" * 60_000,
    "dashes": "<path d='M0 0h90' stroke='red' stroke-dasharray='.00001'/>",
    "transforms": f"<rect width='9' height='9' transform='{'scale(1)' * 100_000}'/>",
    "rules": f"<style>{'a{fill:red}' * 5_000}</style><rect width='9' height='9'/>",
    "numbers": f"<polygon points='{'1 ' * 900_000}'/>",
    "faults": "<text/>" * 5_000,
}


@pytest.mark.parametrize("kind", BOMBS)
def test_work_is_bounded(kind: str) -> None:
    start = time.process_time()
    assert problems(BOMBS[kind])
    assert time.process_time() - start < 5  # a bomb takes minutes; this is no measure of speed


# --- files drawn by others, and an independent eye ---


def rendered(drawing: Drawing, width: int) -> Image.Image:
    """The drawing through a PDF as pixels, grey."""
    pdfium = pytest.importorskip("pypdfium2")
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(drawing.width, drawing.height))
    canvas.transform(1, 0, 0, -1, 0, drawing.height)
    for item in drawing.items:
        _paint(canvas, item)
    canvas.save()
    page = pdfium.PdfDocument(target.getvalue())[0]
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


@pytest.mark.parametrize(
    "source", ["features", *foreign_files()[::11], *sorted((ROOT / "layouts").rglob("*.svg"))], ids=str
)
def test_drawings_look_like_another_programs(source: str | Path) -> None:
    resvg = pytest.importorskip("resvg_py")
    data = FEATURES if isinstance(source, str) else source.read_bytes()
    drawing = read_svg(data, HERE)
    theirs = Image.open(
        io.BytesIO(bytes(resvg.svg_to_bytes(svg_string=data.decode(), width=400, dpi=96, background="#ffffff")))
    )
    ours = rendered(drawing, 400)
    difference = ImageChops.difference(ours.resize(theirs.size), theirs.convert("L"))
    assert ImageStat.Stat(difference).mean[0] < 2.5  # edges are softened differently
    far = difference.point([0] * 100 + [255] * 156)
    assert ImageStat.Stat(far).mean[0] < 255 * 0.002


@pytest.mark.skipif(not foreign_files(), reason="the shared data are not here")
def test_every_drawing_of_others_is_drawn() -> None:
    for path in foreign_files():
        drawing = read_svg(path.read_bytes(), path)
        assert len(drawing.items) >= 1 and drawing.width > 100


def test_the_brand_marks_are_drawn() -> None:
    for name in ("fernhollow/fern.svg", "quince/quince.svg"):
        path = ROOT / "layouts" / "brands" / name
        colours = {
            paint for shape in shapes(read_svg(path.read_bytes(), path).items) for paint in (shape.fill, shape.stroke)
        }
        expected = {"#0B6E78", "#FFFFFF"} if "fern" in name else {"#6E2445", "#9C6405"}
        assert colours - {None} == expected
