"""The floor of branches that tests must run, judged from a report of coverage."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests import REPOSITORY


@pytest.mark.parametrize(("covered", "code"), [(960, 0), (959, 1)])
def test_fewer_branches_than_the_floor_fail(covered: int, code: int, tmp_path: Path) -> None:
    report = tmp_path / "coverage.json"
    files = {"a.py": {"summary": {"missing_branches": 1000 - covered}}, "b.py": {"summary": {"missing_branches": 0}}}
    totals = {"covered_branches": covered, "num_branches": 1000}
    report.write_text(json.dumps({"totals": totals, "files": files}), encoding="utf-8")
    script = REPOSITORY / ".ci" / "branch_floor.py"
    run = subprocess.run([sys.executable, str(script), str(report)], capture_output=True, encoding="utf-8", check=False)
    assert run.returncode == code
    assert ("41 not run in a.py" in run.stdout) == bool(code)
