"""A number of jobs → a progress bar on the terminal; finished lines scroll above it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn


@dataclass(frozen=True)
class Bar:
    """One bar; NO_COLOR and dumb terminals are rich's business."""

    drawn: Progress
    task: TaskID

    def line(self, text: str) -> None:
        """Print a line above the bar, literally: a file name in brackets is no markup."""
        self.drawn.console.print(text, markup=False, highlight=False, soft_wrap=True)

    def step(self) -> None:
        """One job is done."""
        self.drawn.advance(self.task)


@contextmanager
def bar(total: int, doing: str) -> Iterator[Bar]:
    """A bar for `total` jobs that goes away when they are done."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(), transient=True) as drawn:
        yield Bar(drawn, drawn.add_task(doing, total=total))
