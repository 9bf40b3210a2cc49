"""Declarations of an element and the style of its parent → its computed style, all of which can be drawn exactly."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from handout_builder.pictures.svg.colours import read_colour
from handout_builder.pictures.svg.css import Declarations
from handout_builder.pictures.svg.numbers import number
from handout_builder.pictures.svg.tree import SvgError

PNG = "export it as PNG, 1000 pixels wide"
"""The remedy for what no plain shape can say."""
_LENGTH = re.compile(r"(.*?)(px|pt|pc|mm|cm|in|%)?", re.DOTALL)
_PIXELS = {"px": 1.0, "pt": 96 / 72, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_REFERENCE = re.compile(r"url\(\s*(['\"]?)(.*?)\1\s*\)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour `hex` "#RRGGBB" with its own opacity from 0 to 1; `is_current` for currentColor."""

    hex: str
    opacity: float = 1.0
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """How an element is drawn; its `shown`, `opacity` and `clip` are not inherited."""

    colour: Colour = Colour("#000000")
    fill: Colour | None = Colour("#000000")
    stroke: Colour | None = None
    fill_opacity: float = 1.0
    stroke_opacity: float = 1.0
    stroke_width: float = 1.0
    cap: Literal["butt", "round", "square"] = "butt"
    join: Literal["miter", "round", "bevel"] = "miter"
    miter_limit: float = 4.0
    dash: tuple[float, ...] = ()
    dash_offset: float = 0.0
    even_odd: bool = False
    clip_even_odd: bool = False
    visible: bool = True
    shown: bool = True
    opacity: float = 1.0
    clip: str | None = None

    def inherited(self) -> Style:
        """The style that the elements inside start from."""
        return replace(self, shown=True, opacity=1.0, clip=None)


def length(text: str, full: float | None = None) -> float:
    """A length in user units (CSS pixels); 100 % is `full`. Raises SvgError, also for a percentage without `full`."""
    found = _LENGTH.fullmatch(text.strip())
    value, unit = (found.group(1), found.group(2)) if found else (text, None)
    if unit == "%" and full is None:
        raise SvgError(f'"{text}" is a percentage, which has no meaning here', "write a length")
    try:
        return number(value) * (full / 100 if unit == "%" and full is not None else _PIXELS.get(unit or "px", 1.0))
    except SvgError:
        raise SvgError(f'"{text[:40]}" is not a length this reader knows', "write a number or use px, pt, mm") from None


def local_reference(text: str) -> str:
    """The id in "#id". Raises SvgError for a reference to another file."""
    wanted = text.strip()
    if not wanted.startswith("#") or len(wanted) < 2:
        raise SvgError(f'it points outside the file, to "{wanted[:60]}"', "put what is needed into the file itself")
    return wanted[1:]


def url_reference(text: str) -> str | None:
    """What "url(…)" names, as its beginning or as a whole; None for any other value."""
    found = _REFERENCE.match(text.strip())
    return found.group(2) if found else None


def computed_style(parent: Style, declarations: Declarations, diagonal: float) -> Style:
    """The style of an element whose parent has the style `parent`; `diagonal` is 100 % of a stroke width.

    Raises SvgError with the property that cannot be drawn exactly.
    """
    style = parent.inherited()
    if "color" in declarations:  # first: currentColor elsewhere means this one
        style = _changed(style, "color", declarations["color"], diagonal)
    for name, value in declarations.items():
        if name in _REFUSED and value.strip().lower() not in _REFUSED[name]:
            raise SvgError(f"it uses {name}: {value[:40]}, which cannot be drawn exactly", _REMEDY)
        if name in _READERS and name != "color":
            style = _changed(style, name, value, diagonal)
    return style


def _changed(style: Style, name: str, value: str, diagonal: float) -> Style:
    field, read = _READERS[name]
    word = value.strip()
    if word.lower() == "inherit" and field not in ("opacity", "clip", "shown"):
        return style
    try:
        return replace(style, **{field: read(word, diagonal)})  # type: ignore[arg-type]
    except SvgError as fault:
        raise SvgError(f"{name}: {fault.message}", fault.remedy) from None


def _paint(word: str, _: float) -> Colour | None:
    if word.lower() == "none":
        return None
    if word.lower() == "currentcolor":
        return Colour("#000000", is_current=True)
    if word.lower().startswith("url("):
        raise SvgError(f"{word[:40]} is a gradient or pattern, which cannot be drawn exactly", PNG)
    return Colour(*read_colour(word))


