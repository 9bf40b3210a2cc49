"""A job whose sheet cannot be built → the files that an earlier run left where it would have gone."""

from __future__ import annotations

import re
from pathlib import Path

from handout_builder.pipeline.handout import Job
from handout_builder.practice.handout_files import brand_written
from handout_builder.practice.library import Library

_HASH = r"-[0-9a-f]{8}(?:-\d+)?\.pdf"
"""What follows the id of a plan in the name of its file: a hash of its content, and which of several equal rows."""


def old_handout(library: Library, job: Job, folder: Path) -> tuple[Path, ...]:
    """The PDF and the HTML page that are still in `folder`/<brand>; in every brand's when none can be read."""
    brand = job.brand or brand_written(library, job.handout)
    found = [folder / brand] if brand else sorted(path for path in folder.glob("*") if path.is_dir())
    names = (f"{job.handout}.pdf", *([f"{job.handout}.html"] if job.html else ()))
    return tuple(path for each in found for path in (each / name for name in names) if path.is_file())


def old_plans(plan_id: str | None, folder: Path) -> tuple[Path, ...]:
    """Sheets of earlier versions of the plan of that id in `folder`; without an id there are none to find."""
    if not plan_id:
        return ()
    name = re.compile(re.escape(plan_id) + _HASH)
    return tuple(path for path in sorted(folder.glob(f"{plan_id}-*.pdf")) if name.fullmatch(path.name))
