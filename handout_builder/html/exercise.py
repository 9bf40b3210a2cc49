"""One exercise → HTML: head, who must ask first, dosage strip, steps with their warnings, feel matrix."""

from __future__ import annotations

from handout_builder.compose.block_parts import AskBlock, SafeguardBlock
from handout_builder.compose.exercise_blocks import (
    DoseCell,
    ExerciseBlock,
    FeelBlock,
    FeelCell,
    SideCell,
    StepBlock,
    StripBlock,
    VideoBlock,
)
from handout_builder.geometry.basic_paths import rectangle_path
from handout_builder.geometry.drawing import Clipped, Drawing, Shape
from handout_builder.html.element import Markup, block, element, inline, lines
from handout_builder.html.plan import note_html
from handout_builder.html.safety import safety_html
from handout_builder.html.screen import Screen
from handout_builder.html.vector import drawing_svg, sign_svg
from handout_builder.model.rich_text import Span, merged


def exercise_html(exercise: ExerciseBlock, screen: Screen) -> Markup:
    """The whole exercise."""
    heading = f"{exercise.anchor}-name"
    side = exercise.strip.side
    steps = lines(*(_step(step, exercise.step_anchor(step), screen) for step in exercise.steps))
    return block(
        "section",
        _head(exercise, heading),
        _ask(exercise.ask) if exercise.ask else None,
        _safeguard(exercise.safeguard) if exercise.safeguard else None,
        *(_strip(strip, exercise.anchor) for strip in exercise.strips),
        note_html(exercise.note) if exercise.note else None,
        element("p", inline(exercise.start)) if exercise.start else None,
        *(safety_html(each, screen, exercise.warning_anchor(at)) for at, each in enumerate(exercise.safety)),
        block("ol", steps, class_="steps", role="list") if exercise.steps else None,
        _feel(exercise.feel, _is_hatched(exercise, screen), screen) if exercise.feel else None,
        id=exercise.anchor,
        class_="exercise",
        aria_labelledby=f"{heading} {exercise.anchor}-side" if side and side.side else heading,
    )


def tile(letter: str) -> Markup:
    """The letter of an exercise: exercises have letters, steps have digits."""
    return element("span", letter, class_="tile")


def _head(exercise: ExerciseBlock, heading: str) -> Markup:
    name = element("h2", tile(exercise.letter), " ", element("span", inline(exercise.name)), id=heading)
    video = _video(exercise.video) if exercise.video else None
    return block("div", name, element("p", inline(exercise.intro), class_="intro"), video, class_="head")


def _video(video: VideoBlock) -> Markup:
    label = element("span", " ".join(video.label), class_="watch")
    said = element("span", label, " ", element("span", video.shown, class_="address"))
    return element("p", element("a", sign_svg("video"), said, href=video.address), class_="video")


def _ask(ask: AskBlock) -> Markup:
    text = element("p", element("strong", inline(ask.head)), " ", inline(ask.text))
    word = element("p", sign_svg("ask"), element("span", ask.word), class_="word")
    return block("div", word, text, class_="ask")


def _safeguard(block_: SafeguardBlock) -> Markup:
    measures = element("strong", inline(merged(span for each in block_.measures for span in (Span(" "), *each))))
    return block("div", sign_svg("check"), element("p", inline(block_.head), measures), class_="ask safeguard")


def _strip(strip: StripBlock, anchor: str) -> Markup:
    """The strip as a list; what is not filled in yet is a field or a choice."""
    cells = [_side(strip.side, anchor)] if strip.side else []
    cells += [_dose(cell) for cell in strip.cells]
    head = element("p", element("strong", strip.weeks)) if strip.weeks else None
    doses = block("ul", lines(*cells), class_="doses", role="list")
    return lines(head, doses) if head else doses


def _side(cell: SideCell, anchor: str) -> Markup:
    if cell.side is not None:
        letter = element("span", cell.letter, class_="side-letter", aria_hidden="true")
        return element("li", letter, element("span", cell.phrase, id=f"{anchor}-side"), class_="side chosen")
    choices = [
        element("label", element("input", type="radio", name=f"{anchor}-side", value=word), element("span", word))
        for word in (cell.left, cell.right)
    ]
    legend = element("legend", cell.label)
    return element("li", block("fieldset", legend, block("div", *choices, class_="choices")), class_="side")


def _dose(cell: DoseCell) -> Markup:
    label = element("span", cell.label, class_="label")
    unit = element("span", cell.unit, class_="unit") if cell.unit else None
    icon = sign_svg(cell.icon)
    if cell.value is not None:
        value = element("span", element("strong", cell.value, class_="value"), " ", unit, class_="amount")
        return element("li", icon, element("span", label, " ", value, class_="dose"), class_=cell.icon)
    blank = element("input", type="text", autocomplete="off", class_="blank")
    amount = element("span", blank, " ", unit, class_="amount")
    return element("li", icon, element("label", label, " ", amount, class_="dose"), class_=cell.icon)


def _step(step: StepBlock, anchor: str, screen: Screen) -> Markup:
    """One step. Its warnings come before its words, as in the reading order of the printed sheet."""
    warnings = [safety_html(message, screen) for message in step.safety]
    texts = block(
        "div",
        element("p", inline(step.do), class_="do"),
        element("p", inline(step.detail)) if step.detail else None,
        class_="said",
    )
    return block(
        "li",
        element("span", str(step.number), class_="number"),
        block("div", *warnings, class_="warnings") if warnings else None,
        texts,
        block("div", screen.shown(step.picture), class_="shown") if step.picture else None,
        id=anchor if step.safety else None,
        class_="step",
    )


def _is_hatched(exercise: ExerciseBlock, screen: Screen) -> bool:
    """Whether a picture of the exercise marks an area with a hatch."""
    return any(step.picture and screen.pictures.is_hatched(step.picture) for step in exercise.steps)


def _feel(feel: FeelBlock, hatched: bool, screen: Screen) -> Markup:
    cells = lines(*(_feel_cell(cell, feel, hatched, screen) for cell in feel.cells))
    muscles = element("p", inline(feel.muscles), class_="muscles") if feel.muscles else None
    return block("div", block("ul", cells, class_="feel", role="list") if feel.cells else None, muscles)


def _feel_cell(cell: FeelCell, feel: FeelBlock, hatched: bool, screen: Screen) -> Markup:
    swatch = _swatch(feel.swatch_alt, screen) if cell.swatch and hatched else None
    text = element("p", element("strong", cell.head), " ", inline(cell.text), " " if swatch else None, swatch)
    return element("li", sign_svg(cell.icon), text, class_=cell.icon)


def _swatch(alt: str, screen: Screen) -> Markup:
    """A sample of the hatching that marks the place in pictures."""
    w, h = 22.0, 12.0
    pill = rectangle_path(0.0, 0.0, w, h, h / 2)
    hatch = tuple(
        Shape((("M", at, h), ("L", at + h, 0.0)), stroke="hatch", stroke_width=1.0) for at in (-2.0, 3.0, 8.0, 13.0)
    )
    items = (Shape(pill, fill="zone"), Clipped(pill, hatch), Shape(pill, stroke="accent", stroke_width=1.1))
    tones = screen.typography.colours
    colours = {"zone": tones.zone, "accent": tones.accent, "hatch": tones.accent}
    return drawing_svg(Drawing(w, h, items), colours, screen.ids, class_="swatch", role="img", aria_label=alt)
