"""One exercise of the library + the wording of a sheet → its block."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from handout_builder.compose.block_parts import AskBlock, PictureBlock, SafetyBlock
from handout_builder.compose.exercise_blocks import (
    DoseCell,
    EarlierWarnings,
    ExerciseBlock,
    FeelBlock,
    FeelCell,
    SideCell,
    StepBlock,
    StripBlock,
    VideoBlock,
)
from handout_builder.compose.wording import Wording
from handout_builder.errors import ContentError, Place, Problem
from handout_builder.model.exercise import Exercise, Step
from handout_builder.model.figure import Figure, SidePictures
from handout_builder.model.rich_text import Rich, Span, merged, rich, words
from handout_builder.model.safety import SafetyMessage
from handout_builder.model.side import Side, SideText
from handout_builder.practice.library import DRAWING_ENDINGS, Entry, Library

T = TypeVar("T")
Steps = tuple[str | int, ...]


def exercise_block(
    entry: Entry[Exercise],
    letter: str,
    wording: Wording,
    library: Library,
    doses: tuple[tuple[str, tuple[DoseCell, ...]], ...] = (),
) -> ExerciseBlock:
    """The block of one exercise; without `doses`, weeks and cells of each, there are lines to write one on.

    Raises ContentError with every picture that is not there or must not be mirrored.
    """
    exercise, said = entry.model, wording.language.exercise
    maker = _Maker(entry, wording, library)
    steps = tuple(maker.step(index, step) for index, step in enumerate(exercise.steps))
    if maker.problems:
        raise ContentError(maker.problems)
    return ExerciseBlock(
        key=entry.name,
        letter=letter,
        label=said.exercise.format(letter=letter),
        name=wording.text(exercise.name),
        purpose=wording.said(exercise.purpose),
        need=maker.need(),
        video=maker.video(),
        ask=maker.ask(),
        strips=tuple(
            StripBlock(
                _side_cell(exercise, wording),
                cells,
                f"{letter} {words(wording.text(exercise.name))}",
                weeks,
                entry.place("dosage"),
            )
            for weeks, cells in doses or (("", _write_in_cells(wording)),)
        ),
        start=_lead_in(said.start, wording.said(exercise.position)) if exercise.position else None,
        safety=maker.safety(exercise.safety, ("safety",)),
        steps=steps,
        feel=maker.feel(),
        continued=wording.language.page.continued,
        earlier=EarlierWarnings(wording.language.page.warnings_on_page, wording.language.page.warnings_on_pages),
        side=wording.side,
        commands_alone=exercise.commands_alone,
        place=entry.place(),
    )


def safety_block(message: SafetyMessage, wording: Wording, place: Place) -> SafetyBlock:
    """The box of one warning: how to avoid it is the head, hazard and consequence are the body."""
    body = wording.said(message.hazard)
    if message.consequence:
        body = (*body, Span(" "), *wording.said(message.consequence))
    signal = getattr(wording.language.safety, message.level.value)
    return SafetyBlock(message.level, signal, wording.said(message.avoid), merged(body), place)


def picture_block(figure: Figure | SidePictures, wording: Wording, library: Library, place: Place) -> PictureBlock:
    """The picture of the sheet's side, or one that is mirrored when it shows the other side.

    Raises ContentError when the picture is missing or must not be mirrored.
    """
    if isinstance(figure, SidePictures):
        shown = figure.of(wording.side)
        path = library.picture(shown.file, place)
        caption, credit = _optional(shown.caption, wording.text), _optional(shown.credit, wording.text)
        return PictureBlock(path, words(wording.text(shown.alt)), False, caption, credit, wording.labels(False), place)
    path = library.picture(figure.file, place)
    mirrored = wording.side in (Side.LEFT, Side.RIGHT) and figure.side not in ("none", wording.side)
    if mirrored and not _may_be_mirrored(figure, path):
        raise ContentError([_not_mirrored(figure, path, place)])
    caption, credit = _optional(figure.caption, wording.said), _optional(figure.credit, wording.text)
    return PictureBlock(path, wording.plain(figure.alt), mirrored, caption, credit, wording.labels(mirrored), place)


def _optional(text: T | None, said: Callable[[T], Rich]) -> Rich | None:
    return None if text is None else said(text)


def _may_be_mirrored(figure: Figure, path: Path) -> bool:
    """A drawing, unless it says otherwise; a photograph only where someone looked at it and says so."""
    return figure.mirror == "allowed" or (figure.mirror is None and path.suffix.lower() in DRAWING_ENDINGS)


def _not_mirrored(figure: Figure, path: Path, place: Place) -> Problem:
    each = 'give a picture of each side ("figure:" with "left:" and "right:" below it, each with "file:" and "alt:")'
    if figure.mirror == "never":
        message = f'the picture "{figure.file}" shows the {figure.side} side and must not be mirrored'
        return Problem(place, message, each)
    message = f'the photograph "{path.name}" shows the {figure.side} side and is not mirrored'
    return Problem(place, message, f'{each}, or write "mirror: allowed" where nothing in it can be read')


def _lead_in(head: str, text: Rich) -> Rich:
    return merged((Span(head, bold=True), Span(" "), *text))


def _side_cell(exercise: Exercise, wording: Wording) -> SideCell | None:
    if exercise.sides == "none":
        return None
    said, label = wording.language.side, wording.language.strip.side
    choices = SideCell(label, said.left.capitalize(), said.right.capitalize())
    side = Side.BOTH if exercise.sides == "both" else wording.side
    if side is None:
        return choices
    name = said.of(side)
    return SideCell(label, choices.left, choices.right, side, name.letter, name.phrase)


def _write_in_cells(wording: Wording) -> tuple[DoseCell, ...]:
    said = wording.language.strip
    return (
        DoseCell("sets", said.sets, None, ""),
        DoseCell("reps", said.repeat, None, said.times),
        DoseCell("hold", said.hold, None, said.seconds),
        DoseCell("rest", said.rest, None, said.seconds),
        DoseCell("often", said.often, None, ""),
    )


class _Maker:
    """Makes the parts of one exercise's block and collects the problems of its pictures."""

    def __init__(self, entry: Entry[Exercise], wording: Wording, library: Library) -> None:
        self.entry, self.wording, self.library = entry, wording, library
        self.exercise = entry.model
        self.problems: list[Problem] = []

    def need(self) -> Rich | None:
        if not self.exercise.equipment:
            return None
        return _lead_in(self.wording.language.exercise.you_need, self.wording.said(self.exercise.equipment))

    def video(self) -> VideoBlock | None:
        address = self.exercise.video
        if not address:
            return None
        said = self.wording.language.exercise
        shown = address.removeprefix("https://")
        return VideoBlock(address, shown, tuple(said.watch_video.split("|")), said.video_alt.format(address=shown))

    def ask(self) -> AskBlock | None:
        found = self.exercise.precautions
        if not found or found.head is None or found.text is None:
            return None
        return AskBlock(
            self.wording.language.exercise.ask_first,
            self.wording.text(found.head),
            self.wording.text(found.text),
            self.entry.place("precautions"),
        )

    def safety(self, messages: tuple[SafetyMessage, ...], steps: Steps) -> tuple[SafetyBlock, ...]:
        return tuple(
            safety_block(message, self.wording, self.entry.place(*steps, index))
            for index, message in enumerate(messages)
        )

    def step(self, index: int, step: Step) -> StepBlock:
        number = index + 1
        return StepBlock(
            number=number,
            label=self.wording.language.exercise.step.format(number=number),
            do=self.wording.said(step.do),
            detail=self.wording.said(step.detail) if step.detail else None,
            picture=self.picture(step.figure, ("steps", index, "figure")),
            safety=self.safety(step.safety, ("steps", index, "safety")),
            place=self.entry.place("steps", index),
        )

    def picture(self, figure: Figure | SidePictures | None, steps: Steps) -> PictureBlock | None:
        if figure is None:
            return None
        try:
            return picture_block(figure, self.wording, self.library, self.entry.place(*steps))
        except ContentError as error:
            self.problems.extend(error.problems)
            return None

    def feel(self) -> FeelBlock | None:
        said, exercise = self.wording.language.feel, self.exercise
        parts: list[tuple[str, str, SideText | None]] = [
            ("check", said.should_feel, exercise.should_feel),
            ("cross", said.should_not_feel, exercise.should_not_feel),
            ("easier", said.easier, exercise.easier),
            ("harder", said.harder, exercise.harder),
        ]
        has_pictures = any(step.figure for step in exercise.steps)
        cells = tuple(
            FeelCell(icon, head, self.wording.said(text), swatch=icon == "check" and has_pictures)
            for icon, head, text in parts
            if text is not None
        )
        muscles = ", ".join(words(self.wording.text(name)) for name in exercise.muscles)
        muscle_line = _lead_in(self.wording.language.exercise.muscles, rich(muscles)) if muscles else None
        if not cells and not muscle_line:
            return None
        return FeelBlock(cells, self.wording.language.exercise.zone_alt, muscle_line, self.entry.place("should_feel"))
