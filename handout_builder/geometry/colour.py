"""One brand colour (and an accent) → every colour role of a sheet, with enough contrast by construction.

WCAG 2 contrast decides, OKLCH (Björn Ottosson, 2020) changes: the hue stays, lightness falls until the ratio is met,
chroma only shrinks to stay inside sRGB. Safety colours are fixed; no brand reaches them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cache

from handout_builder.geometry.arithmetic import arctan2, cos, hypot, power, sin

WHITE, BLACK = "#FFFFFF", "#000000"
TEXT, MUTED, LINE, HAIR, NEGATIVE, PAIN_HIGH = "#16191D", "#495258", "#6B757B", "#B9C1C5", "#B00B27", "#3A4248"
FRAME = "#111111"
SAFETY_COLOURS: dict[str, tuple[str, str]] = {
    "danger": ("#C8102E", "#FFFFFF"),
    "warning": ("#FF8200", "#000000"),
    "caution": ("#FFD100", "#000000"),
    "notice": ("#1D4F91", "#FFFFFF"),
}
"""Panel and text on it, after ISO 3864; the same in every brand."""
NEAR_SAFETY = 0.12
APART = 0.1
"""Least distance in OKLCH of two areas that are told apart by their colours alone."""
TURNS = (150, 210, 120, 240, 180)
"""Degrees from the hue of a brand's colour to that of an accent of our choice; the first that is no safety colour."""
GREYISH, VIOLET = 0.03, 310.0
"""Chroma below which a colour has no hue, and the hue of the accent beside it."""


@cache
def _linear(u: float) -> float:
    return u / 12.92 if u <= 0.04045 else power((u + 0.055) / 1.055, 2.4)


def _gamma(u: float) -> float:
    return 12.92 * u if u <= 0.0031308 else 1.055 * power(u, 1 / 2.4) - 0.055


def rgb(colour: str) -> tuple[float, float, float]:
    """Red, green and blue of "#RRGGBB", each 0 to 1."""
    return (int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255)


def _hex(parts: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{max(0, min(255, round(part * 255))):02X}" for part in parts)


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2)."""
    r, g, b = (_linear(part) for part in rgb(colour))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    """Contrast ratio (WCAG 2), 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mixed(colour: str, below: str, opacity: float) -> str:
    """`colour` painted on `below`; `opacity` from 0 to 1."""
    parts = [a * opacity + b * (1 - opacity) for a, b in zip(rgb(colour), rgb(below), strict=True)]
    return _hex((parts[0], parts[1], parts[2]))


def luminance_grey(colour: str) -> str:
    """The grey that a black-and-white printer makes of `colour`."""
    grey = _gamma(luminance(colour))
    return _hex((grey, grey, grey))


class ContrastError(ValueError):
    """A colour that this program chose cannot be read on its background: a fault of the program, not of the content."""


def require_contrast(colour: str, background: str, least: float) -> None:
    """Raises ContrastError when `colour` has less than the ratio `least` on `background`."""
    found = contrast(colour, background)
    if found < least:
        raise ContrastError(f"{colour} on {background} has a contrast of {found:.2f}:1, less than {least:g}:1")


