"""PDFs to look at: the repository's first handout with what its boxes say of it, and plain files by another program."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache

import pikepdf
from reportlab.pdfgen.canvas import Canvas

from handout_builder.boxes import PlacedDrawing, Run, walk
from handout_builder.geometry.colour import contrast
from handout_builder.pdf.document import write
from handout_builder.pdf.metadata import DocumentInfo
from tests.html.sheets import laid

WRITTEN = datetime(2025, 11, 3, tzinfo=UTC)
SIZE = (400.0, 300.0)


@cache
def handout(brand: str = "fernhollow") -> bytes:
    """A file that this project makes."""
    found = laid(brand)
    info = DocumentInfo(found.sheet.title, found.sheet.brand.name, "en", WRITTEN, found.sheet.subject)
    return write(found.pages, info, found.typography.faces())


def runs(brand: str) -> Iterator[tuple[int, Run]]:
    """Every run of text of a laid-out handout with its page."""
    for page in laid(brand).pages:
        for group in page.groups:
            yield from (
                (page.number, item) for item, _, _ in walk(group) if isinstance(item, Run) and item.text.strip()
            )


def label_sizes(brand: str) -> Iterator[float]:
    """The sizes, in points, of the labels inside drawings."""
    for page in laid(brand).pages:
        for group in page.groups:
            for item, _, _ in walk(group):
                if isinstance(item, PlacedDrawing):
                    yield from (label.size * item.scale for label in item.drawing.labels())


def lowest_contrast(brand: str) -> float:
    return min(contrast(run.colour, run.background) for _, run in runs(brand))


def drawn(*pages: Callable[[Canvas], None], title: str | None = None) -> bytes:
    """A plain, untagged file by ReportLab's canvas, a page for each function."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=SIZE, invariant=1)
    if title:
        canvas.setTitle(title)
    for page in pages:
        page(canvas)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def words(
    text: str, size: float = 12, colour: str = "#000000", x: float = 40, y: float = 200
) -> Callable[[Canvas], None]:
    """A page with one line."""

    def page(canvas: Canvas) -> None:
        canvas.setFillColor(colour)
        canvas.setFont("Helvetica", size)
        canvas.drawString(x, y, text)

    return page


def changed(data: bytes, change: Callable[[pikepdf.Pdf], object], **saving: object) -> bytes:
    """The file after a change by pikepdf."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(target, **saving)  # type: ignore[arg-type]
    return target.getvalue()
