"""Names of figures + a brand → one picture file, or a contact sheet of many: the loop in which poses are made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from handout_builder.boxes import Group, Page, PlacedDrawing, Tag
from handout_builder.errors import CommandError, ContentError, Place, Problem, did_you_mean, joined
from handout_builder.figures.scene.drawing_cache import FigureCache
from handout_builder.figures.scene.figure_file import may_be_mirrored
from handout_builder.geometry.colour import luminance_grey
from handout_builder.geometry.drawing import LABEL_WEIGHTS, Drawing
from handout_builder.geometry.svg_writer import svg_document
from handout_builder.model.markup import in_units
from handout_builder.model.rich_text import rich
from handout_builder.pdf.document import write
from handout_builder.pdf.metadata import DocumentInfo
from handout_builder.practice.library import Library
from handout_builder.text.setter import ParagraphSetter
from handout_builder.text.typography import Typography
from handout_builder.typeset.picture_box import palette

POINTS_PER_UNIT = 3.0
COLUMNS, CELL_WIDTH, CELL_HEIGHT, GAP, CAPTION = 5, 170.0, 130.0, 18.0, 16.0
_UNDATED = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class FigureSheet:
    """Drawings of figures in one brand's colours. `mirror` draws the other side, `grey` as a black printer prints."""

    library: Library
    typography: Typography
    mirror: bool = False
    grey: bool = False

    def drawing(self, name: str) -> Drawing:
        """The drawing of a figure, a plate or a pose, in figure units.

        Raises CommandError for an unknown name, ContentError for a file with problems.
        """
        files = figure_files(self.library)
        if name not in files:
            raise CommandError(joined(f'there is no figure "{name}"', did_you_mean(name, files)))
        cache = FigureCache.open(self.library.figure_cache, self.library.poses)
        drawing = cache.drawing(files[name], self.mirror, dict(self.typography.brand.people.person(name).looks))
        metric = self.typography.brand.units == "metric"
        return drawing.relabelled(lambda label: replace(label, text=in_units(label.text, metric)))

    def svg(self, name: str) -> bytes:
        """One figure as an SVG file. Raises as `drawing` does."""
        return svg_document(self.drawing(name), dict(self._palette(name))).encode("utf-8")

    def pdf(self, names: Sequence[str]) -> bytes:
        """One figure, or a contact sheet of several, as a PDF of one page. Raises as `drawing` does."""
        page = self._single(names[0]) if len(names) == 1 else self._sheet(names)
        info = DocumentInfo(", ".join(names)[:200], self.typography.brand.name, self.typography.language, _UNDATED)
        return write([page], info, self.typography.faces())

    def png(self, names: Sequence[str], width: int) -> bytes:
        """The same as a PNG file, `width` pixels wide."""
        from handout_builder.pdf.raster import page_png

        return page_png(self.pdf(names), width)

    def _palette(self, name: str) -> tuple[tuple[str, str], ...]:
        colours = palette(self.typography, name)
        return tuple((role, luminance_grey(colour)) for role, colour in colours) if self.grey else colours

    def _placed(self, name: str, drawing: Drawing, x: float, y: float, scale: float) -> Group:
        faces = tuple(
            (weight, self.typography.style("label", number).faces[0].key) for weight, number in LABEL_WEIGHTS.items()
        )
        placed = PlacedDrawing(x, y, scale, drawing, self._palette(name), faces)
        return Group((placed,), tag=Tag("Figure", alt=f"The figure {name}"))

    def _single(self, name: str) -> Page:
        drawing, scale = self.drawing(name), POINTS_PER_UNIT
        return Page(drawing.width * scale, drawing.height * scale, (self._placed(name, drawing, 0, 0, scale),), 1)

    def _sheet(self, names: Sequence[str]) -> Page:
        problems: list[Problem] = []
        groups: list[Group] = []
        setter, style = ParagraphSetter(self.typography, Place(Path("contact sheet"))), self.typography.style("label")
        for index, name in enumerate(names):
            left = GAP + index % COLUMNS * (CELL_WIDTH + GAP)
            top = GAP + index // COLUMNS * (CELL_HEIGHT + CAPTION + GAP)
            try:
                drawing = self.drawing(name)
            except ContentError as error:
                problems.extend(error.problems)
                continue
            scale = min(CELL_WIDTH / drawing.width, CELL_HEIGHT / drawing.height)
            x = left + (CELL_WIDTH - drawing.width * scale) / 2
            groups.append(self._placed(name, drawing, x, top + CELL_HEIGHT - drawing.height * scale, scale))
            caption = setter.box(rich(name), style, CELL_WIDTH, align="center", role="P")
            groups.append(caption.at(left, top + CELL_HEIGHT + 2))
        if problems:
            raise ContentError(problems)
        columns, rows = min(len(names), COLUMNS), -(-len(names) // COLUMNS)
        return Page(GAP + columns * (CELL_WIDTH + GAP), GAP + rows * (CELL_HEIGHT + CAPTION + GAP), tuple(groups), 1)


def figure_files(library: Library) -> dict[str, Path]:
    """Every figure, plate and pose by name; a figure hides a pose of the same name."""
    poses = {path.stem: path for path in sorted(library.poses.glob("*.yaml"))}
    folder = library.root / "images"
    own = [path for path in sorted(folder.rglob("*.yaml")) if "poses" not in path.relative_to(folder).parts]
    return {**poses, **{path.stem: path for path in (*library.shipped_figures, *own)}}


def never_mirrored(library: Library) -> tuple[str, ...]:
    """The names of the figures and plates that must not be mirrored; drawing one with a fault says what is wrong."""
    files = figure_files(library)

    def never(name: str) -> bool:
        try:
            return not may_be_mirrored(files[name], library.poses)
        except ContentError:
            return False

    return tuple(filter(never, figure_names(library)))


def figure_names(library: Library) -> tuple[str, ...]:
    """The names of all figures and plates, without poses."""
    poses = set(library.poses.glob("*.yaml"))
    return tuple(sorted(name for name, path in figure_files(library).items() if path not in poses))
