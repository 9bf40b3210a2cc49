"""Every kind of block, printed and read again as a screen reader does → the trees in trees/, as readable text.

`pytest --update-golden` writes them anew.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import get_args

import pikepdf
import pytest

from handout_builder.compose.block_parts import SafetyBlock
from handout_builder.compose.blocks import Block, Chapter, StopBlock, TitleBlock
from handout_builder.compose.exercise_blocks import ExerciseBlock
from handout_builder.model.author_text import author_text
from handout_builder.model.rich_text import Rich, Span
from handout_builder.pipeline.sheet import FileKind, SheetLayout, printed, typography_of
from handout_builder.practice.library import Library
from tests import REPOSITORY
from tests.html.sheets import every_block, said, sheet
from tests.pdf.reader import Node, read

TREES = Path(__file__).with_name("trees")
TITLE = TitleBlock(said("Title"), None)


def written(raw: str) -> Rich:
    """An author's text without placeholders, as a sheet prints it."""
    return author_text(raw).fill({}, metric=True)


def blocks() -> dict[str, Block | StopBlock]:
    """Blocks by the names of their trees; pictures of later steps are left out to keep trees short."""
    found: dict[str, Block | StopBlock] = {}
    for block in every_block():
        if isinstance(block, ExerciseBlock):
            block = replace(block, steps=(block.steps[0], replace(block.steps[1], picture=None)))
        name = type(block).__name__.removesuffix("Block")
        found[name if name not in found else f"{name}-2"] = block
    foot = sheet(TITLE).chapters[0].foot
    assert foot is not None
    lead = written("The {es: músculo psoas} is [our **best {la: musculus}**](https://a.example).")
    foreign = replace(TITLE, lead=lead)
    return {**found, "Title": foreign, "Stop": foot}


@cache
def layout() -> SheetLayout:
    library = Library(REPOSITORY)
    brand = library.brand("fernhollow")
    return SheetLayout(library, brand, typography_of(library, brand, library.edition("standard"), None, "en"))


@cache
def pdf(name: str, fillable: bool = False) -> bytes:
    """A file of a title, the block, and the exercise that rows and overviews lead to."""
    made = blocks()
    block, exercise = made[name], made["Exercise"]
    assert isinstance(exercise, ExerciseBlock)
    chapters = [Chapter((TITLE,), block if isinstance(block, StopBlock) else None)]
    if isinstance(block, TitleBlock):
        chapters = [Chapter((block,))]
    elif not isinstance(block, StopBlock):
        chapters.append(Chapter((block,)))
    if name != "Exercise":
        chapters.append(Chapter((exercise,)))
    laid = layout().lay_out(replace(sheet(TITLE), chapters=tuple(chapters)))
    return printed(laid, FileKind(fillable=fillable))


def own(name: str, fillable: bool = False) -> list[Node]:
    """The elements of the block alone."""
    reading = read(pdf(name, fillable))
    assert reading.problems == []
    kids = [kid for kid in reading.tree.kids if isinstance(kid, Node)]
    assert len(kids) == len(reading.tree.kids), "words are in elements"
    before = 0 if name == "Title" else 1
    after = 0 if name == "Exercise" else 1
    return kids[before : len(kids) - after]


def test_every_kind_of_block_has_a_tree() -> None:
    assert {type(block) for block in blocks().values()} == {*get_args(Block), StopBlock}
    assert {path.stem for path in TREES.glob("*.txt")} == {*blocks(), "fillable"}


@pytest.mark.parametrize("name", blocks())
def test_tree_of_a_block_is_the_golden_one(name: str, request: pytest.FixtureRequest) -> None:
    compare(TREES / f"{name}.txt", own(name), request)


def test_a_fillable_file_has_fields_where_boxes_and_lines_were(request: pytest.FixtureRequest) -> None:
    names = ("Fields", "Tick", "LogWeek", "Line")
    compare(TREES / "fillable.txt", [node for name in names for node in own(name, True)], request)


