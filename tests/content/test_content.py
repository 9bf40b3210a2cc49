"""The handouts of this practice: easy to read, in our own words, safe, and the same on both sides."""

from __future__ import annotations

import re

import pytest

from handout_builder.model.author_text import AuthorText
from handout_builder.model.exercise import Exercise, Step
from handout_builder.model.figure import Figure
from handout_builder.model.handout import Handout, TickSection
from handout_builder.model.rich_text import words
from handout_builder.model.safety import Level, SafetyMessage
from handout_builder.model.side import Side, SideText
from handout_builder.model.validate import read
from handout_builder.practice.content_rules import content_problems
from handout_builder.practice.library import Library
from handout_builder.source.parse import load
from tests import REPOSITORY, SHARED, needs

ARTICLE = SHARED / "source" / "iliopsoas-article.txt"
EXERCISE_NAMES = ("lunge_stretch", "bed_edge_stretch", "ball_massage", "knee_lift_march")
VALUES = {
    "side": "left",
    "other_side": "right",
    "clinic": "clinic",
    "clinician": "clinician",
    "emergency": "911",
    "phone": "555",
}
HIGHEST_GRADE = 6.0
LONGEST_SHARED_RUN = 5


@pytest.fixture(scope="module")
def handout() -> Handout:
    return read(Handout, load(REPOSITORY / "handouts" / "iliopsoas.yaml"))


def exercise(name: str) -> Exercise:
    return read(Exercise, load(REPOSITORY / "handouts" / "exercises" / f"{name}.yaml"))


EXERCISES = {name: exercise(name) for name in EXERCISE_NAMES}
STEPS = [
    pytest.param(step, id=f"{name}-{index}")
    for name, found in EXERCISES.items()
    for index, step in enumerate(found.steps, 1)
]


def forms(text: SideText | None) -> list[str]:
    """Both forms of a text as they are printed."""
    if text is None:
        return []
    return [printed(form) for form in text.forms]


def printed(text: AuthorText) -> str:
    """The words of a text as they are printed."""
    return words(text.fill(VALUES, metric=False))


# ---- reading grade


def syllables(word: str) -> int:
    """Vowel groups, less a silent final e and the silent e of -ed; at least one."""
    letters = re.sub(r"[^a-z]", "", word.lower())
    count = len(re.findall(r"[aeiouy]+", letters))
    if re.search(r"[^aeiouyl]e$|[aeiouy]le$|[^aeiouytd]ed$", letters):
        count -= 1
    return max(count, 1)


def grade(text: str) -> float:
    """Flesch-Kincaid grade: 0.39 words a sentence + 11.8 syllables a word - 15.59 (Kincaid et al., 1975)."""
    words = re.findall(r"[A-Za-z][A-Za-z'-]*", text)
    sentences = max(1, len(re.findall(r"[.!?]+(?=\s|$)", text)))
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def test_the_counter_tells_easy_from_hard() -> None:
    assert [syllables(word) for word in ("hip", "tailbone", "belly", "muscle", "lumborum", "eased")] == [
        1,
        2,
        2,
        2,
        3,
        1,
    ]
    assert grade("Sit up. Bend your knee.") < 2
    assert grade("Anteriorly tilted pelvic orientation exacerbates lumbar musculoskeletal symptoms.") > 12


@pytest.mark.parametrize("step", STEPS)
def test_each_step_reads_at_grade_six_or_lower(step: Step) -> None:
    for written in [*forms(step.do), *forms(step.detail)]:
        assert grade(written) <= HIGHEST_GRADE, written


@pytest.mark.parametrize("name", EXERCISE_NAMES)
def test_each_warning_and_hint_reads_at_grade_six_or_lower(name: str) -> None:
    found = EXERCISES[name]
    messages = [*found.safety, *(message for step in found.steps for message in step.safety)]
    hints = (found.purpose, found.should_feel, found.should_not_feel, found.easier, found.harder)
    parts = [part for message in messages for part in (message.avoid, message.hazard, message.consequence)]
    for written in (form for text in (*hints, *parts) for form in forms(text)):
        assert grade(written) <= HIGHEST_GRADE, written


def test_the_stop_list_and_the_background_read_at_grade_six_or_lower(handout: Handout) -> None:
    assert handout.stop
    calls = [f"Call now if you {printed(sign)}." for sign in handout.stop.emergency]
    calls += [f"Stop and call us if {printed(sign)}." for sign in handout.stop.clinic]
    bodies = [
        " ".join(map(printed, section.body))
        for section in (*handout.sections, *handout.closing)
        if hasattr(section, "body")
    ]
    assert len(bodies) >= 3
    for written in (*calls, *bodies):
        assert grade(written) <= HIGHEST_GRADE, written


