"""A text → the places where a line may begin, and the spaces that no line may end at; the rules are tables.

The classes have the names of UAX 14 (Unicode line breaking). A text is broken after spaces only; further scripts add
classes and pairs to the tables.
"""

from __future__ import annotations

import re

NBSP = "\u00a0"
CLASSES: dict[str, str] = {"SP": " ", "GL": NBSP}
"""The characters of each class. A character in no class is of class AL."""
MAY_BREAK: tuple[tuple[str, str], ...] = (("SP", "GL"), ("SP", "AL"))
"""A line may begin between a character of the first class and one of the second, and nowhere else."""
TIGHT: tuple[tuple[str, str], ...] = (*MAY_BREAK, ("GL", "AL"))
"""The same where a column is too narrow for what no-break spaces hold together."""
KEPT_TOGETHER: tuple[tuple[str, str], ...] = ((r"\d", r"[^\W\d_]"), (r"\b[Pp]age", r"\d"), (r"\bp\.", r"\d"))
"""What is before and behind a space that no line may end at: a number and its unit, a page and its number."""


def _any_of(name: str) -> str:
    """The pattern of one character of a class."""
    if name == "AL":
        return f"[^{re.escape(''.join(CLASSES.values()))}]"
    return f"[{re.escape(CLASSES[name])}]"


# each pattern begins with the character itself: a lookbehind would be tried at every place of the text
_BREAK, _TIGHT = (
    re.compile("|".join(f"{_any_of(before)}(?={_any_of(behind)})" for before, behind in pairs))
    for pairs in (MAY_BREAK, TIGHT)
)
_KEPT = re.compile(f" (?:{'|'.join(f'(?<={before} )(?={behind})' for before, behind in KEPT_TOGETHER)})")


def break_opportunities(text: str, *, tight: bool = False) -> list[int]:
    """The offsets in `text` at which a line may begin, in rising order; 0 is not among them.

    `tight`: also behind no-break spaces.
    """
    return [match.end() for match in (_TIGHT if tight else _BREAK).finditer(text)]


def kept_together(text: str) -> str:
    """`text`, equally long, with a no-break space for each space that holds a number to its unit."""
    return _KEPT.sub(NBSP, text)
