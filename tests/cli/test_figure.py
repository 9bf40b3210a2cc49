"""`figure` on the command line: watching a description, and what it refuses."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from handout_builder.cli import main
from handout_builder.cli.figure import WATCH_SECONDS

POSE = "from: standing\npose: {head: {flex: FLEX}}\n"


@pytest.fixture
def nod(practice: Path) -> Path:
    """A figure of the practice."""
    path = practice / "images" / "figures" / "nod.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(POSE.replace("FLEX", "5"), encoding="utf-8")
    return path


def rewritten(path: Path, text: str, at: int) -> None:
    """Save `text`, at a time of its own, as a file system with coarse times would not give it."""
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(at, at))


def test_a_watched_figure_is_drawn_again_when_its_description_is_saved(
    nod: Path, practice: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    target = practice / "nod.svg"
    seen: list[bytes | None] = []
    steps: list[Callable[[], object]] = [
        lambda: None,
        lambda: rewritten(nod, POSE.replace("FLEX", "40"), 1),
        lambda: rewritten(nod, POSE.replace("FLEX", "900"), 2),
        lambda: rewritten(nod, POSE.replace("FLEX", "20"), 3),
    ]

    def sleep(seconds: float) -> None:
        assert seconds == WATCH_SECONDS
        seen.append(target.read_bytes())
        if len(seen) > len(steps):
            raise KeyboardInterrupt
        steps[len(seen) - 1]()

    monkeypatch.setattr(time, "sleep", sleep)
    assert main(["figure", "nod", "--watch", "-o", str(target)], home=practice) == 0
    first, unchanged, bent, refused, mended = seen
    assert first == unchanged
    assert len({first, bent, mended}) == 3
    assert refused == bent, "a description with problems leaves the picture"
    printed = capsys.readouterr()
    assert printed.out.count(str(target)) == 3, "drawn once for each good description"
    assert "images/figures/nod.yaml:2:" in printed.err
    assert printed.err.rstrip().endswith("1 problem")


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ([], "name a figure, or write --all"),
        (["nod", "-o", "nod.gif"], 'nod.gif" ends neither in .png nor .svg nor .pdf'),
        (["nod", "lunge_1", "-o", "both.svg"], "a contact sheet is a .png or a .pdf"),
        (["nodd"], 'there is no figure "nodd". Did you mean "nod"?'),
        (["nod", "--brand", "ook"], 'Did you mean "oak"?'),
    ],
)
def test_a_figure_that_cannot_be_drawn_is_refused(
    arguments: list[str], reason: str, nod: Path, practice: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["figure", *arguments], home=practice) == 2
    assert reason in capsys.readouterr().err


def test_a_place_that_cannot_be_written_is_refused(
    nod: Path, practice: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (practice / "taken").write_text("a file where a folder is wanted", encoding="utf-8")
    assert main(["figure", "nod", "-o", str(practice / "taken" / "nod.svg")], home=practice) == 2
    assert "choose another with -o" in capsys.readouterr().err


def test_colours_need_a_brand(nod: Path, practice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (practice / "layouts/brands/oak/brand.yaml").unlink()
    assert main(["figure", "nod"], home=practice) == 2
    assert "there is no brand to take colours from" in capsys.readouterr().err


def test_problems_of_all_figures_of_a_contact_sheet_come_at_once(
    nod: Path, practice: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("one", "two"):
        (nod.parent / f"{name}.yaml").write_text(POSE.replace("FLEX", "900"), encoding="utf-8")
    assert main(["figure", "one", "nod", "two", "-o", str(practice / "sheet.pdf")], home=practice) == 1
    printed = capsys.readouterr().err
    assert "figures/one.yaml:2:" in printed and "figures/two.yaml:2:" in printed
    assert not (practice / "sheet.pdf").exists()


FIGURES = {
    "bent": "pose: {head: {flex: 500}}\n",
    "floating": "pose: {height: 40}\n",
    "one_way": "pose: {head: {flex: 5}}\nmirror: never\n",
    "broken": "pose: {\n",
    "misnamed": "poze: {}\n",
    "empty": "",
}


@pytest.mark.parametrize("name", FIGURES)
def test_f53_a_problem_of_a_figure_names_its_file_from_the_practice_folder(
    name: str, practice: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = practice / "images" / "figures" / f"{name}.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(FIGURES[name], encoding="utf-8")
    assert main(["figure", name, "--mirror", "-o", str(practice / "out.pdf")], home=practice) == 1
    printed = capsys.readouterr().err
    assert printed.startswith(f"images/figures/{name}.yaml:")
    assert str(practice) not in printed


@pytest.mark.parametrize(
    "command", [["figure", "lunge_1"], ["build", "sore_knees"], ["check"], ["plan", "--exercise", "knee_bend"]]
)
def test_f53_a_problem_of_a_font_names_its_file_from_the_practice_folder(
    command: list[str], practice: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = practice / "layouts" / "fonts" / "SourceSans3-Bold.ttf"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"no font")
    assert main(command, home=practice) == 1
    printed = capsys.readouterr().err
    assert "\nlayouts/fonts/SourceSans3-Bold.ttf: " in f"\n{printed}"
    assert str(practice) not in printed


def test_f64_a_sheet_of_all_mirrored_figures_leaves_out_those_that_must_not_be(
    nod: Path, practice: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fixed = nod.parent / "fixed.yaml"
    fixed.write_text(f"mirror: never\n{nod.read_text(encoding='utf-8')}", encoding="utf-8")
    own = (nod.stem, fixed.stem)
    monkeypatch.setattr("handout_builder.pipeline.figure_sheet.figure_names", lambda library: own)
    sheet = practice / "sheet.pdf"
    assert main(["figure", "--all", "--mirror", "-o", str(sheet)], home=practice) == 0
    assert "left out, since they must not be mirrored: fixed" in capsys.readouterr().err
    assert sheet.exists()
    assert main(["figure", "fixed", "--mirror", "-o", str(sheet)], home=practice) == 1
    assert "must not be mirrored" in capsys.readouterr().err
