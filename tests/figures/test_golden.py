"""The drawing of every shipped figure is the one that was looked at: a changed outline never reaches a sheet unnoticed.

After a wanted change, look at the contact sheet (`make_pdf.py figure --all`), then run pytest with `--update-golden`.
Libraries of other versions round other digits, so hashes are compared only under those that the file names.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import numpy
import pytest
import shapely

from handout_builder.geometry.drawing import Drawing
from handout_builder.geometry.stored_drawing import packed

GOLDEN = Path(__file__).parent / "golden.txt"
SHIPPED = sorted((Path(__file__).resolve().parents[2] / "images" / "figures").glob("*.yaml"))
DRAWN_WITH = f"# numpy {numpy.__version__}, shapely {shapely.__version__}, GEOS {shapely.geos_version_string}"


def lines_of(shipped: Callable[[Path], Drawing]) -> list[str]:
    hashes = {path.stem: hashlib.sha256(packed(shipped(path))).hexdigest() for path in SHIPPED}
    return [DRAWN_WITH, *(f"{name} {found[:24]}" for name, found in hashes.items())]


def test_every_shipped_figure_is_the_golden_one(
    shipped: Callable[[Path], Drawing], request: pytest.FixtureRequest
) -> None:
    now = lines_of(shipped)
    if request.config.getoption("--update-golden"):
        GOLDEN.write_text("\n".join(now) + "\n", encoding="utf-8", newline="\n")
        pytest.fail("the golden hashes are written anew: look at the contact sheet, then run again without the switch")
    golden = GOLDEN.read_text(encoding="utf-8").splitlines()
    if golden[0] != DRAWN_WITH:
        pytest.skip(f"the golden figures were drawn with {golden[0][2:]}")
    changed = sorted({line.split()[0] for line in {*now} ^ {*golden}})
    assert not changed, f"other drawings than before: {', '.join(changed)}; look at them, then --update-golden"
