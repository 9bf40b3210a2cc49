"""Brand + edition + fonts → the styles, colours and measures that every block of one sheet is set with."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from string import digits

from handout_builder.boxes import Direction
from handout_builder.errors import ContentError, Place, Problem, did_you_mean
from handout_builder.geometry.colour import BLACK_ONLY, Colours, colours, darken_to, near_safety, tell_apart
from handout_builder.model.brand import Brand
from handout_builder.model.edition import Edition, TypeSize
from handout_builder.model.people import SKIN_TONES
from handout_builder.model.rich_text import SOFT_HYPHEN
from handout_builder.text.coverage import unprintable
from handout_builder.text.font_file import LATIN
from handout_builder.text.fonts import Face, load_face

PAPERS = {"letter": (612.0, 792.0), "a4": (595.28, 841.89)}
SIDE_MARGIN, END_MARGIN = 45.0, 36.0
"""Points left free at each side, and at the top and the bottom of a page."""
WEIGHT_NAMES = {"400": "Regular", "600": "SemiBold", "700": "Bold", "800": "ExtraBold"}
FALLBACK_FAMILY = "Source Sans 3"
X_HEIGHT_FLOOR_MM = 2.05
"""Smallest x-height of running text (UKAAF and RNIB ask for about 2 mm at 12 pt)."""
_MM = 25.4 / 72


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a text looks: faces, size, leading and tracking in points, colour and the background under it.

    `faces` are tried in turn for each character, `bold_faces` for bold spans.
    """

    faces: tuple[Face, ...]
    bold_faces: tuple[Face, ...]
    size: float
    leading: float
    colour: str
    background: str = "#FFFFFF"
    tracking: float = 0.0

    def faces_for(self, bold: bool) -> tuple[Face, ...]:
        """The faces of bold spans or of all others."""
        return self.bold_faces if bold else self.faces

    def on(self, background: str, colour: str | None = None) -> TextStyle:
        """The same style on another background, perhaps in another colour."""
        return replace(self, background=background, colour=colour or self.colour)

    def scaled(self, share: float) -> TextStyle:
        """The same style, size and leading so many times as large."""
        return replace(self, size=self.size * share, leading=self.leading * share)

    @property
    def first_baseline(self) -> float:
        """Distance from the top of a text to its first baseline, with the line centred in its leading."""
        face, size = self.faces[0], self.size / 1000
        return (self.leading - (face.ascent - face.descent) * size) / 2 + face.ascent * size


