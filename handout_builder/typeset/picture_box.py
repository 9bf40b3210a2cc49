"""A picture block → a box at a given scale; every file is opened once for a sheet, however often it is shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from handout_builder.boxes import Box, BoxItem, EncodedImage, Group, PlacedDrawing, PlacedImage, Tag, walk
from handout_builder.compose.block_parts import PictureBlock
from handout_builder.errors import ContentError, Problem
from handout_builder.figures.scene.drawing_cache import FigureCache
from handout_builder.geometry.drawing import LABEL_WEIGHTS, Drawing, Label, Weight
from handout_builder.model.markup import in_units
from handout_builder.pictures.logo import Logo, opened_logos
from handout_builder.pictures.open import Picture, dpi_note, encode, encoded_size, open_picture
from handout_builder.text.fonts import Face
from handout_builder.text.label_room import Room, fitted
from handout_builder.text.typography import Typography

HIGHEST, NARROWEST = 200.0, 30.0
"""Points that the picture of a step may be high, and how wide it must be then: less cannot be seen."""
RASTER_UNITS = 116.0
"""Width that a photograph counts as, in figure units: it fills the widest figure column at the largest scale."""
PaletteItems = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Loaded:
    """An opened picture: a drawing, or pixels; `units` is its width and height in figure units."""

    units: tuple[float, float]
    content: Drawing | Picture


@dataclass
class Pictures:
    """Opens and places the pictures of all sheets of one look, each file once."""

    typography: Typography
    figures: FigureCache
    _loaded: dict[tuple[Path, bool], Loaded] = field(default_factory=dict)
    _encoded: dict[tuple[Path, int, int, int], EncodedImage] = field(default_factory=dict)

    def load(self, block: PictureBlock) -> Loaded:
        """The opened picture. Raises ContentError with the file, the reason and the place that asks for it."""
        key = (block.path, block.mirrored)
        if key not in self._loaded:
            try:
                loaded = self._open(block)
            except ContentError as error:
                asked = [
                    Problem(
                        block.place, f'the picture "{block.path.name}" cannot be used', "see the problem of that file"
                    )
                ]
                raise ContentError([*error.problems, *asked]) from None
            _refuse_narrow(block, loaded.units)
            self._loaded[key] = loaded
        return self._loaded[key]

    def logos(self, files: Mapping[str, Path]) -> tuple[Logo | None, Logo | None]:
        """The logos of the first page and of later ones. Raises ContentError as `opened_logos` does."""
        return opened_logos(files, self.figures.cache)

    def is_hatched(self, block: PictureBlock) -> bool:
        """Whether the picture marks an area with a hatch. Raises ContentError as `load` does."""
        content = self.load(block).content
        return isinstance(content, Drawing) and content.hatched

    def box(self, block: PictureBlock, scale: float, max_width: float) -> Box:
        """The picture at `scale` points per unit, smaller only when it or its labels would be wider than `max_width`.

        Raises ContentError for labels that have no room or letters that their face lacks.
        """
        loaded = self.load(block)
        scale = min(scale, max_width / loaded.units[0])
        width, height = loaded.units[0] * scale, loaded.units[1] * scale
        item: BoxItem
        if isinstance(loaded.content, Drawing):
            room = Room(width, height, max_width, self.typography.edition.smallest_label)
            item, width, height = self._placed(loaded.content, room, block)
        else:
            item = PlacedImage(0, 0, width, height, self._encode(block.path, loaded.content, width, height))
        return Box(width, height, Group((item,), tag=Tag("Figure", alt=block.alt), source=_source(block.path)))

    def notes_on(self, groups: Iterable[Group]) -> tuple[str, ...]:
        """What the practice should know about the pixels in `groups`, as they are shown there."""
        opened = {
            _source(path): loaded.content
            for (path, _), loaded in self._loaded.items()
            if isinstance(loaded.content, Picture)
        }
        if not opened:
            return ()
        found = [
            (opened[shown.source], image)
            for group in groups
            for shown, _, _ in walk(group)
            if isinstance(shown, Group) and shown.source in opened
            for image, _, _ in walk(shown)
            if isinstance(image, PlacedImage)
        ]
        said = ((picture, (*picture.notes, dpi_note(picture, image.width))) for picture, image in found)
        return tuple(dict.fromkeys(f"{picture.path.name}: {note}" for picture, notes in said for note in notes if note))

    def _open(self, block: PictureBlock) -> Loaded:
        if block.path.suffix.lower() in (".yaml", ".yml"):
            looks = dict(self.typography.brand.people.person(block.path.stem).looks)
            drawing = self.figures.drawing(block.path, block.mirrored, looks)
            return Loaded((drawing.width, drawing.height), drawing)
        picture = open_picture(block.path, self.figures.cache)
        units = (RASTER_UNITS, RASTER_UNITS * picture.height / picture.width)
        picture = picture.mirrored if block.mirrored else picture
        return Loaded(units, picture.drawing or picture)

    def _encode(self, path: Path, picture: Picture, width: float, height: float) -> EncodedImage:
        key = (path, picture.orientation, *encoded_size(picture, width, height))
        if key not in self._encoded:
            self._encoded[key] = encode(picture, width, height)
        return self._encoded[key]

    def _placed(self, drawing: Drawing, room: Room, block: PictureBlock) -> tuple[PlacedDrawing, float, float]:
        """The drawing in its box, and the width and height of the box."""
        drawing = _translated(drawing, block)
        metric = self.typography.brand.units == "metric"
        drawing = drawing.relabelled(lambda label: replace(label, text=in_units(label.text, metric)))
        labels = list(drawing.labels())
        faces = {weight: self._label_face(weight, labels) for weight in LABEL_WEIGHTS}
        missing = [
            Problem(
                block.place,
                f'the label "{label.text}" holds {faces[label.weight].missing(label.text)}, which '
                f"{faces[label.weight].name} cannot print",
                "write it with other letters",
            )
            for label in labels
            if faces[label.weight].missing(label.text)
        ]
        if missing:
            raise ContentError(missing)
        found = fitted(drawing, faces, room)
        if found is None:
            longest = max(labels, key=lambda label: faces[label.weight].width(label.text, label.size))
            problem = f'the labels of the picture "{block.path.name}" have no room in it, such as "{longest.text}"'
            raise ContentError([Problem(block.place, problem, "shorten them, or use a narrower text font")])
        named = tuple((weight, face.key) for weight, face in faces.items())
        colours = palette(self.typography, block.path.stem)
        placed = PlacedDrawing(found.x, found.y, found.scale, found.drawing, colours, named)
        return placed, found.width, found.height

    def _label_face(self, weight: Weight, labels: list[Label]) -> Face:
        """The first face that has all letters of the labels of that weight; where none has, the brand's."""
        faces = self.typography.style("label", LABEL_WEIGHTS[weight]).faces
        said = "".join(label.text for label in labels if label.weight == weight)
        return next((face for face in faces if not face.missing(said)), faces[0])


