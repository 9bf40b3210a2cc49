"""Words and the faces they are set in → what is wrong with each word that cannot be printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from handout_builder.text.fonts import Face, runs_right_to_left


def unprintable(words: Iterable[str], faces: Sequence[Face]) -> Iterator[str]:
    """A message for each word with characters that none of `faces` has; one for all words that run right to left."""
    turned: list[str] = []
    for word in words:
        missing = [c for c in faces[0].missing(word) if all(face.missing(c) for face in faces[1:])]
        if any(map(runs_right_to_left, missing)):
            turned.append(word)
        elif missing:
            fonts = " and ".join(dict.fromkeys(face.name for face in faces))
            yield f'"{word}" holds letters that {fonts} cannot print: "{_codes(missing)}"'
    if turned:
        letters = [c for word in turned for c in word if runs_right_to_left(c)]
        yield f'"{" ".join(turned)}" runs from right to left, which this program cannot print: "{_codes(letters)}"'


def _codes(characters: Iterable[str]) -> str:
    """Each character once, with its number in Unicode."""
    return ", ".join(
        f"{c} (U+{ord(c):04X})" if c.isprintable() else f"U+{ord(c):04X}" for c in dict.fromkeys(characters)
    )
