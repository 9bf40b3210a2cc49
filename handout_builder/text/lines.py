"""Rich text + style + width → lines of shaped runs; nothing is cut, shrunk or hyphenated, and no word gets lost.

Left aligned and ragged; a number stays with its unit; a last line holds two words where the width allows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Literal, NamedTuple

from handout_builder.boxes import Box, BoxItem, Group, Run, Tag
from handout_builder.errors import ContentError, Place, Problem
from handout_builder.model.rich_text import Rich
from handout_builder.text.fonts import Face
from handout_builder.text.typography import TextStyle, missing_letters

NBSP = "\u00a0"
_NUMBER_AND_UNIT = re.compile(r"(?<=\d) (?=[^\W\d_])|(?<=\b[Pp]age) (?=\d)|(?<=\bp\.) (?=\d)")
Align = Literal["left", "right", "center"]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a word in one manner."""

    text: str
    bold: bool
    target: str | None
    lang: str | None = None

    def alike(self, other: _Piece) -> bool:
        return (self.bold, self.target, self.lang) == (other.bold, other.target, other.lang)


_Word = tuple[_Piece, ...]


class _Sized(NamedTuple):
    """A word with its width and that of the space behind it."""

    word: _Word
    width: float
    space: float


@dataclass(frozen=True, slots=True)
class ParagraphSetter:
    """Sets texts of one place; what cannot be set is a problem of that place."""

    place: Place

    def box(
        self,
        text: Rich,
        style: TextStyle,
        width: float,
        *,
        align: Align = "left",
        balance: bool = False,
        keep_pair: bool = True,
        role: str | None = None,
        more: bool = False,
        tail: float = 0.0,
    ) -> Box:
        """The text in lines at most `width` wide; `more` words of the same paragraph follow in another box.

        `tail` keeps so many points free behind the last word, for a sign that stays with it.

        `balance` takes the smallest width that keeps the number of lines; `keep_pair` avoids a last line of one word.
        Raises ContentError for a character that no face has and for a word wider than the line.
        """
        words = _sized(_words(text), style)
        if any(word.width > width for word in words):
            words = _sized(_words(text, glued=False), style)
        self._refuse_missing(words, style)
        lines = _break(words, width, tail)
        if balance and len(lines) > 1:
            lines = _break(words, _narrowest(words, width, len(lines), tail), tail)
        elif keep_pair and len(lines) > 1 and len(lines[-1]) == 1:
            lines = _paired(words, width, lines, tail)
        self._refuse_too_wide(lines, style, width)
        items: list[BoxItem] = []
        for index, line in enumerate(lines):
            y = style.first_baseline + index * style.leading
            runs = list(_runs(line, style, y, last=index == len(lines) - 1 and not more))
            items += _linked(_aligned(runs, width, align))
        return Box(width, len(lines) * style.leading, Group(tuple(items), tag=Tag(role) if role else None))

    def line(self, text: Rich, style: TextStyle, *, role: str | None = None, more: bool = False) -> Box:
        """The text on one line, as wide as it is; `more` as in `box`."""
        return self.box(text, style, natural_width(text, style) + 0.01, keep_pair=False, role=role, more=more)

    def _refuse_missing(self, words: Sequence[_Sized], style: TextStyle) -> None:
        problems = []
        for word, _, _ in words:
            for piece in word:
                faces = style.bold_faces if piece.bold else style.faces
                missing = [c for c in faces[0].missing(piece.text) if all(face.missing(c) for face in faces[1:])]
                if missing:
                    said = missing_letters(piece.text, missing, faces)
                    problems.append(Problem(self.place, said, "write it with other letters"))
        if problems:
            raise ContentError(problems)

    def _refuse_too_wide(self, lines: Sequence[Sequence[_Word]], style: TextStyle, width: float) -> None:
        for line in lines:
            if len(line) == 1 and _width(line[0], style) > width + 0.5:
                word = "".join(piece.text for piece in line[0])
                problem = (
                    f'the word "{word}" is wider than its column ({_width(line[0], style):.0f} of {width:.0f} points)'
                )
                raise ContentError(
                    [Problem(self.place, problem, "write a shorter word, or part it with a hyphen and a space")]
                )


def natural_width(text: Rich, style: TextStyle) -> float:
    """Points that the text takes on one line."""
    words = _sized(_words(text), style)
    return sum(word.width for word in words) + sum(word.space for word in words[:-1])


