"""The pages of docs/ and the papers of the repository → their texts, tables and fenced blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests import REPOSITORY

DOCS = REPOSITORY / "docs"
PAGES = {path.stem: path.read_text(encoding="utf-8") for path in sorted(DOCS.glob("*.md"))}
"""Page name → text, for every page of the site."""
PAPERS = {
    name: (REPOSITORY / f"{name}.md").read_text(encoding="utf-8")
    for name in ("README", "CONTRIBUTING", "SECURITY", "CHANGELOG", "examples/practice/README")
}
"""The papers outside the site."""
_FENCE = re.compile(r'^```(\w*)(?: title="(.*?)")?\n(.*?)^```$', re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its title ("" for none), its text, and the line it begins in."""

    language: str
    title: str
    text: str
    line: int


def blocks(text: str) -> list[Block]:
    """Every fenced block of a page, in order."""
    return [
        Block(found[1], found[2] or "", found[3], text.count("\n", 0, found.start()) + 1)
        for found in _FENCE.finditer(text)
    ]


def tables(kind: str, of: str = "of ") -> dict[str, list[list[str]]]:
    """The tables marked `<!-- kind of name -->` on all pages: name → rows → cells."""
    found: dict[str, list[list[str]]] = {}
    for page in PAGES.values():
        for name, body in re.findall(rf"<!-- {kind} of ([\w ]+) -->\n\n((?:\|.*\n)+)", page):
            assert name not in found, f"two tables of {name}"
            found[name] = _rows(body)
    return found


def table(mark: str) -> list[list[str]]:
    """The rows of the one table marked `<!-- mark -->`."""
    (body,) = [body for page in PAGES.values() for body in re.findall(rf"<!-- {mark} -->\n\n((?:\|.*\n)+)", page)]
    return _rows(body)


def _rows(body: str) -> list[list[str]]:
    rows = [re.split(r"(?<!\\)\|", line)[1:-1] for line in body.splitlines()]
    return [[cell.strip() for cell in row] for row in rows[2:]]
