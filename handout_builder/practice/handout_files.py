"""A handout and the look that is asked for → the files of its sheet, and every problem in any of them at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from handout_builder.errors import ContentError, Place, Problem
from handout_builder.model.brand import Brand
from handout_builder.model.edition import Edition
from handout_builder.model.exercise import Exercise
from handout_builder.model.handout import Handout
from handout_builder.practice.language import Language
from handout_builder.practice.library import Entry, Library, M, Reading, known
from handout_builder.practice.look_files import FontsOf, LookFiles, read_look
from handout_builder.source.parse import Mapping, Node, Scalar, Sequence


@dataclass(frozen=True)
class HandoutRequest:
    """A handout by name, in the look that the command line names; None means what the handout says."""

    handout: str
    edition: str
    brand: str | None = None
    language: str | None = None


@dataclass(frozen=True)
class HandoutFiles:
    """The files of a sheet, each None when it has a problem, and the problems of all of them.

    `faulty` are the names of the handout's exercises that have a problem.
    """

    handout: Entry[Handout] | None
    brand: Entry[Brand] | None
    edition: Entry[Edition] | None
    language: Entry[Language] | None
    problems: tuple[Problem, ...]
    faulty: frozenset[str] = field(default_factory=frozenset)

    def handout_without_faulty(self) -> Entry[Handout] | None:
        """The handout with its other exercises alone, so that laying them out finds their problems too."""
        if self.handout is None:
            return None
        model = self.handout.model
        kept = tuple(name for name in model.exercises if name not in self.faulty)
        sections = tuple(section for section in model.sections if kept or section.type != "overview")
        closing = tuple(section for section in model.closing if kept or section.type != "overview")
        update = {"exercises": kept, "sections": sections, "closing": closing}
        return replace(self.handout, model=model.model_copy(update=update))


def read_handout_files(library: Library, request: HandoutRequest, fonts_of: FontsOf) -> HandoutFiles:
    """Read every file that the sheet needs. Raises CommandError when `request` names a file that is not there."""
    handout = library.reading(Handout, known(request.handout, library.handout_names, "handout"))
    edition = library.reading(Edition, known(request.edition, library.edition_names, "edition"))
    brand, unknown_brand = _named(
        library, Brand, request.brand, _scalar(handout.node, "brand"), library.brand_names, "brand"
    )
    language, unknown_language = _language(library, request, handout)
    look = read_look(library, brand, edition, language, fonts_of)
    problems = look.problems_in(handout)
    of_exercises, faulty = _exercises(look, handout.node)
    return HandoutFiles(
        None if problems or handout.model is None else handout.entry(),
        look.brand,
        look.edition,
        look.language,
        (*unknown_brand, *unknown_language, *look.problems, *problems, *of_exercises),
        faulty,
    )


def _language(
    library: Library, request: HandoutRequest, handout: Reading[Handout]
) -> tuple[Reading[Language] | None, tuple[Problem, ...]]:
    """The language of the command line, else of the handout; a handout that names none is in English."""
    written = _scalar(handout.node, "language")
    wanted = request.language or (None if written else "en")
    if written and any(problem.place.line == written.place.line for problem in handout.problems):
        written = None
    return _named(library, Language, wanted, written, library.language_names, "language")


def _exercises(look: LookFiles, handout: Node | None) -> tuple[list[Problem], frozenset[str]]:
    """The problems of all exercises that a handout names, and the names of those that have any."""
    found: list[Problem] = []
    faulty: set[str] = set()
    for name, place in _exercise_names(handout):
        problems = _exercise_problems(look, name, place)
        if problems:
            faulty.add(name)
            found += problems
    return found, frozenset(faulty)


def _exercise_problems(look: LookFiles, name: str, place: Place) -> tuple[Problem, ...]:
    library = look.library
    try:
        return look.problems_in(library.reading(Exercise, known(name, library.exercise_names, "exercise", place)))
    except ContentError as error:
        return error.problems


def _named(
    library: Library, model: type[M], wanted: str | None, written: Scalar | None, names: Iterable[str], kind: str
) -> tuple[Reading[M] | None, tuple[Problem, ...]]:
    """The file that the command line names in `wanted`, else the one that the handout names in `written`."""
    if wanted is not None:
        return library.reading(model, known(wanted, names, kind)), ()
    if written is None or not written.text:
        return None, ()
    try:
        return library.reading(model, known(written.text, names, kind, written.place)), ()
    except ContentError as error:
        return None, error.problems


def brand_written(library: Library, handout: str) -> str | None:
    """The brand that the file of a handout names, if it can be read and the practice has it."""
    written = _scalar(library.reading(Handout, handout).node, "brand")
    return written.text if written and written.text in library.brand_names else None


def _scalar(node: Node | None, name: str) -> Scalar | None:
    found = node.entries[name][1] if isinstance(node, Mapping) and name in node.entries else None
    return found if isinstance(found, Scalar) else None


def _exercise_names(node: Node | None) -> Iterator[tuple[str, Place]]:
    named = node.entries["exercises"][1] if isinstance(node, Mapping) and "exercises" in node.entries else None
    for item in named.items if isinstance(named, Sequence) else ():
        if isinstance(item, Scalar) and item.text:
            yield item.text, item.place
