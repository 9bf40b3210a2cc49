"""Files of patients: named after nobody, nothing private inside, locked on request, the same bytes each time."""

from __future__ import annotations

import json
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from handout_builder.cli.app import main
from handout_builder.errors import ContentError
from handout_builder.pipeline import batch
from handout_builder.pipeline.batch import BatchJob, Inline, report, run_batch
from handout_builder.pipeline.plan import BLANK_NAME, PlanBuilder, PlanBuilt, PlanJob, together
from handout_builder.plans.read import ROW_ENDINGS, plan_file, plan_rows
from tests import needs
from tests.plans.samples import EXAMPLES, PATIENTS, REPOSITORY, library, plan

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


@cache
def workshop() -> PlanBuilder:
    return PlanBuilder(library())


def build(folder: Path, *exercises: Any, job: dict[str, Any] | None = None, **fields: Any) -> PlanBuilt:
    entry = plan(*(exercises or ("lunge_stretch:left",)), **fields)
    return workshop().build(PlanJob(entry, **(job or {})), folder)


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


def spoken(path: Path) -> str:
    """The text of the pages as a reader gets it."""
    import pypdfium2

    file = pypdfium2.PdfDocument(path)
    text = " ".join(page.get_textpage().get_text_range() for page in file)
    return re.sub(r"\s+", " ", text)


# ---- privacy


def test_nothing_private_is_in_names_metadata_or_the_patients_copy(tmp_path: Path) -> None:
    item = {"exercise": "ball_massage", "side": "left", "private_note": PRIVATE}
    decided = {"exercise": "ball_massage", "flag": "hernia", "who": "Ottoline Vance", "reason": "Unusual heron reason."}
    built = build(
        tmp_path, item, **SECRETS, private_note=PRIVATE, flags=["hernia"], overrides=[decided], job={"chart": True}
    )
    assert built.chart is not None
    assert spoken(built.path).count("Zephyrine Quux") >= 2 and "violet staircase" in spoken(built.path)
    for secret in ("kayaking", "REC-778899", "Ottoline", "heron", "hernia overridden"):
        assert secret not in spoken(built.path)
        assert secret in spoken(built.chart) or secret == "hernia overridden"
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


# ---- names of files


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


# ---- password, chart copy, one file


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

    first = workshop().build(PlanJob(plan_file(EXAMPLES / "both_sides.yaml"), chart=True), tmp_path)
    again = PlanBuilder(library()).build(
        PlanJob(plan_file(EXAMPLES / "both_sides.yaml"), chart=True), tmp_path / "again"
    )
    assert first.path.name == again.path.name
    assert first.path.read_bytes() == again.path.read_bytes()
    assert first.chart and again.chart and first.chart.read_bytes() == again.chart.read_bytes()
    chart = spoken(first.chart).replace(" ", "")
    assert sha256(first.path.read_bytes()).hexdigest() in chart
    for said in ("Prefersmornings", "Lowbackliftedinsettwo", "overriddenbyDanaOkafor", "nomedicaladvice"):
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
    made = [workshop().lay_out(PlanJob(entry)) for entry in plans]
    data = together(made)
    with pikepdf.open(BytesIO(data)) as file:
        assert len(file.pages) == sum(len(each.laid_out.pages) for each in made)
    path = tmp_path / "all.pdf"
    path.write_bytes(data)
    assert spoken(path).count("Page 1 of 3") == 3
    with pytest.raises(ValueError, match="no sheet"):
        together([])


# ---- batches


def rows(tmp_path: Path, count: int = 6) -> Path:
    path = tmp_path / "plans.jsonl"
    good = {"date": "2025-11-03", "exercises": ["lunge_stretch:left"]}
    lines = [{**good, "patient": f"Person {index}", **({"date": "no"} if index == 2 else {})} for index in range(count)]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return path


