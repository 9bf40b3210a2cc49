"""A number of jobs → a progress bar on the terminal; finished lines scroll above it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text


@dataclass(frozen=True)
class Bar:
    """One progress bar; rich handles NO_COLOR and terminals without colours."""

    drawn: Progress
    task: TaskID

    def line(self, text: str) -> None:
        """Print a line above the bar, letter for letter: brackets in a file name are not markup."""
        self.drawn.console.print(text, markup=False, highlight=False, soft_wrap=True)

    def step(self) -> None:
        """One job is done."""
        self.drawn.advance(self.task)


class Rate(ProgressColumn):
    """How many jobs a second."""

    def render(self, task: Task) -> Text:
        """The rate, or nothing before the first job is done."""
        speed = task.finished_speed or task.speed
        return Text(f"{speed:.1f}/s" if speed else "")


@contextmanager
def bar(total: int, doing: str) -> Iterator[Bar]:
    """A bar for `total` jobs that goes away when they are done."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    with Progress(*columns, console=Console(), transient=True) as drawn:
        yield Bar(drawn, drawn.add_task(doing, total=total))
