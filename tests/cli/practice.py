"""A small practice folder for tests: one handout, one exercise, one brand, all of them without problems."""

from __future__ import annotations

from pathlib import Path

HANDOUT = """\
title: Sore knees
lead: Strong thighs help your knees.
brand: oak
sections:
  - type: text
    heading: Why it hurts
    body: [Your knee does much each day.]
exercises: [knee_bend]
stop:
  emergency: [cannot feel your foot]
  clinic: [the knee swells]
review: {status: draft, written: 2025-11-03}
"""
EXERCISE = """\
name: Knee bend
purpose: Makes your thighs strong.
sides: both
steps:
  - do: Bend your knees.
    detail: Go only as low as feels good.
    safety:
      - level: warning
        avoid: Stop if your knee locks.
        hazard: A locked knee can tear inside.
"""
BRAND = """\
name: Oak House
phone: 01632 960 001
web: oakhouse.example
emergency: "112"
colour: "#1F5F3F"
"""


def make_practice(root: Path) -> Path:
    """The folder, ready to build."""
    files = {
        "handouts/sore_knees.yaml": HANDOUT,
        "handouts/exercises/knee_bend.yaml": EXERCISE,
        "layouts/brands/oak/brand.yaml": BRAND,
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def edit(path: Path, old: str, new: str) -> None:
    """Replace `old`, which must be there, by `new`."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def lines(text: str) -> list[str]:
    """The lines that a command printed."""
    return text.strip().splitlines()
