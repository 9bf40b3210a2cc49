"""A number of workers → executors that run rows: in this process, or in processes that end with it."""

from __future__ import annotations

import os
import signal
import threading
import time
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from typing import Any

_PARENT_GONE = 1.0
"""Seconds between two looks whether the parent still runs."""


class Inline(Executor):
    """Does the work at once, in this process: for one worker."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        """The result or the exception of the work, which is done when this returns."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # whatever the work raises is reported by the future, as any executor does
            future.set_exception(error)
        return future


def processes(count: int) -> Executor:
    """`count` processes; the work itself for one. A worker ends when its parent is gone, however that ended."""
    if count == 1:
        return Inline()
    return ProcessPoolExecutor(count, initializer=_begin, initargs=(os.getpid(),))


def _begin(parent: int) -> None:
    """Ctrl+C reaches every worker too: they finish their row, and none is left half-written."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_PARENT_GONE)
    os._exit(1)  # nothing to tidy up: files are renamed into place when they are whole
