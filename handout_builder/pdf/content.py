"""Shapes, pictures and shaped text in → the operators of a page or an XObject, each state set only when it changes.

Coordinates run as in boxes: points (or a drawing's units) from the top left corner, y down. Pages and XObjects are both
turned over by one matrix outside, so text is turned back by its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from handout_builder.boxes import Glyph
from handout_builder.geometry.drawing import Shape
from handout_builder.geometry.matrix import Matrix
from handout_builder.geometry.path import NUMBERS, Path, mapped
from handout_builder.pdf.embed import ShownGlyph, UsedFace, spoken
from handout_builder.pdf.objects import number

_CAPS = {"butt": b"0", "round": b"1", "square": b"2"}
_JOINS = {"miter": b"4 M 0", "round": b"1", "bevel": b"2"}  # SVG's miter limit is 4, a PDF's would be 10
_SEGMENTS = {"M": "m", "L": "l", "C": "c", "Z": "h"}
_SPARE_ZEROS = re.compile(r"\.0+(?= )|(?<=\.[0-9])0+(?= )|(?<=\.[0-9][0-9])0+(?= )")


class Content:
    """Operators in the making. `fonts`, `xobjects` and `opacities` gather what they name."""

    def __init__(self, digits: int = 2) -> None:
        self.operators: list[bytes] = []
        self.fonts: dict[str, UsedFace] = {}
        self.xobjects: dict[str, bytes] = {}
        self.opacities: set[int] = set()
        self._digits = digits
        self._state: dict[str, bytes] = {}
        self._saved: list[dict[str, bytes]] = []
        self._pen: tuple[int, int] | None = None

    def written(self) -> bytes:
        """All operators so far."""
        return b"\n".join(self.operators)

    def number(self, value: float) -> bytes:
        """A number with as many digits as this content has."""
        return number(value, self._digits).encode()

    def set(self, what: str, operator: bytes) -> None:
        """Emit a state operator unless it is in force already."""
        if self._state.get(what) != operator:
            self._state[what] = operator
            self.operators.append(operator)

    def save(self) -> None:
        """Keep the state, to come back to it."""
        self.end_text()
        self.operators.append(b"q")
        self._saved.append(dict(self._state))

    def restore(self) -> None:
        """Go back to the state kept last."""
        self.end_text()
        self.operators.append(b"Q")
        self._state = self._saved.pop()

    def shape(self, shape: Shape, colour: Callable[[str], str], x: float = 0.0, y: float = 0.0) -> None:
        """One path moved by x, y; `colour` turns its paints into "#RRGGBB"."""
        self.end_text()
        stroked = shape.stroke is not None and shape.stroke_width > 0
        if not stroked and shape.fill is None:
            return
        self._opacity(shape.opacity)
        if shape.fill is not None:
            self.set("fill", rgb(colour(shape.fill)) + b" rg")
        if stroked:
            self._stroke(shape, colour)
        paint = b"B" if stroked and shape.fill is not None else b"S" if stroked else b"f"
        if shape.even_odd and paint != b"S":
            paint += b"*"
        self.operators.append(self._path(shape.path, x, y) + b" " + paint)

    def clip(self, path: Path, x: float = 0.0, y: float = 0.0, even_odd: bool = False) -> None:
        """Show what follows only inside `path`, until `restore`."""
        self.end_text()
        self.operators.append(self._path(path, x, y) + (b" W* n" if even_odd else b" W n"))

    def place(self, key: str, reference: bytes, matrix: Sequence[float]) -> None:
        """Paint an XObject through `matrix`."""
        self.xobjects[key] = reference
        self.end_text()
        self._opacity(1.0)
        # six decimals: four move glyphs and edges visibly in large drawings
        numbers = " ".join(number(value, 6) for value in matrix)
        self.operators.append(f"q {numbers} cm /{key} Do Q".encode())

    def text(
        self,
        used: UsedFace,
        glyphs: Sequence[Glyph],
        x: float,
        y: float,
        size: float,
        colour: str,
        tracking: float = 0.0,
    ) -> None:
        """Shaped text with its baseline starting at x, y."""
        if not glyphs:
            return
        self.fonts[used.key] = used
        self._opacity(1.0)
        if self._pen is None:
            self.operators.append(b"BT")
        self.set("font", f"/{used.key} {number(size, 3)} Tf".encode())
        self.set("fill", rgb(colour) + b" rg")
        if tracking or "tracking" in self._state:
            self.set("tracking", number(tracking, 4).encode() + b" Tc")
        self._move(x, y)
        for operator in _shown(used, glyphs, size):
            self.operators.append(operator)

    def end_text(self) -> None:
        """Close the open text object, if there is one."""
        if self._pen is not None:
            self.operators.append(b"ET")
            self._pen = None

    def _move(self, x: float, y: float) -> None:
        """Go to the start of a line. Steps are taken between rounded places, so that rounding never adds up."""
        grid = 10**self._digits
        place = (round(x * grid), round(y * grid))
        if self._pen is None:
            self.operators.append(b"1 0 0 -1 %b %b Tm" % (self.number(x), self.number(y)))
        elif place != self._pen:
            across, down = (place[0] - self._pen[0]) / grid, (place[1] - self._pen[1]) / grid
            self.operators.append(b"%b %b Td" % (self.number(across), self.number(-down)))
        self._pen = place

    def _opacity(self, opacity: float) -> None:
        percent = round(opacity * 100)
        if percent != 100 or "opacity" in self._state:
            self.opacities.add(percent)
            self.set("opacity", b"/G%d gs" % percent)

    def _stroke(self, shape: Shape, colour: Callable[[str], str]) -> None:
        self.set("stroke", rgb(colour(shape.stroke or "")) + b" RG")
        self.set("width", number(shape.stroke_width, 3).encode() + b" w")
        self.set("cap", _CAPS[shape.cap] + b" J")
        self.set("join", _JOINS[shape.join] + b" j")
        if shape.dash or "dash" in self._state:
            self.set("dash", b"[" + b" ".join(self.number(length) for length in shape.dash) + b"]0 d")

    def _path(self, path: Path, x: float, y: float) -> bytes:
        """All numbers of a path in one formatting: pictures have tens of thousands of them."""
        template = _path_template("".join(segment[0] for segment in path), self._digits)
        moved = mapped(path, Matrix(e=x, f=y)) if x or y else path
        values = [value for segment in moved for value in segment[1:]]
        return _SPARE_ZEROS.sub("", template % tuple(values)).replace("-0 ", "0 ").encode()


@lru_cache(maxsize=4096)
def _path_template(kinds: str, digits: int) -> str:
    """The operators of a path with a place for each number."""
    place = f"%.{digits}f "
    return " ".join(place * NUMBERS[kind] + _SEGMENTS[kind] for kind in kinds)


@lru_cache(maxsize=1024)
def rgb(colour: str) -> bytes:
    """ "#RRGGBB" as three PDF numbers. Raises ValueError for anything else."""
    if len(colour) != 7 or colour[0] != "#":
        raise ValueError(f"{colour!r} is not a colour")
    return b" ".join(number(int(colour[at : at + 2], 16) / 255, 3).encode() for at in (1, 3, 5))


def _shown(used: UsedFace, glyphs: Sequence[Glyph], size: float) -> list[bytes]:
    """The showing operators of one line."""
    noted = [used.note(glyph) for glyph in glyphs]
    if all(shown.ordinary for shown in noted):
        return [_string(noted)[0]]
    return _spelled(noted, size)


def _spelled(noted: Sequence[ShownGlyph], size: float) -> list[bytes]:
    """The same for a line with glyphs off the baseline or that read otherwise: these carry their text as ActualText."""
    operators: list[bytes] = []
    rise = owed = 0.0
    for cluster in _clusters(noted):
        reads = all(shown.reads for shown in cluster)
        if not reads:
            said = ("\ufeff" + spoken(cluster[0].glyph.text)).encode("utf-16-be").hex().upper()
            operators.append(b"/Span<</ActualText<%b>>>BDC" % said.encode())
        for shown in cluster:
            if shown.glyph.dy != rise:
                rise = shown.glyph.dy
                operators.append(number(rise * size / 1000, 3).encode() + b" Ts")
            written, owed = _string([shown], owed)
            operators.append(written)
        if not reads:
            operators.append(b"EMC")
    if rise:
        operators.append(b"0 Ts")
    return operators


def _clusters(noted: Sequence[ShownGlyph]) -> list[list[ShownGlyph]]:
    """Glyphs that share one text: the first carries it, those that follow are empty."""
    clusters: list[list[ShownGlyph]] = []
    for shown in noted:
        if shown.glyph.text or not clusters:
            clusters.append([shown])
        else:
            clusters[-1].append(shown)
    return clusters


def _string(noted: Sequence[ShownGlyph], owed: float = 0.0) -> tuple[bytes, float]:
    """Glyph codes and the shifts between them as one operator, and the shift still owed after it.

    Shifts are whole thousandths of an em; what rounding leaves is carried to the next one.
    """
    pieces: list[bytes] = []
    shifted = False
    for _, code, before, after, _ in noted:
        owed += before
        if owed >= 0.5 or owed <= -0.5:
            whole = round(owed)
            pieces.append(b")%d(" % whole)
            owed -= whole
            shifted = True
        pieces.append(code)
        owed += after
    shown = b"(" + b"".join(pieces) + b")"
    return (b"[" + shown + b"]TJ" if shifted else shown + b"Tj"), owed