def _translated(drawing: Drawing, block: PictureBlock) -> Drawing:
    """The drawing with its labels in the sheet's language. Raises ContentError for each that has no words in it."""
    if block.labels is None:
        return drawing
    words = dict(block.labels)
    unknown = {label.text for label in drawing.labels() if label.text not in words and _has_words(label.text)}
    if unknown:
        raise ContentError(
            Problem(
                block.place,
                f'the label "{text}" in the picture "{block.path.name}" has no words in the language of the sheet',
                f'write them in the language file, under "labels:", as \'"{text}": …\'',
            )
            for text in sorted(unknown)
        )
    return drawing.relabelled(lambda label: replace(label, text=words.get(label.text, label.text)))


def _has_words(text: str) -> bool:
    """Whether a label is more than numbers and amounts such as {1 in|2.5 cm}."""
    return re.search(r"[^\W\d_]", re.sub(r"\{[^}]*\}", "", text)) is not None


def fitting_scale(units: tuple[float, float], scale: float, max_width: float) -> float:
    """`scale`, or less, so that the picture of a step, `units` large, is within `max_width` and HIGHEST points."""
    width, height = units
    return min(scale, max_width / width, HIGHEST / height)


def _refuse_narrow(block: PictureBlock, units: tuple[float, float]) -> None:
    """Raises ContentError, at the place that asks for the picture, when HIGHEST makes it narrower than NARROWEST."""
    width, height = units
    if HIGHEST * width / height < NARROWEST:
        problem = f'the picture "{block.path.name}" is {height / width:.0f} times as high as wide'
        raise ContentError([Problem(block.place, problem, "crop it, or draw it wider")])


def _source(path: Path) -> str:
    """The key of a picture's group."""
    return f"picture:{path.name}"


def palette(typography: Typography, picture: str) -> PaletteItems:
    """The colours of every role that drawings use, in the brand's hues; the skin is that of the picture's person."""
    c = typography.colours
    low_ink = typography.edition.only_black
    tones = None if low_ink else typography.brand.people.person(picture).skin
    shade = c.paper if low_ink else c.figure_ink
    skin, skin_far = tones or (c.skin, c.far)
    return (
        ("figink", c.figure_ink), ("skin", skin), ("skin_far", skin_far), ("hair", c.hair_colour), ("shoe", c.paper),
        ("shirt", c.tint2), ("shirt_far", c.tint2_dark), ("shorts", c.solid), ("shorts_far", c.solid_dark),
        ("prop", c.prop), ("prop_fill", c.prop_fill), ("prop_soft", c.prop_soft), ("shade", shade),
        ("accent", c.accent), ("zone", c.zone), ("hatch", c.accent), ("ghost", c.line),
        ("muscle", c.solid), ("bone", c.paper),
        ("text", c.text), ("muted", c.muted), ("paper", c.paper),
    )  # fmt: skip
