"""A folder → every PDF this repository can make in it: all handouts × brands × editions × papers."""

from __future__ import annotations

import sys
from itertools import product
from pathlib import Path

from handout_builder.build import Job, build
from handout_builder.library import Library

PAPERS = ("letter", "a4")


def main(folder: Path) -> int:
    """Build them all; 1 when there is nothing to build. Raises ContentError when one cannot be built."""
    library = Library(Path(__file__).resolve().parents[1])
    count = 0
    for edition, paper in product(library.edition_names, PAPERS):
        for handout, brand in product(library.handout_names, library.brand_names):
            built = build(library, Job(handout, brand, edition, paper), folder / edition / paper)
            print(f"{built.path}  {built.pages} pages, {built.size / 1000:.0f} kB")
            count += 1
    print(count, "files")
    return 0 if count else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
