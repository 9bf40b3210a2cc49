"""A line that repeats a warning names the page of its box, also where an exercise has many warnings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from handout_builder.cli.app import main
from handout_builder.compose.exercise_blocks import ExerciseBlock
from handout_builder.errors import EXIT_BUG
from handout_builder.pages import paginate
from handout_builder.pages.paginate import PageLayout, anchors
from handout_builder.pipeline.plan import LaidOutPlan, PlanBuilder, PlanJob
from handout_builder.pipeline.sheet import html_of, printed
from tests.plans.samples import plan
from tests.safety.generated import written
from tests.safety.page_checks import break_faults, named_page_faults, page_faults, page_of_box

SHEET = {
    "title": "Sheet", "lead": "Move.", "brand": "acorn", "exercises": ["move"], "review": {"status": "draft"},
    "stop": {"emergency": ["cannot breathe"], "clinic": ["it swells"]},
}  # fmt: skip


def _move(count: int, words: int, steps: int) -> dict[str, Any]:
    """An exercise with so many warnings of the whole exercise, each of so many words more."""
    longer = " ".join(["slowly"] * words)
    warned = [
        {"level": level, "avoid": f"Mind point {number}.", "hazard": f"It tears {longer}."}
        for number, level in zip(range(1, count + 1), cycle(["warning", "danger", "caution"]), strict=False)
    ]
    step = {"do": "Move.", "safety": [{"level": "warning", "avoid": "Hold on.", "hazard": "You may fall."}]}
    return {"name": "Move", "sides": "one", "purpose": "Moves you.", "safety": warned, "steps": [step] * steps}


def _laid(folder: Path, count: int, words: int, steps: int = 4, exercise: str = "move:left") -> LaidOutPlan:
    library = written(folder, SHEET, {"move": _move(count, words, steps)})
    return PlanBuilder(library).lay_out(PlanJob(plan(f"{exercise}:2 x 8, every day", brand="acorn", handout="sheet")))


def test_every_line_names_the_page_of_its_box(tmp_path: Path) -> None:
    """Few warnings and many, short and long: their boxes are on one page, on two or on four."""
    spread: Counter[int] = Counter()
    for count, words in [(1, 4), (8, 0), (8, 12), (8, 45), (8, 90)]:
        made = _laid(tmp_path / f"{count}-{words}", count, words).laid_out
        assert named_page_faults(made) == [] and break_faults(made) == [] and page_faults(made) == []
        (block,) = (
            each for chapter in made.sheet.chapters for each in chapter.blocks if isinstance(each, ExerciseBlock)
        )
        spread[len({page_of_box(message, made) for message in block.safety})] += 1
    assert {1, 2, 4} == set(spread), spread


def test_a_warning_of_both_sides_is_named_on_the_pages_of_the_first(tmp_path: Path) -> None:
    made = _laid(tmp_path, 8, 45, exercise="move:both").laid_out
    assert named_page_faults(made) == [] and page_faults(made) == []


def test_the_file_itself_says_on_the_plan_page_on_which_page_each_box_is(tmp_path: Path) -> None:
    data = printed(_laid(tmp_path / "practice", 8, 45).laid_out)
    with pypdfium2.PdfDocument(data) as document:
        texts = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    named = {head: int(page) for head, page in re.findall(r"(Mind point \d)\. Page (\d)", texts[0])}
    assert len(named) == 8
    for head, page in named.items():
        assert [number for number, text in enumerate(texts, 1) if f"{head}. It tears" in text] == [page]
    assert len(set(named.values())) > 1


def test_the_page_for_screens_leads_to_each_box(tmp_path: Path) -> None:
    text = html_of(_laid(tmp_path / "practice", 8, 45).laid_out)
    links = re.findall(r'href="#([^"]*-warning-[^"]*)"', text)
    assert len(links) == 8
    for number, link in enumerate(links, 1):
        _, box = text.split(f'id="{link}"')
        assert f"Mind point {number}." in box.split("</aside>")[0]


@pytest.mark.parametrize("lost", ["-warning-1", "-step-1"])
def test_an_anchor_that_is_on_no_page_is_a_bug_and_no_page_0_is_printed(
    lost: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without(layouts: Sequence[PageLayout]) -> dict[str, int]:
        return {anchor: page for anchor, page in anchors(layouts).items() if not anchor.endswith(lost)}

    monkeypatch.setattr(paginate, "anchors", without)
    written(tmp_path, SHEET, {"move": _move(2, 0, 4)})
    arguments = ["plan", "--exercise", "move:left:2 x 8, every day", "--brand", "acorn", "--handout", "sheet"]
    assert main([*arguments, "--root", str(tmp_path)]) == EXIT_BUG
    assert [*tmp_path.rglob("*.pdf")] == []


def test_an_overview_names_no_page_0_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paginate, "anchors", lambda _: {})
    written(tmp_path, SHEET | {"sections": [{"type": "overview"}]}, {"move": _move(1, 0, 2)})
    assert main(["build", "sheet", "--root", str(tmp_path)]) == EXIT_BUG
    assert [*tmp_path.rglob("*.pdf")] == []
