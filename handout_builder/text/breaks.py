"""A text → the places where a line may begin, and the spaces that no line may end at; the rules are tables.

The classes have the names of UAX 14 (Unicode line breaking). A text is broken after spaces and soft hyphens only;
further scripts add classes and pairs to the tables. A word is divided elsewhere only where its column is too narrow.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from itertools import pairwise

from handout_builder.model.rich_text import SOFT_HYPHEN

NBSP = "\u00a0"
CLASSES: dict[str, str] = {"SP": " ", "GL": NBSP, "BA": SOFT_HYPHEN}
"""The characters of each class. A character in no class is of class AL."""
MAY_BREAK: tuple[tuple[str, str], ...] = (("SP", "GL"), ("SP", "AL"), ("SP", "BA"), ("BA", "AL"))
"""A line may begin between a character of the first class and one of the second, and nowhere else."""
TIGHT: tuple[tuple[str, str], ...] = (*MAY_BREAK, ("GL", "AL"))
"""The same where a column is too narrow for what no-break spaces hold together."""
KEPT_TOGETHER: tuple[tuple[str, str], ...] = ((r"\d", r"[^\W\d_]"), (r"\b[Pp]age", r"\d"), (r"\bp\.", r"\d"))
"""What is before and behind a space that no line may end at: a number and its unit, a page and its number."""
SEPARATORS = "-\u2010–—/_@."
"""Signs inside a word after which it is divided first, and without a hyphen."""
LEAST_LETTERS = 2
"""Letters of a divided word on each side of the break."""
ONE_SOUND = frozenset({"ch", "ck", "gh", "ph", "qu", "rh", "sh", "th", "sz", "cz", "rz", "ll", "ss"})
"""Pairs of letters that stay on one line where any other place will do."""
_VOWELS = frozenset("aeiouyаеёиоуыэюяєіїαεηιουω")


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


def divided(word: str, too_wide: Callable[[str], bool]) -> list[int]:
    """Where a word that has no room on any line is divided: the offsets of its parts but the first.

    It is divided after its separators; where a part is `too_wide` still, before a consonant that a vowel follows; else
    between any two letters. No letter is changed, and no number or range of numbers is divided.
    """
    cuts: list[int] = []
    for may_cut in (_after_separator, _before_syllable, _between_letters):
        ends = [0, *cuts, len(word)]
        for start, end in pairwise(ends):
            if too_wide(word[start:end]):
                cuts += [at for at in range(start + 1, end) if may_cut(word, at)]
        cuts.sort()
    return cuts


def needs_hyphen(text: str, at: int) -> bool:
    """Whether a line that ends at this offset, inside a word, ends with a hyphen: behind a letter or a soft hyphen."""
    return text[at - 1] == SOFT_HYPHEN or (text[at - 1].isalpha() and text[at].isalpha())


def _after_separator(word: str, at: int) -> bool:
    numbers = word[at].isdigit() and any(c.isdigit() for c in word[max(0, at - 2) : at])
    return word[at - 1] in SEPARATORS and not numbers


def _before_syllable(word: str, at: int) -> bool:
    inside = LEAST_LETTERS <= at <= len(word) - LEAST_LETTERS
    one_sound = word[at - 1 : at + 1].lower() in ONE_SOUND
    return inside and not one_sound and _between_letters(word, at) and not _vowel(word[at]) and _vowel(word[at + 1])


def _between_letters(word: str, at: int) -> bool:
    return word[at - 1].isalpha() and word[at].isalpha()


def _vowel(letter: str) -> bool:
    return unicodedata.normalize("NFD", letter)[0].lower() in _VOWELS
