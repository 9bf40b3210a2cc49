"""An opened PDF → every font that it can use, and whether the font is in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pikepdf
from pikepdf import Dictionary

from handout_builder.preflight.document import annotations_of
from handout_builder.preflight.report import Font
from handout_builder.preflight.structure_tree import Object

_SUBSET = re.compile(r"^[A-Z]{6}\+")
"""Six capitals before the name of a font that has only the glyphs in use (ISO 32000-1, 9.6.4)."""
MOST_DEPTH = 200


def fonts(pdf: pikepdf.Pdf) -> tuple[Font, ...]:
    """Every font that a page, a form XObject, an appearance or a form field can use."""
    found: set[Font] = set()
    for resources in _all_resources(pdf):
        listed = resources.get("/Font")
        for font in listed.values() if isinstance(listed, Dictionary) else ():
            if isinstance(font, Dictionary):
                found.add(_font(font))
    return tuple(sorted(found))


def _font(font: Object) -> Font:
    kind = str(font.get("/Subtype", "/?"))[1:]
    name = str(font.get("/BaseFont", font.get("/Name", "/?")))[1:]
    if kind == "Type3":
        return Font(name, kind, embedded=True, subset=True)
    inner = font
    if kind == "Type0":
        descendants = font.get("/DescendantFonts")
        inner = descendants[0] if isinstance(descendants, pikepdf.Array) and len(descendants) else font
    descriptor = inner.get("/FontDescriptor")
    files = ("/FontFile", "/FontFile2", "/FontFile3")
    embedded = isinstance(descriptor, Dictionary) and any(key in descriptor for key in files)
    return Font(name, kind, embedded, bool(_SUBSET.match(name)))


def _all_resources(pdf: pikepdf.Pdf) -> Iterator[Object]:
    form = pdf.Root.get("/AcroForm")
    waiting: list[Object] = [form["/DR"]] if isinstance(form, Dictionary) and "/DR" in form else []
    for page in pdf.pages:
        waiting.append(page.obj.get("/Resources", _inherited(page.obj)))
        for annotation in annotations_of(page):
            appearance = annotation.get("/AP")
            if isinstance(appearance, Dictionary):
                waiting += _streams(appearance)
    seen: set[tuple[int, int]] = set()
    while waiting:
        thing = waiting.pop()
        if not isinstance(thing, Dictionary | pikepdf.Stream) or (thing.is_indirect and thing.objgen in seen):
            continue
        if thing.is_indirect:
            seen.add(thing.objgen)
        if isinstance(thing, pikepdf.Stream):
            waiting.append(thing.get("/Resources", Dictionary()))
            continue
        yield thing
        for key in ("/XObject", "/Pattern"):
            waiting += _streams(thing.get(key))
        waiting += [font["/Resources"] for font in _values(thing.get("/Font")) if "/Resources" in font]


def _values(thing: Object | None) -> list[Object]:
    return [value for value in thing.values() if isinstance(value, Dictionary)] if isinstance(thing, Dictionary) else []


def _streams(thing: Object | None) -> list[Object]:
    """Streams in a dictionary and in its dictionaries: the states of an appearance are one level deeper."""
    found: list[Object] = []
    for value in thing.values() if isinstance(thing, Dictionary) else ():
        if isinstance(value, pikepdf.Stream):
            found.append(value)
        elif isinstance(value, Dictionary):
            found += [inner for inner in value.values() if isinstance(inner, pikepdf.Stream)]
    return found


def _inherited(node: Object) -> Object:
    for _ in range(MOST_DEPTH):
        if "/Resources" in node:
            return node["/Resources"]
        if "/Parent" not in node:
            break
        node = node["/Parent"]
    return Dictionary()
