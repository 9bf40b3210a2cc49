"""QR codes: those that segno makes, whether made now or found."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import segno

from handout_builder.cache import Cache
from handout_builder.pictures.qr_code import qr_code
from tests import REPOSITORY


@pytest.mark.parametrize(
    "address", ["https://example.org/lunge", "https://example.org/" + "x" * 300, "tel:+1 555 0100"]
)
def test_a_code_is_the_same_made_and_found(address: str, tmp_path: Path) -> None:
    matrix = segno.make(address, error="m", micro=False, boost_error=False).matrix
    dark = tuple((x, y) for y, row in enumerate(matrix) for x, module in enumerate(row) if module)
    for _ in range(2):
        qr_code.cache_clear()
        code = qr_code(address, Cache(tmp_path))
        assert (code.side, code.dark) == (len(matrix), dark)
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(kept.read_bytes()[:-1])
    qr_code.cache_clear()
    assert qr_code(address, Cache(tmp_path)).dark == dark


def test_another_address_has_another_code(tmp_path: Path) -> None:
    kept = Cache(tmp_path)
    assert qr_code("https://example.org/a", kept) != qr_code("https://example.org/b", kept)
    assert len(list(tmp_path.iterdir())) == 2


def test_a_found_code_needs_no_segno(tmp_path: Path) -> None:
    qr_code.cache_clear()
    qr_code("https://example.org/a", Cache(tmp_path))
    script = (
        "import sys; from pathlib import Path; from handout_builder.cache import Cache\n"
        "from handout_builder.pictures.qr_code import qr_code\n"
        f"qr_code('https://example.org/a', Cache(Path({str(tmp_path)!r})))\n"
        "print('segno' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=REPOSITORY)
    assert run.stdout.strip() == "False"
