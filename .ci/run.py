"""Names of parts → each part run, two at a time, one line for each; a failed part's log is printed whole.

    python .ci/run.py [--full] [PART …]      see .ci/run and .ci/full
    python .ci/run.py --list

`LACKING="poppler, a browser"` in the environment names what this machine cannot get (see `tests/needs.py`): tests that
need it may be skipped, and parts that need it say so. Without it, whatever is missing is a failure.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
import traceback
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from parts import OUT, ROOT, Part, PartError, Step, all_parts

AT_ONCE = 2
SUITE = "suite"
ALWAYS = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_PROGRESS_BAR": "off", "PYTHONUTF8": "1"}
"""In the environment of every step."""


@dataclass(frozen=True)
class Result:
    """What became of a part; `note` is the last line that pytest printed, or why there was little to do."""

    part: Part
    fine: bool
    seconds: float
    log: Path
    note: str


def run_step(step: Step, log: TextIO) -> None:
    """Run one command, its output in the log. Raises PartError when its exit status is not 0."""
    print(f"\n$ {step.shown}", file=log, flush=True)
    done = subprocess.run(
        step.command,
        cwd=step.folder,
        env={**os.environ, **ALWAYS, **step.environment},
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if done.returncode:
        raise PartError(f"exit status {done.returncode}: {step.shown}")


def run_part(part: Part, full: bool) -> Result:
    """Run a part's steps until one fails."""
    start, path = time.monotonic(), OUT / "logs" / f"{part.name}.log"
    fine, note = True, ""
    with path.open("w", encoding="utf-8") as log:
        try:
            steps = part.steps(full)
            while True:
                run_step(next(steps), log)
        except StopIteration as end:
            note = end.value or ""
        except PartError as failure:
            print(f"\nFAILED: {failure}", file=log)
            fine = False
        except Exception:
            traceback.print_exc(file=log)
            fine = False
    return Result(part, fine, time.monotonic() - start, path, note or last_pytest_line(path))


def last_pytest_line(log: Path) -> str:
    """The last line in which pytest sums up, such as "1234 passed, 2 skipped in 100.00s"; "" when there is none."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return next((line for line in reversed(lines) if " passed" in line and " in " in line), "")


def said(result: Result) -> str:
    """The one line of a part."""
    state = "fine  " if result.fine else "FAILED"
    return f"{state} {result.part.name:<18} {result.seconds:5.0f} s   {result.note}".rstrip()


def report(result: Result) -> None:
    """Print the part's line; its whole log when it failed."""
    if not result.fine:
        print(f"\n=== log of {result.part.name}")
        print(result.log.read_text(encoding="utf-8", errors="replace"))
    print(said(result), flush=True)


def run_all(parts: Sequence[Part], full: bool) -> list[Result]:
    """Run the parts, AT_ONCE at a time, in their order; one whose need failed is not run."""
    waiting, results = list(parts), list[Result]()
    running: dict[Future[Result], Part] = {}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        while waiting or running:
            done = {result.part.name for result in results if result.fine}
            ahead = {part.name for part in (*waiting, *running.values())}
            ready = [part for part in waiting if set(part.needs) <= done and not set(part.behind) & ahead]
            for part in ready[: AT_ONCE - len(running)]:
                waiting.remove(part)
                running[pool.submit(run_part, part, full)] = part
            if not running:
                break
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                del running[future]
                results.append(future.result())
                report(results[-1])
    for part in waiting:
        print(f"NOT RUN {part.name}: it needs {', '.join(part.needs)}")
    return results


def chosen(names: Sequence[str]) -> list[Part]:
    """The parts of these names and all that they need; every part when there are no names."""
    parts = {part.name: part for part in all_parts()}
    wrong = [name for name in names if name not in parts]
    if wrong:
        raise SystemExit(f"there is no part {', '.join(wrong)}; the parts are {', '.join(parts)}")
    wanted = list(names) or list(parts)
    for name in wanted:
        wanted += [need for need in parts[name].needs if need not in wanted]
    return [part for name, part in parts.items() if name in wanted]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what was asked for; 1 when a part failed."""
    parser = argparse.ArgumentParser(description="Run the parts of CI.")
    parser.add_argument("parts", nargs="*", metavar="PART")
    parser.add_argument("--full", action="store_true", help="the whole suite in every leg")
    parser.add_argument("--list", action="store_true", help="print the parts")
    asked = parser.parse_args(arguments)
    if asked.list:
        print("\n".join(f"{part.name:<18} {part.does}" for part in all_parts()))
        return 0
    parts = chosen(asked.parts)
    (OUT / "logs").mkdir(parents=True, exist_ok=True)
    start = time.monotonic()
    print(f"{len(parts)} parts; their logs are in {(OUT / 'logs').relative_to(ROOT)}/", flush=True)
    results = run_all(parts, asked.full)
    fine = len(results) == len(parts) and all(result.fine for result in results)
    print(f"\n=== {'all fine' if fine else 'FAILED'}, {time.monotonic() - start:.0f} s")
    if asked.full:
        print("\n".join(said(result) for result in results))
    for result in results:
        if result.part.name == SUITE:
            print(result.note)
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
