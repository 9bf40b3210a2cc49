"""The same inputs give the same bytes anywhere; whatever interrupts the writing, the old file stays whole."""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pikepdf
import pytest

from handout_builder.pipeline.save import save
from tests import REPOSITORY, needs
from tests.wrong.test_wrong import HERE as WRONG

BUILD = """
import sys
from pathlib import Path
from handout_builder.pipeline.handout import Job, build
from handout_builder.practice.library import Library
print(build(Library(Path(sys.argv[1])), Job("knee"), Path(sys.argv[2])).path)
"""
SAVE = """
import sys
from pathlib import Path
from handout_builder.pipeline.save import save
data = bytes(range(256)) * 40_000
print("ready", flush=True)
while True:
    save(data, Path(sys.argv[1]))
"""


@pytest.fixture
def practice(tmp_path: Path) -> Path:
    return Path(shutil.copytree(WRONG / "practice", tmp_path / "practice"))


def built(practice: Path, out: Path, cwd: Path, **environment: str) -> bytes:
    """The handout built by a process of its own."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "HOME") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-c", BUILD, str(practice), str(out)],
        cwd=cwd,
        env=kept | {"PYTHONPATH": str(REPOSITORY)} | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.strip()).read_bytes()


def test_hash_seed_folder_time_zone_and_locale_change_no_byte(practice: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(practice, tmp_path / "elsewhere" / "with a space é"))
    one = built(practice, tmp_path / "one", tmp_path, PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C")
    two = built(other, tmp_path / "two", other, PYTHONHASHSEED="77", TZ="Asia/Tokyo", LANG="de_DE.UTF-8")
    assert one == two
    assert str(tmp_path).encode() not in one


def test_source_date_epoch_is_the_date_of_the_file(practice: Path, tmp_path: Path) -> None:
    one = built(practice, tmp_path / "one", tmp_path, SOURCE_DATE_EPOCH="1000000000", TZ="Asia/Tokyo")
    two = built(practice, tmp_path / "two", tmp_path, SOURCE_DATE_EPOCH="1000000000", TZ="America/Lima")
    other = built(practice, tmp_path / "three", tmp_path, SOURCE_DATE_EPOCH="1100000000")
    assert one == two != other
    with pikepdf.open(io.BytesIO(one)) as document:
        assert str(document.docinfo["/CreationDate"]).startswith("D:20010909014640")


@pytest.mark.parametrize("epoch", ["soon", "1.5", "²", "9" * 40, "-9" + "9" * 40])
def test_a_source_date_epoch_that_is_no_time_is_said(
    epoch: str, monkeypatch: pytest.MonkeyPatch, practice: Path
) -> None:
    from handout_builder.errors import CommandError
    from handout_builder.pipeline.handout import Job, build
    from handout_builder.practice.library import Library

    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(CommandError, match="SOURCE_DATE_EPOCH"):
        build(Library(practice), Job("knee"), practice / "build")
    assert not list(practice.rglob("*.pdf"))


OLD, NEW = b"old " * 1000, bytes(range(256)) * 40_000


def leftovers(target: Path) -> list[Path]:
    return [path for path in target.parent.iterdir() if path != target]


def test_a_process_killed_while_writing_leaves_an_old_or_a_new_file(tmp_path: Path) -> None:
    target = tmp_path / "sheet.pdf"
    for wait in (0.0, 0.003, 0.011, 0.02, 0.031, 0.047, 0.06, 0.09):
        target.write_bytes(OLD)
        process = subprocess.Popen(
            [sys.executable, "-c", SAVE, str(target)],
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
            stdout=subprocess.PIPE,
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(wait)
        process.kill()
        process.wait()
        process.stdout.close()
        assert target.read_bytes() in (OLD, NEW), f"killed after {wait} s"


@needs.posix
def test_a_disk_that_is_full_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    """The limit on the size of files makes the write fail in its middle, as a full disk does."""
    import resource

    target = tmp_path / "sheet.pdf"
    target.write_bytes(OLD)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(NEW) // 2, limits[1]))
    try:
        with pytest.raises(OSError, match="large"):
            save(NEW, target)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, ignored)
    assert target.read_bytes() == OLD
    assert leftovers(target) == []


def test_a_disk_that_fails_at_the_last_moment_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "sheet.pdf"
    target.write_bytes(OLD)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    for name in ("os.fsync", "pathlib.Path.replace"):
        with monkeypatch.context() as patch:
            patch.setattr(name, fail)
            with pytest.raises(OSError, match="No space left"):
                save(NEW, target)
        assert target.read_bytes() == OLD
        assert leftovers(target) == []


def test_a_folder_that_cannot_be_written_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The refusal is put in place of the system's, which lets the user root write everywhere."""
    target = tmp_path / "sheet.pdf"
    target.write_bytes(OLD)

    def refused(path: Path, *_: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refused)
        with pytest.raises(OSError, match="Permission"):
            save(NEW, target)
    assert target.read_bytes() == OLD
    assert leftovers(target) == []


def test_a_file_in_place_of_a_folder_is_an_error_of_the_system_and_stays(tmp_path: Path) -> None:
    blocker = tmp_path / "build"
    blocker.write_bytes(OLD)
    with pytest.raises(OSError):
        save(NEW, blocker / "sheet.pdf")
    assert blocker.read_bytes() == OLD


def test_bad_content_leaves_the_old_file(practice: Path, tmp_path: Path) -> None:
    from handout_builder.errors import ContentError
    from handout_builder.pipeline.handout import Job, build
    from handout_builder.practice.library import Library

    path = build(Library(practice), Job("knee"), tmp_path / "out").path
    before = path.read_bytes()
    exercise = practice / "handouts" / "exercises" / "heel_slide.yaml"
    exercise.write_text(exercise.read_text(encoding="utf-8").replace("hold: 5 s", "hold: 5"), encoding="utf-8")
    with pytest.raises(ContentError):
        build(Library(practice), Job("knee"), tmp_path / "out")
    assert path.read_bytes() == before


def test_a_practice_folder_that_cannot_be_written_still_prints(practice: Path, tmp_path: Path) -> None:
    """Where drawn figures are kept is a convenience: it may be a file, or closed."""
    from handout_builder.pipeline.handout import Job, build
    from handout_builder.practice.library import Library

    (practice / ".cache").write_text("not a folder", encoding="utf-8")
    figures = practice / "images" / "figures"
    figures.mkdir()
    shutil.copy(REPOSITORY / "images" / "figures" / "march_1.yaml", figures / "drawn.yaml")
    exercise = practice / "handouts" / "exercises" / "heel_slide.yaml"
    exercise.write_text(exercise.read_text(encoding="utf-8").replace("file: slide", "file: drawn"), encoding="utf-8")
    assert build(Library(practice), Job("knee"), tmp_path / "out").pages == 2
