"""A practice folder → everything in it by name, read when asked for, every problem with its place.

What a practice does not bring (fonts, editions, languages, figures, poses) comes from what ships with the package.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel

from handout_builder.errors import CommandError, ContentError, Place, Problem, did_you_mean, joined
from handout_builder.model.brand import Brand
from handout_builder.model.edition import Edition
from handout_builder.model.exercise import Exercise
from handout_builder.model.handout import Handout
from handout_builder.model.language import Language
from handout_builder.model.safety import PrecautionList
from handout_builder.model.validate import validate
from handout_builder.source.parse import Node, place_of, read_file

M = TypeVar("M", bound=BaseModel)
PICTURE_ENDINGS = (".yaml", ".svg", ".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".gif")


_FILES: dict[type[BaseModel], tuple[str, str]] = {
    Handout: ("own", "handouts/{name}.yaml"),
    Exercise: ("own", "handouts/exercises/{name}.yaml"),
    PrecautionList: ("own", "handouts/{name}.yaml"),
    Brand: ("own", "layouts/brands/{name}/brand.yaml"),
    Edition: ("shared", "editions/{name}.yaml"),
    Language: ("shared", "languages/{name}.yaml"),
}
"""Where the file of each model lies: in the practice folder, or in its layouts/ before the shipped one."""


@dataclass(frozen=True)
class Entry(Generic[M]):
    """A model with the file it came from."""

    name: str
    path: Path
    model: M
    node: Node = field(repr=False)

    @property
    def kind(self) -> type[M]:
        """The class of the model."""
        return type(self.model)

    def place(self, *steps: str | int) -> Place:
        """Where a part of the model is in its file; the nearest named part around it when it has no place itself."""
        return place_of(self.node, steps)


@dataclass(frozen=True)
class Reading(Generic[M]):
    """What one file says, as far as it can be read, and every problem in it."""

    kind: type[M]
    name: str
    path: Path
    node: Node | None = field(repr=False)
    model: M | None
    problems: tuple[Problem, ...] = ()

    def entry(self) -> Entry[M]:
        """The model with its file. Raises ContentError with every problem."""
        if self.problems or self.model is None or self.node is None:
            raise ContentError(self.problems)
        return Entry(self.name, self.path, self.model, self.node)


def logo_file(brand: Entry[Brand] | Reading[Brand]) -> Path | None:
    """Where the logo of a brand lies, beside its brand.yaml; None for a brand that names none."""
    name = brand.model.logo if brand.model else None
    return brand.path.parent / name if name else None


def shipped_root() -> Path:
    """The folder of layouts, figures and poses that ships with the package: inside a wheel, or the checkout itself."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "shipped"
    return inside if inside.is_dir() else package.parent


