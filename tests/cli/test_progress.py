"""On a terminal a run has a bar, above which its lines scroll; elsewhere lines are plain, and none when it is quiet."""

from __future__ import annotations

import io
from contextlib import redirect_stdout

import pytest

from handout_builder.cli.report import progress

NAME = "row 1: [bold]knee[/bold].pdf"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("NO_COLOR", raising=False)


def test_a_terminal_gets_a_bar_and_lines_as_they_are_written() -> None:
    with redirect_stdout(Terminal()) as terminal, progress(2, False, "Building") as lines:
        lines.line(NAME)
        lines.step()
        lines.step()
    printed = terminal.getvalue()
    assert NAME in printed, "a file name in brackets is no markup"
    assert "Building" in printed and "2/2" in printed and "/s" in printed
    assert printed.index(NAME) < printed.rindex("2/2")


@pytest.mark.parametrize(("total", "quiet", "printed"), [(1, False, f"{NAME}\n"), (2, True, "")])
def test_one_job_and_a_quiet_run_have_no_bar(total: int, quiet: bool, printed: str) -> None:
    with redirect_stdout(Terminal()) as terminal, progress(total, quiet, "Building") as lines:
        lines.line(NAME)
        lines.step()
    assert terminal.getvalue() == printed


def test_what_is_piped_has_no_bar(capsys: pytest.CaptureFixture[str]) -> None:
    with progress(5, False, "Building") as lines:
        lines.line(NAME)
        lines.step()
    assert capsys.readouterr() == (f"{NAME}\n", "")
