"""Finished boxes → every text that is too faint for what is painted under it, or too small to read.

What a run says of its background is not used: the background is what was painted before the text at its place, and
paper where nothing was. Source of the rules: WCAG 2.2, 1.4.3 for contrast, the edition for sizes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise

from handout_builder.boxes import ClippedShapes, Group, PlacedDrawing, Run, walk
from handout_builder.geometry.colour import WHITE, contrast, mixed
from handout_builder.geometry.drawing import Clipped, Item, Label, Shape
from handout_builder.geometry.path import Path, Point, flattened, hull_bounds

LEAST, LEAST_LARGE = 4.5, 3.0
"""Least contrast of text with its background, and of large text (WCAG 2.2, 1.4.3)."""
LARGE, LARGE_BOLD = 18.0, 14.0
"""Sizes in points from which text, and bold text, is large."""
RISE, HALF_X_HEIGHT = 0.7, 0.25
"""Heights above the baseline, in ems, at which the background of a text is measured."""
PROBES = 5
"""Points at each of these heights, spread over the width of the text."""
BOLD = ("-Bold", "-ExtraBold", "-Black")
_CURVE_STEPS = 6


@dataclass(frozen=True, slots=True)
class TooFaint:
    """A text with too little contrast: `ratio` to 1, where `least` is asked."""

    words: str
    colour: str
    background: str
    ratio: float
    least: float

    def __str__(self) -> str:
        has = f"has a contrast of {self.ratio:.1f}:1, not {self.least}:1"
        return f'the text "{self.words}" in {self.colour} on {self.background} {has}'


@dataclass(frozen=True, slots=True)
class TooSmall:
    """A text of `size` points, where the edition asks for `least`."""

    words: str
    size: float
    least: float

    def __str__(self) -> str:
        return f'the text "{self.words}" has {self.size:.1f} points, not {self.least:g}'


Fault = TooFaint | TooSmall


def text_faults(content: Group, smallest: float) -> Iterator[Fault]:
    """Every text of one box that cannot be read, labels in pictures not included. `smallest` is in points."""
    for run, backgrounds in run_backgrounds(content):
        if run.size < smallest - 0.01:
            yield TooSmall(run.text.strip(), run.size, smallest)
        large = run.size >= LARGE or (run.size >= LARGE_BOLD and run.face.endswith(BOLD))
        yield from _faint(run.text.strip(), run.colour, backgrounds, large)


def label_faults(placed: PlacedDrawing, smallest: float) -> Iterator[Fault]:
    """Every label of one picture that cannot be read. `smallest` is in points.

    The width of a label is estimated from below, so that the background is measured inside its letters.
    Raises KeyError for a colour role that the palette lacks.
    """
    colours = dict(placed.palette)

    def colour_of(paint: str) -> str:
        return paint if paint.startswith("#") else colours[paint]

    for label, painted in _labels(placed.drawing.items, colour_of, []):
        size = label.size * placed.scale
        if size < smallest - 0.01:
            yield TooSmall(label.text, size, smallest)
        width = 0.4 * label.size * len(label.text)
        left = label.x - {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
        backgrounds = _backgrounds(painted, _probes(left, label.y, width, label.size))
        large = size >= LARGE or (size >= LARGE_BOLD and label.weight in ("bold", "heavy"))
        yield from _faint(label.text, colour_of(label.fill), backgrounds, large)


def labelled(content: Group) -> Iterator[PlacedDrawing]:
    """The drawings in a box that have labels."""
    for item, _, _ in walk(content):
        if isinstance(item, PlacedDrawing) and any(True for _ in item.drawing.labels()):
            yield item


def run_backgrounds(content: Group) -> Iterator[tuple[Run, tuple[str, ...]]]:
    """Every visible text of a box with the colours painted under it; pictures do not count as background."""
    return _run_backgrounds(content, 0.0, 0.0, [])


def _run_backgrounds(group: Group, x: float, y: float, painted: list[_Fill]) -> Iterator[tuple[Run, tuple[str, ...]]]:
    x, y = x + group.x, y + group.y
    for item in group.items:
        if isinstance(item, Group):
            if item.tag is None or item.tag.role != "Figure" or any(isinstance(inner, Run) for inner in item.items):
                yield from _run_backgrounds(item, x, y, painted)
        elif isinstance(item, Shape):
            painted += _fill(item, item.fill, x, y)
        elif isinstance(item, ClippedShapes):
            for shape in item.shapes:
                painted += _fill(shape, shape.fill, x, y, item.clip)
        elif isinstance(item, Run) and item.text.strip():
            yield item, _backgrounds(painted, _run_probes(item, x, y))


@dataclass(frozen=True, slots=True)
class _Fill:
    """A filled path moved by x, y, with the bounds of the moved path; `clip` is moved with it."""

    path: Path
    colour: str
    opacity: float
    even_odd: bool
    x: float
    y: float
    left: float
    top: float
    right: float
    bottom: float
    clip: Path | None = None

    def covers(self, point: Point) -> bool:
        x, y = point
        if not (self.left <= x <= self.right and self.top <= y <= self.bottom):
            return False
        own = (x - self.x, y - self.y)
        if self.clip is not None and not _inside(self.clip, own, even_odd=False):
            return False
        return _inside(self.path, own, self.even_odd)


def _fill(shape: Shape, colour: str | None, x: float, y: float, clip: Path | None = None) -> Iterator[_Fill]:
    """The fill of the shape, if it has one. The bounds only exclude what is far away, so those of the hull do."""
    bounds = hull_bounds(shape.path) if colour is not None else None
    if colour is not None and bounds is not None:
        left, top, right, bottom = bounds
        edges = (left + x, top + y, right + x, bottom + y)
        yield _Fill(shape.path, colour, shape.opacity, shape.even_odd, x, y, *edges, clip)


def _run_probes(run: Run, x: float, y: float) -> list[Point]:
    trailing = len(run.text) - len(run.text.rstrip())
    visible = run.width - sum(glyph.advance for glyph in run.glyphs[len(run.glyphs) - trailing :]) * run.size / 1000
    return _probes(run.x + x, run.y + y, visible, run.size)


def _probes(left: float, baseline: float, width: float, size: float) -> list[Point]:
    """Points spread over a text, from its left to its right end."""
    inset = min(0.3, width / 4)
    across = [left + inset + (width - 2 * inset) * index / (PROBES - 1) for index in range(PROBES)]
    return [(x, baseline - rise * size) for rise in (HALF_X_HEIGHT, RISE) for x in across]


def _backgrounds(painted: Sequence[_Fill], probes: list[Point]) -> tuple[str, ...]:
    """The colours at the points, each once."""
    (left, bottom), (right, top) = probes[0], probes[-1]
    near = [
        paint
        for paint in painted
        if paint.left <= right and paint.right >= left and paint.top <= bottom and paint.bottom >= top
    ]
    return tuple(dict.fromkeys(_colour_at(near, point) for point in probes)) if near else (WHITE,)


def _colour_at(painted: Sequence[_Fill], point: Point) -> str:
    translucent: list[_Fill] = []
    background = WHITE
    for paint in reversed(painted):
        if paint.covers(point):
            if paint.opacity >= 1:
                background = paint.colour
                break
            translucent.append(paint)
    for paint in reversed(translucent):
        background = mixed(paint.colour, background, paint.opacity)
    return background


def _faint(words: str, colour: str, backgrounds: Iterable[str], large: bool) -> Iterator[TooFaint]:
    least = LEAST_LARGE if large else LEAST
    found = min(((_contrast(colour, background), background) for background in backgrounds), default=None)
    if found and found[0] < least:
        yield TooFaint(words, colour, found[1], found[0], least)


_contrast = lru_cache(maxsize=5_000)(contrast)


def _labels(
    items: Iterable[Item],
    colour_of: Callable[[str], str],
    painted: list[_Fill],
    clip: Path | None = None,
) -> Iterator[tuple[Label, list[_Fill]]]:
    """Every label with all fills that are painted before it; of nested clips only the innermost is used."""
    for item in items:
        if isinstance(item, Label):
            yield item, painted
        elif isinstance(item, Clipped):
            yield from _labels(item.items, colour_of, painted, item.clip)
        else:
            painted += _fill(item, colour_of(item.fill) if item.fill else None, 0.0, 0.0, clip)


def _inside(path: Path, point: Point, even_odd: bool) -> bool:
    """Whether a filled path covers a point: crossings of a ray to the right, counted with their direction."""
    x, y = point
    winding = crossings = 0
    for ring in _rings(path):
        for (x1, y1), (x2, y2) in chain(pairwise(ring), [(ring[-1], ring[0])]):
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
                winding += 1 if y2 > y1 else -1
                crossings += 1
    return crossings % 2 == 1 if even_odd else winding != 0


@lru_cache(maxsize=2_000)
def _rings(path: Path) -> tuple[tuple[Point, ...], ...]:
    """The path as polygons, its curves in short straight pieces."""
    return flattened(path, _CURVE_STEPS)
