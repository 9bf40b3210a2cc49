"""A report → lines for people: what is in the file, then faults to correct and notes to decide on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from handout_builder.preflight.report import Report

WIDTH = 10


def report_text(report: Report) -> str:
    """The report as text, a line for each thing."""
    size = f"{report.size / 1000:.0f} kB"
    if not report.readable:
        return "\n".join([f"{report.path}  {size}", *_findings(report)])
    pages = "1 page" if report.pages == 1 else f"{report.pages} pages"
    first = f"{report.path}  {pages}, {size}, PDF {report.claims.version}"
    return "\n".join([first, *(f"  {name:{WIDTH}} {said}" for name, said in _facts(report)), *_findings(report)])


def _facts(report: Report) -> Iterator[tuple[str, str]]:
    claims = report.claims
    standards = [f"PDF/UA-{claims.pdf_ua}" if claims.pdf_ua else "", f"PDF/A-{claims.pdf_a}" if claims.pdf_a else ""]
    said = [*filter(None, standards), "tagged" if claims.tagged else "not tagged"]
    said += ["protected"] if claims.encrypted else []
    yield "says", ", ".join(said)
    yield "title", f"“{claims.title}”" if claims.title else "none"
    also = [language for language in claims.languages if language != claims.language]
    yield "language", (claims.language or "none") + (f", and {', '.join(also)}" if also else "")
    yield "fonts", _fonts(report)
    if report.smallest_type:
        sample = report.smallest_type
        yield "type", f"smallest {sample.value:g} points: “{sample.words}”, page {sample.page}"
    if report.lowest_contrast:
        sample = report.lowest_contrast
        yield "contrast", f"lowest {sample.value:g}:1: “{sample.words}”, page {sample.page}"
    yield "pictures", _pictures(report)
    yield "links", _links(report)
    for each in report.safety:
        yield "safety", f"page {each.page}: {each.words if len(each.words) < 80 else each.words[:79] + '…'}"
    if not report.safety:
        yield "safety", "no safety message found"


def _fonts(report: Report) -> str:
    outside = [font.name for font in report.fonts if not font.embedded]
    if not report.fonts:
        return "none"
    return f"{len(report.fonts)}, " + (f"not embedded: {', '.join(outside)}" if outside else "all embedded")


def _pictures(report: Report) -> str:
    if not report.pictures:
        return "none with pixels"
    return f"{len(report.pictures)}, lowest resolution {min(each.dpi for each in report.pictures):.0f} dpi"


def _links(report: Report) -> str:
    """The kinds of links; a link that runs over several lines is several links in the file and counts once."""
    places = {(each.page, each.target, each.description) for each in report.links}
    kinds = Counter(target.partition(":")[0] for _, target, _ in sorted(places, key=str))
    return ", ".join(f"{count} {kind}" for kind, count in kinds.items()) or "none"


def _findings(report: Report) -> Iterator[str]:
    for found in report.findings:
        where = f"page {found.page}: " if found.page else ""
        yield f"  {found.weight}: {where}{found.message}"
    if report.readable and report.fine:
        yield "  no faults; validators such as veraPDF prove the standards it claims"
