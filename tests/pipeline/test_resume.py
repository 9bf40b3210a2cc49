"""`--resume` keeps a sheet only if the same plan, content, code, libraries and kind of file would give it again."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from handout_builder import cache
from handout_builder.pipeline import plan as pipeline_plan
from handout_builder.pipeline.plan import PlanBuilder, PlanJob
from handout_builder.pipeline.sheet import FileKind
from tests import REPOSITORY
from tests.plans.files import builder
from tests.plans.samples import plan

PLAN = plan("lunge_stretch:left", patient="Ada Able")
USED = ("pages/paginate.py", "pdf/painter.py", "compose/dose.py", "html/page.py", "compose/chart.py", "errors.py")
NOT_USED = ("cli/app.py", "preflight/rules.py", "pipeline/check.py")
state = cache.code_state.__wrapped__
BUILD = """
import json, sys
from pathlib import Path
from handout_builder.pipeline.plan import PlanBuilder, PlanJob
from handout_builder.plans.read import plan_of_words
from handout_builder.practice.library import Library
words = {"date": "2025-11-03", "patient": "Ada Able", "exercises": ["lunge_stretch:left"]}
job = PlanJob(plan_of_words(words), chart=True, html=True)
before = set(sys.modules)
PlanBuilder(Library(Path(sys.argv[1]))).build(job, Path(sys.argv[2]), resume=True)
print(json.dumps(sorted(set(sys.modules) - before)))
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the package, whose state is in the key from now on."""
    found = tmp_path / "handout_builder"
    shutil.copytree(REPOSITORY / "handout_builder", found, ignore=shutil.ignore_patterns("*.pyc"))
    monkeypatch.setattr(pipeline_plan, "code_state", lambda *modules: state(*modules, package=found))
    return found


def change(path: Path) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write("\n# changed\n")


def test_the_key_names_the_code_that_makes_a_sheet(package: Path) -> None:
    before = builder().key(PlanJob(PLAN))
    for name in NOT_USED:
        change(package / name)
    assert builder().key(PlanJob(PLAN)) == before
    keys = {before}
    for name in USED:
        change(package / name)
        keys.add(builder().key(PlanJob(PLAN)))
    assert len(keys) == len(USED) + 1


def test_the_key_names_every_module_that_is_loaded_to_build_a_sheet(tmp_path: Path) -> None:
    command = [sys.executable, "-c", BUILD, str(REPOSITORY), str(tmp_path)]
    loaded = json.loads(subprocess.run(command, cwd=REPOSITORY, capture_output=True, check=True).stdout)
    ours = {name for name in loaded if name.startswith("handout_builder.")}
    assert len(ours) > 60
    assert ours - set(cache.code_of([pipeline_plan.__name__])[0]) == set()


def test_a_sheet_of_other_code_is_not_kept(tmp_path: Path, package: Path) -> None:
    job, folder = PlanJob(PLAN, chart=True, html=True), tmp_path / "out"
    first = builder().build(job, folder, resume=True)
    assert builder().build(job, folder, resume=True).skipped
    change(package / "compose" / "dose.py")
    again = builder().build(job, folder, resume=True)
    assert not again.skipped and again.path != first.path


KINDS = (FileKind(), FileKind(pdf2=True), FileKind(fillable=True), FileKind(pdf2=True, fillable=True))


def test_a_sheet_of_another_kind_is_not_kept(tmp_path: Path) -> None:
    jobs = [PlanJob(PLAN, chart=True, kind=kind) for kind in KINDS]
    made = [builder().build(job, tmp_path, resume=True) for job in jobs]
    assert not any(each.skipped for each in made)
    assert len({each.path.read_bytes() for each in made}) == len(KINDS)
    assert all(builder().build(job, tmp_path, resume=True).skipped for job in jobs)


def test_a_sheet_of_another_date_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    for epoch in ("", "1700000000", "1800000000"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        made.append(builder().build(PlanJob(PLAN), tmp_path, resume=True))
        assert builder().build(PlanJob(PLAN), tmp_path, resume=True).skipped
    assert not any(each.skipped for each in made)
    assert len({each.path.read_bytes() for each in made}) == 3


@pytest.mark.parametrize(("chart", "html"), [(True, False), (False, True), (True, True)])
def test_a_sheet_without_a_wanted_file_next_to_it_is_built_again(tmp_path: Path, chart: bool, html: bool) -> None:
    alone = builder().build(PlanJob(PLAN), tmp_path)
    job = PlanJob(PLAN, chart=chart, html=html)
    made = builder().build(job, tmp_path, resume=True)
    assert not made.skipped and made.path == alone.path
    assert (made.chart is not None, made.html is not None) == (chart, html)
    assert builder().build(job, tmp_path, resume=True).skipped


@pytest.mark.parametrize("damage", [b"", b"<!DOCTYPE html>\n<html", None])
def test_a_page_that_is_not_whole_is_built_again(tmp_path: Path, damage: bytes | None) -> None:
    job = PlanJob(PLAN, html=True)
    made = PlanBuilder(builder().library).build(job, tmp_path)
    assert made.html
    whole = made.html.read_bytes()
    made.html.unlink()
    if damage is not None:
        made.html.write_bytes(damage)
    assert not builder().build(job, tmp_path, resume=True).skipped
    assert made.html.read_bytes() == whole
    assert builder().build(job, tmp_path, resume=True).skipped
