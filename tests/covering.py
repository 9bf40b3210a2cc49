"""Lists of values → few rows that hold each pair of values of any two lists, where all rows would be too many."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, product
from typing import Any


def covering(*lists: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Rows with one value of each list; the same ones on each run. A row with the most new pairs is taken first."""
    rows = list(product(*(range(len(each)) for each in lists)))
    places = list(combinations(range(len(lists)), 2))
    missing = {(a, b, row[a], row[b]) for row in rows for a, b in places}
    chosen = []
    while missing:
        best = max(rows, key=lambda row: sum((a, b, row[a], row[b]) in missing for a, b in places))
        missing -= {(a, b, best[a], best[b]) for a, b in places}
        chosen.append(tuple(each[index] for each, index in zip(lists, best, strict=True)))
    return chosen
