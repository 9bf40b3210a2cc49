"""SVG files as programs export them: document types, sizes, style sheets, encodings, inherited properties."""

from __future__ import annotations

from pathlib import Path

import pytest

from handout_builder.errors import ContentError
from handout_builder.geometry.drawing import Shape
from handout_builder.pictures.open import open_picture
from handout_builder.pictures.svg.read import read_svg
from tests.pictures.svg.drawn import HERE, drawn, only, problems, shapes, svg

W3C = '"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"'
SQUARE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><rect width="50" height="50" fill="#080"/></svg>'
)


def read(text: str, encoding: str = "utf-8") -> Shape:
    (shape,) = shapes(read_svg(text.encode(encoding), HERE).items)
    return shape


def refused(data: bytes) -> str:
    with pytest.raises(ContentError) as caught:
        read_svg(data, HERE)
    return str(caught.value)


@pytest.mark.parametrize(
    "doctype",
    [
        f'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" {W3C}>',
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.0//EN" "http://www.w3.org/TR/2001/REC-SVG-20010904/DTD/svg10.dtd">',
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 20010904//EN" "svg10.dtd">',
        f"<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1 Tiny//EN' {W3C}>",
        "<!DOCTYPE svg>",
    ],
)
@pytest.mark.parametrize(
    "head", ["", '<?xml version="1.0" encoding="utf-8"?>\n', "<?xml version='1.0' standalone='no'?>\n"]
)
def test_f68_a_plain_document_type_is_read(head: str, doctype: str) -> None:
    assert read(f"{head}{doctype}\n{SQUARE}") == read(SQUARE)


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE svg SYSTEM "http://example.org/x.dtd">',
        f'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" {W3C} [<!ENTITY a "b">]>',
        f'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" {W3C} []>',
        '<!DOCTYPE svg PUBLIC "-//Acme//DTD Any//EN" "file:///etc/passwd">',
        '<!DOCTYPE svg [<!ATTLIST rect fill CDATA "red">]>',
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x.dtd">',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_f68_other_document_types_are_refused(doctype: str, encoding: str) -> None:
    assert "document type" in refused(f"{doctype}{SQUARE}".encode(encoding))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("entity", ["&path;", "&" + "x" * 200 + ";", "&ns_svg;"])
def test_f68_an_entity_that_the_file_does_not_hold_is_not_dropped(entity: str, encoding: str) -> None:
    doctype = f'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" {W3C}>'
    assert refused(f"{doctype}{SQUARE.replace('#080', '#080' + entity)}".encode(encoding))


def test_f68_characters_written_as_numbers_are_no_entities() -> None:
    doctype = f'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" {W3C}>'
    text = SQUARE.replace("#080", "&#35;080").replace("<rect", "<title>A &amp; B &#x41;</title><rect")
    assert read(doctype + text) == read(SQUARE)


@pytest.mark.parametrize("unit", ["em", "ex", "ch", "rem", "%", "vw", "vh", "vmin", "vmax"])
@pytest.mark.parametrize("sides", ["width height", "width", "height"])
def test_f69_a_size_that_depends_on_the_page_is_that_of_the_view_box(unit: str, sides: str) -> None:
    sized = "".join(f' {side}="1{unit}"' for side in sides.split())
    drawing = read_svg(SQUARE.replace("<svg", f"<svg{sized}").replace("0 0 100 100", "0 0 100 60").encode(), HERE)
    assert (drawing.width, drawing.height) == (100, 60)


def test_f69_without_a_view_box_such_a_size_is_no_size() -> None:
    assert "neither a size nor a viewBox" in problems("<path d='M0 0h9v9'/>", 'width="1em" height="1em"')


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
@pytest.mark.parametrize(
    "head", ['<?xml version="1.0" encoding="UTF-16"?>', '<?xml version="1.0" encoding="UTF-16"?>\n']
)
def test_f69_utf_16_is_read(encoding: str, head: str, tmp_path: Path) -> None:
    path = tmp_path / "a.svg"
    path.write_bytes(((head if encoding != "utf-8-sig" else "") + SQUARE).encode(encoding))
    picture = open_picture(path)
    assert picture.drawing and shapes(picture.drawing.items) == [read(SQUARE)]


def test_f69_utf_16_may_begin_with_its_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.svg"
    path.write_bytes(b"\xfe\xff" + SQUARE.encode("utf-16-be"))
    assert open_picture(path).drawing


@pytest.mark.parametrize(
    "sheet",
    [
        "@media (prefers-color-scheme: dark) {.k{fill:#fff}} .k{fill:#123456}",
        ".k{fill:#123456} @media screen and (min-width: 9px) {.k{fill:#fff} path{stroke:red}}",
        "@media(prefers-color-scheme:dark){}.k{fill:#123456}",
        '@charset "utf-8"; .k{fill:#123456}',
        "@font-face{font-family:Nice;src:url(https://example.org/nice.woff)} .k{fill:#123456}",
    ],
)
def test_f69_rules_that_are_not_for_paper_are_left_out(sheet: str) -> None:
    assert only(f'<style>{sheet}</style><path class="k" d="M0 0h9v9z"/>').fill == "#123456"


