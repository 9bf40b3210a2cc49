"""The command `plan` with the kinds of files: fields to fill in, PDF 2.0, and what a password costs."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from handout_builder.cli import main
from tests import REPOSITORY

PLAN = str(REPOSITORY / "handouts" / "plans" / "by_hand.yaml")


def built(folder: Path, *options: str) -> list[Path]:
    assert main(["plan", PLAN, "-o", str(folder), *options], REPOSITORY) == 0
    return sorted(folder.glob("*.pdf"))


def test_the_log_of_a_plan_can_be_filled_in(tmp_path: Path) -> None:
    (path,) = built(tmp_path, "--fillable")
    with pikepdf.open(path) as file:
        fields = file.Root.AcroForm.Fields
        tooltips = [str(field.TU) for field in fields]
    assert len([words for words in tooltips if words.startswith("Ball massage Right, ")]) == 6
    assert len([words for words in tooltips if "Pain, 0 to 10" in words]) == 14
    assert "What got easier?" in tooltips
    assert len({str(words) for words in tooltips}) == len(tooltips), "no two fields sound alike"


def test_both_files_of_a_plan_are_pdf_2(tmp_path: Path) -> None:
    paths = built(tmp_path, "--pdf2", "--chart-copy")
    assert len(paths) == 2
    for path in paths:
        with pikepdf.open(path) as file:
            assert file.pdf_version == "2.0"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), ""),
        (("--password", "secret"), "note: a file with a password is PDF/UA-1 only, not PDF/A-2a; file one without it"),
        (("--password", "secret", "--pdf2"), "note: a file with a password is PDF/UA-2 only, not PDF/A-4"),
    ],
)
def test_the_command_says_what_a_password_costs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], said: str
) -> None:
    built(tmp_path, *options)
    out = capsys.readouterr().out
    assert said in out
    assert ("password" in out) == bool(options)
