"""Warnings, texts and page breaks of generated content."""

from __future__ import annotations

import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from handout_builder.boxes import Page
from handout_builder.compose.handout import handout_sheet
from handout_builder.errors import ContentError
from handout_builder.model.side import Side
from handout_builder.pages.paginate import Frame, groups, paginate
from handout_builder.pipeline.handout import Job, lay_out
from handout_builder.pipeline.sheet import LaidOutSheet, SheetLayout, printed, typography_of
from handout_builder.practice.library import Library
from tests.safety.checks import faults, squeezed, warnings_of
from tests.safety.generated import Content, practices, written
from tests.safety.ink import ink_faults
from tests.safety.page_checks import break_faults, page_faults
from tests.safety.said import author_texts, filled, logical_text, nodes, printed_text, values_of
from tests.safety.sheets import for_side

pytestmark = pytest.mark.no_cover
"""It runs over and over what other tests run: coverage would only make it slow."""
PHASES = [Phase.explicit, Phase.generate]
Made = tuple[Content, dict[str, Content]]
TRUE_REASONS = ("too tall", "taller than its page", "wider than its column")
BRANDS = ("acorn", "fernhollow", "quince")
LOOKS = list(product(BRANDS, ["letter", "a4"]))


def calm(examples: int) -> settings:
    """So many examples, the same on each run."""
    return settings(max_examples=examples, phases=PHASES)


@contextmanager
def practice(made: Made) -> Iterator[Library]:
    with tempfile.TemporaryDirectory() as folder:
        yield written(Path(folder) / "practice", *made)


def laid_or_refused(library: Library, job: Job) -> LaidOutSheet | None:
    """The sheet; None when there is a true reason for none, which then names a file of the practice."""
    try:
        return lay_out(library, job)
    except ContentError as error:
        for problem in error.problems:
            assert any(reason in str(problem) for reason in TRUE_REASONS), str(problem)
            assert problem.place.line, str(problem)
        return None


seen: Counter[str] = Counter()


@calm(40)
@given(practices(), st.sampled_from(LOOKS), st.sampled_from([None, Side.LEFT, Side.RIGHT]))
def test_every_warning_and_every_text_is_printed(made: Made, look: tuple[str, str], side: Side | None) -> None:
    brand, paper = look
    with practice(made) as library:
        sheet = laid_or_refused(library, Job("sheet", brand=brand, paper=paper))
        if sheet is None:
            seen["refused"] += 1
            return
        if side is not None:
            try:
                sheet = for_side(library, "sheet", brand, paper, side)
            except ContentError:
                seen["refused for a side"] += 1
                return
        seen["laid"] += 1
        seen["broken"] += any(
            group.tag and group.tag.role == "Artifact" for p in sheet.pages for group in p.groups[1:-1]
        )
        assert faults(sheet) == []
        assert break_faults(sheet) == []
        assert page_faults(sheet) == []
        logical, values = logical_text(sheet), values_of(library, brand)
        if side is not None:
            values |= {"side": side.value, "other_side": side.other.value}
        for name, node in nodes(library, "sheet").items():
            one = side is not None and name != "sheet" and library.exercise(name).model.sides == "one"
            for key, raw in author_texts(node, sided=one):
                assert squeezed(filled(raw, values)) in logical, f"{key}: {raw}"


def test_most_generated_sheets_were_laid_out() -> None:
    """A strategy that makes nothing printable would prove nothing."""
    if not seen:
        test_every_warning_and_every_text_is_printed()
    assert seen["laid"] > 20 and seen["laid"] > 2 * seen["refused"], seen


@calm(10)
@given(practices(most_steps=6), st.sampled_from(LOOKS))
def test_every_warning_shows_in_the_pixels_and_every_text_in_the_file(made: Made, look: tuple[str, str]) -> None:
    brand, paper = look
    with practice(made) as library:
        sheet = laid_or_refused(library, Job("sheet", brand=brand, paper=paper))
        if sheet is None:
            return
        data = printed(sheet)
        assert ink_faults(sheet, data) == []
        found, values = printed_text(data), values_of(library, brand)
        for node in nodes(library, "sheet").values():
            for key, raw in author_texts(node):
                text = squeezed(filled(raw, values))
                assert text in found, f"{key}: {raw}"