def _words(text: Rich, *, glued: bool = True) -> list[_Word]:
    """The words; numbers hold on to their units as long as a line has room for both."""
    words: list[list[_Piece]] = [[]]
    full = "".join(span.text for span in text)
    if glued:
        full = _NUMBER_AND_UNIT.sub(NBSP, full)
    at = 0
    for span in text:
        part = full[at : at + len(span.text)]
        at += len(span.text)
        for index, bit in enumerate(part.split(" ")):
            if index:
                words.append([])
            if bit:
                words[-1].append(_Piece(bit, span.bold, span.target, span.lang))
    return [tuple(word) for word in words if word]


def _faces(piece: _Piece, style: TextStyle) -> tuple[Face, ...]:
    return style.bold_faces if piece.bold else style.faces


@lru_cache(maxsize=20_000)
def _text_width(text: str, faces: tuple[Face, ...], size: float, tracking: float) -> float:
    return sum(face.width(part, size, tracking) for face, part in _by_face(text, faces))


def _width(word: _Word, style: TextStyle) -> float:
    return sum(_text_width(piece.text, _faces(piece, style), style.size, style.tracking) for piece in word)


def _sized(words: Sequence[_Word], style: TextStyle) -> list[_Sized]:
    """The words measured once, however many breakings are tried."""
    return [
        _Sized(word, _width(word, style), _text_width(" ", _faces(word[-1], style), style.size, style.tracking))
        for word in words
    ]


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


def _break(words: Sequence[_Sized], width: float, tail: float = 0.0) -> list[list[_Word]]:
    lines: list[list[_Word]] = []
    used = gap = 0.0
    for index, (word, wide, space) in enumerate(words):
        behind = tail if index == len(words) - 1 else 0.0
        if lines and used + gap + wide + behind <= width:
            lines[-1].append(word)
            used += gap + wide
        else:
            lines.append([word])
            used = wide
        gap = space
    return lines


def _narrowest(words: Sequence[_Sized], width: float, count: int, tail: float) -> float:
    """The smallest width that needs no more than `count` lines."""
    low, high = max(word.width for word in words), width
    while high - low > 0.5:
        middle = (low + high) / 2
        low, high = (low, middle) if len(_break(words, middle, tail)) <= count else (middle, high)
    return high


def _paired(words: Sequence[_Sized], width: float, lines: list[list[_Word]], tail: float) -> list[list[_Word]]:
    """The widest breaking into as many lines whose last holds two words; `lines` when there is none."""
    least = _narrowest(words, width, len(lines), tail)
    trial = width
    while trial > least:
        trial -= 2
        found = _break(words, max(trial, least), tail)
        if len(found) > len(lines):
            break
        if len(found[-1]) > 1:
            return found
    return lines


def _runs(line: Sequence[_Word], style: TextStyle, y: float, *, last: bool) -> Iterator[tuple[Run, _Piece]]:
    """The line's stretches of one manner and face, each with the piece it is part of."""
    stretches: list[tuple[_Piece, list[str]]] = []
    for index, word in enumerate(line):
        for piece in word:
            if stretches and stretches[-1][0].alike(piece):
                stretches[-1][1].append(piece.text)
            else:
                stretches.append((piece, [piece.text]))
        if not (last and index == len(line) - 1):
            stretches[-1][1].append(" ")
    x = 0.0
    for piece, texts in stretches:
        for face, text in _by_face("".join(texts), _faces(piece, style)):
            glyphs = face.shape(text, piece.lang or style.language)
            run = Run(x, y, text, face.name, style.size, style.colour, glyphs, style.tracking, style.ground)
            yield run, piece
            x += run.width


def _aligned(runs: list[tuple[Run, _Piece]], width: float, align: Align) -> list[tuple[Run, _Piece]]:
    if align == "left" or not runs:
        return runs
    last = runs[-1][0]
    trailing = len(last.text) - len(last.text.rstrip(" "))
    ink = last.x + last.width - sum(g.advance for g in last.glyphs[len(last.glyphs) - trailing :]) * last.size / 1000
    shift = (width - ink) if align == "right" else (width - ink) / 2
    return [(_moved(run, shift), piece) for run, piece in runs]


def _moved(run: Run, dx: float) -> Run:
    return Run(run.x + dx, run.y, run.text, run.face, run.size, run.colour, run.glyphs, run.tracking, run.ground)


def _linked(runs: list[tuple[Run, _Piece]]) -> Iterator[BoxItem]:
    """Runs of one link in a group that is the link, foreign ones in a group that says their language."""
    for target, linked in groupby(runs, lambda each: each[1].target):
        items: list[BoxItem] = []
        for lang, alike in groupby(linked, lambda each: each[1].lang):
            said = tuple(run for run, _ in alike)
            items += said if lang is None else (Group(said, tag=Tag("Span", lang=lang)),)
        if target is None:
            yield from items
        else:
            yield Group(tuple(items), tag=Tag("Link", target=target))
