"""Files of patients: without a name in theirs, nothing private inside, locked on request, the same bytes each time."""

from __future__ import annotations

import re
import shutil
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from handout_builder.cli.app import main
from handout_builder.errors import ContentError
from handout_builder.pipeline.plan import BLANK_NAME, PlanBuilder, PlanJob
from handout_builder.pipeline.print_run import together
from handout_builder.plans.read import ROW_ENDINGS, plan_file
from tests import REPOSITORY
from tests.plans.files import build, builder, spoken
from tests.plans.samples import EXAMPLES, library, plan

NAMES = [
    "O'Conner",
    "../x",
    "..",
    "山田 太郎",
    "CON",
    "Ann\u00a0Lee",
    "a/b\\c:d*e?f",
    "<b>Bo</b>",
    "x" * 80,
    "-rf",
    ".hidden",
]


SECRETS: dict[str, Any] = {"patient": "Zephyrine Quux", "record": "REC-778899", "note": "Mind the violet staircase."}


PRIVATE = "Harbours doubts about kayaking"


def inside(path: Path, password: str = "") -> bytes:
    """Every stream after decompression, every string and name of the file."""
    with pikepdf.open(path, password=password) as file:
        found = []
        for item in file.objects:
            if isinstance(item, pikepdf.Stream):
                found.append(item.read_bytes())
                found.append(repr(dict(item.items())).encode())
            else:
                found.append(item.unparse(resolved=True))
        found.append(file.trailer.unparse())
    return b"\n".join(found)


def test_nothing_private_is_in_names_metadata_or_the_patients_copy(tmp_path: Path) -> None:
    item = {"exercise": "ball_massage", "side": "left", "private_note": PRIVATE}
    decided = {
        "exercise": "ball_massage",
        "flag": "pregnancy",
        "who": "Ottoline Vance",
        "reason": "Unusual heron cause.",
    }
    built = build(
        tmp_path, item, **SECRETS, private_note=PRIVATE, flags=["pregnancy"], overrides=[decided], job={"chart": True}
    )
    assert built.chart is not None
    assert spoken(built.path).count("Zephyrine Quux") >= 2 and "violet staircase" in spoken(built.path)
    for secret in ("kayaking", "REC-778899", "Ottoline", "heron", "contraindicated"):
        assert secret not in spoken(built.path)
        assert secret in spoken(built.chart)
    raw = inside(built.path)
    for secret in ("Zephyrine", "Quux", "REC-778899", "kayaking", "heron", "violet", "Ottoline"):
        for coded in (secret.encode(), secret.encode("utf-16-be"), secret.encode("utf-16-be").hex().encode()):
            assert coded not in raw and coded.upper() not in raw.upper().replace(b" ", b""), secret
    with pikepdf.open(built.path) as file:
        assert "Zephyrine" not in str(file.Root.Metadata.read_bytes()) + str(dict(file.docinfo))
    assert not [path for path in tmp_path.rglob("*") if re.search("Zephyrine|Quux|778899", path.name)]


def test_the_search_would_see_a_secret(tmp_path: Path) -> None:
    built = build(tmp_path, **SECRETS)
    with pikepdf.open(built.path) as file:
        file.docinfo["/Subject"] = "Zephyrine Quux"
        file.save(tmp_path / "planted.pdf")
    assert b"Zephyrine Quux" in inside(tmp_path / "planted.pdf")


def test_two_patients_share_no_string_of_theirs(tmp_path: Path) -> None:
    one = build(tmp_path, patient="Ada Firstname", note="First words only.")
    other = build(tmp_path, patient="Bea Secondname", note="Second words only.")
    assert one.path != other.path
    assert "Second" not in spoken(one.path) and "Firstname" not in spoken(other.path)
    again = PlanBuilder(library()).build(
        PlanJob(plan("lunge_stretch:left", patient="Bea Secondname", note="Second words only.")), tmp_path / "new"
    )
    assert again.path.read_bytes() == other.path.read_bytes(), "what a worker did before leaves no trace"


@pytest.mark.parametrize(
    "change", [{"note": "Vorsicht, 山 liegt hier"}, {"exercises": ["flying:left"]}, {"edition": "no such"}]
)
def test_no_problem_tells_a_secret(change: dict[str, Any], tmp_path: Path) -> None:
    fields = {**SECRETS, **change}
    exercises = fields.pop("exercises", ["lunge_stretch:left"])
    with pytest.raises(ContentError) as caught:
        build(tmp_path, *exercises, **fields)
    for secret in ("Zephyrine", "Quux", "778899", "violet", "山", "U+5C71", "Vorsicht"):
        assert secret not in str(caught.value)
    assert not list(tmp_path.iterdir())


