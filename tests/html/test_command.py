"""The option --html: the page is next to the PDF, the same each time, and never where it could not be locked."""

from __future__ import annotations

from pathlib import Path

import pytest

from handout_builder.cli import main
from tests.cli.practice import make_practice
from tests.html.reader import read


def test_build_writes_the_page_beside_the_pdf(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    practice = make_practice(tmp_path / "practice")
    for name in ("one", "two"):
        assert main(["build", "--html", "-o", str(tmp_path / name)], home=practice) == 0
    first, second = (tmp_path / name / "oak" / "sore_knees.html" for name in ("one", "two"))
    assert first.read_bytes() == second.read_bytes()
    assert first.with_suffix(".pdf").is_file()
    assert str(first) in capsys.readouterr().out
    tree = read(first.read_text(encoding="utf-8"))
    assert tree.one("h1").words() == ["Sore", "knees"]
    assert "Stop if your knee locks." in " ".join(tree.one("aside", "safety").words())


def test_without_the_option_there_is_no_page(tmp_path: Path) -> None:
    assert main(["build", "-o", str(tmp_path / "out")], home=make_practice(tmp_path / "practice")) == 0
    assert not list(tmp_path.rglob("*.html"))


def test_content_with_problems_leaves_neither_file(tmp_path: Path) -> None:
    practice = make_practice(tmp_path / "practice")
    handout = practice / "handouts" / "sore_knees.yaml"
    handout.write_text(handout.read_text(encoding="utf-8").replace("lead:", "laed:"), encoding="utf-8")
    assert main(["build", "--html", "-o", str(tmp_path / "out")], home=practice) == 1
    assert not [path for path in (tmp_path / "out").rglob("*") if path.is_file()]


def test_a_plan_has_a_page_unless_a_password_is_to_lock_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    practice, folder = make_practice(tmp_path / "practice"), tmp_path / "out"
    asked = [
        "plan",
        "--exercise",
        "knee_bend:both:3 x 10, every day",
        "--patient",
        "Ada Okoro",
        "--html",
        "-o",
        str(folder),
    ]
    assert main([*asked, "--password", "secret"], home=practice) == 2
    assert "cannot be locked" in capsys.readouterr().err
    assert not folder.exists()
    assert main(asked, home=practice) == 0, capsys.readouterr().err
    (page,) = folder.glob("*.html")
    assert "okoro" not in page.name.lower()
    text = page.read_text(encoding="utf-8")
    assert "Ada Okoro" in read(text).one("main").text()
    assert "Okoro" not in text[: text.index("<body")]