@dataclass(frozen=True, slots=True)
class Oklch:
    """Lightness 0 to 1, chroma, hue in degrees."""

    lightness: float
    chroma: float
    hue: float

    def at(self, lightness: float, chroma_limit: float) -> Oklch:
        """The same hue, lighter or darker, with no more chroma than the limit."""
        return Oklch(lightness, min(self.chroma, chroma_limit), self.hue)

    def _ab(self) -> tuple[float, float]:
        angle = math.radians(self.hue)
        return self.chroma * cos(angle), self.chroma * sin(angle)

    def distance(self, other: Oklch) -> float:
        """How far apart two colours look, in units of lightness."""
        (a, b), (other_a, other_b) = self._ab(), other._ab()
        return hypot(self.lightness - other.lightness, hypot(a - other_a, b - other_b))

    def _srgb_linear(self) -> tuple[float, float, float]:
        a, b = self._ab()
        long = _cube(self.lightness + 0.3963377774 * a + 0.2158037573 * b)
        middle = _cube(self.lightness - 0.1055613458 * a - 0.0638541728 * b)
        short = _cube(self.lightness - 0.0894841775 * a - 1.2914855480 * b)
        return (
            4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
            -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
            -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
        )

    def hex(self) -> str:
        """The nearest sRGB colour of this hue and lightness: only chroma gives way."""
        colour = self
        for _ in range(300):
            parts = colour._srgb_linear()
            if all(-1e-4 <= part <= 1.0001 for part in parts):
                break
            colour = Oklch(colour.lightness, colour.chroma * 0.97, colour.hue)
        else:
            parts = Oklch(self.lightness, 0, self.hue)._srgb_linear()
        r, g, b = (_gamma(max(0.0, min(1.0, part))) for part in parts)
        return _hex((r, g, b))


def _cube(number: float) -> float:
    return number * number * number


def oklch(colour: str) -> Oklch:
    """The OKLCH values of "#RRGGBB"."""
    r, g, b = (_linear(part) for part in rgb(colour))
    long = power(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b, 1 / 3)
    middle = power(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b, 1 / 3)
    short = power(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b, 1 / 3)
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return Oklch(lightness, hypot(a, b), math.degrees(arctan2(b, a)) % 360)


def darken_to(colour: str, ratio: float, background: str = WHITE) -> str:
    """`colour` made darker in its own hue until it has `ratio` on `background`."""
    found, start = colour.upper(), oklch(colour)
    lightness = start.lightness
    while contrast(found, background) < ratio:
        lightness -= 0.004
        if lightness <= 0:
            return BLACK
        found = Oklch(lightness, start.chroma, start.hue).hex()
    return found


@dataclass(frozen=True, slots=True)
class Colours:
    """Every colour role of a sheet, as "#RRGGBB"."""

    solid: str
    on_solid: str
    ink: str
    tint: str
    tint2: str
    tint2_dark: str
    solid_dark: str
    accent: str
    zone: str
    figure_ink: str
    text: str = TEXT
    muted: str = MUTED
    line: str = LINE
    hair: str = HAIR
    paper: str = WHITE
    negative: str = NEGATIVE
    pain_high: str = PAIN_HIGH
    frame: str = FRAME
    far: str = "#E3E7E9"
    prop: str = "#5C666C"
    prop_fill: str = "#F3F5F6"
    prop_soft: str = "#D5DBDE"
    skin: str = "#FFFFFF"
    hair_colour: str = "#2B2320"


def colours(brand: str, accent: str | None = None, skins: tuple[str, ...] = ()) -> Colours:
    """All roles from one colour and an optional accent; areas marked on people are also told from `skins`.

    An accent that is like the solid is replaced by one of another hue. Raises ContrastError when a ratio is not met.
    """
    base = oklch(brand)
    tint = base.at(0.970, 0.014).hex()
    solid = darken_to(brand, 5.0)
    ink = darken_to(darken_to(brand, 7.0), 6.5, tint)
    accent_used = _accent(accent, solid, tint)
    tint2, tint2_dark = base.at(0.885, 0.050).hex(), base.at(0.82, 0.055).hex()
    deep = oklch(solid)
    found = Colours(
        solid=solid,
        on_solid=WHITE,
        ink=ink,
        tint=tint,
        tint2=tint2,
        tint2_dark=tint2_dark,
        solid_dark=Oklch(max(0.12, deep.lightness - 0.09), deep.chroma, deep.hue).hex(),
        accent=accent_used,
        zone=_zone(accent_used, (WHITE, tint2, tint2_dark, *skins)),
        figure_ink=base.at(0.27, 0.03).hex(),
    )
    wanted = (
        (WHITE, found.solid, 4.5),
        (found.ink, WHITE, 7.0),
        (found.ink, found.tint, 4.5),
        (found.text, found.tint2, 7.0),
        (found.accent, WHITE, 4.5),
        (found.muted, found.tint, 4.5),
        (found.line, WHITE, 4.5),
    )
    for colour, background, least in wanted:
        require_contrast(colour, background, least)
    return found