def test_caches_hold_no_plan() -> None:
    cache_folder = REPOSITORY / ".cache"
    for path in cache_folder.rglob("*") if cache_folder.is_dir() else ():
        assert not path.is_file() or b"Zephyrine" not in path.read_bytes()


def test_real_plans_stay_out_of_the_repository() -> None:
    ignored = (REPOSITORY / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {"plans/", *(f"*{ending}" for ending in ROW_ENDINGS)} <= set(ignored)


def test_names_of_files_escape_nothing_and_overwrite_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "out"
    paths = [
        build(folder, patient=name, note=f"Note {index}.", job={"named": True}).path
        for index, name in enumerate(NAMES * 2)
    ]
    assert len(set(paths)) == len(paths) == len(list(folder.iterdir()))
    assert all(path.parent == folder and re.fullmatch(r"[\w-]+-[0-9a-f]{8}\.pdf", path.name) for path in paths)
    assert sorted(tmp_path.rglob("*.pdf")) == sorted(paths)
    assert any("山田-太郎" in path.name for path in paths)


def test_a_name_that_fonts_cannot_print_leaves_a_line_and_a_note(tmp_path: Path) -> None:
    built = build(tmp_path, patient="山田 太郎")
    assert BLANK_NAME in built.notes
    assert "Exercise plan" in spoken(built.path)


def test_an_id_names_the_file_and_a_hash_follows_content(tmp_path: Path) -> None:
    assert build(tmp_path, id="a17").path.name.startswith("a17-")
    assert build(tmp_path, id="a17").path != build(tmp_path, "lunge_stretch:right", id="a17").path


def test_a_password_locks_with_aes_256(tmp_path: Path) -> None:
    built = build(tmp_path, patient="Zephyrine Quux", job={"password": "correct horse", "chart": True})
    for path in filter(None, (built.path, built.chart)):
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(path)
        with pikepdf.open(path, password="correct horse") as file:
            assert (file.encryption.R, file.encryption.bits) == (6, 256)
            assert file.allow.accessibility
    assert "correct horse" not in repr(PlanJob(plan("lunge_stretch:left"), password="correct horse"))


def test_the_chart_copy_tells_how_to_build_the_same_bytes_again(tmp_path: Path) -> None:
    from hashlib import sha256

    first = builder().build(PlanJob(plan_file(EXAMPLES / "both_sides.yaml"), chart=True), tmp_path)
    again = PlanBuilder(library()).build(
        PlanJob(plan_file(EXAMPLES / "both_sides.yaml"), chart=True), tmp_path / "again"
    )
    assert first.path.name == again.path.name
    assert first.path.read_bytes() == again.path.read_bytes()
    assert first.chart and again.chart and first.chart.read_bytes() == again.chart.read_bytes()
    chart = spoken(first.chart).replace(" ", "")
    assert sha256(first.path.read_bytes()).hexdigest() in chart
    for said in ("Prefersmornings", "Lowbackliftedinsettwo", "DecidedbyDanaOkafor", "nomedicaladvice"):
        assert said in chart
    assert len(pikepdf.open(first.chart).pages) == 1


def test_a_practice_without_flags_has_chart_copies_too(tmp_path: Path) -> None:
    practice = tmp_path / "practice"
    shutil.copytree(REPOSITORY / "handouts", practice / "handouts")
    shutil.copytree(REPOSITORY / "layouts" / "brands", practice / "layouts" / "brands")
    (practice / "handouts" / "precautions.yaml").unlink()
    arguments = ["plan", "--root", str(practice), "--exercise", "lunge_stretch:left", "--chart-copy"]
    assert main([*arguments, "-o", str(tmp_path / "out")]) == 0
    assert len(list((tmp_path / "out").glob("*-chart.pdf"))) == 1
    assert main([*arguments, "--flag", "hernia"]) == 1


def test_many_sheets_in_one_file_keep_apart(tmp_path: Path) -> None:
    plans = [plan("lunge_stretch:left", patient=name) for name in ("Ada Able", "Bea Best", "Ada Able")]
    made = [builder().lay_out(PlanJob(entry)) for entry in plans]
    data = together(made, duplex=False)
    with pikepdf.open(BytesIO(data)) as file:
        assert len(file.pages) == sum(len(each.laid_out.pages) for each in made)
    path = tmp_path / "all.pdf"
    path.write_bytes(data)
    assert spoken(path).count("Page 1 of 3") == 3
    with pytest.raises(ValueError, match="no sheet"):
        together([])
