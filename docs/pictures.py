"""The finished sheets → the pictures of the README and the site, docs/*.png.

    python docs/pictures.py

Run it after a change of looks, then look at every picture. It needs the extra `test`. phone.png also needs Chromium:
`apt-get install -y chromium`, or name another with CHROMIUM=…; without it the other pictures are written and the script
ends with 1.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image

from handout_builder.cli import main as command
from handout_builder.pipeline.handout import Job, build
from handout_builder.pipeline.plan import PlanBuilder, PlanJob
from handout_builder.plans.read import plan_file
from handout_builder.practice.library import Library

HERE = Path(__file__).resolve().parent
PLAN = HERE.parent / "handouts" / "plans" / "two_exercises.yaml"
COLOURS = 200
"""A picture of that many colours looks as one of all does, and is a third of its size."""
GROUND, AIR = "#D9DEE1", 14
FIGURES_WIDE = 1200
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PHONE_WIDE, PHONE_HIGH, SHARP = 390, 760, 1.5
"""Size of a phone's window in CSS pixels, and pixels for each of them."""
PHONES = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; padding: 20px; background: {ground}; display: flex; gap: 24px }}
div {{ padding: 22px 0; border: 10px solid #22282B; border-radius: 36px; background: #FFF }}
iframe {{ width: {wide}px; height: {high}px; border: 0; display: block }}
</style><div><iframe src="{page}"></iframe></div><div><iframe src="{page}"></iframe></div>
<script>onload = async () => {{
  const shown = frames[1].document;
  await shown.fonts.ready;
  const second = shown.querySelectorAll(".plan-row")[1];
  frames[1].scrollTo({{ top: second.getBoundingClientRect().top - 16, behavior: "instant" }});
}};</script>"""
"""Two phones: the second shows the page from its second exercise on."""


@dataclass(frozen=True)
class Shot:
    """Pages of one PDF, side by side; pages count from 1, -1 is the last. `scale` is pixels for each point."""

    name: str
    path: Path
    pages: tuple[int, ...]
    scale: float = 1.35


def main() -> int:
    """Write every picture; 1 when there is no browser. Raises ContentError when a sheet has problems."""
    library = Library(HERE.parent)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        handout = {brand: build(library, Job("iliopsoas", brand), folder).path for brand in ("fernhollow", "quince")}
        plan = PlanBuilder(library).build(PlanJob(plan_file(PLAN), html=True), folder)
        for shot in (
            Shot("page", handout["fernhollow"], (1, 2)),
            Shot("two-brands", handout["quince"], (1, 2), 1.0),
            Shot("plan-page", plan.path, (1,)),
            Shot("log", plan.path, (-1,)),
        ):
            _save(_side_by_side(shot), shot.name)
        _save(_contact_sheet(folder / "figures.png"), "figures", COLOURS // 4)
        assert plan.html is not None
        return _phone(plan.html, folder)


def _save(picture: Image.Image, name: str, colours: int = COLOURS) -> None:
    picture.convert("RGB").quantize(colours).save(HERE / f"{name}.png", optimize=True)


def _contact_sheet(path: Path) -> Image.Image:
    """Every figure, as `make_pdf.py figure --all` draws them."""
    if command(["figure", "--all", "-q", "--width", str(FIGURES_WIDE), "--root", str(HERE.parent), "-o", str(path)]):
        raise SystemExit("the figures have problems; see above")
    with Image.open(path) as sheet:
        return sheet.copy()


def _side_by_side(shot: Shot) -> Image.Image:
    with pypdfium2.PdfDocument(shot.path) as document:
        numbers = [number if number < 0 else number - 1 for number in shot.pages]
        pages = [document[number % len(document)].render(scale=shot.scale).to_pil() for number in numbers]
    width = sum(page.width for page in pages) + AIR * (len(pages) + 1)
    whole = Image.new("RGB", (width, max(page.height for page in pages) + 2 * AIR), GROUND)
    left = AIR
    for page in pages:
        whole.paste(page, (left, AIR))
        left += page.width + AIR
    return whole


def _phone(page: Path, folder: Path) -> int:
    """The page for screens in two windows as wide as a phone: its beginning, and from its second exercise on."""
    browser = next(filter(None, map(shutil.which, (os.environ.get("CHROMIUM", ""), *BROWSERS))), None)
    if browser is None:
        print("phone.png needs Chromium: apt-get install -y chromium, or CHROMIUM=/path/to/it", file=sys.stderr)
        return 1
    around, shot = folder / "phones.html", folder / "phones.png"
    words = PHONES.format(ground=GROUND, wide=PHONE_WIDE, high=PHONE_HIGH, page=page.name)
    around.write_text(words, encoding="utf-8")
    size = f"--window-size={2 * (PHONE_WIDE + 20) + 24 + 40},{PHONE_HIGH + 44 + 20 + 40}"
    options = [
        "--headless",
        "--no-sandbox",
        "--hide-scrollbars",
        "--virtual-time-budget=5000",
        "--allow-file-access-from-files",
        f"--force-device-scale-factor={SHARP}",
        size,
    ]
    subprocess.run(
        [browser, *options, f"--screenshot={shot}", around.as_uri()], check=True, capture_output=True, timeout=120
    )
    with Image.open(shot) as picture:
        _save(picture, "phone")
    return 0


if __name__ == "__main__":
    sys.exit(main())
