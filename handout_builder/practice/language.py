"""The fixed words of a sheet in one language, whole sentences with named placeholders: `layouts/languages/*.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from string import Formatter
from typing import Annotated

from pydantic import AfterValidator, Field

from handout_builder.model.brand import DateFormat, Terms
from handout_builder.model.frozen import Frozen
from handout_builder.model.side import Side
from handout_builder.practice.plan_words import ChartWords, DoseWords, LogWords, PlanWords, SafeguardWords
from handout_builder.practice.plural import PluralForms, PluralRule
from handout_builder.source.word_list import folded, words_in


def _holding(*names: str) -> AfterValidator:
    """Checks that words hold each of these placeholders, and no other brace. Raises ValueError."""

    def check(value: str) -> str:
        try:
            parts = [(name, spec, conversion) for _, name, spec, conversion in Formatter().parse(value)]
        except ValueError:
            raise ValueError(f'a brace has no partner in "{value}"; delete it') from None
        found = {name for name, _, _ in parts if name is not None}
        wanted = " and ".join(f"{{{name}}}" for name in names)
        if found != set(names) or any(spec or conversion for _, spec, conversion in parts):
            remedy = f"write {wanted} where they belong, exactly so" if names else "delete what is in braces"
            raise ValueError(f'"{value}" does not hold the right placeholders; {remedy}')
        if not value:
            raise ValueError("nothing is written here; write the words")
        return value

    return AfterValidator(check)


Words = Annotated[str, _holding()]


@dataclass(frozen=True, slots=True)
class SideName:
    """What one side is called: its word in a text ("left"), its letter on a disc ("L"), its phrase ("Left side")."""

    word: str
    letter: str
    phrase: str


class SideWords(Frozen):
    """The side in words. A sided text says {side}; a chip says the whole phrase."""

    left: Words
    right: Words
    both: Words
    left_letter: Words
    right_letter: Words
    left_side: Words
    right_side: Words
    both_sides: Words

    def of(self, side: Side) -> SideName:
        """What `side` is called: the one table of side words. Both sides have both letters."""
        return {
            Side.LEFT: SideName(self.left, self.left_letter, self.left_side),
            Side.RIGHT: SideName(self.right, self.right_letter, self.right_side),
            Side.BOTH: SideName(self.both, f"{self.left_letter}+{self.right_letter}", self.both_sides),
        }[side]


class BareSides(Frozen):
    """Every word that names a side of the body, in all its forms, and phrases in which such a word names none."""

    left: tuple[Words, ...] = Field(min_length=1, description="every form of the word for left")
    right: tuple[Words, ...] = Field(min_length=1, description="every form of the word for right")
    no_sides: tuple[Words, ...] = Field(default=(), description='phrases that name no side, such as "right angle"')
    sides_after: tuple[Words, ...] = Field(
        default=(), description='words before such a phrase that make it a side: "the right above the left"'
    )

    def named_in(self, text: str) -> Iterator[tuple[Side, str]]:
        """Each side that a text names, in reading order, with the word that names it."""
        said = folded(text)
        idle = [
            range(at, at + len(phrase))
            for at, phrase in words_in(said, self.no_sides)
            if not any(said[:at].rstrip().endswith(word) for _, word in words_in(said[:at], self.sides_after))
        ]
        words = [(at, side, word) for side, known in self._words() for at, word in words_in(said, known)]
        for at, side, word in sorted(words):
            if not any(at in phrase for phrase in idle):
                yield side, word

    def _words(self) -> tuple[tuple[Side, tuple[str, ...]], ...]:
        return ((Side.LEFT, self.left), (Side.RIGHT, self.right))


class SafetyWords(Frozen):
    """Signal words; capitals are part of them."""

    danger: Words
    warning: Words
    caution: Words
    notice: Words


class StripWords(Frozen):
    """The dosage strip: labels, units, and the words after a number."""

    side: Words
    sets: Words
    repeat: Words
    hold: Words
    rest: Words
    often: Words
    times: Words
    time: Words
    seconds: Words
    minutes: Words
    a_day: Words
    a_week: Words
    duration: Words
    weight: Words
    band: Words
    own_weight: Words
    every: Annotated[str, _holding("count")]
    hours: PluralForms
    days: PluralForms
    up_to: Annotated[str, _holding("count")]


class DoseLineWords(Frozen):
    """The dose in one line, where a strip would take too much room. {amount} is a number with its unit."""

    sets: PluralForms = Field(description="with {amount}")
    hold: Annotated[str, _holding("amount")] = Field(description="with {amount}")
    duration: Annotated[str, _holding("amount")] = Field(description="with {amount}")
    rest: Annotated[str, _holding("amount")] = Field(description="with {amount}")
    band: Annotated[str, _holding("amount")] = Field(description="with {amount}, the colour of a band")
    own_weight: Annotated[str, _holding("amount")] = Field(description="with {amount}, the word of strip.own_weight")


class WhereWords(Frozen):
    """On which page each exercise of a plan is; {letters} are exercises in a row."""

    here: Annotated[str, _holding("letters")] = Field(description="on this page, with {letters}")
    on_page: Annotated[str, _holding("letters", "page")] = Field(description="with {letters} and {page}")
    with_minutes: Annotated[str, _holding("where", "minutes")] = Field(description="with {where} and {minutes}")
    two: Annotated[str, _holding("first", "last")] = Field(description="two letters, with {first} and {last}")
    several: Annotated[str, _holding("first", "last")] = Field(description="more letters, with {first} and {last}")


class FeelWords(Frozen):
    """Run-in heads of the feel matrix; the author's words end the sentence."""

    should_feel: Words
    should_not_feel: Words
    easier: Words
    harder: Words


