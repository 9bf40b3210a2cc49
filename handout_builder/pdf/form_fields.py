"""Field painted of painted pages → form fields with tooltips, to fill in on a screen."""

from __future__ import annotations

from collections.abc import Sequence

from handout_builder.pdf.embed import descriptor, subset_name, subset_program
from handout_builder.pdf.objects import PDFParts, Stream, Value, array, dictionary, name, number, text
from handout_builder.pdf.painter import PaintedField
from handout_builder.pdf.tags import StructureTree
from handout_builder.text.fonts import Face

_MULTILINE, _RADIO = 1 << 12, 1 << 15
"""Field flags (ISO 32000-1, tables 228 and 226)."""

_TWO_LINES, _A_LINE_OF_WORDS = 13.0, 60.0
"""Text blanks at least so high and so wide (points) take several lines."""

_SMALLEST_ANSWER = 6.0
"""Points: viewers set an answer as large as it fits, and a blank takes no more letters than fit in this size."""

_LETTER, _LEADING = 0.55, 1.25
"""Width of a letter of running text, a little more than usual, and the leading, in sizes of type."""

_FONT = "Answer"


class FormFields:
    """The form fields of one file. Answers are set in `face`, embedded with all letters of western Europe."""

    def __init__(self, parts: PDFParts, tree: StructureTree, pages: Sequence[bytes], face: Face) -> None:
        self._parts, self._tree, self._pages = parts, tree, pages
        self._font = parts.add(_western_font(parts, face))
        self._fields: list[bytes] = []
        self._names: set[str] = set()
        self._choices: dict[str, tuple[Value, bytes, list[bytes]]] = {}

    def write(self, fields: Sequence[PaintedField]) -> dict[int, list[bytes]]:
        """The widget annotations of each page index. Fields of equal words get a number each."""
        widgets: dict[int, list[bytes]] = {}
        for each in fields:
            if each.area.kind == "text":
                made = self._text(each)
            elif each.area.kind == "tick":
                made = self._choice(each) if each.area.group else self._tick(each)
            else:
                raise ValueError(f"unknown kind of field {each.area.kind!r}")
            widgets.setdefault(each.page, []).append(made)
        for field, _, kids in self._choices.values():
            field["Kids"] = array(kids)
        return widgets

    def dictionary(self) -> Value:
        """All form fields as the catalog names them."""
        fonts = dictionary({"Font": dictionary({_FONT: self._font})})
        return dictionary({"Fields": array(self._fields), "DR": fonts, "DA": _answer()})

    def _text(self, painted: PaintedField) -> bytes:
        wide, high = painted.area.width, painted.area.height
        several = high >= _TWO_LINES and wide >= _A_LINE_OF_WORDS
        lines = int(high / (_SMALLEST_ANSWER * _LEADING)) if several else 1
        empty = self._appearance(painted, b"/Tx BMC EMC", {"Font": dictionary({_FONT: self._font})})
        field = {
            "FT": "/Tx",
            "T": text(self._unused(painted.area.name)),
            "Ff": _MULTILINE if several else None,
            "MaxLen": max(2, int(wide / (_SMALLEST_ANSWER * _LETTER)) * lines),
            "DA": _answer(),
            "AP": dictionary({"N": empty}),
        }
        return self._added(self._widget(painted, field))

    def _tick(self, painted: PaintedField) -> bytes:
        field = {"FT": "/Btn", "T": text(self._unused(painted.area.name)), "V": "/Off", **self._states(painted, "Yes")}
        return self._added(self._widget(painted, field))

    def _choice(self, painted: PaintedField) -> bytes:
        """One of several ticks that exclude each other: radio buttons under one field."""
        group = painted.area.group
        if group not in self._choices:
            said = {"T": text(self._unused(group)), "TU": text(group)}
            field = dictionary({"FT": "/Btn", **said, "Ff": _RADIO, "V": "/Off"})
            self._choices[group] = (field, self._added(self._parts.add(field)), [])
        _, parent, kids = self._choices[group]
        widget = self._widget(painted, {"Parent": parent, **self._states(painted, painted.area.name)})
        kids.append(widget)
        return widget

    def _unused(self, given: str) -> str:
        """The name without full stops, which part levels of names (ISO 32000-1, 12.7.3.2); with a number if used."""
        plain = " ".join(given.replace(".", " ").split()) or "Field"
        found, times = plain, 1
        while found in self._names:
            times += 1
            found = f"{plain} ({times})"
        self._names.add(found)
        return found

    def _added(self, reference: bytes) -> bytes:
        self._fields.append(reference)
        return reference

    def _states(self, painted: PaintedField, chosen: str) -> dict[str, Value]:
        left, bottom, right, top = painted.rectangle
        across, up = (right - left) / 10, (top - bottom) / 10
        stroke = min(across, up) * 1.2
        path = [(2 * across, 5 * up, "m"), (4.2 * across, 2.4 * up, "l"), (8 * across, 8 * up, "l")]
        hook = " ".join(f"{number(x)} {number(y)} {operator}" for x, y, operator in path)
        ticked = self._appearance(painted, f"{number(stroke)} w 1 J 1 j {hook} S".encode(), {})
        states = dictionary({name(chosen)[1:]: ticked, "Off": self._appearance(painted, b"", {})})
        return {"AS": "/Off", "AP": dictionary({"N": states})}

    def _appearance(self, painted: PaintedField, operators: bytes, resources: dict[str, Value]) -> bytes:
        left, bottom, right, top = painted.rectangle
        entries = {
            "Type": "/XObject",
            "Subtype": "/Form",
            "BBox": array([0, 0, number(right - left), number(top - bottom)]),
            "Resources": dictionary(resources),
        }
        return self._parts.add(Stream(operators, entries))

    def _widget(self, painted: PaintedField, field: dict[str, Value]) -> bytes:
        annotated = self._tree.annotate(painted.element, painted.page)
        annotated.reference = self._parts.add(
            dictionary(
                {
                    "Type": "/Annot",
                    "Subtype": "/Widget",
                    "Rect": array([number(edge) for edge in painted.rectangle]),
                    "Border": array([0, 0, 0]),
                    "F": 4,  # Print: PDF/A wants it set
                    "P": self._pages[painted.page],
                    "TU": text(painted.area.tooltip),
                    "Contents": text(painted.area.tooltip),  # PDF/UA-2, 8.10.2.3, for fields without a printed label
                    "StructParent": self._tree.key_of(annotated),
                    **field,
                }
            )
        )
        return annotated.reference


def _answer() -> Value:
    """Size 0: the viewer sets an answer as large as it fits (ISO 32000-1, 12.7.3.3)."""
    return text(f"/{_FONT} 0 Tf 0 g")


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
