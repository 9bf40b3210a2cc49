"""A job → every problem of every file that it reads, found file by file, so that no file hides what another says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Protocol

from handout_builder.errors import ContentError, Place, Problem
from handout_builder.model.brand import Brand
from handout_builder.model.edition import Edition
from handout_builder.model.exercise import Exercise
from handout_builder.model.handout import Handout
from handout_builder.model.language import Language
from handout_builder.practice.content_rules import (
    letter_problems,
    link_problems,
    picture_problems,
    side_and_alt_problems,
)
from handout_builder.practice.library import Entry, Library, M, Reading, known, logo_file
from handout_builder.source.parse import Mapping, Node, Scalar, Sequence, place_of


class FontCheck(Protocol):
    """What the fonts of a brand are asked about texts."""

    def font_problems(self) -> Iterator[Problem]:
        """Every font of the brand that is missing or damaged."""

    def unprintable(self, text: str) -> Iterator[str]:
        """What is wrong with each word that no font of the brand can print."""


@dataclass(frozen=True)
class HandoutRequest:
    """The files that one job asks for on the command line; None means what the handout says."""

    handout: str
    edition: str
    brand: str | None = None
    language: str | None = None


@dataclass(frozen=True)
class HandoutFiles:
    """The files of a job that are without fault, and the problems of the others."""

    handout: Entry[Handout] | None
    brand: Entry[Brand] | None
    edition: Entry[Edition] | None
    language: Entry[Language] | None
    problems: tuple[Problem, ...]
    faulty: frozenset[str] = field(default_factory=frozenset)

    def handout_without_faulty(self) -> Entry[Handout] | None:
        """The handout with those of its exercises that can be set, for finding what setting them brings to light."""
        if self.handout is None:
            return None
        model = self.handout.model
        kept = tuple(name for name in model.exercises if name not in self.faulty)
        sections = tuple(section for section in model.sections if kept or section.type != "overview")
        closing = tuple(section for section in model.closing if kept or section.type != "overview")
        update = {"exercises": kept, "sections": sections, "closing": closing}
        return replace(self.handout, model=model.model_copy(update=update))


def read_handout_files(
    library: Library, wanted: HandoutRequest, fonts_of: Callable[[Entry[Brand], Entry[Edition]], FontCheck]
) -> HandoutFiles:
    """Read everything that a job needs. Raises CommandError when `wanted` names what is not there."""
    problems: list[Problem] = []
    handout = library.reading(Handout, known(wanted.handout, library.handout_names, "handout"))
    edition = library.reading(Edition, known(wanted.edition, library.edition_names, "edition"))
    brand, more = _named(library, Brand, wanted.brand, _scalar(handout.node, "brand"), library.brand_names, "brand")
    problems += more
    said = _scalar(handout.node, "language")
    code = wanted.language or (None if said else "en")
    if said and any(problem.place.line == said.place.line for problem in handout.problems):
        said = None
    language, more = _named(library, Language, code, said, library.language_names, "language")
    problems += more
    for reading in (handout, edition, brand, language):
        problems += reading.problems if reading else ()
    fonts: FontCheck | None = None
    no_logo: list[Problem] = []
    if brand:
        no_logo = [*_logo_problems(brand)]
        problems += no_logo
        if _faultless(brand) and _faultless(edition):
            fonts = fonts_of(brand.entry(), edition.entry())
            damaged = list(fonts.font_problems())
            problems += damaged
            fonts = None if damaged else fonts
    files = _Files(library, fonts, language.model if language else None)
    problems += [*files.inside(brand), *files.inside(language)]
    inside_handout = files.inside(handout)
    exercises, faulty = files.exercises(handout)
    return HandoutFiles(
        handout.entry() if _faultless(handout) and not inside_handout else None,
        brand.entry() if brand and _faultless(brand) and not no_logo else None,
        edition.entry() if _faultless(edition) else None,
        language.entry() if language and _faultless(language) else None,
        (*problems, *inside_handout, *exercises),
        faulty,
    )


@dataclass(frozen=True)
class _Files:
    """Looks inside the files of one job; `setting` is None while brand or edition are at fault themselves."""

    library: Library
    fonts: FontCheck | None
    language: Language | None

    def inside(self, reading: Reading[M] | None) -> list[Problem]:
        """What no field of a file can see: missing pictures, letters that the brand's fonts lack."""
        if reading is None or reading.node is None:
            return []
        found = picture_problems(reading.node, self.library)
        found += link_problems(reading.node, self.language.vague_links if self.language else ())
        if self.fonts:
            found += letter_problems(reading.node, self.fonts.unprintable)
        return found

    def exercises(self, handout: Reading[Handout]) -> tuple[list[Problem], frozenset[str]]:
        """The problems of all exercises that a handout names, and the names of those that have any."""
        found: list[Problem] = []
        faulty: set[str] = set()
        for name, place in _exercise_names(handout.node):
            problems = self._exercise(name, place)
            if problems:
                faulty.add(name)
                found += problems
        return found, frozenset(faulty)

    def _exercise(self, name: str, place: Place) -> list[Problem]:
        try:
            reading = self.library.reading(Exercise, known(name, self.library.exercise_names, "exercise", place))
        except ContentError as error:
            return list(error.problems)
        found = [*reading.problems, *self.inside(reading)]
        if reading.node and self.language:
            found += side_and_alt_problems(reading.node, self.language)
        return found


def _faultless(reading: Reading[M]) -> bool:
    return not reading.problems and reading.model is not None


def _named(
    library: Library, model: type[M], wanted: str | None, said: Scalar | None, names: Iterable[str], kind: str
) -> tuple[Reading[M] | None, tuple[Problem, ...]]:
    """The file that the command line or else the handout names."""
    if wanted is not None:
        return library.reading(model, known(wanted, names, kind)), ()
    if said is None or not said.text:
        return None, ()
    try:
        return library.reading(model, known(said.text, names, kind, said.place)), ()
    except ContentError as error:
        return None, error.problems


def _logo_problems(brand: Reading[Brand]) -> Iterator[Problem]:
    logo = logo_file(brand)
    if logo and brand.node and not logo.is_file():
        message = f'there is no file "{logo.relative_to(brand.path.parent).as_posix()}" next to brand.yaml'
        yield Problem(place_of(brand.node, ("logo",)), message, "put it there, or name another")


def _scalar(node: Node | None, name: str) -> Scalar | None:
    found = node.entries[name][1] if isinstance(node, Mapping) and name in node.entries else None
    return found if isinstance(found, Scalar) else None


def _exercise_names(node: Node | None) -> Iterator[tuple[str, Place]]:
    named = node.entries["exercises"][1] if isinstance(node, Mapping) and "exercises" in node.entries else None
    for item in named.items if isinstance(named, Sequence) else ():
        if isinstance(item, Scalar) and item.text:
            yield item.text, item.place