@calm(10)
@given(practices(most_steps=8))
def test_the_brand_changes_no_word_of_a_warning(made: Made) -> None:
    """The paper is not known where words are made; that pages have all words is what the tests above find."""
    with practice(made) as library:
        sheets = [
            handout_sheet(library.handout("sheet"), library.brand(name), library.language("en"), library)
            for name in BRANDS
        ]
        said = {tuple((w.source, repr(w.message)) for w in warnings_of(sheet)) for sheet in sheets}
        assert len(said) == 1


@calm(6)
@given(practices(most_steps=8, most_warnings=3))
def test_the_same_content_gives_the_same_bytes(made: Made) -> None:
    with practice(made) as one, practice(made) as other:
        first = laid_or_refused(one, Job("sheet"))
        second = laid_or_refused(other, Job("sheet"))
        assert (first is None) == (second is None)
        if first and second:
            assert printed(first) == printed(second)


# ---- a filler swept in steps of one point


def _warned_exercise(steps: int) -> Content:
    warning = {"level": "warning", "avoid": "Stop if it hurts.", "hazard": "A nerve may be pressed here."}
    caution = {"level": "caution", "avoid": "Do not pull.", "hazard": "Pulling hurts.", "consequence": "It swells."}
    made = []
    for number in range(steps):
        step: Content = {"do": f"Move number {number + 1}.", "detail": "Slowly, and with a calm breath."}
        step["figure"] = {"file": "slide", "alt": f"A person bends one knee in position {number + 1} of the exercise"}
        step["safety"] = [[warning], [caution], [{**warning, "level": "danger"}]][number % 3]
        made.append(step)
    return {"name": "Long move", "sides": "none", "purpose": "Moves you.", "steps": made, "should_feel": "a pull."}


def _handout() -> Content:
    stop = {"emergency": ["cannot breathe"], "clinic": ["it swells"]}
    review = {"status": "draft"}
    return {"title": "Sheet", "lead": "Move.", "brand": "acorn", "exercises": ["long"], "stop": stop, "review": review}


@pytest.mark.parametrize(("steps", "most"), [(3, 430), (6, 220), (11, 110)])
def test_a_filler_swept_in_points_never_parts_a_warning_from_its_step(steps: int, most: int, tmp_path: Path) -> None:
    library = written(tmp_path / "practice", _handout(), {"long": _warned_exercise(steps)})
    brand = library.brand("acorn")
    sheet = handout_sheet(library.handout("sheet"), brand, library.language("en"), library)
    typography = typography_of(library, brand, library.edition("standard"), "letter", "en")
    layout = SheetLayout(library, brand, typography)
    unswept = layout.lay_out(sheet)
    chapters = layout.typesetter.chapters(sheet, defaultdict(int))
    width, height = typography.page_size
    outcomes: Counter[int] = Counter()
    for filler in range(most):
        try:
            layouts = paginate(chapters, Frame(110.0, 70.0 + filler, height - 60.0, 45.0))
        except ContentError as error:
            assert "does not fit" in str(error) or "too tall" in str(error)
            outcomes[0] += 1
            continue
        pages = tuple(Page(width, height, groups(layout), number) for number, layout in enumerate(layouts, 1))
        swept = replace(unswept, pages=pages)
        outcomes[len(pages)] += 1
        assert faults(swept) == [] and break_faults(swept) == [], f"filler of {filler} points"
    assert len([pages for pages in outcomes if pages]) >= (2 if steps > 3 else 1), outcomes
    assert sum(outcomes.values()) - outcomes[0] > 90, outcomes


def test_a_longer_and_longer_note_before_it_never_moves_a_warning_off_page_1(tmp_path: Path) -> None:
    warning = {"level": "danger", "avoid": "Do not do this alone.", "hazard": "You may fall."}
    outcomes: Counter[str] = Counter()
    for words in [*range(1, 150, 6), *range(150, 1200, 60)]:
        paragraphs = [" ".join(["word"] * min(80, words - at)) for at in range(0, words, 80)]
        note = {"type": "text", "heading": "Note", "body": paragraphs}
        sheet = {**_handout(), "sections": [note], "safety": [warning, {**warning, "level": "notice", "avoid": "Dry."}]}
        library = written(tmp_path / f"practice{words}", sheet, {"long": _warned_exercise(3)})
        laid = laid_or_refused(library, Job("sheet"))
        outcomes["refused" if laid is None else "laid"] += 1
        if laid:
            outcomes[f"{len(laid.pages)} pages"] += 1
            assert faults(laid) == [] and page_faults(laid) == []
    assert outcomes["laid"] > 20 and len(outcomes) > 2, outcomes
