"""Boxes → a written file, opened again, for the tests of this folder."""

from __future__ import annotations

import io

import pikepdf

from handout_builder.boxes import Group, Page
from handout_builder.pdf.document import write
from tests.pdf import sample


def one_page(*groups: Group) -> list[Page]:
    return [Page(sample.WIDTH, sample.HEIGHT, groups, number=1)]


def made(*groups: Group, pdf2: bool = False) -> bytes:
    return write(one_page(*groups), sample.INFO, sample.FACES, pdf2=pdf2)


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))
