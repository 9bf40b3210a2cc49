"""Brand, edition and language of a sheet → their entries and fonts, and the problems of any file printed in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from handout_builder.errors import Problem, nearest
from handout_builder.model.brand import Brand
from handout_builder.model.edition import Edition
from handout_builder.practice.content_rules import content_problems
from handout_builder.practice.file_content import FontCheck
from handout_builder.practice.language import Language
from handout_builder.practice.library import Entry, Library, Reading, logo_files
from handout_builder.source.parse import place_of

FontsOf = Callable[[Entry[Brand], Entry[Edition]], FontCheck]
"""Opens the fonts of a brand in an edition."""


@dataclass(frozen=True)
class LookFiles:
    """Brand, edition and language of one look, each None when it has a problem, and the problems of all three.

    Also checks the files that are printed in this look, each file once, however many sheets print it.
    """

    library: Library
    brand: Entry[Brand] | None
    edition: Entry[Edition] | None
    language: Entry[Language] | None
    fonts: FontCheck | None
    problems: tuple[Problem, ...]
    _language: Reading[Language] | None = field(repr=False)
    """Also that of a file with problems of its syntax, so that the rules which need it still run."""
    _checked: dict[tuple[type[BaseModel], str], tuple[Problem, ...]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def problems_in(self, file: Reading[Any]) -> tuple[Problem, ...]:
        """Every problem of a file of the practice: of its fields and of its content."""
        key = (file.kind, file.name)
        if key not in self._checked:
            self._checked[key] = (*file.problems, *self.content_problems(file))
        return self._checked[key]

    def content_problems(self, file: Reading[Any] | Entry[Any]) -> list[Problem]:
        """Every problem of the content of a file, by the language and the fonts of this look."""
        return content_problems(file, self.library, self._language, self.fonts)


def read_look(
    library: Library,
    brand: Reading[Brand] | None,
    edition: Reading[Edition] | None,
    language: Reading[Language] | None,
    fonts_of: FontsOf,
) -> LookFiles:
    """Check the files of one look. None is a file that is not there, which is reported where it is named."""
    problems = [problem for reading in (edition, brand, language) if reading for problem in reading.problems]
    no_logo = list(_logo_problems(brand)) if brand else []
    problems += no_logo
    fonts: FontCheck | None = None
    if brand and edition and is_faultless(brand) and is_faultless(edition):
        fonts = fonts_of(brand.entry(), edition.entry())
        damaged = list(map(library.relative_problem, fonts.font_problems()))
        problems += damaged
        fonts = None if damaged else fonts
    for reading in (brand, language):
        problems += content_problems(reading, library, language, fonts) if reading else ()
    return LookFiles(
        library,
        brand.entry() if brand and is_faultless(brand) and not no_logo else None,
        edition.entry() if edition and is_faultless(edition) else None,
        language.entry() if language and is_faultless(language) else None,
        fonts,
        tuple(problems),
        language,
    )


def is_faultless(reading: Reading[Any]) -> bool:
    """Whether a file was read into its model without a problem."""
    return not reading.problems and reading.model is not None


def _logo_problems(brand: Reading[Brand]) -> Iterator[Problem]:
    for named, logo in logo_files(brand).items():
        if brand.node and not logo.is_file():
            message = f'there is no file "{logo.relative_to(brand.path.parent).as_posix()}" next to brand.yaml'
            near = nearest(logo.name, (path.name for path in brand.path.parent.iterdir() if path != brand.path))
            remedy = f"put it there, or name another{'. ' * bool(near)}{near}"
            yield Problem(place_of(brand.node, (named,)), message, remedy)
