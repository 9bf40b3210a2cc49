"""A text such as "8-12" or "30 s" → a number or range of numbers with its unit, kept within sane limits."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from handout_builder.errors import nearest

COUNT = r"\d+(?:\s*(?:[-–]|to)\s*\d+)?"
"""A whole number, or a range of two."""
_NUMBER = re.compile(r"(\d{1,6})(?:\s*(?:[-–]|to)\s*(\d{1,6}))?\s*(.*)$")
_DECIMALS = re.compile(r"(\d{1,4}(?:\.\d{1,2})?)(?:\s*(?:[-–]|to)\s*(\d{1,4}(?:\.\d{1,2})?))?\s*(.*)$")


def _number_or_range(low: int | Decimal, high: int | Decimal, range_words: str) -> str:
    """The one way that amounts are written."""
    return str(low) if low == high else range_words.format(low=low, high=high)


@dataclass(frozen=True, slots=True)
class Amount:
    """A whole number or a range of them, in `unit` ("" where the field says what is counted)."""

    low: int
    high: int
    unit: str = ""

    def number(self, range_words: str = "{low}-{high}") -> str:
        """The number; for a range, `range_words` with its {low} and {high}."""
        return _number_or_range(self.low, self.high, range_words)

    def __str__(self) -> str:
        return f"{self.number()} {self.unit}".strip()


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with at most two decimals, or a range of them, in `unit`."""

    low: Decimal
    high: Decimal
    unit: str

    def number(self, range_words: str = "{low}-{high}") -> str:
        """The number; for a range, `range_words` with its {low} and {high}."""
        return _number_or_range(self.low, self.high, range_words)

    def __str__(self) -> str:
        return f"{self.number()} {self.unit}"


def read_amount(
    value: str, name: str, units: Mapping[str, str], limits: Mapping[str, tuple[int, int]], example: str
) -> Amount:
    """The amount that `value` says for the field `name`.

    `units` maps every accepted unit word to its symbol, `limits` each symbol to its least and most
    number.
    Raises ValueError with what is wrong and what to write instead.
    """
    match = _NUMBER.match(value.strip().lower())
    if not match:
        raise ValueError(f'"{name}: {value}" is not an amount; write it like "{example}"')
    low, high = int(match[1]), int(match[2] or match[1])
    unit = _unit(value, name, match[3].strip(), units, example)
    _check(value, name, low, high, limits[unit], unit or name, f"{high}-{low} {match[3]}".strip())
    return Amount(low, high, unit)


def read_measure(
    value: str, name: str, units: Mapping[str, str], limits: Mapping[str, tuple[int, int]], example: str
) -> Measure:
    """Like `read_amount`, for numbers that may have decimals, written with a point."""
    match = _DECIMALS.match(value.strip().lower())
    if not match:
        raise ValueError(f'"{name}: {value}" is not an amount; write it like "{example}"')
    low, high = _plain(match[1]), _plain(match[2] or match[1])
    unit = _unit(value, name, match[3].strip(), units, example)
    _check(value, name, low, high, limits[unit], unit or name, f"{high}-{low} {match[3]}".strip())
    return Measure(low, high, unit)


def _plain(text: str) -> Decimal:
    number = Decimal(text)
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


def _unit(value: str, name: str, word: str, units: Mapping[str, str], example: str) -> str:
    if word in units:
        return units[word]
    remedy = f'write it like "{example}"'
    if word.startswith((":", ".", ",")):
        raise ValueError(f'"{name}: {value}" is not a whole number with its unit; {remedy}')
    if not word:
        raise ValueError(f'"{name}: {value}" has no unit; {remedy}')
    near = nearest(word, [unit for unit in units if unit])
    raise ValueError(f'"{name}: {value}" has the unknown unit "{word}"; {remedy}{". " * bool(near)}{near}')


def _check(
    value: str,
    name: str,
    low: int | Decimal,
    high: int | Decimal,
    limits: tuple[int, int],
    unit: str,
    turned: str,
) -> None:
    least, most = limits
    if low > high:
        raise ValueError(f'"{name}: {value}" runs backwards; write "{turned}"')
    if low < least or high > most:
        raise ValueError(f'"{name}: {value}" is outside {least} to {most} {unit}; check number and unit')