@dataclass(frozen=True)
class Library:
    """A practice folder. Raises ContentError when what is asked for has problems, CommandError for unknown names."""

    root: Path
    shipped: Path = field(default_factory=shipped_root)
    _readings: dict[tuple[type[BaseModel], str], Reading[BaseModel]] = field(
        default_factory=dict, repr=False, compare=False
    )

    # ---- names

    @cached_property
    def handout_names(self) -> tuple[str, ...]:
        """The handouts of the practice by file name, in order of the alphabet."""
        return tuple(name for name in _stems(self.root / "handouts") if name != "precautions")

    @cached_property
    def exercise_names(self) -> tuple[str, ...]:
        """The exercises of the practice by file name."""
        return _stems(self.root / "handouts" / "exercises")

    @cached_property
    def brand_names(self) -> tuple[str, ...]:
        """The brands of the practice by folder name."""
        folder = self.root / "layouts" / "brands"
        return tuple(sorted(path.parent.name for path in folder.glob("*/brand.yaml")))

    @cached_property
    def edition_names(self) -> tuple[str, ...]:
        """The editions of the practice and those that ship."""
        return self._layout_names("editions")

    @cached_property
    def language_names(self) -> tuple[str, ...]:
        """The languages of the practice and those that ship, by code."""
        return self._layout_names("languages")

    def _layout_names(self, folder: str) -> tuple[str, ...]:
        return tuple(sorted({*_stems(self.root / "layouts" / folder), *_stems(self.shipped / "layouts" / folder)}))

    # ---- entries

    def handout(self, name: str) -> Entry[Handout]:
        """A handout."""
        return self.reading(Handout, name).entry()

    def exercise(self, name: str) -> Entry[Exercise]:
        """An exercise."""
        return self.reading(Exercise, name).entry()

    def precautions(self) -> Entry[PrecautionList]:
        """The flags that exercises and plans may carry."""
        path = self._path(PrecautionList, "precautions")
        if not path.exists():
            remedy = 'write it with "flags:" and below it each flag with its words, such as "pregnancy: Pregnancy"'
            raise ContentError([Problem(Place(self.shown(path)), "there is no such file, but flags are named", remedy)])
        return self.reading(PrecautionList, "precautions").entry()

    def brand(self, name: str) -> Entry[Brand]:
        """A brand."""
        return self.reading(Brand, name).entry()

    def edition(self, name: str) -> Entry[Edition]:
        """An edition."""
        return self.reading(Edition, name).entry()

    def language(self, code: str) -> Entry[Language]:
        """A language."""
        return self.reading(Language, code).entry()

    def layout_file(self, relative: str) -> Path:
        """A file of layouts/, the practice's own before the shipped one."""
        own = self.root / "layouts" / relative
        return own if own.exists() else self.shipped / "layouts" / relative

    @property
    def drawn(self) -> Path:
        """The folder where drawn figures are kept from one run to the next; safe to delete."""
        return self.root / ".cache" / "figures"

    @property
    def poses(self) -> Path:
        """The folder of poses that figures start from: the practice's own, else the shipped one."""
        own = self.root / "images" / "poses"
        return own if own.is_dir() else self.shipped / "images" / "poses"

    def reading(self, model: type[M], name: str) -> Reading[M]:
        """A file of the practice, with its problems instead of an exception; read once."""
        key = (model, name)
        if key not in self._readings:
            path = self._path(model, name)
            node, problems = read_file(path, self.shown(path))
            found, more = validate(model, node) if node is not None else (None, [])
            self._readings[key] = Reading(model, name, path, node, found, (*problems, *more))
        return self._readings[key]  # type: ignore[return-value]

    def _path(self, model: type[BaseModel], name: str) -> Path:
        kind, pattern = _FILES[model]
        relative = pattern.format(name=name)
        return self.layout_file(relative) if kind == "shared" else self.root / relative

    def shown(self, path: Path) -> Path:
        """`path` as problems name it: from the practice folder where it lies inside."""
        return path.relative_to(self.root) if path.is_relative_to(self.root) else path

    def relative_problem(self, problem: Problem) -> Problem:
        """The problem with its file named as `shown` names it."""
        return replace(problem, place=replace(problem.place, path=self.shown(problem.place.path)))

    # ---- pictures

    @cached_property
    def _pictures(self) -> dict[str, tuple[Path, ...]]:
        found: dict[str, tuple[Path, ...]] = {}
        folder = self.root / "images"
        for path in sorted(folder.rglob("*")):
            if path.suffix.lower() in PICTURE_ENDINGS and "poses" not in path.relative_to(folder).parts:
                for name in {path.stem, path.name, path.relative_to(folder).as_posix()}:
                    found[name] = (*found.get(name, ()), path)
        for path in self.shipped_figures:
            if path.stem not in found:
                found[path.stem] = found[path.name] = (path,)
        return found

    @property
    def shipped_figures(self) -> tuple[Path, ...]:
        """The drawn figures that come with the program, for any practice; its own of the same name hides one."""
        return tuple(sorted((self.shipped / "images" / "figures").glob("*.yaml")))

    @property
    def picture_names(self) -> tuple[str, ...]:
        """The names of all pictures, without their endings."""
        return tuple(sorted({path.stem for paths in self._pictures.values() for path in paths}))

    def picture(self, name: str, place: Place) -> Path:
        """The file of a picture that `place` names, with or without its ending."""
        found = self._pictures.get(name, ())
        if not found:
            raise ContentError([self._no_picture(name, place)])
        if len(found) > 1:
            files = ", ".join(path.relative_to(self.root / "images").as_posix() for path in found)
            raise ContentError(
                [Problem(place, f'"{name}" names more than one picture ({files})', "write the ending too")]
            )
        return found[0]

    def _no_picture(self, name: str, place: Place) -> Problem:
        folder = self.root / "images"
        unread = sorted(
            path.relative_to(folder).as_posix()
            for path in folder.rglob("*")
            if name in (path.stem, path.name) and path.is_file() and path.suffix.lower() not in PICTURE_ENDINGS
        )
        if unread:
            wrong = f'"images/{unread[0]}" is no picture that can be read here'
            return Problem(place, wrong, "save it as JPEG, PNG, WebP, TIFF, GIF or SVG")
        bare = name.replace("\\", "/").rpartition("/")[2].removesuffix(".yaml")
        return Problem(place, f'there is no picture "{name}" in images/', did_you_mean(bare, self.picture_names))


def known(name: str, names: Iterable[str], kind: str, place: Place | None = None) -> str:
    """`name` if it is one of `names`.

    Raises ContentError at `place`, or CommandError when the command line named it.
    """
    names = tuple(names)
    if name in names:
        return name
    if place is None:
        raise CommandError(joined(f'there is no {kind} "{name}"', did_you_mean(name, names)))
    raise ContentError([Problem(place, f'there is no {kind} "{name}"', did_you_mean(name, names))])


def _stems(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in folder.glob("*.yaml")))
