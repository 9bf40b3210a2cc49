"""Plans built into files, files of plans, and what is said in a finished file, for tests."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2

from handout_builder.pipeline.plan import PlanBuilder, PlanBuilt, PlanJob
from tests.plans.samples import library, plan


@cache
def builder() -> PlanBuilder:
    """A builder for the practice that ships."""
    return PlanBuilder(library())


def build(folder: Path, *exercises: Any, job: dict[str, Any] | None = None, **fields: Any) -> PlanBuilt:
    """A plan of these exercises, one when none is named, built into `folder`."""
    entry = plan(*(exercises or ("lunge_stretch:left",)), **fields)
    return builder().build(PlanJob(entry, **(job or {})), folder)


def spoken(path: Path) -> str:
    """The text of the pages as a reader gets it."""
    with pypdfium2.PdfDocument(path) as file:
        text = " ".join(page.get_textpage().get_text_range() for page in file)
    return re.sub(r"\s+", " ", text)


def rows(tmp_path: Path, count: int = 6) -> Path:
    """A file of so many plans; the third has a date that is none."""
    path = tmp_path / "plans.jsonl"
    good = {"date": "2025-11-03", "exercises": ["lunge_stretch:left"]}
    lines = [{**good, "patient": f"Person {index}", **({"date": "no"} if index == 2 else {})} for index in range(count)]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return path
