"""Flags of the patient × exercises × decisions: what is built, what is asked, and what the two papers say of it."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handout_builder.cli.app import main
from handout_builder.compose.chart import Provenance, chart_sheet
from handout_builder.compose.outline import outline
from handout_builder.errors import ContentError, Problem
from handout_builder.model.rich_text import words
from handout_builder.plans.decisions import MEASURES
from handout_builder.plans.gate import NOT_ADVICE
from handout_builder.plans.plan import Plan
from handout_builder.plans.read import plan_rows
from handout_builder.plans.resolve import resolved_plan
from handout_builder.practice.library import Entry
from tests.plans.samples import library, pages_of, plan, sheet_of

FLAGS = sorted(library().precautions().model.flags)
NAMES = library().exercise_names
KINDS = {
    (name, flag): kind
    for name in NAMES
    for found in [library().exercise(name).model.precautions]
    for flag, kind in (found.flags.items() if found else ())
}
CAREFUL = {flag for (_, flag), kind in KINDS.items() if kind == "precaution"}
SAFE = {"made_safe": "someone near", "who": "Dana Okafor", "when": "2025-11-03"}
WHY = {"who": "Dana Okafor", "reason": "Seen twice."}


def items(*names: str) -> list[str]:
    return [f"{name}:{'left' if library().exercise(name).model.sides == 'one' else ''}" for name in names]


def found_problems(entry: Entry[Plan]) -> tuple[Problem, ...]:
    try:
        resolved_plan(entry, library())
    except ContentError as error:
        return error.problems
    return ()


def chart_of(entry: Entry[Plan]) -> str:
    resolved = resolved_plan(entry, library())
    brand, language = library().brand("fernhollow"), library().language("en")
    flag_words = library().precautions().model.flags
    return outline(chart_sheet(resolved, brand, language, flag_words, Provenance("p", "c", "v", "s"), (), "key"))


@pytest.mark.parametrize("decided", ["nothing", "override", "precaution"])
@pytest.mark.parametrize("name, flag", [(name, flag) for name in NAMES for flag in FLAGS])
def test_each_flag_with_each_exercise_is_built_with_its_own_decision_only(name: str, flag: str, decided: str) -> None:
    fields: dict[str, Any] = {
        "override": {"overrides": [{"exercise": name, "flag": flag, **WHY}]},
        "precaution": {"precautions": [{"flag": flag, **SAFE}]},
        "nothing": {},
    }[decided]
    kind = KINDS.get((name, flag))
    right = {None: "nothing", "contraindication": "override", "precaution": "precaution"}[kind]
    problems = found_problems(plan(*items(name), flags=[flag], **fields))
    assert bool(problems) is (decided != right)
    said = [each.message for each in problems]
    if kind == "contraindication" and decided != right:
        assert any(each.startswith(f'"{name}" is contraindicated') for each in said)
    if kind == "precaution" and decided != right:
        assert any(each.startswith("how is it made safe?") for each in said)
    if problems and kind and decided == "nothing":
        assert f"{name}.yaml:" in said[0] and NOT_ADVICE in problems[0].remedy


@given(
    names=st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True),
    flags=st.lists(st.sampled_from(FLAGS), max_size=6, unique=True),
    overridden=st.sets(st.sampled_from(sorted(KINDS)), max_size=6),
    made_safe=st.sets(st.sampled_from(FLAGS), max_size=6),
)
def test_no_sheet_has_a_contraindication_without_its_own_decision_or_a_precaution_without_any(
    names: list[str], flags: list[str], overridden: set[tuple[str, str]], made_safe: set[str]
) -> None:
    met = {(name, flag): KINDS[name, flag] for name, flag in product(names, flags) if (name, flag) in KINDS}
    stopped = {key for key, kind in met.items() if kind == "contraindication"}
    asked = {flag for (_, flag), kind in met.items() if kind == "precaution"}
    entry = plan(
        *items(*names),
        flags=flags,
        overrides=[{"exercise": name, "flag": flag, **WHY} for name, flag in sorted(overridden)],
        precautions=[{"flag": flag, **SAFE} for flag in sorted(made_safe)],
    )
    problems = found_problems(entry)
    assert bool(problems) is (stopped != overridden or asked != made_safe)
    assert sum(each.message.startswith("how is it made safe?") for each in problems) == len(asked - made_safe)
    assert sum(" is contraindicated for " in each.message for each in problems) == len(stopped - overridden)
    if not problems:
        for page in pages_of(sheet_of(entry)):
            careful = any(KINDS.get((page.key, flag)) == "precaution" for flag in flags)
            assert bool(page.safeguard) is careful
            asks = library().exercise(page.key).model.precautions
            assert bool(page.ask) is bool(asks and asks.head)


def test_one_decision_holds_for_all_exercises_with_the_precaution_and_for_no_other_flag() -> None:
    both = items("lunge_stretch", "knee_lift_march", "ball_massage")
    fields = {"flags": ["abdominal_surgery", "poor_balance"]}
    first, second = found_problems(plan(*both, **fields))
    assert "knee_lift_march" in first.message and "ball_massage" in first.message
    assert "lunge_stretch" in second.message and "poor_balance" in second.message
    (left,) = found_problems(plan(*both, **fields, precautions=[{"flag": "abdominal_surgery", **SAFE}]))
    assert left == second


@pytest.mark.parametrize(
    "written, said",
    [
        ("support", "Hold on to something firm."),
        ("someone near", "Someone stands near you."),
        ("Someone  Near.", "Someone stands near you."),
        ("someone_near", "Someone stands near you."),
        ("seen done here", "Do it just as you did it with us."),
        ("surgeon agrees", "Your surgeon agrees that you do this."),
        ("Keep a chair behind you", "Keep a chair behind you."),
        ("Is your daughter there?", "Is your daughter there?"),
    ],
)
def test_what_makes_it_safe_is_on_the_page_of_each_such_exercise_and_on_the_chart_copy(written: str, said: str) -> None:
    entry = plan(
        *items("lunge_stretch", "ball_massage"),
        flags=["poor_balance"],
        precautions=[{**SAFE, "flag": "poor_balance", "made_safe": written}],
    )
    lunge, ball = pages_of(sheet_of(entry))
    assert lunge.safeguard and words(lunge.safeguard.measures[0]) == said and not ball.safeguard
    assert "Dana" not in repr(lunge) and "Dana Okafor on Nov 3, 2025" in chart_of(entry)
    assert said in chart_of(entry) and "Precautions, made safe" in chart_of(entry)
    assert "Contraindications" not in chart_of(entry)


def test_every_measure_has_words() -> None:
    said = library().language("en").model.safeguards
    assert all(said.of(key, "own") != "own." for key in MEASURES.values())


def test_f55_the_chart_copy_says_which_sides_a_decision_is_for() -> None:
    decided = [{"exercise": "lunge_stretch", "flag": "recent_fracture", **WHY}]
    fields = {"flags": ["recent_fracture"], "overrides": decided}
    one, two = (
        plan("lunge_stretch:left", **fields),
        plan("lunge_stretch:left", "lunge_stretch:right:3 x 20 s", **fields),
    )
    assert "Lunge stretch (Left side): contraindicated" in chart_of(one)
    assert "Lunge stretch (Left side, Right side): contraindicated" in chart_of(two)
    assert "made safe" not in chart_of(two) and "given all the same" in chart_of(two)


def test_decisions_of_the_other_kind_about_nothing_or_twice_are_problems() -> None:
    careful = {"exercise": "lunge_stretch", "flag": "poor_balance", **WHY}
    said = [
        each.message for each in found_problems(plan("lunge_stretch:left", flags=["poor_balance"], overrides=[careful]))
    ]
    assert any("is a precaution of" in each for each in said)
    (problem,) = found_problems(plan("lunge_stretch:left", precautions=[{"flag": "pregnancy", **SAFE}]))
    assert "is of no exercise and no flag" in problem.message
    with pytest.raises(ContentError, match="decides twice"):
        plan("lunge_stretch:left", flags=["poor_balance"], precautions=[{"flag": "poor_balance", **SAFE}] * 2)
    with pytest.raises(ContentError, match="decides twice"):
        plan("lunge_stretch:left", flags=["poor_balance"], overrides=[careful] * 2)


@pytest.mark.parametrize("field", ["who", "made_safe"])
@pytest.mark.parametrize("word", ["\u3164\u3164\u3164", "...", "-", "x"])
def test_f54_a_precaution_is_made_safe_in_words(field: str, word: str) -> None:
    with pytest.raises(ContentError, match=r"decision|invisible|nothing"):
        plan("lunge_stretch:left", flags=["poor_balance"], precautions=[{"flag": "poor_balance", **SAFE, field: word}])


@pytest.mark.parametrize("missing", ["who", "made_safe", "when", "flag"])
def test_a_precaution_says_how_who_and_when(missing: str) -> None:
    said = {name: word for name, word in {"flag": "poor_balance", **SAFE}.items() if name != missing}
    with pytest.raises(ContentError, match=f'"{missing}" is missing'):
        plan("lunge_stretch:left", flags=["poor_balance"], precautions=[said])


def test_not_asked_and_asked_none_are_two_things(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["plan", "--exercise", "lunge_stretch:left", "--chart-copy", "-o", str(tmp_path)]
    assert main(command) == 0
    assert "flags: not asked" in capsys.readouterr().out
    assert main([*command, "--flag", "none"]) == 0
    assert "flags: not asked" not in capsys.readouterr().out
    assert len(list(tmp_path.glob("*-chart.pdf"))) == 2
    unasked = plan("lunge_stretch:left")
    asked = Entry(unasked.name, unasked.path, unasked.model.model_copy(update={"flags": ()}), unasked.node)
    assert "Flags: not asked." in chart_of(unasked) and "Flags: asked, none." in chart_of(asked)


def test_a_table_and_json_lines_say_the_same_of_flags_as_a_plan_file(tmp_path: Path) -> None:
    table, lines = tmp_path / "rows.csv", tmp_path / "rows.jsonl"
    table.write_text(
        "date,exercises,flags,precautions\n"
        "2025-11-03,lunge_stretch:left,,\n"
        "2025-11-03,lunge_stretch:left,none,\n"
        "2025-11-03,lunge_stretch:left,poor_balance pregnancy,"
        "poor_balance:Dana Okafor:2025-11-03:Stay close; hold on\n",
        encoding="utf-8",
    )
    lines.write_text(
        '{"date": "2025-11-03", "exercises": ["lunge_stretch:left"]}\n'
        '{"date": "2025-11-03", "exercises": ["lunge_stretch:left"], "flags": []}\n'
        '{"date": "2025-11-03", "exercises": ["lunge_stretch:left"], "flags": ["poor_balance", "pregnancy"],'
        ' "precautions": [{"flag": "poor_balance", "who": "Dana Okafor", "when": "2025-11-03",'
        ' "made_safe": "Stay close; hold on"}]}\n',
        encoding="utf-8",
    )
    for path in (table, lines):
        one, two, three = [row.plan.model for row in plan_rows(path) if row.plan]
        assert (one.flags, two.flags, three.flags) == (None, (), ("poor_balance", "pregnancy"))
        assert three.precautions[0].made_safe.startswith("Stay close; hold")


def test_a_batch_says_how_many_plans_were_not_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "rows.csv"
    row = "2025-11-03,lunge_stretch:left,"
    table.write_text(f"date,exercises,flags\n{row}\n{row}none\n{row}\n", encoding="utf-8")
    assert main(["batch", str(table), "-o", str(tmp_path / "out"), "--jobs", "1"]) == 0
    assert "flags: not asked for 2 sheets" in capsys.readouterr().out
