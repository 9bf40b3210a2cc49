"""Cache files under the names of others, as a restored or synced folder may hold them: the same sheet is built."""

from __future__ import annotations

import shutil
from pathlib import Path

from handout_builder.pictures.qr_code import qr_code
from handout_builder.pipeline.handout import Job, build
from handout_builder.practice.library import Library
from tests import REPOSITORY
from tests.cli.practice import edit


def test_f91_a_practice_with_swapped_cache_files_builds_the_same(tmp_path: Path) -> None:
    practice = tmp_path / "practice"
    for part in ("handouts", "images", "layouts"):
        shutil.copytree(REPOSITORY / part, practice / part)
    edit(practice / "handouts" / "iliopsoas.yaml", "  - bed_edge_stretch\n  - ball_massage\n  - knee_lift_march\n", "")
    first = build(Library(practice), Job("iliopsoas"), tmp_path / "first").path.read_bytes()
    files = sorted(path for path in (practice / ".cache").rglob("*") if path.is_file())
    assert len({path.suffix for path in files}) >= 4, "drawings, forms, codes and verdicts"
    contents = [path.read_bytes() for path in files]
    for path, content in zip(files, contents[1:] + contents[:1], strict=True):
        path.write_bytes(content)
    qr_code.cache_clear()  # as in the next run of the program
    assert build(Library(practice), Job("iliopsoas"), tmp_path / "again").path.read_bytes() == first
    assert [path.read_bytes() for path in files] == contents, "made anew"
