"""Small practices in English, German and other languages, written for one test at a time."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from handout_builder.errors import ContentError
from handout_builder.pipeline.check import folder_problems
from handout_builder.pipeline.handout import Job, lay_out
from handout_builder.pipeline.plan import LaidOutPlan, PlanBuilder, PlanJob
from handout_builder.plans.read import plan_of_words
from handout_builder.practice.library import Library
from tests import REPOSITORY
from tests.cli.practice import make_practice

Content = dict[str, Any]
ENGLISH = (REPOSITORY / "layouts" / "languages" / "en.yaml").read_text(encoding="utf-8")
SIDES = {
    "de": {
        "left": ["links", "linke-", "linker", "linkes", "linken", "linkem"],
        "right": ["rechts", "rechte-", "rechter", "rechtes", "rechten", "rechtem"],
        "no_sides": ["rechter Winkel", "rechten Winkel"],
    },
    "es-419": {"left": ["izquierd-"], "right": ["derech-"]},
    "sr-Latn": {"left": ["lev-"], "right": ["desn-"]},
    "zh-Hans": {"left": ["左"], "right": ["右"]},
}
"""Words for sides in languages whose fixed words are of no concern in a test: those stay English there."""


def language_file(code: str) -> str:
    """A complete language file with the sides of that language."""
    blocks = re.split(r"^(?=\w+:)", ENGLISH, flags=re.MULTILINE)
    kept = [
        block for block in blocks if not re.match(r"(bare_sides|doing|name|side|date_format|terms|months):|#", block)
    ]
    side = {"left": "links", "right": "rechts", "both": "beide", "left_letter": "L", "right_letter": "R"}
    side |= {"left_side": "Linke Seite", "right_side": "Rechte Seite", "both_sides": "Beide Seiten"}
    months = ["Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."]
    dates = {"months": months, "date_format": "D. MMM YYYY", "terms": {"clinic": "Praxis", "clinician": "Therapeutin"}}
    own = {"name": code, **dates, "bare_sides": SIDES[code], "side": side}
    return "".join([*(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in own.items()), *kept])


def exercise(*steps: Any, **fields: Any) -> Content:
    """An exercise for one side; a step is a text in one form or several, or the whole step."""
    made = [step if isinstance(step, dict) and "do" in step else {"do": step} for step in steps]
    return {"name": "Trial", "purpose": "Keeps you well.", "sides": "one", "steps": made, **fields}


def practice(root: Path, trial: Content, languages: Sequence[str] = ("de",), **handout: Any) -> Library:
    """A practice with that exercise and the handout `trial` that lists it."""
    make_practice(root)
    stop = {"emergency": ["faint"], "clinic": ["it hurts"]}
    sheet = {"title": "Trial", "lead": "Move.", "brand": "oak", "exercises": ["trial"], "stop": stop}
    put(root / "handouts" / "trial.yaml", {**sheet, "review": {"status": "draft"}, **handout})
    put(root / "handouts" / "exercises" / "trial.yaml", trial)
    (root / "layouts" / "languages").mkdir(exist_ok=True)
    for code in languages:
        (root / "layouts" / "languages" / f"{code}.yaml").write_text(language_file(code), encoding="utf-8")
    return Library(root)


def put(path: Path, content: Content) -> None:
    """JSON is YAML, and every text in it stays as it is."""
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")


def planned(library: Library, side: str = "", **fields: Any) -> LaidOutPlan:
    """The sheet of a plan for the exercise. Raises ContentError."""
    item = {"exercise": "trial", "dosage": "2 x 8, every day", **({"side": side} if side else {})}
    words = {"date": "2025-11-03", "handout": "trial", "exercises": [item], **fields}
    return PlanBuilder(library).lay_out(PlanJob(plan_of_words(words)))


def messages(library: Library, side: str = "", language: str | None = None) -> dict[str, list[str]]:
    """What each way to a sheet refuses: build, check of the folder, plan."""
    found: dict[str, list[str]] = {"build": [], "check": [], "plan": []}
    try:
        lay_out(library, Job("trial", language=language))
    except ContentError as error:
        found["build"] = sorted(map(str, error.problems))
    found["check"] = sorted(str(each) for each in folder_problems(library))
    try:
        planned(library, side, **({"language": language} if language else {}))
    except ContentError as error:
        found["plan"] = sorted(map(str, error.problems))
    return found
