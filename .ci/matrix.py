"""A folder → PDFs of every sort that this repository can make in it.

Handouts and example plans with their chart copies × brands × editions × plain, fillable, PDF 2.0, on papers in turn;
with `--all` each on all papers. A handout whose logo has gradients and masks; a print run of many patients; files
behind a password; figures and contact sheets.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

from handout_builder.pdf.lock import locked
from handout_builder.pipeline.figure_sheet import FigureSheet, figure_names
from handout_builder.pipeline.handout import Built, Job, build
from handout_builder.pipeline.plan import PlanBuilder, PlanBuilt, PlanJob
from handout_builder.pipeline.print_run import together
from handout_builder.pipeline.sheet import FileKind, printed, typography_of
from handout_builder.plans.read import plan_file
from handout_builder.practice.library import Library

GRADIENT_LOGO = """
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 160">
<linearGradient id="leaf" y1="1" y2="0"><stop stop-color="#0b6e78"/>
<stop offset="1" stop-color="#7cc36a"/></linearGradient>
<radialGradient id="sun"><stop stop-color="#ffd76a"/><stop offset="1" stop-color="#d9480f"/></radialGradient>
<linearGradient id="fade"><stop stop-color="#fff"/>
<stop offset="1" stop-color="#fff" stop-opacity=".2"/></linearGradient>
<mask id="m"><path d="M0 0h160v160H0z" fill="url(#fade)"/></mask>
<g opacity=".9"><circle cx="110" cy="48" r="34" fill="url(#sun)"/>
<path d="M14 140C20 60 70 20 120 30C130 90 90 140 14 140Z" fill="url(#leaf)"/></g>
<path d="M20 146h126v9H20z" mask="url(#m)"/></svg>
"""
PAPERS = ("letter", "a4")
KINDS = {"plain": FileKind(), "fillable": FileKind(fillable=True), "pdf2": FileKind(pdf2=True)}


def looks(library: Library, every: bool) -> Iterator[tuple[str, str, str, str]]:
    """Every brand, edition and kind of file on papers in turn, so that each is on each; if `every`, all on all."""
    choices = product(*(list(enumerate(names)) for names in (library.brand_names, library.edition_names, KINDS)))
    for (first, brand), (second, edition), (third, kind) in choices:
        one = PAPERS[(first + second + third) % len(PAPERS)]
        for paper in PAPERS if every else (one,):
            yield brand, edition, paper, kind


def handouts(library: Library, folder: Path, every: bool) -> Iterator[Built]:
    """Every handout in these looks."""
    for handout, (brand, edition, paper, kind) in product(library.handout_names, looks(library, every)):
        job = Job(handout, brand, edition, paper, kind=KINDS[kind])
        yield build(library, job, folder / kind / edition / paper)


def plans(library: Library, folder: Path, every: bool) -> Iterator[PlanBuilt]:
    """Every example plan with its chart copy in these looks."""
    builder = PlanBuilder(library)
    files = sorted((library.root / "handouts" / "plans").glob("*.yaml"))
    for file, (brand, edition, paper, kind) in product(files, looks(library, every)):
        entry = plan_file(file, library.relative(file))
        plan = entry.model.model_copy(update={"brand": brand, "edition": edition, "paper": paper})
        job = PlanJob(replace(entry, model=plan), chart=True, kind=KINDS[kind])
        yield builder.build(job, folder / kind / edition / paper / brand)


def gradient_logos(library: Library, folder: Path) -> Iterator[Built]:
    """A handout of a practice whose logo has gradients, a mask and a transparent layer, in every kind of file."""
    with TemporaryDirectory() as practice:
        for part in ("handouts", "layouts", "images"):
            copytree(library.root / part, Path(practice, part))
        brand = Path(practice, "layouts/brands/gradient")
        copytree(library.root / "layouts/brands/fernhollow", brand)
        (brand / "fern.svg").write_text(GRADIENT_LOGO, encoding="utf-8")
        for name, kind in KINDS.items():
            yield build(Library(Path(practice)), Job("iliopsoas", "gradient", kind=kind), folder / name)


def print_runs(library: Library, folder: Path) -> Iterator[Path]:
    """All example plans as one file, and each behind a password: an empty one, so that validators can open the file."""
    builder = PlanBuilder(library)
    entries = [
        plan_file(file, library.relative(file)) for file in sorted((library.root / "handouts/plans").glob("*.yaml"))
    ]
    made = [builder.lay_out(PlanJob(entry)) for entry in entries]
    yield written(folder / "print-run.pdf", together(made))
    for each in made:
        yield written(folder / "locked" / f"{each.key}.pdf", locked(printed(each.laid_out), ""))


def figures(library: Library, folder: Path) -> Iterator[Path]:
    """A contact sheet of all figures in each brand, in colours and in grey; each figure by itself in one of these."""
    names = figure_names(library)
    for turn, brand in enumerate(library.brand_names):
        typography = typography_of(library, library.brand(brand), library.edition("standard"), None, "en")
        for kind, grey in (("colours", False), ("grey", True)):
            figure_sheet = FigureSheet(library, typography, grey=grey)
            yield written(folder / "figures" / brand / f"{kind}.pdf", figure_sheet.pdf(names))
            for name in names[2 * turn + grey :: 2 * len(library.brand_names)]:
                yield written(folder / "figures" / brand / kind / f"{name}.pdf", figure_sheet.pdf([name]))


def written(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def main(folder: Path, every: bool) -> int:
    """Build them all; 1 when there is nothing to build. Raises ContentError when one cannot be built."""
    library = Library(Path(__file__).resolve().parents[1])
    count = 0
    made: list[Built | PlanBuilt] = [
        *handouts(library, folder, every),
        *plans(library, folder, every),
        *gradient_logos(library, folder),
    ]
    for built in made:
        print(f"{built.path}  {built.pages} pages, {built.size / 1000:.0f} kB")
        count += 1
    for path in (*print_runs(library, folder), *figures(library, folder)):
        print(f"{path}  {path.stat().st_size / 1000:.0f} kB")
        count += 1
    print(count, "files")
    return 0 if count else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), "--all" in sys.argv[2:]))
