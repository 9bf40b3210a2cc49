"""The JSON report of coverage → how many branches the tests ran; exit status 1 when there are fewer than the floor.

.venv/bin/python -m pytest --cov --cov-report=json:.ci-out/coverage.json
.venv/bin/python .ci/branch_floor.py .ci-out/coverage.json
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

FLOOR = 96.0
"""Percent of all branches of the package."""


def main(report: Path) -> int:
    """Print the share, and below the floor the files with the most branches that no test runs."""
    found = json.loads(report.read_text(encoding="utf-8"))
    totals = found["totals"]
    share = 100 * totals["covered_branches"] / totals["num_branches"]
    print(f"{share:.1f} % of {totals['num_branches']} branches run; the floor is {FLOOR:g} %")
    if share >= FLOOR:
        return 0
    missing = {name: each["summary"]["missing_branches"] for name, each in found["files"].items()}
    for name, count in sorted(missing.items(), key=lambda pair: -pair[1])[:20]:
        print(f"  {count:4} not run in {name}")
    return 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
