"""Draws every shipped figure, plain and mirrored, as other processors and systems would, and compares the drawings.

    python .ci/same_figures.py

Each variation is a process of its own: each kind of processor (`processors.py`), maths functions whose last digit
differs (where a C compiler can make them), and all of that together. Prints what differs. Exit code 1 when anything
does, or when no variation changes what the libraries compute on this machine, so that nothing was tried.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from processors import PROCESSORS

ROOT = Path(__file__).resolve().parents[1]
PROBE = "what the libraries compute"


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        variations = variations_here(Path(folder))
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            found = dict(zip(variations, pool.map(drawn_with, variations.values()), strict=True))
    plain = found.pop("unchanged")
    differing, effects = 0, 0
    for variation, drawings in found.items():
        names = sorted(name for name in {*plain, *drawings} - {PROBE} if drawings.get(name) != plain.get(name))
        effect = drawings[PROBE] != plain[PROBE]
        differing, effects = differing + len(names), effects + effect
        print(f"{variation}: {len(names)} of {len(plain) - 1} drawings differ")
        for name in names:
            print(f"  {name}")
        if not effect:
            print(f"{variation}: changes nothing that the libraries compute on this machine")
    if not effects:
        print("no variation has an effect on this machine: nothing was tried")
    return 0 if effects and not differing else 1


def variations_here(folder: Path) -> dict[str, dict[str, str]]:
    """The environment variables of each variation: no change, each processor, other sines, all of these together."""
    parts = dict(PROCESSORS)
    if noisy := noisy_maths(folder):
        parts["another last digit of sines"] = {"LD_PRELOAD": str(noisy)}
    together = {name: value for part in parts.values() for name, value in part.items()}
    return {"unchanged": {}, **parts, "all of these": together}


def noisy_maths(folder: Path) -> Path | None:
    """The compiled library; None where it cannot be made or preloaded."""
    compiler, library = shutil.which("cc"), folder / "noisy_maths.so"
    if not (compiler and sys.platform == "linux"):
        print("another last digit of sines: not tried, for there is no C compiler here")
        return None
    source = Path(__file__).with_name("noisy_maths.c")
    flags = ("-shared", "-fPIC", "-fno-builtin", "-O1")
    subprocess.run([compiler, *flags, "-o", library, source, "-ldl", "-lm"], check=True)
    return library


def drawn_with(environment: Mapping[str, str]) -> dict[str, str]:
    """A hash of each drawing, made in another process with these variables."""
    command = [sys.executable, __file__, "--draw"]
    run = subprocess.run(command, env={**os.environ, **environment}, stdout=subprocess.PIPE, check=True)
    hashes: dict[str, str] = json.loads(run.stdout)
    return hashes


def draw() -> None:
    """Prints a hash of each shipped figure, plain and mirrored, and one of what the libraries compute, as JSON."""
    from handout_builder.figures.scene.figure_file import draw_file
    from handout_builder.figures.scene.scene import swapped
    from handout_builder.geometry.stored_drawing import packed

    hashes = {PROBE: probe()}
    for path in sorted((ROOT / "images" / "figures").glob("*.yaml")):
        drawing = draw_file(path, ROOT / "images" / "poses")
        # a mirrored figure is its plain drawing mirrored, so it need not be drawn again
        for name, made in ((path.stem, drawing), (f"{path.stem} mirrored", swapped(drawing.mirrored()))):
            hashes[name] = hashlib.sha256(packed(made)).hexdigest()
    print(json.dumps(hashes))


def probe() -> str:
    """A hash of products, SIMD functions and sines over fixed numbers, which show whether a variation has an effect."""
    import math

    import numpy as np

    numbers = np.sin(np.arange(1.0, 2001.0).reshape(40, 50) ** 1.5)
    results = [numbers @ numbers.T, np.hypot(numbers, 0.7), np.exp(numbers), np.arctan2(numbers, 0.3)]
    sines = [function(n / 7) for n in range(3000) for function in (math.sin, math.cos, math.exp)]
    return hashlib.sha256(b"".join(each.tobytes() for each in (*results, np.array(sines)))).hexdigest()


if __name__ == "__main__":
    if "--draw" in sys.argv:
        draw()
    else:
        sys.exit(main())
