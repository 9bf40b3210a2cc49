"""The path of a PDF → its report; a file that is broken, locked or no PDF at all gets one too, and no exception."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TypeVar

import pikepdf
import pypdfium2 as pdfium

from handout_builder.preflight import document
from handout_builder.preflight import rules as judge
from handout_builder.preflight.fonts import fonts
from handout_builder.preflight.rendered_page import Sight, look
from handout_builder.preflight.report import Claims, Finding, Report
from handout_builder.preflight.safety import SIGNAL_WORDS, safety_messages
from handout_builder.preflight.structure_tree import Mark, marks, pages_by_id

T = TypeVar("T")
NOTHING = Sight((), (), (), blank=False, marked=True)
"""A page that could not be looked at; its own finding says so."""


def inspect(path: Path, signal_words: Sequence[str] = SIGNAL_WORDS) -> Report:
    """Look at everything in a file. `signal_words` begin safety messages in files whose tags do not name them."""
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
        pages = self.sure("the pages", 0, lambda: len(self.pdf.pages), 0)
        sights = [self.sight(number) for number in range(1, pages + 1)]
        found = Report(
            path=str(self.path),
            size=self.size,
            readable=True,
            pages=pages,
            claims=self.sure("what the file says of itself", 0, lambda: document.claims(self.pdf), Claims()),
            fonts=self.sure("the fonts", 0, lambda: fonts(self.pdf), ()),
            smallest_type=judge.smallest(sights),
            lowest_contrast=judge.faintest(sights),
            pictures=tuple(picture for sight in sights for picture in sight.pictures),
            empty_pages=tuple(number for number, sight in enumerate(sights, 1) if sight.blank),
            safety=self.sure("the safety messages", 0, lambda: safety_messages(self.pdf, sights, signal_words), ()),
            links=self.sure("the links", 0, lambda: document.links(self.pdf), ()),
            details=self.sure("the metadata", 0, lambda: document.details(self.pdf), ()),
        )
        if not pages:
            self.failed.append(Finding("fault", 0, "file", "the file has no pages"))
        damage = [Finding("fault", 0, "file", f"the file is damaged: {said}") for said in self.pdf.get_warnings()[:5]]
        nothing: frozenset[Mark] = frozenset()
        read = self.sure("the reading order", 0, self.read, nothing)
        judged = judge.findings(found, sights, read)
        return replace(found, findings=tuple(sorted((*judged, *self.failed, *damage))))

    def read(self) -> frozenset[Mark]:
        tree = self.pdf.Root.get("/StructTreeRoot")
        return frozenset(marks(tree, pages_by_id(self.pdf))) if tree is not None else frozenset()

    def sight(self, number: int) -> Sight:
        def seen() -> Sight:
            page = self.shown[number - 1]
            try:
                return look(page, number)
            finally:
                page.close()

        return self.sure("this page", number, seen, NOTHING)

    def sure(self, what: str, page: int, look_at: Callable[[], T], otherwise: T) -> T:
        """The result, or `otherwise` with a finding: what other programs write can break any expectation."""
        try:
            return look_at()
        except Exception as error:
            said = f"{what} cannot be read: {_first_line(error)}"
            self.failed.append(Finding("fault", page, "file", said))
            return otherwise
