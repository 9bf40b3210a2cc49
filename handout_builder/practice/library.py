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
from handout_builder.model.safety import PrecautionList
from handout_builder.model.validate import validate
from handout_builder.practice.language import Language
from handout_builder.source.parse import Node, place_of, read_file

M = TypeVar("M", bound=BaseModel)
DRAWING_ENDINGS = (".yaml", ".svg")
PICTURE_ENDINGS = (*DRAWING_ENDINGS, ".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".webp", ".tif", ".tiff", ".gif")


_FILES: dict[type[BaseModel], tuple[str, str]] = {
    Handout: ("own", "handouts/{name}.yaml"),
    Exercise: ("own", "handouts/exercises/{name}.yaml"),
    PrecautionList: ("own", "handouts/{name}.yaml"),
    Brand: ("own", "layouts/brands/{name}/brand.yaml"),
    Edition: ("shared", "editions/{name}.yaml"),
    Language: ("shared", "languages/{name}.yaml"),
}
"""The file of each model: "own" ones in the practice folder, "shared" ones in its layouts/ or else the shipped one."""

_FOLDERS = {
    "handout": "handouts",
    "exercise": "handouts/exercises",
    "brand": "layouts/brands",
    "edition": "layouts/editions",
    "language": "layouts/languages",
}


@dataclass(frozen=True)
class Entry(Generic[M]):
    """A model and the file it came from; `name` is what other files call it, `path` where it was read."""

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
    """One file as far as it can be read, and every problem of its syntax and its fields.

    `node` is None when nothing can be read, `model` when there is a problem.
    """

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


def logo_files(brand: Entry[Brand] | Reading[Brand]) -> dict[str, Path]:
    """The path of each logo of a brand by its field, next to its brand.yaml, whether it is there or not."""
    named = {field: getattr(brand.model, field, None) for field in ("logo", "logo_dark", "logo_wide")}
    return {field: brand.path.parent / name for field, name in named.items() if name}


def shipped_root() -> Path:
    """The folder of layouts, figures and poses that ships with the package: inside a wheel, or the checkout itself."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "shipped"
    return inside if inside.is_dir() else package.parent


@dataclass(frozen=True)
class Library:
    """A practice folder; each of its files is read once.

    `root` is the folder, `shipped` that of the content which comes with the package. Methods that return an Entry raise
    ContentError with every problem of its file, a missing file among them.
    """

    root: Path
    shipped: Path = field(default_factory=shipped_root)
    _readings: dict[tuple[type[BaseModel], str], Reading[BaseModel]] = field(
        default_factory=dict, repr=False, compare=False
    )

    # ---- names

    @cached_property
    def handout_names(self) -> tuple[str, ...]:
        """File names, without .yaml, of the handouts of the practice, sorted."""
        return tuple(name for name in _stems(self.root / "handouts") if name != "precautions")

    @cached_property
    def exercise_names(self) -> tuple[str, ...]:
        """File names, without .yaml, of the exercises of the practice, sorted."""
        return _stems(self.root / "handouts" / "exercises")

    @cached_property
    def brand_names(self) -> tuple[str, ...]:
        """Folder names of the brands of the practice, sorted."""
        folder = self.root / "layouts" / "brands"
        return tuple(sorted(path.parent.name for path in folder.glob("*/brand.yaml")))

    @cached_property
    def edition_names(self) -> tuple[str, ...]:
        """Names of the editions of the practice and of the shipped ones, sorted."""
        return self._layout_names("editions")

    @cached_property
    def language_names(self) -> tuple[str, ...]:
        """Codes of the languages of the practice and of the shipped ones, sorted."""
        return self._layout_names("languages")

    def _layout_names(self, folder: str) -> tuple[str, ...]:
        return tuple(sorted({*_stems(self.root / "layouts" / folder), *_stems(self.shipped / "layouts" / folder)}))

    # ---- entries

    def handout(self, name: str) -> Entry[Handout]:
        """The handout of that name."""
        return self.reading(Handout, name).entry()

    def exercise(self, name: str) -> Entry[Exercise]:
        """The exercise of that name."""
        return self.reading(Exercise, name).entry()

    @property
    def flags(self) -> tuple[str, ...]:
        """The flags of handouts/precautions.yaml; none when there is no such file, or it has faults of its own."""
        try:
            return tuple(self.precautions().model.flags)
        except ContentError:
            return ()

    def precautions(self) -> Entry[PrecautionList]:
        """The flags that exercises and plans may name: handouts/precautions.yaml."""
        path = self._path(PrecautionList, "precautions")
        if not path.exists():
            remedy = 'write it with "flags:" and below it each flag with its words, such as "pregnancy: Pregnancy"'
            raise ContentError(
                [Problem(Place(self.relative(path)), "there is no such file, but flags are named", remedy)]
            )
        return self.reading(PrecautionList, "precautions").entry()

    def brand(self, name: str) -> Entry[Brand]:
        """The brand of that name."""
        return self.reading(Brand, name).entry()

    def edition(self, name: str) -> Entry[Edition]:
        """The edition of that name."""
        return self.reading(Edition, name).entry()

    def language(self, code: str) -> Entry[Language]:
        """The language of that code."""
        return self.reading(Language, code).entry()

    def layout_file(self, relative: str) -> Path:
        """The path of a file below layouts/: the practice's own where there is one, else the shipped one."""
        own = self.root / "layouts" / relative
        return own if own.exists() else self.shipped / "layouts" / relative

    @property
    def figure_cache(self) -> Path:
        """The folder in which drawn figures are cached from run to run; it may be deleted at any time."""
        return self.root / ".cache" / "figures"

    @property
    def poses(self) -> Path:
        """The folder of poses that figures start from: the practice's own, else the shipped one."""
        own = self.root / "images" / "poses"
        return own if own.is_dir() else self.shipped / "images" / "poses"

    def reading(self, model: type[M], name: str) -> Reading[M]:
        """A file of the practice with its problems, where `handout`, `exercise` and their like would raise."""
        key = (model, name)
        if key not in self._readings:
            path = self._path(model, name)
            node, problems = read_file(path, self.relative(path))
            found, more = validate(model, node) if node is not None else (None, [])
            self._readings[key] = Reading(model, name, path, node, found, (*problems, *more))
        return self._readings[key]  # type: ignore[return-value]

    def _path(self, model: type[BaseModel], name: str) -> Path:
        kind, pattern = _FILES[model]
        relative = pattern.format(name=name)
        return self.layout_file(relative) if kind == "shared" else self.root / relative

    def relative(self, path: Path) -> Path:
        """`path` as problems name it: from the practice folder when it is inside, else unchanged."""
        return path.relative_to(self.root) if path.is_relative_to(self.root) else path

    def relative_problem(self, problem: Problem) -> Problem:
        """The problem with the path of its file as `relative` gives it."""
        return replace(problem, place=replace(problem.place, path=self.relative(problem.place.path)))

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
        """Files of the figures that come with the program; a picture of the practice of the same name replaces one."""
        return tuple(sorted((self.shipped / "images" / "figures").glob("*.yaml")))

    @property
    def picture_names(self) -> tuple[str, ...]:
        """The names of all pictures, without their endings."""
        return tuple(sorted({path.stem for paths in self._pictures.values() for path in paths}))

    def picture(self, name: str, place: Place) -> Path:
        """The file of the picture that is named at `place`, with or without its ending.

        Raises ContentError at `place` when there is none, or more than one of that name.
        """
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
    """`name` if it is one of `names`; `kind` is what they are called, such as "brand".

    Raises ContentError at `place`; without a place the command line named it, and CommandError is raised.
    """
    names = tuple(names)
    if name in names:
        return name
    if place is None:
        raise CommandError(joined(f'there is no {kind} "{name}" in {_FOLDERS[kind]}/', did_you_mean(name, names)))
    raise ContentError([Problem(place, f'there is no {kind} "{name}"', did_you_mean(name, names))])


def _stems(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in folder.glob("*.yaml")))
