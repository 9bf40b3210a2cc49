"""A colour in the grammar of CSS → "#RRGGBB" and its opacity."""

from __future__ import annotations

import colorsys
import re

from handout_builder.pictures.svg.tree import SvgError

_HEX = re.compile(r"#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})", re.IGNORECASE)
_FUNCTION = re.compile(r"(rgba?|hsla?)\(([^()]*)\)", re.IGNORECASE)
_PART = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+))(%|deg)?")


def read_colour(text: str) -> tuple[str, float]:
    """`text` as ("#RRGGBB", opacity 0–1) by CSS Color 4 (names, hex, rgb, hsl, transparent). Raises SvgError."""
    wanted = text.strip()
    if wanted.lower() == "transparent":
        return "#000000", 0.0
    named = _NAMED.get(wanted.lower())
    if named:
        return f"#{named}".upper(), 1.0
    if _HEX.fullmatch(wanted):
        return _from_hex(wanted[1:])
    function = _FUNCTION.fullmatch(wanted)
    if function:
        return _from_function(function.group(1).lower(), function.group(2), wanted)
    raise _unknown(wanted)


def _unknown(text: str) -> SvgError:
    return SvgError(f'"{text[:40]}" is not a colour this reader knows', "write it as #RRGGBB")


def _from_hex(digits: str) -> tuple[str, float]:
    if len(digits) < 6:
        digits = "".join(digit * 2 for digit in digits)
    return f"#{digits[:6]}".upper(), int(digits[6:] or "ff", 16) / 255


def _from_function(kind: str, inside: str, written: str) -> tuple[str, float]:
    words = re.split(r"\s*[,/]\s*|\s+", inside.strip())
    parts = [_PART.fullmatch(word) for word in words]
    if len(words) not in (3, 4) or not all(parts):
        raise _unknown(written)
    values = [(float(part.group(1)), part.group(2)) for part in parts if part]
    opacity = _share(*values[3]) if len(values) == 4 else 1.0
    if kind.startswith("hsl"):
        hue, saturation, light = values[0][0] % 360 / 360, values[1][0] / 100, values[2][0] / 100
        if (values[1][1], values[2][1]) != ("%", "%"):
            raise _unknown(written)
        channels = [255 * c for c in colorsys.hls_to_rgb(hue, _within(light, 1), _within(saturation, 1))]
    else:
        if {unit for _, unit in values[:3]} not in ({None}, {"%"}):
            raise _unknown(written)  # CSS Color 4, 5.1: numbers or percentages, not both
        channels = [value * 2.55 if unit == "%" else value for value, unit in values[:3]]
    return "#" + "".join(f"{int(_within(channel, 255) + 0.5):02X}" for channel in channels), opacity


def _share(value: float, unit: str | None) -> float:
    return _within(value / 100 if unit == "%" else value, 1.0)


def _within(value: float, top: float) -> float:
    return min(top, max(0.0, value))


# CSS Color 4, section 6.1: the names and their values.
_TABLE = """
aliceblue f0f8ff antiquewhite faebd7 aqua 00ffff aquamarine 7fffd4 azure f0ffff beige f5f5dc bisque ffe4c4 black
000000 blanchedalmond ffebcd blue 0000ff blueviolet 8a2be2 brown a52a2a burlywood deb887 cadetblue 5f9ea0
chartreuse 7fff00 chocolate d2691e coral ff7f50 cornflowerblue 6495ed cornsilk fff8dc crimson dc143c cyan 00ffff
darkblue 00008b darkcyan 008b8b darkgoldenrod b8860b darkgray a9a9a9 darkgreen 006400 darkgrey a9a9a9 darkkhaki
bdb76b darkmagenta 8b008b darkolivegreen 556b2f darkorange ff8c00 darkorchid 9932cc darkred 8b0000 darksalmon
e9967a darkseagreen 8fbc8f darkslateblue 483d8b darkslategray 2f4f4f darkslategrey 2f4f4f darkturquoise 00ced1
darkviolet 9400d3 deeppink ff1493 deepskyblue 00bfff dimgray 696969 dimgrey 696969 dodgerblue 1e90ff firebrick
b22222 floralwhite fffaf0 forestgreen 228b22 fuchsia ff00ff gainsboro dcdcdc ghostwhite f8f8ff gold ffd700
goldenrod daa520 gray 808080 green 008000 greenyellow adff2f grey 808080 honeydew f0fff0 hotpink ff69b4 indianred
cd5c5c indigo 4b0082 ivory fffff0 khaki f0e68c lavender e6e6fa lavenderblush fff0f5 lawngreen 7cfc00 lemonchiffon
fffacd lightblue add8e6 lightcoral f08080 lightcyan e0ffff lightgoldenrodyellow fafad2 lightgray d3d3d3 lightgreen
90ee90 lightgrey d3d3d3 lightpink ffb6c1 lightsalmon ffa07a lightseagreen 20b2aa lightskyblue 87cefa lightslategray
778899 lightslategrey 778899 lightsteelblue b0c4de lightyellow ffffe0 lime 00ff00 limegreen 32cd32 linen faf0e6
magenta ff00ff maroon 800000 mediumaquamarine 66cdaa mediumblue 0000cd mediumorchid ba55d3 mediumpurple 9370db
mediumseagreen 3cb371 mediumslateblue 7b68ee mediumspringgreen 00fa9a mediumturquoise 48d1cc mediumvioletred c71585
midnightblue 191970 mintcream f5fffa mistyrose ffe4e1 moccasin ffe4b5 navajowhite ffdead navy 000080 oldlace fdf5e6
olive 808000 olivedrab 6b8e23 orange ffa500 orangered ff4500 orchid da70d6 palegoldenrod eee8aa palegreen 98fb98
paleturquoise afeeee palevioletred db7093 papayawhip ffefd5 peachpuff ffdab9 peru cd853f pink ffc0cb plum dda0dd
powderblue b0e0e6 purple 800080 rebeccapurple 663399 red ff0000 rosybrown bc8f8f royalblue 4169e1 saddlebrown
8b4513 salmon fa8072 sandybrown f4a460 seagreen 2e8b57 seashell fff5ee sienna a0522d silver c0c0c0 skyblue 87ceeb
slateblue 6a5acd slategray 708090 slategrey 708090 snow fffafa springgreen 00ff7f steelblue 4682b4 tan d2b48c teal
008080 thistle d8bfd8 tomato ff6347 turquoise 40e0d0 violet ee82ee wheat f5deb3 white ffffff whitesmoke f5f5f5
yellow ffff00 yellowgreen 9acd32
"""
_NAMED = dict(zip(_TABLE.split()[::2], _TABLE.split()[1::2], strict=True))
