"""A sheet + its typography → the text of one HTML file; this module knows which function shows which block."""

from __future__ import annotations

from importlib.resources import files

from handout_builder.compose.block_parts import SafetyBlock, SafetyLineBlock
from handout_builder.compose.blocks import (
    Block,
    CalloutBlock,
    Chapter,
    Footer,
    ListBlock,
    NextPartBlock,
    OpeningBlock,
    OverviewBlock,
    Sheet,
    TextBlock,
    TickBlock,
    TitleBlock,
)
from handout_builder.compose.exercise_blocks import ExerciseBlock
from handout_builder.compose.plan_blocks import (
    FieldsBlock,
    LineBlock,
    LogTitleBlock,
    LogWeekBlock,
    NoteBlock,
    PainBlock,
    PlanListBlock,
    PlanRowBlock,
    StoppedBlock,
)
from handout_builder.errors import ContentError, Problem
from handout_builder.html.element import Markup, block, element, lines
from handout_builder.html.exercise import exercise_html
from handout_builder.html.plan import (
    fields_html,
    line_html,
    log_title_html,
    log_week_html,
    note_html,
    pain_html,
    plan_list_html,
    plan_row_html,
    stopped_html,
)
from handout_builder.html.safety import phone_link, safety_html, safety_line_html, stop_html
from handout_builder.html.screen import Screen, image
from handout_builder.html.sections import (
    callout_html,
    list_html,
    next_part_html,
    opening_html,
    overview_html,
    text_html,
    tick_html,
    title_html,
)
from handout_builder.html.style import body_classes, brand_rules, font_rules
from handout_builder.html.vector import drawing_svg
from handout_builder.pictures.logo import Logo
from handout_builder.pictures.open import Picture, encode

POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:; base-uri 'none'; form-action 'none'"
)
"""What a browser may load for the page: nothing, so that no server learns who opened it."""
LOGO_POINTS = 120.0


def page(sheet: Sheet, screen: Screen, logo: Logo | None = None) -> str:
    """The whole file. Raises ContentError with every problem of every block, TypeError for an unknown block."""
    chapters: list[Markup] = []
    problems: list[Problem] = []
    for chapter in sheet.chapters:
        try:
            chapters.append(_chapter(chapter, screen))
        except ContentError as error:
            problems.extend(error.problems)
    if problems:
        raise ContentError(problems)
    body = block(
        "body",
        _masthead(sheet, screen, logo),
        block("main", *chapters),
        _footer(sheet.footer),
        class_=body_classes(screen.typography),
    )
    document = block("html", _head(sheet, screen, frozenset(body)), body, lang=sheet.language)
    return f"<!DOCTYPE html>\n{document}\n"


def _head(sheet: Sheet, screen: Screen, characters: frozenset[str]) -> Markup:
    css = (files("handout_builder.html") / "page.css").read_text(encoding="utf-8")
    return block(
        "head",
        element("meta", charset="utf-8"),
        element("title", sheet.title),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", http_equiv="Content-Security-Policy", content=POLICY),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="robots", content="noindex"),
        element("meta", name="author", content=sheet.brand.name),
        element("meta", name="description", content=sheet.subject) if sheet.subject else None,
        element(
            "style", Markup("\n" + brand_rules(screen.typography) + font_rules(screen.typography, characters) + css)
        ),
    )


def _masthead(sheet: Sheet, screen: Screen, logo: Logo | None) -> Markup:
    brand = sheet.brand
    quiet = [element("p", text) for text in (brand.tagline, brand.address) if text]
    name = block("div", element("p", brand.name, class_="name"), *quiet)
    hours = element("p", brand.hours) if brand.hours else None
    phone = element("p", phone_link(brand.phone), class_="name")
    contact = block("div", phone, hours, element("p", brand.web), class_="contact")
    return block("header", _logo(logo.picture, screen) if logo else None, name, contact)


def _logo(logo: Picture, screen: Screen) -> Markup:
    """The logo, hidden from screen readers: the practice's name is next to it in words."""
    if logo.drawing is not None:
        return drawing_svg(logo.drawing, {}, screen.ids, class_="logo", aria_hidden="true", focusable="false")
    high = LOGO_POINTS * logo.height / logo.width
    return image(encode(logo, LOGO_POINTS, high), "", next(screen.ids), "logo")


def _footer(footer: Footer) -> Markup:
    """The words at the foot of the printed pages, once."""
    parts = dict.fromkeys((*footer.parts, *footer.last_parts))
    shown = [part for part in parts if not any(part != other and part in other for other in parts)]
    return block("footer", *(element("p", part) for part in shown))


def _chapter(chapter: Chapter, screen: Screen) -> Markup:
    problems: list[Problem] = []
    made: list[Markup] = []
    for found in chapter.blocks:
        try:
            made.append(block_html(found, screen))
        except ContentError as error:
            problems.extend(error.problems)
    if problems:
        raise ContentError(problems)
    return block("div", lines(*made), stop_html(chapter.foot, screen) if chapter.foot else None, class_="chapter")


def block_html(found: Block, screen: Screen) -> Markup:
    """One block. Raises ContentError for a picture that cannot be shown, TypeError for an unknown block."""
    match found:
        case TitleBlock():
            return title_html(found)
        case OpeningBlock():
            return opening_html(found, screen)
        case TextBlock():
            return text_html(found, screen)
        case ListBlock():
            return list_html(found)
        case TickBlock():
            return tick_html(found)
        case OverviewBlock():
            return overview_html(found)
        case CalloutBlock():
            return callout_html(found, screen)
        case NextPartBlock():
            return next_part_html(found)
        case SafetyBlock():
            return safety_html(found, screen)
        case SafetyLineBlock():
            return safety_line_html(found, screen)
        case ExerciseBlock():
            return exercise_html(found, screen)
        case _:
            return _plan_block(found, screen)


def _plan_block(found: Block, screen: Screen) -> Markup:
    match found:
        case FieldsBlock():
            return fields_html(found)
        case PlanListBlock():
            return plan_list_html(found)
        case PlanRowBlock():
            return plan_row_html(found, screen)
        case StoppedBlock():
            return stopped_html(found)
        case NoteBlock():
            return note_html(found)
        case PainBlock():
            return pain_html(found)
        case LogTitleBlock():
            return log_title_html(found)
        case LogWeekBlock():
            return log_week_html(found)
        case LineBlock():
            return line_html(found)
        case _:
            raise TypeError(f"a {type(found).__name__} cannot be shown as HTML")
