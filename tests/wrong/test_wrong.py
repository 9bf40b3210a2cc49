"""Files that are wrong, each with the problems that must be found inside it: all of them, in one pass, no other."""

from __future__ import annotations

import re
import shutil
from itertools import cycle
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handout_builder.errors import CommandError, ContentError, Problem
from handout_builder.pipeline.handout import Job, build
from handout_builder.practice.library import Library
from tests.problems import problems_of

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SLOTS = {
    "exercise": Path("handouts/exercises/heel_slide.yaml"),
    "handout": Path("handouts/knee.yaml"),
    "brand": Path("layouts/brands/acorn/brand.yaml"),
    "language": Path("layouts/languages/en.yaml"),
    "edition": Path("layouts/editions/standard.yaml"),
}
WRONG = sorted(path for kind in ("exercise", "handout", "brand") for path in (HERE / kind).glob("*.yaml"))
JOB = Job("knee")


@pytest.fixture
def practice(tmp_path: Path) -> Path:
    return Path(shutil.copytree(HERE / "practice", tmp_path / "practice"))


def put(practice: Path, slot: Path, data: bytes) -> None:
    target = practice / slot
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)


def found(practice: Path) -> tuple[Problem, ...]:
    return problems_of(Library(practice), [JOB])


def expected(path: Path) -> list[str]:
    """The lines "# problem LINE:COLUMN: …" of a file, or "# problem PATH:LINE:COLUMN: …" for what another file says."""
    slot = SLOTS[path.parent.name].as_posix()
    said = re.findall(r"^# problem (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return sorted(f"{slot}:{line}" if re.match(r"\d+:\d+: ", line) else line for line in said)


def test_there_are_enough_wrong_files() -> None:
    assert len(WRONG) >= 45


def test_the_practice_without_fault_has_no_problem_and_prints(practice: Path, tmp_path: Path) -> None:
    assert found(practice) == ()
    assert build(Library(practice), JOB, tmp_path / "out").pages == 2


@pytest.mark.parametrize("path", WRONG, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_problem_of_a_wrong_file_is_named_and_no_other(path: Path, practice: Path, tmp_path: Path) -> None:
    wanted = expected(path)
    assert wanted, "a wrong file names its problems"
    put(practice, SLOTS[path.parent.name], path.read_bytes())
    assert sorted(map(str, found(practice))) == wanted
    with pytest.raises(ContentError) as caught:
        build(Library(practice), JOB, tmp_path / "out")
    assert sorted(str(caught.value).split("\n")) == wanted, "building says what checking says"
    assert not (tmp_path / "out").exists(), "nothing is printed"


def test_every_problem_tells_place_and_remedy() -> None:
    """`path:line:column: what is wrong; what to write instead.`, perhaps with `Did you mean "…"?` behind it."""
    lines = [line for path in WRONG for line in expected(path)]
    shape = re.compile(r'[\w./]+\.yaml:\d+:\d+: \S.*[^.;,:](; [^A-Z]\S.*[^;,:]|\. Did you mean "[^"]+"\?)$')
    assert [line for line in lines if not shape.match(line)] == []
    assert [line for line in lines if "  " in line or "None" in line or "Input should" in line] == []


def test_one_file_with_ten_faults_has_ten_problems(practice: Path) -> None:
    path = HERE / "exercise" / "ten_faults.yaml"
    put(practice, SLOTS["exercise"], path.read_bytes())
    assert len(found(practice)) == len(expected(path)) >= 10


def test_wrong_files_of_every_kind_are_all_listed_in_one_pass(practice: Path) -> None:
    chosen = [
        HERE / "exercise" / "ten_faults.yaml",
        HERE / "handout" / "wrong_section_type.yaml",
        HERE / "brand" / "bad_colour.yaml",
    ]
    for path in chosen:
        put(practice, SLOTS[path.parent.name], path.read_bytes())
    lines = [str(problem) for problem in found(practice)]
    for path in chosen[1:]:
        assert set(expected(path)) <= set(lines)
    need_others = {line for line in expected(chosen[0]) if "cannot print" in line or "bare word" in line}
    assert len(need_others) == 2, "one is known by the brand's fonts, one by the language's words"
    assert set(expected(chosen[0])) - need_others <= set(lines)
    assert lines == [str(problem) for problem in sorted(found(practice))], "sorted, and the same each time"


GROWING = {
    "language": [
        ("  danger: DANGER\n", "", '"danger" is missing; write "danger: …" here'),
        (
            "  warning: WARNING\n",
            "  warning:\n",
            'nothing is written after "warning:"; write its value, or delete the line',
        ),
        ("  caution: CAUTION\n", '  caution: ""\n', "nothing is written here; write the words"),
        ("  stop: STOP\n", '  stop: "{STOP"\n', 'a brace has no partner in "{STOP"; delete it'),
        (
            "  emergency: Call {number} now if you\n",
            "  emergency: Call now if you\n",
            '"Call now if you" does not hold the right placeholders; write {number} where they belong, exactly so',
        ),
        (
            "  page_of: Page {page} of {pages}\n",
            "  page_of: Page {page} of {total}\n",
            '"Page {page} of {total}" does not hold the right placeholders; '
            "write {page} and {pages} where they belong, exactly so",
        ),
        ("months: [Jan, ", "months: [", '"months" has too few parts; write at least 12'),
    ],
    "edition": [
        ("  body: [12.5, 16]", "  body: 12.5", '"12.5" is not a size and a leading; write them like [12.5, 16]'),
        ("  lead: [15.5, 21]", "  lead: [4, 21]", '"lead: 4" is too small; write 9 or more'),
        ("  h1: [24, 27]", "  h1: [big, 27]", '"h1: big" is not what is wanted here; write a number, such as 1.5'),
        ("smallest: 10.5", "smallest: inf", '"smallest: inf" is not what is wanted here; write a number, such as 1.5'),
    ],
}
"""Files that grow with the program: what is put into the shipped one instead of what, and what must be said of it."""


@pytest.mark.parametrize("kind", GROWING)
def test_every_problem_of_a_language_or_an_edition_is_named(kind: str, practice: Path) -> None:
    text = (ROOT / SLOTS[kind]).read_text(encoding="utf-8")
    for old, new, _ in GROWING[kind]:
        assert text.count(old) == 1, f"{old!r} is no longer there once"
        text = text.replace(old, new)
    put(practice, SLOTS[kind], text.encode())
    lines = [str(problem) for problem in found(practice)]
    assert len(lines) == len(GROWING[kind])
    for _, new, said in GROWING[kind]:
        (line,) = [line for line in lines if line.endswith(f": {said}")]
        number = int(line.removeprefix(f"{SLOTS[kind].as_posix()}:").split(":")[0])
        assert not new or new.split("\n")[0] in text.split("\n")[number - 1]


def test_a_fault_in_one_exercise_hides_no_fault_of_another(practice: Path) -> None:
    text = (practice / SLOTS["handout"]).read_text(encoding="utf-8")
    put(practice, SLOTS["handout"], text.replace("  - heel_slide\n", "  - heel_slide\n  - other\n").encode())
    wide = HERE / "exercise" / "word_too_wide.yaml"
    put(practice, Path("handouts/exercises/other.yaml"), wide.read_bytes())
    put(practice, SLOTS["exercise"], (HERE / "exercise" / "bad_unit.yaml").read_bytes())
    others = [line.replace("heel_slide.yaml", "other.yaml") for line in expected(wide)]
    assert sorted(map(str, found(practice))) == sorted([*expected(HERE / "exercise" / "bad_unit.yaml"), *others])


GOOD = (HERE / "practice" / SLOTS["exercise"]).read_text(encoding="utf-8")
UNREADABLE = {
    "utf-16": (GOOD.encode("utf-16"), "1:1: the file is UTF-16; save it as UTF-8"),
    "utf-16 without a mark": (GOOD.encode("utf-16-le"), "the file is no text: it holds NUL bytes; save it as UTF-8"),
    "latin-1": (GOOD.replace("Heel", "Hêél Ü").encode("latin-1"), "1:8: the file is not UTF-8; save it as UTF-8"),
    "broken utf-8": ("name: übér ".encode() + b"\xc3\n", "1:12: the file is not UTF-8; save it as UTF-8"),
    "nul": (GOOD.replace("Heel", "He\0el").encode(), "the file is no text: it holds NUL bytes; save it as UTF-8 text"),
    "empty": (b"", "the file is empty; write its content, or delete the file"),
    "only a comment": (b"# nothing\n", "the file is empty; write its content, or delete the file"),
    "only a byte order mark": (b"\xef\xbb\xbf", "the file is empty; write its content, or delete the file"),
    "picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "the file is no text: it holds NUL bytes; save it as UTF-8 text"),
    "too large": (b"# " + b"x" * 1_000_001, "the file is larger than 1 MB; split it, or check what it holds"),
    "3,000 brackets": (b"a: " + b"[" * 3000, "1:33: nested deeper than 30 levels; check the brackets"),
    "3,000 braces": (b"{a: " * 3000, "1:121: nested deeper than 30 levels; check the brackets"),
    "3,000 hyphens": (b"- " * 3000, "1:61: nested deeper than 30 levels; check the brackets"),
    "one bracket": (b"]", "1:1: a text cannot begin with"),
    "directive": (b"%YAML 9\n---\na: b\n", '1:1: a line cannot begin with "%"; put it in quotes'),
    "many tabs": (b"a:\n" + b"\tb: c\n" * 5000, "2:1: a tab is where YAML wants spaces; indent with spaces"),
    "many bells": (b"a: \x07" + b"\x07\n" * 5000, "1:4: an invisible character (U+0007) is in the text"),
    "many colons": (b"a: b: c\n" * 2000, '1:5: a second ": " is in one line'),
    "many anchors": (b"- &a [*a]\n" * 5000, '1:3: an anchor is written here: "&a"'),
    "surrogate": (b'name: "\\ud800"\n', "this escape means no character; write the character itself"),
    "too large a number": (b"name: a\nsteps: " + b"9" * 5000, "2:1: "),
}


OF_OTHER_KINDS = list(zip(UNREADABLE, cycle(kind for kind in SLOTS if kind != "exercise"), strict=False))
"""All kinds of files are read by one function."""


@pytest.mark.parametrize(("name", "kind"), [*((name, "exercise") for name in UNREADABLE), *OF_OTHER_KINDS])
def test_files_that_cannot_be_read_are_problems_with_their_reason(name: str, kind: str, practice: Path) -> None:
    data, wanted = UNREADABLE[name]
    put(practice, SLOTS[kind], data)
    lines = [str(problem) for problem in found(practice)]
    assert any(line.startswith(SLOTS[kind].as_posix()) for line in lines), lines
    assert any(wanted in line for line in lines), lines
    assert len(lines) <= 1100


def test_windows_and_old_mac_line_ends_and_a_byte_order_mark_are_fine(practice: Path) -> None:
    for end in ("\r\n", "\r"):
        put(practice, SLOTS["exercise"], b"\xef\xbb\xbf" + GOOD.replace("\n", end).encode())
        assert found(practice) == ()


def test_a_folder_in_place_of_a_file_is_a_problem(practice: Path) -> None:
    (practice / SLOTS["exercise"]).unlink()
    (practice / SLOTS["exercise"]).mkdir()
    assert "cannot be read" in str(found(practice)[0])


def test_names_that_are_not_there_are_refused_with_the_nearest(practice: Path) -> None:
    for job, wanted in [
        (Job("kne"), 'there is no handout "kne" in handouts/. Did you mean "knee"?'),
        (Job("knee", brand="acron"), 'there is no brand "acron" in layouts/brands/. Did you mean "acorn"?'),
        (Job("knee", brand="../acorn"), 'there is no brand "../acorn"'),
        (
            Job("knee", edition="standart"),
            'there is no edition "standart" in layouts/editions/. Did you mean "standard"?',
        ),
        (Job("knee", language="eng"), 'there is no language "eng" in layouts/languages/. Did you mean "en"?'),
    ]:
        with pytest.raises(CommandError, match=re.escape(wanted)):
            problems_of(Library(practice), [job])


def test_an_empty_or_missing_practice_folder_is_told_as_such(tmp_path: Path) -> None:
    for root in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(CommandError, match='there is no handout "knee"'):
            problems_of(Library(root), [JOB])


def test_pictures_that_cannot_be_used_are_named_from_the_practice_folder(practice: Path) -> None:
    (practice / "images" / "slide.svg").write_bytes(b"<svg")
    lines = [str(problem) for problem in found(practice)]
    assert lines and all(str(practice) not in line for line in lines)
    assert any(line.startswith("images/slide.svg") for line in lines), lines
    assert any(line.startswith("handouts/exercises/heel_slide.yaml:") for line in lines), lines


SNIPPETS = [
    *(":", ": ", "- ", "#", " #", "\t", "'", '"', "{", "}", "[", "]", "&a", "*a", "!!int ", "|", ">", "%", "@", "~"),
    *("\n", "\n\n", "---\n", "...\n", "? ", ", ", "\\", "0", "null", "\u202e", "\ufeff", "é", "\U0001f600", "** "),
    *("](", "{side}", "{", "1:30"),
]


@pytest.mark.no_cover
@settings(max_examples=80)
@given(
    kind=st.sampled_from(sorted(SLOTS)),
    edits=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 12), st.sampled_from(SNIPPETS)), min_size=1, max_size=4),
)
def test_no_slip_of_the_keyboard_is_a_crash(
    kind: str, edits: list[tuple[float, int, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever is deleted or typed anywhere in any file: it prints, or its problems are named with their places."""
    folder = tmp_path_factory.mktemp("slip")
    practice = Path(shutil.copytree(HERE / "practice", folder / "practice"))
    own = practice / SLOTS[kind]
    text = (own if own.exists() else ROOT / SLOTS[kind]).read_text(encoding="utf-8")
    for where, deleted, typed in edits:
        at = int(where * len(text))
        text = text[:at] + typed + text[at + deleted :]
    put(practice, SLOTS[kind], text.encode())
    for problem in found(practice):
        assert problem.message and not problem.place.path.is_absolute()
    shutil.rmtree(folder)


@pytest.mark.parametrize("ending", ["heic", "pdf", "bmp"])
def test_a_picture_of_a_kind_that_is_not_read_is_named(ending: str, practice: Path) -> None:
    (practice / "images" / f"phone.{ending}").write_bytes(b"\0\0\0\x18ftypheic")
    text = (practice / SLOTS["exercise"]).read_text(encoding="utf-8")
    for name in ("phone", f"phone.{ending}"):
        put(practice, SLOTS["exercise"], text.replace("file: slide", f"file: {name}").encode())
        (line,) = map(str, found(practice))
        assert f'"images/phone.{ending}" is no picture that can be read here; save it as JPEG, PNG' in line


@pytest.mark.parametrize("name", ["images/slide.svg", "figures/slide.yaml", r"images\slide.svg"])
def test_a_picture_named_with_a_folder_finds_its_name(name: str, practice: Path) -> None:
    text = (practice / SLOTS["exercise"]).read_text(encoding="utf-8")
    put(practice, SLOTS["exercise"], text.replace("file: slide", f"file: {name}").encode())
    (line,) = map(str, found(practice))
    assert line.endswith('. Did you mean "slide"?')


def test_no_style_of_an_edition_is_smaller_than_its_smallest_text(practice: Path) -> None:
    text = (ROOT / SLOTS["edition"]).read_text(encoding="utf-8")
    put(practice, SLOTS["edition"], text.replace("  small: [10.5, 13.5]", "  small: [9.5, 12]").encode())
    (line,) = map(str, found(practice))
    assert line.endswith('"small" has 9.5 points, less than "smallest"; write 10.5 or more')
