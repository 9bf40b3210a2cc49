"""Numbers and transforms in the grammar of SVG → floats and a matrix."""

from __future__ import annotations

import math
import re

from handout_builder.geometry.arithmetic import cos, sin, tan
from handout_builder.geometry.matrix import Matrix
from handout_builder.pictures.svg.tree import SvgError

MAX_SEGMENTS = 200_000
_LARGEST = 1e7
_LONGEST_TRANSFORM = 2_000
_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
NUMBER = re.compile(_NUMBER)
COMMA = re.compile(r"[ \t\r\n\f]*(?:,[ \t\r\n\f]*)?")
GAP = re.compile(r"[ \t\r\n\f]*")
_TRANSFORM = re.compile(r"[\s,]*(matrix|translate|scale|rotate|skewX|skewY)\s*\(([^()]*)\)")


def number(text: str) -> float:
    """The number that `text` is, within ten million either way. Raises SvgError."""
    if not NUMBER.fullmatch(text.strip()):
        raise SvgError(f'"{text[:40]}" is not a number', "write a plain number")
    value = float(text)
    if not abs(value) <= _LARGEST:
        raise SvgError(f'"{text[:40]}" is too large to draw', "draw within ten million units")
    return value


def numbers(text: str) -> list[float]:
    """The numbers of a list separated by spaces or commas. Raises SvgError, also for more than 400,000."""
    found: list[float] = []
    at = skip(GAP, text, 0)
    while at < len(text):
        if found:
            at = skip(COMMA, text, at)
        token = NUMBER.match(text, at)
        if token is None:
            if text[at:].strip() or text.rstrip().endswith(","):
                raise SvgError(f'"{text[at : at + 20].strip() or ","}" is where a number should be')
            break
        found.append(number(token.group()))
        if len(found) > 2 * MAX_SEGMENTS:
            raise too_many_points()
        at = token.end()
    return found


def radians(degrees: float) -> float:
    """An angle in radians, at most a whole turn either way, so that no digit of a sine is lost."""
    return math.radians(math.fmod(degrees, 360))


def too_many_points() -> SvgError:
    """The problem of a drawing with more than MAX_SEGMENTS segments."""
    return SvgError(f"the drawing has more than {MAX_SEGMENTS:,} points", "simplify it or save it as a PNG")


def skip(pattern: re.Pattern[str], text: str, at: int) -> int:
    """The index after what `pattern` matches in `text` at index `at`; `at` itself when it does not match."""
    found = pattern.match(text, at)
    return found.end() if found else at


# --- transforms ---


def read_transform(text: str) -> Matrix:
    """The product of a list of transforms, the identity for an empty list. Raises SvgError."""
    if len(text) > _LONGEST_TRANSFORM:
        raise SvgError(f"a transform has more than {_LONGEST_TRANSFORM:,} characters", "simplify the drawing")
    product, at = Matrix(), 0
    while text[at:].strip(" \t\r\n,"):
        found = _TRANSFORM.match(text, at)
        if found is None:
            raise SvgError(f'cannot read the transform "{text[at : at + 40].strip()}"')
        product = product @ _transform(found.group(1), numbers(found.group(2)))
        at = found.end()
    return product


def _transform(kind: str, values: list[float]) -> Matrix:
    match kind, values:
        case "matrix", [a, b, c, d, e, f]:
            return Matrix(a, b, c, d, e, f)
        case "translate", [x, *rest] if len(rest) < 2:
            return Matrix(e=x, f=rest[0] if rest else 0.0)
        case "scale", [x, *rest] if len(rest) < 2:
            return Matrix(a=x, d=rest[0] if rest else x)
        case "rotate", [angle]:
            turn = radians(angle)
            return Matrix(cos(turn), sin(turn), -sin(turn), cos(turn))
        case "rotate", [angle, x, y]:
            return Matrix(e=x, f=y) @ _transform("rotate", [angle]) @ Matrix(e=-x, f=-y)
        case "skewX", [angle]:
            return Matrix(c=tan(radians(angle)))
        case "skewY", [angle]:
            return Matrix(b=tan(radians(angle)))
    raise SvgError(f"{kind}() has {len(values)} numbers, which it does not accept")
