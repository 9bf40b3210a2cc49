"""A text is judged by the words of the language that it is written in, and a sheet is in one language."""

from __future__ import annotations

from pathlib import Path

import pytest

from handout_builder.errors import ContentError
from handout_builder.model.language_code import best_of, is_code, written_alike
from handout_builder.pipeline.handout import Job, lay_out
from handout_builder.practice.library import Library
from tests.cli.practice import edit
from tests.safety.said import logical_text
from tests.sides.practices import exercise, messages, planned, practice, put

BARE = [
    ("en", "Lift your left arm."),
    ("en", "Turn to the RIGHT."),
    ("de", "Heben Sie den linken Arm."),
    ("de", "Drehen Sie sich nach rechts."),
    ("de", "Mit der Linken greifen."),
    ("es-419", "Levante el brazo izquierdo."),
    ("es-419", "Gire a la derecha."),
    ("sr-Latn", "Podignite levu ruku."),
    ("zh-Hans", "抬起左臂。"),
]


@pytest.mark.parametrize("sheet", [None, "de", "es-419"])
@pytest.mark.parametrize(("code", "text"), BARE)
def test_f7_a_bare_side_is_found_whatever_language_the_sheet_is_in(
    code: str, text: str, sheet: str | None, tmp_path: Path
) -> None:
    codes = ["de", "es-419", "sr-Latn", "zh-Hans"]
    library = practice(tmp_path, exercise(text, language=code), codes, language=code)
    for road, lines in messages(library, "right", sheet).items():
        assert any("the bare word" in line and "trial.yaml:" in line for line in lines), road


@pytest.mark.parametrize(
    ("code", "sheet"), [("en", "de"), ("de", "en"), ("sr-Latn", "de"), ("es-419", "en"), ("zh-Hans", "es-419")]
)
def test_f10_a_sheet_in_two_languages_is_a_problem_that_names_both(code: str, sheet: str, tmp_path: Path) -> None:
    codes = [each for each in (code, sheet) if each != "en"]
    library = practice(tmp_path, exercise("Lift one arm.", language=code), codes, language=sheet)
    wanted = f'the exercise is written in "{code}", and the fixed words of the sheet are in "{sheet}"'
    found = messages(library, "right")
    assert all(any(wanted in line for line in found[road]) for road in ("build", "plan")), found


def test_f10_a_handout_is_not_printed_with_the_fixed_words_of_another_language(tmp_path: Path) -> None:
    library = practice(tmp_path, exercise("Lift one arm."))
    with pytest.raises(ContentError) as caught:
        lay_out(library, Job("trial", language="de"))
    said = sorted(str(each) for each in caught.value.problems)
    assert [line.partition(" is written")[0].rpartition(" ")[2] for line in said] == ["exercise", "handout"]
    with pytest.raises(ContentError, match="is written in"):
        planned(library, "left", language="de")


def test_f10_regions_of_one_language_are_read_alike_and_scripts_are_not(tmp_path: Path) -> None:
    library = practice(tmp_path, exercise("Lift one arm.", language="en-GB"))
    assert lay_out(library, Job("trial")).pages
    assert written_alike("es", "es-419") and written_alike("pt-BR", "pt-PT") and written_alike("sr-Latn-RS", "sr-Latn")
    assert not written_alike("sr-Latn", "sr-Cyrl") and not written_alike("sr", "sr-Latn")
    assert best_of("zh-Hant-TW", ["zh", "zh-Hant"]) == "zh-Hant" and best_of("zh-Hant-TW", ["zh"]) is None
    assert best_of("es-419", ["en", "es"]) == "es"


def test_f7_words_for_a_side_cannot_be_left_out_of_a_language(tmp_path: Path) -> None:
    library = practice(tmp_path, exercise("Lift one arm.", language="de"), language="de")
    path = tmp_path / "layouts" / "languages" / "de.yaml"
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("bare_sides")]
    path.write_text("\n".join(lines), encoding="utf-8")
    found = messages(Library(library.root), "left")
    assert all(any('"bare_sides" is missing' in line for line in lines) for lines in found.values()), found


def test_f7_an_exercise_in_a_language_without_a_file_is_refused(tmp_path: Path) -> None:
    library = practice(tmp_path, exercise("Levez un bras.", language="fr"))
    found = messages(library, "left")
    assert all(any('there is no language "fr"' in line for line in lines) for lines in found.values()), found


@pytest.mark.parametrize(
    "code", ["en", "pt-BR", "zh-Hans", "sr-Latn", "es-419", "zh-Hant-TW", "de-1996", "ca-valencia"]
)
def test_f13_codes_of_bcp_47_are_accepted_wherever_a_language_is_named(code: str, tmp_path: Path) -> None:
    assert is_code(code)
    library = practice(tmp_path, exercise(f"Lift **one** {{{code}: arm}}.", language=code), language=code)
    (tmp_path / "layouts" / "languages" / f"{code}.yaml").write_text(
        (library.shipped / "layouts" / "languages" / "en.yaml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    library = Library(tmp_path)
    assert lay_out(library, Job("trial")).sheet.language == code
    assert planned(library, "left", language=code).laid_out.sheet.language == code


@pytest.mark.parametrize("code", ["English", "EN", "zh-hans", "sr_Latn", "es-41", "e", "pt-br", "de-", "-de"])
def test_f13_other_codes_are_refused_with_what_to_write(code: str, tmp_path: Path) -> None:
    library = practice(tmp_path, exercise("Lift one arm."))
    put(tmp_path / "handouts" / "exercises" / "trial.yaml", exercise("Lift one arm.", language=code))
    (line, *_) = messages(Library(library.root), "left")["build"]
    assert "is not written as it should be; write it like en, pt-BR, sr-Latn or es-419" in line


def test_f46_dates_and_terms_are_in_the_language_of_the_sheet(tmp_path: Path) -> None:
    library = practice(
        tmp_path, exercise("Rufen Sie Ihre {clinician} in der {clinic} an.", language="de"), language="de"
    )
    edit(
        tmp_path / "layouts/brands/oak/brand.yaml", "phone:", "date_format: MMM D, YYYY\nterms: {clinician: PT}\nphone:"
    )
    said = logical_text(planned(Library(library.root), "left", next_visit="2025-11-17").laid_out)
    assert "RufenSieIhreTherapeutininderPraxisan." in said
    assert "3.Nov.2025" in said and "17.Nov." in said and "PT" not in said and "Nov.3" not in said


@pytest.mark.parametrize(("brand", "wanted"), [("de", "11/03/2025"), ("en", "3.Nov.2025"), ("de-AT", "11/03/2025")])
def test_f46_a_brand_has_its_own_dates_in_its_own_language(brand: str, wanted: str, tmp_path: Path) -> None:
    library = practice(tmp_path, exercise("Heben Sie einen Arm.", language="de"), language="de")
    own = f"language: {brand}\ndate_format: MM/DD/YYYY\nterms: {{clinician: Heilerin}}\nphone:"
    edit(tmp_path / "layouts/brands/oak/brand.yaml", "phone:", own)
    said = logical_text(planned(Library(library.root), "left").laid_out)
    assert wanted in said and ("Heilerin" in said) == (brand != "en")
