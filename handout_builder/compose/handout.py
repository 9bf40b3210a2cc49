"""One handout of the library + brand and language → the sheet to print."""

from __future__ import annotations

from string import ascii_uppercase

from handout_builder.compose.block_parts import PictureBlock
from handout_builder.compose.blocks import (
    Block,
    CalloutBlock,
    Chapter,
    Footer,
    ListBlock,
    NextPartBlock,
    OpeningBlock,
    OverviewBlock,
    OverviewItem,
    Sheet,
    StopBlock,
    TextBlock,
    TickBlock,
    TickColumnBlock,
    TitleBlock,
)
from handout_builder.compose.exercise import exercise_block, picture_block, safety_block
from handout_builder.compose.exercise_blocks import ExerciseBlock
from handout_builder.compose.wording import Wording
from handout_builder.errors import ContentError, Place, Problem
from handout_builder.model.author_text import AuthorText
from handout_builder.model.brand import Brand
from handout_builder.model.figure import Figure
from handout_builder.model.handout import (
    CalloutSection,
    FigureSection,
    Handout,
    ListSection,
    OverviewSection,
    Section,
    TextSection,
    TickSection,
)
from handout_builder.model.review import Review
from handout_builder.model.rich_text import Rich, rich, words
from handout_builder.model.safety import StopList, with_signs
from handout_builder.practice.language import Language
from handout_builder.practice.library import Entry, Library, known

Steps = tuple[str | int, ...]


def handout_sheet(entry: Entry[Handout], brand: Entry[Brand], language: Entry[Language], library: Library) -> Sheet:
    """The whole sheet. Raises ContentError with every problem of the handout and of its exercises."""
    return _Composer(entry, Wording(language.model, brand.model, code=language.name), library).sheet()


def stop_block(stop: StopList, wording: Wording, place: Place) -> StopBlock:
    """The stop box at the foot of page 1. `place` is the one that its problems name."""
    said, closed = wording.language.stop, wording.brand.closed
    return StopBlock(
        stop=said.stop,
        and_call=said.and_call,
        emergency_head=wording.fixed(said.emergency, number=wording.brand.emergency),
        emergency=tuple(wording.text(item) for item in stop.emergency),
        doctor_head=rich(said.doctor) if stop.doctor else (),
        doctor=tuple(wording.text(item) for item in stop.doctor),
        clinic_head=rich(said.clinic),
        clinic=tuple(wording.text(item) for item in stop.clinic),
        phone=wording.brand.phone,
        closed=rich(said.closed.format(closed=closed)) if closed else None,
        place=place,
    )


def footer(title: str, reviews: tuple[Review, ...], wording: Wording) -> Footer:
    """The foot of each page: title, version and date of the first review; “draft” while any review says so."""
    said, review = wording.language.page, reviews[0]
    version = said.version.format(version=review.written.strftime("%Y-%m")) if review.written else ""
    due = said.review_by.format(date=review.review_by.strftime("%Y-%m")) if review.review_by else ""
    draft = said.draft if any(each.status == "draft" for each in reviews) else ""
    both = " · ".join(part for part in (version, due) if part)
    parts = tuple(part for part in (title, both, draft) if part)
    last = tuple(part for part in (said.legal, draft or version) if part)
    return Footer(parts, last, said.page_of)


