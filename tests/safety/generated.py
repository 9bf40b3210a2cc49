"""Hypothesis strategies → whole practice folders of valid content: short and long, with few warnings and many."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from handout_builder.practice.library import Library
from tests import REPOSITORY

PRACTICE = REPOSITORY / "tests" / "wrong" / "practice"
LATIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
LETTERS = (
    LATIN
    + "äöüßéèêñçåøæłżščřőűğşāēīõ"
    + "αβγδεζηθλμνξπσφψω"
    + "абвгдежзийклмнопрстуфхцчшщыэюя"
    + "ạảấầẩậắằặẹẻẽếềệịọỏốồộớờợụủứừự"
)
SIGNS = "0123456789.,;:!?'\"()&#/%+-–—…“”‘’_*<>=~^`|@$€°½²"
REFUSED = ("**", "](", "left", "right", "__")
Content = dict[str, Any]


def _fine(text: str) -> bool:
    return text == " ".join(text.split()) and not any(word in text.lower() for word in REFUSED)


def texts(least: int = 1, most: int = 12) -> st.SearchStrategy[str]:
    """Words of letters of four alphabets, digits and signs, none of which is markup here."""
    plain = st.text(LATIN, min_size=1, max_size=9)
    word = st.one_of(
        plain, plain, plain, st.text(LETTERS, min_size=1, max_size=11), st.text(LETTERS + SIGNS, min_size=1, max_size=7)
    )
    return st.lists(word, min_size=least, max_size=most).map(" ".join).filter(_fine)


@st.composite
def sided(draw: st.DrawFn, text: st.SearchStrategy[str], sides: str) -> Any:
    """A text, or a text in two forms when the exercise has a side."""
    said = draw(text)
    if sides != "one" or draw(st.booleans()):
        return said
    return {"neutral": said, "sided": draw(text) + draw(st.sampled_from([" {side}", " {other_side} x", ". {side} y"]))}


@st.composite
def warning(draw: st.DrawFn, sides: str = "none", longest: int = 25) -> Content:
    found = {
        "level": draw(st.sampled_from(["danger", "warning", "caution", "notice"])),
        "avoid": draw(sided(texts(1, 9), sides)),
        "hazard": draw(sided(texts(1, longest), sides)),
    }
    if draw(st.booleans()):
        found["consequence"] = draw(sided(texts(1, longest), sides))
    return found


@st.composite
def exercise(draw: st.DrawFn, most_steps: int = 12, most_warnings: int = 2, most_words: int = 22) -> Content:
    sides = draw(st.sampled_from(["one", "both", "none"]))
    count = draw(st.integers(0, most_steps))
    pictures = draw(st.booleans())
    steps = []
    for number in range(count):
        step: Content = {"do": draw(sided(texts(1, 6), sides))}
        if draw(st.booleans()):
            step["detail"] = draw(sided(texts(1, most_words), sides))
        if pictures and draw(st.booleans()):
            alt = f"A person bends one knee in position {number + 1} of the exercise"
            step["figure"] = {"file": draw(st.sampled_from(["slide", "hold"])), "alt": alt}
            if sides == "one":
                step["figure"]["side"] = draw(st.sampled_from(["left", "right", "none"]))
            for key in ("caption", "credit"):
                if draw(st.integers(0, 3)) == 0:
                    step["figure"][key] = draw(texts(1, 4).filter(lambda text: max(map(len, text.split())) < 10))
        if draw(st.booleans()):
            step["safety"] = draw(st.lists(warning(sides), min_size=1, max_size=most_warnings))
        steps.append(step)
    found: Content = {"name": draw(texts(1, 5).filter(lambda text: len(text) <= 60)), "sides": sides, "steps": steps}
    found["purpose"] = draw(sided(texts(1, 15), sides))
    optional = {
        "equipment": texts(1, 6), "position": sided(texts(1, 15), sides), "should_feel": sided(texts(1, 12), sides),
        "should_not_feel": sided(texts(1, 12), sides), "easier": sided(texts(1, 12), sides),
        "harder": sided(texts(1, 12), sides), "muscles": st.lists(texts(1, 2), min_size=1, max_size=4),
        "safety": st.lists(warning(sides), min_size=1, max_size=8), "video": st.just("https://acorn.example/v/1"),
    }  # fmt: skip
    for key, strategy in optional.items():
        if draw(st.booleans()):
            found[key] = draw(strategy)
    return found


@st.composite
def handout(draw: st.DrawFn, exercises: list[str]) -> Content:
    sections: list[Content] = [
        {"type": "text", "heading": draw(texts(1, 5)), "body": draw(st.lists(texts(1, 25), min_size=1, max_size=2))}
    ]
    if draw(st.booleans()):
        sections.append(
            {"type": "list", "heading": draw(texts(1, 5)), "items": draw(st.lists(texts(1, 8), min_size=1, max_size=4))}
        )
    with_overview: bool = draw(st.booleans())
    if exercises and with_overview:
        sections.append({"type": "overview"})
    return {
        "title": draw(texts(1, 6).filter(lambda text: len(text) <= 80)),
        "lead": draw(texts(1, 12)),
        "brand": "acorn",
        "sections": sections,
        "safety": draw(st.lists(warning(longest=12), max_size=2)),
        "exercises": exercises,
        "stop": {
            "emergency": draw(st.lists(texts(1, 6), min_size=1, max_size=3)),
            "clinic": draw(st.lists(texts(1, 6), min_size=1, max_size=3)),
        },
        "review": {"status": "draft", "written": "2025-11-03"},
    }


@st.composite
def practices(draw: st.DrawFn, /, **limits: int) -> tuple[Content, dict[str, Content]]:
    """A handout and the exercises it names."""
    count = draw(st.integers(1, 2))
    made = {f"exercise_{number}": draw(exercise(**limits)) for number in range(count)}
    return draw(handout(list(made))), made


def written(folder: Path, sheet: Content, exercises: dict[str, Content]) -> Library:
    """The content as files of a practice folder. JSON is YAML, and every text in it stays as it is."""
    shutil.copytree(PRACTICE, folder, dirs_exist_ok=True)
    shutil.copytree(REPOSITORY / "layouts" / "brands", folder / "layouts" / "brands", dirs_exist_ok=True)
    for path in (folder / "handouts").rglob("*.yaml"):
        path.unlink()
    _put(folder / "handouts" / "sheet.yaml", sheet)
    for name, content in exercises.items():
        _put(folder / "handouts" / "exercises" / f"{name}.yaml", content)
    return Library(folder)


def _put(path: Path, content: Content) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
