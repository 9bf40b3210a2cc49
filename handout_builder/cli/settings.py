"""Options that several commands have → the practice folder, and whether to be quiet."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from handout_builder.errors import CommandError


class Paper(StrEnum):
    """Paper sizes."""

    LETTER = "letter"
    A4 = "a4"


Names = Annotated[list[str] | None, typer.Argument(metavar="NAME", help="Handouts by file name; all when none.")]
Brand = Annotated[
    str | None, typer.Option(metavar="NAME", help="A brand of layouts/brands; by default each handout's own.")
]
Edition = Annotated[str, typer.Option(metavar="NAME", help="An edition of layouts/editions.")]
PaperSize = Annotated[Paper | None, typer.Option(case_sensitive=False, help="Paper size; by default the brand's.")]
Language = Annotated[
    str | None, typer.Option(metavar="CODE", help="Language of the fixed words; by default the handout's.")
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="DIR", help="Where PDFs go; by default build/ in the practice folder."),
]
Every = Annotated[bool, typer.Option("--every", help="Try all brands, editions, papers and languages.")]
Finished = Annotated[bool, typer.Option("--pdf", help="The names are PDF files: report what is in them.")]
AsJson = Annotated[bool, typer.Option("--json", help="With --pdf: the report as JSON.")]
Html = Annotated[bool, typer.Option("--html", help="Also write it as one HTML page, for phones and portals.")]
Pdf2 = Annotated[bool, typer.Option("--pdf2", help="Write PDF 2.0: PDF/UA-2 and PDF/A-4 instead of UA-1 and A-2a.")]
Fillable = Annotated[bool, typer.Option("--fillable", help="Lines and boxes can be filled in on a screen.")]
Root = Annotated[
    Path | None,
    typer.Option("--root", metavar="DIR", help="The practice folder, with handouts/, layouts/ and images/."),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but problems.")]


@dataclass(frozen=True)
class Settings:
    """The options of every command; `root` is the practice folder."""

    root: Path
    quiet: bool = False

    def over(self, root: Path | None, quiet: bool) -> Settings:
        """These settings, changed by the options after the name of the command."""
        return Settings(root or self.root, quiet or self.quiet)

    def practice(self) -> Path:
        """The practice folder as an absolute path. Raises CommandError for a folder that is not one."""
        if not self.root.is_dir():
            raise CommandError(f'there is no folder "{self.root}"; name your practice folder with --root DIR')
        if not (self.root / "handouts").is_dir():
            raise CommandError(
                f'"{self.root}" is no practice folder, it has no folder "handouts"; name yours with --root DIR'
            )
        return self.root.resolve()
