"""The stop list of a plan: one list, its exercises' own signs, each once; nothing left out in silence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from handout_builder.compose.blocks import StopBlock
from handout_builder.errors import ContentError
from handout_builder.model.rich_text import words
from handout_builder.pipeline.handout import Job, lay_out
from handout_builder.plans.prescription import StopChoice
from handout_builder.plans.resolve import resolved_plan
from handout_builder.practice.library import Library
from tests.pages.test_section_breaks import MOVE, handout
from tests.plans.samples import plan
from tests.safety.checks import faults
from tests.safety.generated import written
from tests.safety.page_checks import break_faults, page_faults
from tests.safety.said import logical_text

DOSE = {"repetitions": 8, "frequency": "every day"}
BRAND = "stop: {emergency: [brand sign], clinic: [brand call]}\n"


def practice(folder: Path, handouts: dict[str, tuple[list[str], list[str]]], **own: Any) -> Library:
    """A practice of handouts, each with its exercises and its signs for the clinic; `own` signs of exercises."""
    names = {name for exercises, _ in handouts.values() for name in exercises} | set(own)
    moves = {
        name: {**MOVE, "name": name, "dosage": DOSE, **({"stop": own[name]} if name in own else {})} for name in names
    }
    library = written(folder, handout(exercises=0), moves)
    for name, (exercises, signs) in handouts.items():
        (folder / "handouts" / f"{name}.yaml").write_text(
            f"title: {name}\nlead: Lead.\nbrand: acorn\nexercises: {exercises}\n"
            f"stop: {{emergency: [{name} now], clinic: {signs}}}\nreview: {{status: draft}}\n",
            encoding="utf-8",
        )
    return Library(library.root)


def give_the_brand_a_list(library: Library, text: str = BRAND) -> Library:
    path = library.root / "layouts" / "brands" / "acorn" / "brand.yaml"
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
    return Library(library.root)


def said(choice: StopChoice) -> list[str]:
    return [sign.raw for part in (choice.signs.emergency, choice.signs.doctor, choice.signs.clinic) for sign in part]


HIP, KNEE = (["a", "b"], ["hip"]), (["b", "c"], ["knee"])


@pytest.mark.parametrize(
    ("exercises", "fields", "signs", "left_out"),
    [
        (["a"], {}, ["hip_sheet now", "hip"], ()),
        (["a", "b"], {}, ["hip_sheet now", "hip"], ("knee_sheet",)),
        (["c"], {}, ["knee_sheet now", "knee"], ()),
        (["b"], {"handout": "hip_sheet"}, ["hip_sheet now", "hip"], ()),
        (["a", "c"], {"handout": "hip_sheet"}, ["hip_sheet now", "hip"], ("knee_sheet",)),
    ],
)
def test_a_plan_takes_the_list_of_its_handout_and_says_what_it_leaves_out(
    exercises: list[str], fields: dict[str, str], signs: list[str], left_out: tuple[str, ...], tmp_path: Path
) -> None:
    library = practice(tmp_path, {"hip_sheet": HIP, "knee_sheet": KNEE})
    found = resolved_plan(plan(*exercises, **fields), library)
    assert (said(found.stop), found.stop.left_out) == (signs, left_out)
    assert any("is not printed" in remark for remark in found.remarks) == bool(left_out)
    assert all(name in " ".join(found.remarks) for name in left_out)


@pytest.mark.parametrize("exercises", [["b"], ["a", "c"]])
def test_several_lists_are_a_problem_unless_the_brand_has_one(exercises: list[str], tmp_path: Path) -> None:
    library = practice(tmp_path, {"hip_sheet": HIP, "knee_sheet": KNEE})
    with pytest.raises(ContentError, match='more than one stop list, those of the handouts "hip_sheet", "knee_sheet"'):
        resolved_plan(plan(*exercises), library)
    found = resolved_plan(plan(*exercises), give_the_brand_a_list(library))
    assert said(found.stop) == ["brand sign", "brand call"]
    assert found.stop.left_out == ("hip_sheet", "knee_sheet")


def test_lists_that_agree_are_one_list(tmp_path: Path) -> None:
    library = practice(tmp_path, {"one": (["a"], ["swells"]), "two": (["a"], ["swells"])})
    path = tmp_path / "handouts" / "two.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("two now", "one now"), encoding="utf-8")
    found = resolved_plan(plan("a"), library)
    assert said(found.stop) == ["one now", "swells"] and found.stop.left_out == ()


def test_an_exercise_of_no_handout_takes_the_list_of_the_brand(tmp_path: Path) -> None:
    library = practice(tmp_path, {"hip_sheet": HIP}, d={"clinic": ["own sign"]})
    with pytest.raises(ContentError, match='no handout lists "d"'):
        resolved_plan(plan("d", brand="acorn"), library)
    found = resolved_plan(plan("d", brand="acorn"), give_the_brand_a_list(library))
    assert said(found.stop) == ["brand sign", "brand call", "own sign"]


def test_own_signs_of_exercises_are_added_each_once(tmp_path: Path) -> None:
    own = {"emergency": ["faint"], "doctor": ["limp"], "clinic": ["hip", "tingles"]}
    library = practice(tmp_path, {"hip_sheet": HIP}, a=own, b={"doctor": ["limp", "swell"]})
    found = resolved_plan(plan("a", "b"), library)
    assert said(found.stop) == ["hip_sheet now", "faint", "limp", "swell", "hip", "tingles"]


def test_too_many_signs_are_a_problem_of_the_list(tmp_path: Path) -> None:
    """What has no room is never left out in silence."""
    many = {f"m{number}": {"doctor": [f"sign {number} {at} " + "word " * 20 for at in range(8)]} for number in range(6)}
    library = practice(tmp_path, {"all": (sorted(many), ["hip"])}, **many)
    with pytest.raises(ContentError, match=r"all\.yaml:5.*the box at the foot of page 1 is .* points too tall"):
        lay_out(library, Job("all"))


@pytest.mark.parametrize("look", [(brand, paper) for brand in ("acorn", "quince") for paper in ("letter", "a4")])
def test_the_third_list_and_what_to_do_when_closed_are_printed(look: tuple[str, str], tmp_path: Path) -> None:
    library = practice(tmp_path, {"hip_sheet": HIP}, a={"doctor": ["have a hot, red knee"]})
    path = library.root / "layouts" / "brands" / look[0] / "brand.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "closed: call 111 or your doctor\n", encoding="utf-8")
    sheet = lay_out(Library(library.root), Job("hip_sheet", brand=look[0], paper=look[1]))
    assert faults(sheet) == [] and break_faults(sheet) == [] and page_faults(sheet) == []
    text = logical_text(sheet)
    order = [
        "nowifyou",
        "Seeadoctortodayifyou",
        "haveahot,redknee",
        "Stopandcallusif",
        "Whenweareclosed,call111oryourdoctor.",
    ]
    assert [text.index(part) for part in order] == sorted(text.index(part) for part in order)
    block = sheet.sheet.chapters[0].foot
    assert isinstance(block, StopBlock) and block.closed and words(block.closed).startswith("When we are closed")


def test_f28_a_leaflet_without_exercises_needs_no_stop_list(tmp_path: Path) -> None:
    section = {"type": "text", "heading": "Words", "body": ["Flexion: bending."]}
    leaflet = {key: value for key, value in handout(section, exercises=0).items() if key != "stop"}
    sheet = lay_out(written(tmp_path, leaflet, {}), Job("sheet"))
    assert "STOP" not in logical_text(sheet) and "Flexion" in logical_text(sheet)


def test_f28_a_handout_with_exercises_needs_a_stop_list(tmp_path: Path) -> None:
    sheet = {key: value for key, value in handout().items() if key != "stop"}
    with pytest.raises(ContentError, match='"stop" is missing'):
        lay_out(written(tmp_path, sheet, {"move_0": MOVE}), Job("sheet"))
