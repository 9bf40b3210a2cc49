"""A part of a collected text + style and direction → one line of shaped runs, each at its place.

Places are points from the start edge of the column: its left edge in a paragraph that runs from left to right, else
its right edge.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from handout_builder.boxes import Direction, Glyph, Run, advances
from handout_builder.model.rich_text import SOFT_HYPHEN
from handout_builder.text.collect import Collected, Manner
from handout_builder.text.fonts import Face
from handout_builder.text.order import BASE_LEVELS, LEFT_TO_RIGHT_LEVELS, from_start
from handout_builder.text.shaping import shaped
from handout_builder.text.typography import TextStyle

Align = Literal["start", "center", "end"]


@dataclass(frozen=True, slots=True)
class LineRun:
    """A run on a line and the manner of its words. `run.x` is the distance of its nearer end from the start edge."""

    run: Run
    manner: Manner


@dataclass(frozen=True, slots=True)
class Line:
    """The runs of one line in reading order; all measures are points.

    baseline  below the top of the text
    ink       width of the line without the space that ends it
    end       from the start edge to the end of the last run, with that space
    """

    runs: tuple[LineRun, ...]
    baseline: float
    ink: float
    end: float


class _Shaped(NamedTuple):
    """A run before it has a place. `level` is its embedding level (UAX 9), `width` in points."""

    face: Face
    text: str
    glyphs: tuple[Glyph, ...]
    manner: Manner
    level: int
    width: float


@dataclass(frozen=True, slots=True)
class LineSetter:
    """Sets the lines of one paragraph; `width` is that of its column in points, `language` a BCP 47 tag."""

    text: Collected
    style: TextStyle
    width: float
    language: str
    direction: Direction
    align: Align

    def line(self, start: int, end: int, baseline: float, *, space: bool, hyphen: bool = False) -> Line:
        """The characters from `start` to `end`, and after them a space or a hyphen, which reads as a soft one.

        The line without that space touches the edge that `align` names; the space may be outside the column.
        """
        runs = self._shaped(start, end, space=space)
        if hyphen and runs:
            runs[-1] = self._with_hyphen(runs[-1])
        places = [0.0] * len(runs)
        x = 0.0
        for number in from_start([run.level for run in runs], self.direction):
            places[number] = x
            x += runs[number].width
        ink = x - self._space_at_end(runs)
        shift = {"start": 0.0, "center": (self.width - ink) / 2, "end": self.width - ink}[self.align]
        placed = tuple(self._placed(run, at + shift, baseline) for run, at in zip(runs, places, strict=True))
        return Line(placed, baseline, ink, x + shift)

    def _shaped(self, start: int, end: int, *, space: bool) -> list[_Shaped]:
        """The runs in reading order. A space at the end has the level of the paragraph (UAX 9, rule L1)."""
        level, base = LEFT_TO_RIGHT_LEVELS[self.direction], BASE_LEVELS[self.direction]
        parts = [(part, manner, level) for part, manner in self.text.pieces(start, end)]
        if space and parts:
            last, manner, _ = parts[-1]
            parts[-1:] = [(last + " ", manner, level)] if base == level else [parts[-1], (" ", manner, base)]
        found = []
        for part, manner, level in parts:
            faces, language = self.style.faces_for(manner.bold), manner.language or self.language
            said = part.replace(SOFT_HYPHEN, "")
            for face, text, glyphs in shaped(said, faces, language, "rtl" if level % 2 else "ltr") if said else ():
                width = advances(glyphs) * self.style.size / 1000 + self.style.tracking * len(glyphs)
                found.append(_Shaped(face, text, glyphs, manner, level, width))
        return found

    def _with_hyphen(self, run: _Shaped) -> _Shaped:
        """A run with a hyphen behind it (ISO 32000, 14.8.2.2.3: a hyphen that a line break made is a soft one)."""
        signs = [replace(glyph, text=SOFT_HYPHEN) for glyph in run.face.shape("-", self.language)]
        wide = advances(signs) * self.style.size / 1000 + self.style.tracking * len(signs)
        return run._replace(text=run.text + SOFT_HYPHEN, glyphs=(*run.glyphs, *signs), width=run.width + wide)

    def _space_at_end(self, runs: Sequence[_Shaped]) -> float:
        """Width of the spaces that end the line."""
        if not runs or not runs[-1].text.endswith(" "):
            return 0.0
        last = runs[-1]
        count = len(last.text) - len(last.text.rstrip(" "))
        return advances(last.glyphs[len(last.glyphs) - count :]) * self.style.size / 1000

    def _placed(self, run: _Shaped, x: float, y: float) -> LineRun:
        style = self.style
        made = Run(x, y, run.text, run.face.key, style.size, style.colour, run.glyphs, style.tracking, style.background)
        return LineRun(made, run.manner)
