"""Words in drawn pictures are in the language of the sheet; alt texts say what a body does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from handout_builder.errors import ContentError
from handout_builder.pipeline.sheet import html_of
from handout_builder.practice.library import Library
from tests.sides.practices import exercise, language_file, messages, planned, practice

FIGURE = """\
from: lunge
side: right
labels: [{at: chest, offset: [30, 10], text: [near, right hand]}]
"""


def drawn(root: Path, labels: dict[str, str] | None, figure: str = FIGURE, code: str = "de") -> Library:
    alt = "A person kneels on one knee."
    step = {"do": "Eins.", "figure": {"file": "kneel", "alt": alt, "side": "right"}}
    library = practice(root, exercise(step, language=code), [code], language=code)
    (root / "images" / "figures").mkdir(parents=True)
    (root / "images" / "figures" / "kneel.yaml").write_text(figure, encoding="utf-8")
    path = root / "layouts" / "languages" / f"{code}.yaml"
    path.write_text(f"labels: {json.dumps(labels or {})}\n{language_file(code)}", encoding="utf-8")
    return Library(library.root)


WORDS = {"near": "nah", "right hand": "rechte Hand", "left hand": "linke Hand"}


@pytest.mark.parametrize(("side", "hand"), [("right", "rechte Hand"), ("left", "linke Hand")])
def test_f65_labels_are_in_the_language_of_the_sheet_and_of_its_side(side: str, hand: str, tmp_path: Path) -> None:
    said = html_of(planned(drawn(tmp_path, WORDS), side).laid_out)
    assert hand in said and "nah" in said
    other = {"rechte Hand": "linke Hand", "linke Hand": "rechte Hand"}[hand]
    assert not [word for word in ("right hand", "left hand", "near", other) if word in said]


@pytest.mark.parametrize("missing", ["near", "right hand"])
def test_f65_a_label_without_words_in_that_language_is_refused(missing: str, tmp_path: Path) -> None:
    library = drawn(tmp_path, {key: word for key, word in WORDS.items() if key != missing})
    with pytest.raises(ContentError, match=f'the label "{missing}" in the picture "kneel.yaml" has no words'):
        planned(library, "right")


def test_f65_a_side_that_mirroring_does_not_exchange_is_refused(tmp_path: Path) -> None:
    figure = FIGURE.replace("[near, right hand]", "rechte Hand")
    library = drawn(tmp_path, {"rechte Hand": "rechte Hand"}, figure)
    assert "rechte Hand" in html_of(planned(library, "right").laid_out)
    with pytest.raises(ContentError, match='the label "rechte Hand"'):
        planned(library, "left")


SAYS_NOTHING = [
    "A person does the stretch, picture 1", "The person is in the start position.", "A person does this exercise.",
    "The patient performs the movement again.", "A woman has done the first step.", "Picture of a person doing a move.",
    "A bare leg on a blue mat, from the side.",
]  # fmt: skip
SAYS_SOMETHING = [
    "An arm held out straight", "A person bends one knee.", "A knee held in both hands.", "Both arms spread wide.",
    "The back is straight and the head is up.", "A person lies on the back.", "One leg stretched out behind.",
]  # fmt: skip


@pytest.mark.parametrize("alt", SAYS_NOTHING + SAYS_SOMETHING)
def test_f66_an_alt_text_is_judged_by_more_than_a_verb(alt: str, tmp_path: Path) -> None:
    step = {"do": "Move.", "figure": {"file": "lunge_1", "alt": alt, "side": "right"}}
    found = messages(practice(tmp_path, exercise(step)), "right")
    refused = {road: any("does not say what the body does" in line for line in lines) for road, lines in found.items()}
    assert set(refused.values()) == {alt in SAYS_NOTHING}, found