@pytest.mark.parametrize(
    "sheet",
    [
        "@media print {.k{fill:#fff}}",
        "@media all{.k{fill:#fff}}",
        "@media not screen{.k{fill:#fff}}",
        "@import url(other.css);",
        "@supports (fill: red) {.k{fill:#fff}}",
        "@media screen {.k{fill:#fff}",
    ],
)
def test_f69_rules_that_may_be_for_paper_are_refused(sheet: str) -> None:
    assert problems(f'<style>.k{{fill:red}} {sheet}</style><path class="k" d="M0 0h9v9z"/>')


@pytest.mark.parametrize(
    "colour",
    ["rgba(0,50%,0,.5)", "rgb(0 50% 0)", "rgb(50%, 0, 0)", "rgb(10, 20, 30%)", "rgb(10deg, 0, 0)", "rgb(1%,2%,3)"],
)
@pytest.mark.parametrize("where", ["fill", "stroke"])
def test_f70_a_colour_that_mixes_numbers_and_percentages_is_refused(where: str, colour: str) -> None:
    assert "is not a colour" in problems(f'<path {where}="{colour}" d="M0 0h9v9z"/>')


@pytest.mark.parametrize("colour", ["rgb(50%, 0%, 0%)", "rgba(0%,50%,0%,.5)", "rgba(0,127,0,50%)", "rgb(1 2 3 / .5)"])
def test_f70_a_colour_of_one_kind_is_read(colour: str) -> None:
    assert only(f'<path fill="{colour}" d="M0 0h9v9z"/>').fill


INHERITED = {
    "color": ("#123456", 'fill="currentColor"'),
    "fill": ("#123456", ""),
    "stroke": ("#123456", ""),
    "fill-opacity": ("0.5", ""),
    "stroke-opacity": ("0.5", 'stroke="red"'),
    "stroke-width": ("3", 'stroke="red"'),
    "stroke-linecap": ("square", 'stroke="red"'),
    "stroke-linejoin": ("bevel", 'stroke="red"'),
    "stroke-miterlimit": ("1", 'stroke="red"'),
    "stroke-dasharray": ("3 1", 'stroke="red"'),
    "fill-rule": ("evenodd", ""),
    "visibility": ("hidden", ""),
}
PATH = "M10 10h30v30h-30zM20 20h10v10h-10z"
FOR_SIGHT = '<rect x="80" y="80" width="9" height="9" fill="red" stroke="none" visibility="visible"/>'
ANCESTORS = {
    "g": "<g {0}>{1}</g>",
    "g in g": "<g {0}><g>{1}</g></g>",
    "svg": "{1}",
    "use": '<defs><g id="a">{1}</g></defs><use href="#a" {0}/>',
    "use of a shape": '<defs>{1}</defs><use href="#p" {0}/>',
    "g around use": '<defs>{1}</defs><g {0}><use href="#p"/></g>',
    "symbol": '<symbol id="a" {0}>{1}</symbol><use href="#a"/>',
    "use of a symbol": '<symbol id="a">{1}</symbol><use href="#a" {0}/>',
    "a": "<a {0}>{1}</a>",
    "switch": "<switch {0}>{1}</switch>",
    "svg in svg": "<svg {0}>{1}</svg>",
}
REFUSED = {"symbol", "use of a symbol", "a", "switch", "svg in svg"}


@pytest.mark.parametrize("as_style", [False, True], ids=["attribute", "style"])
@pytest.mark.parametrize("ancestor", ANCESTORS)
@pytest.mark.parametrize("name", INHERITED)
def test_every_inherited_property_on_every_ancestor(name: str, ancestor: str, as_style: bool) -> None:
    value, more = INHERITED[name]
    given = f'style="{name}:{value}"' if as_style else f'{name}="{value}"'
    head = 'width="100" height="100"'
    body = ANCESTORS[ancestor].format(given, f'<path id="p" {more} d="{PATH}"/>') + FOR_SIGHT
    if ancestor in REFUSED:
        assert "<" in problems(body, head)
        return
    found = drawn(body, f"{head} {given}" if ancestor == "svg" else head)
    direct = drawn(f'<path {given} {more} d="{PATH}"/>{FOR_SIGHT}', head)
    assert shapes(found.items)[: len(shapes(direct.items)) - 1] == shapes(direct.items)[:-1]
    assert direct != drawn(f'<path {more} d="{PATH}"/>{FOR_SIGHT}', head)


@pytest.mark.parametrize("name, value", [("opacity", "0.5"), ("clip-path", "url(#c)"), ("display", "none")])
def test_what_is_not_inherited_holds_once(name: str, value: str) -> None:
    clip = '<clipPath id="c"><rect width="25" height="25"/></clipPath>'
    one = svg(f'{clip}<g {name}="{value}"><g><path d="{PATH}"/></g></g>{FOR_SIGHT}')
    other = svg(f'{clip}<path {name}="{value}" d="{PATH}"/>{FOR_SIGHT}')
    assert read_svg(one, HERE) == read_svg(other, HERE)
