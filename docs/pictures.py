"""The finished handouts → the pictures of README.md, docs/*.png.

python docs/pictures.py        after a change of looks; needs the extras of the tests
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from handout_builder.build import Job, build
from handout_builder.library import Library
from PIL import Image

from handout_builder.cli import main as command

HERE = Path(__file__).resolve().parent
PIXELS_PER_POINT = 1.35
COLOURS = 200
GROUND, AIR = "#D9DEE1", 14


@dataclass(frozen=True)
class Shot:
    """Pages of one handout, side by side; pages count from 1."""

    name: str
    brand: str
    pages: tuple[int, ...]
    scale: float = PIXELS_PER_POINT


FIGURES_WIDE = 1200
SHOTS = (Shot("page", "fernhollow", (1, 2)), Shot("two-brands", "quince", (1, 2), 1.0))


def main() -> None:
    """Write every picture. Raises ContentError when a handout has problems."""
    library = Library(HERE.parent)
    with tempfile.TemporaryDirectory() as folder:
        for shot in SHOTS:
            built = build(library, Job("iliopsoas", shot.brand), Path(folder))
            _side_by_side(built.path, shot).save(HERE / f"{shot.name}.png", optimize=True)
        _contact_sheet(Path(folder) / "figures.png").save(HERE / "figures.png", optimize=True)


def _contact_sheet(path: Path) -> Image.Image:
    """Every figure, as `make_pdf.py figure --all` draws them."""
    if command(
        ["figure", "--all", "--quiet", "--width", str(FIGURES_WIDE), "--root", str(HERE.parent), "-o", str(path)]
    ):
        raise SystemExit("the figures have problems; see above")
    with Image.open(path) as sheet:
        return sheet.convert("RGB").quantize(COLOURS // 4)


def _side_by_side(path: Path, shot: Shot) -> Image.Image:
    with pypdfium2.PdfDocument(path) as document:
        pages = [document[number - 1].render(scale=shot.scale).to_pil() for number in shot.pages]
    width = sum(page.width for page in pages) + AIR * (len(pages) + 1)
    whole = Image.new("RGB", (width, max(page.height for page in pages) + 2 * AIR), GROUND)
    left = AIR
    for page in pages:
        whole.paste(page, (left, AIR))
        left += page.width + AIR
    return whole.quantize(COLOURS)


if __name__ == "__main__":
    main()
