"""Blanks of painted pages in → form fields with tooltips, which people fill in on a screen."""

from __future__ import annotations

from collections.abc import Sequence

from handout_builder.pdf.embed import descriptor, subset_name, subset_program
from handout_builder.pdf.objects import PDFParts, Stream, Value, array, dictionary, name, number, text
from handout_builder.pdf.painter import FieldArea
from handout_builder.pdf.tags import StructureTree
from handout_builder.text.fonts import Face

_MULTILINE, _RADIO = 1 << 12, 1 << 15
"""Field flags (ISO 32000-1, tables 228 and 226)."""

_TALL = 28.0
"""Text blanks at least so high (points) take several lines."""

_ANSWER_SIZE = 11.0
"""Points, in blanks that have room for it."""

_FONT = "Answer"


class FormFields:
    """The form of one file. Answers are set in `face`, embedded with all letters of western Europe."""

    def __init__(self, parts: PDFParts, tree: StructureTree, pages: Sequence[bytes], face: Face) -> None:
        self._parts, self._tree, self._pages = parts, tree, pages
        self._font = parts.add(_western_font(parts, face))
        self._fields: dict[str, bytes] = {}
        self._choices: dict[str, tuple[Value, bytes, list[bytes]]] = {}

    def write(self, areas: Sequence[FieldArea]) -> dict[int, list[bytes]]:
        """The widget annotations of each page index. Raises ValueError for two blanks of one name."""
        widgets: dict[int, list[bytes]] = {}
        for area in areas:
            if area.blank.kind == "text":
                made = self._text(area)
            elif area.blank.kind == "tick":
                made = self._choice(area) if area.blank.group else self._tick(area)
            else:
                raise ValueError(f"unknown kind of blank {area.blank.kind!r}")
            widgets.setdefault(area.page, []).append(made)
        for field, _, kids in self._choices.values():
            field["Kids"] = array(kids)
        return widgets

    def dictionary(self) -> Value:
        """The form as the catalog names it."""
        fonts = dictionary({"Font": dictionary({_FONT: self._font})})
        return dictionary({"Fields": array(list(self._fields.values())), "DR": fonts, "DA": _answer(0)})

    def _text(self, area: FieldArea) -> bytes:
        height = area.blank.height
        tall = height >= _TALL
        size = _ANSWER_SIZE if tall else min(_ANSWER_SIZE, height * 0.65)
        empty = self._form(area, b"/Tx BMC EMC", {"Font": dictionary({_FONT: self._font})})
        field = {
            "FT": "/Tx",
            "T": text(area.blank.name),
            "Ff": _MULTILINE if tall else None,
            "DA": _answer(size),
            "AP": dictionary({"N": empty}),
        }
        return self._name(area.blank.name, self._widget(area, field))

    def _tick(self, area: FieldArea) -> bytes:
        field = {"FT": "/Btn", "T": text(area.blank.name), "V": "/Off", **self._states(area, "Yes")}
        return self._name(area.blank.name, self._widget(area, field))

    def _choice(self, area: FieldArea) -> bytes:
        """One of several ticks that exclude each other: radio buttons under one field."""
        group = area.blank.group
        if group not in self._choices:
            field = dictionary({"FT": "/Btn", "T": text(group), "TU": text(group), "Ff": _RADIO, "V": "/Off"})
            self._choices[group] = (field, self._name(group, self._parts.add(field)), [])
        _, parent, kids = self._choices[group]
        widget = self._widget(area, {"Parent": parent, **self._states(area, area.blank.name)})
        kids.append(widget)
        return widget

    def _name(self, given: str, reference: bytes) -> bytes:
        if given in self._fields:
            raise ValueError(f"two blanks have the name {given!r}")
        self._fields[given] = reference
        return reference

    def _states(self, area: FieldArea, chosen: str) -> dict[str, Value]:
        left, bottom, right, top = area.rectangle
        across, up = (right - left) / 10, (top - bottom) / 10
        stroke = min(across, up) * 1.2
        path = [(2 * across, 5 * up, "m"), (4.2 * across, 2.4 * up, "l"), (8 * across, 8 * up, "l")]
        hook = " ".join(f"{number(x)} {number(y)} {operator}" for x, y, operator in path)
        ticked = self._form(area, f"{number(stroke)} w 1 J 1 j {hook} S".encode(), {})
        states = dictionary({name(chosen)[1:]: ticked, "Off": self._form(area, b"", {})})
        return {"AS": "/Off", "AP": dictionary({"N": states})}

    def _form(self, area: FieldArea, operators: bytes, resources: dict[str, Value]) -> bytes:
        left, bottom, right, top = area.rectangle
        entries = {
            "Type": "/XObject",
            "Subtype": "/Form",
            "BBox": array([0, 0, number(right - left), number(top - bottom)]),
            "Resources": dictionary(resources),
        }
        return self._parts.add(Stream(operators, entries))

    def _widget(self, area: FieldArea, field: dict[str, Value]) -> bytes:
        annotated = self._tree.annotate(area.element, area.page)
        annotated.reference = self._parts.add(
            dictionary(
                {
                    "Type": "/Annot",
                    "Subtype": "/Widget",
                    "Rect": array([number(edge) for edge in area.rectangle]),
                    "Border": array([0, 0, 0]),
                    "F": 4,  # Print: PDF/A wants it set
                    "P": self._pages[area.page],
                    "TU": text(area.blank.tooltip),
                    "Contents": text(area.blank.tooltip),  # PDF/UA-2, 8.10.2.3, for fields without a printed label
                    "StructParent": self._tree.key_of(annotated),
                    **field,
                }
            )
        )
        return annotated.reference


def _answer(size: float) -> Value:
    return text(f"/{_FONT} {number(size)} Tf 0 g")


def _western_font(parts: PDFParts, face: Face) -> Value:
    """The face as a simple font with the letters of Windows code page 1252, which viewers can type into fields with."""
    codes = {code: character for code in range(32, 256) if (character := _western(code)) and face.glyph_of(character)}
    program = subset_program(face, (), "".join(codes.values()))
    widths = [round(face.glyph_width(face.glyph_of(codes[code]))) if code in codes else 0 for code in range(32, 256)]
    return dictionary(
        {
            "Type": "/Font",
            "Subtype": "/TrueType",
            "BaseFont": name(subset_name(face, program)),
            "Encoding": "/WinAnsiEncoding",
            "FirstChar": 32,
            "LastChar": 255,
            "Widths": array(widths),
            "FontDescriptor": parts.add(descriptor(parts, face, program, symbolic=False)),
        }
    )


def _western(code: int) -> str:
    return bytes([code]).decode("cp1252", "ignore")