def _plain_colour(word: str, _: float) -> Colour:
    return Colour(*read_colour(word))


def _opacity(word: str, _: float) -> float:
    value = number(word[:-1]) / 100 if word.endswith("%") else number(word)
    return min(1.0, max(0.0, value))


def _width(word: str, diagonal: float) -> float:
    return _not_negative(length(word, diagonal))


def _not_negative(value: float) -> float:
    if value < 0:
        raise SvgError("a length below zero")
    return value


def _dash(word: str, diagonal: float) -> tuple[float, ...]:
    if word.lower() == "none":
        return ()
    parts = tuple(_not_negative(length(part, diagonal)) for part in re.split(r"\s*,\s*|\s+", word))
    return (parts if len(parts) % 2 == 0 else parts * 2) if sum(parts) > 0 else ()


def _miter_limit(word: str, _: float) -> float:
    value = number(word)
    if value < 1:
        raise SvgError("a limit below 1")
    return value


def _clip(word: str, _: float) -> str | None:
    if word.lower() == "none":
        return None
    found = _REFERENCE.fullmatch(word)
    if not found:
        raise SvgError(f"{word[:40]} is not a clipPath in the file", "clip with a clipPath element")
    return local_reference(found.group(2))


def _one_of(**meaning: object) -> Callable[[str, float], object]:
    def read(word: str, _: float) -> object:
        if word not in meaning:
            raise SvgError(f'"{word[:40]}" is not one of {", ".join(meaning)}')
        return meaning[word]

    return read


def _shown(word: str, _: float) -> bool:
    return word != "none"


_FILL_RULE = _one_of(nonzero=False, evenodd=True)
_READERS: dict[str, tuple[str, Callable[[str, float], object]]] = {
    "color": ("colour", _plain_colour),
    "fill": ("fill", _paint),
    "stroke": ("stroke", _paint),
    "fill-opacity": ("fill_opacity", _opacity),
    "stroke-opacity": ("stroke_opacity", _opacity),
    "opacity": ("opacity", _opacity),
    "stroke-width": ("stroke_width", _width),
    "stroke-linecap": ("cap", _one_of(butt="butt", round="round", square="square")),
    "stroke-linejoin": ("join", _one_of(miter="miter", round="round", bevel="bevel")),
    "stroke-miterlimit": ("miter_limit", _miter_limit),
    "stroke-dasharray": ("dash", _dash),
    "stroke-dashoffset": ("dash_offset", length),
    "fill-rule": ("even_odd", _FILL_RULE),
    "clip-rule": ("clip_even_odd", _FILL_RULE),
    "clip-path": ("clip", _clip),
    "visibility": ("visible", _one_of(visible=True, hidden=False, collapse=False)),
    "display": ("shown", _shown),
}

# Properties that change the picture and that this reader does not draw, with the values that change nothing.
_REMEDY = f"take it out in the drawing program (flatten or expand the appearance), or {PNG}"
_NONE = ("none",)
_REFUSED: dict[str, tuple[str, ...]] = {
    "filter": _NONE,
    "backdrop-filter": _NONE,
    "mask": _NONE,
    "mask-image": _NONE,
    "-webkit-mask": _NONE,
    "marker": _NONE,
    "marker-start": _NONE,
    "marker-mid": _NONE,
    "marker-end": _NONE,
    "mix-blend-mode": ("normal",),
    "vector-effect": _NONE,
    "paint-order": ("normal", "fill", "fill stroke", "fill stroke markers", "fill markers stroke"),
    "transform": _NONE,
    "transform-box": ("view-box",),
    "translate": _NONE,
    "rotate": _NONE,
    "scale": _NONE,
    "offset-path": _NONE,
    "clip": ("auto",),
    "animation": _NONE,
    "animation-name": _NONE,
    "all": (),
    "zoom": ("1", "normal"),
    "perspective": _NONE,
    "transform-origin": ("0", "0 0", "0px 0px"),
    "background": ("none", "transparent"),
    "background-color": ("none", "transparent"),
    "-inkscape-stroke": _NONE,
    **dict.fromkeys(("d", "x", "y", "cx", "cy", "r", "rx", "ry"), ()),
}

_CSS_ONLY = frozenset({"transform", "all", "d", "x", "y", "cx", "cy", "r", "rx", "ry", "rotate", "scale", "zoom"})
PRESENTATION = (frozenset(_READERS) | frozenset(_REFUSED)) - _CSS_ONLY
"""Attributes of an element that mean the same as the CSS property of that name."""
