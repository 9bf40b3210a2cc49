"""What reaches the library that draws gradients is a copy of allowed parts; all else in the file is refused."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from handout_builder.geometry.drawing import Finished
from handout_builder.pictures.svg import gate, read, scene
from tests.pictures.svg.beyond_shapes import DRAWN
from tests.pictures.svg.drawn import drawn, problems

GRADIENT = "<linearGradient id='g'><stop stop-color='red'/><stop offset='1'/></linearGradient>"
LOGO = GRADIENT + "<rect id='r' width='90' height='90' fill='url(#g)'/>"
MASKED = GRADIENT + "<mask id='m'>{}</mask><rect width='90' height='90' fill='url(#g)' mask='url(#m)'/>"
WHITE = "<rect width='90' height='90' fill='white'/>"
HOSTILE = {
    "text": (LOGO + "<text x='5' y='9'>Do not bend</text>", "<text> cannot be drawn exactly"),
    "text in a mask": (MASKED.format(WHITE + "<text>x</text>"), "<text> cannot be drawn exactly"),
    "text in a clip": (
        LOGO + "<clipPath id='c'><text>x</text></clipPath><g clip-path='url(#c)'><path d='M0 0h9v9z'/></g>",
        "<text> cannot be drawn exactly",
    ),
    "text that is used": (LOGO + "<defs><text id='t'>x</text></defs><use href='#t'/>", "it shows a <text>"),
    "a picture from the disk": (LOGO + "<image href='/etc/passwd' width='9' height='9'/>", "<image>"),
    "a picture in a mask": (MASKED.format("<image href='a.png' width='9' height='9'/>"), "<image>"),
    "a picture of its own data": (LOGO + "<image href='data:image/png;base64,AAAA' width='9' height='9'/>", "<image>"),
    "another page": (LOGO + "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>", "<foreign"),
    "a picture in the picture": (LOGO + "<svg width='9' height='9'><path d='M0 0h9v9z'/></svg>", "<svg> cannot"),
    "a program": (LOGO + "<defs><script>alert(1)</script></defs>", "<script> is a program"),
    "a program on an event": (LOGO.replace("<rect", "<rect onload='x()'"), "runs a program (onload)"),
    "a moving colour": (
        LOGO.replace("<stop offset='1'/>", "<stop offset='1'><animate attributeName='offset' to='0'/></stop>"),
        "<animate> moves",
    ),
    "a shape of another file": (LOGO + "<use href='other.svg#part'/>", "outside the file"),
    "a gradient of another file": (LOGO + "<rect width='9' height='9' fill='url(other.svg#g)'/>", "outside the file"),
    "a gradient from a server": (LOGO.replace("url(#g)", "url(http://example.org/a.svg#g)"), "outside the file"),
    "colours of another file": (
        "<linearGradient id='g' href='other.svg#g'/><rect width='9' height='9' fill='url(#g)'/>",
        "outside the file",
    ),
    "a mask of another file": (LOGO.replace("<rect", "<rect mask='url(file:///a.svg#m)'"), "outside the file"),
    "a mask that is a picture": (LOGO.replace("<rect", "<rect style='mask:linear-gradient(red,blue)'"), "uses mask"),
    "a clip of another file": (LOGO.replace("<rect", "<rect clip-path='url(a.svg#c)'"), "outside the file"),
    "a style sheet of another file": ("<style>@import url(a.css);</style>" + LOGO, "uses @import"),
    "a filter": (LOGO.replace("<rect", "<rect filter='url(#f)'"), "uses filter"),
    "a blend": (LOGO.replace("<rect", "<rect style='mix-blend-mode:multiply'"), "uses mix-blend-mode"),
    "an order of nothing": (LOGO.replace("<rect", "<rect paint-order='top'"), "uses paint-order: top"),
    "a marker": (LOGO + "<path d='M0 0h9' marker-end='url(#m)'/>", "uses marker-end"),
    "a pattern": ("<pattern id='g'/>" + LOGO.removeprefix(GRADIENT), "url(#g) is a pattern or no gradient"),
    "a gradient that repeats": (LOGO.replace("'g'>", "'g' spreadMethod='repeat'>"), "uses spreadMethod: repeat"),
    "a gradient without colours": ("<linearGradient id='g'/>" + LOGO.removeprefix(GRADIENT), "has no colours (stop)"),
    "a gradient from a point to itself": (LOGO.replace("'g'>", "'g' x1='.5' x2='50%'>"), "no longer than a point"),
    "a gradient made flat": (LOGO.replace("'g'>", "'g' gradientTransform='scale(1 0)'>"), "no longer than a point"),
    "a gradient without a radius": (
        GRADIENT.replace("linear", "radial").replace("'g'", "'g' r='0'") + LOGO.removeprefix(GRADIENT),
        "no longer than a point",
    ),
    "a mask with a mask": (
        MASKED.format(WHITE).replace("'m'>", "'m' mask='url(#n)'>") + f"<mask id='n'>{WHITE}</mask>",
        "its mask has a mask itself",
    ),
    "a clip in parts of a line": (
        "<clipPath id='c' clipPathUnits='objectBoundingBox'><rect width='1' height='1'/></clipPath>"
        "<path d='M0 50h90' stroke='red' clip-path='url(#c)'/>",
        "in parts of a line",
    ),
    "a clip of a use of a use": (
        "<path id='a' d='M0 0h9v9z'/><use id='b' href='#a'/><clipPath id='c'><use href='#b'/></clipPath>"
        + LOGO.replace("<rect", "<rect clip-path='url(#c)'"),
        "its clipPath shows a <use>",
    ),
    "a gradient that is not there": (LOGO.replace("url(#g)", "url(#h)"), 'nothing in the file has the id "h"'),
    "a focus at the rim": (
        GRADIENT.replace("linear", "radial").replace("'g'", "'g' fx='1'") + LOGO.removeprefix(GRADIENT),
        "the focus of its gradient is at the rim",
    ),
    "a gradient from a circle": (
        GRADIENT.replace("linear", "radial").replace("'g'", "'g' fr='.2'") + LOGO.removeprefix(GRADIENT),
        "begins at a circle",
    ),
    "a mask in colours": (MASKED.format("<rect width='90' height='90' fill='red'/>"), "its mask has colours"),
    "a mask with colours around it": (
        "<g fill='red'>" + MASKED.format("<circle r='9'/>") + "</g>",
        "its mask has colours",
    ),
    "a mask with a coloured gradient": (MASKED.format("<circle r='9' fill='url(#g)'/>"), "its mask has colours"),
    "a mask that is a group": (LOGO.replace("<rect", "<g id='m'/><rect mask='url(#m)'"), 'its mask "m" is a <g>'),
    "colours in another light": (LOGO.replace("'g'>", "'g' color-interpolation='linearRGB'>"), "color-interpolation"),
    "only for some readers": (LOGO.replace("<rect", "<rect systemLanguage='de'"), "only some readers draw it"),
    "a place of nothing": (
        LOGO + "<defs><path id='a' d='M0 0h9v9z'/></defs><use href='#a' x='1em'/>",
        "is not a length",
    ),
    "a strange style around a gradient": (
        f"<g display='none' fill='blu'>{GRADIENT}</g>" + LOGO.removeprefix(GRADIENT),
        '"blu" is not a colour',
    ),
    "a branch": (LOGO + "<switch><path d='M0 0h9v9z'/></switch>", "<switch>"),
    "a symbol": (LOGO + "<symbol id='s'><path d='M0 0h9v9z'/></symbol><use href='#s'/>", "it shows a <symbol>"),
    "dashes of another length": (
        LOGO + "<path d='M0 0h9' stroke='red' stroke-dasharray='2' pathLength='3'/>",
        "its dashes are scaled (pathLength)",
    ),
    "a dot with square ends": (
        LOGO + "<path d='M5 5L5 5' stroke='red' stroke-linecap='square'/>",
        "which a PDF leaves",
    ),
    "a number of nothing": (LOGO.replace("'g'>", "'g' x1='1;drop'>"), "is not a length"),
    "a negative circle": (
        GRADIENT.replace("linear", "radial").replace("'g'", "'g' r='-1'") + LOGO.removeprefix(GRADIENT),
        "r is below zero",
    ),
    "an unknown unit": (MASKED.format(WHITE).replace("id='m'", "id='m' maskUnits='page'"), "uses maskUnits: page"),
    "a colour of nothing": (LOGO.replace("'red'", "'none'"), "is not a colour"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_f67_what_may_not_pass_is_named_with_its_line_and_never_reaches_the_library(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read, "finished", _unexpected)
    body, reason = HOSTILE[kind]
    text = problems("\n\n" + body)
    assert reason in text
    assert re.search(r"drawing\.svg:4:\d+: ", text)


def _unexpected(svg: str) -> Finished:
    raise AssertionError(f"the library is asked for {svg}")


def chain(element: str, body: str, times: int, number: int = 12) -> str:
    """Elements of which each shows the next one `times` times over."""
    parts = [f"<{element} id='p{number}'>{body}</{element}>"]
    for at in range(number):
        shown = f"<g mask='url(#p{at + 1})'>{body}</g>" if element == "mask" else f"<use href='#p{at + 1}'/>"
        parts.append(f"<{element} id='p{at}'>{shown * times}</{element}>")
    return "".join(parts)


BOMBS = {
    "masks of masks": (chain("mask", WHITE, 4) + "<g mask='url(#p0)'>" + LOGO + "</g>", "more than 2,000 parts"),
    "uses of uses": (chain("g", "<path d='M0 0h9v9z'/>", 9) + LOGO, "more than 2,000 parts"),
    "points": (
        LOGO + f"<path id='a' d='M0 0{'l1 1 ' * 30_000}'/>" + "<use href='#a'/>" * 9,
        "more than 200,000 points",
    ),
    "a gradient of itself": (LOGO.replace("'g'>", "'g' href='#g'>"), 'it shows "g", which contains it'),
    "two gradients of each other": (
        LOGO.replace("'g'>", "'g' href='#h'>") + "<linearGradient id='h' href='#g'/>",
        'it shows "g", which contains it',
    ),
    "a mask of itself": (MASKED.format("<g mask='url(#m)'>" + WHITE + "</g>"), 'it shows "m", which contains it'),
    "a clip of itself": (
        LOGO
        + "<clipPath id='c' clip-path='url(#c)'><path d='M0 0h9v9z'/></clipPath><circle clip-path='url(#c)' r='9'/>",
        'it shows "c", which contains it',
    ),
    "a long chain of gradients": (
        "".join(f"<linearGradient id='g{n}' href='#g{n + 1}'/>" for n in range(99))
        + GRADIENT.replace("'g'", "'g99'")
        + "<rect width='9' height='9' fill='url(#g0)'/>",
        "nested deeper than 60",
    ),
    "dashes": (LOGO + "<path d='M0 0h90' stroke='red' stroke-dasharray='.00001'/>", "more than 20,000; draw longer"),
    "faults": (GRADIENT + "<rect width='9' height='9' fill='url(#g)' filter='url(#f)'/>" * 3_000, "uses filter"),
}


@pytest.mark.parametrize("kind", BOMBS)
def test_f67_work_is_bounded(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "finished", _unexpected)
    monkeypatch.setattr(gate, "_MAX_VISITS", 2_000)
    monkeypatch.setattr(scene, "_MAX_VISITS", 2_000)
    body, reason = BOMBS[kind]
    assert reason in problems(body)


ELEMENTS = {"svg", "g", "defs", "use", "path", "clipPath", "mask", "linearGradient", "radialGradient", "stop"}
ATTRIBUTES = re.compile(
    "width|height|viewBox|preserveAspectRatio|id|href|x|y|d|transform|gradientTransform|gradientUnits|[xy][12]|c[xy]|r|"
    "f[xyr]|offset|clipPathUnits|maskUnits|maskContentUnits|mask-type|color|(fill-|stroke-|stop-)?opacity|fill|stroke|"
    "stop-color|stroke-(width|linecap|linejoin|miterlimit|dasharray|dashoffset)|(fill|clip)-rule|clip-path|mask|"
    "visibility|paint-order"
)


def copy_of(body: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """What the library is asked to draw."""
    monkeypatch.setattr(read, "can_draw", lambda: True)
    monkeypatch.setattr(read, "finished", lambda svg: Finished(svg, ()))
    finished = drawn(body).finished
    assert finished is not None
    return finished.svg


def test_f67_the_copy_holds_allowed_names_and_points_inside_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    for body in DRAWN.values():
        root = ElementTree.fromstring(copy_of(body, monkeypatch))
        ids = {node.attrib["id"] for node in root.iter() if "id" in node.attrib}
        for node in root.iter():
            assert node.tag.removeprefix("{http://www.w3.org/2000/svg}") in ELEMENTS
            assert all(map(ATTRIBUTES.fullmatch, node.attrib))
            assert not (node.text or "").strip() and not (node.tail or "").strip()
            named = [re.fullmatch(r"url\(#(i\d+)\)", value) for value in node.attrib.values() if "url" in value]
            assert all(found and found[1] in ids for found in named)
            assert node.attrib.get("href", "#i0").removeprefix("#") in {*ids, "i0"}


def test_f67_what_is_never_drawn_stays_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    unused = (
        "<defs><text id='t'>Secret</text><image href='secret.png'/><filter id='f'><feImage href='secret.png'/></filter>"
        "<pattern id='p'><image href='secret.png'/></pattern></defs><g display='none'><text>Secret</text></g>"
        "<title>Secret</title><metadata>Secret</metadata><!-- Secret -->"
    )
    tricky = LOGO.replace("'g'", "'Secret&quot;/>&lt;text'").replace("#g", "#Secret&quot;/>&lt;text")
    for body in (unused + LOGO, LOGO + unused, tricky.replace("<rect", "<rect class='Secret' data-x='Secret'")):
        svg = copy_of(body, monkeypatch)
        assert "ecret" not in svg and "text" not in svg and "image" not in svg
        assert svg.count("<path") == 1


def test_f67_of_two_with_one_id_the_first_is_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    svg = copy_of(LOGO + GRADIENT.replace("red", "blue"), monkeypatch)
    assert svg.count("<stop") == 2 and "#FF0000" in svg


def test_f67_styles_around_what_is_referred_to_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    body = (
        "<defs fill='#111111' opacity='.5'><g color='#222222' display='none'>"
        + GRADIENT.replace("'red'", "'currentColor'")
        + "<mask id='m'><rect width='9' height='9'/></mask></g></defs>"
        "<rect width='9' height='9' mask='url(#m)' fill='url(#g)'/>"
    )
    svg = copy_of(body, monkeypatch)
    assert '<defs fill="#111111"><defs color="#222222"><linearGradient' in svg
    assert 'stop-color="currentColor"' in svg


@pytest.mark.parametrize("value", ["0.0000001", "123456.789", "-0.00001", "1e-7", "1e6"])
def test_f67_numbers_are_written_without_exponents(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    svg = copy_of(LOGO.replace("'g'>", f"'g' x1='{value}'>"), monkeypatch)
    written = re.search(r' x1="([-.\d]+)"', svg)
    assert written and float(written[1]) == pytest.approx(float(value))
