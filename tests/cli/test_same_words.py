"""Equal words anywhere on a fillable sheet: it is built, and every field has a name of its own."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from handout_builder.cli import main
from tests.cli.practice import edit

ITEMS = "items: [Sitting, Walking]"
TWO_COLUMNS = f"{{type: ticks, heading: Pain, columns: [{{heading: Worse, {ITEMS}}}, {{heading: Better, {ITEMS}}}]}}"
ONE_COLUMN = "{type: ticks, heading: Where, columns: [{heading: Left, items: [Hip, Knee, Foot]}]}"
SAME_WORDS = {
    "the same items in two columns": ([TWO_COLUMNS], 4),
    "the same items under two sides": (
        [ONE_COLUMN.replace("]}]}", "]}, {heading: Right, items: [Hip, Knee, Foot]}]}")],
        6,
    ),
    "two sections of one heading": ([ONE_COLUMN, ONE_COLUMN], 6),
    "two columns of one heading": ([ONE_COLUMN.replace("]}]}", "]}, {heading: Left, items: [Hip, Knee]}]}")], 5),
    "an item twice in one column": ([ONE_COLUMN.replace("Knee", "Hip")], 3),
    "an item that another's number makes": (
        ["{type: ticks, heading: A, columns: [{heading: B, items: [Hip, Hip, Hip (2)]}]}"],
        3,
    ),
    "items that differ in a full stop": (
        ["{type: ticks, heading: A, columns: [{heading: B, items: [St George, St. George]}]}"],
        2,
    ),
}


@pytest.mark.parametrize("case", SAME_WORDS)
def test_f94_equal_words_are_fields_of_their_own(practice: Path, case: str) -> None:
    sections, ticks = SAME_WORDS[case]
    lines = "".join(f"  - {section}\n" for section in sections)
    edit(practice / "handouts/sore_knees.yaml", "exercises:", f"{lines}exercises:")
    assert main(["check", "sore_knees"], home=practice) == 0
    assert main(["build", "--fillable"], home=practice) == 0
    with pikepdf.open(practice / "build/oak/sore_knees.pdf") as pdf:
        fields = [field for field in pdf.Root.AcroForm.Fields if field.FT == "/Btn" and "/Kids" not in field]
        assert len(fields) >= ticks
        names = [str(field.T) for field in pdf.Root.AcroForm.Fields]
    assert len(set(names)) == len(names)
