"""A plan + the library → the look of its sheet, and every problem in the files that the sheet is made from."""

from __future__ import annotations

from dataclasses import dataclass, field

from handout_builder.errors import ContentError, Problem
from handout_builder.model.brand import Brand
from handout_builder.model.edition import Edition
from handout_builder.model.exercise import Exercise
from handout_builder.model.handout import Handout
from handout_builder.plans.plan import Plan
from handout_builder.plans.prescription import brand_of, language_of
from handout_builder.plans.stop_choice import handouts_of
from handout_builder.practice.language import Language
from handout_builder.practice.library import Entry, Library, M, Reading, known
from handout_builder.practice.look_files import FontsOf, LookFiles, read_look


@dataclass(frozen=True)
class PlanFiles:
    """Reads the files of any number of plans of one practice; each look, and each file in it, is checked once."""

    library: Library
    fonts_of: FontsOf
    _looks: dict[tuple[str, str, str], LookFiles] = field(default_factory=dict, repr=False, compare=False)

    def problems(self, entry: Entry[Plan]) -> tuple[Problem, ...]:
        """What is wrong in the plan's own words and in every file that it names, handouts and look included.

        Exercises that are not there are left to `resolved_plan`.
        """
        try:
            handouts = handouts_of(entry, self.library)
        except ContentError as error:
            return error.problems
        if not handouts:
            return ()
        library = self.library
        look, unknown = self._look(entry, handouts)
        found = [*unknown, *look.problems, *look.content_problems(entry)]
        for handout in handouts:
            found += look.problems_in(library.reading(Handout, handout.name))
        for name in dict.fromkeys(item.exercise for item in entry.model.exercises):
            found += look.problems_in(library.reading(Exercise, name)) if name in library.exercise_names else ()
        return tuple(found)

    def _look(self, entry: Entry[Plan], handouts: tuple[Entry[Handout], ...]) -> tuple[LookFiles, list[Problem]]:
        """The look of the plan's sheet, and a problem for each name of it that leads nowhere."""
        library, plan = self.library, entry.model
        unknown: list[Problem] = []

        def reading(model: type[M], name: str, names: tuple[str, ...], kind: str) -> Reading[M] | None:
            place = entry.place(kind) if getattr(plan, kind) else handouts[0].place(kind)
            try:
                return library.reading(model, known(name, names, kind, place))
            except ContentError as error:
                unknown.extend(error.problems)
                return None

        key = (brand_of(plan, handouts), plan.edition, language_of(plan, handouts))
        brand = reading(Brand, key[0], library.brand_names, "brand")
        edition = reading(Edition, key[1], library.edition_names, "edition")
        language = reading(Language, key[2], library.language_names, "language")
        if key not in self._looks:
            self._looks[key] = read_look(library, brand, edition, language, self.fonts_of)
        return self._looks[key], unknown
