"""Texts as authors wrote them + side, brand and language → rich texts with every placeholder filled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from handout_builder.model.author_text import AuthorText
from handout_builder.model.brand import Brand, Terms
from handout_builder.model.language_code import ENGLISH, written_alike
from handout_builder.model.rich_text import Rich, rich, words
from handout_builder.model.side import Side, SideText
from handout_builder.practice.language import Language

Day = date
"""The type, for methods of a class whose method `date` hides it."""


YEARLESS_DAYS = 180
"""A date that is at most so many days away is clear without its year."""


@dataclass(frozen=True)
class Wording:
    """The words of one sheet: its language, its practice and its side (None when no side is chosen)."""

    language: Language
    brand: Brand
    side: Side | None = None
    code: str = ENGLISH

    def labels(self, mirrored: bool) -> tuple[tuple[str, str], ...] | None:
        """The words of drawn pictures, in English and in the sheet's language; None for a sheet in English.

        Mirroring exchanges the sides in English labels alone, so one that names a side in another language has no
        words in a mirrored picture.
        """
        if written_alike(self.code, ENGLISH):
            return None
        said, sides = self.language, self.language.side
        letters = [("L", sides.of(Side.LEFT).letter), ("R", sides.of(Side.RIGHT).letter)]
        known = (*said.labels.items(), *letters)
        return tuple(pair for pair in known if not (mirrored and any(said.bare_sides.named_in(pair[0]))))

    @property
    def metric(self) -> bool:
        """Whether lengths are printed in centimetres; else in inches."""
        return self.brand.units == "metric"

    def text(self, text: AuthorText) -> Rich:
        """An author's text with every placeholder filled. Raises KeyError for a side where none is chosen."""
        return text.fill(self._values(), self.metric)

    def said(self, text: SideText) -> Rich:
        """The form of the text that this sheet prints."""
        return self.text(text.form(self.side))

    def plain(self, text: SideText) -> str:
        """The words of `said` without their format: for alt texts."""
        return words(self.said(text))

    def fixed(self, template: str, **values: str) -> Rich:
        """Fixed words of the language with {name} replaced by each of `values`."""
        return rich(template.format(**values))

    def date(self, day: date) -> str:
        """A date in the brand's format where the sheet is in its language, else in the format of the language."""
        return format_date(day, self._own.date_format, self.language)

    @property
    def terms(self) -> Terms:
        """What the practice and its people are called: the brand's own words are for sheets in its language."""
        return self._own.terms

    @property
    def _own(self) -> Brand | Language:
        return self.brand if written_alike(self.code, self.brand.language) else self.language

    def visit(self, day: Day, since: Day) -> str:
        """A date near `since` with its day of the week and without its year; a date farther away with its year."""
        if (day - since).days > YEARLESS_DAYS:
            return self.date(day)
        short = {"MMM D, YYYY": ", MMM D", "YYYY-MM-DD": " MM-DD", "D.M.YYYY": " D.M."}
        own = self._own.date_format
        pattern = short.get(own) or " " + own.removesuffix("/YYYY").removesuffix(" YYYY")
        return self.language.days[day.weekday()] + format_date(day, pattern, self.language)

    def _values(self) -> dict[str, str]:
        side_words, terms = self.language.side, self.terms
        values = {
            "clinic": terms.clinic,
            "clinician": terms.clinician,
            "emergency": self.brand.emergency,
            "phone": self.brand.phone,
        }
        if self.side is not None:
            values |= {"side": side_words.of(self.side).word, "other_side": side_words.of(self.side.other).word}
        return values


def format_date(day: date, pattern: str, language: Language) -> str:
    """`day` by a pattern of brand.DATE_PATTERNS, such as "MMM D, YYYY"."""
    month = language.months[day.month - 1]
    parts = {
        "YYYY": str(day.year),
        "MMM": month,
        "MM": f"{day.month:02}",
        "DD": f"{day.day:02}",
        "M": str(day.month),
        "D": str(day.day),
    }
    made, rest = "", pattern
    while rest:
        token = next((token for token in parts if rest.startswith(token)), None)
        made += parts[token] if token else rest[0]
        rest = rest[len(token) if token else 1 :]
    return made
