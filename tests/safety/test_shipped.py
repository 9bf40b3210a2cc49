"""Every warning of every shipped handout shows, in every brand, on every paper, for every side."""

from __future__ import annotations

import re
from itertools import product

import pytest

from handout_builder.compose.block_parts import SafetyBlock
from handout_builder.compose.exercise_blocks import ExerciseBlock
from handout_builder.model.figure import Figure
from handout_builder.model.rich_text import words
from handout_builder.model.side import Side
from tests.safety.checks import faults, squeezed, warnings_of
from tests.safety.ink import ink_faults
from tests.safety.page_checks import break_faults, page_faults
from tests.safety.said import author_texts, filled, logical_text, nodes, printed_text, values_of
from tests.safety.sheets import BRANDS, HANDOUTS, PAPERS, SHIPPED, SIDES, file_of, laid

EVERY = list(product(HANDOUTS, BRANDS, PAPERS, SIDES))
UNSIDED = list(product(HANDOUTS, BRANDS, PAPERS))


def test_there_is_something_to_test() -> None:
    assert len(HANDOUTS) >= 1 and len(BRANDS) >= 2
    assert sum(len(warnings_of(laid(name, BRANDS[0], "a4").sheet)) for name in HANDOUTS) >= 3


@pytest.mark.parametrize(("handout", "brand", "paper", "side"), EVERY)
def test_every_warning_is_whole_and_stands_with_its_step(
    handout: str, brand: str, paper: str, side: Side | None
) -> None:
    sheet = laid(handout, brand, paper, side)
    assert faults(sheet) == []
    assert break_faults(sheet) == []
    assert page_faults(sheet) == []


@pytest.mark.parametrize(("handout", "brand", "paper"), UNSIDED)
def test_every_warning_shows_in_ink(handout: str, brand: str, paper: str) -> None:
    assert ink_faults(laid(handout, brand, paper), file_of(handout, brand, paper)) == []


@pytest.mark.parametrize("handout", HANDOUTS)
def test_no_warning_of_a_file_is_missing_from_its_sheet(handout: str) -> None:
    """Counted in the text of the files, with no reader of ours between: a deleted or swallowed warning is missed."""
    count = 0
    for name in [handout, *(f"exercises/{each}" for each in SHIPPED.handout(handout).model.exercises)]:
        text = (SHIPPED.root / "handouts" / f"{name}.yaml").read_text(encoding="utf-8")
        count += len(re.findall(r"^\s*(?:- )?level: *\w+ *$", text, re.MULTILINE))
    assert len(warnings_of(laid(handout, BRANDS[0], "a4").sheet)) == count


@pytest.mark.parametrize(("handout", "brand", "paper"), UNSIDED)
def test_every_text_of_an_author_is_printed_whole(handout: str, brand: str, paper: str) -> None:
    sheet, found = laid(handout, brand, paper), printed_text(file_of(handout, brand, paper))
    logical, values = logical_text(sheet), values_of(SHIPPED, brand)
    missing = []
    for node in nodes(SHIPPED, handout).values():
        for _, raw in author_texts(node):
            text = squeezed(filled(raw, values))
            if text not in logical or text not in found:
                missing.append(raw)
    assert missing == []


@pytest.mark.parametrize("side", [Side.LEFT, Side.RIGHT])
@pytest.mark.parametrize("handout", HANDOUTS)
def test_a_sheet_for_one_side_says_that_side_and_prints_every_text(handout: str, side: Side) -> None:
    brand = BRANDS[0]
    values = values_of(SHIPPED, brand) | {"side": side.value, "other_side": side.other.value}
    logical = logical_text(laid(handout, brand, "a4", side))
    for name, node in nodes(SHIPPED, handout).items():
        one_side = name != handout and SHIPPED.exercise(name).model.sides == "one"
        for _, raw in author_texts(node, sided=one_side):
            assert squeezed(filled(raw, values)) in logical


@pytest.mark.parametrize(("handout", "brand", "paper", "side"), EVERY)
def test_steps_are_read_in_their_order_each_warning_before_its_step(
    handout: str, brand: str, paper: str, side: Side | None
) -> None:
    sheet = laid(handout, brand, paper, side)
    logical, at = logical_text(sheet), 0
    for chapter in sheet.sheet.chapters:
        for block in chapter.blocks:
            for step in getattr(block, "steps", ()):
                warned = [text for message in step.safety for text in (message.head, message.body)]
                for text in (*warned, step.do, *([step.detail] if step.detail else [])):
                    at = logical.index(squeezed(words(text)), at) + 1


def _without_brand(handout: str, brand: str, paper: str) -> list[str]:
    """The author's sheet in words, with whatever a brand may say turned into its name."""
    sheet, values = laid(handout, brand, paper), values_of(SHIPPED, brand)
    said = []
    for chapter in sheet.sheet.chapters:
        for block in chapter.blocks:
            said.append(re.sub(r"Place\([^)]*\)+", "", repr(block)))
    text = "\n".join(said)
    for name in ("emergency", "phone"):
        text = text.replace(values[name], f"<{name}>")
    text = re.sub(rf"\b{re.escape(values['clinician'])}\b", "<clinician>", text)
    for node in nodes(SHIPPED, handout).values():
        for _, raw in author_texts(node):
            for us, metric in re.findall(r"\{([^{}|]*)\|([^{}|]*)\}", raw):
                text = text.replace(metric.strip() if values["|"] == "1" else us.strip(), "<amount>")
    return text.split("\n")


@pytest.mark.parametrize("handout", HANDOUTS)
def test_switching_brand_and_paper_changes_nothing_but_the_brand(handout: str) -> None:
    sheets = [_without_brand(handout, brand, paper) for brand, paper in product(BRANDS, PAPERS)]
    assert all(sheet == sheets[0] for sheet in sheets)
    spoken = [sorted(_warned(handout, brand, paper)) for brand, paper in product(BRANDS, PAPERS)]
    assert all(each == spoken[0] for each in spoken)


def _warned(handout: str, brand: str, paper: str) -> list[tuple[str, str, str]]:
    messages: list[SafetyBlock] = [each.message for each in warnings_of(laid(handout, brand, paper).sheet)]
    return [(m.word, words(m.head), words(m.body)) for m in messages]


@pytest.mark.parametrize("side", [Side.LEFT, Side.RIGHT])
@pytest.mark.parametrize("handout", HANDOUTS)
def test_pictures_show_the_side_that_the_words_name(handout: str, side: Side) -> None:
    blocks = [block for chapter in laid(handout, BRANDS[0], "a4", side).sheet.chapters for block in chapter.blocks]
    one_sided = [block for block in blocks if isinstance(block, ExerciseBlock) and block.side]
    names = SHIPPED.handout(handout).model.exercises
    assert len(one_sided) == sum(SHIPPED.exercise(name).model.sides == "one" for name in names)
    for block in one_sided:
        pictures = [step.picture for step in block.steps if step.picture]
        steps = SHIPPED.exercise(block.key).model.steps
        figures = [step.figure for step in steps if isinstance(step.figure, Figure)]
        assert [each.mirrored for each in pictures] == [each.side not in ("none", side.value) for each in figures]
