"""Exercises that strangers wrote in fourteen languages, faults and all: each prints whole, or is refused truly."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from handout_builder.errors import ContentError
from handout_builder.pipeline.handout import Job, lay_out
from handout_builder.pipeline.sheet import printed
from tests import SHARED, needs
from tests.safety.checks import faults, squeezed
from tests.safety.generated import Content, written
from tests.safety.ink import ink_faults
from tests.safety.page_checks import break_faults, page_faults
from tests.safety.said import author_texts, filled, logical_text, nodes, printed_text, values_of

DATA = SHARED / "data" / "exercises"
pytestmark = [needs.shared, pytest.mark.no_cover]
"""It runs over and over what other tests run: coverage would only make it slow."""
EVERY = {"exercises.jsonl": 29, "exercises_i18n.jsonl": 23}
"""Every so manieth row is taken: enough of each language, and quick."""


def _all(row: dict[str, Any]) -> str:
    return "\n".join([row["name"], *row["steps"], *row["warnings"], *row["muscles"], row.get("equipment") or ""])


def _names_a_side(row: dict[str, Any]) -> bool:
    return bool(re.search(r"\b(left|right)\b", _all(row), re.IGNORECASE))


REASONS: dict[str, Callable[[dict[str, Any]], bool]] = {
    "has too many parts": lambda row: len(row["steps"]) > 20,
    "characters; write at most": lambda row: len(row["name"]) > 80 or any(len(s) > 2000 for s in row["steps"]),
    "cannot print": lambda row: any(ord(c) > 0x24F for c in _all(row)),
    "nobody can see": lambda row: bool(re.search(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff]", _all(row))),
    "too tall": lambda row: len(_all(row)) > 900,
    "wider than its column": lambda row: any(len(word) > 28 for word in _all(row).split()),
    "the exercise is done on both; name both": _names_a_side,
    "bare word": _names_a_side,
    "nothing is written": lambda row: any(not text.strip() for text in [row["name"], *row["steps"], *row["warnings"]]),
    "brace": lambda row: "{" in _all(row) or "}" in _all(row),
    "cannot be followed": lambda row: "](" in _all(row),
}
"""Words of a refusal → whether a row truly is that way."""


def rows() -> list[dict[str, Any]]:
    found = []
    for name, each in EVERY.items():
        lines = (DATA / name).read_text(encoding="utf-8").split("\n")
        found += [json.loads(line) for line in lines[::each] if line]
    return found


def as_exercise(row: dict[str, Any]) -> Content:
    steps: list[Content] = [{"do": text} for text in row["steps"]]
    made: Content = {"name": row["name"], "purpose": "Moves you.", "sides": "both", "steps": steps}
    levels = ("warning", "caution", "danger", "notice")
    boxes = [{"level": levels[i % 4], "avoid": "Take care.", "hazard": text} for i, text in enumerate(row["warnings"])]
    if boxes and steps:
        steps[-1]["safety"] = boxes
    if row["muscles"]:
        made["muscles"] = row["muscles"]
    if row.get("equipment"):
        made["equipment"] = row["equipment"]
    return made


def handout() -> Content:
    stop = {"emergency": ["cannot breathe"], "clinic": ["it swells"]}
    return {
        "title": "One exercise", "lead": "Do it.", "brand": "acorn", "exercises": ["one"], "stop": stop,
        "review": {"status": "draft"},
    }  # fmt: skip


def test_every_row_prints_whole_or_is_refused_with_a_true_reason(tmp_path: Path) -> None:
    outcomes: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    folder = tmp_path / "practice"
    for number, row in enumerate(rows()):
        library = written(folder, handout(), {"one": as_exercise(row)})
        try:
            sheet = lay_out(library, Job("sheet"))
        except ContentError as error:
            for problem in error.problems:
                reasons = [words for words in REASONS if words in str(problem)]
                assert reasons, f"{row['id']}: {problem}"
                assert any(REASONS[words](row) for words in reasons), f"{row['id']}: {problem} is not true"
                outcomes[reasons[0]] += 1
            continue
        outcomes["printed"] += 1
        languages[row["lang"]] += 1
        assert faults(sheet) == [] and break_faults(sheet) == [] and page_faults(sheet) == [], row["id"]
        logical, values = logical_text(sheet), values_of(library, "acorn")
        texts = [
            squeezed(filled(raw, values)) for node in nodes(library, "sheet").values() for _, raw in author_texts(node)
        ]
        assert [text for text in texts if text not in logical] == [], row["id"]
        if number % 12 == 0:
            data = printed(sheet)
            assert ink_faults(sheet, data) == [], row["id"]
            found = printed_text(data)
            assert [text for text in texts if text not in found] == [], row["id"]
    assert outcomes["printed"] > 50, outcomes
    assert len(languages) >= 8, languages
