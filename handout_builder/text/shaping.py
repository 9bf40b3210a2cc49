"""A text in one manner → runs of one face each, and the width they take."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from handout_builder.boxes import Direction, Glyph
from handout_builder.text.fonts import Face

ShapedRun = tuple[Face, str, tuple[Glyph, ...]]


def shaped(text: str, faces: tuple[Face, ...], language: str, direction: Direction) -> Iterator[ShapedRun]:
    """The text in stretches of one face, in reading order, each shaped in its language and direction.

    `faces` are tried in turn for each character. A character that none of them has comes out as glyph 0 of the first.
    """
    for face, part in _by_face(text, faces):
        yield face, part, face.shape(part, language, direction)


@lru_cache(maxsize=20_000)
def text_width(text: str, faces: tuple[Face, ...], language: str, size: float, tracking: float) -> float:
    """Points that the text takes at `size` points, with `tracking` points after each glyph."""
    return sum(face.width(part, size, tracking, language) for face, part in _by_face(text, faces))


def _by_face(text: str, faces: tuple[Face, ...]) -> Iterator[tuple[Face, str]]:
    """The text in stretches, each with the first face that has its characters."""
    if not faces[0].missing(text):
        yield faces[0], text
        return
    start, current = 0, faces[0]
    for index, character in enumerate(text):
        face = next((face for face in faces if not face.missing(character)), faces[0])
        if face is not current:
            if index > start:
                yield current, text[start:index]
            start, current = index, face
    yield current, text[start:]
