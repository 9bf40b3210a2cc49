"""Generated exercises: every form is printed or refused, and no sheet of one side holds a word of the other."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from handout_builder.errors import ContentError
from handout_builder.pipeline.handout import Job, lay_out
from handout_builder.pipeline.sheet import html_of, printed
from tests.safety.said import logical_text, printed_text
from tests.sides.practices import exercise, planned, practice

pytestmark = pytest.mark.no_cover
"""It runs over and over what other tests run: coverage would only make it slow."""
FIELDS = ("purpose", "equipment", "position", "should_feel", "should_not_feel", "easier", "harder")
WORDS = {"en": {"left": "left", "right": "right"}, "de": {"left": "linken", "right": "rechten"}}
"""What the texts name their own side with; `sided` is filled with the language file's word."""


RIGHT_FORMS: dict[str, list[tuple[str, ...]]] = {
    "one": [("neutral",), ("neutral", "left", "right"), ("neutral", "sided")],
    "both": [("neutral",), ("both",)],
    "none": [("neutral",)],
}
SLIPS: list[tuple[str, ...]] = [
    ("neutral", "left"), ("left", "right"), ("neutral", "both"), ("neutral", "sided"), ("both",), ("sided", "both"),
]  # fmt: skip


@st.composite
def texts(draw: st.DrawFn, code: str, at: str, forms: list[tuple[str, ...]]) -> dict[str, str]:
    """A text in some of its forms. Each form has a word of its own, by which it is found on a sheet."""
    side = {"sided": " {side} {other_side}", **{form: f" {word}" for form, word in WORDS[code].items()}}
    return {form: f"Bend the knee {at}{form[:2]}q{side.get(form, '')}" for form in draw(st.sampled_from(forms))}


@st.composite
def trials(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    code, sides = draw(st.sampled_from(["en", "de"])), draw(st.sampled_from(["one", "one", "both", "none"]))
    forms = RIGHT_FORMS[sides] + (SLIPS if draw(st.booleans()) else [])
    made = {name: draw(texts(code, name[:2], forms)) for name in FIELDS if draw(st.booleans())}
    warning = {"level": "danger", "avoid": draw(texts(code, "a", forms)), "hazard": draw(texts(code, "h", forms))}
    figure = {"file": "lunge_1", "side": "right", "alt": draw(texts(code, "f", forms))}
    step = {"do": draw(texts(code, "d", forms)), "safety": [warning], "figure": figure}
    return code, exercise(step, sides=sides, language=code, **{"purpose": "Keeps you well.", **made})


def written(content: Any) -> set[str]:
    """The word of each form that the author wrote."""
    if isinstance(content, dict):
        return {word for value in content.values() for word in written(value)}
    if isinstance(content, list):
        return {word for value in content for word in written(value)}
    return {word for word in str(content).split() if word.endswith("q")}


seen: dict[str, int] = {"printed": 0, "refused": 0}


@settings(max_examples=40, phases=[Phase.explicit, Phase.generate], deadline=None)
@given(trials())
def test_f9_every_form_is_printed_or_refused_and_left_is_left(made: tuple[str, dict[str, Any]]) -> None:
    code, trial = made
    chosen = ("left", "right") if trial["sides"] == "one" else ("",)
    with tempfile.TemporaryDirectory() as folder:
        library = practice(Path(folder), trial, ["de"], language=code)
        try:
            sheets = {side: planned(library, side).laid_out for side in chosen} | {"-": lay_out(library, Job("trial"))}
        except ContentError as error:
            seen["refused"] += 1
            assert all(problem.place.line and problem.remedy for problem in error.problems)
            return
        seen["printed"] += 1
        said = {side: logical_text(sheet) + html_of(sheet) for side, sheet in sheets.items()}
        for side in ("left", "right"):
            if side in sheets:
                other = {"left": "riq", "right": "leq"}[side]
                data = printed(sheets[side])
                everywhere = said[side] + printed_text(data)
                assert other not in everywhere
                assert other.encode() not in data
        assert all(any(word in text for text in said.values()) for word in written(trial))


def test_enough_of_them_were_printed_and_enough_refused() -> None:
    if not sum(seen.values()):
        test_f9_every_form_is_printed_or_refused_and_left_is_left()
    assert seen["printed"] > 3 and seen["refused"] > 3, seen
