"""A shape and its colour role → fill, soft shade and outline, the outline left open where parts flow together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from shapely.affinity import translate

from handout_builder.figures.paint.canvas import Canvas
from handout_builder.figures.paint.outline import NOTHING, buffered, lines, polygons

OUTLINE, FAR_OUTLINE, DETAIL = 0.85, 0.65, 0.5
"""Pen widths in units: near parts, far parts, folds and features."""
GHOST_DASH = (2.4, 1.3)
SHADE = 0.10
"""The opacity of a shaded edge."""


@dataclass(frozen=True)
class Pen:
    """Draws on `canvas`; a pale pen draws an earlier position: paper inside, a dashed outline."""

    canvas: Canvas
    pale: bool = False

    def width(self, far: bool) -> float:
        """The width of outlines in units, of parts on the far side of the body or the near one."""
        return FAR_OUTLINE if far or self.pale else OUTLINE

    def ink(self) -> str:
        """The colour role of lines."""
        return "ghost" if self.pale else "figink"

    def role(self, role: str, far: bool) -> str:
        """The colour role of a fill, as this pen paints it."""
        if self.pale:
            return "paper"
        return f"{role}_far" if far and role in ("skin", "shirt", "shorts") else role

    def paint(
        self, shape: Any, role: str, far: bool = False, open_in: Any = NOTHING, shade: bool = True,
        taper: float = 2.2, width: float | None = None, unshaded: Any = NOTHING,
    ) -> None:  # fmt: skip
        """Fills, shades the lower edge, and strokes the outline except inside `open_in`, where the pen lifts off.

        The stroke thins over `taper` units where it lifts off; `width` replaces the usual width of the pen; no shade
        falls on `unshaded`.
        """
        if shape.is_empty:
            return
        fill = self.role(role, far)
        self.canvas.area(shape, fill, seam=0.06)
        if shade and not far and not self.pale:
            self.shade(shape, open_in if unshaded.is_empty else unshaded)
        self.outline(shape, far, open_in, taper, width)

    def shade(self, shape: Any, open_in: Any = NOTHING) -> None:
        """Paints a flat darker tone along the lower right edge, except inside `open_in`."""
        dark = shape.difference(translate(shape, -0.7, 1.25)).difference(open_in)
        dark = buffered(buffered(dark, -0.25, 3), 0.25, 3).simplify(0.03)
        for part in polygons(dark):
            if part.area > 0.9:
                self.canvas.area(part, "shade", opacity=SHADE, smooth=False)

    def outline(
        self, shape: Any, far: bool = False, open_in: Any = NOTHING, taper: float = 2.2, width: float | None = None
    ) -> None:
        """Strokes the outline alone."""
        width = self.width(far) if width is None else width
        if self.pale:
            for line in lines(shape.boundary.difference(open_in)):
                self.canvas.line(line, self.ink(), width, dash=GHOST_DASH)
            return
        if open_in.is_empty:
            for line in lines(shape.boundary):
                self.canvas.line(line, self.ink(), width)
            return
        for line in lines(shape.boundary.difference(open_in)):
            if line.is_ring:
                self.canvas.line(line, self.ink(), width)
            elif line.length > 2.4:
                self.canvas.stroke(line, self.ink(), width, taper)

    def crease(self, line: Any, width: float = DETAIL, taper: float = 3.0, both_ends: bool = True) -> None:
        """Draws a fold, a wrinkle or a line of the face, `width` units wide, pointed over `taper` units."""
        if line.length > 0.3:
            self.canvas.stroke(line, self.ink(), width, taper, both_ends)
