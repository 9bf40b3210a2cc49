"""The command `figure`: names of figures → a picture file, once or each time a description is saved."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from handout_builder.cli.settings import Quiet, Root
from handout_builder.errors import CommandError, ContentError

if TYPE_CHECKING:
    from handout_builder.pipeline.figure_sheet import FigureSheet
    from handout_builder.practice.library import Library

ENDINGS = (".png", ".svg", ".pdf")
WATCH_SECONDS = 0.3


def figure(
    context: typer.Context,
    names: Annotated[list[str] | None, typer.Argument(metavar="NAME", help="Figures, plates or poses.")] = None,
    all_figures: Annotated[bool, typer.Option("--all", help="A contact sheet of every figure.")] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="A .png, .svg or .pdf file.")
    ] = None,
    brand: Annotated[
        str | None, typer.Option(metavar="NAME", help="Whose colours; by default the first brand.")
    ] = None,
    mirror: Annotated[bool, typer.Option("--mirror", help="Drawn for the other side.")] = False,
    grey: Annotated[bool, typer.Option("--grey", help="As a black-and-white printer shows it.")] = False,
    width: Annotated[int, typer.Option(min=50, max=6000, help="Pixels wide, for PNG.")] = 1000,
    watch: Annotated[bool, typer.Option("--watch", help="Draw again each time a description is saved.")] = False,
    root: Root = None,
    quiet: Quiet = False,
) -> None:
    """Draw figures into build/figures/NAME.png; several names make one contact sheet."""
    from handout_builder.pipeline.figure_sheet import figure_names, never_mirrored
    from handout_builder.practice.library import Library

    settings = context.obj.over(root, quiet)
    library = Library(settings.practice())
    left_out = never_mirrored(library) if all_figures and mirror else ()
    wanted = [name for name in (figure_names(library) if all_figures else names or ()) if name not in left_out]
    wanted = list(dict.fromkeys(wanted))
    if left_out and not settings.quiet:
        typer.echo(f"left out, since they must not be mirrored: {', '.join(left_out)}", err=True)
    if not wanted:
        raise CommandError("name a figure, or write --all; make_pdf.py list names them")
    target = output or library.root / "build" / "figures" / f"{wanted[0] if len(wanted) == 1 else 'contact-sheet'}.png"
    if target.suffix.lower() not in ENDINGS:
        raise CommandError(f'"{target.name}" ends neither in .png nor .svg nor .pdf; write one of these endings')
    if target.suffix.lower() == ".svg" and len(wanted) > 1:
        raise CommandError("a contact sheet is a .png or a .pdf; write one of these endings")
    if brand is None and not library.brand_names:
        raise CommandError("there is no brand to take colours from; write one in layouts/brands/")
    drawer = _Drawer(library, wanted, target, brand or library.brand_names[0], mirror, grey, width, settings.quiet)
    drawer.watch() if watch else drawer.draw()


@dataclass(frozen=True)
class _Drawer:
    """Draws the same figures, once or each time a file is saved."""

    library: Library
    names: Sequence[str]
    target: Path
    brand: str
    mirror: bool
    grey: bool
    width: int
    quiet: bool

    def draw(self) -> None:
        """Write the file. Raises ContentError for a figure with problems, CommandError when writing fails."""
        from handout_builder.cli.report import print_still_there, relative
        from handout_builder.pipeline.save import save

        try:
            data = self._data()
        except ContentError as error:
            print_still_there([self.target] if self.target.is_file() else ())
            raise ContentError(map(self.library.relative_problem, error.problems)) from None
        try:
            save(data, self.target)
        except OSError as error:
            print_still_there([self.target] if self.target.is_file() else ())
            from handout_builder.cli.report import unwritable

            raise CommandError(unwritable(self.target, error, "-o FILE")) from None
        if not self.quiet:
            typer.echo(f"{relative(self.target)}  {len(data) / 1000:.0f} kB")

    def _data(self) -> bytes:
        figure_sheet, ending = self._figure_sheet(), self.target.suffix.lower()
        if ending == ".svg":
            return figure_sheet.svg(self.names[0])
        return figure_sheet.pdf(self.names) if ending == ".pdf" else figure_sheet.png(self.names, self.width)

    def watch(self) -> None:
        """Draw until Ctrl+C; problems of a description are printed, and it is drawn again when it is saved again."""
        from handout_builder.cli.report import print_problems

        seen: dict[Path, int] = {}
        try:
            while True:
                now = {path: path.stat().st_mtime_ns for path in self._watched() if path.exists()}
                if now != seen:
                    seen = now
                    try:
                        self.draw()
                    except ContentError as error:
                        print_problems(error.problems)
                time.sleep(WATCH_SECONDS)
        except KeyboardInterrupt:
            return

    def _watched(self) -> list[Path]:
        return [*(self.library.root / "images").rglob("*.yaml"), *self.library.poses.glob("*.yaml")]

    def _figure_sheet(self) -> FigureSheet:
        from handout_builder.pipeline.figure_sheet import FigureSheet
        from handout_builder.pipeline.sheet import typography_of
        from handout_builder.practice.library import known

        brand = self.library.brand(known(self.brand, self.library.brand_names, "brand"))
        typography = typography_of(self.library, brand, self.library.edition("standard"), None, "en")
        return FigureSheet(self.library, typography, self.mirror, self.grey)
