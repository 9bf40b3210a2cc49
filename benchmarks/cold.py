"""One handout from a cold start, in turns with Typst and WeasyPrint on the same content → times and their ratios.

    python benchmarks/cold.py [--rounds 7] [--keep DIR]

Each turn is a new process, from its start to the finished file, PDF/UA-1 from all three. Figures are found in the
cache, as in daily use; the other two get them as SVG.
Times depend on the machine; ratios are what counts. Needs `pip install typst weasyprint`, and installs nothing.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "benchmarks")]

HANDOUT = "iliopsoas"
LIMITS = {"Typst": 2.5, "WeasyPrint": 0.35}
"""How much longer than these we may take."""
TYPST = (
    "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], root='/', font_paths=[sys.argv[3]], "
    "ignore_system_fonts=True, pdf_standards=['ua-1'])"
)
WEASYPRINT = "import sys, weasyprint; weasyprint.HTML(sys.argv[1]).write_pdf(sys.argv[2], pdf_variant='pdf/ua-1')"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 2 when something is not installed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--keep", type=Path, help="a folder for the sources and the PDFs, to look at")
    asked = parser.parse_args(arguments)
    missing = [name for name in ("typst", "weasyprint") if importlib.util.find_spec(name) is None]
    if missing:
        print(f"missing: {', '.join(missing)}; run: {sys.executable} -m pip install typst weasyprint")
        return 2
    with tempfile.TemporaryDirectory() as temporary:
        folder = (asked.keep or Path(temporary)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        commands = _commands(folder)
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        times: dict[str, list[float]] = {name: [] for name in commands}
        for turn in range(asked.rounds + 1):
            for name, command in commands.items():
                begin = time.perf_counter()
                subprocess.run(
                    command, check=True, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
                )
                if turn:  # the first turn fills caches of files and bytecode
                    times[name].append(time.perf_counter() - begin)
        _report(times, folder)
    return 0


def _commands(folder: Path) -> dict[str, list[str]]:
    _write_sources(folder)
    python, fonts = sys.executable, str(REPOSITORY / "layouts" / "fonts")
    make = [python, str(REPOSITORY / "make_pdf.py")]
    return {
        "handouts": [*make, "build", HANDOUT, "-o", str(folder / "ours")],
        "Typst": [python, "-c", TYPST, str(folder / "page.typ"), str(folder / "typst.pdf"), fonts],
        "WeasyPrint": [python, "-c", WEASYPRINT, str(folder / "page.html"), str(folder / "weasyprint.pdf")],
        "help": [*make, "--help"],
        "import typer": [python, "-c", "import typer"],
    }


def _write_sources(folder: Path) -> None:
    from same_page import Page, Part, Row, Shown, html, parts, typst

    from handout_builder.figures.scene.drawing_cache import FigureCache
    from handout_builder.geometry.svg_writer import to_svg
    from handout_builder.pipeline.handout import Job, lay_out
    from handout_builder.practice.library import Library
    from handout_builder.typeset.picture_box import palette

    library = Library(REPOSITORY)
    laid = lay_out(library, Job(HANDOUT))
    found = list(parts(laid.sheet))

    def pictures(inside: Sequence[Part]) -> list[Shown]:
        shown = [part for part in inside if isinstance(part, Shown)]
        cells = [cell for part in inside if isinstance(part, Row) for cell in part.cells]
        return shown + [each for cell in cells for each in pictures(cell)]

    cache = FigureCache.open(folder / "figures", library.poses)
    files = {}
    for shown in pictures(found):
        path = shown.block.path
        if path.suffix == ".yaml":
            drawn = folder / f"{path.stem}.svg"
            drawn.write_text(to_svg(cache.drawing(path), dict(palette(laid.typography, path.stem))), encoding="utf-8")
            path = drawn
        files[shown.block] = path
    width, height = laid.typography.page_size
    page = Page(width, height, 36, REPOSITORY / "layouts" / "fonts", files)
    (folder / "page.html").write_text(html(found, page), encoding="utf-8")
    (folder / "page.typ").write_text(typst(found, page), encoding="utf-8")


def _report(times: dict[str, list[float]], folder: Path) -> None:
    middle = {name: statistics.median(each) for name, each in times.items()}
    files = {"Typst": folder / "typst.pdf", "WeasyPrint": folder / "weasyprint.pdf"}
    files["handouts"] = next((folder / "ours").rglob("*.pdf"))
    print(f"{'':14} {'median':>8} {'least':>8} {'pages':>6} {'kB':>6}   ours / theirs")
    for name, file in sorted(files.items()):
        limit = f"{middle['handouts'] / middle[name]:8.2f}   (limit {LIMITS[name]})" if name in LIMITS else ""
        numbers = f"{middle[name]:7.2f}s {min(times[name]):7.2f}s {_pages(file):6} {file.stat().st_size / 1000:6.0f}"
        print(f"{name:14} {numbers}   {limit}")
    more = middle["help"] - middle["import typer"]
    print(f"--help takes {more:.3f} s more than `import typer` (limit 0.15 s)")


def _pages(file: Path) -> str:
    try:
        import pypdfium2
    except ImportError:
        return "?"
    return str(len(pypdfium2.PdfDocument(file)))


if __name__ == "__main__":
    sys.exit(main())