def test_a_batch_builds_the_good_rows_and_lists_the_others(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    done = list(run_batch(plan_rows(rows(tmp_path)), BatchJob(REPOSITORY, folder), Inline()))
    assert [row.status for row in done] == ["built", "built", "failed", "built", "built", "built"]
    assert [row.number for row in done] == [1, 2, 3, 4, 5, 6]
    assert len(list(folder.iterdir())) == 5
    told = json.loads(report(done, 1.5))
    assert (told["built"], told["kept"], told["failed"]) == (5, 0, 1)
    assert told["rows"][2]["problems"][0]["place"].endswith("plans.jsonl:3:1")
    assert "Person" not in report(done, 1.5)


def test_any_executor_gives_the_same_files(tmp_path: Path) -> None:
    source = rows(tmp_path)
    with ThreadPoolExecutor(3) as pool:
        many = list(run_batch(plan_rows(source), BatchJob(REPOSITORY, tmp_path / "many"), pool, 3))
    one = list(run_batch(plan_rows(source), BatchJob(REPOSITORY, tmp_path / "one"), Inline()))
    assert many == one
    for row in one:
        if row.file:
            assert (tmp_path / "many" / row.file).read_bytes() == (tmp_path / "one" / row.file).read_bytes()


def test_an_interrupted_batch_goes_on_and_leaves_nothing_half_written(tmp_path: Path, monkeypatch: Any) -> None:
    folder, job = tmp_path / "out", BatchJob(REPOSITORY, tmp_path / "out", resume=True)
    running = run_batch(plan_rows(rows(tmp_path)), job, Inline())
    next(running)
    running.close()
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert 0 < len(before) < 6
    (folder / ".left.pdf.1234.part").write_bytes(b"half")
    done = list(run_batch(plan_rows(rows(tmp_path)), job, Inline()))
    assert sum(row.status == "kept" for row in done) == len(before)
    assert all(path.stat().st_mtime_ns == when for path, when in before.items())
    assert len(list(folder.iterdir())) == 5 and not list(folder.glob("*.part"))
    whole = list(run_batch(plan_rows(rows(tmp_path)), replace(job, folder=tmp_path / "whole"), Inline()))
    for row in whole:
        if row.file:
            assert (folder / row.file).read_bytes() == (tmp_path / "whole" / row.file).read_bytes()


def test_a_bug_in_one_row_stops_no_other_and_tells_no_words(tmp_path: Path, monkeypatch: Any) -> None:
    real = PlanBuilder.build

    def faulty(self: PlanBuilder, job: PlanJob, folder: Path, *, resume: bool = False) -> PlanBuilt:
        if job.plan.model.patient == "Person 4":
            raise KeyError(job.plan.model.patient)
        return real(self, job, folder, resume=resume)

    monkeypatch.setattr(PlanBuilder, "build", faulty)
    done = list(run_batch(plan_rows(rows(tmp_path)), BatchJob(REPOSITORY, tmp_path / "out"), Inline()))
    assert [row.number for row in done if row.bug] == [5]
    assert "KeyError in batch.py" in str(done[4].bug) and "Person" not in str(done[4])
    assert sum(row.status == "built" for row in done) == 4


def test_rows_are_read_only_as_far_ahead_as_workers_need(tmp_path: Path) -> None:
    read = 0

    def counted() -> Any:
        nonlocal read
        for row in plan_rows(rows(tmp_path, 60)):
            read += 1
            yield replace(row, plan=None)

    running = run_batch(counted(), BatchJob(REPOSITORY, tmp_path / "out"), Inline(), 2)
    next(running)
    assert read <= 2 * batch.AHEAD + 1
    running.close()


@needs.shared
def test_names_of_many_locales_become_files(tmp_path: Path) -> None:
    people = [json.loads(line) for line in PATIENTS.read_text(encoding="utf-8").splitlines()]
    chosen = {person["locale"]: person for person in people}
    path = tmp_path / "people.jsonl"
    rows = [
        {"patient": p["name"], "record": p["mrn"], "date": "2025-11-03", "exercises": ["knee_lift_march"]}
        for p in list(chosen.values())[::3]
    ]
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    done = list(run_batch(plan_rows(path), BatchJob(REPOSITORY, tmp_path / "out", named=True), Inline()))
    assert len(done) >= 10 and all(row.status == "built" for row in done), [row.problems for row in done]
    assert 0 < sum(BLANK_NAME in row.notes for row in done) < len(done)


# ---- the command line


def test_the_commands_of_the_issue(tmp_path: Path, capsys: Any) -> None:
    arguments = [
        "plan",
        "--patient",
        "Zephyrine Quux",
        "--exercise",
        'lunge_stretch:left:"2 x 30 s hold, rest 15 s, every day"',
    ]
    arguments += ["--exercise", 'ball_massage:left:"2 x 8, Mon Wed Fri, from week 2"', "--note", "Go slow."]
    arguments += ["--date", "2026-11-23", "--next-visit", "2026-12-07", "-o", str(tmp_path)]
    assert main(arguments, REPOSITORY) == 0
    (path,) = tmp_path.glob("*.pdf")
    said = spoken(path)
    assert "Do these two exercises" in said and "2 times, hold 30 seconds" in said and "Mon, Dec 7" in said
    assert "Quux" not in capsys.readouterr().out
    assert main(["plan", str(EXAMPLES / "by_hand.yaml"), "-o", str(tmp_path)], REPOSITORY) == 0
    assert main(["plan", "-o", str(tmp_path)], REPOSITORY) == 2
    assert main(["plan", str(EXAMPLES / "by_hand.yaml"), "--note", "x", "-o", str(tmp_path)], REPOSITORY) == 2
    assert main(["plan", "--exercise", "lunge_stretch:up", "--patient", "Zephyrine Quux"], REPOSITORY) == 1
    assert "Quux" not in capsys.readouterr().err


def test_the_batch_command_exits_1_with_a_report(tmp_path: Path, capsys: Any) -> None:
    told = tmp_path / "report.json"
    arguments = ["batch", str(rows(tmp_path)), "-o", str(tmp_path / "out"), "--jobs", "1", "--report", str(told)]
    assert main(arguments, REPOSITORY) == 1
    out = capsys.readouterr()
    assert "5 sheets built" in out.out and "plans.jsonl:3:1" in out.err and "Person" not in out.out + out.err
    assert json.loads(told.read_text(encoding="utf-8"))["failed"] == 1
    assert main([*arguments, "--resume"], REPOSITORY) == 1
    assert "5 kept" in capsys.readouterr().out
    assert main([*arguments[:2], "--one-file", "-o", str(tmp_path / "one")], REPOSITORY) == 1
    assert (tmp_path / "one" / "plans.pdf").is_file()


def test_an_empty_password_leaves_no_file_open(tmp_path: Path, capsys: Any, monkeypatch: Any) -> None:
    plan_now = ["plan", "--exercise", "lunge_stretch:left", "-o", str(tmp_path / "out")]
    for arguments in (plan_now, ["batch", str(rows(tmp_path, 1)), "-o", str(tmp_path / "out")]):
        assert main([*arguments, "--password", ""], REPOSITORY) == 2
        assert "the password is empty; write one" in capsys.readouterr().err
        with monkeypatch.context() as patch:
            patch.setenv("HANDOUT_PASSWORD", "")
            assert main(arguments, REPOSITORY) == 2
        assert "the password is empty; write one" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_resume_keeps_no_open_file_where_a_password_is_wanted(tmp_path: Path) -> None:
    source, job = rows(tmp_path, 1), BatchJob(REPOSITORY, tmp_path / "out", chart=True, resume=True)
    for password, wanted in ((None, "built"), ("word", "built"), ("word", "kept"), (None, "built"), (None, "kept")):
        (done,) = run_batch(plan_rows(source), replace(job, password=password), Inline())
        assert done.status == wanted


def test_a_batch_without_rows_or_without_a_folder_says_so(tmp_path: Path, capsys: Any) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_text("patient,exercises\n", encoding="utf-8")
    assert main(["batch", str(empty), "-o", str(tmp_path / "out")], REPOSITORY) == 2
    assert "empty.csv holds no plan" in capsys.readouterr().err
    assert main(["batch", str(rows(tmp_path, 1)), "-o", str(empty)], REPOSITORY) == 2
    assert "cannot write into" in capsys.readouterr().err


def test_the_plan_before_marks_what_changed(tmp_path: Path) -> None:
    before = tmp_path / "before.yaml"
    before.write_text(
        "date: 2025-10-01\nexercises: [lunge_stretch:left, 'ball_massage:left']\n", encoding="utf-8", newline="\n"
    )
    now = [
        "plan",
        "--exercise",
        "lunge_stretch:left:5 x 20 s hold",
        "--exercise",
        "knee_lift_march",
        "--date",
        "2025-11-03",
    ]
    assert main([*now, "--previous", str(before), "-o", str(tmp_path)], REPOSITORY) == 0
    said = spoken(next(tmp_path.glob("*.pdf")))
    for words in ("Changed", "New", "You can stop this exercise", "Ball massage (Left side)", "made Oct 1, 2025"):
        assert words in said


def test_a_worker_that_lives_on_reads_changed_content_anew(tmp_path: Path) -> None:
    """As in a cluster whose workers serve one batch after the other."""
    practice = tmp_path / "practice"
    for name in ("handouts", "layouts/brands", "images/figures", "images/poses"):
        shutil.copytree(REPOSITORY / name, practice / name)
    source, path = rows(tmp_path, 1), practice / "handouts" / "exercises" / "lunge_stretch.yaml"
    said = []
    for _ in range(2):
        (done,) = run_batch(plan_rows(source), BatchJob(practice, tmp_path / "out"), Inline())
        assert done.status == "built", done
        said.append(done.file)
        path.write_text(path.read_text(encoding="utf-8").replace("Do not lean back.", "Never lean back."), "utf-8")
    first, second = (spoken(tmp_path / "out" / (file or "")) for file in said)
    assert said[0] != said[1], "the name holds a hash of the content"
    assert second.count("Never lean back.") == 2
    assert "Never lean back." not in first
