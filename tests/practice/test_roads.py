"""A file with a fault of content → the same lines from build, check, plan and batch: none prints what one refuses."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from handout_builder.cli import main
from handout_builder.errors import ContentError
from handout_builder.pipeline.batch import BatchJob, run_batch
from handout_builder.pipeline.check import folder_problems, in_every_brand
from handout_builder.pipeline.handout import Job, build
from handout_builder.pipeline.plan import PlanBuilder, PlanJob
from handout_builder.pipeline.workers import Inline
from handout_builder.plans.read import plan_file, plan_of_words, plan_rows
from handout_builder.practice.library import Library
from tests.problems import problems_of
from tests.wrong.test_wrong import HERE, WRONG, expected

EXERCISE = "handouts/exercises/heel_slide.yaml"
LAYOUT = {"too_tall", "word_too_wide"}
"""Wrong files whose fault no rule of content sees: it shows when a sheet is laid out, and differs by edition."""
PLAN = {"date": "2025-11-03", "clinician": "D. Okafor", "handout": "knee", "exercises": ["heel_slide:left"]}


@pytest.fixture
def practice(tmp_path: Path) -> Path:
    return Path(shutil.copytree(HERE / "practice", tmp_path / "practice"))


# ---- the roads


def built(practice: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        build(Library(practice), Job("knee"), practice / "out")
    return sorted(map(str, caught.value.problems))


def checked(practice: Path) -> list[str]:
    return sorted(map(str, problems_of(Library(practice), [Job("knee")])))


def checked_whole(practice: Path) -> list[str]:
    library = Library(practice)
    jobs = in_every_brand(library, [Job("knee")])
    return sorted(map(str, folder_problems(library) | set(problems_of(library, jobs))))


def checked_alone(practice: Path) -> list[str]:
    """As an exercise that no handout names."""
    return sorted(map(str, folder_problems(Library(practice))))


def planned(practice: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        PlanBuilder(Library(practice)).build(PlanJob(plan_of_words(PLAN)), practice / "out")
    return sorted(map(str, caught.value.problems))


def batched(practice: Path) -> list[str]:
    rows = practice / "rows.jsonl"
    rows.write_text(json.dumps(PLAN) + "\n" + json.dumps(PLAN | {"record": "7"}) + "\n", encoding="utf-8")
    first, second = run_batch(plan_rows(rows), BatchJob(practice, practice / "out"), Inline())
    assert first.status == second.status == "failed"
    assert first.problems == second.problems, "what is judged once is said to every row"
    return sorted(map(str, first.problems))


ROADS: dict[str, Callable[[Path], list[str]]] = {
    "check": checked,
    "check of everything": checked_whole,
    "plan": planned,
    "batch": batched,
}


def put(practice: Path, *edits: tuple[str, str], file: str = EXERCISE) -> None:
    path = practice / file
    text = path.read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


# ---- every rule, on every road

DETAIL = "detail: Breathe out."
FAULTS: dict[str, tuple[tuple[tuple[str, str], ...], str]] = {
    "a picture that is not there": ((("file: hold", "file: held"),), 'there is no picture "held"'),
    "a vague link": (((DETAIL, 'detail: "[here](https://a.example)"'),), "do not say where it leads"),
    "a bare address": (((DETAIL, 'detail: "[a.example](https://a.example)"'),), "are a bare address"),
    "a link with brackets": (((DETAIL, 'detail: "[here](https://a.example/hip_(joint))"'),), "do not say where"),
    "a link without words": (((DETAIL, 'detail: "[ ](https://a.example)"'),), "has no words"),
    "two links of one name": (
        ((DETAIL, 'detail: "[our film](https://a.example) and [our **film**](https://b.example)"'),),
        'are both called "our film"',
    ),
    "letters that no font has": (((DETAIL, "detail: Breathe 痛み out."),), "that SourceSans3-Regular cannot print"),
    "a bare side": (((DETAIL, "detail: Breathe with your left side."),), 'the bare word "left"'),
    "a bare side in bold letters": (((DETAIL, "detail: Breathe with your **le**ft side."),), 'the bare word "left"'),
    "a bare side in an amount": (((DETAIL, 'detail: "Go {1 inch left|2 cm}."'),), 'the bare word "left"'),
    "a picture of no side": ((("      side: right\n    safety", "    safety"),), "does not say which side it shows"),
    "an idle alt text": (
        (
            (
                "alt: The same person holds the bent knee still with both hands.",
                "alt: The same blue mat, from the side.",
            ),
        ),
        "does not say what the body does",
    ),
    "the same alt text": (
        (
            (
                "alt: The same person holds the bent knee still with both hands.",
                'alt: "A person lies on the back, and slides one heel to the **seat**"',
            ),
            ("on the back and slides", "on the back, and slides"),
        ),
        "the alt text is the same as in step 1",
    ),
    "a fault of a field and one of content": (
        (("equipment:", "equipmnt:"), (DETAIL, "detail: Breathe with your left side.")),
        'the bare word "left"',
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_f107_every_road_refuses_the_same_exercise_with_the_same_lines(fault: str, practice: Path) -> None:
    edits, said = FAULTS[fault]
    put(practice, *edits)
    lines = built(practice)
    assert any(said in line and line.startswith(f"{EXERCISE}:") for line in lines), lines
    assert {name: road(practice) for name, road in ROADS.items()} == dict.fromkeys(ROADS, lines)
    assert not (practice / "out").exists() or not [*(practice / "out").rglob("*.pdf")]


def test_f107_every_road_refuses_a_flag_that_the_practice_does_not_have(practice: Path) -> None:
    flags = "flags: {pregnancy: Pregnancy}\n"
    (practice / "handouts" / "precautions.yaml").write_text(flags, encoding="utf-8")
    put(practice, ("sides: one", "precautions: {flags: {pregnancie: precaution}}\nsides: one"))
    lines = built(practice)
    assert any('no flag "pregnancie"' in line and 'Did you mean "pregnancy"?' in line for line in lines), lines
    assert {name: road(practice) for name, road in ROADS.items()} == dict.fromkeys(ROADS, lines)


@pytest.mark.parametrize("fault", FAULTS)
def test_f108_check_finds_in_an_exercise_of_no_handout_what_a_plan_refuses(fault: str, practice: Path) -> None:
    edits, _ = FAULTS[fault]
    put(practice, *edits)
    lines = planned(practice)
    shutil.copy(practice / EXERCISE, practice / "handouts/exercises/other.yaml")
    shutil.copy(HERE / "practice" / EXERCISE, practice / EXERCISE)
    assert checked_alone(practice) == [line.replace("heel_slide.yaml", "other.yaml") for line in lines]


def test_f107_a_side_in_an_exercise_of_no_side(practice: Path) -> None:
    put(practice, ("sides: one", "sides: none"))
    lines = built(practice)
    assert any('"sides: none"' in line for line in lines)
    without_side = {**PLAN, "exercises": ["heel_slide"]}
    with pytest.raises(ContentError) as caught:
        PlanBuilder(Library(practice)).lay_out(PlanJob(plan_of_words(without_side)))
    assert sorted(map(str, caught.value.problems)) == lines == checked_whole(practice)


WHOLE = [path for path in WRONG if path.parent.name == "exercise" and path.stem not in {*LAYOUT, "side_in_sideless"}]


@pytest.mark.parametrize("path", WHOLE, ids=lambda path: path.stem)
def test_f107_a_plan_and_a_batch_say_of_every_wrong_exercise_what_a_build_says(path: Path, practice: Path) -> None:
    (practice / EXERCISE).write_bytes(path.read_bytes())
    assert planned(practice) == batched(practice) == expected(path)


LOOK = {
    "a vague link in the stop list": (
        "handouts/knee.yaml",
        ("- your calf swells", '- "you see [this](https://a.example)"'),
        "do not say where it leads",
    ),
    "letters of the practice's name": (
        "layouts/brands/acorn/brand.yaml",
        ("name: ", "name: 那 "),
        "that SourceSans3-Regular cannot print",
    ),
    "a brand that is not there": ("handouts/knee.yaml", ("brand: acorn", "brand: acron"), 'there is no brand "acron"'),
}


@pytest.mark.parametrize("fault", LOOK)
def test_f107_handouts_and_brands_are_judged_on_every_road(fault: str, practice: Path) -> None:
    file, edit, said = LOOK[fault]
    put(practice, edit, file=file)
    for road in (checked, planned, batched):
        lines = [line for line in road(practice) if said in line]
        assert lines and all(line.startswith(f"{file}:") for line in lines), road.__name__


# ---- a plan's own words


OWN_WORDS = """\
patient: 那里 Mei
clinician: D 那
date: 2025-11-03
handout: knee
note: See 那
private_note: 那
exercises:
  - exercise: heel_slide
    side: left
    note: Do 那 slowly
    easier: hold 那
    harder: hold 里
    private_note: 那
