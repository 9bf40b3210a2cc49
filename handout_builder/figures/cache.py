"""A figure file → its Drawing, out of a folder of finished drawings when nothing has changed, else drawn and stored.

A drawing is stored under the hash of the figure file, all pose files and the drawing code, so that a stale one is never
found. Finding one imports neither shapely nor pydantic.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from handout_builder.figures.drawing import Drawing
from handout_builder.figures.stored import from_json, to_json

_MODELS = ("figure_file.py", "figure_pose.py", "figure_props.py", "joint_limits.py", "plate_file.py")


@dataclass(frozen=True, slots=True)
class FigureCache:
    """Drawings kept in `folder`; `poses` is where figures start from, `ground` the hash of poses and drawing code."""

    folder: Path
    poses: Path
    ground: str

    @classmethod
    def open(cls, folder: Path, poses: Path) -> FigureCache:
        """The cache in `folder` (made on first use) for figures that start from `poses`."""
        here = Path(__file__).parent
        code = [*sorted(here.glob("*.py")), *(here.parent / "model" / name for name in _MODELS)]
        return cls(folder, poses, _digest([*code, *sorted(poses.glob("*.yaml"))]))

    def drawing(self, path: Path, mirror: bool = False, looks: Mapping[str, str] | None = None) -> Drawing:
        """The drawing of a figure file. Raises ContentError as `figure.draw_file` does; problems are not stored."""
        kept = self._kept(path, mirror, looks or {})
        found = _stored(kept) if kept else None
        if found is not None:
            return found
        from handout_builder.figures.figure import draw_file  # slow to import, needed only now

        drawing = draw_file(path, self.poses, mirror, looks)
        if kept:
            _store(kept, drawing)
        return drawing

    def _kept(self, path: Path, mirror: bool, looks: Mapping[str, str]) -> Path | None:
        try:
            content = path.read_bytes()
        except OSError:
            return None  # drawing it says what is wrong
        name = hashlib.sha256(f"{self.ground}{mirror}{sorted(looks.items())}".encode() + content).hexdigest()[:32]
        return self.folder / f"{name}.json"


def _digest(files: list[Path]) -> str:
    whole = hashlib.sha256()
    for file in files:
        whole.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()


def _stored(kept: Path) -> Drawing | None:
    """The stored drawing; None when there is none, or a broken one, which is then drawn anew."""
    try:
        return from_json(kept.read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _store(kept: Path, drawing: Drawing) -> None:
    """Write beside and rename, so that two builds at once never see half a file. A closed folder is no matter."""
    part = kept.with_suffix(f".{os.getpid()}.part")
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(to_json(drawing), encoding="utf-8")
        part.replace(kept)
    except OSError:
        with suppress(OSError):
            part.unlink()