# ---- our own words


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9]+", text.lower().replace("'", "").replace("’", ""))
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}


@needs.shared
def test_no_run_of_six_words_of_the_article_stands_in_the_project() -> None:
    taken = runs(ARTICLE.read_text(encoding="utf-8"), LONGEST_SHARED_RUN + 1)
    assert len(taken) > 500
    files = [
        path
        for folder in ("handouts", "layouts", "handout_builder", "images", "tests", ".")
        for path in ((REPOSITORY / folder).glob("*") if folder == "." else (REPOSITORY / folder).rglob("*"))
        if path.suffix in {".yaml", ".md", ".py", ".svg"}
    ]
    assert files
    shared = {path: taken & runs(path.read_text(encoding="utf-8"), LONGEST_SHARED_RUN + 1) for path in files}
    assert not {path: found for path, found in shared.items() if found}


# ---- structure


def test_all_signs_can_be_ticked_and_stay_on_one_line(handout: Handout) -> None:
    (ticks,) = (section for section in handout.sections if isinstance(section, TickSection))
    assert [len(column.items) for column in ticks.columns] == [8, 6, 3]
    assert max(len(item) for column in ticks.columns for item in column.items) <= 26


def test_the_handout_is_part_one_and_names_its_four_exercises(handout: Handout) -> None:
    assert handout.series is not None
    assert handout.series.next is not None
    assert (handout.series.part, handout.series.next.raw) == (1, "quadratus lumborum")
    assert handout.exercises == EXERCISE_NAMES
    assert [len(EXERCISES[name].steps) for name in EXERCISE_NAMES] == [5, 5, 4, 4]


# ---- safety


def warnings(name: str) -> list[tuple[int, SafetyMessage]]:
    return [(index, each) for index, step in enumerate(EXERCISES[name].steps, 1) for each in step.safety]


@pytest.mark.parametrize(
    ("name", "step", "level", "pattern"),
    [
        ("lunge_stretch", 5, Level.CAUTION, "lean back"),
        ("bed_edge_stretch", 2, Level.CAUTION, "back arch"),
        ("ball_massage", 2, Level.WARNING, "beat"),
    ],
)
def test_each_warning_stands_at_its_step_and_level(name: str, step: int, level: Level, pattern: str) -> None:
    ((at, message),) = warnings(name)
    assert (at, message.level) == (step, level)
    assert re.search(pattern, message.avoid.form(None).raw)
    assert message.consequence is not None


def test_what_the_article_does_not_say_is_marked_as_added_and_draft(handout: Handout) -> None:
    precautions = EXERCISES["ball_massage"].precautions
    assert precautions is not None
    assert handout.stop and handout.stop.source == precautions.source == EXERCISES["knee_lift_march"].source == "added"
    for found in EXERCISES.values():
        assert found.dosage is not None
        assert found.dosage.source == "added"
        assert found.review is not None
        assert found.review.status == "draft"
        assert found.should_not_feel is not None
        assert "added" in (found.source, found.should_not_feel.source)
    assert handout.review.status == "draft"


# ---- sides and alt texts


@pytest.mark.parametrize("name", EXERCISE_NAMES)
def test_no_exercise_says_left_or_right(name: str) -> None:
    library = Library(REPOSITORY)
    assert content_problems(library.exercise(name), library, library.language("en"), None) == []


@pytest.mark.parametrize("name", EXERCISE_NAMES)
def test_alt_texts_say_what_each_picture_shows(name: str) -> None:
    alts = [step.figure.alt for step in EXERCISES[name].steps if isinstance(step.figure, Figure)]
    assert alts
    for written in ([alt.form(side) for alt in alts] for side in (None, Side.LEFT, Side.RIGHT)):
        assert len(set(written)) == len(written)
        for alt in written:
            assert re.match(r"A (person|belly)\b", alt.raw)
            assert alt.raw.endswith(".")


@pytest.mark.parametrize("name", EXERCISE_NAMES)
def test_figures_show_one_side_and_videos_fit_their_code(name: str) -> None:
    found = EXERCISES[name]
    assert all(isinstance(step.figure, Figure) and step.figure.side == "right" for step in found.steps if step.figure)
    assert found.video is not None
    assert len(found.video.encode()) <= 42
