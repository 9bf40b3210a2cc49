"""Bytes and all that they depend on → the same bytes in a cache folder, found again by a hash of all of it.

The folder may be deleted at any time. An entry is never stale, because its name is a hash of everything it depends on,
the code that made it (`code_state`) included. A damaged entry counts as missing, and so does one under another's name.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sys
import zlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_CHECK = 16
_GENERATION, _STATE = "state-", 12
_PACKAGE = Path(__file__).resolve().parent
_IMPORT = re.compile(
    r"^[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import[ \t]+(\((?:#[^\n]*|[^)#])*\)|[^\n#]+)|import[ \t]+([\w., \t]+))",
    re.MULTILINE,
)
_COMMENT = re.compile(r"#[^\n]*")
_PACKAGES = {"PIL": "pillow", "markdown_it": "markdown-it-py", "yaml": "pyyaml"}
"""Packages whose name differs from the module that they install."""


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of such bytes, made on first use. If it is not writable, nothing is cached."""

    folder: Path

    @classmethod
    def generation(cls, folder: Path, state: str) -> Cache:
        """Those that come from one `state` of the program, in a folder of their own inside `folder`.

        When a new state begins to keep, all but the newest of earlier ones are cleared away, so that nothing piles up.
        """
        return cls(folder / f"{_GENERATION}{state[:_STATE]}")

    def find(self, name: str) -> bytes | None:
        """What was kept under this very `name`, whole; else None."""
        try:
            data = (self.folder / name).read_bytes()
        except OSError:
            return None
        content = data[_CHECK:]
        return content if _check(content, name) == data[:_CHECK] else None

    def keep(self, name: str, content: bytes) -> None:
        """Keep `content`: written under another name and renamed, so that two runs at once never see half of it."""
        part = self.folder / f"{name}.{os.getpid()}.part"
        try:
            if not self.folder.is_dir():
                self._begin()
            part.write_bytes(_check(content, name) + content)
            part.replace(self.folder / name)
        except OSError:
            with suppress(OSError):
                part.unlink()

    def _begin(self) -> None:
        """Make the folder; as the first of a generation, clear away the old ones."""
        if self.folder.name.startswith(_GENERATION) and self.folder.parent.is_dir():
            earlier = [each for each in self.folder.parent.glob(f"{_GENERATION}*") if each.is_dir()]
            for old in sorted(earlier, key=lambda each: each.stat().st_mtime)[:-1]:
                shutil.rmtree(old, ignore_errors=True)
        self.folder.mkdir(parents=True, exist_ok=True)


def name_of(*parts: object) -> str:
    """The name of what comes from `parts`: bytes, and things whose representation says all there is to say of them."""
    short = [_check(part) if isinstance(part, bytes) else part for part in parts]
    return hashlib.blake2b(repr(short).encode(), digest_size=16).hexdigest()


def digest_of(files: Iterable[Path]) -> str:
    """A hash of the names and contents of files. Raises OSError when one cannot be read."""
    return name_of(*((file.name, hashlib.sha256(file.read_bytes()).digest()) for file in files))


@cache
def code_state(*modules: str, package: Path = _PACKAGE) -> str:
    """A hash of the code that a result of `modules` depends on.

    It covers the source of these modules and of every module of this package that they import, also indirectly and
    late, and the versions of the libraries imported on the way, of Python and of zlib. `modules` are full dotted names.
    Raises FileNotFoundError for a module that is not in `package`.
    """
    files, libraries = code_of(modules, package)
    versions = [(name, version_of(name)) for name in sorted(libraries)]
    sources = [(name, hashlib.sha256(files[name].read_bytes()).digest()) for name in sorted(files)]
    return name_of(sources, versions, sys.version_info[:3], zlib.ZLIB_RUNTIME_VERSION)


def code_of(modules: Iterable[str], package: Path = _PACKAGE) -> tuple[dict[str, Path], frozenset[str]]:
    """The files of `modules`, of all modules of `package` that they import and of the folders around these, by name.

    Second, the names of all other modules that they import, without those of Python itself.
    """
    files: dict[str, Path] = {}
    libraries: set[str] = set()
    waiting = list(modules)
    while waiting:
        name = waiting.pop()
        if name in files:
            continue
        files[name] = _file_of(name, package) or package / f"{name}.py"
        waiting.extend(_around(name))
        for imported in _imports(files[name].read_text(encoding="utf-8")):
            if imported.split(".")[0] != package.name:
                libraries.add(imported.split(".")[0])
            elif _file_of(imported, package):
                waiting.append(imported)
    return files, frozenset(libraries - sys.stdlib_module_names)


def version_of(module: str) -> str:
    """The installed version of the package that `module` belongs to; "" for one that is not installed as a package."""
    package = _PACKAGES.get(module, module).replace("-", "_").lower()
    return _installed_versions().get(package, "")


def _around(name: str) -> Iterable[str]:
    """The packages that Python imports before the module `name`."""
    parts = name.split(".")
    return (".".join(parts[:end]) for end in range(1, len(parts)))


def _imports(source: str) -> Iterable[str]:
    """Every name after an import statement that begins its line: the module, and module.name for each name."""
    for module, names, modules in _IMPORT.findall(source.replace("\\\n", " ")):
        if module:
            yield module
            listed = _COMMENT.sub("", names).strip().strip("()").split(",")
            yield from (f"{module}.{name.split()[0]}" for name in listed if name.split())
        else:
            yield from (name.split()[0] for name in modules.split(",") if name.split())


def _file_of(module: str, package: Path) -> Path | None:
    inside = package.joinpath(*module.split(".")[1:])
    return next((path for path in (inside.with_suffix(".py"), inside / "__init__.py") if path.is_file()), None)


@cache
def _installed_versions() -> dict[str, str]:
    """Version by package, from the names of installed metadata folders; `importlib.metadata` is slow to import."""
    found: dict[str, str] = {}
    for folder in map(Path, sys.path):
        for path in sorted([*folder.glob("*.dist-info"), *folder.glob("*.egg-info")]) if folder.is_dir() else ():
            package, _, version = path.stem.partition("-")
            found.setdefault(re.sub(r"[-_.]+", "_", package).lower(), version)
    return found


def _check(content: bytes, name: str = "") -> bytes:
    """A checksum of `content` under `name`: a restored or synced folder may hold the content of another entry there."""
    found = hashlib.blake2b(content, digest_size=_CHECK)
    found.update(name.encode())
    return found.digest()
