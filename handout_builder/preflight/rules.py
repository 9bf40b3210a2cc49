"""What a PDF contains → findings: faults to correct and notes for a person to decide on, each with its page."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from handout_builder.preflight.rendered_page import RenderedPage, Text
from handout_builder.preflight.report import Claims, Finding, Font, Link, Picture, Report, SafetyMessage, Sample
from handout_builder.preflight.structure_tree import MarkedContent

SMALLEST_TYPE = 9.0
"""Points. Labels in pictures may be as small as this; no text may be smaller (design of this project, section 3)."""
CONTRAST, CONTRAST_LARGE = 4.5, 3.0
"""WCAG 2.2, 1.4.3; large is 18 points, or 14 when bold."""
LOW_DPI = 150.0
SCHEMES = ("https://", "mailto:", "tel:")
"""How a safe address begins; known here too, because this room knows nothing of what makes our files."""
MOST_OF_A_KIND = 20
WORDS = 40


def findings(report: Report, pages: Sequence[RenderedPage], reached: Collection[MarkedContent]) -> tuple[Finding, ...]:
    """All findings, faults first; `reached` is the marked content that the structure tree leads to."""
    found = [
        *_claims(report.claims),
        *_fonts(report.fonts),
        *_texts(pages),
        *_inkless(pages),
        *(_untagged(pages, reached) if report.claims.tagged else ()),
        *_pictures(report.pictures),
        *_empty(report, pages),
        *_safety(report.safety),
        *_links(report.links),
        *(Finding("note", 0, "person", f"{each.where}: “{each.value}”") for each in report.details),
    ]
    return tuple(sorted(dict.fromkeys(found)))


def smallest_type(pages: Sequence[RenderedPage]) -> Sample | None:
    """The smallest text of all pages, the first of its size."""
    found = [
        Sample(text.size, number, _short(text.words)) for number, page in enumerate(pages, 1) for text in page.texts
    ]
    return min(found, key=lambda sample: sample.value, default=None)


def lowest_contrast(pages: Sequence[RenderedPage]) -> Sample | None:
    """The text with the lowest contrast of all pages, the first of its ratio."""
    found = [
        Sample(text.ratio, number, _short(text.words))
        for number, page in enumerate(pages, 1)
        for text in page.texts
        if text.ratio is not None
    ]
    return min(found, key=lambda sample: sample.value, default=None)


def _short(words: str) -> str:
    said = " ".join(words.split())
    return said if len(said) <= WORDS else said[: WORDS - 1] + "…"


def _claims(claims: Claims) -> Iterator[Finding]:
    if not claims.tagged:
        yield Finding("fault", 0, "tags", "the file is not tagged: a screen reader has to guess what it says")
    elif not claims.pdf_ua:
        yield Finding("fault", 0, "tags", "the file does not say that it follows PDF/UA")
    if not claims.pdf_a:
        yield Finding("note", 0, "archive", "the file does not say that it follows PDF/A, the standard for archives")
    if not claims.language:
        yield Finding("fault", 0, "language", "the file does not say its language: a screen reader may mispronounce it")
    if not claims.may_be_read_aloud:
        yield Finding("fault", 0, "protection", "the protection of the file keeps screen readers out")
    if not claims.title:
        yield Finding("fault", 0, "title", "the file has no title")
    elif not claims.title_shown:
        yield Finding("fault", 0, "title", "the file has a title, but viewers show its file name instead")


def _fonts(fonts: Sequence[Font]) -> Iterator[Finding]:
    for font in fonts:
        if not font.embedded:
            yield Finding("fault", 0, "fonts", f"the font {font.name} is not embedded: another may be shown instead")
        elif not font.subset:
            yield Finding("note", 0, "fonts", f"the font {font.name} is embedded whole, which makes the file larger")


def _texts(pages: Sequence[RenderedPage]) -> Iterator[Finding]:
    for number, page in enumerate(pages, 1):
        small = [text for text in page.texts if text.size < SMALLEST_TYPE - 0.01]
        for text in small[:MOST_OF_A_KIND]:
            said = f"“{_short(text.words)}” is {text.size:g} points high, less than {SMALLEST_TYPE:g}"
            yield Finding("fault", number, "type", said)
        faint = [text for text in page.texts if text.ratio is not None and text.ratio < _wanted(text)]
        for text in faint[:MOST_OF_A_KIND]:
            said = f"“{_short(text.words)}” has a contrast of {text.ratio:g}:1, less than {_wanted(text):g}:1"
            yield Finding("fault", number, "contrast", said)


def _inkless(pages: Sequence[RenderedPage]) -> Iterator[Finding]:
    for number, page in enumerate(pages, 1):
        for word in page.inkless[:MOST_OF_A_KIND]:
            said = f"“{_short(word)}” leaves no ink, or a part of it does not: without outline, unpainted or covered"
            yield Finding("fault", number, "ink", said)
        for word in page.hidden[:1]:
            said = f"“{_short(word)}” is text that paints nothing; such a text belongs under a scan alone"
            yield Finding("note" if page.pictures else "fault", number, "ink", said)


def _untagged(pages: Sequence[RenderedPage], reached: Collection[MarkedContent]) -> Iterator[Finding]:
    for number, page in enumerate(pages, 1):
        lost = [
            text for text in page.texts if text.mcid >= 0 and not text.nested and (number, text.mcid) not in reached
        ]
        for text in lost[:MOST_OF_A_KIND]:
            said = f"“{_short(text.words)}” is on the page, but no tag leads to it: no screen reader says it"
            yield Finding("fault", number, "tags", said)


def _wanted(text: Text) -> float:
    large = text.size >= 18 or (text.bold and text.size >= 14)
    return CONTRAST_LARGE if large else CONTRAST


def _pictures(pictures: Sequence[Picture]) -> Iterator[Finding]:
    for each in pictures:
        if each.dpi < LOW_DPI:
            said = f"a picture of {each.width} × {each.height} pixels has {each.dpi:.0f} dpi and may look coarse"
            yield Finding("note", each.page, "pictures", said)


def _empty(report: Report, pages: Sequence[RenderedPage]) -> Iterator[Finding]:
    for number in report.empty_pages:
        yield Finding("fault", number, "empty", "there is nothing on this page")
    for number, page in enumerate(pages, 1):
        if report.claims.tagged and not page.marked and number not in report.empty_pages:
            yield Finding("fault", number, "empty", "nothing on this page but head and foot is ever read out")


def _safety(messages: Sequence[SafetyMessage]) -> Iterator[Finding]:
    for each in messages:
        if each.tagged and not each.words.startswith(each.word):
            said = f"a safety message does not begin with its signal word {each.word}"
            yield Finding("fault", each.page, "safety", said)
    if messages and not messages[0].tagged:
        yield Finding("note", 0, "safety", "no tag says what is a safety message; they were found by their words")


def _links(links: Sequence[Link]) -> Iterator[Finding]:
    for each in links:
        if not each.target.startswith((*SCHEMES, "in this file")):
            yield Finding("fault", each.page, "links", f"a link leads to “{each.target}”, not to https, mailto or tel")
        if not each.description:
            yield Finding("fault", each.page, "links", f"nothing says where the link to “{each.target}” leads")
