"""A plan → one text, which a file, a row and a command line of equal content share: for names of files and hashes."""

from __future__ import annotations

import json

from handout_builder.plans.plan import Plan


def plan_text(plan: Plan) -> str:
    """The plan as JSON in a fixed order; the week in which an exercise begins is said in one place."""
    said = plan.model_dump(mode="json", exclude_none=True)
    for item in said["exercises"]:
        week = item.get("dosage", {}).pop("start_week", None) or item.pop("start_week", None)
        if week and week > 1:
            item["start_week"] = week
        else:
            item.pop("start_week", None)
    return json.dumps(said, sort_keys=True, ensure_ascii=False)
