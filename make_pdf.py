"""The command of a clone: hands over to handout_builder.cli, with this folder as the practice folder."""

import sys
from pathlib import Path

from handout_builder.cli import main

if __name__ == "__main__":
    sys.exit(main(home=Path(__file__).resolve().parent))
