"""The command `list`: a practice folder → the names of everything in it, with titles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from textwrap import fill
from typing import TYPE_CHECKING

import typer

from handout_builder.cli.settings import Quiet, Root
from handout_builder.errors import ContentError

if TYPE_CHECKING:
    from handout_builder.practice.library import Library

WIDTH = 100


def list_names(context: typer.Context, root: Root = None, quiet: Quiet = False) -> None:
    """List handouts, exercises, brands, editions, languages, flags and pictures."""
    from handout_builder.practice.library import Library

    settings = context.obj.over(root, quiet)
    library = Library(settings.practice())
    _kind("Handouts", library.handout_names, lambda name: library.handout(name).model.title.words, settings.quiet)
    _kind("Exercises", library.exercise_names, lambda name: library.exercise(name).model.name.words, settings.quiet)
    _kind("Brands", library.brand_names, lambda name: library.brand(name).model.name, settings.quiet)
    _kind("Editions", library.edition_names, lambda name: library.edition(name).model.name, settings.quiet)
    _kind("Languages", library.language_names, lambda name: library.language(name).model.name, settings.quiet)
    flags = _flags(library)
    _kind("Flags", tuple(flags), flags.__getitem__, settings.quiet)
    names = library.picture_names
    if settings.quiet:
        typer.echo("\n".join(names))
    else:
        typer.echo("Pictures\n" + fill(", ".join(names), WIDTH, initial_indent="  ", subsequent_indent="  "))


def _flags(library: Library) -> dict[str, str]:
    try:
        return library.precautions().model.flags
    except ContentError:
        return {}


def _kind(kind: str, names: Sequence[str], title: Callable[[str], str], bare: bool) -> None:
    if not bare:
        typer.echo(kind if names else f"{kind}: none")
    width = max(map(len, names), default=0)
    for name in names:
        typer.echo(name if bare else f"  {name:{width}}  {_title(name, title)}")


def _title(name: str, title: Callable[[str], str]) -> str:
    try:
        return title(name)
    except ContentError as error:
        return f"(has problems: {len(error.problems)}; see check)"
