"""Every fault that is planted into a good file is seen by the reader or a validator."""

from __future__ import annotations

import io
from pathlib import Path

import page
import pikepdf
import pytest

from tests.pdf import reader
from tests.pdf.planted import FAULTS


def complaints(path: Path, check: str, meant: str) -> list[str]:
    """What one check says of a file."""
    if check in ("ua1", "2a"):
        result = page.validate_pdf(str(path), profile=page.ValidationProfile(check))
        return [failure.rule_id for failure in result.failures]
    reading = reader.read(path.read_bytes())
    return reading.problems if check == "reader" else ["differs"] * (reading.tree.outline() != meant)


def test_there_are_enough_faults() -> None:
    assert len(FAULTS) >= 30


def test_the_good_file_has_none_even_when_saved_again(good: bytes, tmp_path: Path) -> None:
    meant = reader.read(good).tree.outline()
    again = tmp_path / "again.pdf"
    with pikepdf.open(io.BytesIO(good)) as pdf:
        pdf.save(again)
    for check in ("ua1", "2a", "reader", "tree"):
        assert complaints(again, check, meant) == []


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_seen(name: str, good: bytes, tmp_path: Path) -> None:
    expected, breaks = FAULTS[name]
    check, _, words = expected.partition(":")
    broken = tmp_path / "broken.pdf"
    with pikepdf.open(io.BytesIO(good)) as pdf:
        breaks(pdf)
        pdf.save(broken)
    said = complaints(broken, check, reader.read(good).tree.outline())
    assert any(words in complaint for complaint in said), said
