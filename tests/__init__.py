"""The tests, one folder for each room of the package."""

from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED = REPOSITORY.parent / "shared"
"""Material for developers next to a checkout; a clone alone does not have it."""
