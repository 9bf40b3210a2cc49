"""The script that validates finished files → status 0 for good ones, 1 with the reason for others."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from handout_builder.pdf.document import write
from tests import REPOSITORY
from tests.pdf import sample

SCRIPT = REPOSITORY / ".ci" / "validate.py"


@pytest.mark.parametrize("spoilt", [False, True])
def test_a_spoilt_file_is_reported(spoilt: bool, tmp_path: Path) -> None:
    data = write(sample.pages(), sample.INFO, sample.FACES)
    path = tmp_path / "a.pdf"
    path.write_bytes(data.replace(b"<pdfuaid:part>1", b"<pdfuaid:part>7") if spoilt else data)
    command = [sys.executable, str(SCRIPT), "--without", "verapdf", str(path)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == int(spoilt), done.stdout + done.stderr
    assert ("PDFUA1-ID-PART" in done.stdout) == spoilt