def compare(path: Path, nodes: list[Node], request: pytest.FixtureRequest) -> None:
    text = "\n".join(node.outline() for node in nodes) + "\n"
    if request.config.getoption("--update-golden"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        pytest.fail(f"{path.name} is written anew; look at its difference")
    assert text == path.read_text(encoding="utf-8")


# --- rules that hold in all of them


@pytest.fixture(params=blocks())
def nodes(request: pytest.FixtureRequest) -> list[Node]:
    return own(request.param)


def walk(nodes: list[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from walk([kid for kid in node.kids if isinstance(kid, Node)])


def test_the_blocks_hold_all_that_the_rules_below_are_about() -> None:
    assert {"Figure", "LI", "Link", "Table"} <= {node.role for name in blocks() for node in walk(own(name))}


def test_every_figure_says_what_it_shows(nodes: list[Node]) -> None:
    assert all(node.alt and node.alt.strip() for node in walk(nodes) if node.role == "Figure")


def test_every_item_of_a_list_has_a_body_behind_its_label(nodes: list[Node]) -> None:
    for item in (node for node in walk(nodes) if node.role == "LI"):
        roles = [kid.role for kid in item.kids if isinstance(kid, Node)]
        assert roles in (["LBody"], ["Lbl", "LBody"])


def test_every_table_has_heads_with_a_scope_and_rows_of_one_length(nodes: list[Node]) -> None:
    for table in (node for node in walk(nodes) if node.role == "Table"):
        heads = table.find("TH")
        assert heads and all(head.attributes.get("Scope") and head.text().strip() for head in heads)
        rows = [[kid for kid in row.kids if isinstance(kid, Node)] for row in table.find("TR")]
        assert len({sum(int(str(cell.attributes.get("ColSpan", 1))) for cell in row) for row in rows}) == 1


def test_every_link_leads_somewhere_and_says_so(nodes: list[Node]) -> None:
    for link in (node for node in walk(nodes) if node.role == "Link"):
        assert link.target
        assert link.text().strip() or link.find("Figure")


def test_a_warning_says_its_signal_word_first_and_stands_before_the_words_of_its_step() -> None:
    exercise = blocks()["Exercise"]
    assert isinstance(exercise, ExerciseBlock)
    words = [message.word for message in exercise.all_safety]
    (sect,) = own("Exercise")
    warnings = sect.find("Warning")
    assert [warning.kids[0].text() for warning in warnings if isinstance(warning.kids[0], Node)] == words
    assert all(isinstance(message, SafetyBlock) for message in exercise.all_safety)
    guarded = [body for body in sect.find("LBody") if body.find("Warning")]
    assert guarded
    for body in guarded:
        roles = [kid.role for kid in body.kids if isinstance(kid, Node)]
        assert roles[: roles.count("Warning")] == ["Warning"] * roles.count("Warning")


def test_every_figure_has_the_rectangle_it_fills() -> None:
    with pikepdf.open(io.BytesIO(pdf("Exercise"))) as file:
        elements = [each for each in file.objects if isinstance(each, pikepdf.Dictionary)]
        figures = [each for each in elements if each.get("/S") == pikepdf.Name.Figure]
        assert len(figures) == sum(len(node.find("Figure")) for node in own("Exercise")) > 0
        for figure in figures:
            left, bottom, right, top = (float(edge) for edge in figure.A.BBox)
            assert -1 < left < right < 613 and -1 < bottom < top < 793


def test_foreign_words_say_their_language() -> None:
    (_, lead) = own("Title")
    assert [(span.lang, span.text().strip()) for span in lead.find("Span")] == [
        ("es", "músculo psoas"),
        ("la", "musculus"),
    ]
    assert lead.text() == "The músculo psoas is our best musculus."
    assert Span("músculo psoas", lang="es") in written("The {es: músculo psoas}")
