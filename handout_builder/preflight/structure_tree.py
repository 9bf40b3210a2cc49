"""An opened PDF → its structure tree: the elements in reading order, and what of each page they hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Dictionary

Object = Any
"""Any object of a PDF; its type is found by tests while reading."""
MarkedContent = tuple[int, int]
"""A page, counted from 1, and the identifier (MCID) of marked content on it."""


def structure(pdf: pikepdf.Pdf) -> Iterator[Object]:
    """Every structure element, in reading order; an element that contains itself is read once."""
    tree = pdf.Root.get("/StructTreeRoot")
    if isinstance(tree, Dictionary):
        yield from (found for found, _ in _below(tree, None) if isinstance(found, Dictionary) and "/S" in found)


def pages_by_id(pdf: pikepdf.Pdf) -> dict[tuple[int, int], int]:
    """The number of each page by the number of its object."""
    return {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}


def marked_content(element: Object, pages: dict[tuple[int, int], int]) -> Iterator[MarkedContent]:
    """All marked content below an element, in reading order; `pages` comes from `pages_by_id`."""
    for found, page in _below(element, None):
        number = pages.get(page.objgen, 0) if isinstance(page, Dictionary) else 0
        if isinstance(found, int) and number:
            yield number, found


def _below(element: Object, page: Object) -> Iterator[tuple[Object, Object]]:
    """An element and everything below it, each with its page; numbers are identifiers of marked content."""
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[Object, Object]] = [(element, page)]
    while waiting:
        here, page = waiting.pop()
        if isinstance(here, Dictionary):
            if here.is_indirect:
                if here.objgen in seen:
                    continue
                seen.add(here.objgen)
            page = here.get("/Pg", page)
            waiting += [(kid, page) for kid in reversed(_kids(here))]
        yield here, page


def _kids(element: Object) -> list[Object]:
    if "/MCID" in element:
        return [int(element.MCID)]
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]
