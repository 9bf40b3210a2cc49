"""Every form of a text is printed on the sheet of its side, or refused; no sheet names the other side by a slip."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from handout_builder.pipeline.handout import Job, lay_out
from handout_builder.pipeline.sheet import LaidOutSheet, html_of
from handout_builder.practice.library import Library
from tests.safety.said import logical_text
from tests.sides.practices import exercise, messages, planned, practice

FIELDS = ("purpose", "equipment", "position", "should_feel", "should_not_feel", "easier", "harder")
SAFETY = ("avoid", "hazard", "consequence")


def whole(text: Any, sides: str = "one", **fields: Any) -> dict[str, Any]:
    """An exercise with that text wherever a text may follow the side."""
    warning = {"level": "warning", **dict.fromkeys(SAFETY, text)}
    step = {"do": text, "detail": text, "safety": [warning]}
    return exercise(step, sides=sides, safety=[warning], **dict.fromkeys(FIELDS, text), **fields)


PLACES = len(FIELDS) + 2 * len(SAFETY) + 2


def said(made: LaidOutSheet) -> str:
    return logical_text(made) + "".join(html_of(made).split())


GERMAN = {
    "neutral": "Heben Sie einen Arm und ein Bein.",
    "left": "Heben Sie den linken Arm und das rechte Bein.",
    "right": "Heben Sie den rechten Arm und das linke Bein.",
}


def test_f8_an_inflected_language_has_a_whole_sentence_for_each_side(tmp_path: Path) -> None:
    library = practice(tmp_path, whole(GERMAN, language="de"), language="de")
    sheets = {
        "neutral": lay_out(library, Job("trial")),
        "left": planned(library, "left").laid_out,
        "right": planned(library, "right").laid_out,
    }
    for form, made in sheets.items():
        text = logical_text(made)
        for name, sentence in GERMAN.items():
            found = text.count("".join(sentence.split()))
            assert found >= PLACES if name == form else found == 0, (form, name, found)
    both = logical_text(planned(library, "both").laid_out)
    assert all("".join(GERMAN[side].split()) in both for side in ("left", "right"))


@pytest.mark.parametrize(
    ("left", "right", "wrong"),
    [
        ("Heben Sie den rechten Arm.", "Heben Sie den rechten Arm.", 'the text for the left side says "rechten"'),
        ("Heben Sie den linken Arm.", "Heben Sie den linken Arm.", 'the text for the right side says "linken"'),
        ("Linker Arm, rechtes Bein.", "Rechter Arm, rechtes Bein.", "does not name the opposite"),
        ("Linker Arm, rechtes Bein.", "Linkes Bein, rechter Arm.", "does not name the opposite"),
        ("{side} Arm.", "Rechter Arm.", '"left" names a side by a placeholder'),
    ],
)
def test_f8_a_sentence_that_sends_to_the_other_side_is_refused(
    left: str, right: str, wrong: str, tmp_path: Path
) -> None:
    text = {"neutral": "Heben Sie einen Arm.", "left": left, "right": right}
    library = practice(tmp_path, exercise(text, language="de"), language="de")
    for road, lines in messages(library, "left").items():
        assert any(wrong in line for line in lines), (road, lines)


N, S, L, R, B = (
    {"neutral": "Lift one knee."},
    {"sided": "Lift your {side} knee."},
    {"left": "Lift the left knee."},
    {"right": "Lift the right knee."},
    {"both": "Lift the left knee, then the right one."},
)
PRINTED = [("one", N), ("one", N | S), ("one", N | L | R), ("both", N), ("both", B), ("none", N)]
REFUSED = [
    ("one", N | B), ("one", B), ("one", L | R), ("one", S), ("one", N | L), ("one", N | R), ("one", N | S | L | R),
    ("both", N | S), ("both", N | L | R), ("both", N | B), ("both", B | S), ("both", L | R), ("both", S),
    ("none", N | S), ("none", N | L | R), ("none", B), ("none", N | B),
]  # fmt: skip


@pytest.mark.parametrize(("sides", "text"), PRINTED, ids=json.dumps)
def test_f9_each_form_is_printed_on_a_sheet_of_the_exercise(sides: str, text: dict[str, str], tmp_path: Path) -> None:
    library = practice(tmp_path, whole(text, sides))
    assert set(map(tuple, messages(library, "left" if sides == "one" else "").values())) == {()}
    chosen = ("left", "right") if sides == "one" else ("",)
    printed = said(lay_out(library, Job("trial"))) + "".join(said(planned(library, side).laid_out) for side in chosen)
    for form, sentence in text.items():
        sentences = [sentence.format(side=side) for side in ("left", "right")] if form == "sided" else [sentence]
        assert all(printed.count("".join(each.split())) >= PLACES for each in sentences), form


ELSEWHERE = [("one", N | B), ("both", L | R), ("none", N | S)]


@pytest.mark.parametrize(
    ("place", "sides", "text"),
    [
        *(("do", *each) for each in REFUSED),
        *((place, *each) for place in ("avoid", "purpose", "alt") for each in ELSEWHERE),
    ],
    ids=json.dumps,
)
def test_f9_a_form_that_no_sheet_prints_is_refused_on_every_road(
    place: str, sides: str, text: dict[str, str], tmp_path: Path
) -> None:
    step: dict[str, Any] = {"do": text if place == "do" else "Move."}
    if place == "avoid":
        step["safety"] = [{"level": "warning", "avoid": text, "hazard": "It hurts."}]
    if place == "alt":
        step["figure"] = {"file": "lunge_1", "side": "right", "alt": text}
    made = exercise(step, sides=sides, purpose=text if place == "purpose" else "Helps.")
    found = messages(practice(tmp_path, made), "left" if sides == "one" else "")
    assert all(found.values()), found
    assert found["build"] == found["check"] == found["plan"]


def test_f9_the_remedy_of_a_text_that_is_never_printed_works(tmp_path: Path) -> None:
    first = messages(practice(tmp_path / "a", exercise(N | S, sides="both")))
    assert any('write all in one text, such as "Lift one knee, then the other"' in line for line in first["build"])
    then = messages(practice(tmp_path / "b", exercise("Lift one knee, then the other", sides="both")))
    assert not any(then.values()), then


@pytest.mark.parametrize("form", ["sided", "left", "right", "both"])
def test_f9_a_warning_of_a_handout_has_no_forms_for_sides(form: str, tmp_path: Path) -> None:
    text = {"left": N | L | R, "right": N | L | R, "sided": N | S, "both": B}[form]
    safety = [{"level": "warning", "avoid": text, "hazard": "It hurts."}]
    library = practice(tmp_path, exercise("Lift one knee."), safety=safety)
    found = messages(library, "left")
    assert any(f'"{form}" is never printed, because a handout has no side' in line for line in found["build"])
    assert any(f'"{form}" is never printed' in line for line in found["plan"])


NO_SIDES = [
    "Hold your elbow at a right angle.", "Keep the wrist right above the elbow.", "Stop right away if it hurts.",
    "Bend both knees to right angles.", "Put a pillow right under your knee.", "Put it right below the knee.",
    "Rest right after the walk.", "Make sure you are all right.", "Hold the right angle.", "Hold a right-angled bend.",
    "Upright and bright.", "The cleft between.", "Put the ball right next to you.",
]  # fmt: skip
ONE_SIDE = [
    "Hold the right above the other.", "Lift your right above the hip.", "Put it right under your left knee.",
    "Turn right.", "Use the right-hand side.", "Lift the left arm at a right angle.", "Keep your right right above it.",
    "Bend rightward.", "Right arm up.",
]  # fmt: skip


@pytest.mark.parametrize("sides", ["one", "both"])
@pytest.mark.parametrize("text", NO_SIDES)
def test_f11_words_that_name_no_side_are_fine(text: str, sides: str, tmp_path: Path) -> None:
    library = practice(tmp_path, exercise(text, sides=sides))
    assert not any(messages(library, "left" if sides == "one" else "").values())


@pytest.mark.parametrize("sides", ["one", "both"])
@pytest.mark.parametrize("text", ONE_SIDE)
def test_f11_one_side_in_words_stays_a_problem(text: str, sides: str, tmp_path: Path) -> None:
    library = practice(tmp_path, exercise(text, sides=sides))
    wanted = "the bare word" if sides == "one" else "and the exercise is done on both"
    found = messages(library, "left" if sides == "one" else "")
    assert all(any(wanted in line for line in lines) for lines in found.values()), found


@pytest.mark.parametrize(
    "steps",
    [
        ("Start with the left arm, then do the right arm.",),
        ("Lift the left arm.", "Lift the right arm."),
        ({"both": "Left knee first. Then the right knee."},),
        ("Change from right to left.", "Bend the left knee."),
    ],
)
def test_f11_both_sides_may_be_named_where_both_are_done(steps: tuple[Any, ...], tmp_path: Path) -> None:
    assert not any(messages(practice(tmp_path, exercise(*steps, sides="both"))).values())


def test_f11_an_alt_text_alone_does_not_make_an_exercise_name_both_sides(tmp_path: Path) -> None:
    figure = {"file": "lunge_1", "alt": "A person bends the left knee and then the right one.", "side": "none"}
    made = exercise({"do": "Lift the left knee.", "figure": figure}, sides="both")
    found = messages(practice(tmp_path, made))
    assert all(any("done on both" in line for line in lines) for lines in found.values()), found


def test_every_language_that_ships_names_its_sides() -> None:
    library = Library(practice_root())
    for code in library.language_names:
        words = library.language(code).model
        assert [str(side) for side, _ in words.bare_sides.named_in(f"{words.side.left}, {words.side.right}")] == [
            "left",
            "right",
        ]


def practice_root() -> Path:
    return Path(__file__).resolve().parents[2]