"""


def test_every_own_word_of_a_plan_that_fonts_lack_is_found_at_once_and_not_repeated(practice: Path) -> None:
    put(practice, (DETAIL, "detail: Breathe with your left side."))
    path = practice / "plan.yaml"
    path.write_text(OWN_WORDS, encoding="utf-8")
    library = Library(practice)
    with pytest.raises(ContentError) as caught:
        PlanBuilder(library).lay_out(PlanJob(plan_file(path, library.relative(path))))
    exercise, *own = map(str, caught.value.problems)
    assert 'the bare word "left"' in exercise
    said = '"…" holds letters that SourceSans3-Regular cannot print: "…"; write it with other letters'
    assert own == [f"plan.yaml:{place}: {said}" for place in ("2:12", "5:7", "10:11", "11:13", "12:13")]


def test_an_alt_text_is_read_aloud_and_may_hold_any_letter(practice: Path) -> None:
    put(practice, ("A person lies on the back and", "A person (人) lies on the back and"))
    assert checked_whole(practice) == []


def test_markup_in_a_plan_is_literal_and_no_link(practice: Path) -> None:
    words = {**PLAN, "note": "[here](https://a.example) {side}"}
    assert PlanBuilder(Library(practice)).lay_out(PlanJob(plan_of_words(words))).laid_out.pages


# ---- the commands


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")


def commands(root: Path, handout: str, exercise: str) -> Iterator[list[str]]:
    out = str(root / "out")
    at = ["--root", str(root)]
    rows = root / "rows.csv"
    rows.write_text(f"date,handout,exercises\n2025-11-03,{handout},{exercise}\n", encoding="utf-8")
    yield ["build", handout, *at, "-o", out]
    yield ["check", handout, *at]
    yield ["check", *at]
    yield ["plan", "--handout", handout, "--exercise", exercise, "--date", "2025-11-03", *at, "-o", out]
    yield ["batch", str(rows), *at, "-o", out, "--jobs", "1"]


@pytest.mark.usefixtures("quiet")
def test_f107_a_vague_link_stops_every_command(practice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(practice, *FAULTS["a vague link"][0])
    for command in commands(practice, "knee", "heel_slide:left"):
        assert main(command) == 1, command
        wanted = f'{EXERCISE}:21:13: the words of the link, "here", do not say where it leads'
        assert wanted in capsys.readouterr().err, command
    assert not [*(practice / "out").rglob("*.pdf")]


SIT = """\
name: Sit tall
purpose: Keeps your back long.
sides: none
steps: [{do: Sit up., detail: "Look [here](https://clinic.example/sit)."}]
dosage: {repetitions: "8", frequency: 1 a day}
"""


@pytest.mark.usefixtures("quiet")
def test_f107_every_command_agrees_on_an_exercise_for_no_side(
    practice: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (practice / "handouts" / "exercises" / "sit.yaml").write_text(SIT, encoding="utf-8")
    put(practice, ("exercises:\n", "exercises:\n  - sit\n"), file="handouts/knee.yaml")
    for command in commands(practice, "knee", "sit"):
        assert main(command) == 1, command
        assert "handouts/exercises/sit.yaml:4:31: the words of the link" in capsys.readouterr().err, command
