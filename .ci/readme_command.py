"""README.md and a number → that command of its section "Two commands", so that CI and README cannot drift apart."""

from __future__ import annotations

import re
import sys
from pathlib import Path

HEADING = "## Two commands"


def commands(readme: str) -> list[str]:
    """The shell commands of the section, in order; a block is one command. Raises ValueError when there are not two."""
    section = readme.partition(f"\n{HEADING}\n")[2].partition("\n## ")[0]
    found = [block.strip() for block in re.findall(r"^```sh\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)]
    if len(found) != 2 or not all(found):
        raise ValueError(f'README.md has {len(found)} commands under "{HEADING}"; it needs two')
    return found


if __name__ == "__main__":
    readme = Path(__file__).resolve().parents[1] / "README.md"
    print(commands(readme.read_text(encoding="utf-8"))[int(sys.argv[1]) - 1])
