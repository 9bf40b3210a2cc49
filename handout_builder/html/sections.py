"""Title, texts, lists, boxes to tick, overview and call-outs → HTML."""

from __future__ import annotations

from handout_builder.compose.blocks import (
    CalloutBlock,
    ListBlock,
    NextPartBlock,
    OpeningBlock,
    OverviewBlock,
    OverviewItem,
    TextBlock,
    TickBlock,
    TickColumnBlock,
    TitleBlock,
)
from handout_builder.html.element import Markup, block, element, inline, lines
from handout_builder.html.exercise import tile
from handout_builder.html.screen import Screen
from handout_builder.html.vector import sign_svg
from handout_builder.model.rich_text import Rich


def title_html(title: TitleBlock) -> Markup:
    """The one heading of the first level, with the series above and the main message below."""
    return block(
        "div",
        element("p", inline(title.series), class_="series") if title.series else None,
        element("h1", inline(title.title)),
        element("p", inline(title.lead), class_="lead") if title.lead else None,
        class_="title",
    )


def opening_html(opening: OpeningBlock, screen: Screen) -> Markup:
    """Title and first section next to the picture they share."""
    text = opening.text
    section = block("section", element("h2", inline(text.heading)), *_paragraphs(text.body))
    picture = screen.figure(text.picture) if text.picture else None
    return block("div", block("div", title_html(opening.title), section), picture, class_="side-by-side opening")


def text_html(text: TextBlock, screen: Screen) -> Markup:
    """Paragraphs under a heading, next to a picture if there is one."""
    said = lines(element("h2", inline(text.heading)), *_paragraphs(text.body))
    if text.picture is None:
        return block("section", said)
    classes = "side-by-side wide" if screen.is_wide(text.picture) else "side-by-side"
    return block("section", block("div", said), screen.figure(text.picture), class_=classes)


def list_html(found: ListBlock) -> Markup:
    """A bulleted list under a heading."""
    return block(
        "section",
        element("h2", inline(found.heading)),
        element("p", inline(found.intro)) if found.intro else None,
        block("ul", *(element("li", inline(item)) for item in found.items)),
    )


def tick_html(ticks: TickBlock) -> Markup:
    """Boxes that can be ticked, in columns under a heading."""
    return block(
        "section",
        element("h2", inline(ticks.heading)),
        element("p", inline(ticks.hint), class_="hint") if ticks.hint else None,
        block("div", *(_column(column) for column in ticks.columns), class_="columns"),
        class_="ticks",
    )


def _column(column: TickColumnBlock) -> Markup:
    rows = [
        element("li", element("label", element("input", type="checkbox"), element("span", inline(item))))
        for item in column.items
    ]
    return block("div", element("h3", inline(column.heading)), block("ul", *rows, role="list"))


def overview_html(overview: OverviewBlock) -> Markup:
    """Links to the exercises, without page numbers."""
    return block("nav", block("ul", *(_overview_item(item) for item in overview.items), role="list"), class_="overview")


def _overview_item(item: OverviewItem) -> Markup:
    link = element("a", tile(item.letter), " ", element("span", inline(item.name)), href=f"#{item.anchor}")
    return element("li", link)


def callout_html(callout: CalloutBlock, screen: Screen) -> Markup:
    """A highlighted panel."""
    checks = [element("li", sign_svg("check"), element("span", inline(check))) for check in callout.checks]
    said = lines(
        element("h2", inline(callout.heading)),
        *_paragraphs(callout.body),
        block("ul", *checks, class_="checks", role="list") if checks else None,
        element("p", inline(callout.closing)) if callout.closing else None,
    )
    picture = block("div", screen.picture(callout.picture), class_="shown") if callout.picture else None
    return block("section", block("div", said, class_="said"), picture, class_="callout")


def next_part_html(part: NextPartBlock) -> Markup:
    """What the next handout of the series is about."""
    return element("p", sign_svg("page"), element("span", inline(part.text)), class_="next")


def _paragraphs(texts: tuple[Rich, ...]) -> list[Markup]:
    return [element("p", inline(text)) for text in texts]