@dataclass(frozen=True)
class Typography:
    """How one sheet is set. Raises ContentError when a font is not there.

    language   BCP 47 tag of the sheet's words
    direction  in which its lines run; the whole layout follows: columns, icons, numbers and panels begin at the
               start edge, which is the left one for "ltr" and the right one for "rtl"
    """

    brand: Brand
    edition: Edition
    paper: str
    language: str
    font_folders: tuple[Path, ...]
    brand_place: Place
    direction: Direction = "ltr"
    _styles: dict[tuple[str, str | None, str | None], TextStyle] = field(
        default_factory=dict, compare=False, repr=False
    )

    @cached_property
    def colours(self) -> Colours:
        """All colours of the sheet; black and white where the edition says so."""
        if self.edition.only_black:
            return BLACK_ONLY
        skins = (tone for name in self.brand.people.skin for tone in SKIN_TONES.get(name, ()))
        return colours(self.brand.colour, self.brand.accent, tuple(skins))

    def colour_notes(self) -> tuple[str, ...]:
        """What the practice should know about its colours: too light for white words, or like a safety colour."""
        brand, made, notes = self.brand, self.colours, []
        if self.edition.only_black:
            return ()
        if made.solid != brand.colour:
            notes.append(f"the brand colour {brand.colour} is too light under white words; panels are {made.solid}")
        if brand.accent and not tell_apart(darken_to(brand.accent, 4.5), made.solid):
            notes.append(f"the accent {brand.accent} is like the panels, {made.solid}; arrows are {made.accent}")
        for name, colour in (("brand colour", made.solid), ("accent", made.accent if brand.accent else "")):
            for level in near_safety(colour) if colour else ():
                notes.append(
                    f"the {name} {colour} is like the colour of {level.upper()}; word, sign and frame tell them apart"
                )
        return tuple(notes)

    @property
    def page_size(self) -> tuple[float, float]:
        """Width and height of the paper."""
        return PAPERS[self.paper]

    @property
    def width(self) -> float:
        """Width between the side margins."""
        return self.page_size[0] - 2 * SIDE_MARGIN

    @property
    def ruled(self) -> bool:
        """Panels are rules, not tints."""
        return self.brand.style.panel == "rule"

    @property
    def body_scale(self) -> float:
        """How many times as large the body is as in the design (12.5 points); for pictures and columns next to it."""
        return self.edition.type.body.size / 12.5

    @property
    def signal_scale(self) -> float:
        """How many times as large a signal word is as in the design (13.5 points); for the panel and sign around it."""
        return self.edition.type.signal.size / 13.5

    def radius(self, points: float) -> float:
        """`points` times the brand's factor for corner radii; not used for safety and stop boxes."""
        return points * self.brand.style.radius

    def style(self, name: str, weight: str | None = None, colour: str | None = None) -> TextStyle:
        """The style of that name in the type scale, in another weight or colour where asked."""
        key = (name, weight, colour)
        if key not in self._styles:
            self._styles[key] = self._make(name, weight, colour or self.colours.text)
        return self._styles[key]

    def display(self, name: str, colour: str | None = None) -> TextStyle:
        """The style of that name in the brand's display font."""
        key = (name, "display", colour)
        if key not in self._styles:
            font, size = self.brand.fonts.display, self._size(name)
            points = size.size * font.scale
            faces = self._display_chain()
            self._styles[key] = TextStyle(
                faces,
                faces,
                points,
                size.leading,
                colour or self.colours.text,
                tracking=font.tracking * points,
            )
        return self._styles[key]

    def faces(self) -> dict[str, Face]:
        """Every face that a style of this setting can use, by the name that runs carry."""
        used = {face.key: face for style in self._styles.values() for face in (*style.faces, *style.bold_faces)}
        return dict(sorted(used.items()))

    def font_problems(self) -> Iterator[Problem]:
        """Every font of the brand that is not there or cannot be used."""
        display, text = self.brand.fonts.display, self.brand.fonts.text
        wanted = {(display.family, display.weight): ""} | {(text.family, weight): LATIN for weight in WEIGHT_NAMES}
        for (family, weight), needed in wanted.items():
            try:
                self._face(family, weight, needed)
            except ContentError as error:
                yield from error.problems

    def unprintable(self, text: str) -> Iterator[str]:
        """What is wrong with each word that neither the brand's text font nor the fallback font can print."""
        faces = self.style("body").faces
        yield from unprintable(
            dict.fromkeys(unicodedata.normalize("NFC", text.replace(SOFT_HYPHEN, "")).split()), faces
        )

    def _make(self, name: str, weight: str | None, colour: str) -> TextStyle:
        size = self._size(name)
        wanted = weight or _WEIGHTS[name]
        tracking = 0.5 if name == "signal" else 0.0
        return TextStyle(
            self._chain(wanted),
            self._chain(max(wanted, "700")),
            size.size,
            size.leading,
            colour,
            tracking=tracking,
        )

    def _size(self, name: str) -> TypeSize:
        size: TypeSize = getattr(self.edition.type, name)
        if name != "body":
            return size
        points = size.size
        while points * self._face(self.brand.fonts.text.family, "400").x_height / 1000 * _MM < X_HEIGHT_FLOOR_MM:
            points += 0.5
        return size if points == size.size else TypeSize(size=points, leading=size.leading + points - size.size)

    def _chain(self, weight: str) -> tuple[Face, ...]:
        return tuple(
            dict.fromkeys((self._face(self.brand.fonts.text.family, weight), self._face(FALLBACK_FAMILY, weight)))
        )

    def _display_chain(self) -> tuple[Face, ...]:
        """The display face, then those of text. A zero with a stroke, which looks like an 8, leaves digits to these."""
        font, others = self.brand.fonts.display, self._chain("800")
        face = self._face(font.family, font.weight, needed="")
        plain = face.marks_zero and not others[0].marks_zero
        return tuple(dict.fromkeys((face.without(digits) if plain else face, *others)))

    def _face(self, family: str, weight: str, needed: str = LATIN) -> Face:
        name = f"{family.replace(' ', '')}-{WEIGHT_NAMES[weight]}"
        for folder in self.font_folders:
            path = folder / f"{name}.ttf"
            if path.parent == folder and path.is_file():
                return load_face(path, needed)
        problem = f'there is no font file "{name}.ttf" in layouts/fonts/'
        raise ContentError([Problem(self.brand_place, problem, did_you_mean(name, self._font_names()))])

    def _font_names(self) -> Iterable[str]:
        return (path.stem for folder in self.font_folders for path in folder.glob("*.ttf"))


_WEIGHTS = {
    "display": "800", "lead": "400", "h1": "800", "h2": "800", "do": "700", "body": "400", "label": "600",
    "value": "800", "unit": "600", "signal": "800", "small": "400", "stepnum": "800", "phone": "800",
}  # fmt: skip
