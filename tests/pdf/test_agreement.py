"""Handouts and example plans read by strangers: poppler and PDF.js find the words of the blocks, in order, in one tree.

Each reader is asked where it is installed; `bash .ci/pdfjs_text` brings PDF.js.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

from handout_builder.compose.blocks import Block, StopBlock
from handout_builder.pipeline.plan import PlanBuilder, PlanJob
from handout_builder.pipeline.sheet import LaidOutSheet, html_of, printed
from handout_builder.plans.read import plan_file
from handout_builder.practice.library import Library
from tests import REPOSITORY, needs
from tests.html import reader as html_reader
from tests.html.sheets import BRANDS, laid, texts
from tests.html.test_page import spoken
from tests.pdf.reader import Node, read

PLANS = {path.stem: path for path in sorted((REPOSITORY / "handouts" / "plans").glob("*.yaml"))}
SHEETS = (*BRANDS, *PLANS)
PDFJS = REPOSITORY / ".ci" / "pdfjs_text"

Said = list[tuple[str, str]]
"""Every word with the role of the element it is in."""


@cache
def builder() -> PlanBuilder:
    return PlanBuilder(Library(REPOSITORY))


@cache
def sheet(name: str) -> LaidOutSheet:
    """A handout in the brand of that name, or an example plan."""
    if name not in PLANS:
        return laid(name)
    library = builder().library
    return builder().lay_out(PlanJob(plan_file(PLANS[name], library.relative(PLANS[name])))).laid_out


@cache
def pdf(name: str) -> bytes:
    return printed(sheet(name))


def words_of(chunks: Iterable[tuple[str, str]]) -> Said:
    return [(role, word) for role, text in chunks for word in text.split()]


def chunks(node: Node) -> Iterator[tuple[str, str]]:
    for kid in node.kids:
        if isinstance(kid, Node):
            yield from chunks(kid)
        else:
            yield node.role, kid


@cache
def tree(name: str) -> Said:
    """The words as our own reader finds them."""
    return words_of(chunks(read(pdf(name)).tree))


def poppler(path: Path) -> Iterator[tuple[str, str]]:
    """What `pdfinfo -struct-text` prints: a role on a line, its texts in quotes below, deeper by two spaces."""
    done = subprocess.run(["pdfinfo", "-struct-text", "-enc", "UTF-8", str(path)], capture_output=True, check=True)
    roles: dict[int, str] = {}
    for line in done.stdout.decode("utf-8").splitlines():
        depth = len(line) - len(line.lstrip())
        if text := re.fullmatch(r'\s*"(.*)"', line):
            yield next(roles[above] for above in sorted(roles, reverse=True) if above < depth), text[1]
        elif role := re.match(r"\s*([A-Z]\w*)(?: \(|:|$| \")", line):
            roles = {above: said for above, said in roles.items() if above < depth} | {depth: role[1]}


@needs.poppler
@pytest.mark.parametrize("name", SHEETS)
def test_poppler_reads_the_same_words_in_the_same_elements(name: str, tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    path.write_bytes(pdf(name))
    assert words_of(poppler(path)) == tree(name)
    assert len(tree(name)) > 200


@needs.pdfjs
def test_pdfjs_reads_the_same_words_in_the_same_elements(tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.pdf" for name in SHEETS]
    for name, path in zip(SHEETS, paths, strict=True):
        path.write_bytes(pdf(name))
    done = subprocess.run(["bash", str(PDFJS), *map(str, paths)], capture_output=True, check=True)
    found = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
    for name, said in zip(SHEETS, found, strict=True):
        assert unspaced(words_of(said)) == unspaced(tree(name)), name


def unspaced(said: Said) -> Said:
    """Labels of one picture as one word: PDF.js guesses the spaces between texts with gaps between them."""
    joined: Said = []
    for role, word in said:
        if role == "Figure" and joined and joined[-1][0] == role:
            joined[-1] = (role, joined[-1][1] + word)
        else:
            joined.append((role, word))
    return joined


@pytest.mark.parametrize("name", SHEETS)
def test_words_are_those_of_the_boxes_in_printed_order(name: str) -> None:
    boxes = " ".join(spoken(group) for page in sheet(name).pages for group in page.groups)
    in_pictures = [word for role, word in tree(name) if role == "Figure"]
    assert [word for role, word in tree(name) if role != "Figure"] == boxes.split()
    assert len(in_pictures) < len(boxes.split()) / 4


@pytest.mark.parametrize("name", SHEETS)
def test_words_are_those_of_the_blocks_in_their_order(name: str) -> None:
    rest = " ".join(word for role, word in tree(name) if role != "Figure")
    for block in blocks(sheet(name)):
        said = [" ".join(text.split()) for text in texts(block)]
        assert [text for text in said if text not in rest] == [], type(block).__name__
        # the next block begins behind the beginning of this one
        rest = rest[min((rest.index(text) + 1 for text in said), default=0) :]


def blocks(found: LaidOutSheet) -> Iterator[Block | StopBlock]:
    for chapter in found.sheet.chapters:
        yield from chapter.blocks
        if chapter.foot:
            yield chapter.foot


# --- the HTML page of a plan (that of handouts: tests/html)


RULER = " ".join(map(str, range(11)))


def in_plan_words(text: str) -> list[str]:
    """Words without the page numbers that only paper has; the ruler's numbers are in a row there, by zone here."""
    return re.sub(r"\b([Pp]age|p\.)\s\d+\b", "", " ".join(text.split()).replace(RULER, "")).split()


@pytest.mark.parametrize("name", PLANS)
def test_the_html_page_of_a_plan_has_the_same_words_and_warnings(name: str) -> None:
    shown_page = html_reader.read(html_of(sheet(name))).one("main")
    boxes = " ".join(spoken(group) for page in sheet(name).pages for group in page.groups)
    assert shown_page.words("address", "numbers") == in_plan_words(boxes)
    assert [word for row in shown_page.all("p", "numbers") for word in row.words()] == RULER.split() * boxes.count(
        "10 = "
    )
    warnings = [" ".join(in_plan_words(warning)) for warning in spoken_warnings(read(pdf(name)).tree)]
    shown = [" ".join(aside.words()) for aside in shown_page.all("aside", "safety")]
    assert shown == warnings
    assert len(shown) >= 2


def spoken_warnings(tree: Node) -> Iterator[str]:
    """The warnings of a file without its stop box, whose parts are lists."""
    for warning in tree.find("Warning"):
        if not warning.find("L"):
            yield " ".join(kid.text() for kid in warning.kids if isinstance(kid, Node))
