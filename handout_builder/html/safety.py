"""Warnings and the stop-and-call list → HTML: signal word first, in fixed colours that no brand changes."""

from __future__ import annotations

from handout_builder.compose.block_parts import SafetyBlock, SafetyLineBlock
from handout_builder.compose.blocks import StopBlock
from handout_builder.html.element import Markup, block, element, escape, inline, joined, lines
from handout_builder.html.screen import Screen
from handout_builder.html.vector import sign_svg
from handout_builder.model.phone import dialled
from handout_builder.model.rich_text import Rich, words
from handout_builder.model.safety import Level
from handout_builder.text.safety_style import safety_style


def safety_html(message: SafetyBlock, screen: Screen, anchor: str | None = None) -> Markup:
    """The box of a warning; `anchor` is its place for links."""
    return block(
        "aside",
        _signal(message.level, message.word, screen),
        block(
            "div", element("p", inline(message.head), class_="do"), element("p", inline(message.body)), class_="said"
        ),
        id=anchor,
        class_=f"safety {message.level.value}",
        role="note",
        aria_label=message.word,
    )


def safety_line_html(message: SafetyLineBlock, screen: Screen) -> Markup:
    """The warning in one line, with a link to its box instead of a page number."""
    head = inline(message.head)
    said = element("a", head, href=f"#{message.anchor}") if message.anchor else head
    return block(
        "aside",
        _signal(message.level, message.word, screen),
        block("div", element("p", element("strong", said)), class_="said"),
        class_=f"safety safety-line {message.level.value}",
        role="note",
        aria_label=message.word,
    )


def stop_html(stop: StopBlock, screen: Screen) -> Markup:
    """The stop box; its phone numbers are links that dial."""
    emergency = screen.typography.brand.emergency
    octagon = element("p", element("span", stop.stop, class_="octagon"), class_="stop-sign")
    phone = element("p", phone_link(stop.phone, sign_svg("phone")), class_="phone")
    closed = element("p", inline(stop.closed)) if stop.closed else None
    return block(
        "aside",
        block("div", octagon, element("p", stop.and_call), class_="panel"),
        block("div", _head(stop.emergency_head, emergency), _list(stop.emergency), class_="signs"),
        block("div", _head(stop.doctor_head, None), _list(stop.doctor), class_="signs") if stop.doctor else None,
        block("div", _head(stop.clinic_head, None), _list(stop.clinic), phone, closed, class_="signs"),
        class_="stop",
        role="note",
        aria_label=f"{stop.stop} {stop.and_call}",
    )


def phone_link(number: str, before: Markup | None = None) -> Markup:
    """A phone number as a link that dials it; not a link where it is not certain what dials it."""
    said, dials = element("span", number, class_="number"), dialled(number)
    return element("a", before, said, href=f"tel:{dials}") if dials else element("span", before, said)


def _signal(level: Level, word: str, screen: Screen) -> Markup:
    style = safety_style(level, black=screen.typography.edition.only_black)
    return element("p", sign_svg(style.sign, style.panel), element("span", word), class_="signal")


def _head(head: Rich, number: str | None) -> Markup:
    text = words(head)
    if number is None or number not in text:
        return element("p", inline(head), class_="do")
    before, after = text.split(number, 1)
    return element("p", joined((escape(before), phone_link(number), escape(after))), class_="do")


def _list(items: tuple[Rich, ...]) -> Markup:
    return block("ul", lines(*(element("li", inline(item)) for item in items)))
