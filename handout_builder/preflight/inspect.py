"""The path of a PDF → its report; a file that is damaged, locked or not a PDF has a report too, and no exception."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TypeVar

import pikepdf
import pypdfium2 as pdfium

from handout_builder.preflight import document, rules
from handout_builder.preflight.fonts import fonts
from handout_builder.preflight.rendered_page import RenderedPage, rendered_page
from handout_builder.preflight.report import Claims, Finding, Report
from handout_builder.preflight.safety import SIGNAL_WORDS, safety_messages
from handout_builder.preflight.structure_tree import MarkedContent, marked_content, pages_by_id

T = TypeVar("T")
UNREADABLE = RenderedPage((), (), (), blank=False, marked=True)
"""A page that could not be read; its own finding says so."""


def inspect(path: Path, signal_words: Sequence[str] = SIGNAL_WORDS) -> Report:
    """The report of one file. `signal_words` begin safety messages in files whose tags do not name them."""
    try:
        data = path.read_bytes()
    except OSError as error:
        return _unreadable(path, 0, f"the file cannot be read: {error.strerror or error}")
    if b"%PDF-" not in data[:1024]:
        return _unreadable(path, len(data), "this is no PDF" if data else "the file is empty")
    try:
        with pikepdf.open(BytesIO(data)) as pdf, pdfium.PdfDocument(data) as shown:
            return _Inspection(path, len(data), pdf, shown).report(signal_words)
    except pikepdf.PasswordError:
        said = "the file is locked with a password; check it before it is locked"
        return _unreadable(path, len(data), said)
    except (pikepdf.PdfError, pdfium.PdfiumError) as error:
        return _unreadable(path, len(data), f"the file is damaged and cannot be opened: {_first_line(error)}")


def _unreadable(path: Path, size: int, message: str) -> Report:
    return Report(str(path), size, readable=False, findings=(Finding("fault", 0, "file", message),))


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


class _Inspection:
    """One opened file."""

    def __init__(self, path: Path, size: int, pdf: pikepdf.Pdf, shown: pdfium.PdfDocument) -> None:
        self.path, self.size, self.pdf, self.shown = path, size, pdf, shown
        self.failed: list[Finding] = []

    def report(self, signal_words: Sequence[str]) -> Report:
        count = self.guarded("the pages", 0, lambda: len(self.pdf.pages), 0)
        pages = [self.page(number) for number in range(1, count + 1)]
        report = Report(
            path=str(self.path),
            size=self.size,
            readable=True,
            pages=count,
            claims=self.guarded("what the file says of itself", 0, lambda: document.claims(self.pdf), Claims()),
            fonts=self.guarded("the fonts", 0, lambda: fonts(self.pdf), ()),
            smallest_type=rules.smallest_type(pages),
            lowest_contrast=rules.lowest_contrast(pages),
            pictures=tuple(picture for page in pages for picture in page.pictures),
            empty_pages=tuple(number for number, page in enumerate(pages, 1) if page.blank),
            safety=self.guarded("the safety messages", 0, lambda: safety_messages(self.pdf, pages, signal_words), ()),
            links=self.guarded("the links", 0, lambda: document.links(self.pdf), ()),
            details=self.guarded("the metadata", 0, lambda: document.details(self.pdf), ()),
        )
        if not count:
            self.failed.append(Finding("fault", 0, "file", "the file has no pages"))
        damage = [Finding("fault", 0, "file", f"the file is damaged: {said}") for said in self.pdf.get_warnings()[:5]]
        nothing: frozenset[MarkedContent] = frozenset()
        reached = self.guarded("the reading order", 0, self.reached, nothing)
        found = rules.findings(report, pages, reached)
        return replace(report, findings=tuple(sorted((*found, *self.failed, *damage))))

    def reached(self) -> frozenset[MarkedContent]:
        """The marked content that the structure tree leads to."""
        tree = self.pdf.Root.get("/StructTreeRoot")
        return frozenset(marked_content(tree, pages_by_id(self.pdf))) if tree is not None else frozenset()

    def page(self, number: int) -> RenderedPage:
        def read() -> RenderedPage:
            page = self.shown[number - 1]
            try:
                return rendered_page(page, number)
            finally:
                page.close()

        return self.guarded("this page", number, read, UNREADABLE)

    def guarded(self, what: str, page: int, read: Callable[[], T], fallback: T) -> T:
        """What `read` returns; if it raises, `fallback` and a finding: a foreign file can break any expectation."""
        try:
            return read()
        except Exception as error:
            said = f"{what} cannot be read: {_first_line(error)}"
            self.failed.append(Finding("fault", page, "file", said))
            return fallback