class StopWords(Frozen):
    """The stop box."""

    stop: Words
    and_call: Words
    emergency: Annotated[str, _holding("number")] = Field(description="with {number}")
    doctor: Words
    clinic: Words
    closed: Annotated[str, _holding("closed")] = Field(description="with {closed}, the words of the brand")


class PageWords(Frozen):
    """Heads, feet and references."""

    page_of: Annotated[str, _holding("page", "pages")] = Field(description="with {page} and {pages}")
    page: Annotated[str, _holding("page")] = Field(description="with {page}")
    page_short: Annotated[str, _holding("page")] = Field(description="the same where room is short, with {page}")
    version: Annotated[str, _holding("version")] = Field(description="with {version}")
    review_by: Annotated[str, _holding("date")] = Field(description="with {date}")
    draft: Words
    legal: Words
    continued: Words
    warnings_on_page: Annotated[str, _holding("page")] = Field(
        description="on a continued page, before the heads of warnings on one earlier page, with {page}"
    )
    warnings_on_pages: Annotated[str, _holding("first", "last")] = Field(
        description="the same for several pages, with {first} and {last}"
    )
    box: Words = Field(description="what an empty box to tick is called")
    part_of: Annotated[str, _holding("part", "series")] = Field(description="with {part} and {series}")
    next_part: Annotated[str, _holding("topic")] = Field(description="with {topic}")
    blank: Words = Field(description="on a page that is left blank, so that the next sheet begins on a front side")
    sheet: Annotated[str, _holding("number")] = Field(description="a bookmark of a print run, with {number}")


class ExerciseWords(Frozen):
    """Words around an exercise."""

    you_need: Words
    ask_first: Words
    watch_video: Words = Field(description="two lines, parted by |")
    video_alt: Annotated[str, _holding("address")] = Field(description="with {address}")
    start: Words
    muscles: Words
    zone_alt: Words
    step: Annotated[str, _holding("number")] = Field(description="with {number}")
    exercise: Annotated[str, _holding("letter")] = Field(description="with {letter}")


class Language(Frozen):
    """All fixed words of one language."""

    name: Words
    months: tuple[Words, ...] = Field(min_length=12, max_length=12)
    date_format: DateFormat = Field(description="order and points of a date, for brands of another language")
    terms: Terms = Field(description="what a practice and its people are called, for brands of another language")
    plurals: PluralRule = Field(default="one_other", description="which forms of a counted word the language has")
    numbers: tuple[str, ...] = Field(default=(), description="small numbers as words, from one")
    days: tuple[Words, ...] = Field(min_length=7, max_length=7, description="short, Monday first")
    bare_sides: BareSides = Field(description="words that no author may write bare in a sided exercise")
    vague_links: tuple[Words, ...] = Field(
        default=(), description="words that say nothing of where a link leads, which no link may be called"
    )
    doing: tuple[Words, ...] = Field(
        default=(),
        description="words for what a body does, or their beginnings with a hyphen after them; "
        "the alt text of a step holds one",
    )
    alt_filler: tuple[Words, ...] = Field(
        default=(), description="words that say nothing of a picture; the alt text of a step holds two others at least"
    )
    labels: dict[str, Words] = Field(
        default_factory=dict, description="the words in drawn pictures, each line: the English ones, then these"
    )
    no_break_after: tuple[str, ...] = Field(default=(), description="words that stay on the line of the next word")
    side: SideWords
    safety: SafetyWords
    strip: StripWords
    dose_line: DoseLineWords
    where: WhereWords
    feel: FeelWords
    stop: StopWords
    page: PageWords
    exercise: ExerciseWords
    dose: DoseWords
    plan: PlanWords
    safeguards: SafeguardWords
    log: LogWords
    chart: ChartWords

    same_as_english: frozenset[str] = Field(
        default=frozenset(), description="the fields, such as stop.stop, whose words are rightly those of English"
    )

    def says_doing(self, text: str) -> bool:
        """Whether a text holds a word for what a body does, and a second word that says something."""
        telling = {word for word in re.findall(r"[^\W\d_]+", folded(text)) if word not in self.alt_filler}
        return bool(words_in(text, self.doing)) and (len(telling) > 1 or not self.alt_filler)
