"""A drawing written as SVG is the same drawing to the SVG reader, and its words, colours and clips are as given."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import get_args
from xml.etree import ElementTree

import pytest

from handout_builder.geometry.drawing import LABEL_WEIGHTS, Clipped, Drawing, Label, Shape, Weight
from handout_builder.geometry.matrix import Matrix
from handout_builder.geometry.path import Path as Segments
from handout_builder.geometry.path import mapped
from handout_builder.geometry.svg_writer import svg_document, svg_elements
from handout_builder.pictures.svg.read import read_svg

SQUARE: Segments = (("M", 0.0, 0.0), ("L", 9.0, 0.0), ("L", 9.0, 9.0), ("Z",))
CURVE: Segments = (("M", 1.0, 2.25), ("C", 3.0, -4.0, 5.0, 6.5, 7.0, 8.0))
PALETTE = {"skin": "#AABBCC", "accent": "#112233", "text": "#000000"}


def test_the_reader_reads_what_the_writer_wrote() -> None:
    inside = Matrix(e=5.0, f=5.0)
    filled = Shape(SQUARE, fill="#AABBCC", even_odd=True, opacity=0.5)
    stroked = Shape(mapped(CURVE, inside), stroke="#112233", stroke_width=0.065, cap="square", dash=(2.0, 1.125))
    both = replace(stroked, path=mapped(SQUARE, inside), fill="#AABBCC", cap="butt", join="bevel", dash=())
    drawing = Drawing(30.0, 20.0, (filled, stroked, both, Clipped(SQUARE, (stroked, filled), even_odd=True)))
    read = read_svg(svg_document(drawing, {}, scale=1.0).encode(), Path("a.svg"))
    assert (read.width, read.height) == (30, 20)
    assert read.items == drawing.items


def test_a_role_has_the_colour_of_the_palette() -> None:
    shape = Shape(SQUARE, fill="skin", stroke="accent", stroke_width=1)
    (text,) = svg_elements([shape], PALETTE, count())
    assert re.findall(r'(?:fill|stroke)="(.*?)"', text) == ["#AABBCC", "#112233"]
    with pytest.raises(KeyError):
        list(svg_elements([shape], {"skin": "#AABBCC"}, count()))


def test_every_clip_path_has_an_id_of_its_own() -> None:
    inner = Clipped(SQUARE, (Shape(SQUARE, fill="skin"),))
    ids = count(7)
    text = "".join("".join(svg_elements([Clipped(CURVE, (inner,)), inner], PALETTE, ids)) for _ in "ab")
    names = re.findall(r'<clipPath id="(.*?)"', text)
    assert names == [f"clip-{number}" for number in range(7, 13)]
    assert sorted(re.findall(r"url\(#(.*?)\)", text)) == sorted(names)


def test_a_document_is_well_formed_whatever_its_words_are() -> None:
    words = "a < b & \"c\" > 'd'"
    label = Label(1, 2, words, 4, "end", "heavy")
    root = ElementTree.fromstring(svg_document(Drawing(10, 5.5, (label,)), PALETTE, scale=2))
    assert (root.get("viewBox"), root.get("width"), root.get("height")) == ("0 0 10 5.5", "20", "11")
    (text,) = root
    assert text.text == words
    assert [text.get(name) for name in ("text-anchor", "font-weight", "font-size", "fill")] == [
        *("end", "800", "4", "#000000")
    ]


def test_every_weight_of_a_label_has_a_font_weight() -> None:
    assert set(LABEL_WEIGHTS) == set(get_args(Weight))
    assert list(LABEL_WEIGHTS.values()) == sorted(LABEL_WEIGHTS.values())
