"""A level of warning, and whether only black is printed → its sign, colours and frame, which no brand reaches.

After ANSI Z535.6 and ISO 3864: four cues (sign, word, weight of the frame, colour), so that one may fail.
"""

from __future__ import annotations

from dataclasses import dataclass

from handout_builder.geometry.colour import BLACK, FRAME, SAFETY_COLOURS, TEXT, WHITE, require_contrast
from handout_builder.model.safety import Level

LEAST_CONTRAST = 4.5
"""Of a signal word on its panel (WCAG 2.2, 1.4.3)."""
_SIGNS = {Level.DANGER: "tri", Level.WARNING: "tri", Level.CAUTION: "tri", Level.NOTICE: "info"}
_SIGNS_BLACK = _SIGNS | {Level.CAUTION: "triline"}
_BORDERS = {Level.DANGER: 2.25, Level.WARNING: 2.25, Level.CAUTION: 1.5, Level.NOTICE: 1.0}
_BORDERS_BLACK = {Level.DANGER: 4.5, Level.WARNING: 3.0, Level.CAUTION: 1.5, Level.NOTICE: 1.0}


@dataclass(frozen=True, slots=True)
class SafetyStyle:
    """How a safety message looks; colours are "#RRGGBB".

    sign    name of the sign on the panel
    panel   colour behind sign and signal word
    ink     colour of sign and signal word
    frame   colour of the frame
    border  width of the frame in points
    """

    sign: str
    panel: str
    ink: str
    frame: str
    border: float


def safety_style(level: Level, *, black: bool) -> SafetyStyle:
    """The style of the warnings of a level. Raises ContrastError when its word could not be read."""
    if black:
        return _readable(SafetyStyle(_SIGNS_BLACK[level], WHITE, BLACK, FRAME, _BORDERS_BLACK[level]))
    panel, ink = SAFETY_COLOURS[level.value]
    return _readable(SafetyStyle(_SIGNS[level], panel, ink, FRAME, _BORDERS[level]))


def stop_style(*, black: bool) -> SafetyStyle:
    """The style of the stop box. Raises ContrastError when its words could not be read."""
    if black:
        return _readable(SafetyStyle("oct", WHITE, BLACK, BLACK, 3.0))
    panel, ink = SAFETY_COLOURS[Level.DANGER.value]
    return _readable(SafetyStyle("oct", panel, ink, panel, 2.25))


def ask_style(*, black: bool) -> SafetyStyle:
    """The style of the frame for those who must ask first. Raises ContrastError when its words could not be read."""
    if black:
        return _readable(SafetyStyle("ask", WHITE, BLACK, BLACK, 3.0))
    return _readable(SafetyStyle("ask", TEXT, WHITE, TEXT, 2.25))


def _readable(style: SafetyStyle) -> SafetyStyle:
    require_contrast(style.ink, style.panel, LEAST_CONTRAST)
    return style
