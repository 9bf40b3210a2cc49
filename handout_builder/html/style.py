"""Typography → the style rules that differ between brands and editions; all other rules are in page.css."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import asdict
from string import ascii_letters, digits

from handout_builder.geometry.colour import FRAME, Colours, dark_screen
from handout_builder.model.safety import Level
from handout_builder.text.safety_style import safety_style, stop_style
from handout_builder.text.typography import WEIGHT_NAMES, Typography
from handout_builder.text.web_font import web_font

SYSTEM_FONTS = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif'
BROWSER_PIXELS = 16
WRITTEN = ascii_letters + digits + " .,-/"
_PIXELS = 96 / 72
PLAN = 0.96
"""Size of a printed plan next to a handout, so that its parts fit the pages which the PDF has."""
ON_WHITE = ".safety, .stop, .ask, .shown .figure, .side-by-side figure, .logo"
"""What is on white on a dark screen too."""


def brand_rules(typography: Typography) -> str:
    """Colours, sizes and fonts as CSS variables, the fixed colours of safety messages, the paper to print on."""
    brand, sizes = typography.brand, typography.edition.type
    body, stop = typography.style("body").size, stop_style(black=typography.edition.only_black)
    light = typography.colours
    variables = _roles(light)
    variables |= {f"size-{name}": f"{size.size / body:.3f}rem" for name, size in sizes}
    variables |= {
        "radius": f"{brand.style.radius:g}",
        "safety-frame": FRAME,
        "text-font": f'"Sheet Text", {SYSTEM_FONTS}',
        "display-font": '"Sheet Display", var(--text-font)',
        "display-weight": brand.fonts.display.weight,
        "tracking": f"{brand.fonts.display.tracking:g}em",
        "stop": stop.frame,
        "stop-panel": stop.panel,
        "on-stop": stop.ink,
    }
    root = "".join(f"  --{name}: {value};\n" for name, value in variables.items())
    percent = body * _PIXELS / BROWSER_PIXELS * 100
    return (
        f"html {{ font-size: {percent:.1f}%; }}\n"
        f":root {{\n  color-scheme: {'light' if typography.edition.only_black else 'light dark'};\n{root}}}\n"
        f"{'' if typography.edition.only_black else _dark_rules(light, dark_screen(brand.colour, light))}"
        f"{''.join(_safety_rule(level, typography) for level in Level)}"
        f"@page {{ size: {typography.paper}; margin: 0.5in 0.625in; }}\n"
        f"@media print {{ html {{ font-size: {body:g}pt; }} }}\n"
        f"@media print {{ html:has(.plan-row) {{ font-size: {PLAN * body:g}pt; }} }}\n"
    )


def _roles(colours: Colours) -> dict[str, str]:
    """The name of each colour role as CSS writes it, with its colour."""
    return {name.replace("_", "-"): value for name, value in asdict(colours).items()}


def _dark_rules(light: Colours, dark: Colours) -> str:
    """The colours of a dark screen. Warnings, the stop box and pictures stay on white, so they keep the light ones."""
    changed = {name: value for name, value in _roles(dark).items() if value != _roles(light)[name]}
    now = "".join(f"--{name}: {value}; " for name, value in changed.items())
    kept = "".join(f"--{name}: {_roles(light)[name]}; " for name in changed)
    return (
        f"@media screen and (prefers-color-scheme: dark) {{\n  :root {{ {now}}}\n"
        f"  {ON_WHITE} {{ color-scheme: light; {kept}background: var(--paper); color: var(--text); }}\n}}\n"
    )


def font_rules(typography: Typography, characters: Iterable[str]) -> str:
    """The sheet's own fonts inside the page, each with these characters and those that people type into fields."""
    wanted = frozenset(characters) | frozenset(WRITTEN)
    brand = typography.brand.fonts
    text = {weight: typography.style("body", weight).faces[0] for weight in WEIGHT_NAMES}
    rules = [_font_rule("Sheet Text", weight, web_font(face, wanted)) for weight, face in text.items()]
    display = web_font(typography.display("h1").faces[0], wanted)
    rules.append(_font_rule("Sheet Display", brand.display.weight, display, brand.display.scale))
    return "".join(rules)


def body_classes(typography: Typography) -> str:
    """The classes of the body: the brand's styles, and whether only black is printed."""
    style = typography.brand.style
    black = ["black"] if typography.edition.only_black else []
    return " ".join([style.header, style.step_marker, style.panel, *black])


def _safety_rule(level: Level, typography: Typography) -> str:
    style = safety_style(level, black=typography.edition.only_black)
    return f".{level.value} {{ --panel: {style.panel}; --on-panel: {style.ink}; --border: {style.border:g}pt; }}\n"


def _font_rule(family: str, weight: str, font: bytes, scale: float = 1.0) -> str:
    source = f"url(data:font/woff;base64,{base64.b64encode(font).decode('ascii')}) format('woff')"
    return (
        f"@font-face {{ font-family: '{family}'; font-weight: {weight}; size-adjust: {scale:.0%}; src: {source}; }}\n"
    )
