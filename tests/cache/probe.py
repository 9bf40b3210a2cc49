"""A practice folder without kept results → what makes each kind of kept result, as JSON; run by `test_keys.py`.

A result is made between a look into the cache that finds nothing and the moment at which the result is kept. For every
module that keeps results this prints which modules of the package ran in between, which files were opened, and which
modules its key names.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path
from types import FrameType

from handout_builder import cache
from handout_builder.cache import Cache

FIGURES = ("sit_to_stand_2", "row_band", "heel_raise")
"""Figures with props, bands and panels, next to those of the handout that is built."""
LOOKS = {"hair": "bald"}
PACKAGE = Path(cache.__file__).parent


class Recorder:
    """Listens to calls and opened files from a miss until the result is kept."""

    def __init__(self) -> None:
        self.ran: dict[str, set[str]] = defaultdict(set)
        self.opened: dict[str, set[str]] = defaultdict(set)
        self.named: dict[str, list[str]] = {}
        self.keeper = ""
        self._codes: set[str] = set()
        sys.addaudithook(self._audited)

    def install(self) -> None:
        """Put itself between the package and its cache."""
        recorder, find, keep, state = self, Cache.find, Cache.keep, cache.code_state

        def finding(self: Cache, name: str) -> bytes | None:
            found = find(self, name)
            if found is None:
                recorder._start(_caller())
            return found

        def keeping(self: Cache, name: str, content: bytes) -> None:
            recorder._stop(_caller())
            keep(self, name, content)

        def stating(*modules: str) -> str:
            self.named[_caller()] = list(modules)
            return state(*modules)

        Cache.find, Cache.keep = finding, keeping  # type: ignore[method-assign]
        cache.code_state = stating  # type: ignore[assignment]

    def _start(self, keeper: str) -> None:
        self.keeper, self._codes = keeper, set()
        sys.setprofile(self._called)

    def _stop(self, keeper: str) -> None:
        sys.setprofile(None)
        assert keeper == self.keeper, f"{self.keeper} looked, {keeper} keeps"
        paths = [Path(code) for code in self._codes if code.startswith(str(PACKAGE))]
        self.ran[keeper] |= {_module(path) for path in paths}
        self.keeper = ""

    def _called(self, frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            self._codes.add(frame.f_code.co_filename)

    def _audited(self, event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and self.keeper and isinstance(arguments[0], str):
            self.opened[self.keeper].add(arguments[0])


def _module(path: Path) -> str:
    return ".".join(("handout_builder", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")


def _caller() -> str:
    return str(sys._getframe(2).f_globals["__name__"])


def main(practice: Path, output: Path) -> None:
    recorder = Recorder()
    recorder.install()
    from handout_builder.figures.scene.drawing_cache import FigureCache
    from handout_builder.pipeline.handout import Job, build
    from handout_builder.practice.library import Library

    library = Library(practice)
    build(library, Job("iliopsoas"), output)
    figures = FigureCache.open(library.figure_cache, library.poses)
    for name in FIGURES:
        figures.drawing(practice / "images" / "figures" / f"{name}.yaml", mirror=True, looks=LOOKS)
    found = {
        keeper: {
            "ran": sorted(ran),
            "opened": sorted(recorder.opened[keeper]),
            "named": recorder.named.get(keeper, []),
        }
        for keeper, ran in recorder.ran.items()
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