def tell_apart(one: str, other: str) -> bool:
    """Whether two areas of these colours can be told apart without a line between them."""
    return oklch(one).distance(oklch(other)) >= APART


def dark_screen(brand: str, light: Colours) -> Colours:
    """The roles of words, lines and grounds on a dark screen; panels in the brand's colour stay as they are.

    Raises ContrastError when one of them fails its ratio.
    """
    base = oklch(brand)
    grounds = paper, tint, tint2 = (base.at(lightness, 0.03).hex() for lightness in (0.20, 0.26, 0.33))
    ink = _lighten_to(base.at(0.70, 0.12), 4.6, tint2)
    dark = replace(
        light, paper=paper, tint=tint, tint2=tint2, ink=ink, text="#ECEFF1", muted="#B6BEC4", line="#A6AFB5",
        hair="#4A5358", negative="#FF9DA6",
    )  # fmt: skip
    for colour in (dark.ink, dark.text, dark.muted, dark.line, dark.negative):
        for ground in grounds:
            require_contrast(colour, ground, 4.5)
    return dark


def _lighten_to(start: Oklch, ratio: float, background: str) -> str:
    """The colour made lighter in its own hue until it has `ratio` on `background`."""
    for step in range(100):
        found = Oklch(start.lightness + step / 250, start.chroma, start.hue).hex()
        if contrast(found, background) >= ratio:
            return found
    return WHITE


def _accent(chosen: str | None, solid: str, tint: str) -> str:
    """The accent, dark enough for lines; where none is chosen, or one like the solid, a colour of another hue."""
    start = oklch(solid)
    hue = start.hue if start.chroma > GREYISH else VIOLET - TURNS[0]
    turned = [Oklch(0.5, 0.15, (hue + turn) % 360).hex() for turn in TURNS]
    for wanted in ([chosen] if chosen else []) + [colour for colour in turned if not near_safety(colour)]:
        found = darken_to(darken_to(wanted, 4.5), 4.5, tint)
        if tell_apart(found, solid):
            return found
    raise ContrastError(f"no accent can be told from {solid}")


def _zone(accent: str, around: tuple[str, ...]) -> str:
    """The lightest colour of the accent's hue that can be told from what is around it.

    Where none can, as on skin of the same hue, it is the one that differs most, and hatch and edge mark the area.
    """
    start, others = oklch(accent), [oklch(colour) for colour in around]
    steps = [start.at(0.930 - step / 100, 0.045 + step / 100).hex() for step in range(30)]
    apart = {colour: min(oklch(colour).distance(other) for other in others) for colour in steps}
    return next((colour for colour in steps if apart[colour] >= APART), max(steps, key=apart.__getitem__))


def near_safety(colour: str) -> list[str]:
    """The safety levels whose colour a reader could take `colour` for."""
    return [level for level, (panel, _) in SAFETY_COLOURS.items() if oklch(colour).distance(oklch(panel)) < NEAR_SAFETY]


BLACK_ONLY = Colours(
    solid=WHITE, on_solid=BLACK, ink=FRAME, tint=WHITE, tint2=WHITE, tint2_dark=WHITE, solid_dark=WHITE, accent=FRAME,
    zone=WHITE, figure_ink=FRAME, text=BLACK, muted="#2B2B2B", line="#555555", hair="#9A9A9A", negative=BLACK,
    pain_high=WHITE, far=WHITE, prop="#444444", prop_fill=WHITE, prop_soft=WHITE, hair_colour=WHITE,
)  # fmt: skip
"""The roles of the low-ink sheet: black on white, solids as outlines."""