class _Composer:
    """Composes one handout and collects the problems met on the way."""

    def __init__(self, entry: Entry[Handout], wording: Wording, library: Library) -> None:
        self.entry, self.wording, self.library = entry, wording, library
        self.handout = entry.model
        self.problems: list[Problem] = []
        self.reviews: list[Review] = [self.handout.review]

    def sheet(self) -> Sheet:
        exercises = self.exercises()
        sections = [
            self.section(section, ("sections", index), exercises) for index, section in enumerate(self.handout.sections)
        ]
        closing = [
            self.section(section, ("closing", index), exercises) for index, section in enumerate(self.handout.closing)
        ]
        title = words(self.wording.text(self.handout.title))
        if self.problems:
            raise ContentError(self.problems)
        return Sheet(
            key=self.entry.name,
            title=title,
            subject=words(self.wording.text(self.handout.lead)),
            language=self.handout.language,
            brand=self.wording.brand,
            running=title,
            continued=self.wording.language.page.continued,
            footer=footer(title, tuple(self.reviews), self.wording),
            chapters=self.chapters(sections, exercises, closing),
            metric=self.wording.metric,
            created=(self.handout.review.written.isoformat() if self.handout.review.written else ""),
        )

    def chapters(
        self, sections: list[Block], exercises: list[ExerciseBlock], closing: list[Block]
    ) -> tuple[Chapter, ...]:
        front: list[Block] = [self.title()]
        if sections and isinstance(sections[0], TextBlock) and sections[0].picture:
            front = [OpeningBlock(self.title(), sections[0], sections[0].place)]
            sections = sections[1:]
        warnings = [
            safety_block(message, self.wording, self.entry.place("safety", index))
            for index, message in enumerate(self.handout.safety)
        ]
        front += [*warnings, *sections]
        stop = self.stop()
        if not exercises:
            return (Chapter((*front, *closing, *self.next_part()), stop),)
        closing = closing + self.next_part()
        chapters = [Chapter(tuple(front), stop), *(Chapter((exercise,)) for exercise in exercises)]
        chapters[-1] = Chapter((*chapters[-1].blocks, *closing))
        return tuple(chapters)

    def title(self) -> TitleBlock:
        series = self.handout.series
        line: Rich | None = None
        if series:
            said = self.wording.language.page
            name = words(self.wording.text(series.name))
            line = rich(said.part_of.format(series=name, part=series.part))
        return TitleBlock(
            self.wording.text(self.handout.title), self.wording.text(self.handout.lead), line, self.entry.place("title")
        )

    def stop(self) -> StopBlock | None:
        """The stop list of the handout with the own signs of its exercises."""
        if self.handout.stop is None:
            return None
        signs = (self.library.exercise(name).model.stop for name in self.handout.exercises)
        return stop_block(with_signs(self.handout.stop, signs), self.wording, self.entry.place("stop"))

    def next_part(self) -> list[Block]:
        series = self.handout.series
        if series is None or series.next is None:
            return []
        topic = words(self.wording.text(series.next))
        said = self.wording.language.page.next_part.format(topic=topic)
        return [NextPartBlock(rich(said), self.entry.place("series"))]

    def exercises(self) -> list[ExerciseBlock]:
        made = []
        for index, name in enumerate(self.handout.exercises):
            place = self.entry.place("exercises", index)
            try:
                found = self.library.exercise(known(name, self.library.exercise_names, "exercise", place))
                if found.model.review:
                    self.reviews.append(found.model.review)
                made.append(exercise_block(found, ascii_uppercase[index], self.wording, self.library))
            except ContentError as error:
                self.problems.extend(error.problems)
        return made

    def texts(self, written: tuple[AuthorText, ...]) -> tuple[Rich, ...]:
        return tuple(self.wording.text(text) for text in written)

    def picture(self, figure: Figure | None, steps: Steps) -> PictureBlock | None:
        if figure is None:
            return None
        try:
            return picture_block(figure, self.wording, self.library, self.entry.place(*steps, "figure"))
        except ContentError as error:
            self.problems.extend(error.problems)
            return None

    def section(self, section: Section, steps: Steps, exercises: list[ExerciseBlock]) -> Block:
        place, say, said = self.entry.place(*steps), self.wording.text, self.wording.language.page
        match section:
            case TextSection():
                return TextBlock(say(section.heading), self.texts(section.body), None, place)
            case FigureSection():
                return TextBlock(
                    say(section.heading), self.texts(section.body), self.picture(section.figure, steps), place
                )
            case ListSection():
                return ListBlock(
                    say(section.heading),
                    say(section.intro) if section.intro else None,
                    self.texts(section.items),
                    place,
                )
            case TickSection():
                columns = tuple(
                    TickColumnBlock(say(column.heading), self.texts(column.items)) for column in section.columns
                )
                hint = say(section.hint) if section.hint else None
                return TickBlock(say(section.heading), hint, columns, said.box, place)
            case OverviewSection():
                items = tuple(OverviewItem(exercise.letter, exercise.name, exercise.anchor) for exercise in exercises)
                return OverviewBlock(items, said.page, said.page_short, place)
            case CalloutSection():
                return CalloutBlock(
                    say(section.heading),
                    self.texts(section.body),
                    self.texts(section.checks),
                    say(section.closing) if section.closing else None,
                    self.picture(section.figure, steps),
                    place,
                )
