"""What cannot be drawn exactly is a problem with element and line, after bounded work."""

from __future__ import annotations

import pytest

from handout_builder.errors import ContentError
from handout_builder.geometry.path import Segment
from handout_builder.pictures.svg import elements, scene
from handout_builder.pictures.svg.elements import Viewport
from handout_builder.pictures.svg.read import read_svg
from handout_builder.pictures.svg.scene import Scene
from handout_builder.pictures.svg.style import Style
from handout_builder.pictures.svg.tree import Node
from tests.pictures.svg.drawn import HERE, drawn, problems, svg

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
    "mix-blend-mode": "<rect width='9' height='9' style='mix-blend-mode:multiply'/>",
    "marker-end": "<path d='M0 0h9' marker-end='url(#m)'/>",
    "gradient": "<linearGradient id='g'/><rect width='9' height='9' fill='url(#g)'/>",
    "outside the file": "<use href='other.svg#part'/>",
    "no-such": "<use href='#no-such'/>",
    "which contains it": "<g id='a'><use href='#a'/></g>",
    "symbol": "<symbol id='s'><rect width='9' height='9'/></symbol><use href='#s'/>",
    "uses @import": "<style>@import url(https://example.org/a.css);</style><rect width='9' height='9'/>",
    "selector": "<style>g > rect {fill:red}</style><rect width='9' height='9'/>",
    "square ends": "<path d='M5 5L5 5' stroke='red' stroke-linecap='square'/>",
    "fill: ": "<rect width='9' height='9' fill='blu'/>",
    "not a length": "<rect width='3em' height='9'/>",
    "vector-effect": "<rect width='9' height='9' vector-effect='non-scaling-stroke'/>",
    "below zero": "<circle r='-4'/>",
    "transform": "<rect width='9' height='9' transform='spin(3)'/>",
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


HIDDEN = "<rect visibility='hidden'/>"
TIMES_TEN = "".join(f"<g id='p{n}'>" + f"<use href='#p{n - 1}'/>" * 10 + "</g>" for n in range(1, 9))
BOMBS: dict[str, tuple[str, str]] = {
    "uses": (f"<defs><path id='p0' d='M0 0h1'/>{TIMES_TEN}</defs><use href='#p8'/>", "more than 5,000 parts"),
    "points": (f"<path d='M0 0{'l1 1 ' * 300_000}'/>", "more than 200,000 points"),
    "repeated points": (
        f"<path id='a' d='M0 0{'l1 1 ' * 90_000}'/>" + "<use href='#a'/>" * 50,
        "more than 200,000 points",
    ),
    "nesting": ("<g>" * 5_000 + "</g>" * 5_000, "nested deeper than 60"),
    "elements": ("<g/>" * 60_000, "more than 50,000 elements"),
    "hidden parts of clips": (
        f"<clipPath id='c'>{HIDDEN * 2_000}<path d='M0 0h9v9z'/></clipPath>"
        + "<path d='M0 0h9v9z' clip-path='url(#c)'/>" * 2_000,
        "more than 5,000 parts",
    ),
    "dashes": ("<path d='M0 0h90' stroke='red' stroke-dasharray='.00001'/>", "more than 20,000; draw longer dashes"),
    "transforms": (f"<rect width='9' height='9' transform='{'scale(1)' * 100_000}'/>", "more than 2,000 characters"),
    "rules": (f"<style>{'a{fill:red}' * 5_000}</style><rect width='9' height='9'/>", "more than 500 style rules"),
    "numbers": (f"<polygon points='{'1 ' * 900_000}'/>", "more than 200,000 points"),
    "faults": ("<text/>" * 5_000, "cannot be drawn exactly"),
}


@pytest.mark.parametrize("kind", BOMBS)
def test_work_is_bounded(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Styles looked up and points placed are counted; without the limits a bomb has a hundred times as many."""
    styles, points = 0, 0
    look_up, outline = Scene._style, elements.shape_path

    def styled(self: Scene, node: Node, around: Style) -> Style:
        nonlocal styles
        styles += 1
        assert styles <= 25_000
        return look_up(self, node, around)

    def outlined(node: Node, viewport: Viewport) -> tuple[Segment, ...]:
        nonlocal points
        path = outline(node, viewport)
        points += len(path)
        assert points <= 400_000
        return path

    monkeypatch.setattr(Scene, "_style", styled)
    monkeypatch.setattr(scene, "shape_path", outlined)
    source, reason = BOMBS[kind]
    said = problems(source)
    assert reason in said
    assert said.count("\n") < 20
