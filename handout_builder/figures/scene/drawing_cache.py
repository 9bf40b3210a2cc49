"""A figure file → its Drawing, from a folder of finished drawings when nothing has changed, else drawn and stored.

A drawing is stored under the hash of the figure file, all pose files, the drawing code and the libraries that it uses,
so that an old one is never found. Finding one imports neither shapely nor pydantic, and reads no shapes until one is
asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from handout_builder.cache import Cache, code_state, digest_of, name_of
from handout_builder.geometry.drawing import Drawing
from handout_builder.geometry.stored_drawing import as_unpacked, packed, unpacked


@dataclass(frozen=True, slots=True)
class FigureCache:
    """Drawings from a `cache`; `poses` is the folder of poses, `ground` the hash of these poses and of the code."""

    cache: Cache
    poses: Path
    ground: str

    @classmethod
    def open(cls, folder: Path, poses: Path) -> FigureCache:
        """The cache in `folder` (made on first use) for figures that start from `poses`."""
        ground = name_of(code_state(__name__), _geos(), digest_of(sorted(poses.glob("*.yaml"))))
        return cls(Cache.generation(folder, ground), poses, ground)

    def drawing(self, path: Path, mirror: bool = False, looks: Mapping[str, str] | None = None) -> Drawing:
        """The drawing of a figure file. Raises ContentError as `draw_file` does; problems are not stored."""
        name = self._name(path, mirror, looks or {})
        found = self.cache.find(name) if name else None
        if found is not None:
            return unpacked(found)
        from handout_builder.figures.scene.figure_file import draw_file  # slow to import, needed only now

        drawing = draw_file(path, self.poses, mirror, looks)
        data = packed(drawing)
        if name:
            self.cache.keep(name, data)
        return as_unpacked(drawing, data)

    def _name(self, path: Path, mirror: bool, looks: Mapping[str, str]) -> str | None:
        try:
            content = path.read_bytes()
        except OSError:
            return None  # drawing it says what is wrong
        return f"{name_of(self.ground, mirror, sorted(looks.items()), content)}.drawing"


@cache
def _geos() -> tuple[str, ...]:
    """What names the version of GEOS, the C library of shapely: it may be another under the same version of shapely.

    A wheel holds GEOS in files whose names have version and hash. Without such files GEOS is asked, which imports it.
    """
    spec = find_spec("shapely")
    package = Path(spec.origin).parent if spec and spec.origin else Path()
    carried = sorted(
        path.name
        for folder in (package.with_name("shapely.libs"), package / ".dylibs")
        for path in folder.glob("*geos*")
    )
    if carried:
        return tuple(carried)
    import shapely

    return (shapely.geos_version_string,)
